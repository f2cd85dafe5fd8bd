"""pass^k: the chance that k independent trials of one scenario all succeed (tau-bench, arXiv 2406.12045)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

from tacit.stats._intervals import NOTHING, Estimate, mean_interval


def pass_hat_k(successes: Mapping[str, Sequence[bool]], k: int) -> Estimate:
    """Mean over scenarios of the unbiased estimate ``C(c, k) / C(n, k)``.

    Scenarios with fewer than ``k`` trials are left out.
    """
    rated = {key: trials for key, trials in successes.items() if len(trials) >= k}
    if not rated:
        return NOTHING
    values = [comb(sum(trials), k) / comb(len(trials), k) for trials in rated.values()]
    return mean_interval(values, list(rated), unit_range=True)
