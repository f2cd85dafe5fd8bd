"""What became of every wish: of one episode, and counted by facet over many."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tacit.dialogue import Ending, Episode
from tacit.goals import Cause, lost_to
from tacit.stats import Estimate, ratio_interval

Failure = Cause | Ending
"""A way to fail: a cause by which a wish is lost, or an ending other than a finished task."""

FAILURES: tuple[Failure, ...] = (
    *Cause,
    *(ending for ending in Ending if ending not in (Ending.ANSWERED, Ending.SATISFIED)),
)


def anchor_of(failure: Failure) -> str:
    """What a link to the episodes that failed in this way leads to: "lost=not_asked", "ended=gave_up"."""
    return f"{'lost' if isinstance(failure, Cause) else 'ended'}={failure}"


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
    scenario: str
    trial: int
    ending: Ending
    turns: int
    fates: tuple[Fate, ...]

    @property
    def lost(self) -> tuple[Fate, ...]:
        """Wishes that were not honoured."""
        return tuple(fate for fate in self.fates if fate.cause is not None)

    @property
    def causes(self) -> Counter[Cause]:
        """How many wishes were lost to each cause."""
        return Counter(fate.cause for fate in self.fates if fate.cause is not None)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The ways in which this episode failed, the one that says most first: how it broke, then what cost most.

        An episode that doesn't count loses no wishes either.
        """
        ended = (self.ending,) if self.ending in FAILURES else ()
        causes = self.causes.most_common() if self.ending.scored else ()
        return (*ended, *(cause for cause, _ in causes))


@dataclass(slots=True)
class FacetLosses:
    """Wishes of one facet: how many, how many honoured, how many lost to each cause, and an example.

    The example is an episode's id and the wish's place in it.
    """

    facet: str
    wishes: int = 0
    honoured: int = 0
    lost: Counter[Cause] = field(default_factory=Counter)
    example: tuple[str, int] | None = None
    _kept: array[int] = field(default_factory=lambda: array("B"))
    _scenarios: array[int] = field(default_factory=lambda: array("I"))

    def add(self, fate: Fate, scenario: int) -> None:
        """Count a wish of the scenario with this number."""
        self.wishes += 1
        self.honoured += fate.cause is None
        if fate.cause is not None:
            self.lost[fate.cause] += 1
        self._kept.append(fate.cause is None)
        self._scenarios.append(scenario)

    @property
    def share(self) -> Estimate:
        """The share honoured, with its interval clustered by scenario."""
        return ratio_interval(self._kept, [1] * len(self._kept), self._scenarios, unit_range=True)


class Facets:
    """The facets of an agent's episodes, counted one episode at a time; a few bytes a wish are kept."""

    def __init__(self) -> None:
        self._rows: dict[str, FacetLosses] = {}
        self._scenarios: dict[str, int] = {}

    def add(self, episode: EpisodeFates) -> None:
        """Count the wishes of an episode, if it counts."""
        if not episode.ending.scored:
            return
        scenario = self._scenarios.setdefault(episode.scenario, len(self._scenarios))
        for fate in episode.fates:
            self._rows.setdefault(fate.facet, FacetLosses(fate.facet)).add(fate, scenario)

    def exemplify(self, shown: Iterator[EpisodeFates]) -> None:
        """Take examples of losses from the first episodes that show them."""
        for episode in shown:
            for fate in episode.lost:
                row = self._rows.get(fate.facet)
                if row is not None and row.example is None:
                    row.example = (episode.id, fate.at)

    def __iter__(self) -> Iterator[FacetLosses]:
        """Most losses first."""
        return iter(sorted(self._rows.values(), key=lambda row: (-row.lost.total(), -row.wishes, row.facet)))


def fates(episode: Episode) -> EpisodeFates:
    """What became of the wishes that weigh something."""
    state = episode.state
    found = [
        Fate(at, intent.facet, lost_to(state.intents[intent.id]), state.intents[intent.id].lucky)
        for at, intent in enumerate(episode.goal)
        if state.weight(intent.id)
    ]
    return EpisodeFates(episode.id, episode.scenario, episode.trial, episode.ending, episode.turns, tuple(found))
