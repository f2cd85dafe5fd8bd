"""Comparisons of two agents on the same scenarios, and the gain between a floor and a ceiling."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tacit.stats._intervals import NOTHING, Estimate, mean_interval

_RESAMPLES = 2000
_FLIPS = 10_000
_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """Difference of means over shared scenarios, with the *p* value of a sign-flip test."""

    difference: Estimate
    p: float


def paired_difference(a: Mapping[str, Sequence[float]], b: Mapping[str, Sequence[float]]) -> Comparison:
    """Mean of ``a − b`` over the scenarios both have; each scenario counts once, by its mean over trials.

    The test flips signs of scenario differences (exchangeability under no difference), 10,000 times with
    a fixed seed, and counts the observed arrangement, so *p* is never 0. The order of the mappings is ignored.
    """
    shared = sorted(key for key in a if key in b and a[key] and b[key])
    if not shared:
        return Comparison(NOTHING, math.nan)
    differences = np.array([np.mean(a[key]) - np.mean(b[key]) for key in shared])
    estimate = mean_interval(differences.tolist(), shared)
    observed = abs(differences.mean())
    as_far = sum(int((np.abs(means) >= observed - 1e-12).sum()) for means in _flipped_means(differences))
    return Comparison(estimate, (1 + as_far) / (_FLIPS + 1))


def _flipped_means(differences: np.ndarray) -> Iterator[np.ndarray]:
    """Means under random signs, in blocks, so that memory does not grow with the number of scenarios."""
    rng = np.random.default_rng(0)
    block = max(1, min(_FLIPS, _BLOCK // len(differences)))
    for start in range(0, _FLIPS, block):
        size = (min(block, _FLIPS - start), len(differences))
        yield (rng.integers(0, 2, size=size, dtype=np.int8) * 2 - 1) @ differences / len(differences)


def gain(score: Mapping[str, float], floor: Mapping[str, float], ceiling: Mapping[str, float]) -> Estimate:
    """``(score − floor) / (ceiling − floor)`` of means over shared scenarios: 0 is guessing, 1 knowing all.

    The interval is a percentile bootstrap over scenarios (2,000 resamples, fixed seed). Nothing is
    reported where floor and ceiling coincide.
    """
    shared = sorted(key for key in score if key in floor and key in ceiling)
    if not shared:
        return NOTHING
    rows = np.array([[score[key], floor[key], ceiling[key]] for key in shared])
    whole = _gain(rows.mean(axis=0))
    if math.isnan(whole):
        return NOTHING
    if len(shared) == 1:
        return Estimate(whole, -math.inf, math.inf, 1, 1)
    rng = np.random.default_rng(0)
    draws = (rng.integers(0, len(shared), size=len(shared)) for _ in range(_RESAMPLES))
    gains = [value for value in (_gain(rows[draw].mean(axis=0)) for draw in draws) if not math.isnan(value)]
    low, high = np.percentile(gains, [2.5, 97.5])
    return Estimate(whole, float(low), float(high), len(shared), len(shared))


def _gain(means: np.ndarray) -> float:
    score, floor, ceiling = means
    return float((score - floor) / (ceiling - floor)) if ceiling - floor > 1e-9 else math.nan
