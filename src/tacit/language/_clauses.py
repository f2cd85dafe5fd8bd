"""How a sentence asks: its mood, and which of its words ask and which only tell.

A sentence is cut into clauses at commas, colons and dashes, before a conjunction that begins a question,
and before an aside. A clause asks (it has a question word, a verb before its subject, or a request), tells
(it is subordinate, or has a subject and a verb), or is a fragment ("and the beds"), which goes with what
precedes it. In a sentence that asks, the words of telling clauses are set apart.

This is not a parser. It knows how English asks, by word order, openers and punctuation; other languages
read as statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from tacit.language import _english as english
from tacit.language._text import Sentence, Token

_BRIEF = 7
"""Words of a question so short that it needs no verb: "which class"."""

_LONGEST = 80
"""Words of a clause; what goes on longer is no English, and is cut to keep reading fast."""

_AS = frozenset(("well", "long", "soon", "such", "far", "same"))
"""Words that go with the "as" behind them."""

_BREAKS = frozenset(",:()\u2013\u2014-")
_RESETS = frozenset(":\u2013\u2014-")
_CONJUNCTIONS = frozenset(("and", "but", "or", "so", "then", "yet", "plus", "also", "while", "an"))


class Mood(Enum):
    """What a sentence does, by its form alone."""

    ASKS = auto()
    GUESSES = auto()
    CONFIRMS = auto()
    """Asks only whether what was said before is right."""
    TELLS = auto()


class Clause(NamedTuple):
    """Part of a sentence; ``asks`` is None for a fragment."""

    tokens: list[Token]
    words: str
    asks: bool | None
    after: str
    """The mark before it, ``""`` if none."""


class Analysis(NamedTuple):
    """A sentence taken apart: its mood, the clauses that carry it, and those beside the point."""

    mood: Mood
    words: str
    asking: list[Clause]
    telling: list[Clause]


def analysed(sentence: Sentence) -> Analysis:
    """Take a sentence apart."""
    words = spelled_out(sentence.tokens)
    clauses = _clauses(sentence.tokens)
    mood = _mood(sentence.mark, words, clauses)
    if mood is Mood.TELLS:
        return Analysis(mood, words, [], clauses)
    asking, telling = _sorted(clauses, mood)
    return Analysis(mood, words, asking, telling)


def spelled_out(tokens: Iterable[Token]) -> str:
    """The words of some tokens, punctuation left out."""
    return " ".join([token.text for token in tokens if token.stem[0].isalnum()])


def _mood(mark: str, words: str, clauses: Sequence[Clause]) -> Mood:
    """The mood of a sentence, by its closing mark, its tags and openers, and the clauses it is made of."""
    requests = not english.NO_REQUEST.search(words) and any(_requests(clause.words) for clause in clauses)
    if mark == "?" or requests or (not mark and english.TAG.search(words) and not requests):
        if english.BARE_CONFIRMATION.match(words) and not english.CONFIRM_WHAT.search(words):
            return Mood.CONFIRMS
        if english.TAG.search(words) or (len(clauses) > 1 and clauses[-1].words in english.LAST_TAG):
            return Mood.GUESSES
        if _guesses(words, clauses, mark):
            return Mood.GUESSES
    if not mark and english.EITHER.search(words) and not any(clause.asks is False for clause in clauses):
        return Mood.ASKS
    begins = any(
        clause.asks and _begins_question(clause, mark, first=place == 0 or (place == 1 and len(clauses[0].tokens) == 1))
        for place, clause in enumerate(clauses)
    )
    return Mood.ASKS if mark == "?" or requests or (begins and mark != "!") else Mood.TELLS


def _begins_question(clause: Clause, mark: str, *, first: bool) -> bool:
    """Whether a clause asks even without a question mark; ``first`` if nothing but a word stands before it."""
    if english.RELATIVE.match(clause.words) or not english.ONSET.match(clause.words):
        return False
    words = clause.words
    if english.INVERSION.search(words):
        return True
    if english.CASUAL.search(words):
        return not mark
    return first and len(words.split()) <= _BRIEF and not english.REPORT.match(words)


def _guesses(words: str, clauses: Sequence[Clause], mark: str) -> bool:
    """Whether a sentence puts a guess up for confirmation, and asks for nothing else."""
    if english.CHOICE.search(words) or english.CONFIRM_WHAT.search(words):
        return False
    guesses = [clause for clause in clauses if english.GUESS.match(clause.words)]
    if any(clause.asks and clause not in guesses for clause in clauses):
        return False
    return bool(guesses) or (mark == "?" and english.PLAIN_GUESS.search(words) is not None)


def _clauses(tokens: Sequence[Token]) -> list[Clause]:
    found: list[Clause] = []
    start, mark = 0, ""
    for place, token in enumerate(tokens):
        if token.text in _BREAKS:
            _append(found, tokens[start:place], mark)
            start, mark = place + 1, token.text
        elif place - start == _LONGEST or (place > start and _begins_clause(tokens, place, place - start)):
            _append(found, tokens[start:place], mark)
            start, mark = place, ""
    _append(found, tokens[start:], mark)
    return found


def _begins_clause(tokens: Sequence[Token], place: int, length: int) -> bool:
    if tokens[place].text in _CONJUNCTIONS:
        return bool(english.ONSET.match(spelled_out(tokens[place + 1 : place + 4])))
    before, here = tokens[place - 1].text, tokens[place].text
    if length < 2 or here not in english.ASIDE_OPENERS or before in english.ASKED_FOR:
        return False
    if here == "as" and before in _AS:
        return False
    return bool(english.ASIDE.match(spelled_out(tokens[place : place + 3])))


def _append(found: list[Clause], tokens: Sequence[Token], mark: str) -> None:
    """Add a clause; what resumes a question inside a subordinate clause becomes one of its own."""
    kept = [token for token in tokens if token.stem[0].isalnum()]
    if not kept:
        return
    words = " ".join([token.text for token in kept])
    joined = bool(mark) or words.startswith(("and ", "or "))
    goes_on = joined and english.GOES_ON.match(words) and any(clause.asks for clause in found)
    if english.SUBORDINATE.match(words) and not goes_on:
        second = words.find(" ") + 1
        resumes = english.INVERSION.search(words, second) or english.RESUMED.search(words, second)
        if resumes is None:
            found.append(Clause(kept, words, False, mark))
            return
        cut = words.count(" ", 0, resumes.start())
        found.append(Clause(kept[:cut], words[: resumes.start()].rstrip(), False, mark))
        kept, words, mark = kept[cut:], words[resumes.start() :], ""
    found.append(Clause(kept, words, True if goes_on else _asks(words), mark))


@lru_cache(maxsize=4096)
def _requests(words: str) -> bool:
    return english.REQUEST.search(words) is not None


@lru_cache(maxsize=4096)
def _asks(words: str) -> bool | None:
    if english.RELATIVE.match(words):
        return False
    if english.ONSET.match(words) or _requests(words):
        return True
    if english.REPORT.match(words):
        return bool(english.INVERSION.search(words))
    return True if english.WH.search(words) else None


def _sorted(clauses: Sequence[Clause], mood: Mood) -> tuple[list[Clause], list[Clause]]:
    """Set apart the clauses that tell; in a guess, those that are subordinate."""
    asking: list[Clause] = []
    telling: list[Clause] = []
    last = clauses[-1]
    any_asks = any(clause.asks for clause in clauses) or (last.asks is None and last.after in _RESETS)
    question = _leads_up_to(clauses)
    tells = False
    for place, clause in enumerate(clauses):
        if place < question and not clause.asks:
            tells = True
        elif clause.asks is not None:
            subordinate = bool(english.SUBORDINATE.match(clause.words))
            tells = not clause.asks and (subordinate or (any_asks and mood is not Mood.GUESSES))
        elif clause.after in _RESETS or clause.words.startswith("or "):
            tells = False
        (telling if tells else asking).append(clause)
    if not asking or (mood is Mood.GUESSES and all(english.TAG.search(clause.words) for clause in asking)):
        return list(clauses), []
    return asking, telling


def _leads_up_to(clauses: Sequence[Clause]) -> int:
    """The place of a clause that draws the question from what is told before it ("…, so which", "…: which"), else 0."""
    last = max((place for place, clause in enumerate(clauses) if clause.asks), default=0)
    return next((place for place in range(1, last + 1) if _draws(clauses, place)), 0)


def _draws(clauses: Sequence[Clause], place: int) -> bool:
    clause = clauses[place]
    if clause.words.partition(" ")[0] == "so":
        return True
    return bool(clause.asks) and clause.after in _RESETS and any(before.asks is False for before in clauses[:place])
