"""One pass over a run: its scorecards, and the episodes its report shows of the agents it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tacit.errors import RunFolderError
from tacit.reports._gallery import Gallery
from tacit.reports._losses import FAILURES, EpisodeFates, FacetLosses, Failure
from tacit.reports._subject import subjects
from tacit.reports._transcript import Conversation, lay_out
from tacit.runs import RunFolder, RunManifest, read_scorecards
from tacit.scores import EpisodeScore, Scorecard, score

_WHOLE, _WHOLE_OF_FLOOR = 36, 3


@dataclass(frozen=True)
class Exhibit:
    """What a report shows of one agent: conversations in full, further failures in a line each, and counts.

    ``unlisted`` failures are only counted.
    """

    agent: str
    whole: tuple[tuple[EpisodeFates, Conversation], ...]
    listed: tuple[EpisodeFates, ...]
    unlisted: int
    counts: Mapping[Failure, int]
    facets: tuple[FacetLosses, ...]

    @cached_property
    def failures(self) -> frozenset[Failure]:
        """The ways in which any of the shown episodes failed."""
        return frozenset(failure for one in self.shown for failure in one.failures)

    @property
    def shown(self) -> Iterator[EpisodeFates]:
        """Every episode that has a place in the report."""
        yield from (one for one, _ in self.whole)
        yield from self.listed


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a report says about a run's episodes, bounded in size however many there are."""

    cards: dict[str, Scorecard]
    exhibits: tuple[Exhibit, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The agents the report is about."""
        return tuple(exhibit.agent for exhibit in self.exhibits)

    @property
    def counts(self) -> dict[Failure, int]:
        """In how many of their episodes there was each failure, in the order of a conversation."""
        total = Counter[Failure]()
        for exhibit in self.exhibits:
            total.update(exhibit.counts)
        return {failure: total[failure] for failure in FAILURES if total[failure]}


def gather(folder: RunFolder) -> Gathered:
    """Read a run once.

    Raises:
        RunFolderError: it holds no episodes yet.
    """
    manifest = folder.manifest
    galleries = {name: Gallery() for name in subjects(manifest, {agent.name for agent in manifest.agents})}
    cards = read_scorecards(folder, _scores(folder, galleries))
    if not cards:
        raise RunFolderError(f"{str(folder.path)!r} holds no finished episode yet; continue the run with --resume")
    about = tuple(name for name in galleries if name in cards) or subjects(manifest, cards)[:1]
    shares = _shares(about, manifest)
    return Gathered(cards, tuple(_exhibit(name, galleries.get(name) or Gallery(), shares[name]) for name in about))


def _scores(folder: RunFolder, galleries: Mapping[str, Gallery]) -> Iterator[EpisodeScore]:
    for episode in folder.episodes():
        if episode.agent in galleries and episode.variant == "vague":
            galleries[episode.agent].add(episode)
        yield score(episode)


def _shares(about: tuple[str, ...], manifest: RunManifest) -> dict[str, int]:
    """How many conversations are shown whole of each agent; of the floor, a few."""
    few = {name: _WHOLE_OF_FLOOR for name in about[1:] if name == manifest.floor}
    many = [name for name in about if name not in few]
    return {name: max(1, (_WHOLE - sum(few.values())) // len(many)) for name in many} | few


def _exhibit(name: str, gallery: Gallery, limit: int) -> Exhibit:
    whole = gallery.whole(limit)
    listed = gallery.listed(apart_from=(one.id for one, _ in whole))
    failures = sum(bool(one.failures) for one, _ in whole) + len(listed)
    return Exhibit(
        agent=name,
        whole=tuple((one, lay_out(episode)) for one, episode in whole),
        listed=tuple(listed),
        unlisted=gallery.failed - failures,
        counts=gallery.counts,
        facets=tuple(gallery.facets),
    )
