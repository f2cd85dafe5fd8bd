"""The gap: every unhonoured weight is lost exactly once, in the place where the conversation lost it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.errors import GoalStateError
from tacit.goals import (
    Category,
    Cause,
    Disclosure,
    Elicitation,
    EventKind,
    Gap,
    Goal,
    GoalEvent,
    GoalState,
    Intent,
    Source,
    gap,
    lost_to,
)

ASKED, UNABLE, REVEALED = EventKind.ASKED, EventKind.UNABLE, EventKind.REVEALED
UNDERSTOOD, MISUNDERSTOOD = EventKind.UNDERSTOOD, EventKind.MISUNDERSTOOD
HONOURED, VIOLATED = EventKind.HONOURED, EventKind.VIOLATED


def wish(id_: str, weight: float = 1.0, supersedes: str | None = None, *, known: bool = True) -> Intent:
    return Intent(
        id=id_,
        category=Category.PREFERENCE,
        text=id_,
        facet=f"f.{id_}",
        weight=weight if known else 0.0,
        disclosure=Disclosure.ON_REQUEST if known else Disclosure.NEVER,
        supersedes=supersedes,
    )


def state_of(goal: Goal, *happened: tuple[str, EventKind]) -> GoalState:
    return GoalState.replay(
        goal,
        [
            GoalEvent(0, kind, id_, Source.USER, how=Elicitation.ACTIVE if kind is REVEALED else None)
            for id_, kind in happened
        ],
    )


@pytest.mark.parametrize(
    ("happened", "cause"),
    [
        ((), Cause.NOT_ASKED),
        ((VIOLATED,), Cause.NOT_ASKED),
        ((ASKED,), Cause.NOT_REVEALED),
        ((ASKED, UNABLE, VIOLATED), Cause.NOT_REVEALED),
        ((ASKED, REVEALED, VIOLATED), Cause.UNKNOWN),
        ((REVEALED,), Cause.UNKNOWN),
        ((REVEALED, MISUNDERSTOOD, VIOLATED), Cause.NOT_UNDERSTOOD),
        ((REVEALED, UNDERSTOOD, MISUNDERSTOOD, VIOLATED), Cause.NOT_UNDERSTOOD),
        ((ASKED, REVEALED, UNDERSTOOD, VIOLATED), Cause.IGNORED),
        ((REVEALED, MISUNDERSTOOD, UNDERSTOOD), Cause.IGNORED),
        ((REVEALED, MISUNDERSTOOD, HONOURED), None),
        ((HONOURED,), None),
    ],
)
def test_a_loss_is_put_where_the_conversation_lost_it(happened: tuple[EventKind, ...], cause: Cause | None) -> None:
    state = state_of(Goal(intents=(wish("a"),)), *(("a", kind) for kind in happened))
    assert lost_to(state.intents["a"]) is cause
    split = gap(state)
    assert {c for c, part in split.lost.items() if part} == ({cause} if cause else set())
    assert split.total == 1 - split.honoured == (1 if cause else 0)


def test_what_was_honoured_without_having_come_out_is_a_lucky_guess() -> None:
    goal = Goal(intents=(wish("guessed", 1), wish("told", 2), wish("missed", 1)))
    split = gap(state_of(goal, ("told", REVEALED), ("guessed", HONOURED), ("told", HONOURED), ("missed", VIOLATED)))
    assert (split.weight, split.honoured, split.lucky, split.total) == (4, 0.75, 0.25, 0.25)


def test_shares_are_of_weight_not_of_intents() -> None:
    goal = Goal(intents=(wish("heavy", 3), wish("light", 1)))
    split = gap(state_of(goal, ("heavy", ASKED), ("light", HONOURED)))
    assert split.lost[Cause.NOT_REVEALED] == 0.75
    assert split.honoured == 0.25


def test_unknown_dormant_and_superseded_intents_are_no_part_of_the_gap() -> None:
    goal = Goal(intents=(wish("old", 5), wish("new", 1, "old"), wish("unknown", known=False)))
    state = state_of(goal, ("unknown", VIOLATED), ("old", HONOURED), ("new", VIOLATED))
    assert gap(state).honoured == 1
    state.append(GoalEvent(0, EventKind.SUPERSEDED, "old", Source.USER, by="new"))
    split = gap(state)
    assert (split.weight, split.honoured, split.total) == (1, 0, 1)


@pytest.mark.parametrize("goal", [Goal(intents=()), Goal(intents=(wish("a", 0), wish("b", known=False)))])
def test_a_goal_without_weight_has_no_gap(goal: Goal) -> None:
    assert gap(GoalState(goal)) == Gap(0.0, 0.0, 0.0, dict.fromkeys(Cause, 0.0))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(
    weights=st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=1, max_size=6),
    happened=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(EventKind)), max_size=40),
)
def test_honoured_and_lost_shares_add_up_to_one(weights: list[float], happened: list[tuple[int, EventKind]]) -> None:
    state = GoalState(Goal(intents=tuple(wish(str(i), weight) for i, weight in enumerate(weights))))
    for place, kind in happened:
        how = Elicitation.PASSIVE if kind is REVEALED else None
        try:
            state.append(GoalEvent(0, kind, str(place % len(weights)), Source.USER, how=how))
        except GoalStateError:
            continue
    split = gap(state)
    if sum(weights):
        assert split.honoured + sum(split.lost.values()) == pytest.approx(1)
        assert split.total == pytest.approx(1 - split.honoured)
        kept = sum(weight for i, weight in enumerate(weights) if state.intents[str(i)].honoured)
        assert split.honoured * split.weight == pytest.approx(kept)
        assert 0 <= split.lucky <= split.honoured
    else:
        assert split.weight == split.honoured == split.total == 0


def test_every_cause_has_words_of_its_own() -> None:
    assert len({cause.label for cause in Cause}) == len(Cause)
