"""Which of an agent's episodes a report shows: some whole, more in one line each, all of them counted.

Episodes pass by once, in whatever order they ended. What is kept of them is bounded, however many there are,
and does not depend on that order.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from tacit.dialogue import Ending, Episode
from tacit.reports._losses import FAILURES, EpisodeFates, Facets, Failure, fates

ALIKE = 6
"""As many conversations that failed in the same way are shown whole."""
LISTED = 60
"""As many that failed in the same way are listed in a line each."""

Item = TypeVar("Item")
_Rank = tuple[int, str]


class Gallery:
    """One agent's episodes: counted by failure and by facet, and the ones worth reading kept.

    ``counts`` says in how many episodes something was lost or went wrong in each way, ``failed`` in how many
    in any way.
    """

    def __init__(self) -> None:
        self.counts: Counter[Failure] = Counter()
        self.facets = Facets()
        self.failed = 0
        self._whole: dict[Hashable, list[tuple[_Rank, tuple[EpisodeFates, Episode]]]] = {}
        self._listed: dict[Failure, list[tuple[_Rank, EpisodeFates]]] = {}

    def add(self, episode: Episode) -> None:
        """Take in an episode."""
        one = fates(episode)
        rank = (one.turns, one.id)
        self.failed += bool(one.failures)
        self.counts.update(one.failures)
        self.facets.add(one)
        for sight in _sights(one):
            _keep(self._whole.setdefault(sight, []), rank, (one, episode), _wanted(sight))
        for failure in one.failures:
            _keep(self._listed.setdefault(failure, []), rank, one, LISTED)

    def whole(self, limit: int) -> list[tuple[EpisodeFates, Episode]]:
        """At most ``limit`` episodes to be shown in full; also names them as the facets' examples."""
        kept = {one.id: (one, episode) for best in self._whole.values() for _, (one, episode) in best}
        chosen = [kept[one.id] for one in choose((one for one, _ in kept.values()), limit)]
        self.facets.exemplify(one for one, _ in chosen)
        return chosen

    def listed(self, apart_from: Iterable[str]) -> list[EpisodeFates]:
        """Further failures, those alike together and the shorter first."""
        left = {one.id: one for failure in FAILURES for _, one in self._listed.get(failure, ())}
        for id_ in apart_from:
            left.pop(id_, None)
        return sorted(left.values(), key=lambda one: (_place(one), one.turns, one.id))


def choose(episodes: Iterable[EpisodeFates], limit: int) -> list[EpisodeFates]:
    """At most ``limit`` episodes that together show every failure, up to ``ALIKE`` times, a lucky guess, a success,
    and as many facets with a loss as possible; shorter conversations preferred. Failures come first."""
    left = sorted(episodes, key=lambda one: (one.turns, one.id))
    shown: list[EpisodeFates] = []
    seen: Counter[Hashable] = Counter()
    while left and len(shown) < limit:
        best = max(left, key=lambda one: _gain(one, seen) - one.turns / 100)
        if not _gain(best, seen):
            break
        seen.update(_sights(best).keys())
        shown.append(best)
        left.remove(best)
    return sorted(shown, key=lambda one: (_place(one), -len(one.lost), one.turns, one.id))


def _keep(best: list[tuple[_Rank, Item]], rank: _Rank, item: Item, limit: int) -> None:
    """Put an item in its place among the first ``limit`` by rank."""
    if len(best) < limit or rank < best[-1][0]:
        insort(best, (rank, item), key=itemgetter(0))
        del best[limit:]


def _gain(episode: EpisodeFates, seen: Mapping[Hashable, int]) -> float:
    """What showing an episode adds: each further one like it a quarter of the one before."""
    return sum(
        worth / 4 ** seen.get(sight, 0)
        for sight, worth in _sights(episode).items()
        if seen.get(sight, 0) < _wanted(sight)
    )


def _sights(episode: EpisodeFates) -> dict[Hashable, float]:
    """What an episode shows, and how much it matters that a report shows it."""
    sights: dict[Hashable, float] = {("facet", fate.facet): 1 for fate in episode.lost}
    sights |= dict.fromkeys(episode.failures, 100)
    if any(fate.lucky for fate in episode.fates):
        sights["lucky"] = 20
    if episode.fates and not episode.lost and episode.ending in (Ending.ANSWERED, Ending.SATISFIED):
        sights["success"] = 10
    return sights


def _wanted(sight: Hashable) -> int:
    return ALIKE if sight in FAILURES else 1


def _place(episode: EpisodeFates) -> int:
    """Episodes that failed alike stand together: first those that broke, then in the order a conversation goes."""
    order: Sequence[Failure] = (*(f for f in FAILURES if isinstance(f, Ending)), *FAILURES)
    return order.index(episode.failures[0]) if episode.failures else len(order)
