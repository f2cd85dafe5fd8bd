"""From characters to sentences of stemmed words, with spans back into the original text.

A token keeps where it stood, so that whatever is found can be pointed at in the message as it was written;
its ``text`` and ``stem`` are those of the word that was meant ("wich" is read as "which").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from tacit.language._english import OWN_STEM, SPELLINGS, WHERE_BEFORE

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?|[?!.;:,()\n\u2013\u2014/]|(?<=\s)-(?=\s)")
_PICTURE = r"[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?"
_BULLET = re.compile(
    rf"^[ \t>]*(?:[-*•·◦+▪‣\u2013☐☑]|\(?\d{{1,2}}[.):]|\(?[a-h][.)]|\[[ xX]?\]|{_PICTURE})[ \t]+", re.MULTILINE
)
_PAUSE = re.compile(r"(?:\.{2,}|\u2026)(?=\s*[a-z])")
_DECORATION = re.compile(r"[*_`#~|\[\]]")
_ENDS = frozenset(".?!;\n")
_stemmer = snowballstemmer.stemmer("english")


class Token(NamedTuple):
    """A word or a punctuation mark. ``stem`` is what cues are matched on."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether this is a word or a number, not a punctuation mark."""
        return self.stem[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens between two sentence ends.

    ``mark`` is the closing mark: one of ``. ? ! ; :`` (a colon only at the end of a line), ``""`` if there
    was none. ``bullet`` tells a list item.
    """

    tokens: tuple[Token, ...]
    mark: str
    bullet: bool

    @property
    def start(self) -> int:
        """Offset of the first character in the original text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.tokens[-1].end


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word, apostrophes dropped."""
    if word in OWN_STEM:
        return word.removesuffix("s") if word.endswith(("ments", "ings")) else word
    return _stemmer.stemWord(word.replace("'", "").replace("\u2019", "")) or word


def stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase's words."""
    return tuple(token.stem for token in tokenize(phrase) if token.is_word)


def tokenize(text: str) -> list[Token]:
    """Words and punctuation of a text, in order."""
    found = [Token(*_word(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for place, token in enumerate(found[:-1]):
        if token.text == "were" and found[place + 1].text in WHERE_BEFORE:
            found[place] = Token("where", "where", token.start, token.end)
    return found


@lru_cache(maxsize=50_000)
def _word(written: str) -> tuple[str, str]:
    lower = written.lower().replace("\u2019", "'")
    meant = SPELLINGS.get(lower, lower)
    return meant, stem(meant)


def sentences(text: str) -> list[Sentence]:
    """Split a message at sentence ends, line ends and list items; Markdown decoration is ignored."""
    bullets = {match.end() for match in _BULLET.finditer(text)}
    plain = _BULLET.sub(lambda match: "\n" + " " * (len(match[0]) - 1), text) if bullets else text
    plain = _PAUSE.sub(lambda match: "\u2014" + " " * (len(match[0]) - 1), _DECORATION.sub(" ", plain))
    found: list[Sentence] = []
    current: list[Token] = []
    for token in tokenize(plain):
        if token.text in _ENDS and not _inside_number(plain, token):
            _close(found, current, token.text.strip(), bullets)
        else:
            current.append(token)
    _close(found, current, "", bullets)
    return found


def _inside_number(text: str, token: Token) -> bool:
    return token.text == "." and text[token.end : token.end + 1].isalnum()


def _close(found: list[Sentence], current: list[Token], mark: str, bullets: set[int]) -> None:
    """End a sentence here; a lone ``?`` or ``!`` belongs to the sentence before it."""
    if any(token.is_word for token in current):
        if not mark and current[-1].text == ":":
            mark = ":"
        start = current[0].start
        bullet = not bullets.isdisjoint((start - 2, start - 1, start))
        found.append(Sentence(tuple(current), mark, bullet))
    elif mark == "?" and found and found[-1].mark in ("", "!", "?", "."):
        found[-1] = Sentence(found[-1].tokens, mark, found[-1].bullet)
    current.clear()


def count_questions(text: str) -> int:
    """How many sentences of a text end in a question mark."""
    return sum(sentence.mark == "?" for sentence in sentences(text))


_NUMBER = re.compile(r"(?<![\w.,-])[$€£]?(\d{1,3}(?:[,' ]\d{3}){1,3}|\d{1,9})(\.\d+)?(k?)(?![\w-])", re.IGNORECASE)


def numbers(text: str) -> tuple[int, ...]:
    """Numbers written in figures in a text, in order and without cents: ``2,300`` and ``$2300.00`` are the same, ``2k`` is 2000."""
    return tuple(
        int(float(re.sub(r"\D", "", whole) + cents) * (1000 if thousands else 1))
        for whole, cents, thousands in _NUMBER.findall(text)
    )
