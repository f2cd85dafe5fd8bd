"""UserBench's metrics as its paper defines them, and UserRL's for TravelGym.

Two choices where the published text leaves one: turns are counted from 0 in every weight ``1 / (turn + 1)``, and
effective turns are those up to the last rewarded one, so 0 if there is none.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable

from tacit.scores._userbench import Trace
from tacit.stats import Estimate, mean_interval, ratio_interval
from tacit.worlds.userbench import Choice

_FIGURES: dict[str, Callable[[Trace], float]] = {
    "aspects": lambda t: len(t.aspects),
    "best": lambda t: t.aspects_with("best"),
    "correct": lambda t: t.aspects_with("best", "correct"),
    "score of first": lambda t: t.score(multi=False),
    "score of all": lambda t: t.score(multi=True),
    "searches": lambda t: t.count(Choice.SEARCH),
    "valid searches": lambda t: t.count(Choice.SEARCH, valid=True),
    "actions": lambda t: t.count(Choice.ACTION),
    "valid actions": lambda t: t.count(Choice.ACTION, valid=True),
    "preferences": lambda t: t.preferences,
    "elicited": lambda t: t.active + t.passive,
    "active": lambda t: t.active,
    "passive": lambda t: t.passive,
    "turns to right": lambda t: sum(t.right_at),
    "weights of right": lambda t: sum(1 / (turn + 1) for turn in t.right_at),
    "time-weighted": lambda t: t.time_weighted,
    "effective turns": lambda t: t.effective_turns,
    "largest reward": lambda t: max((step.reward for step in t.steps), default=0.0),
}


class TraceSample:
    """The traces of one agent's episodes as columns of numbers, so that a long run fits in memory.

    ``sizes`` counts them by how many aspects they had.
    """

    def __init__(self, traces: Iterable[Trace] = ()) -> None:
        self.sizes: Counter[int] = Counter()
        self._scenarios: dict[str, int] = {}
        self._clusters = array("l")
        self._columns = {name: array("d") for name in _FIGURES}
        for trace in traces:
            self.add(trace)

    def __len__(self) -> int:
        """How many traces there are."""
        return len(self._clusters)

    def add(self, trace: Trace) -> None:
        """Take in a trace."""
        self.sizes[len(trace.aspects)] += 1
        self._clusters.append(self._scenarios.setdefault(trace.scenario, len(self._scenarios)))
        for name, figure in _FIGURES.items():
            self._columns[name].append(figure(trace))

    def metrics(self, *, multi: bool) -> dict[str, Estimate]:
        """All metrics, with 95 % intervals clustered by scenario.

        ``score`` is a mean over episodes; ``best``, ``correct``, ``first_index`` and ``weighted`` are over aspects,
        ``valid_search`` over searches, ``valid_action`` over messages, and ``elicited``, ``active`` and ``passive``
        over the preferences there were at the start. ``first_index`` counts an aspect never answered right as 0, as
        published. ``travelgym``, ``time_weighted`` and ``effective_turns`` are UserRL's; ``max_turn_reward`` is what
        the script released with UserBench prints as its score.

        Args:
            multi: whether the best of all answers to an aspect counts, rather than the first.
        """
        return {
            "best": self._share("best", "aspects"),
            "correct": self._share("correct", "aspects"),
            "score": self._mean("score of all" if multi else "score of first"),
            "valid_search": self._share("valid searches", "searches"),
            "valid_action": self._share("valid actions", "actions"),
            "elicited": self._share("elicited", "preferences"),
            "active": self._share("active", "preferences"),
            "passive": self._share("passive", "preferences"),
            "first_index": self._share("turns to right", "aspects", unit=False),
            "weighted": self._share("weights of right", "aspects"),
            "travelgym": self._mean("score of all"),
            "time_weighted": self._mean("time-weighted", unit=False),
            "effective_turns": self._mean("effective turns", unit=False),
            "max_turn_reward": self._mean("largest reward"),
        }

    def _mean(self, figure: str, *, unit: bool = True) -> Estimate:
        return mean_interval(self._columns[figure], self._clusters, unit_range=unit)

    def _share(self, part: str, whole: str, *, unit: bool = True) -> Estimate:
        return ratio_interval(self._columns[part], self._columns[whole], self._clusters, unit_range=unit)
