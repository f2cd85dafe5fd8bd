"""The fold of goal-state events: what the rules allow, what they refuse, and that replaying changes nothing."""

from __future__ import annotations

from copy import copy
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tacit.errors import GoalStateError
from tacit.goals import (
    Category,
    Disclosure,
    Elicitation,
    EventKind,
    Goal,
    GoalEvent,
    GoalState,
    Intent,
    Progress,
    Source,
    Span,
    Stage,
    Status,
)

QUOTE = Span(1, 0, 5, "quote")
CHAIN = ("pref", "second", "third")
GOAL = Goal(
    intents=(
        Intent(id="prof", category=Category.PROFILE, text="is a pilot", facet="f.prof"),
        Intent(id="pol", category=Category.POLICY, text="never lies", facet="f.pol"),
        Intent(id="obj", category=Category.OBJECTIVE, text="book it", facet="f.obj", weight=2.0),
        Intent(id="req", category=Category.REQUIREMENT, text="under 90", facet="f.req"),
        Intent(id="pref", category=Category.PREFERENCE, text="soft bed", facet="f.pref"),
        Intent(id="second", category=Category.PREFERENCE, text="hard bed", facet="f.pref", supersedes="pref"),
        Intent(id="third", category=Category.PREFERENCE, text="no bed", facet="f.pref", supersedes="second"),
        Intent(
            id="unknown",
            category=Category.PREFERENCE,
            text="wi-fi",
            facet="f.wifi",
            weight=0.0,
            disclosure=Disclosure.NEVER,
        ),
    )
)
STATUS_KINDS = frozenset(
    (
        EventKind.ALIGNED,
        EventKind.MISALIGNED,
        EventKind.RESTORED,
        EventKind.ATTEMPTED,
        EventKind.COMPLETED,
        EventKind.SUPERSEDED,
    )
)
RANK = {Status.INCOMPLETE: 0, Status.ATTEMPTED: 1, Status.COMPLETE: 2}
EVENTS: TypeAdapter[list[GoalEvent]] = TypeAdapter(list[GoalEvent])


def event(
    kind: EventKind,
    intent: str,
    *,
    turn: int = 0,
    source: Source = Source.USER,
    evidence: Span | None = None,
    how: Elicitation | None = None,
    by: str | None = None,
) -> GoalEvent:
    return GoalEvent(turn, kind, intent, source, evidence, how, by)


def revealed(intent: str, turn: int = 0, how: Elicitation = Elicitation.ACTIVE) -> GoalEvent:
    return event(EventKind.REVEALED, intent, turn=turn, how=how)


def snapshot(state: GoalState) -> tuple[list[GoalEvent], dict[str, Progress]]:
    return list(state.events), {id_: copy(progress) for id_, progress in state.intents.items()}


def refuses(state: GoalState, bad: GoalEvent) -> bool:
    """Whether the state refuses an event and stays as it was."""
    before = snapshot(state)
    with pytest.raises(GoalStateError):
        state.append(bad)
    return snapshot(state) == before


@st.composite
def streams(draw: st.DrawFn) -> list[GoalEvent]:
    """Events in mostly the right order, legal and illegal ones mixed."""
    ids = [intent.id for intent in GOAL]
    turn, stream = 0, []
    for _ in range(draw(st.integers(0, 15))):
        turn = max(0, turn + draw(st.sampled_from((0, 0, 0, 1, 1, -1))))
        stream.append(
            GoalEvent(
                turn,
                draw(st.sampled_from(EventKind)),
                draw(st.sampled_from([*ids, "nobody"])),
                draw(st.sampled_from(Source)),
                draw(st.sampled_from((None, QUOTE))),
                draw(st.sampled_from((None, *Elicitation))),
                draw(st.sampled_from((None, "nobody", *CHAIN))),
            )
        )
    return stream


def fold(stream: list[GoalEvent]) -> GoalState:
    """The state after what is legal in a stream; what is not must leave it unchanged."""
    state = GoalState(GOAL)
    for one in stream:
        events, progress = before = snapshot(state)
        try:
            state.append(one)
        except GoalStateError as error:
            assert snapshot(state) == before
            assert str(error)
        else:
            assert state.events == [*events, one]
            assert_rules_kept(one, progress, state.intents)
    return state


def assert_rules_kept(one: GoalEvent, before: dict[str, Progress], after: dict[str, Progress]) -> None:
    assert one.intent in before
    for id_, was in before.items():
        now, category = after[id_], GOAL.by_id[id_].category
        if was.status is not now.status:
            assert id_ == one.intent
            assert one.kind in STATUS_KINDS
            if category in (Category.PROFILE, Category.POLICY) and now.status is Status.ALIGNED:
                assert one.kind is EventKind.RESTORED
                assert one.evidence is not None
            if now.status is Status.ATTEMPTED:
                assert one.evidence is not None
                assert one.source in (Source.AGENT, Source.TOOL)
        if category in (Category.OBJECTIVE, Category.REQUIREMENT):
            assert RANK[now.status] >= RANK[was.status]
        stage_was, stage_now = ({**asdict(p), "status": None, "live": None} for p in (was, now))
        if stage_was != stage_now:
            assert id_ == one.intent
            assert one.kind not in STATUS_KINDS
        if was.revealed_turn is not None:
            assert (now.revealed_turn, now.how) == (was.revealed_turn, was.how)
        assert now.revealed_turn is None or GOAL.by_id[id_].known
        assert now.grasped is None or now.revealed_turn is not None
    assert sum(after[id_].live for id_ in CHAIN) == 1


@settings(deadline=None, derandomize=True, max_examples=150)
@given(streams())
def test_no_stream_of_events_breaks_the_rules_and_refused_events_change_nothing(stream: list[GoalEvent]) -> None:
    fold(stream)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(streams())
def test_replaying_gives_the_state_that_appending_gave(stream: list[GoalEvent]) -> None:
    state = fold(stream)
    assert GoalState.replay(GOAL, state.events) == state
    stored = EVENTS.validate_json(EVENTS.dump_json(state.events))
    assert stored == state.events
    assert GoalState.replay(Goal.model_validate_json(GOAL.model_dump_json()), stored) == state


@settings(deadline=None, derandomize=True, max_examples=60)
@given(streams(), streams())
def test_extending_takes_all_events_or_none(first: list[GoalEvent], more: list[GoalEvent]) -> None:
    state = fold(first)
    before, one_by_one = snapshot(state), GoalState.replay(GOAL, state.events)
    try:
        state.extend(more)
    except GoalStateError:
        assert snapshot(state) == before
    else:
        for one in more:
            one_by_one.append(one)
        assert state == one_by_one


def test_states_of_different_events_goals_or_types_differ() -> None:
    asked = GoalState.replay(GOAL, [event(EventKind.ASKED, "req")])
    assert asked != GoalState(GOAL)
    assert GoalState(Goal(intents=())) != GoalState(GOAL)
    assert asked != "a state"


@pytest.mark.parametrize(
    ("intent", "status"),
    [
        ("prof", Status.ALIGNED),
        ("pol", Status.ALIGNED),
        ("obj", Status.INCOMPLETE),
        ("req", Status.INCOMPLETE),
        ("pref", Status.MISALIGNED),
    ],
)
def test_every_category_starts_where_its_rules_say(intent: str, status: Status) -> None:
    assert GoalState(GOAL).intents[intent].status is status


@pytest.mark.parametrize("intent", ["prof", "pol"])
def test_a_violated_profile_or_policy_stays_violated_without_evidence(intent: str) -> None:
    state = GoalState.replay(GOAL, [event(EventKind.MISALIGNED, intent)])
    for kind in (EventKind.ALIGNED, EventKind.COMPLETED, EventKind.ATTEMPTED, EventKind.RESTORED):
        assert refuses(state, event(kind, intent, source=Source.USER))
    assert state.intents[intent].status is Status.MISALIGNED
    state.append(event(EventKind.RESTORED, intent, evidence=QUOTE))
    assert state.intents[intent].status is Status.ALIGNED
    state.append(event(EventKind.MISALIGNED, intent))
    assert not state.intents[intent].status.success


@pytest.mark.parametrize("intent", ["obj", "req"])
def test_attempted_needs_evidence_that_the_agent_or_a_tool_stood_in_the_way(intent: str) -> None:
    state = GoalState(GOAL)
    for source in (Source.USER, Source.CHECK):
        assert refuses(state, event(EventKind.ATTEMPTED, intent, source=source, evidence=QUOTE))
    for source in (Source.AGENT, Source.TOOL):
        assert refuses(state, event(EventKind.ATTEMPTED, intent, source=source))
        taken = GoalState.replay(GOAL, [event(EventKind.ATTEMPTED, intent, source=source, evidence=QUOTE)])
        assert taken.intents[intent].status is Status.ATTEMPTED
        assert taken.intents[intent].status.success


@pytest.mark.parametrize("intent", ["obj", "req"])
def test_what_is_complete_never_goes_back(intent: str) -> None:
    attempt = event(EventKind.ATTEMPTED, intent, source=Source.TOOL, evidence=QUOTE)
    state = GoalState.replay(GOAL, [attempt, event(EventKind.COMPLETED, intent), attempt])
    assert state.intents[intent].status is Status.COMPLETE
    assert refuses(state, event(EventKind.MISALIGNED, intent))


def test_a_preference_can_only_become_aligned() -> None:
    state = GoalState(GOAL)
    for kind in (EventKind.MISALIGNED, EventKind.COMPLETED):
        assert refuses(state, event(kind, "pref"))
    assert refuses(state, event(EventKind.RESTORED, "pref", evidence=QUOTE))
    assert not state.intents["pref"].status.success
    state.append(event(EventKind.ALIGNED, "pref"))
    assert state.intents["pref"].status.success


def test_a_changed_mind_makes_the_old_weigh_nothing_and_the_new_live() -> None:
    state = GoalState(GOAL)
    assert [state.weight(id_) for id_ in CHAIN] == [1, 0, 0]
    state.append(event(EventKind.SUPERSEDED, "pref", by="second"))
    assert [state.weight(id_) for id_ in CHAIN] == [0, 1, 0]
    state.append(event(EventKind.SUPERSEDED, "second", by="third"))
    assert [state.weight(id_) for id_ in CHAIN] == [0, 0, 1]


def test_only_a_live_intent_can_be_superseded() -> None:
    state = GoalState(GOAL)
    assert refuses(state, event(EventKind.SUPERSEDED, "second", by="third"))
    state.append(event(EventKind.SUPERSEDED, "pref", by="second"))
    assert refuses(state, event(EventKind.SUPERSEDED, "pref", by="second"))


@pytest.mark.parametrize("by", [None, "", "nobody", "req", "pref", "third"])
def test_an_intent_is_superseded_only_by_one_that_says_so(by: str | None) -> None:
    assert refuses(GoalState(GOAL), event(EventKind.SUPERSEDED, "pref", by=by))


def test_what_the_user_does_not_know_weighs_nothing_and_cannot_be_revealed() -> None:
    state = GoalState.replay(GOAL, [event(EventKind.ASKED, "unknown"), event(EventKind.UNABLE, "unknown")])
    assert state.weight("unknown") == 0
    for how in Elicitation:
        assert refuses(state, revealed("unknown", how=how))
    assert state.intents["unknown"].stage is Stage.ASKED
    assert state.intents["unknown"].unable


def test_revealing_needs_how() -> None:
    assert refuses(GoalState(GOAL), event(EventKind.REVEALED, "req"))


@pytest.mark.parametrize("kind", [EventKind.UNDERSTOOD, EventKind.MISUNDERSTOOD])
def test_understanding_needs_something_revealed(kind: EventKind) -> None:
    state = GoalState.replay(GOAL, [event(EventKind.ASKED, "req")])
    assert refuses(state, event(kind, "req"))
    state.append(revealed("req"))
    state.append(event(kind, "req"))
    assert state.intents["req"].grasped is (kind is EventKind.UNDERSTOOD)


def test_the_first_asking_and_the_first_revealing_are_the_ones_remembered() -> None:
    state = GoalState.replay(
        GOAL,
        [
            event(EventKind.ASKED, "req", turn=1),
            revealed("req", 2, Elicitation.PASSIVE),
            event(EventKind.ASKED, "req", turn=3),
            revealed("req", 3, Elicitation.ACTIVE),
        ],
    )
    progress = state.intents["req"]
    assert (progress.asked, progress.asked_turn) == (2, 1)
    assert (progress.revealed_turn, progress.how) == (2, Elicitation.PASSIVE)


def test_stages_follow_the_conversation() -> None:
    steps = [
        (event(EventKind.ASKED, "req"), Stage.ASKED),
        (revealed("req"), Stage.REVEALED),
        (event(EventKind.MISUNDERSTOOD, "req"), Stage.REVEALED),
        (event(EventKind.UNDERSTOOD, "req"), Stage.UNDERSTOOD),
        (event(EventKind.VIOLATED, "req"), Stage.VIOLATED),
        (event(EventKind.HONOURED, "req"), Stage.HONOURED),
    ]
    state = GoalState(GOAL)
    assert state.intents["req"].stage is Stage.HIDDEN
    for step, stage in steps:
        state.append(step)
        assert state.intents["req"].stage is stage


def test_events_come_in_order_and_name_intents_of_the_goal() -> None:
    state = GoalState.replay(GOAL, [event(EventKind.ASKED, "req", turn=2)])
    assert refuses(state, event(EventKind.ASKED, "pref", turn=1))
    assert refuses(state, event(EventKind.ASKED, "nobody", turn=3))
