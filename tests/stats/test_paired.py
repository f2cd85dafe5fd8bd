"""Paired comparisons are calibrated and fair to both sides; gain runs from the floor to the ceiling."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.stats import NOTHING, Estimate, gain, paired_difference


def by_scenario(values: np.ndarray) -> dict[str, list[float]]:
    return {f"s{i}": [float(value)] for i, value in enumerate(values)}


def exact_p(differences: list[float]) -> float:
    """The sign-flip test by enumeration of all arrangements."""
    observed = abs(sum(differences))
    flips = [
        abs(sum(s * d for s, d in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    return sum(flip >= observed - 1e-12 for flip in flips) / len(flips)


@pytest.mark.parametrize(
    "differences", [[1.0], [1.0] * 6, [0.5, -0.5], [0.3, 0.1, -0.2, 0.9, 0.4], [0.2, 0.2, 0.2, -0.1, 0, 0, 0.6, 0.3]]
)
def test_p_is_that_of_the_enumerated_sign_flip_test(differences: list[float]) -> None:
    a = by_scenario(np.array(differences))
    b = by_scenario(np.zeros(len(differences)))
    assert paired_difference(a, b).p == pytest.approx(exact_p(differences), abs=0.02)


def test_p_is_calibrated_where_there_is_no_difference_and_small_where_there_is() -> None:
    rng, n, rounds = np.random.default_rng(5), 12, 300
    null, shifted = [], []
    for _ in range(rounds):
        shared = rng.random(n)
        a, b = shared + rng.normal(0, 0.3, n), shared + rng.normal(0, 0.3, n)
        null.append(paired_difference(by_scenario(a), by_scenario(b)).p)
        if len(shifted) < 50:
            shifted.append(paired_difference(by_scenario(a + 0.5), by_scenario(b)).p)
    assert 0.02 <= np.mean(np.array(null) <= 0.05) <= 0.08
    assert 0.4 <= np.mean(np.array(null) <= 0.5) <= 0.6
    assert np.mean(np.array(shifted) <= 0.05) > 0.9
    assert min(null + shifted) > 0


TRIALS = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.floats(0, 1), max_size=3), max_size=6)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(TRIALS, TRIALS)
def test_a_comparison_is_symmetric_whatever_the_order(a: dict[str, list[float]], b: dict[str, list[float]]) -> None:
    one, other = paired_difference(a, b), paired_difference(dict(reversed(b.items())), dict(reversed(a.items())))
    shared = [key for key in a if a[key] and b.get(key)]
    if not shared:
        assert one.difference is other.difference is NOTHING
        assert math.isnan(one.p)
        return
    assert one.p == other.p
    x, y = one.difference, other.difference
    assert (x.mean, x.low, x.high) == pytest.approx((-y.mean, -y.high, -y.low))
    assert x.n == x.clusters == len(shared)
    assert 0 < one.p <= 1
    assert x.mean == pytest.approx(np.mean([np.mean(a[k]) - np.mean(b[k]) for k in shared]))


def test_p_does_not_depend_on_the_order_in_which_episodes_ended() -> None:
    rng = np.random.default_rng(7)
    a, b = by_scenario(rng.random(15)), by_scenario(rng.random(15))
    found = paired_difference(a, b)
    for order in (sorted(a, reverse=True), sorted(a, key=lambda key: a[key])):
        assert paired_difference({key: a[key] for key in order}, b).p == found.p


def test_each_scenario_counts_once_however_often_it_was_tried() -> None:
    b = {"a": [0.0], "b": [0.0]}
    assert paired_difference({"a": [1.0], "b": [0.0]}, b) == paired_difference({"a": [1.0] * 9, "b": [0.0]}, b)


def test_the_same_results_are_no_difference() -> None:
    same = {"a": [0.2, 0.4], "b": [1.0], "c": [0.0]}
    found = paired_difference(same, same)
    assert (found.difference.mean, found.p) == (0, 1)


ROWS = st.lists(st.tuples(st.floats(0, 0.4), st.floats(0, 1), st.floats(0.6, 1)), min_size=1, max_size=8)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(ROWS)
def test_gain_is_0_for_the_floor_1_for_the_ceiling_and_the_same_on_any_scale(
    rows: list[tuple[float, float, float]],
) -> None:
    floor, score, ceiling = ({str(i): row[column] for i, row in enumerate(rows)} for column in range(3))
    lowest, highest = gain(floor, floor, ceiling), gain(ceiling, floor, ceiling)
    assert lowest.mean == pytest.approx(0, abs=1e-12)
    assert highest.mean == pytest.approx(1)
    if len(rows) > 1:
        assert (lowest.low, lowest.high) == pytest.approx((0, 0), abs=1e-12)
        assert (highest.low, highest.high) == pytest.approx((1, 1))
    plain = gain(score, floor, ceiling)
    scaled = gain(*({key: 100 * value - 7 for key, value in part.items()} for part in (score, floor, ceiling)))
    turned = gain(*(dict(reversed(part.items())) for part in (score, floor, ceiling)))
    for other in (scaled, turned):
        assert (other.mean, other.low, other.high) == pytest.approx((plain.mean, plain.low, plain.high), abs=1e-6)
    assert (plain.n, plain.clusters) == (len(rows), len(rows))


def test_gain_is_of_shared_scenarios_only() -> None:
    score, floor, ceiling = {"a": 0.5, "b": 1.0, "c": 0.9}, {"a": 0.0, "b": 0.5, "d": 0}, {"a": 1.0, "b": 1.0, "e": 1}
    found = gain(score, floor, ceiling)
    assert (found.mean, found.n) == (pytest.approx(2 / 3), 2)
    assert found.low <= found.mean <= found.high


def test_nothing_is_gained_where_floor_and_ceiling_coincide_or_nothing_is_shared() -> None:
    assert gain({"a": 1.0}, {"a": 0.5}, {"a": 0.5}) is NOTHING
    assert gain({"a": 1.0}, {"b": 0.5}, {"a": 1.0}) is NOTHING
    assert gain({}, {}, {}) is NOTHING


def test_one_scenario_gives_a_gain_without_certainty() -> None:
    assert gain({"a": 0.75}, {"a": 0.5}, {"a": 1.0}) == Estimate(0.5, -math.inf, math.inf, 1, 1)


def test_intervals_of_gain_cover() -> None:
    rng, n, rounds = np.random.default_rng(6), 30, 60
    hits = 0
    for _ in range(rounds):
        floor = {str(i): value for i, value in enumerate(rng.uniform(0, 0.4, n))}
        score = {key: value + 0.3 + rng.normal(0, 0.15) for key, value in floor.items()}
        ceiling = {key: value + 0.6 for key, value in floor.items()}
        found = gain(score, floor, ceiling)
        hits += found.low <= 0.5 <= found.high
    assert hits / rounds >= 0.85
