"""pass^k against the enumeration of every set of k trials."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.stats import NOTHING, pass_hat_k


def brute_force(successes: dict[str, list[bool]], k: int) -> list[float]:
    """For every scenario with enough trials, the share of its sets of k trials that all succeeded."""
    shares = []
    for trials in successes.values():
        if len(trials) >= k:
            sets = list(combinations(trials, k))
            shares.append(sum(all(one) for one in sets) / len(sets))
    return shares


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.dictionaries(st.sampled_from("abcde"), st.lists(st.booleans(), max_size=6), max_size=5),
    st.integers(1, 6),
)
def test_pass_hat_k_is_the_mean_share_of_sets_of_k_trials_that_all_succeed(
    successes: dict[str, list[bool]], k: int
) -> None:
    shares, found = brute_force(successes, k), pass_hat_k(successes, k)
    if not shares:
        assert found is NOTHING
        return
    assert found.mean == pytest.approx(sum(shares) / len(shares))
    assert found.n == found.clusters == len(shares)
    assert 0 <= found.low <= found.high <= 1


def test_pass_hat_1_is_the_success_rate_and_more_trials_are_harder() -> None:
    successes = {"a": [True, False, True, True], "b": [True] * 4, "c": [False, True, False, False]}
    means = [pass_hat_k(successes, k).mean for k in range(1, 5)]
    assert means[0] == pytest.approx(8 / 12)
    assert means == sorted(means, reverse=True)
    assert means[3] == pytest.approx(1 / 3)


def test_scenarios_with_too_few_trials_are_left_out() -> None:
    assert pass_hat_k({"a": [True], "b": [False, False]}, 2).n == 1
    assert pass_hat_k({"a": [True]}, 2) is NOTHING
