"""The engine: equal episodes whatever runs beside them, and nothing an agent, a user or a world does ends a run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, cast
from weakref import WeakSet

import pytest

from tacit.agents import AgentFactory, load
from tacit.dialogue import (
    Agent,
    AgentTurn,
    AgentView,
    Ending,
    Episode,
    Limits,
    Scenario,
    Session,
    Tool,
    ToolCall,
    User,
    World,
)
from tacit.errors import RunFolderError
from tacit.runs import ProtocolCard, plan, references
from tacit.runs._engine import play
from tacit.scores import score, scorecards
from tacit.users import RuleUser

Make = Callable[[Scenario], Agent]
SHORT = Limits(turns=3)
CARD = ProtocolCard(
    world="travel",
    world_version="1",
    families=("22",),
    split="dev",
    scenarios=12,
    seed=0,
    trials=1,
    twins=False,
    user="rules",
    limits=SHORT,
    act_seconds=5.0,
    tacit="0.1.0",
)


def played(
    world: World,
    agents: list[AgentFactory],
    card: ProtocolCard = CARD,
    concurrency: int = 4,
    make_user: Callable[[Scenario], User] | None = None,
) -> dict[str, Episode]:
    """What the engine makes of some agents, by episode id."""
    found: dict[str, Episode] = {}

    def store(episode: Episode) -> None:
        assert episode.id not in found
        found[episode.id] = episode

    asyncio.run(run(world, agents, store, card, concurrency, make_user))
    return found


def run(
    world: World,
    agents: list[AgentFactory],
    store: Callable[[Episode], None],
    card: ProtocolCard = CARD,
    concurrency: int = 4,
    make_user: Callable[[Scenario], User] | None = None,
) -> Coroutine[Any, Any, None]:
    """The engine at work."""

    def rule_user(scenario: Scenario) -> User:
        return RuleUser(scenario, world.vocabulary)

    jobs = plan(world, card, agents)
    return play(world, card, jobs, make_user=make_user or rule_user, store=store, concurrency=concurrency)


class Slow:
    """Does what another agent does, after a while that nobody can foresee."""

    def __init__(self, agent: Agent, rng: Random) -> None:
        self._agent, self._rng = agent, rng

    async def act(self, view: AgentView) -> Any:
        await asyncio.sleep(self._rng.random() * 0.002)
        return self._agent.act(view)


class Threaded:
    """Does what another agent does, in whatever thread is free."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    async def act(self, view: AgentView) -> Any:
        return await asyncio.to_thread(self._agent.act, view)


# ── the same, however it is run ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("concurrency", [1, 3, 64])
def test_episodes_do_not_depend_on_how_many_run_at_a_time(travel: World, concurrency: int) -> None:
    card = CARD.model_copy(update={"limits": Limits(), "scenarios": 8, "trials": 2})
    luck = Random(concurrency)
    slow = [replace(r, make=lambda s, r=r: Slow(r.make(s), luck), instant=False) for r in references(travel)]
    assert played(travel, slow, card, concurrency) == played(travel, references(travel), card)


@pytest.mark.parametrize("wrap", [lambda agent: agent, Threaded])
def test_every_way_to_drive_an_agent_gives_equal_episodes(travel: World, wrap: Callable[[Agent], Agent]) -> None:
    card = CARD.model_copy(update={"limits": Limits(), "twins": True})
    others = [replace(r, make=lambda s, r=r: wrap(r.make(s)), instant=False) for r in references(travel)]
    assert played(travel, others, card) == played(travel, references(travel), card)


def test_a_function_a_coroutine_a_class_and_a_process_of_its_own_say_the_same(travel: World, tmp_path: Path) -> None:
    (tmp_path / "four.py").write_text(
        """
def plain(messages, tools):
    asked = sum(m["role"] == "assistant" for m in messages)
    return f"{asked}: For the hotel, do you have any wishes about {['meals', 'the view', 'parking'][asked]}?"

async def later(messages, tools):
    return plain(messages, tools)

class Kept:
    def __init__(self):
        self.asked = -1
    def act(self, messages, tools):
        self.asked += 1
        return plain(messages[:2] + [{"role": "assistant"}] * self.asked, tools)
"""
    )
    card = CARD.model_copy(update={"scenarios": 2})
    plain, later, kept = (load(f"{tmp_path}/four.py:{name}") for name in ("plain", "later", "Kept"))
    alone = load(f"{tmp_path}/four.py:plain", isolate=True)
    told = [
        [(episode.scenario, episode.messages, episode.events) for episode in played(travel, [one], card, 1).values()]
        for one in (plain, later, kept, alone)
    ]
    assert told[0] == told[1] == told[2] == told[3]
    assert len(told[0]) == 2


def test_no_more_conversations_run_at_a_time_than_were_asked_for(travel: World, asking: Make) -> None:
    at_once: set[int] = set()
    most = 0

    class Counted:
        def __init__(self, agent: Agent) -> None:
            self._agent = agent

        async def act(self, view: AgentView) -> Any:
            nonlocal most
            at_once.add(id(self))
            most = max(most, len(at_once))
            await asyncio.sleep(0.001)
            return self._agent.act(view)

        async def close(self) -> None:
            at_once.remove(id(self))

    played(travel, [AgentFactory("counted", "1", lambda s: Counted(asking(s)))], concurrency=5)
    assert most == 5
    assert not at_once, "every agent is closed"


@pytest.mark.parametrize("instant", [True, False])
def test_an_episode_is_let_go_once_it_is_stored(travel: World, instant: bool) -> None:
    alive: WeakSet[Episode] = WeakSet()
    held: list[int] = []

    def store(episode: Episode) -> None:
        alive.add(episode)
        held.append(len(alive))

    agents = [replace(one, instant=instant) for one in references(travel)]
    asyncio.run(run(travel, agents, store, concurrency=4))
    assert len(held) == 5 * CARD.scenarios
    assert max(held) <= 2


# ── whatever an agent does ──────────────────────────────────────────────────────────────────────────


class Fickle:
    """Does well at first, and then something else."""

    def __init__(self, agent: Agent, wrong: Callable[[], Any]) -> None:
        self._agent, self._wrong = agent, wrong
        self._acts = 0

    async def act(self, view: AgentView) -> Any:
        self._acts += 1
        if self._acts < 2:
            return self._agent.act(view)
        done = self._wrong()
        return await done if asyncio.iscoroutine(done) else done


def raise_(error: BaseException) -> Any:
    """Raise, as an expression."""
    raise error


WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "raises": (lambda: raise_(ValueError("first\nsecond")), "ValueError: first second"),
    "raises a group": (lambda: raise_(ExceptionGroup("two", [ValueError(1)])), "ExceptionGroup: two"),
    "raises our own error": (lambda: raise_(RunFolderError("not the engine's")), "RunFolderError: not the engine's"),
    "times out by itself": (lambda: raise_(TimeoutError()), "TimeoutError"),
    "hangs": (lambda: asyncio.sleep(3600), "TimeoutError: no answer within 0.15 seconds"),
    "returns nothing": (lambda: None, "returned a NoneType"),
    "returns a string": (lambda: "hello", "returned a str"),
    "says nothing": (lambda: AgentTurn(text="  "), "neither said anything nor called a tool"),
    "says a number": (lambda: AgentTurn(text=5), "AttributeError"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_agent_that_fails_in_some_episodes_ends_those_and_no_other(travel: World, asking: Make, wrong: str) -> None:
    action, said = WRONG[wrong]
    card = CARD.model_copy(update={"act_seconds": 0.15})

    def make(scenario: Scenario) -> Agent:
        return Fickle(asking(scenario), action) if scenario.seed % 4 == 1 else asking(scenario)

    good = played(travel, [AgentFactory("a", "1", asking), *references(travel)], card)
    found = played(travel, [AgentFactory("a", "1", make), *references(travel)], card)
    assert found.keys() == good.keys()
    changed = [found[id_] for id_ in found if found[id_] != good[id_]]
    assert [(one.agent, one.scenario) for one in changed] == [("a", f"travel/22/dev/{seed}") for seed in (1, 5, 9)]
    for one in changed:
        assert one.ending is Ending.AGENT_ERROR
        assert said in one.detail
        assert "\n" not in one.detail


@pytest.mark.parametrize("instant", [True, False])
def test_an_agent_that_cannot_be_made_is_an_agent_error(travel: World, asking: Make, instant: bool) -> None:
    def make(scenario: Scenario) -> Agent:
        return raise_(OSError("no such weights")) if scenario.seed == 3 else asking(scenario)

    endings = {
        episode.scenario: (episode.ending, episode.detail)
        for episode in played(travel, [AgentFactory("a", "1", make, instant=instant)]).values()
    }
    assert endings.pop("travel/22/dev/3") == (Ending.AGENT_ERROR, "OSError: no such weights")
    assert {ending for ending, _ in endings.values()} == {Ending.OUT_OF_TURNS}
    assert len(endings) == CARD.scenarios - 1


# ── whatever a world or a user does ─────────────────────────────────────────────────────────────────


class Shut:
    """A world that cannot be opened for one seed."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world, name)

    def open(self, scenario: Scenario) -> Session:
        return raise_(OSError("no such database")) if scenario.seed == 3 else self._world.open(scenario)


@pytest.mark.parametrize("instant", [True, False])
def test_a_world_that_has_no_tools_for_one_scenario_is_at_fault_in_it(
    travel: World, asking: Make, instant: bool
) -> None:
    class Bare(Shut):
        def tools(self, scenario: Scenario) -> Sequence[Tool]:
            return raise_(OSError("no such tools")) if scenario.seed == 3 else self._world.tools(scenario)

    found = played(cast("World", Bare(travel)), [AgentFactory("a", "1", asking, instant=instant)])
    lost = [one for one in found.values() if one.ending is Ending.WORLD_ERROR]
    assert [(one.scenario, one.detail) for one in lost] == [("travel/22/dev/3", "OSError: no such tools")]
    assert len(found) == CARD.scenarios


@pytest.mark.parametrize("instant", [True, False])
@pytest.mark.parametrize("broken", [Ending.WORLD_ERROR, Ending.USER_ERROR])
def test_a_world_or_a_user_that_cannot_be_had_ends_that_episode_and_no_other(
    travel: World, asking: Make, instant: bool, broken: Ending
) -> None:
    def make_user(scenario: Scenario) -> User:
        return raise_(OSError("no such database")) if scenario.seed == 3 else RuleUser(scenario, travel.vocabulary)

    made: list[str] = []

    def make(scenario: Scenario) -> Agent:
        made.append(scenario.id)
        return asking(scenario)

    agents = [AgentFactory("a", "1", make, instant=instant)]
    good = played(travel, agents)
    made.clear()
    if broken is Ending.WORLD_ERROR:
        found = played(cast("World", Shut(travel)), agents)
    else:
        found = played(travel, agents, make_user=make_user)
    assert found.keys() == good.keys()
    (lost,) = (id_ for id_ in found if found[id_] != good[id_])
    assert found[lost].scenario == "travel/22/dev/3"
    assert (found[lost].ending, found[lost].detail) == (broken, "OSError: no such database")
    assert found[lost].scenario not in made, "no agent is made for a conversation that cannot be held"

    card = scorecards([score(one) for one in found.values()], floor="silent", ceiling="oracle")["a"]
    rest = [score(one).alignment for id_, one in found.items() if id_ != lost]
    assert (card.n, card.excluded) == (CARD.scenarios - 1, 1)
    assert card.endings == {"out_of_turns": CARD.scenarios - 1, broken.value: 1}
    assert card.bounds == pytest.approx((sum(rest) / CARD.scenarios, (sum(rest) + 1) / CARD.scenarios))


def test_a_world_that_cannot_be_opened_anywhere_is_at_fault_before_user_and_agent(travel: World) -> None:
    class Nowhere(Shut):
        def open(self, scenario: Scenario) -> Session:
            return raise_(OSError("closed"))

    def fail(scenario: Scenario) -> Any:
        return raise_(ValueError("nobody"))

    agents = [AgentFactory("a", "1", fail), AgentFactory("b", "1", fail, instant=True)]
    for world, make_user, culprit in (
        (cast("World", Nowhere(travel)), fail, Ending.WORLD_ERROR),
        (travel, fail, Ending.USER_ERROR),
        (travel, None, Ending.AGENT_ERROR),
    ):
        found = played(world, agents, make_user=make_user)
        assert len(found) == 2 * CARD.scenarios
        assert {episode.ending for episode in found.values()} == {culprit}


@pytest.mark.parametrize("close", [lambda: raise_(ValueError("dirty")), lambda: asyncio.sleep(3600), lambda: None])
def test_an_agent_that_fails_to_close_had_its_episode_already(
    travel: World, asking: Make, close: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tacit.runs._engine._CLOSE_SECONDS", 0.01)

    def make(scenario: Scenario) -> Agent:
        agent = asking(scenario)
        agent.close = close  # type: ignore[attr-defined]
        return agent

    assert played(travel, [AgentFactory("a", "1", make)]) == played(travel, [AgentFactory("a", "1", asking)])


def test_a_function_that_hangs_in_its_thread_holds_up_nobody(travel: World, tmp_path: Path) -> None:
    (tmp_path / "hangs.py").write_text(
        "import time\n"
        "def agent(messages, tools):\n"
        "    if 'Paris' in messages[1]['content'] or len(messages[1]['content']) % 3 == 0: time.sleep(3)\n"
        "    return 'Any wishes about the view?'\n"
    )
    card = CARD.model_copy(update={"act_seconds": 0.2})
    start = time.monotonic()
    found = played(travel, [load(f"{tmp_path}/hangs.py:agent")], card, concurrency=12)
    assert time.monotonic() - start < 2
    endings = {episode.ending for episode in found.values()}
    assert endings == {Ending.AGENT_ERROR, Ending.OUT_OF_TURNS}


class Calling:
    """Calls a tool that does not exist some times, then talks."""

    def __init__(self, agent: Agent, times: int, name: str, arguments: str) -> None:
        self._agent, self._left, self._call = agent, times, (name, arguments)

    def act(self, view: AgentView) -> Any:
        self._left -= 1
        if self._left < 0:
            return self._agent.act(view)
        return AgentTurn(tool_calls=(ToolCall(f"c{self._left}", *self._call),))


@pytest.mark.parametrize(("name", "arguments"), [("teleport", "{}"), ("search_hotels", "{"), ("book", '{"id": 1}')])
def test_mistaken_calls_are_forgiven_as_often_as_the_limits_say(
    travel: World, asking: Make, name: str, arguments: str
) -> None:
    card = CARD.model_copy(update={"limits": Limits(turns=2, bad_calls=3), "scenarios": 2})

    def ending(times: int) -> set[Ending]:
        make = AgentFactory("a", "1", lambda s: Calling(asking(s), times, name, arguments))
        found = played(travel, [make], card)
        errors = [m for one in found.values() for m in one.messages if m.role == "tool" and "error" in str(m.content)]
        assert len(errors) == 2 * times, "each call is answered with an error to learn from"
        return {one.ending for one in found.values()}

    assert ending(3) == {Ending.OUT_OF_TURNS}
    assert ending(4) == {Ending.AGENT_ERROR}


# ── what ends a run ─────────────────────────────────────────────────────────────────────────────────


class Closing:
    """An agent that is never done, and says when it is let go."""

    def __init__(self, open_: set[int]) -> None:
        self._open = open_
        open_.add(id(self))

    async def act(self, view: AgentView) -> AgentTurn:
        await asyncio.sleep(3600)
        raise AssertionError

    async def close(self) -> None:
        await asyncio.sleep(0)
        self._open.remove(id(self))


def refuse(episode: Episode) -> None:
    """A store with no room."""
    raise RunFolderError("the disk is full")


def test_an_error_of_the_store_ends_the_run_as_itself(travel: World, asking: Make) -> None:
    left_open: set[int] = set()
    waiting = AgentFactory("w", "1", lambda s: Closing(left_open))
    for last in (AgentFactory("a", "1", asking), *references(travel)[:1]):
        with pytest.raises(RunFolderError, match="the disk is full"):
            asyncio.run(_within(run(travel, [waiting, last], refuse), 5))
        assert not left_open, "every agent is closed"


def test_cancelling_a_run_stores_nothing_unfinished_and_closes_every_agent(travel: World) -> None:
    left_open: set[int] = set()
    kept: list[Episode] = []
    waiting = AgentFactory("w", "1", lambda s: Closing(left_open))

    async def main() -> None:
        task = asyncio.ensure_future(run(travel, [waiting, *references(travel)], kept.append, concurrency=2))
        await asyncio.sleep(0.05)
        assert len(left_open) == 2
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert not left_open, "every agent is closed"
    assert {episode.agent for episode in kept} == set(travel.policies)


async def _within(work: Awaitable[None], seconds: float) -> None:
    await asyncio.wait_for(work, seconds)
