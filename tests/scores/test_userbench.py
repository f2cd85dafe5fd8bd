"""UserBench's metrics on traces made by hand, every number worked out beforehand; and episodes turned into traces."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.dialogue import AgentTurn, Dialogue, Episode, Limits, Scenario, ToolCall, begin, converse
from tacit.errors import UsageError
from tacit.goals import Goal
from tacit.runs import evaluate
from tacit.scores import (
    PUBLISHED_MULTI,
    PUBLISHED_SINGLE,
    PUBLISHED_TRAVELGYM,
    Trace,
    TraceSample,
    travel_trace,
    userbench_trace,
)
from tacit.users import RuleUser
from tacit.worlds import load_world
from tacit.worlds.userbench import ActionType, Choice, Step


def search(valid: bool = True) -> dict[str, Any]:
    return {"choice": Choice.SEARCH, "valid": valid, "reward": 0.2 * valid}


def action(type_: ActionType = ActionType.PREFERENCE) -> dict[str, Any]:
    valid = type_ is ActionType.PREFERENCE
    return {"choice": Choice.ACTION, "valid": valid, "reward": 0.2 * valid, "type": type_}


def answer(aspect: str, grade: str) -> dict[str, Any]:
    reward = {"best": 1.0, "correct": 0.8, "wrong": 0.0}[grade]
    return {"choice": Choice.ANSWER, "valid": True, "reward": reward, "aspect": aspect, "grade": grade}


REFUSED = {"choice": Choice.ANSWER, "valid": False, "reward": 0.0}


def trace(*steps: dict[str, Any], scenario: str = "s", active: int = 0, passive: int = 0, **whole: Any) -> Trace:
    typed = tuple(Step(turn=turn, **fields) for turn, fields in enumerate(steps))
    return Trace(
        scenario, whole.get("aspects", ("flight", "hotel")), whole.get("preferences", 4), active, passive, typed
    )


# Turns:    0         1                2         3                           4
GOOD = trace(search(), action(), search(False), answer("hotel", "best"), answer("flight", "correct"), active=1)
# Turns:   0                        1         2                  3                        4
POOR = trace(
    action(ActionType.VAGUE),
    search(),
    answer("hotel", "wrong"),
    answer("hotel", "best"),
    action(ActionType.OTHER),
    scenario="t",
    passive=1,
)


def means(*traces: Trace, multi: bool) -> dict[str, float]:
    return {name: estimate.mean for name, estimate in TraceSample(traces).metrics(multi=multi).items()}


def test_one_good_episode() -> None:
    assert means(GOOD, multi=False) == pytest.approx(
        {
            "best": 1 / 2,
            "correct": 2 / 2,
            "score": (1.0 + 0.8) / 2,
            "valid_search": 1 / 2,
            "valid_action": 1 / 1,
            "elicited": 1 / 4,
            "active": 1 / 4,
            "passive": 0,
            "first_index": (3 + 4) / 2,
            "weighted": (1 / 4 + 1 / 5) / 2,
            "travelgym": (1.0 + 0.8) / 2,
            "time_weighted": 0.2 / 1 + 0.2 / 2 + 1.0 / 4 + 0.8 / 5,
            "effective_turns": 5,
            "max_turn_reward": 1.0,
        }
    )


def test_in_single_choice_the_first_answer_counts_and_in_multi_choice_the_best_one() -> None:
    assert means(POOR, multi=False)["score"] == 0
    assert means(POOR, multi=True)["score"] == 1 / 2
    assert means(POOR, multi=False)["travelgym"] == 1 / 2


def test_two_episodes_with_rates_over_what_there_was_and_scores_over_episodes() -> None:
    both = means(GOOD, POOR, multi=True)
    assert both["best"] == 2 / 4
    assert both["correct"] == 3 / 4
    assert both["score"] == pytest.approx((0.9 + 0.5) / 2)
    assert both["valid_search"] == 2 / 3
    assert both["valid_action"] == 1 / 3
    assert (both["active"], both["passive"], both["elicited"]) == (1 / 8, 1 / 8, 2 / 8)
    assert both["first_index"] == (3 + 4 + 3 + 0) / 4, "an aspect never answered right counts as turn 0"
    assert both["weighted"] == pytest.approx((1 / 4 + 1 / 5 + 1 / 4 + 0) / 4)
    assert both["effective_turns"] == (5 + 4) / 2
    assert both["max_turn_reward"] == 1


def test_rates_are_over_aspects_and_the_score_over_scenarios_so_they_can_differ() -> None:
    two = trace(answer("flight", "best"), answer("hotel", "best"))
    three = trace(scenario="t", aspects=("flight", "hotel", "apartment"))
    metrics = means(two, three, multi=False)
    assert (metrics["correct"], metrics["score"]) == (2 / 5, 1 / 2)


def test_an_answer_that_was_refused_is_none() -> None:
    assert means(trace(REFUSED, answer("hotel", "best")), multi=False)["score"] == 1 / 2


def test_an_episode_without_steps_counts_as_nothing_got() -> None:
    metrics = means(trace(), multi=False)
    assert (metrics["score"], metrics["best"], metrics["elicited"], metrics["effective_turns"]) == (0, 0, 0, 0)
    assert math.isnan(metrics["valid_search"])
    assert math.isnan(metrics["valid_action"])


def test_intervals_are_clustered_by_scenario() -> None:
    apart = [trace(answer("hotel", "best"), scenario=str(n)) if n % 2 else trace(scenario=str(n)) for n in range(20)]
    alike = [trace(*(() if n < 10 else (answer("hotel", "best"),)), scenario=str(n // 10)) for n in range(20)]
    wide, narrow = (TraceSample(those).metrics(multi=False)["score"] for those in (alike, apart))
    assert (wide.mean, wide.clusters, narrow.clusters) == (narrow.mean, 2, 20)
    assert narrow.low < narrow.mean < narrow.high
    assert wide.half_width > 2 * narrow.half_width


grades = st.lists(st.sampled_from(("best", "correct", "wrong")), max_size=3)


@given(st.lists(st.tuples(grades, grades), min_size=1, max_size=6))
def test_in_single_choice_the_score_is_four_fifths_correct_and_a_fifth_best(
    played: list[tuple[list[str], list[str]]],
) -> None:
    traces = [
        trace(
            *(answer("flight", grade) for grade in flight[:1]),
            *(answer("hotel", grade) for grade in hotel[:1]),
            scenario=str(number),
        )
        for number, (flight, hotel) in enumerate(played)
    ]
    metrics = means(*traces, multi=False)
    assert metrics["score"] == pytest.approx(0.8 * metrics["correct"] + 0.2 * metrics["best"])


@given(st.lists(st.tuples(st.sampled_from(("flight", "hotel")), st.sampled_from(("best", "correct", "wrong")))))
def test_a_second_answer_never_lowers_the_score_of_multi_choice(played: list[tuple[str, str]]) -> None:
    steps = [answer(*one) for one in played]
    scores = [trace(*steps[:upto]).score(multi=True) for upto in range(len(steps) + 1)]
    assert scores == sorted(scores)
    assert all(0 <= score <= 1 for score in scores)


def test_a_damaged_log_is_refused_in_a_sentence() -> None:
    episode = _silent()
    assert userbench_trace(episode).preferences == 4
    for steps in (7, [{}], [{"turn": -1}], None):
        with pytest.raises(UsageError, match="damaged"):
            userbench_trace(episode.model_copy(update={"outcome": {"steps": steps}}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(("steps", "bookings", "unusable", "chosen")), JSON))
def test_no_outcome_is_ever_more_than_damaged(outcome: dict[str, Any]) -> None:
    episode = _silent().model_copy(update={"outcome": outcome})
    for traced in (userbench_trace, lambda one: travel_trace(one, {})):
        try:
            metrics = TraceSample([traced(episode)]).metrics(multi=True)
        except UsageError as refused:
            assert "\n" not in str(refused)
        else:
            assert 0 <= metrics["score"].mean <= 1


def test_an_episode_with_nothing_to_choose_is_refused_in_a_sentence() -> None:
    episode = _silent().model_copy(update={"goal": Goal(intents=()), "events": ()})
    with pytest.raises(UsageError, match="has 0 things to choose"):
        userbench_trace(episode)


@cache
def _silent() -> Episode:
    world = load_world("userbench")
    scenario = world.scenario("22", "dev", 0)
    dialogue, session = begin(world, scenario, Limits())
    converse(dialogue, session, RuleUser(scenario, world.vocabulary), world.policies["silent"].make(scenario))
    return Episode.of(dialogue, id="x", agent="silent", user="rules", trial=0)


class Clerk:
    """An agent of the travel world that does what it is told, batch by batch."""

    def __init__(self, *acts: Any) -> None:
        self._acts = iter(acts)

    def act(self, view: Any) -> AgentTurn:
        act = next(self._acts)
        if isinstance(act, str):
            return AgentTurn(text=act)
        return AgentTurn(tool_calls=tuple(ToolCall(str(n), name, json.dumps(a)) for n, (name, a) in enumerate(act)))


def test_an_episode_of_the_travel_world_is_mapped_message_by_message_and_call_by_call() -> None:
    world = load_world("travel")
    scenario = next(s for s in (world.scenario("1", "dev", seed) for seed in range(99)) if _finds_hotels(s))
    best, wish = scenario.data["best"]["hotel"], next(intent for intent in scenario.goal if intent.weight)
    label, stay = wish.facet.partition(".")[2], _stay(scenario)
    agent = Clerk(
        [("search_hotels", stay), ("search_hotels", stay), ("search_flights", {})],
        "Thank you, one moment.",
        f"For the hotel, any wishes about the {label}?",
        [("book", {"option_id": best["id"], "extras": best["extras"]})],
    )
    dialogue, session = begin(world, scenario, Limits())
    converse(dialogue, session, RuleUser(scenario, world.vocabulary), agent)
    mapped = travel_trace(_episode(dialogue), {"hotel": best["total"]})
    assert [(str(s.choice), s.valid, s.reward, s.grade) for s in mapped.steps] == [
        ("search", True, 0.2, None),
        ("search", False, 0.0, None),
        ("search", False, 0.0, None),
        ("action", False, 0.0, None),
        ("action", True, 0.2, None),
        ("answer", True, 1.0, "best"),
    ]
    assert (mapped.aspects, mapped.preferences, mapped.active, mapped.passive) == (("hotel",), 1, 1, 0)
    assert travel_trace(_episode(dialogue), {"hotel": best["total"] - 1}).steps[-1].grade == "correct"
    broken = _episode(dialogue).model_copy(update={"outcome": {"bookings": [1]}})
    with pytest.raises(UsageError, match="damaged"):
        travel_trace(broken, {"hotel": 1})


def _stay(scenario: Scenario) -> dict[str, Any]:
    """The arguments of a search for hotels."""
    trip = scenario.data["trip"]
    return {"city": trip["city"], "check_in": trip["start"], "check_out": trip["end"], "guests": trip["party"]}


def _finds_hotels(scenario: Scenario) -> bool:
    """Whether there is a hotel to book, something to ask about it, and a search that works at once."""
    call = ToolCall("1", "search_hotels", json.dumps(_stay(scenario)))
    found = load_world("travel").open(scenario).run((call,), "agent").results[0].content
    return "hotel" in scenario.data["options"] and not scenario.negative and "H1" in found


def test_the_oracle_of_the_travel_world_is_best_in_everything(tmp_path: Path) -> None:
    folder = evaluate("travel", out=tmp_path / "run", n=8)
    world = load_world("travel")
    for episode in folder.episodes():
        scenario = world.scenario("22", "dev", int(episode.scenario.rpartition("/")[2]))
        best = {aspect: one["total"] for aspect, one in scenario.data["best"].items()}
        mapped = travel_trace(episode, best)
        if episode.agent == "oracle":
            assert mapped.score(multi=False) == 1
        if episode.agent == "cheapest" and not episode.negative:
            assert mapped.aspects_with("best", "correct") == 0


def _episode(dialogue: Dialogue) -> Episode:
    return Episode.of(dialogue, id="x", agent="a", user="rules", trial=0)


def test_the_published_tables_hold_what_is_said_about_them() -> None:
    assert len(PUBLISHED_SINGLE) == len(PUBLISHED_MULTI) == 11
    assert {row.model for row in PUBLISHED_SINGLE} == {row.model for row in PUBLISHED_MULTI}
    for table in (PUBLISHED_SINGLE, PUBLISHED_MULTI):
        for row in table:
            figures = (row.best, row.correct, row.score, row.valid_search, row.valid_action, row.active, row.passive)
            assert all(0 < figure < 1 for figure in figures)
            assert row.best < row.correct
    single = {name: sum(getattr(row, name) for row in PUBLISHED_SINGLE) / 11 for name in ("best", "correct", "score")}
    assert single == pytest.approx({"best": 0.150, "correct": 0.223, "score": 0.219}, abs=0.0006)
    assert sum(row.active for row in PUBLISHED_SINGLE) / 11 == pytest.approx(0.162, abs=0.0006)
    off = [abs(0.8 * row.correct + 0.2 * row.best - row.score) for row in PUBLISHED_SINGLE if "Flash" not in row.model]
    assert max(off) < 0.0205
    assert len(PUBLISHED_TRAVELGYM) == 15
    assert [row.score for row in PUBLISHED_TRAVELGYM] == sorted((r.score for r in PUBLISHED_TRAVELGYM), reverse=True)
