"""Intervals clustered by scenario, paired tests, gain between floor and ceiling, pass^k."""

from tacit.stats._intervals import NOTHING, Estimate, mean_interval, ratio_interval, t_quantile
from tacit.stats._paired import Comparison, gain, paired_difference
from tacit.stats._passk import pass_hat_k

__all__ = [
    "NOTHING",
    "Comparison",
    "Estimate",
    "gain",
    "mean_interval",
    "paired_difference",
    "pass_hat_k",
    "ratio_interval",
    "t_quantile",
]
