"""The transition function: every row of the protocol's table, and what holds whatever is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.dialogue import Ending
from tacit.errors import DialogueError
from tacit.worlds.userbench import ActionType, Rules, Table, Task
from tacit.worlds.userbench.game import Action, Answer, Happening, Move, Result, Search, State, Unreadable, ending, step

ASPECTS = ("flight", "hotel")
HIDDEN = ("flight.a", "flight.b", "hotel.a", "hotel.b")


def make_task(**rules: Any) -> Task:
    """Two aspects with five options: 1 is the best, 2 and 3 are correct, 4 is wrong, 5 is noise."""
    tables = {}
    for aspect in ASPECTS:
        ids = [f"{aspect[0].upper()}{number}" for number in range(1, 6)]
        wishes = tuple(one for one in HIDDEN if one.startswith(aspect))
        tables[aspect] = Table(
            arguments={"city": "Porto"},
            options=tuple({"id": id_} for id_ in ids),
            correct=tuple(ids[:3]),
            best=ids[0],
            noise=(ids[4],),
            meets={id_: wishes if id_ in ids[:3] else () for id_ in ids},
        )
    return Task(rules=Rules(**rules), tables=tables)


def first(hidden: Sequence[str]) -> str:
    return hidden[0]


def play(task: Task, *moves: Move, state: State | None = None) -> tuple[State, list[Result]]:
    state, results = state or State(HIDDEN), []
    for move in moves:
        state, result = step(task, state, move, first)
        results.append(result)
    return state, results


SEEN = (Search("flight"), Search("hotel"))


def test_a_right_search_shows_its_aspect_and_is_paid_once() -> None:
    state, results = play(make_task(), Search("hotel"), Search("hotel"), Search(None))
    assert [(r.what, r.reward) for r in results] == [
        (Happening.RESULTS, 0.2),
        (Happening.SEEN_BEFORE, 0),
        (Happening.NOT_FOUND, 0),
    ]
    assert state.shown == {"hotel"}


def test_every_fifth_search_fails_on_purpose_and_shows_nothing() -> None:
    state, results = play(make_task(), *[Search(None)] * 4, Search("hotel"), Search("hotel"))
    assert results[4] == Result(Happening.FAILED_SEARCH)
    assert results[5].what is Happening.RESULTS
    assert state.searches == 6


def test_a_question_about_a_hidden_preference_brings_it_out_and_is_paid() -> None:
    state, [result] = play(make_task(), Action(ActionType.PREFERENCE, "hotel.a"))
    assert result == Result(Happening.REVEALED, 0.2, preference="hotel.a")
    assert (state.active, state.passive, state.hidden) == (1, 0, ("flight.a", "flight.b", "hotel.b"))


def test_the_third_miss_in_a_row_makes_the_user_volunteer_unpaid() -> None:
    miss = Action(ActionType.VAGUE)
    state, results = play(make_task(), miss, Search(None), miss, Answer("nonsense"), miss, miss)
    whats = [r.what for r in results]
    assert whats[4] is Happening.VOLUNTEERED
    assert results[4].reward == 0
    assert whats[5] is Happening.REPLIED
    assert (state.passive, state.misses) == (1, 1)


def test_a_question_that_brings_something_out_starts_the_count_of_misses_anew() -> None:
    miss, hit = Action(ActionType.OTHER), Action(ActionType.PREFERENCE, "flight.a")
    state, results = play(make_task(), miss, miss, hit, miss, miss)
    assert Happening.VOLUNTEERED not in [r.what for r in results]
    assert state.misses == 2


def test_nothing_is_volunteered_when_nothing_is_left() -> None:
    state, results = play(make_task(), *[Action(ActionType.OTHER)] * 4, state=State(()))
    assert {r.what for r in results} == {Happening.REPLIED}
    assert state.passive == 0


@pytest.mark.parametrize(
    ("option", "what", "reward"),
    [("H1", Happening.BEST, 1), ("H2", Happening.CORRECT, 0.8), ("H4", Happening.WRONG, 0), ("H5", Happening.WRONG, 0)],
)
def test_an_answer_is_paid_by_what_it_is(option: str, what: Happening, reward: float) -> None:
    _, results = play(make_task(), *SEEN, Answer(option))
    assert (results[-1].what, results[-1].reward) == (what, reward)


def test_an_option_answered_twice_counts_as_wrong() -> None:
    _, results = play(make_task(multi=True), *SEEN, Answer("H1"), Answer("H1"))
    assert [r.what for r in results[2:]] == [Happening.BEST, Happening.WRONG]


def test_answering_an_aspect_once_leaves_its_preferences_unsaid_for_good() -> None:
    state, _ = play(make_task(), *SEEN, Answer("H4"))
    assert state.hidden == ("flight.a", "flight.b")
    state, _ = play(make_task(multi=True), *SEEN, Answer("H4"))
    assert state.hidden == HIDDEN


def test_single_choice_ends_when_every_aspect_is_answered_and_multi_choice_when_all_is_best() -> None:
    for multi, over in ((False, Ending.ANSWERED), (True, None)):
        task = make_task(multi=multi)
        state, _ = play(task, *SEEN, Answer("F4"), Answer("H4"))
        assert ending(task, state) is over
    state, _ = play(task, Answer("F1"), Answer("H1"), state=state)
    assert ending(task, state) is Ending.ANSWERED


def test_turns_run_out_and_an_ended_game_takes_no_move() -> None:
    task = make_task(turns=2)
    state, _ = play(task, Unreadable(), Unreadable())
    assert ending(task, state) is Ending.OUT_OF_TURNS
    with pytest.raises(DialogueError, match="has ended"):
        step(task, state, Unreadable(), first)


moves = st.one_of(
    st.builds(Search, st.sampled_from((None, *ASPECTS))),
    st.builds(Action, st.sampled_from(ActionType), st.sampled_from((None, *HIDDEN, "nonsense"))),
    st.builds(Answer, st.sampled_from(("F1", "F2", "F4", "H1", "H3", "H5", "R1", "F1, H1", "f1", "", "F01", "F１"))),
    st.builds(Answer, st.text(max_size=12)),
    st.just(Unreadable()),
)
tasks = st.builds(
    make_task,
    multi=st.booleans(),
    turns=st.integers(1, 25),
    silence=st.integers(1, 4),
    failing_search=st.integers(1, 6),
)
REFUSED = (
    Happening.SEVERAL_IDS,
    Happening.NOT_AN_ID,
    Happening.NOT_SHOWN,
    Happening.ANSWERED_BEFORE,
    Happening.UNREADABLE,
)


@given(tasks, st.lists(moves, max_size=30))
def test_whatever_is_played_the_invariants_hold(task: Task, played: list[Move]) -> None:
    state = State(HIDDEN)
    total = 0.0
    for move in played:
        if ending(task, state) is not None:
            break
        before = state
        state, result = step(task, state, move, first)
        total += result.reward
        assert state.steps == before.steps + 1
        assert 0 <= result.reward <= 1
        for counter in ("searches", "active", "passive"):
            assert getattr(state, counter) - getattr(before, counter) in (0, 1)
        assert set(state.hidden) <= set(before.hidden)
        assert before.shown <= state.shown
        assert state.taken[: len(before.taken)] == before.taken
        assert 0 <= state.misses <= max(before.misses + 1, 0)
        assert not state.hidden or state.misses < task.rules.silence
        if result.what in REFUSED:
            assert state == replace(before, steps=state.steps)
        if result.what in (Happening.REVEALED, Happening.VOLUNTEERED):
            assert result.preference in before.hidden
            assert result.preference not in state.hidden
    assert state.steps <= task.rules.turns
    assert state.active + state.passive <= len(HIDDEN)
    if not task.rules.multi:
        assert len(state.taken) <= len(ASPECTS)
    assert total <= 0.2 * len(ASPECTS) + 0.2 * len(HIDDEN) + max(1.0, 0.8 * 2 + 1) * len(ASPECTS)


@given(tasks, st.lists(moves, max_size=30))
def test_the_same_moves_lead_to_the_same_state(task: Task, played: list[Move]) -> None:
    ends = []
    for _ in range(2):
        state = State(HIDDEN)
        for move in played:
            if ending(task, state) is None:
                state, _ = step(task, state, move, first)
        ends.append(state)
    assert ends[0] == ends[1]
