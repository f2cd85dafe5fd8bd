"""Comparisons: refused across protocols, paired by scenario within one."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from tacit.agents import AgentFactory
from tacit.dialogue import Limits
from tacit.errors import IncomparableError, UsageError
from tacit.reports import compare_runs
from tacit.runs import RunFolder, read_scores
from tacit.scores import compare


def test_different_protocols_are_refused_by_every_differing_field(
    references: RunFolder, run: Callable[..., RunFolder]
) -> None:
    other = run(n=3, seed=7, split="test", limits=Limits(turns=5))
    with pytest.raises(IncomparableError) as refused:
        compare_runs(references, other)
    text = str(refused.value)
    for difference in (
        "seed 0 against 7",
        "scenarios 6 against 3",
        "'dev' against 'test'",
        "limits.turns 30 against 5",
    ):
        assert difference in text
    assert "trials" not in text
    assert "limits.words" not in text


def test_the_agents_under_test_are_compared_by_default(run: Callable[..., RunFolder], asking: AgentFactory) -> None:
    first = run(asking)
    second = run(AgentFactory("again", "other digest", asking.make, instant=True))
    comparison = compare_runs(first, second)
    assert (comparison.a, comparison.b, comparison.shared) == ("agents/asking.py:Asking", "again", 6)
    for metric in comparison.metrics:
        assert metric.mean_a == metric.mean_b
        assert metric.difference.mean == 0


def test_figures_are_those_of_the_scores(references: RunFolder) -> None:
    comparison = compare_runs(references, references, "one-at-a-time", "silent")
    scores = read_scores(references)
    mine, theirs = ([one for one in scores if one.agent == name] for name in ("one-at-a-time", "silent"))
    for name in ("full", "alignment", "regret", "turns"):
        expected = compare(mine, theirs, name)
        assert comparison[name].difference == expected.difference
        assert comparison[name].p == expected.p
    assert math.isclose(comparison["alignment"].mean_a, sum(one.alignment for one in mine) / len(mine))
    assert comparison["effort_low"].difference.mean > 0
    assert comparison["precision"].difference.n == 0, "the silent agent asks nothing, so there is no pair"


def test_without_agents_under_test_the_asking_reference_is_taken(references: RunFolder) -> None:
    assert compare_runs(references, references).a == "one-at-a-time"


def test_an_unknown_agent_is_answered_with_the_known_ones(references: RunFolder) -> None:
    with pytest.raises(UsageError, match="its agents are: silent, cheapest"):
        compare_runs(references, references, "nobody")
