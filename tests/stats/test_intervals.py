"""Intervals: they cover what they claim, stay in their bounds and know their observations are clustered."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.stats import NOTHING, Estimate, mean_interval, ratio_interval, t_quantile

# Two-sided 95 % and 99 %: any printed table of Student's t.
TABLE_975 = {
    1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764, 5: 2.5706, 6: 2.4469, 7: 2.3646, 8: 2.3060, 9: 2.2622, 10: 2.2281,
    15: 2.1314, 20: 2.0860, 30: 2.0423, 60: 2.0003, 120: 1.9799, 100_000: 1.9600,
}  # fmt: skip
TABLE_995 = {1: 63.6567, 2: 9.9248, 5: 4.0321, 10: 3.1693, 30: 2.7500}


@pytest.mark.parametrize(("df", "expected"), TABLE_975.items())
def test_quantiles_of_t_are_those_of_the_table(df: int, expected: float) -> None:
    assert t_quantile(df) == pytest.approx(expected, rel=5e-3 if df < 10 else 1e-4)
    assert t_quantile(df, 0.025) == pytest.approx(-t_quantile(df), abs=1e-9)
    assert t_quantile(df, 0.5) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("df", "expected"), TABLE_995.items())
def test_quantiles_of_t_are_right_at_other_levels_too(df: int, expected: float) -> None:
    assert t_quantile(df, 0.995) == pytest.approx(expected, rel=2e-2)


def test_quantiles_of_t_fall_with_degrees_of_freedom_and_are_infinite_without_any() -> None:
    quantiles = [t_quantile(df) for df in range(50)]
    assert quantiles[0] == math.inf
    assert quantiles == sorted(quantiles, reverse=True)


def covered(estimate: Estimate, truth: float) -> bool:
    return estimate.low <= truth <= estimate.high


def clusters_of(groups: int, size: int) -> list[int]:
    return np.repeat(np.arange(groups), size).tolist()


def test_95_percent_intervals_of_clustered_data_cover_and_naive_ones_do_not() -> None:
    rng, groups, size, rounds = np.random.default_rng(1), 20, 8, 500
    clusters, alone = clusters_of(groups, size), list(range(groups * size))
    hits = naive = 0
    for _ in range(rounds):
        values = (5 + np.repeat(rng.normal(0, 1, groups), size) + rng.normal(0, 1, groups * size)).tolist()
        hits += covered(mean_interval(values, clusters), 5)
        naive += covered(mean_interval(values, alone), 5)
    assert 0.92 <= hits / rounds <= 0.98
    assert naive / rounds < 0.8


@pytest.mark.parametrize(("a", "b"), [(2, 2), (6, 2), (1, 4)])
def test_unit_range_intervals_of_clustered_successes_cover_and_naive_ones_do_not(a: float, b: float) -> None:
    rng, groups, size, rounds = np.random.default_rng(2), 30, 8, 400
    clusters, alone = clusters_of(groups, size), list(range(groups * size))
    hits = naive = 0
    for _ in range(rounds):
        chances = np.repeat(rng.beta(a, b, groups), size)
        values = (rng.random(groups * size) < chances).astype(float).tolist()
        hits += covered(mean_interval(values, clusters, unit_range=True), a / (a + b))
        naive += covered(mean_interval(values, alone, unit_range=True), a / (a + b))
    assert 0.92 <= hits / rounds <= 0.98
    assert naive / rounds < 0.9


@pytest.mark.parametrize("chance", [0.5, 0.9, 0.97])
def test_unit_range_intervals_of_few_independent_successes_cover(chance: float) -> None:
    rng, n, rounds = np.random.default_rng(3), 25, 500
    hits = sum(
        covered(mean_interval((rng.random(n) < chance).astype(float).tolist(), range(n), unit_range=True), chance)
        for _ in range(rounds)
    )
    assert hits / rounds >= 0.92


@pytest.mark.parametrize("unit_range", [False, True])
def test_intervals_of_ratios_of_clustered_counts_cover(unit_range: bool) -> None:
    rng, groups, size, rounds = np.random.default_rng(4), 30, 4, 500
    clusters = clusters_of(groups, size)
    hits = 0
    for _ in range(rounds):
        chances = np.repeat(rng.beta(4, 4, groups), size)
        asked = rng.poisson(2, groups * size)
        found = rng.binomial(asked, chances)
        hits += covered(ratio_interval(found.tolist(), asked.tolist(), clusters, unit_range=unit_range), 0.5)
    assert 0.92 <= hits / rounds <= 0.98


DATA = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6)), min_size=1, max_size=30)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(DATA)
def test_a_unit_range_interval_holds_its_mean_and_stays_inside(data: list[tuple[float, int]]) -> None:
    values, clusters = [value for value, _ in data], [cluster for _, cluster in data]
    found = mean_interval(values, clusters, unit_range=True)
    assert 0 <= found.low <= found.mean + 1e-12
    assert found.mean - 1e-12 <= found.high <= 1
    assert found.mean == pytest.approx(sum(values) / len(values))
    assert (found.n, found.clusters) == (len(values), len(set(clusters)))
    assert found.half_width == pytest.approx((found.high - found.low) / 2)
    plain = mean_interval(values, clusters)
    assert plain.low <= plain.mean <= plain.high
    assert math.isinf(plain.high) == (len(set(clusters)) == 1)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(DATA)
def test_neither_order_nor_names_of_clusters_matter(data: list[tuple[float, int]]) -> None:
    shuffled = data[::-1]
    for unit_range in (False, True):
        found = mean_interval([v for v, _ in data], [c for _, c in data], unit_range=unit_range)
        other = mean_interval([v for v, _ in shuffled], [f"name {c}" for _, c in shuffled], unit_range=unit_range)
        assert (other.low, other.mean, other.high) == pytest.approx((found.low, found.mean, found.high), abs=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.1, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("n", [2, 10, 30])
def test_an_interval_does_not_collapse_when_all_observations_agree(value: float, n: int) -> None:
    found = mean_interval([value] * n, range(n), unit_range=True)
    assert found.half_width > 0.5 / n
    assert covered(found, value) or found.mean == pytest.approx(value)
    more = mean_interval([value] * (4 * n), range(4 * n), unit_range=True)
    assert more.half_width < found.half_width


def test_more_trials_of_the_same_scenarios_are_no_more_scenarios() -> None:
    once = mean_interval([1, 0, 1, 1], "abcd", unit_range=True)
    often = mean_interval([1, 0, 1, 1] * 10, "abcd" * 10, unit_range=True)
    assert (often.low, often.high) == pytest.approx((once.low, once.high))
    assert (often.n, often.clusters) == (40, 4)


def test_singletons_give_the_textbook_interval() -> None:
    values = [3.0, 5.0, 4.0, 8.0]
    found = mean_interval(values, range(4))
    margin = 3.1824 * np.std(values, ddof=1) / 2
    assert (found.low, found.high) == pytest.approx((5 - margin, 5 + margin), rel=5e-3)


@pytest.mark.parametrize("values", [[0.4], [0.4, 0.6]])
def test_one_scenario_says_nothing_about_others(values: list[float]) -> None:
    clusters = ["only"] * len(values)
    bounded, free = mean_interval(values, clusters, unit_range=True), mean_interval(values, clusters)
    assert (bounded.low, bounded.high) == (0, 1)
    assert (free.low, free.high) == (-math.inf, math.inf)


def test_nothing_gives_nothing() -> None:
    for found in (mean_interval([], []), ratio_interval([], [], []), ratio_interval([0, 0], [0, 0], "ab")):
        assert found is NOTHING
        assert math.isnan(found.mean)
        assert (found.n, found.clusters) == (0, 0)


@pytest.mark.parametrize("unit_range", [False, True])
def test_a_ratio_over_equal_denominators_is_a_mean(unit_range: bool) -> None:
    values, clusters = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0], "aabbcd"
    mean = mean_interval(values, clusters, unit_range=unit_range)
    ratio = ratio_interval([2 * v for v in values], [2.0] * 6, clusters, unit_range=unit_range)
    assert (ratio.low, ratio.mean, ratio.high) == pytest.approx((mean.low, mean.mean, mean.high))


def test_a_ratio_weighs_by_the_denominator_and_counts_what_is_in_it() -> None:
    found = ratio_interval([1, 9], [10, 10], ["a", "b"])
    assert (found.mean, found.n, found.clusters) == (0.5, 20, 2)
    assert ratio_interval([1, 2], [1, 9], ["a", "b"]).mean == pytest.approx(0.3)


@pytest.mark.parametrize("unit_range", [False, True])
@pytest.mark.parametrize(("above", "below"), [([5], [5]), ([3, 1], [4, 5])])
def test_scenarios_with_nothing_in_a_ratio_make_it_no_more_certain(
    above: Sequence[float], below: Sequence[float], unit_range: bool
) -> None:
    clusters: list[Hashable] = list(range(len(above) + 20))
    bare = ratio_interval(above, below, clusters[: len(above)], unit_range=unit_range)
    padded = ratio_interval([*above, *[0] * 20], [*below, *[0] * 20], clusters, unit_range=unit_range)
    assert padded == bare


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 4)), max_size=20))
def test_a_unit_range_ratio_stays_inside(rows: list[tuple[int, int, int]]) -> None:
    above, below = [min(a, b) for a, b, _ in rows], [b for _, b, _ in rows]
    found = ratio_interval(above, below, [c for *_, c in rows], unit_range=True)
    if sum(below):
        assert found.mean == pytest.approx(sum(above) / sum(below))
        assert 0 <= found.low <= found.mean + 1e-12
        assert found.mean - 1e-12 <= found.high <= 1
        assert found.high > found.low
    else:
        assert found is NOTHING


def test_lengths_that_differ_are_an_error() -> None:
    with pytest.raises(ValueError, match=r".+"):
        mean_interval([1, 2], ["a"])
    with pytest.raises(ValueError, match=r".+"):
        ratio_interval([1, 2], [1, 2], ["a"])
