"""The drivers: equal dialogues from equal roles, and whatever a role does ends in that role's hands."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any

import pytest

from tacit.dialogue import (
    AgentTurn,
    Dialogue,
    Ending,
    Episode,
    Limits,
    Scenario,
    ToolCall,
    ToolResults,
    UserTurn,
    World,
    begin,
    converse,
    converse_async,
    describe,
    resume,
)
from tacit.goals import EventKind, GoalEvent, Source, Span

Make = Callable[..., Any]
BYE = UserTurn("Bye.", ending=Ending.SATISFIED)
ILLEGAL = GoalEvent(1, EventKind.RESTORED, "seven", Source.USER, Span(0, 0, 0, ""))


def add(n: Any) -> AgentTurn:
    return AgentTurn(tool_calls=(ToolCall("c", "add", f'{{"n": {n}}}'),))


class Wordless(Exception):
    """An error that cannot even say what it is."""

    def __str__(self) -> str:
        raise AttributeError("no text")


class Asynchronously:
    """The same role, each answer given a moment later."""

    def __init__(self, role: Any) -> None:
        self._role = role

    async def reply(self, view: Any) -> Any:
        await asyncio.sleep(0)
        return self._role.reply(view)

    async def act(self, view: Any) -> Any:
        await asyncio.sleep(0)
        return self._role.act(view)


class Sleeping:
    """An agent that takes its time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.woken = False

    async def act(self, view: Any) -> AgentTurn:
        await asyncio.sleep(self._seconds)
        self.woken = True
        return AgentTurn("Good morning.")


# Scripts of agent, user and session (None: the world's own), and how the dialogue must end.
PLAYS: dict[str, tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...] | None, Ending, str]] = {
    "answers": ((add(7), AgentTurn("How much more?"), add(94)), (UserTurn("A lot."),), None, Ending.ANSWERED, ""),
    "talks": ((AgentTurn("a"), AgentTurn("b")), (UserTurn("go on"), BYE), None, Ending.SATISFIED, ""),
    "talks on": ((AgentTurn("a"),), (UserTurn("go on"),), None, Ending.OUT_OF_TURNS, "turns"),
    "calls badly": ((add('"x"'),), (BYE,), None, Ending.AGENT_ERROR, "bad tool calls"),
    "says nothing": ((AgentTurn("a"), AgentTurn()), (UserTurn("b"),), None, Ending.AGENT_ERROR, "neither"),
    "agent raises": ((add(1), ZeroDivisionError("by zero")), (BYE,), None, Ending.AGENT_ERROR, "ZeroDivisionError: by"),
    "agent times out": ((TimeoutError("slow"),), (BYE,), None, Ending.AGENT_ERROR, "TimeoutError: slow"),
    "agent is wordless": ((Wordless(),), (BYE,), None, Ending.AGENT_ERROR, "Wordless"),
    "agent returns text": (("hello",), (BYE,), None, Ending.AGENT_ERROR, "returned a str"),
    "agent returns None": ((None,), (BYE,), None, Ending.AGENT_ERROR, "returned a NoneType"),
    "agent plays the user": ((BYE,), (BYE,), None, Ending.AGENT_ERROR, "not for a UserTurn"),
    "agent plays a tool": ((ToolResults(()),), (BYE,), None, Ending.AGENT_ERROR, "not for a ToolResults"),
    "agent's text is no text": ((AgentTurn(7),), (BYE,), None, Ending.AGENT_ERROR, "AttributeError"),  # type: ignore[arg-type]
    "agent's usage is none": ((AgentTurn("a", usage=None),), (BYE,), None, Ending.AGENT_ERROR, ""),  # type: ignore[arg-type]
    "user raises": ((AgentTurn("a"),), (KeyError("x"),), None, Ending.USER_ERROR, "KeyError"),
    "user returns nonsense": ((AgentTurn("a"),), (7,), None, Ending.USER_ERROR, "returned a int"),
    "user plays the agent": ((AgentTurn("a"),), (AgentTurn("a"),), None, Ending.USER_ERROR, "not for a AgentTurn"),
    "user breaks a rule": ((AgentTurn("a"),), (UserTurn("b", (ILLEGAL,)),), None, Ending.USER_ERROR, "GoalStateError"),
    "world raises": ((add(1),), (BYE,), (OSError("disk"),), Ending.WORLD_ERROR, "OSError: disk"),
    "world returns nonsense": ((add(1),), (BYE,), ({},), Ending.WORLD_ERROR, "returned a dict"),
    "world fails the user": (
        (AgentTurn("a"),),
        (UserTurn("", tool_calls=(ToolCall("u", "add", "{}"),)),),
        (OSError("disk"),),
        Ending.WORLD_ERROR,
        "OSError",
    ),
}


def fresh(
    world: World, scenario: Scenario, scripted: Make, play: str, **limits: Any
) -> tuple[Dialogue, Any, Any, Any, Ending, str]:
    agent, user, session, ending, detail = PLAYS[play]
    dialogue, own = begin(world, scenario, Limits(**{"turns": 3, "bad_calls": 1, **limits}))
    return dialogue, scripted(*session) if session else own, scripted(*user), scripted(*agent), ending, detail


@pytest.mark.parametrize("play", PLAYS)
def test_whatever_a_role_does_the_ending_is_in_its_hands_under_either_driver(
    world: World, scenario: Scenario, scripted: Make, play: str
) -> None:
    dialogue, session, user, agent, ending, detail = fresh(world, scenario, scripted, play)
    assert converse(dialogue, session, user, agent) is dialogue
    assert dialogue.ending is ending
    assert detail in dialogue.detail
    assert "\n" not in dialogue.detail

    plain, session, user, agent, *_ = fresh(world, scenario, scripted, play)
    asyncio.run(converse_async(plain, session, user, agent))
    awaited, session, user, agent, *_ = fresh(world, scenario, scripted, play)
    asyncio.run(converse_async(awaited, session, Asynchronously(user), Asynchronously(agent), act_seconds=5))
    for other in (plain, awaited):
        assert but_for_time(other) == but_for_time(dialogue)
        assert episode(other) == episode(dialogue)


def but_for_time(dialogue: Dialogue) -> dict[str, Any]:
    """All a dialogue holds, but for the time that happened to pass."""
    return {name: value for name, value in vars(dialogue).items() if name != "elapsed"}


def times(dialogue: Dialogue) -> list[float]:
    return [act.elapsed for act in dialogue.acts if isinstance(act, AgentTurn)]


def episode(dialogue: Dialogue) -> Episode:
    return Episode.of(dialogue, id="e", agent="a", user="u", trial=0)


@pytest.mark.parametrize("play", PLAYS)
def test_any_ended_dialogue_is_rebuilt_by_its_acts(world: World, scenario: Scenario, scripted: Make, play: str) -> None:
    dialogue, session, user, agent, *_ = fresh(world, scenario, scripted, play)
    converse(dialogue, session, user, agent)
    again = Dialogue.rebuild(scenario, world.instructions, world.tools(scenario), dialogue.limits, dialogue.acts)
    assert vars(again) == vars(dialogue)
    assert times(again) == times(dialogue) == sorted(times(dialogue))
    assert again.elapsed == max(times(dialogue), default=0.0)


@pytest.mark.parametrize("taken", range(7))
def test_a_conversation_resumed_anywhere_ends_as_if_it_had_not_been_interrupted(
    world: World, scenario: Scenario, scripted: Make, taken: int
) -> None:
    whole, session, user, agent, *_ = fresh(world, scenario, scripted, "answers")
    converse(whole, session, user, agent)
    assert len(whole.acts) == 6
    first = whole.acts[:taken]
    agent_acts, user_acts, *_ = PLAYS["answers"]
    done = sum(isinstance(act, AgentTurn) for act in first)
    dialogue, session = resume(world, scenario, whole.limits, first)
    converse(dialogue, session, scripted(*user_acts), scripted(*(agent_acts[done:] or agent_acts[-1:])))
    assert but_for_time(dialogue) == but_for_time(whole)
    assert times(dialogue) == sorted(times(dialogue))
    assert times(dialogue)[:done] == times(whole)[:done]
    assert dialogue.outcome["total"] == 101


@pytest.mark.parametrize("awaited", [False, True])
def test_resuming_does_not_give_the_time_back(world: World, scenario: Scenario, scripted: Make, awaited: bool) -> None:
    def moment_later(view: Any) -> AgentTurn:
        time.sleep(0.001)
        return AgentTurn("And now?")

    def go_on(dialogue: Dialogue, session: Any) -> Dialogue:
        agent, user = scripted(moment_later), scripted(UserTurn("Go on."), BYE)
        if awaited:
            return asyncio.run(converse_async(dialogue, session, user, agent))
        return converse(dialogue, session, user, agent)

    acts = (AgentTurn("Well?", elapsed=59.999), UserTurn("Go on."))
    late = go_on(*resume(world, scenario, Limits(seconds=59.999), acts))
    assert (late.ending, late.detail, len(late.acts)) == (Ending.OUT_OF_TURNS, "seconds", 3)
    assert times(late)[1] > 59.999
    in_time = go_on(*resume(world, scenario, Limits(seconds=120), acts))
    assert in_time.ending is Ending.SATISFIED
    assert 59.999 < times(in_time)[1] < times(in_time)[2] < 120


def test_every_agent_act_is_given_what_the_agent_may_see_at_that_moment(
    world: World, scenario: Scenario, scripted: Make
) -> None:
    dialogue, session, user, agent, *_ = fresh(world, scenario, scripted, "answers")
    converse(dialogue, session, user, agent)
    roles = [[message.role for message in view.messages] for (view,) in agent.seen]
    assert roles[0] == ["system", "user"]
    assert roles[1] == [*roles[0], "assistant", "tool"]
    assert roles[2] == [*roles[1], "assistant", "user"]
    assert all(view.tools == tuple(world.tools(scenario)) for (view,) in agent.seen)


def test_an_agent_that_takes_too_long_for_one_act_has_failed(world: World, scenario: Scenario, scripted: Make) -> None:
    dialogue, session = begin(world, scenario, Limits())
    agent = Sleeping(30)
    start = time.monotonic()
    asyncio.run(converse_async(dialogue, session, scripted(BYE), agent, act_seconds=0.02))
    assert time.monotonic() - start < 5
    assert dialogue.ending is Ending.AGENT_ERROR
    assert dialogue.detail == "TimeoutError: no answer within 0.02 seconds"
    assert not agent.woken


def test_an_agent_that_ignores_its_deadline_has_failed_all_the_same(
    world: World, scenario: Scenario, scripted: Make
) -> None:
    class Stubborn:
        async def act(self, view: Any) -> AgentTurn:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                return AgentTurn("Here you are.")
            return AgentTurn("never said")

    dialogue, session = begin(world, scenario, Limits())
    asyncio.run(converse_async(dialogue, session, scripted(BYE), Stubborn(), act_seconds=0.01))
    assert (dialogue.ending, len(dialogue.messages)) == (Ending.AGENT_ERROR, 2)


def test_the_user_has_all_the_time_in_the_world(world: World, scenario: Scenario, scripted: Make) -> None:
    class Slow:
        async def reply(self, view: Any) -> UserTurn:
            await asyncio.sleep(0.05)
            return BYE

    dialogue, session = begin(world, scenario, Limits())
    asyncio.run(converse_async(dialogue, session, Slow(), scripted(AgentTurn("Well?")), act_seconds=0.01))
    assert dialogue.ending is Ending.SATISFIED


def test_drivers_tell_the_dialogue_how_much_time_has_passed(world: World, scenario: Scenario, scripted: Make) -> None:
    def dawdle(view: Any) -> AgentTurn:
        time.sleep(0.02)
        return AgentTurn("Done.")

    limits = Limits(seconds=0.01)
    at_once, session = begin(world, scenario, limits)
    converse(at_once, session, scripted(BYE), scripted(dawdle))
    in_time, session = begin(world, scenario, limits)
    asyncio.run(converse_async(in_time, session, scripted(BYE), Sleeping(0.02)))
    for dialogue in (at_once, in_time):
        assert (dialogue.ending, dialogue.detail) == (Ending.OUT_OF_TURNS, "seconds")
        again = Dialogue.rebuild(scenario, world.instructions, world.tools(scenario), limits, dialogue.acts)
        assert vars(again) == vars(dialogue)


def test_cancelling_a_conversation_ends_it_as_cancelled_and_goes_on_up(
    world: World, scenario: Scenario, scripted: Make
) -> None:
    dialogue, session = begin(world, scenario, Limits())

    async def cancel() -> None:
        task = asyncio.create_task(converse_async(dialogue, session, scripted(BYE), Sleeping(30), act_seconds=60))
        await asyncio.sleep(0.01)
        assert dialogue.ending is None
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()

    asyncio.run(cancel())
    assert dialogue.ending is Ending.CANCELLED
    assert not dialogue.ending.scored


@pytest.mark.parametrize("act_seconds", [None, 5.0])
def test_an_agent_whose_own_work_was_cancelled_has_failed_and_nobody_else(
    world: World, scenario: Scenario, scripted: Make, act_seconds: float | None
) -> None:
    class Cancelling:
        async def act(self, view: Any) -> AgentTurn:
            work = asyncio.create_task(asyncio.sleep(30))
            work.cancel()
            await work
            return AgentTurn("never said")

    dialogue, session = begin(world, scenario, Limits())
    asyncio.run(converse_async(dialogue, session, scripted(BYE), Cancelling(), act_seconds=act_seconds))
    assert (dialogue.ending, dialogue.detail) == (Ending.AGENT_ERROR, "CancelledError")


def test_an_agent_that_must_be_awaited_has_failed_where_nobody_awaits(
    world: World, scenario: Scenario, scripted: Make
) -> None:
    promised: list[Any] = []

    def promise(view: Any) -> Any:
        promised.append(Sleeping(0).act(view))
        return promised[-1]

    dialogue, session = begin(world, scenario, Limits())
    converse(dialogue, session, scripted(BYE), scripted(promise))
    assert dialogue.ending is Ending.AGENT_ERROR
    assert "coroutine" in dialogue.detail
    assert inspect.getcoroutinestate(promised[0]) == inspect.CORO_CREATED
    promised[0].close()


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("two\n  lines"), "ValueError: two lines"),
        (ValueError(), "ValueError"),
        (Wordless(), "Wordless"),
        (ValueError("x" * 1000), "ValueError: " + "x" * 300),
    ],
)
def test_an_error_is_described_in_one_short_line(error: Exception, line: str) -> None:
    assert describe(error) == line
