"""Means with 95 % intervals that know their observations come in clusters.

Episodes of one scenario are not independent, so every interval is clustered by scenario: the variance of
a mean is estimated from cluster totals (the "sandwich"), with a *t* quantile on clusters − 1 degrees of
freedom. A quantity that lives in [0, 1] gets a Wilson interval at the effective sample size this variance
implies; it stays inside the bounds and does not collapse to a point when all observations agree.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval, the number of observations and of clusters they came in.

    ``n = 0`` means there was nothing to average; the numbers are then NaN.
    """

    mean: float
    low: float
    high: float
    n: int
    clusters: int

    @property
    def half_width(self) -> float:
        """Half the length of the interval: the "± w" of a report."""
        return (self.high - self.low) / 2


# Less variance than this is rounding, not a sign that observations differ.
_ROUNDING = 1e-24

NOTHING = Estimate(math.nan, math.nan, math.nan, 0, 0)


def t_quantile(df: int, level: float = 0.975) -> float:
    """Quantile of Student's *t*.

    Exact for 1 and 2 degrees of freedom, else the Cornish–Fisher expansion of Abramowitz and Stegun,
    26.7.5: within 0.5 % from 3 degrees on and 0.01 % from 10 on at the 97.5 % level.
    """
    if df < 1:
        return math.inf
    if df == 1:
        return math.tan(math.pi * (level - 0.5))
    if df == 2:
        return (2 * level - 1) * math.sqrt(2 / (4 * level * (1 - level)))
    z = NormalDist().inv_cdf(level)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, 1))


def mean_interval(
    values: Sequence[float] | np.ndarray, clusters: Sequence[Hashable] | np.ndarray, *, unit_range: bool = False
) -> Estimate:
    """The mean of ``values`` with an interval clustered by ``clusters`` (equal lengths).

    Args:
        unit_range: the quantity lives in [0, 1]; see the module's text. Otherwise, with fewer than two
            clusters the interval is infinite.
    """
    if not len(values):
        return NOTHING
    y = np.asarray(values, dtype=float)
    codes = _codes(clusters, len(y))
    groups = int(codes.max()) + 1
    mean = float(y.mean())
    variance = _cluster_variance(y - mean, codes, groups)
    quantile = t_quantile(groups - 1)
    if unit_range:
        low, high = _wilson(mean, variance, groups, quantile)
    elif groups < 2:
        low, high = -math.inf, math.inf
    else:
        margin = quantile * math.sqrt(variance)
        low, high = mean - margin, mean + margin
    return Estimate(mean, low, high, len(y), groups)


def ratio_interval(
    numerator: Sequence[float] | np.ndarray,
    denominator: Sequence[float] | np.ndarray,
    clusters: Sequence[Hashable] | np.ndarray,
    *,
    unit_range: bool = False,
) -> Estimate:
    """Sum of numerators over sum of denominators, linearised; NaN with n = 0 if nothing is in the denominator.

    Observations with nothing in either say nothing about the ratio, so they are no clusters of it.
    """
    above, below = np.array([numerator, denominator], dtype=float)
    if not below.sum():
        return NOTHING
    counted = (above != 0) | (below != 0)
    codes = _codes(_codes(clusters, len(above))[counted], counted.sum())
    above, below = above[counted], below[counted]
    ratio = float(above.sum() / below.sum())
    groups = int(codes.max()) + 1
    residual = (above - ratio * below) / below.mean()
    variance = _cluster_variance(residual, codes, groups)
    quantile = t_quantile(groups - 1)
    if unit_range:
        low, high = _wilson(ratio, variance, groups, quantile)
    else:
        margin = quantile * math.sqrt(variance) if groups > 1 else math.inf
        low, high = ratio - margin, ratio + margin
    return Estimate(ratio, low, high, int(below.sum()), groups)


def _codes(clusters: Sequence[Hashable] | np.ndarray, n: int) -> np.ndarray:
    """The clusters of ``n`` observations, numbered from 0 on."""
    if len(clusters) != n:
        raise ValueError(f"{n} observations need as many clusters, not {len(clusters)}")
    if isinstance(clusters, np.ndarray):
        return np.unique(clusters, return_inverse=True)[1]
    index: dict[Hashable, int] = {}
    return np.array([index.setdefault(cluster, len(index)) for cluster in clusters])


def _cluster_variance(residual: np.ndarray, codes: np.ndarray, groups: int) -> float:
    """Variance of a mean from its residuals, by cluster totals with the usual small-sample factor."""
    totals = np.bincount(codes, weights=residual, minlength=groups)
    correction = groups / (groups - 1) if groups > 1 else 1.0
    return float(correction * (totals**2).sum() / len(residual) ** 2)


def _wilson(mean: float, variance: float, groups: int, quantile: float) -> tuple[float, float]:
    if groups < 2:
        return 0.0, 1.0
    spread = mean * (1 - mean)
    effective = spread / variance if variance > _ROUNDING and spread > 0 else float(groups)
    square = quantile**2 / effective
    centre = (mean + square / 2) / (1 + square)
    margin = math.sqrt(max(0.0, spread * square + square**2 / 4)) / (1 + square)
    return max(0.0, centre - margin), min(1.0, centre + margin)
