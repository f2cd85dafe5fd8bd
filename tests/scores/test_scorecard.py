"""Scorecards: means over episodes, exclusions with their bounds, floors and ceilings, twins and trials."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from tacit.dialogue import Ending, Scenario
from tacit.goals import Cause
from tacit.scores import EFFORTS, EpisodeScore, Scorecard, compare, scorecards
from tacit.stats import NOTHING

Scored = Callable[..., EpisodeScore]
Make = Callable[..., Scenario]
ALL = {"task": True, "bed": True, "price": True}
TASK = {"task": True}
UNSCORED = [ending for ending in Ending if not ending.scored]


def cards(*scores: EpisodeScore, **how: Any) -> dict[str, Scorecard]:
    return scorecards(scores, floor="silent", ceiling="knowing", **how)


def test_no_episodes_give_no_cards() -> None:
    assert cards() == {}


def test_agents_come_in_order_of_appearance_with_their_labels(scored: Scored) -> None:
    found = cards(*(scored(("book", ALL), agent=name) for name in ("b", "a", "b")), labels={"a": "Agent A"})
    assert [(name, card.agent, card.label, card.n) for name, card in found.items()] == [
        ("b", "b", "b", 2),
        ("a", "a", "Agent A", 1),
    ]


def test_one_scenario_gives_means_without_certainty(scored: Scored) -> None:
    card = cards(scored("bed?", ("book", {"task": True, "bed": True})))["mine"]
    aligned = card.metrics["alignment"]
    assert (aligned.mean, aligned.low, aligned.high, aligned.n, aligned.clusters) == (0.5, 0, 1, 1, 1)
    assert card.metrics["full"].mean == 0
    assert card.lost[Cause.NOT_ASKED].mean == 0.5
    assert math.isinf(card.metrics["turns"].high)
    assert (card.bounds, card.curve, card.excluded, card.twin) == ((0.5, 0.5), (0.75, 0.5), 0, None)
    assert card.gain is NOTHING


def test_honoured_and_lost_shares_of_a_card_add_up_to_one(scored: Scored, make_scenario: Make) -> None:
    plays = [
        scored("bed?", ("book", TASK), scenario=make_scenario("h1")),
        scored("price?", ("note", {"price": 0}), ("book", TASK), scenario=make_scenario("h2")),
        scored("bed?", ZeroDivisionError(), scenario=make_scenario("h3")),
    ]
    card = cards(*plays)["mine"]
    assert card.metrics["alignment"].mean + sum(e.mean for e in card.lost.values()) == pytest.approx(1)
    assert card.lost[Cause.NOT_UNDERSTOOD].mean == pytest.approx(0.5 / 3)


def test_precision_and_recall_are_of_questions_and_wishes_not_of_episodes(scored: Scored, make_scenario: Make) -> None:
    plays = [
        scored("bed? price?", ("book", ALL), scenario=make_scenario("h1")),
        scored("bed? pool? sauna?", "bed?", ("book", ALL), scenario=make_scenario("h2")),
        scored(("book", ALL), scenario=make_scenario("h3")),
    ]
    metrics = cards(*plays)["mine"].metrics
    precision, recall = metrics["precision"], metrics["recall"]
    assert precision.mean == pytest.approx(3 / 6)
    assert recall.mean == pytest.approx(3 / 6)
    assert (recall.n, recall.clusters) == (6, 3)
    assert metrics["repeats"].mean == pytest.approx(1 / 3)
    silent = cards(scored(("book", ALL)))["mine"].metrics
    assert silent["precision"] is NOTHING
    assert silent["recall"].mean == 0


@pytest.mark.parametrize("ending", UNSCORED)
def test_what_was_never_the_agents_doing_is_not_counted_but_bounds_the_score(
    scored: Scored, make_scenario: Make, ending: Ending
) -> None:
    plays = [
        scored(("book", ALL), scenario=make_scenario("h1")),
        scored(("book", TASK), scenario=make_scenario("h2")),
        scored(broken=ending, scenario=make_scenario("h3")),
        scored(broken=ending, scenario=make_scenario("h4")),
    ]
    card = cards(*plays)["mine"]
    assert (card.n, card.excluded) == (2, 2)
    assert card.endings == {"answered": 2, ending.value: 2}
    assert card.metrics["alignment"].mean == (1 + 0.25) / 2
    assert card.bounds == ((1 + 0.25) / 4, (1 + 0.25 + 2) / 4)
    assert card.bounds[0] <= card.metrics["alignment"].mean <= card.bounds[1]


@pytest.mark.parametrize("ending", [Ending.AGENT_ERROR, Ending.GAVE_UP, Ending.OUT_OF_TURNS])
def test_failures_of_the_agent_are_counted(scored: Scored, make_scenario: Make, ending: Ending) -> None:
    failed = {
        Ending.AGENT_ERROR: lambda s: scored(ValueError(), scenario=s),
        Ending.GAVE_UP: lambda s: scored("hello", scenario=s, leaves=1),
        Ending.OUT_OF_TURNS: lambda s: scored(*["hello"] * 9, scenario=s),
    }[ending]
    card = cards(scored(("book", ALL), scenario=make_scenario("h1")), failed(make_scenario("h2")))["mine"]
    assert card.endings == {"answered": 1, ending.value: 1}
    assert (card.n, card.excluded, card.metrics["alignment"].mean, card.bounds) == (2, 0, 0.5, (0.5, 0.5))


def test_a_card_with_only_excluded_episodes_says_nothing_but_how_many(scored: Scored) -> None:
    card = cards(scored(broken=Ending.USER_ERROR), agent := scored(("book", ALL), agent="knowing"))["mine"]
    assert agent.alignment == 1
    assert (card.n, card.excluded, card.bounds, card.curve, card.pass_k) == (0, 1, (0, 1), (), {})
    assert all(estimate is NOTHING for estimate in [*card.metrics.values(), *card.lost.values(), card.gain])


def test_gain_is_0_for_the_floor_and_1_for_the_ceiling(scored: Scored, make_scenario: Make) -> None:
    plays = []
    for place in range(4):
        scenario = make_scenario(f"h{place}")
        plays += [
            scored(("book", TASK), scenario=scenario, agent="silent"),
            scored(("book", ALL), scenario=scenario, agent="knowing"),
            scored("price?", ("book", {"task": True, "price": True}), scenario=scenario),
        ]
    found = cards(*plays)
    assert (found["silent"].gain.mean, found["knowing"].gain.mean) == (0, 1)
    assert found["mine"].gain.mean == pytest.approx((0.75 - 0.25) / 0.75)
    assert found["mine"].gain.n == 4


def test_what_was_guessed_gains_nothing_over_the_floor(scored: Scored, make_scenario: Make) -> None:
    plays = []
    for place in range(4):
        scenario = make_scenario(f"h{place}")
        plays += [
            scored(("book", TASK if place else {"task": True, "price": True}), scenario=scenario, agent="silent"),
            scored(("book", ALL), scenario=scenario, agent="knowing"),
            scored(("book", ALL), scenario=scenario, agent="guesser"),
            scored("price?", ("book", ALL), scenario=scenario),
        ]
    found = cards(*plays)
    assert found["guesser"].metrics["alignment"].mean == 1
    assert found["guesser"].metrics["lucky"].mean == 0.75
    assert found["guesser"].gain.mean == found["silent"].gain.mean == 0
    assert found["mine"].gain.mean == pytest.approx(2 / 3), (
        "of the three quarters that were hidden, half a goal came out"
    )


def test_whoever_leaves_everything_undone_gains_less_than_nothing(scored: Scored, make_scenario: Make) -> None:
    plays = []
    for place in range(4):
        scenario = make_scenario(f"h{place}")
        plays += [
            scored(("book", TASK if place else ALL), scenario=scenario, agent="silent"),
            scored(("book", ALL), scenario=scenario, agent="knowing"),
            scored(("book", {}), scenario=scenario),
        ]
    assert cards(*plays)["mine"].gain.mean < 0


def test_trials_of_a_scenario_report_pass_k_and_are_one_cluster(scored: Scored, make_scenario: Make) -> None:
    plays = [
        scored(("book", ALL if good else TASK), scenario=make_scenario(name).repeat(trial), trial=trial)
        for name, trials in (("h1", (1, 1, 0)), ("h2", (1, 1, 1)))
        for trial, good in enumerate(trials)
    ]
    card = cards(*plays)["mine"]
    assert {k: round(e.mean, 6) for k, e in card.pass_k.items()} == {1: 0.833333, 2: 0.666667, 3: 0.5}
    assert (card.metrics["full"].n, card.metrics["full"].clusters) == (6, 2)


def test_the_curve_of_a_card_keeps_the_last_value_of_what_ended_early(scored: Scored, make_scenario: Make) -> None:
    plays = [
        scored(("book", ALL), scenario=make_scenario("h1")),
        scored("bed?", "price?", ("book", ALL), scenario=make_scenario("h2")),
    ]
    assert cards(*plays)["mine"].curve == ((0.75 + 0.75) / 2, (0.75 + 0.5) / 2, (0.75 + 0) / 2)


def test_twins_are_compared_by_task_and_counted_nowhere_else(scored: Scored, make_scenario: Make) -> None:
    tasks = [make_scenario(f"h{place}") for place in range(3)]
    vague = [scored(("book", TASK), scenario=task) for task in tasks]
    precise = [scored(("book", ALL), scenario=task.twin()) for task in tasks[:2]]
    card, alone = cards(*vague, *precise)["mine"], cards(*vague)["mine"]
    assert card.twin is not None
    assert (card.twin.difference.mean, card.twin.difference.n) == (0.75, 2)
    assert alone.twin is None
    assert (card.n, card.metrics, card.endings, card.bounds) == (3, alone.metrics, alone.endings, alone.bounds)


def test_over_asking_is_measured_where_there_is_nothing_to_ask(scored: Scored, make_scenario: Make) -> None:
    plays = [
        scored("bed? price?", ("book", ALL), scenario=make_scenario("h1")),
        scored("bed? pool? spa?", ("book", ALL), scenario=make_scenario("n1", negative=True)),
        scored(("book", ALL), scenario=make_scenario("n2", negative=True)),
    ]
    over_asking = cards(*plays)["mine"].metrics["over_asking"]
    assert (over_asking.mean, over_asking.n) == (1.5, 2)
    assert cards(plays[0])["mine"].metrics["over_asking"] is NOTHING


def test_regret_is_the_mean_over_what_was_finished(scored: Scored, make_scenario: Make) -> None:
    plays = [
        scored(("book", {**ALL, "regret": 10}), scenario=make_scenario("h1")),
        scored(("book", {**TASK, "regret": 0}), scenario=make_scenario("h2")),
        scored("hello", scenario=make_scenario("h3"), leaves=1),
        scored(*["hello"] * 9, scenario=make_scenario("h4")),
    ]
    card = cards(*plays)["mine"]
    regret = card.metrics["regret"]
    assert (card.n, regret.mean, regret.n, regret.clusters) == (4, 5, 2, 2)
    assert cards(*plays[2:])["mine"].metrics["regret"] is NOTHING
    assert compare(plays, plays, "regret").difference.n == 2


def test_every_metric_that_is_promised_is_there(scored: Scored) -> None:
    metrics = cards(scored("bed?", ("book", ALL)))["mine"].metrics
    promised = {
        "full", "alignment", "lucky", "active", "passive", "precision", "recall", "regret", "repeats", "user_words",
        "agent_words", "turns", "tool_calls", "tokens", "usd", "seconds", "held_out", "over_asking",
    }  # fmt: skip
    assert set(metrics) == {*promised, *(f"effort_{level}" for level in EFFORTS)}
    assert [metrics[f"effort_{level}"].mean for level in EFFORTS] == [1, 0, 0]


def test_the_order_of_episodes_changes_no_figure(scored: Scored, make_scenario: Make) -> None:
    plays = []
    for place in range(5):
        scenario = make_scenario(f"h{place}")
        plays += [
            scored(("book", TASK), scenario=scenario, agent="silent"),
            scored(("book", ALL), scenario=scenario, agent="knowing"),
            scored("bed?", ("book", ALL if place % 2 else TASK), scenario=scenario),
            scored(("book", ALL), scenario=scenario.twin()),
        ]
    one, other = cards(*plays)["mine"], cards(*plays[::-1])["mine"]
    assert one.gain == other.gain
    assert one.twin == other.twin
    assert one.metrics["alignment"].low == pytest.approx(other.metrics["alignment"].low)


def test_two_agents_are_compared_on_what_both_played(scored: Scored, make_scenario: Make) -> None:
    tasks = [make_scenario(f"h{place}") for place in range(3)]
    good = [scored(("book", ALL), scenario=task) for task in tasks]
    poor = [scored("hello", ("book", TASK), scenario=task) for task in tasks[:2]]
    poor += [scored(broken=Ending.WORLD_ERROR, scenario=tasks[2])]
    poor += [scored(("book", ALL), scenario=tasks[2].twin())]
    found = compare(good, poor)
    assert (found.difference.mean, found.difference.n) == (0.75, 2)
    assert compare(poor, good).difference.mean == -0.75
    assert compare(poor, good, "turns").difference.mean == 1
    assert compare(good, []).difference is NOTHING
    assert compare(good, poor, "held_out").difference is NOTHING
