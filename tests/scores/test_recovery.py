"""Recovery: what survives a disturbance, compared task by task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tacit.dialogue import Ending
from tacit.scores import EpisodeScore, Scorecard, scorecards

Scored = Callable[..., EpisodeScore]


@pytest.fixture
def one(scored: Scored) -> EpisodeScore:
    """Some episode's score, to be varied."""
    return scored(("book", {"task": True}))


def _card(one: EpisodeScore, rows: list[dict[str, Any]]) -> Scorecard:
    scores = [replace(one, **{"agent": "mine", "variant": "vague", **row}) for row in rows]
    return scorecards(scores, floor="silent", ceiling="knowing")["mine"]


def test_the_recovery_rate_is_success_disturbed_over_success_undisturbed(one: EpisodeScore) -> None:
    rows = [{"task": f"t{i}", "full": i < 6} for i in range(10)]
    rows += [{"task": f"t{i}", "full": i < 3, "variant": "failures"} for i in range(8)]
    found = _card(one, rows).recovery["failures"]
    assert found.rate.mean == pytest.approx(3 / 6), "of the tasks that were disturbed at all"
    assert found.success.mean == pytest.approx(3 / 8)
    assert found.clean.mean == pytest.approx(6 / 8)
    assert found.rate.low < 0.5 < found.rate.high
    assert found.success.n == 8
    assert found.variants == 2


def test_a_task_is_reliable_if_it_succeeds_however_it_is_put(one: EpisodeScore) -> None:
    rows = [{"task": f"t{i}", "full": i != 0} for i in range(4)]
    rows += [{"task": f"t{i}", "full": (i, k) != (1, 2), "variant": "paraphrase"} for i in range(4) for k in range(3)]
    found = _card(one, rows).recovery["paraphrase"]
    assert found.reliable.mean == 0.5, "one fails as it is, one in its third wording"
    assert found.variants == 4
    assert found.success.mean == pytest.approx(11 / 12)


def test_reliability_is_that_of_a_trial_however_many_there_are(one: EpisodeScore) -> None:
    rows: list[dict[str, Any]] = [{"task": "t", "trial": trial, "full": True} for trial in range(3)]
    rows += [
        {"task": "t", "trial": trial, "full": (trial, k) != (1, 2), "variant": "paraphrase"}
        for trial in range(3)
        for k in range(3)
    ]
    found = _card(one, rows).recovery["paraphrase"]
    assert found.variants == 4
    assert found.reliable.mean == pytest.approx(2 / 3), "one wording fails in one trial"
    assert found.reliable.clusters == 1


def test_what_does_not_count_makes_a_task_neither_reliable_nor_more_varied(one: EpisodeScore) -> None:
    lost = {"ending": Ending.USER_ERROR}
    rows: list[dict[str, Any]] = [{"task": "t", "trial": 0, "full": True}, {"task": "t", "trial": 1, **lost}]
    rows += [{"task": "u", "trial": 0, "full": True}]
    rows += [
        {"task": "t", "trial": trial, "full": True, "variant": "paraphrase"} for trial in range(2) for _ in range(3)
    ]
    rows += [{"task": "u", "full": True, "variant": "paraphrase", **(lost if k else {})} for k in range(3)]
    found = _card(one, rows).recovery["paraphrase"]
    assert found.variants == 4
    assert (found.reliable.mean, found.reliable.n) == (1, 1), "the first trial of t was played in all four wordings"


def test_extra_turns_and_calls_are_paired_by_task(one: EpisodeScore) -> None:
    rows = [{"task": f"t{i}", "turns": 3 * i, "tool_calls": 2} for i in range(5)]
    rows += [{"task": f"t{i}", "turns": 3 * i + 2, "tool_calls": 6, "variant": "change"} for i in range(5)]
    found = _card(one, rows).recovery["change"]
    assert (found.extra_turns.difference.mean, found.extra_calls.difference.mean) == (2, 4)


def test_turns_to_repair_are_averaged_over_what_was_repaired(one: EpisodeScore) -> None:
    rows: list[dict[str, Any]] = [{"task": f"t{i}"} for i in range(3)]
    rows += [{"task": f"t{i}", "variant": "change", "repair": repair} for i, repair in enumerate((1, 4, None))]
    found = _card(one, rows).recovery["change"].repair
    assert (found.mean, found.n) == (2.5, 2)


def test_an_agent_that_never_succeeds_has_no_recovery_rate(one: EpisodeScore) -> None:
    rows = [{"task": "t", "full": False}, {"task": "t", "full": True, "variant": "change"}]
    assert _card(one, rows).recovery["change"].rate.n == 0


def test_disturbed_episodes_do_not_touch_the_other_figures(one: EpisodeScore) -> None:
    clean = [{"task": f"t{i}", "full": True, "alignment": 1.0} for i in range(4)]
    disturbed = [{"task": f"t{i}", "full": False, "alignment": 0.0, "variant": "change"} for i in range(4)]
    alone, both = _card(one, clean), _card(one, clean + disturbed)
    assert both.metrics == alone.metrics
    assert both.n == 4
    assert not alone.recovery
