"""Which aspect and facet a clause's words are about.

A word that several aspects share ("balcony", "check-in") goes to the aspect the clause names, else to the
one under discussion, else to those of the traveller's trip. A weak cue counts only for the aspect in focus,
or when no other aspect of the trip could be meant, and only where no stronger cue explains the words that
"and" sets apart from the rest of the clause. A facet of an aspect that is neither on the trip nor named is
not heard at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from tacit.language._english import CONJUNCTIONS
from tacit.language._text import Token
from tacit.language._vocabulary import Hit, Places, Vocabulary


class Focus(NamedTuple):
    """What is being talked about where a clause stands."""

    trip: tuple[str, ...]
    """Aspects on the table; empty for all."""
    discussed: tuple[str, ...] = ()
    """Aspects named last, or asked about last."""


class Placed(NamedTuple):
    """A clause's hits, each belonging to one aspect, and the aspects it names."""

    hits: list[Hit]
    named: tuple[str, ...]


def placed(tokens: Sequence[Token], vocabulary: Vocabulary, focus: Focus) -> Placed:
    """Find what the words of a clause are about."""
    places = vocabulary.places(tokens)
    if not places:
        return Placed([], ())
    named = tuple(vocabulary.aspects_in(places, focus.trip))
    hits = vocabulary.hits_in(places, lambda aspect: _heard(aspect, named, focus))
    hits = [hit for hit in hits if not (hit.weak and _names_another(hit, vocabulary, places, focus))]
    hits = [hit for hit in hits if hit.topic.aspect in _pool(_rivals(hit, hits), named, focus)]
    hits = [hit for hit in hits if not hit.weak or _in_focus(hit, hits, named, focus)]
    return Placed(_explained(hits, named, _conjuncts(tokens)), named)


def _heard(aspect: str, named: Sequence[str], focus: Focus) -> bool:
    return not focus.trip or not aspect or aspect in focus.trip or aspect in named or aspect in focus.discussed


def _names_another(hit: Hit, vocabulary: Vocabulary, places: Places, focus: Focus) -> bool:
    """Whether a weak cue's own words name another aspect on the table: "dinner" is the restaurant's."""
    names = vocabulary.aspects_at(hit.start, places, focus.trip)
    return bool(names) and hit.topic.aspect not in names


def _rivals(hit: Hit, hits: Sequence[Hit]) -> set[str]:
    """Aspects that claim the same words, its own included."""
    return {other.topic.aspect for other in hits if other.start < hit.end and hit.start < other.end}


def _pool(aspects: set[str], named: Sequence[str], focus: Focus) -> set[str]:
    if len(aspects) == 1:
        return aspects
    on_trip = set(focus.trip)
    for preferred in (set(named) & on_trip, set(named), set(focus.discussed), on_trip):
        if aspects & preferred:
            return aspects & preferred
    return aspects


def _in_focus(hit: Hit, hits: Sequence[Hit], named: Sequence[str], focus: Focus) -> bool:
    aspect = hit.topic.aspect
    if named:
        return aspect in named
    if aspect in focus.discussed or focus.trip == (aspect,):
        return True
    return not focus.discussed and aspect in focus.trip and _rivals(hit, hits) == {aspect}


def _conjuncts(tokens: Sequence[Token]) -> list[int]:
    """For each word, how many conjunctions stand before it."""
    return list(accumulate(token.text in CONJUNCTIONS for token in tokens))


def _explained(hits: list[Hit], named: Sequence[str], conjuncts: Sequence[int]) -> list[Hit]:
    """Drop weak hits where a strong one explains the words joined by "and"; of weak ones alone, keep the longest."""
    strong = [hit for hit in hits if not hit.weak]
    weak = [hit for hit in hits if hit.weak]
    if not weak:
        return strong
    settled = {hit.topic.aspect for hit in strong}
    explained = {conjuncts[hit.start] for hit in strong}
    open_ = [
        hit
        for hit in weak
        if conjuncts[hit.start] not in explained or (len(named) > 1 and hit.topic.aspect not in settled)
    ]
    best: dict[tuple[int, str], Hit] = {}
    for hit in open_:
        place = (conjuncts[hit.start] if strong else 0, hit.topic.aspect)
        known = best.get(place)
        if known is None or hit.size > known.size:
            best[place] = hit
    chosen = [hit for hit in open_ if any(hit.topic.facet == known.topic.facet for known in best.values())]
    return sorted([*strong, *chosen], key=lambda hit: hit.start)
