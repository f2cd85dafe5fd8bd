"""What agents that ask nothing score by UserBench's metrics, exactly.

Of an aspect's ``options`` an agent considers, ``correct`` satisfy everything and one of those is the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np

from tacit.worlds.userbench import Rules

_MOST = 5
"""Aspects for which the floor by brute force is computed; it enumerates where the best options are."""


@dataclass(frozen=True, slots=True)
class Floor:
    """Expected Best-Exist, Correct-Exist and Score, and the chance that all aspects are correct, or all best."""

    best: float
    correct: float
    score: float
    all_correct: float
    all_best: float


def guess_floor(options: int = 18, correct: int = 3, aspects: int = 1) -> Floor:
    """One random answer an aspect: ``1/n``, ``c/n`` and ``(0.8 c + 0.2)/n``."""
    best, right = 1 / options, correct / options
    return Floor(best, right, 0.8 * right + 0.2 * best, right**aspects, best**aspects)


@lru_cache(maxsize=64)
def brute_force_floor(aspects: int, turns: int = 20, options: int = 18, correct: int = 3) -> Floor:
    """Untried options, one aspect after the other, where an aspect may be answered several times.

    One turn an aspect goes to its search, and one to each search that fails on purpose; an aspect is left once its
    best option was found. Where the best stands in each aspect's random order is enumerated; the chance that another
    correct option came before it is a ratio of binomials.
    """
    if not 1 <= aspects <= _MOST:
        raise ValueError(f"brute force is enumerated for 1 to {_MOST} aspects, not for {aspects!r}")
    places = np.stack(
        np.meshgrid(*[np.arange(1, options + 1, dtype=np.int8)] * aspects, indexing="ij"), axis=-1
    ).reshape(-1, aspects)
    searches = aspects + (aspects - 1) // (Rules().failing_search - 1)
    tries = _tries(places, turns - searches)
    best = tries >= places
    misses = np.array(
        [comb(options - correct, t) / comb(options - 1, t) if t < options else 0.0 for t in range(options + 1)]
    )
    right = np.where(best, 1.0, 1.0 - misses[tries])
    score = np.where(best, 1.0, 0.8 * right)
    return Floor(
        float(best.mean()),
        float(right.mean()),
        float(score.mean()),
        float(right.prod(axis=1).mean()),
        float(best.all(axis=1).mean()),
    )


def _tries(places: np.ndarray, answers: int) -> np.ndarray:
    """How often each aspect was answered, by rows of ``places``: in turn, the ones whose best was not found yet."""
    tries = np.zeros_like(places)
    left = np.full(len(places), max(0, answers))
    for _ in range(int(places.max())):
        for aspect in range(places.shape[1]):
            answered = (tries[:, aspect] < places[:, aspect]) & (left > 0)
            tries[:, aspect] += answered
            left -= answered
    return tries
