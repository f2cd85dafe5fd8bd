"""How a rule-driven user types: pieces of a reply, put together with the place of each remembered."""

from __future__ import annotations

from random import Random

from tacit.goals import Span


class Reply:
    """A reply under construction at transcript message ``place``.

    Each piece is typed in the user's style before it is placed, so the spans of the finished text are exact.
    """

    def __init__(self, place: int, typing: str, rng: Random) -> None:
        self._place = place
        self._typing = typing
        self._rng = rng
        self._pieces: list[str] = []
        self._length = 0

    def say(self, piece: str) -> Span:
        """Add a sentence; returns where it stands."""
        typed = self._typed(piece)
        start = self._length + (1 if self._pieces else 0)
        self._pieces.append(typed)
        self._length = start + len(typed)
        return Span(self._place, start, self._length, typed)

    @property
    def empty(self) -> bool:
        """Whether nothing was said yet."""
        return not self._pieces

    @property
    def text(self) -> str:
        """The reply as sent."""
        return " ".join(self._pieces)

    def _typed(self, piece: str) -> str:
        if self._typing == "tidy":
            return piece
        words = piece.lower().split(" ")
        if self._typing == "sloppy":
            words = [self._slip(word) for word in words]
        return " ".join(words)

    def _slip(self, word: str) -> str:
        """Now and then two inner letters change places, never so that the word is lost."""
        if len(word) < 6 or not word.isalpha() or self._rng.random() > 0.08:
            return word
        at = self._rng.randrange(2, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
