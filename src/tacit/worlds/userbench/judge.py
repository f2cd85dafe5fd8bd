"""What a move means, decided by rules where the original asks a language model.

*A message to the user* is read by ``tacit.language``. If it asks about a facet with a preference that is still
hidden it is of type 2, and of several the one it names first counts; if it asks only about facets that hide nothing
(any more), of type 3; if it is an open question, of type 4; else of type 1.

*A search* is right if it names the thing to search for and every argument of it, and this holds for exactly one
aspect. An argument is named if all its words occur in the query, in any order; a date in ISO form also by its
month and day in words. Filters beside the arguments are ignored, and an argument contradicted elsewhere in the query
is not noticed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tacit.dialogue import Scenario
from tacit.goals import Category, Span
from tacit.language import Mention, Reading, SpeechAct, Vocabulary, read
from tacit.worlds.travel.vocabulary import ASPECT_WORDS, vocabulary
from tacit.worlds.userbench.task import ActionType, Task

NOUNS: dict[str, tuple[str, ...]] = {
    "flight": ("flight", "flights", "fly", "plane", "airfare"),
    "hotel": ("hotel", "hotels"),
    "restaurant": ("restaurant", "restaurants", "dinner", "dining"),
    "apartment": ("apartment", "apartments", "flat", "airbnb"),
    "rental_car": ("car", "cars", "vehicle"),
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_PLAIN: dict[str, str] = {number: str(value) for value, number in enumerate(_NUMBERS)} | {
    month[:3]: month for month in _MONTHS
}
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message to the user is.

    ``facets`` are all that it asks about; ``matched`` the preferences behind them, hidden or not, with the place
    of each in the message; ``preference`` the hidden one that counts.
    """

    type: ActionType
    act: SpeechAct
    facets: tuple[str, ...]
    matched: Mapping[str, Mention]
    preference: str | None = None


class Judge:
    """Judges the moves of one scenario."""

    def __init__(self, scenario: Scenario, task: Task) -> None:
        self._task = task
        self._aspects = tuple(task.tables)
        self._vocabulary = _vocabulary(tuple(task.cues.items())) if task.cues else vocabulary()
        self._behind = {intent.facet: intent.id for intent in scenario.goal if intent.category is Category.PREFERENCE}

    def message(self, text: str, hidden: Sequence[str]) -> Verdict:
        """Judge a message to the user, of whose preferences ``hidden`` can still come out."""
        reading = read(text, self._vocabulary, self._aspects)
        mentions: dict[str, Mention] = {}
        for mention in sorted((*reading.asked, *reading.proposed), key=lambda one: one.start):
            mentions.setdefault(mention.facet, mention)
        matched = {self._behind[facet]: one for facet, one in mentions.items() if facet in self._behind}
        preference = next((id_ for id_ in matched if id_ in hidden), None)
        kind = ActionType.PREFERENCE if preference else _other_type(reading)
        return Verdict(kind, reading.act, tuple(mentions), matched, preference)

    def search(self, query: str) -> str | None:
        """The one aspect that a query searches for, if it does so rightly."""
        words = _words(query)
        named = [
            aspect
            for aspect, table in self._task.tables.items()
            if words & set(NOUNS[aspect]) and all(_named(value, query, words) for value in table.arguments.values())
        ]
        return named[0] if len(named) == 1 else None


def quote(mention: Mention, text: str, place: int) -> Span:
    """The words of a mention, as evidence from message ``place``."""
    return Span(place, mention.start, mention.end, text[mention.start : mention.end])


def _other_type(reading: Reading) -> ActionType:
    if reading.facets:
        return ActionType.NOTHING_LEFT
    return ActionType.VAGUE if reading.act is SpeechAct.OPEN_QUESTION else ActionType.OTHER


def _named(value: str, query: str, words: set[str]) -> bool:
    date = _ISO_DATE.fullmatch(value)
    if date is None:
        return _words(value) <= words
    month, day = _MONTHS[int(date[1]) - 1], str(int(date[2]))
    return value in query or {month, day} <= words


def _words(text: str) -> set[str]:
    """The words of a text in one spelling: ordinals as numbers, numbers as digits, months in full."""
    plain = _ORDINAL.sub(r"\1", text.casefold())
    return {_PLAIN.get(word[0], word[0]) for word in _WORD.finditer(plain)}


@lru_cache(maxsize=64)
def _vocabulary(cues: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return Vocabulary(ASPECT_WORDS, {facet: list(words) for facet, words in cues}, {})
