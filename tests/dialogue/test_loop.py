"""The conversation loop: what it waits for, how it ends, and that its acts rebuild it exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy, deepcopy
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tacit.dialogue import (
    Act,
    AgentTurn,
    AgentView,
    Declaration,
    Dialogue,
    Ending,
    Failure,
    Limits,
    Message,
    NeedAgent,
    NeedTools,
    NeedUser,
    Reaction,
    Scenario,
    Tool,
    ToolCall,
    ToolResult,
    ToolResults,
    Usage,
    UserTurn,
)
from tacit.errors import DialogueError, GoalStateError
from tacit.goals import (
    Category,
    Disclosure,
    Elicitation,
    EventKind,
    GoalEvent,
    GoalState,
    Intent,
    Source,
    Span,
    Stage,
    Status,
)

ACTS: TypeAdapter[list[Act]] = TypeAdapter(list[Act])
TOOLS = (Tool("add", "Adds.", {"type": "object"}),)
CALL = ToolCall("c1", "add", '{"n": 7}')
DONE = ToolResults((ToolResult("c1", "7"),), outcome={"total": 7})
HELLO, THANKS = AgentTurn("Hello, how much?"), UserTurn("Thanks.")
IDS = ("task", "seven", "eight", "brief")
WRONG: Any = 5


def start(scenario: Scenario, *acts: Act, **limits: Any) -> Dialogue:
    return Dialogue.rebuild(scenario, "Help the user add.", TOOLS, Limits(**limits), acts)


def reveals(intent: str, turn: int) -> GoalEvent:
    return GoalEvent(turn, EventKind.REVEALED, intent, Source.USER, Span(3, 0, 2, "it"), Elicitation.ACTIVE)


def times(acts: Iterable[Act]) -> list[float]:
    """When the agent acted; equality does not look at it."""
    return [act.elapsed for act in acts if isinstance(act, AgentTurn)]


def contents(dialogue: Dialogue) -> dict[str, Any]:
    """Everything a dialogue holds, its private counters too, at this moment."""
    frozen = {key: copy(value) for key, value in vars(dialogue).items() if key != "state"}
    state = dialogue.state
    return {**frozen, "events": list(state.events), "intents": {id_: copy(p) for id_, p in state.intents.items()}}


# What it waits for


def test_a_dialogue_waits_for_the_agent_then_the_user_then_the_agent(scenario: Scenario) -> None:
    dialogue = start(scenario)
    assert dialogue.awaiting == NeedAgent()
    dialogue.agent_did(HELLO)
    assert dialogue.awaiting == NeedUser()
    dialogue.user_did(THANKS)
    assert dialogue.awaiting == NeedAgent()
    assert [m.role for m in dialogue.messages] == ["system", "user", "assistant", "user"]
    assert dialogue.messages[1].content == scenario.opening


def test_calls_are_run_on_behalf_of_whoever_made_them_who_then_goes_on(scenario: Scenario) -> None:
    dialogue = start(scenario, AgentTurn(tool_calls=(CALL,)))
    assert dialogue.awaiting == NeedTools((CALL,), "agent")
    dialogue.tools_did(DONE)
    assert dialogue.awaiting == NeedAgent()
    dialogue.agent_did(HELLO)
    dialogue.user_did(UserTurn("", tool_calls=(CALL,)))
    assert dialogue.awaiting == NeedTools((CALL,), "user")
    dialogue.tools_did(DONE)
    assert dialogue.awaiting == NeedUser()


def test_what_the_agent_says_beside_a_call_reaches_the_user_with_the_next_message(scenario: Scenario) -> None:
    dialogue = start(scenario, AgentTurn("One moment.", (CALL,)), DONE)
    assert dialogue.turn == 0
    dialogue.agent_did(AgentTurn("  It is seven.\n"))
    assert dialogue.turn == 1
    view = dialogue.view_for_user()
    assert view.heard == ((2, "One moment."), (4, "It is seven."))
    assert [dialogue.messages[at].content for at, _ in view.heard] == [text for _, text in view.heard]
    assert view.place == 5
    dialogue.user_did(THANKS)
    assert dialogue.messages[view.place].content == THANKS.text
    assert dialogue.view_for_user().heard == ()


@pytest.mark.parametrize(
    "act",
    [
        AgentTurn(WRONG),
        AgentTurn("a", WRONG),
        AgentTurn("a", usage=WRONG),
        UserTurn("a", WRONG),
        UserTurn("a", tool_calls=WRONG),
        UserTurn("a", usage=WRONG),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_and_changes_nothing(scenario: Scenario, act: Act) -> None:
    dialogue = start(scenario) if isinstance(act, AgentTurn) else start(scenario, HELLO)
    before = contents(dialogue)
    with pytest.raises((TypeError, AttributeError)):
        dialogue.take(act)
    assert contents(dialogue) == before


@pytest.mark.parametrize("acts", [(), (HELLO,), (AgentTurn(tool_calls=(CALL,)),), (Failure(Ending.CANCELLED, "x"),)])
def test_an_act_nobody_waits_for_is_refused_and_changes_nothing(scenario: Scenario, acts: tuple[Act, ...]) -> None:
    dialogue = start(scenario, *acts)
    awaited = {NeedAgent: AgentTurn, NeedUser: UserTurn, NeedTools: ToolResults, type(None): None}
    before = contents(dialogue)
    refused = [act for act in (HELLO, THANKS, DONE) if type(act) is not awaited[type(dialogue.awaiting)]]
    assert len(refused) == (3 if dialogue.awaiting is None else 2)
    for act in refused:
        with pytest.raises(DialogueError, match="waits for"):
            dialogue.take(act)
        assert contents(dialogue) == before


def test_nothing_changes_once_a_dialogue_has_ended(scenario: Scenario) -> None:
    dialogue = start(scenario, HELLO, UserTurn("Bye.", ending=Ending.GAVE_UP))
    before = contents(dialogue)
    dialogue.fail(Ending.HARNESS_ERROR, "too late")
    assert contents(dialogue) == before


# How it ends


@pytest.mark.parametrize("ending", Ending)
def test_anything_broken_ends_a_dialogue_in_the_hands_it_broke_in(scenario: Scenario, ending: Ending) -> None:
    dialogue = start(scenario)
    dialogue.fail(ending, "why")
    assert (dialogue.ending, dialogue.detail, dialogue.awaiting) == (ending, "why", None)


@pytest.mark.parametrize("ending", [Ending.SATISFIED, Ending.GAVE_UP])
def test_a_user_can_end_a_dialogue(scenario: Scenario, ending: Ending) -> None:
    dialogue = start(scenario, HELLO, UserTurn("Bye.", tool_calls=(CALL,), ending=ending))
    assert (dialogue.ending, dialogue.awaiting, dialogue.messages[-1].content) == (ending, None, "Bye.")


@pytest.mark.parametrize("ending", [Ending.ANSWERED, Ending.TRANSFERRED])
def test_a_tool_can_end_a_dialogue(scenario: Scenario, ending: Ending) -> None:
    dialogue = start(
        scenario, AgentTurn(tool_calls=(CALL,)), ToolResults(DONE.results, outcome={"total": 7}, ending=ending)
    )
    assert (dialogue.ending, dialogue.awaiting, dialogue.outcome) == (ending, None, {"total": 7})


@pytest.mark.parametrize("act", [AgentTurn(), AgentTurn(""), AgentTurn(" \n\t")])
def test_an_agent_that_does_nothing_has_failed(scenario: Scenario, act: AgentTurn) -> None:
    assert start(scenario, act).ending is Ending.AGENT_ERROR


def test_only_what_is_never_the_agents_doing_goes_unscored() -> None:
    unscored = {"user_error", "world_error", "judge_error", "harness_error", "cancelled"}
    assert {ending.value for ending in Ending if not ending.scored} == unscored


def test_turns_run_out_when_the_agent_speaks_once_more_than_it_may(scenario: Scenario) -> None:
    dialogue = start(scenario, HELLO, THANKS, HELLO, turns=2)
    assert dialogue.awaiting == NeedUser()
    dialogue.user_did(THANKS)
    assert (dialogue.ending, dialogue.awaiting, dialogue.turn) == (None, NeedAgent(), 2)
    dialogue.agent_did(AgentTurn("One more thing."))
    assert (dialogue.ending, dialogue.detail, dialogue.turn) == (Ending.OUT_OF_TURNS, "turns", 2)
    assert dialogue.messages[-1] == Message("assistant", "One more thing.")
    assert start(scenario, HELLO, UserTurn("Bye", ending=Ending.SATISFIED), turns=1).ending is Ending.SATISFIED


@pytest.mark.parametrize("text", [None, "Adding it up."])
def test_the_agent_may_still_act_on_the_reply_to_its_last_message(scenario: Scenario, text: str | None) -> None:
    dialogue = start(scenario, HELLO, THANKS, AgentTurn(text, (CALL,)), DONE, AgentTurn(text, (CALL,)), turns=1)
    assert dialogue.awaiting == NeedTools((CALL,), "agent")
    again = start(scenario, *dialogue.acts, turns=1)
    dialogue.tools_did(ToolResults(DONE.results, outcome={"total": 7}, ending=Ending.ANSWERED))
    assert (dialogue.ending, dialogue.turn, dialogue.state.intents["seven"].honoured) == (Ending.ANSWERED, 1, True)
    again.tools_did(DONE)
    again.agent_did(HELLO)
    assert (again.ending, again.detail, again.turn) == (Ending.OUT_OF_TURNS, "turns", 1)
    assert again.state.intents["seven"].honoured, "what was done counts, whoever spoke too much"


@pytest.mark.parametrize(
    ("limits", "acts", "detail"),
    [
        ({"words": 5}, (AgentTurn("one two three"), THANKS, AgentTurn("four five")), None),
        ({"words": 5}, (AgentTurn("one two three"), THANKS, AgentTurn("four five six")), "words"),
        ({"tool_calls": 2}, (AgentTurn(tool_calls=(CALL, CALL)),), None),
        ({"tool_calls": 2}, (AgentTurn(tool_calls=(CALL,)), DONE, AgentTurn(tool_calls=(CALL, CALL))), "tool calls"),
        ({"seconds": 5}, (AgentTurn("hello", elapsed=5.0),), None),
        ({"seconds": 5}, (AgentTurn("hello", elapsed=5.1),), "seconds"),
        ({}, (AgentTurn("hello", elapsed=1e9),), None),
    ],
)
def test_a_limit_may_be_reached_but_not_passed(
    scenario: Scenario, limits: dict[str, Any], acts: tuple[Act, ...], detail: str | None
) -> None:
    dialogue = start(scenario, *acts, **limits)
    if detail is None:
        assert dialogue.ending is None
    else:
        assert (dialogue.ending, dialogue.detail) == (Ending.OUT_OF_TURNS, detail)
        assert dialogue.messages[-1].role == "assistant"


def test_an_answer_that_comes_too_late_comes_too_late_when_rebuilt_as_well(scenario: Scenario) -> None:
    dialogue = start(scenario, seconds=5.0)
    dialogue.agent_did(HELLO, elapsed=4.9)
    dialogue.user_did(THANKS)
    assert dialogue.acts == [HELLO, THANKS]
    assert dialogue.elapsed == 4.9
    dialogue.agent_did(HELLO, elapsed=5.1)
    assert (dialogue.ending, dialogue.detail) == (Ending.OUT_OF_TURNS, "seconds")
    assert times(dialogue.acts) == [4.9, 5.1]
    again = start(scenario, *dialogue.acts, seconds=5.0)
    assert contents(again) == contents(dialogue)
    assert times(again.acts) == [4.9, 5.1]


def test_time_is_kept_with_every_act_of_the_agent_and_makes_no_two_acts_differ(scenario: Scenario) -> None:
    dialogue = start(scenario)
    assert dialogue.elapsed == 0
    dialogue.agent_did(AgentTurn(tool_calls=(CALL,)), elapsed=1.5)
    dialogue.tools_did(DONE)
    dialogue.agent_did(HELLO, elapsed=2.5)
    dialogue.user_did(THANKS)
    assert (times(dialogue.acts), dialogue.elapsed) == ([1.5, 2.5], 2.5)
    assert dialogue.acts == [AgentTurn(tool_calls=(CALL,)), DONE, HELLO, THANKS]
    stored = ACTS.validate_json(ACTS.dump_json(dialogue.acts))
    assert times(stored) == [1.5, 2.5]
    again = start(scenario, *stored)
    assert (times(again.acts), again.elapsed) == ([1.5, 2.5], 2.5)
    assert AgentTurn("Hello, how much?", elapsed=9.0) == HELLO


def test_time_does_not_run_backwards_for_an_act_that_comes_without_it(scenario: Scenario) -> None:
    dialogue = start(scenario, seconds=5.0)
    dialogue.agent_did(HELLO, elapsed=4.0)
    dialogue.user_did(THANKS)
    dialogue.agent_did(HELLO)
    assert (dialogue.ending, dialogue.elapsed, times(dialogue.acts)) == (None, 4.0, [4.0, 4.0])


def test_the_users_words_and_calls_do_not_count_against_the_agent(scenario: Scenario) -> None:
    spoilt = ToolResults((ToolResult("c1", "no", bad=True),))
    user = UserTurn("so many words that no agent could say", tool_calls=(CALL, CALL))
    dialogue = start(scenario, AgentTurn("a b c"), user, spoilt, THANKS, words=5, tool_calls=2, bad_calls=0)
    dialogue.agent_did(AgentTurn(tool_calls=(CALL, CALL)))
    assert dialogue.ending is None


def test_a_user_that_keeps_calling_tools_is_stopped_and_it_is_not_the_agents_doing(scenario: Scenario) -> None:
    calling = UserTurn("", tool_calls=(CALL,))
    dialogue = start(scenario, HELLO, calling, DONE, calling, DONE, tool_calls=2)
    assert dialogue.awaiting == NeedUser()
    dialogue.user_did(calling)
    assert dialogue.ending is Ending.USER_ERROR
    assert "2 tool calls" in dialogue.detail


def test_bad_calls_end_a_dialogue_once_there_are_more_than_allowed(scenario: Scenario) -> None:
    spoilt = ToolResults((ToolResult("c1", "no", bad=True), ToolResult("c2", "fine")))
    once = (AgentTurn(tool_calls=(CALL, CALL)), spoilt)
    assert start(scenario, *once, *once, bad_calls=2).ending is None
    dialogue = start(scenario, *once, *once, *once, bad_calls=2)
    assert dialogue.ending is Ending.AGENT_ERROR
    assert "2 bad tool calls" in dialogue.detail


# The goal state


def test_the_opening_reveals_what_is_disclosed_in_it(scenario: Scenario) -> None:
    state = start(scenario).state
    assert {id_ for id_, p in state.intents.items() if p.revealed_turn == 0} == {"task"}
    span = state.events[0].evidence
    assert span is not None
    assert start(scenario).messages[span.message].content == span.text == scenario.opening


def test_the_opening_reveals_nothing_the_user_does_not_want_yet(make_scenario: Callable[..., Scenario]) -> None:
    now = Intent(id="now", category=Category.PREFERENCE, text="7", facet="add.n", disclosure=Disclosure.OPENING)
    later = now.model_copy(update={"id": "later", "supersedes": "now"})
    dialogue = start(make_scenario((later, now)), HELLO)
    assert [event.intent for event in dialogue.state.events] == ["now"]
    changed = GoalEvent(1, EventKind.SUPERSEDED, "now", Source.USER, by="later")
    dialogue.user_did(UserTurn("No, eight.", (changed, reveals("later", 1))))
    assert dialogue.state.intents["later"].revealed_turn == 1


def test_checks_decide_at_the_end_and_complete_what_they_find_done(scenario: Scenario) -> None:
    dialogue = start(scenario, AgentTurn(tool_calls=(CALL,)), DONE)
    assert {p.honoured for p in dialogue.state.intents.values()} == {None}
    dialogue.fail(Ending.CANCELLED, "stopped")
    intents = dialogue.state.intents
    assert {id_: p.honoured for id_, p in intents.items()} == {
        "task": True,
        "seven": True,
        "eight": None,
        "brief": True,
    }
    assert (intents["task"].status, intents["seven"].status) == (Status.COMPLETE, Status.MISALIGNED)
    assert intents["seven"].lucky

    empty = start(scenario, Failure(Ending.CANCELLED, "at once")).state.intents
    assert (empty["task"].honoured, empty["task"].status) == (False, Status.INCOMPLETE)


def test_an_agent_that_breaks_honours_nothing_whatever_it_left_behind(scenario: Scenario) -> None:
    broken = start(scenario, AgentTurn(tool_calls=(CALL,)), DONE, Failure(Ending.AGENT_ERROR, "crashed"))
    assert {p.honoured for p in broken.state.intents.values()} == {False, None}


@pytest.mark.parametrize(("right", "grasped"), [(True, True), (False, False)])
def test_a_declaration_counts_for_what_was_revealed_and_quotes_the_call(
    scenario: Scenario, right: bool, grasped: bool
) -> None:
    declares = ToolResults(DONE.results, declarations=tuple(Declaration(id_, right, "7") for id_ in ("task", "seven")))
    dialogue = start(scenario, AgentTurn(tool_calls=(CALL,)), declares)
    assert dialogue.state.intents["task"].grasped is grasped
    assert dialogue.state.intents["seven"].grasped is None
    span = dialogue.state.events[-1].evidence
    assert span is not None
    assert dialogue.messages[span.message].tool_calls == (CALL,)


def test_a_user_reveals_what_the_reply_makes_true(scenario: Scenario) -> None:
    dialogue = start(scenario, HELLO, UserTurn("Seven.", (reveals("seven", 1),), Reaction("question", spent=1.0)))
    assert dialogue.state.intents["seven"].stage is Stage.REVEALED
    assert [r.act for r in dialogue.reactions] == ["question"]


@pytest.mark.parametrize(
    "events",
    [
        (reveals("seven", 1), reveals("brief", 1)),
        (reveals("seven", 1), reveals("nobody", 1)),
        (reveals("seven", 1), reveals("task", 0)),
        (reveals("seven", 2),),
    ],
)
def test_a_reply_with_a_forbidden_event_is_refused_as_a_whole(
    scenario: Scenario, events: tuple[GoalEvent, ...]
) -> None:
    dialogue = start(scenario, HELLO)
    before = contents(dialogue)
    with pytest.raises((GoalStateError, DialogueError)):
        dialogue.user_did(UserTurn("Seven.", events, Reaction("question"), usage=Usage(1)))
    assert contents(dialogue) == before
    dialogue.fail(Ending.USER_ERROR, "forbidden")
    assert contents(start(scenario, *dialogue.acts)) == contents(dialogue)


def test_a_declaration_about_no_intent_is_refused_and_changes_nothing(scenario: Scenario) -> None:
    dialogue = start(scenario, AgentTurn(tool_calls=(CALL,)))
    before = contents(dialogue)
    wrong = ToolResults(DONE.results, {"total": 7}, (Declaration("task", True, "7"), Declaration("nobody", True, "7")))
    with pytest.raises(DialogueError, match="'nobody'"):
        dialogue.tools_did(wrong)
    assert contents(dialogue) == before


def test_usage_adds_up_by_role(scenario: Scenario) -> None:
    dialogue = start(
        scenario,
        AgentTurn("a", usage=Usage(1, 10, 5, 0.25)),
        UserTurn("b", usage=Usage(2, 1, 1, 0.5)),
        AgentTurn("c", usage=Usage(1, 20, 6, 0.25)),
    )
    assert dialogue.usage == {"agent": Usage(2, 30, 11, 0.5), "user": Usage(2, 1, 1, 0.5)}


# Rebuilding


def random_act(draw: Callable[..., Any], dialogue: Dialogue) -> Act:
    """Something the awaited role could do, by the rules or against them."""
    need, ids = dialogue.awaiting, (*IDS, "nobody")
    calls = st.integers(0, 2).map(lambda n: tuple(ToolCall(f"c{i}", "add", "{}") for i in range(n)))
    if isinstance(need, NeedAgent):
        text = draw(st.sampled_from((None, "", " hi ", "what number?", "one two three four")))
        return AgentTurn(text, draw(calls), Usage(1, 2, 3, 0.5))
    if isinstance(need, NeedUser):
        events = st.builds(
            GoalEvent,
            turn=st.sampled_from((dialogue.turn, dialogue.turn, dialogue.turn, 0, 9)),
            kind=st.sampled_from(EventKind),
            intent=st.sampled_from(ids),
            source=st.sampled_from(Source),
            evidence=st.sampled_from((None, Span(2, 0, 2, "hi"))),
            how=st.sampled_from((*Elicitation, None)),
            by=st.sampled_from((None, "eight")),
        )
        return UserTurn(
            draw(st.sampled_from(("", "seven", "é\n🙂"))),
            tuple(draw(st.lists(events, max_size=2))),
            draw(st.sampled_from((None, Reaction("question", ("add.n",), effort="low", spent=0.5)))),
            draw(st.sampled_from(((), (), (CALL,)))),
            draw(st.sampled_from((None,) * 8 + (Ending.SATISFIED, Ending.GAVE_UP))),
            Usage(1, 0, 1),
        )
    assert isinstance(need, NeedTools)
    return ToolResults(
        tuple(ToolResult(call.id, "ok", bad=draw(st.booleans())) for call in need.calls),
        draw(st.sampled_from((None, {"total": 7, "deep": [1, {"a": None}]}))),
        tuple(Declaration(id_, draw(st.booleans()), "7") for id_ in draw(st.lists(st.sampled_from(ids), max_size=2))),
        draw(st.sampled_from((None,) * 8 + (Ending.ANSWERED, Ending.TRANSFERRED))),
    )


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.data())
def test_the_acts_of_any_conversation_rebuild_it_through_json_too(scenario: Scenario, data: st.DataObject) -> None:
    draw = data.draw
    limits = {"turns": 4, "words": 30, "tool_calls": 6, "bad_calls": 3, "seconds": 50.0}
    dialogue = start(scenario, **limits)
    for step in range(draw(st.integers(0, 14))):
        if dialogue.awaiting is None:
            break
        before = contents(dialogue)
        if draw(st.integers(0, 19)) == 0:
            dialogue.fail(draw(st.sampled_from(Ending)), "broken")
            continue
        act = random_act(draw, dialogue)
        try:
            if isinstance(act, AgentTurn):
                dialogue.agent_did(act, elapsed=draw(st.sampled_from((0.0, float(step), 60.0))))
            else:
                dialogue.take(act)
        except (DialogueError, GoalStateError):
            assert contents(dialogue) == before
        else:
            assert len(dialogue.acts) == len(before["acts"]) + 1
            assert dialogue.messages[: len(before["messages"])] == before["messages"]
            assert dialogue.state.events[: len(before["events"])] == before["events"]
        assert (dialogue.ending is None) == (dialogue.awaiting is not None)
    stored = ACTS.validate_json(ACTS.dump_json(dialogue.acts))
    assert stored == dialogue.acts
    assert times(stored) == times(dialogue.acts)
    rebuilt = start(scenario, *stored, **limits)
    assert times(rebuilt.acts) == times(dialogue.acts)
    assert contents(rebuilt) == contents(dialogue)
    assert rebuilt.view_for_agent() == dialogue.view_for_agent()
    assert GoalState.replay(scenario.goal, dialogue.state.events) == dialogue.state


def test_every_kind_of_act_is_told_apart_in_json() -> None:
    acts: list[Act] = [
        AgentTurn("same"),
        UserTurn("same"),
        AgentTurn(tool_calls=(CALL,), elapsed=2.5),
        UserTurn("", (reveals("seven", 1),), Reaction("q", ("a",)), (CALL,), Ending.GAVE_UP, Usage(1)),
        DONE,
        ToolResults((), {"a": [1]}, (Declaration("a", True, "x"),), Ending.ANSWERED),
        Failure(Ending.WORLD_ERROR, "x"),
    ]
    back = ACTS.validate_json(ACTS.dump_json(acts))
    assert back == acts
    assert [type(act) for act in back] == [type(act) for act in acts]
    assert times(back) == [0.0, 2.5]


# What the agent sees


def reachable(thing: Any) -> list[Any]:
    """Everything that can be reached from an object by its fields, keys and items."""
    if is_dataclass(thing) and not isinstance(thing, type):
        inner = [getattr(thing, field.name) for field in fields(thing)]
    elif isinstance(thing, dict):
        inner = [*thing.keys(), *thing.values()]
    elif isinstance(thing, list | tuple):
        inner = list(thing)
    else:
        inner = list(getattr(thing, "__dict__", {}).values())
    return [thing, *(deeper for one in inner for deeper in reachable(one))]


def test_the_agents_view_holds_messages_and_tools_and_nothing_else(scenario: Scenario) -> None:
    secret_call = ToolCall("u1", "SECRET tool", "SECRET arguments")
    dialogue = start(scenario)
    acts: list[Act] = [
        AgentTurn("What number?", (CALL,)),
        ToolResults(
            (ToolResult("c1", "7", bad=True),), {"SECRET": "outcome"}, (Declaration("task", True, "SECRET belief"),)
        ),
        AgentTurn("Is it seven?"),
        UserTurn("", (reveals("seven", 1),), Reaction("SECRET act", ("SECRET facet",)), (secret_call,)),
        ToolResults((ToolResult("u1", "SECRET result"),)),
        UserTurn("Let me look.", tool_calls=(secret_call,)),
        ToolResults((ToolResult("u1", "SECRET result"),)),
        UserTurn("It is.", reaction=Reaction("SECRET act", effort="high", spent=3.0)),
        AgentTurn("Right."),
        UserTurn("Bye.", ending=Ending.SATISFIED),
    ]
    for act in acts:
        dialogue.take(act)
        view = dialogue.view_for_agent()
        assert {type(one) for one in reachable(view)} <= {
            AgentView, Message, Tool, ToolCall, tuple, dict, str, type(None)
        }  # fmt: skip
        assert "SECRET" not in repr(view)
        assert "SECRET" not in str([m.to_openai() for m in view.messages] + [t.to_openai() for t in view.tools])
    assert [m.role for m in dialogue.view_for_agent().messages] == [
        "system", "user", "assistant", "tool", "assistant", "user", "user", "assistant", "user"
    ]  # fmt: skip
    assert "SECRET result" in repr(dialogue.view_for_user().messages)


def test_a_view_once_given_does_not_change(scenario: Scenario) -> None:
    dialogue = start(scenario)
    view = dialogue.view_for_agent()
    before = deepcopy(view)
    dialogue.agent_did(HELLO)
    dialogue.user_did(THANKS)
    assert view == before
    assert dialogue.view_for_agent() != before


@pytest.mark.parametrize(
    "wrong", [{"turns": 0}, {"words": 0}, {"tool_calls": 0}, {"bad_calls": -1}, {"seconds": 0}, {"minutes": 1}]
)
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, int]) -> None:
    make: Callable[..., Limits] = Limits
    with pytest.raises(ValueError, match=next(iter(wrong))):
        make(**wrong)


def test_a_user_reached_through_a_tool_takes_turns_and_reveals_as_in_conversation(scenario: Scenario) -> None:
    said = UserTurn(
        "Seven.", (reveals("seven", 1),), Reaction("question", ("add.n",), ("add.n",), spent=0.5), usage=Usage(1)
    )
    more = UserTurn("Yes.", (GoalEvent(2, EventKind.UNDERSTOOD, "seven", Source.AGENT),))
    results = ToolResults((ToolResult("c1", "Seven."),), replies=(said, more))
    dialogue = start(scenario, AgentTurn(tool_calls=(CALL,)), results)
    assert dialogue.turn == 2
    assert dialogue.state.intents["seven"].stage is Stage.UNDERSTOOD
    assert dialogue.reactions == [said.reaction]
    assert dialogue.usage["user"] == Usage(1)
    assert isinstance(dialogue.awaiting, NeedAgent)
    rebuilt = start(scenario, *ACTS.validate_json(ACTS.dump_json(dialogue.acts)))
    assert (rebuilt.state, rebuilt.turn, rebuilt.messages) == (dialogue.state, 2, dialogue.messages)


def test_a_reply_through_a_tool_with_an_event_of_a_later_turn_is_refused_whole(scenario: Scenario) -> None:
    dialogue = start(scenario, AgentTurn(tool_calls=(CALL,)))
    with pytest.raises(DialogueError, match="later turn"):
        dialogue.tools_did(ToolResults((ToolResult("c1", ""),), replies=(UserTurn("Seven.", (reveals("seven", 2),)),)))
    assert dialogue.turn == 0
    assert dialogue.state.intents["seven"].stage is Stage.HIDDEN
    assert isinstance(dialogue.awaiting, NeedTools)
