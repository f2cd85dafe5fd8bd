"""What was published about models on UserBench and TravelGym, as data.

Sources: UserBench, arXiv 2507.22034 (471 scenarios, one run, temperature 0, 20 turns, a language model as user and
judge); UserRL, arXiv 2509.19736 (the same 471 scenarios, 16 turns). No intervals were published.
"""

from __future__ import annotations

from dataclasses import dataclass

USERBENCH_SOURCE = "arXiv 2507.22034"
USERRL_SOURCE = "arXiv 2509.19736"


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One model's six metrics, all in [0, 1]; what was elicited is ``active + passive``."""

    model: str
    best: float
    correct: float
    score: float
    valid_search: float
    valid_action: float
    active: float
    passive: float


@dataclass(frozen=True, slots=True)
class PublishedTravelGym:
    """One model's TravelGym score; ``trained`` with UserRL's turn credit / trajectory score, or not at all."""

    model: str
    score: float
    trained: str = ""


def _row(
    model: str, best: float, correct: float, score: float, search: float, action: float, active: float, passive: float
) -> PublishedRow:
    """A row as printed: the last four in percent."""
    return PublishedRow(model, best, correct, score, search / 100, action / 100, active / 100, passive / 100)


PUBLISHED_SINGLE: tuple[PublishedRow, ...] = (
    _row("GPT-4o", 0.204, 0.361, 0.329, 82.48, 27.82, 24.06, 3.26),
    _row("Gemini-2.5-Pro", 0.245, 0.328, 0.317, 77.40, 29.26, 23.85, 5.85),
    _row("Claude-4-Sonnet", 0.260, 0.318, 0.307, 74.28, 24.26, 26.31, 7.94),
    _row("Deepseek-V3", 0.148, 0.218, 0.210, 61.22, 23.62, 18.90, 12.92),
    _row("Qwen3-14B", 0.157, 0.197, 0.209, 70.56, 33.71, 15.95, 14.12),
    _row("Qwen3-32B", 0.154, 0.211, 0.206, 79.42, 26.89, 13.04, 8.96),
    _row("Llama-3.3-70B", 0.120, 0.209, 0.198, 60.51, 11.29, 13.05, 10.20),
    _row("Qwen3-8B", 0.140, 0.186, 0.180, 68.94, 23.20, 11.15, 17.70),
    _row("GPT-4o-mini", 0.102, 0.173, 0.166, 76.10, 13.55, 12.91, 12.52),
    _row("Llama-3.1-8B", 0.073, 0.171, 0.159, 57.99, 12.13, 8.09, 11.78),
    _row("Gemini-2.5-Flash", 0.047, 0.080, 0.125, 83.62, 28.14, 11.15, 2.86),
)
PUBLISHED_MULTI: tuple[PublishedRow, ...] = (
    _row("GPT-4o", 0.652, 0.725, 0.710, 85.96, 37.89, 13.11, 1.99),
    _row("Gemini-2.5-Pro", 0.604, 0.685, 0.673, 80.43, 38.01, 28.80, 8.46),
    _row("Claude-4-Sonnet", 0.586, 0.619, 0.612, 87.94, 41.17, 30.67, 11.54),
    _row("Qwen3-32B", 0.343, 0.416, 0.411, 82.76, 34.24, 10.81, 6.90),
    _row("Deepseek-V3", 0.351, 0.398, 0.391, 61.91, 21.06, 10.18, 6.78),
    _row("Llama-3.3-70B", 0.294, 0.366, 0.372, 63.46, 21.72, 16.68, 15.04),
    _row("Gemini-2.5-Flash", 0.279, 0.316, 0.311, 84.27, 33.58, 11.67, 3.64),
    _row("GPT-4o-mini", 0.227, 0.294, 0.283, 81.54, 24.90, 10.46, 9.72),
    _row("Qwen3-14B", 0.204, 0.249, 0.258, 71.48, 35.06, 13.07, 13.14),
    _row("Llama-3.1-8B", 0.117, 0.252, 0.234, 61.38, 12.20, 7.80, 18.20),
    _row("Qwen3-8B", 0.147, 0.186, 0.182, 69.83, 23.26, 7.95, 12.37),
)
PUBLISHED_TRAVELGYM: tuple[PublishedTravelGym, ...] = (
    PublishedTravelGym("Qwen3-8B", 0.5730, "Equalized/R2G"),
    PublishedTravelGym("Qwen3-8B", 0.5724, "R2G/R2G"),
    PublishedTravelGym("Qwen3-4B", 0.5086, "Equalized/R2G"),
    PublishedTravelGym("Qwen3-4B", 0.5076, "EM/R2G"),
    PublishedTravelGym("Qwen3-8B", 0.5054, "Equalized/Sum"),
    PublishedTravelGym("Qwen3-8B", 0.5025, "EM/R2G"),
    PublishedTravelGym("Qwen3-4B", 0.4629, "R2G/R2G"),
    PublishedTravelGym("Qwen3-4B", 0.4456, "Equalized/Sum"),
    PublishedTravelGym("GPT-4o", 0.3643),
    PublishedTravelGym("Gemini-2.5-Pro", 0.3468),
    PublishedTravelGym("Gemini-2.5-Flash", 0.2553),
    PublishedTravelGym("Qwen3-14B", 0.1924),
    PublishedTravelGym("Qwen3-32B", 0.1724),
    PublishedTravelGym("Qwen3-4B", 0.1405),
    PublishedTravelGym("GPT-4o-mini", 0.0976),
)
