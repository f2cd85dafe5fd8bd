"""Which wishes were lost where: by facet, and which few episodes show every way of losing one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tacit.dialogue import Ending, Episode
from tacit.goals import Cause, lost_to


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one wish; ``at`` is its place in the goal, ``cause`` None if it was honoured."""

    at: int
    facet: str
    cause: Cause | None
    lucky: bool


@dataclass(frozen=True, slots=True)
class EpisodeFates:
    """What became of all wishes of an episode; cheap to keep where the episode itself is not."""

    id: str
    agent: str
    ending: Ending
    turns: int
    fates: tuple[Fate, ...]

    @property
    def lost(self) -> tuple[Fate, ...]:
        """Wishes that were not honoured."""
        return tuple(fate for fate in self.fates if fate.cause is not None)


@dataclass(slots=True)
class FacetLosses:
    """Wishes of one facet: how many, how many honoured, how many lost to each cause, and an example."""

    facet: str
    wishes: int = 0
    honoured: int = 0
    lost: Counter[Cause] = field(default_factory=Counter)
    example: tuple[str, int] | None = None


def fates(episode: Episode) -> EpisodeFates:
    """What became of the wishes that weigh something."""
    state = episode.state
    found = [
        Fate(at, intent.facet, lost_to(state.intents[intent.id]), state.intents[intent.id].lucky)
        for at, intent in enumerate(episode.goal)
        if state.weight(intent.id)
    ]
    return EpisodeFates(episode.id, episode.agent, episode.ending, episode.turns, tuple(found))


def by_facet(episodes: Iterable[EpisodeFates], shown: Sequence[EpisodeFates]) -> list[FacetLosses]:
    """Facets, most losses first. Examples are losses in ``shown`` episodes, as episode id and wish."""
    rows: dict[str, FacetLosses] = {}
    for episode in episodes:
        if not episode.ending.scored:
            continue
        for fate in episode.fates:
            row = rows.setdefault(fate.facet, FacetLosses(fate.facet))
            row.wishes += 1
            row.honoured += fate.cause is None
            if fate.cause is not None:
                row.lost[fate.cause] += 1
    for episode in shown:
        for fate in episode.lost:
            row = rows.get(fate.facet)
            if row is not None and row.example is None:
                row.example = (episode.id, fate.at)
    return sorted(rows.values(), key=lambda row: (-row.lost.total(), -row.wishes, row.facet))


def examples(shown: Iterable[EpisodeFates]) -> dict[Cause, tuple[str, int]]:
    """The first loss to each cause among ``shown`` episodes, as episode id and wish."""
    found: dict[Cause, tuple[str, int]] = {}
    for episode in shown:
        for fate in episode.lost:
            if fate.cause is not None:
                found.setdefault(fate.cause, (episode.id, fate.at))
    return found


def choose(episodes: Iterable[EpisodeFates], limit: int) -> list[EpisodeFates]:
    """At most ``limit`` episodes that together show every cause, every ending, a lucky guess, a success, and
    as many facets with a loss as possible; shorter conversations preferred, most losses first."""
    left = list(episodes)
    shown: list[EpisodeFates] = []
    seen: set[object] = set()
    while left and len(shown) < limit:
        best = max(left, key=lambda one: _gain(one, seen) - one.turns / 100)
        if not _gain(best, seen):
            break
        seen |= _sights(best).keys()
        shown.append(best)
        left.remove(best)
    return sorted(shown, key=lambda one: (not one.lost and one.ending.scored, _first_cause(one), -len(one.lost)))


def _gain(episode: EpisodeFates, seen: set[object]) -> float:
    return sum(worth for sight, worth in _sights(episode).items() if sight not in seen)


def _sights(episode: EpisodeFates) -> dict[object, float]:
    """What an episode shows, and how much it matters that a report shows it."""
    sights: dict[object, float] = defaultdict(float)
    sights["ending", episode.ending] = 100
    for fate in episode.lost:
        sights["cause", fate.cause] = 100
        sights["facet", fate.facet] = 1
    if any(fate.lucky for fate in episode.fates):
        sights["lucky"] = 20
    if episode.fates and not episode.lost:
        sights["success"] = 10
    return sights


def _first_cause(episode: EpisodeFates) -> int:
    """Episodes with the same main cause stand together, in the order a conversation goes."""
    causes = Counter(fate.cause for fate in episode.lost)
    return list(Cause).index(causes.most_common(1)[0][0]) if causes else len(Cause)  # type: ignore[arg-type]
