"""Which value of one facet a free-form answer names."""

from __future__ import annotations

from functools import lru_cache

from tacit.language._english import NEGATION
from tacit.language._text import Token, sentences
from tacit.language._vocabulary import Vocabulary

_REACH = 3
"""How many words a negation reaches."""


@lru_cache(maxsize=4096)
def decode(text: str, vocabulary: Vocabulary, facet: str) -> str | None:
    """The value of ``facet`` that an answer names by its plain words.

    A value that is taken back ("not the aisle") does not count. Hints and circumlocutions are not understood.

    Args:
        text: the answer.
        vocabulary: the world's words.
        facet: the facet that the answer is about.

    Returns:
        The value's name; None if the answer names none or several.
    """
    values: set[str] = set()
    for sentence in sentences(text):
        for hit in vocabulary.values_in(sentence.tokens, facet):
            if hit.topic.value is not None and not _negated(sentence.tokens, hit.start):
                values.add(hit.topic.value)
    return values.pop() if len(values) == 1 else None


def _negated(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a negation stands shortly before, with no mark between."""
    for token in reversed(tokens[max(0, at - _REACH) : at]):
        if not token.is_word:
            return False
        if token.text in NEGATION:
            return True
    return False
