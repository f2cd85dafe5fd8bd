"""The words of a world: which of them name an aspect, which ask about a facet, which are a value of it.

A *cue* is a short pattern over word stems:

- words side by side must stand side by side (``"window seat"``), ``|`` separates alternatives for one
  word (``"leave|depart"``);
- parts joined by `` & `` must all occur in the same clause, in any order (``"time & leave|depart"``); the
  first is the *head*, the words the cue speaks for;
- a leading ``~`` makes the cue *weak*: on its own it proves nothing ("where", "room", "features"), so it
  counts only for an aspect that is being talked about, and only where nothing stronger explains the clause.

Where heads overlap the longer one speaks: ``"window table"`` keeps ``"window"`` from matching inside it.
Misspelt words are read as the cue word they are a slip away from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product, zip_longest
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tacit.language._english import IDIOMS, ORDINARY
from tacit.language._text import Token, stem, stems


class Topic(NamedTuple):
    """What a cue stands for: a facet and, if it names one, a value of it."""

    aspect: str
    facet: str
    value: str | None = None


class Hit(NamedTuple):
    """A topic found in a stretch of tokens: its head covers tokens ``start`` to ``end`` (exclusive)."""

    topic: Topic
    start: int
    end: int
    weak: bool = False
    needs: int = 0
    """How many other parts the cue has; of two cues with the same head the more demanding one speaks."""

    @property
    def size(self) -> int:
        """How many words the head has."""
        return self.end - self.start


class _Rule(NamedTuple):
    topic: Topic
    weak: bool
    needs: tuple[frozenset[int], ...]


_WORD = re.compile(r"[a-z]+")
_SHORTEST = 5
"""Letters of a stem that may be mended; shorter words have too many neighbours."""

_NOTHING = Topic("", "")

Places = dict[int, list[tuple[int, int]]]
"""Where each phrase occurs: its id, then token ranges."""


class Vocabulary:
    """Compiled cues.

    Args:
        aspects: words that name an aspect, such as ``{"hotel": ["hotel", "room"]}``.
        facets: cues that name a facet, by facet id ``"<aspect>.<facet>"``.
        values: cues that name a value, by facet id and value name.
        ordinary: texts or words of the world that are spelled right; none of their words is ever mended.
        ranks: facets by which a user weighs things against each other; a question about one that names other things
            does not ask about those.
    """

    def __init__(
        self,
        aspects: Mapping[str, Sequence[str]],
        facets: Mapping[str, Sequence[str]],
        values: Mapping[str, Mapping[str, Sequence[str]]],
        ordinary: Iterable[str] = (),
        ranks: Iterable[str] = (),
    ) -> None:
        self.aspects = tuple(aspects)
        self.facets = tuple(facets)
        self.ranks = frozenset(ranks)
        self._ids: dict[tuple[str, ...], int] = {}
        self._written: set[str] = set()
        self._words: dict[str, int] = {}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}
        self._aspects_of: dict[int, list[tuple[str, bool]]] = {}
        self._rules_of: dict[int, list[_Rule]] = {}
        for aspect, words in aspects.items():
            for word in words:
                for part in self._alternatives(word.removeprefix("~")):
                    self._aspects_of.setdefault(part, []).append((aspect, word.startswith("~")))
        self._add(_NOTHING, IDIOMS if facets else ())
        for facet, cues in facets.items():
            self._add(Topic(facet.partition(".")[0], facet), cues)
        for facet, named in values.items():
            for value, cues in named.items():
                self._add(Topic(facet.partition(".")[0], facet, value), cues)
        self._stems = frozenset(word for phrase in self._ids for word in phrase)
        self._stems_by_initial = _by_initial(self._stems)
        self._written_by_initial = _by_initial(self._written)
        self._ordinary = frozenset(word for text in (*ORDINARY, *ordinary) for word in stems(text))
        self._meant: dict[str, str] = {}

    def places(self, tokens: Sequence[Token]) -> Places:
        """Where the phrases that cues are made of occur in a stretch of tokens."""
        words = [self._mended(token) for token in tokens]
        found: Places = {}
        for at, (word, following) in enumerate(zip_longest(words, words[1:], fillvalue="")):
            if (part := self._words.get(word)) is not None:
                found.setdefault(part, []).append((at, at + 1))
            for phrase, part in self._phrases.get((word, following), ()):
                end = at + len(phrase)
                if len(phrase) == 2 or tuple(words[at:end]) == phrase:
                    found.setdefault(part, []).append((at, end))
        return found

    def aspects_in(self, places: Places, on_table: Sequence[str] = ()) -> list[str]:
        """Aspects named among matched phrases, in order of mention; by a weak word only those ``on_table``."""
        return list(dict.fromkeys(aspect for _, aspect in sorted(self._named(places, on_table))))

    def aspects_at(self, place: int, places: Places, on_table: Sequence[str] = ()) -> set[str]:
        """Aspects named by the words that begin at one place."""
        return {aspect for at, aspect in self._named(places, on_table) if at == place}

    def _named(self, places: Places, on_table: Sequence[str]) -> list[tuple[int, str]]:
        return [
            (start, aspect)
            for part, ranges in places.items()
            for aspect, weak in self._aspects_of.get(part, ())
            if not weak or not on_table or aspect in on_table
            for start, _ in ranges
        ]

    def hits_in(self, places: Places, heard: Callable[[str], bool]) -> list[Hit]:
        """What the cues of the aspects ``heard`` speak for, in order; of overlapping heads only the longest."""
        hits = [
            Hit(rule.topic, start, end, rule.weak, len(rule.needs))
            for part, ranges in places.items()
            for rule in self._rules_of.get(part, ())
            if heard(rule.topic.aspect) and all(not needed.isdisjoint(places) for needed in rule.needs)
            for start, end in ranges
        ]
        return [hit for hit in _longest(hits) if hit.topic is not _NOTHING]

    def values_in(self, tokens: Sequence[Token], facet: str) -> list[Hit]:
        """The values of one facet named in a stretch of tokens, whatever else its words could mean."""
        places = self.places(tokens)
        return _longest(
            [
                Hit(rule.topic, start, end, rule.weak)
                for part, ranges in places.items()
                for rule in self._rules_of.get(part, ())
                if rule.topic.facet == facet and rule.topic.value is not None
                for start, end in ranges
            ]
        )

    def _add(self, topic: Topic, cues: Sequence[str]) -> None:
        for cue in cues:
            head, *needs = (frozenset(self._alternatives(part)) for part in cue.removeprefix("~").split(" & "))
            rule = _Rule(topic, cue.startswith("~"), tuple(needs))
            for part in head:
                self._rules_of.setdefault(part, []).append(rule)

    def _alternatives(self, part: str) -> list[int]:
        self._written.update(_WORD.findall(part))
        choices = product(*(word.split("|") for word in part.split()))
        return [self._id(stems(" ".join(choice))) for choice in choices]

    def _id(self, phrase: tuple[str, ...]) -> int:
        if phrase not in self._ids:
            self._ids[phrase] = len(self._ids)
            if len(phrase) == 1:
                self._words[phrase[0]] = self._ids[phrase]
            else:
                self._phrases.setdefault((phrase[0], phrase[1]), []).append((phrase, self._ids[phrase]))
        return self._ids[phrase]

    def _mended(self, token: Token) -> str:
        """The stem of the cue word that a word is or is a likely misspelling of, else its own."""
        if token.stem in self._stems:
            return token.stem
        meant = self._meant.get(token.text)
        if meant is None:
            if len(self._meant) > 50_000:
                self._meant.clear()
            meant = self._meant[token.text] = self._guessed(token)
        return meant

    def _guessed(self, token: Token) -> str:
        if token.stem in self._ordinary:
            return token.stem
        written = nearest(token.text, self._written_by_initial.get(token.text[0], ()))
        if written != token.text:
            return stem(written)
        return nearest(token.stem, self._stems_by_initial.get(token.stem[0], ()))


def _by_initial(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(word[0], []).append(word)
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` is one slip (two from nine letters on) away from, else ``word``."""
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    allowed = 1 if len(word) < 9 else 2
    best, distance = word, allowed + 1
    for candidate in known:
        if len(candidate) >= _SHORTEST - 1 and abs(len(candidate) - len(word)) <= allowed:
            slips = OSA.distance(word, candidate, score_cutoff=distance - 1)
            if slips < distance:
                best, distance = candidate, slips
    return best


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop hits whose head lies under a longer or more demanding one, then order by place."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.start - hit.end, -hit.needs)):
        if not any(_overrules(other, hit) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.topic.facet, hit.topic.value or "", hit.weak))


def _overrules(one: Hit, other: Hit) -> bool:
    if one.start >= other.end or other.start >= one.end or (one.weak and not other.weak):
        return False
    return one.size > other.size or (one.size == other.size and one.needs > other.needs and not one.weak)
