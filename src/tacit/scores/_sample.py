"""Many episode scores as a table of numbers: what a scorecard is computed from.

A score is an object of a kilobyte and a half; its row here takes a quarter of one, so that a run of a hundred
thousand episodes is read in one pass and fits in memory with room to spare. A figure that an episode does not have is NaN.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from operator import attrgetter

import numpy as np

from tacit.goals import Cause
from tacit.scores._episode import EpisodeScore
from tacit.stats import Estimate, mean_interval, ratio_interval

SHARES = ("full", "alignment", "lucky", "active", "passive", "held_out")
AMOUNTS = ("regret", "repeats", "user_words", "agent_words", "turns", "tool_calls", "tokens", "usd", "seconds")
EFFORTS = ("low", "medium", "high")

_FIGURES: dict[str, Callable[[EpisodeScore], float | None]] = {
    **{
        name: attrgetter(name) for name in (*SHARES, *AMOUNTS, "asked", "hits", "sought", "found", "unspoken", "repair")
    },
    **{f"effort_{level}": lambda one, level=level: one.effort.get(level, 0) for level in EFFORTS},
    **{cause: lambda one, cause=cause: one.lost[cause] for cause in Cause},
    "over_asking": lambda one: one.asked if one.negative else None,
}
_COLUMN = {name: column for column, name in enumerate(_FIGURES)}


class Sample:
    """The scores of one agent's episodes, of one variant.

    Args:
        tasks: numbers of tasks, shared by the samples of a run; new ones are added to it.
    """

    def __init__(self, tasks: dict[str, int]) -> None:
        self.endings: Counter[str] = Counter()
        self.excluded = 0
        self._tasks = tasks
        self._task_of = array("l")
        self._trial_of = array("l")
        self._rows = array("d")
        self._unspoken: list[float] = []
        self._at_end: list[float] = []

    def __len__(self) -> int:
        """How many episodes count."""
        return len(self._task_of)

    def add(self, one: EpisodeScore) -> None:
        """Take in a score; of one that does not count, only its ending."""
        self.endings[str(one.ending)] += 1
        if not one.ending.scored:
            self.excluded += 1
            return
        self._task_of.append(self._tasks.setdefault(one.task, len(self._tasks)))
        self._trial_of.append(one.trial)
        self._rows.extend(math.nan if (value := of(one)) is None else value for of in _FIGURES.values())
        self._add_curve(one.curve)

    def mean(self, figure: str, *, unit: bool = False) -> Estimate:
        """Mean of a figure over the episodes that have it; ``unit`` if it lives in [0, 1]."""
        values = self._column(figure)
        had = ~np.isnan(values)
        return mean_interval(values[had], self._clusters[had], unit_range=unit)

    def ratio(self, above: str, below: str) -> Estimate:
        """The sum of one figure over the sum of another, between 0 and 1."""
        return ratio_interval(self._column(above), self._column(below), self._clusters, unit_range=True)

    def total(self, figure: str) -> float:
        """Sum of a figure that every episode has."""
        return float(self._column(figure).sum())

    def by_task(self, figure: str) -> dict[str, list[float]]:
        """Values of a figure that every episode has, by task."""
        values: dict[str, list[float]] = defaultdict(list)
        for (task, _), of_trial in self.by_trial(figure).items():
            values[task].extend(of_trial)
        return dict(values)

    def mean_by_task(self, figure: str) -> dict[str, float]:
        """Mean of a figure that every episode has, by task."""
        return {task: sum(values) / len(values) for task, values in self.by_task(figure).items()}

    def by_trial(self, figure: str) -> dict[tuple[str, int], list[float]]:
        """Values of a figure that every episode has, by task and trial."""
        names = list(self._tasks)
        values: dict[tuple[str, int], list[float]] = defaultdict(list)
        for task, trial, value in zip(self._task_of, self._trial_of, self._column(figure).tolist(), strict=True):
            values[names[task], trial].append(value)
        return dict(values)

    @property
    def curve(self) -> tuple[float, ...]:
        """Mean share still unspoken after each turn; an episode that ended keeps its last value."""
        ended = np.cumsum(self._at_end) - self._at_end
        return tuple(((np.asarray(self._unspoken) + ended) / len(self)).tolist()) if len(self) else ()

    def _add_curve(self, curve: tuple[float, ...]) -> None:
        more = len(curve) - len(self._unspoken)
        self._unspoken.extend([0.0] * more)
        self._at_end.extend([0.0] * more)
        for turn, share in enumerate(curve):
            self._unspoken[turn] += share
        self._at_end[len(curve) - 1] += curve[-1]

    def _column(self, figure: str) -> np.ndarray:
        return np.frombuffer(self._rows).reshape(-1, len(_FIGURES))[:, _COLUMN[figure]]

    @property
    def _clusters(self) -> np.ndarray:
        return np.frombuffer(self._task_of, dtype=self._task_of.typecode)
