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
    OutcomeCheck,
    Source,
    gap,
    lost_to,
)

ASKED, UNABLE, REVEALED = EventKind.ASKED, EventKind.UNABLE, EventKind.REVEALED
UNDERSTOOD, MISUNDERSTOOD = EventKind.UNDERSTOOD, EventKind.MISUNDERSTOOD
HONOURED, VIOLATED = EventKind.HONOURED, EventKind.VIOLATED


def wish(
    id_: str, weight: float = 1.0, supersedes: str | None = None, *, known: bool = True, checked: bool = True
) -> Intent:
    return Intent(
        id=id_,
        category=Category.PREFERENCE,
        text=id_,
        facet=f"f.{id_}",
        weight=weight if known else 0.0,
        disclosure=Disclosure.ON_REQUEST if known else Disclosure.NEVER,
        check=OutcomeCheck(path=(id_,), op="exists") if checked else None,
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


@pytest.mark.parametrize("happened", [(), (ASKED,), (ASKED, UNABLE), (REVEALED,), (REVEALED, UNDERSTOOD)])
def test_what_nothing_can_decide_is_no_part_of_the_gap_however_far_it_came(happened: tuple[EventKind, ...]) -> None:
    goal = Goal(intents=(wish("a", 2), wish("b", 1), wish("open", 5, checked=False)))
    split = gap(state_of(goal, ("a", HONOURED), ("b", VIOLATED), *(("open", kind) for kind in happened)))
    assert (split.weight, split.honoured, split.lucky) == (3, 2 / 3, 2 / 3)
    assert split.lost == {**dict.fromkeys(Cause, 0.0), Cause.NOT_ASKED: 1 / 3}


@pytest.mark.parametrize(("verdict", "honoured"), [(HONOURED, 0.75), (VIOLATED, 0.0)])
def test_a_verdict_counts_where_there_is_no_check(verdict: EventKind, honoured: float) -> None:
    goal = Goal(intents=(wish("judged", 3, checked=False), wish("missed", 1)))
    split = gap(state_of(goal, ("judged", verdict), ("missed", VIOLATED)))
    assert (split.weight, split.honoured, split.total) == (4, honoured, 1 - honoured)


@pytest.mark.parametrize(
    "goal",
    [
        Goal(intents=()),
        Goal(intents=(wish("a", 0), wish("b", known=False))),
        Goal(intents=(wish("a", checked=False), wish("b", 0))),
    ],
)
def test_a_goal_without_weight_has_no_gap(goal: Goal) -> None:
    assert gap(GoalState(goal)) == Gap(0.0, 0.0, 0.0, dict.fromkeys(Cause, 0.0))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(
    wishes=st.lists(st.tuples(st.floats(0, 1e6, allow_subnormal=False), st.booleans()), min_size=1, max_size=6),
    happened=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(EventKind)), max_size=40),
)
def test_honoured_and_lost_shares_add_up_to_one(
    wishes: list[tuple[float, bool]], happened: list[tuple[int, EventKind]]
) -> None:
    intents = tuple(wish(str(i), weight, checked=checked) for i, (weight, checked) in enumerate(wishes))
    state = GoalState(Goal(intents=intents))
    for place, kind in happened:
        how = Elicitation.PASSIVE if kind is REVEALED else None
        try:
            state.append(GoalEvent(0, kind, str(place % len(wishes)), Source.USER, how=how))
        except GoalStateError:
            continue
    split = gap(state)
    decided = [i for i in intents if i.check is not None or state.intents[i.id].honoured is not None]
    assert split.weight == pytest.approx(sum(intent.weight for intent in decided))
    if split.weight:
        assert split.honoured + sum(split.lost.values()) == pytest.approx(1)
        assert split.total == pytest.approx(1 - split.honoured)
        kept = sum(intent.weight for intent in intents if state.intents[intent.id].honoured)
        assert split.honoured * split.weight == pytest.approx(kept)
        assert 0 <= split.lucky <= split.honoured
    else:
        assert split.weight == split.honoured == split.total == 0


def test_every_cause_has_words_of_its_own() -> None:
    assert len({cause.label for cause in Cause}) == len(Cause)
