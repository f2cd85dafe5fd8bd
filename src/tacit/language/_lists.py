"""Lists in a message: which lines are items, and which line leads in or follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tacit.language._text import Sentence

_SHORT = 6
"""Words of a line that may be an item without a bullet."""


class Block(NamedTuple):
    """A list: places of its items, and of the lines before and behind it (None: there is none)."""

    items: range
    lead: int | None
    tail: int | None


def blocks(said: Sequence[Sentence], text: str) -> list[Block]:
    """The lists of a message, in order."""
    found: list[Block] = []
    place = 0
    while place < len(said):
        if not _is_item(said, place, text, listed=False):
            place += 1
            continue
        end = place + 1
        while end < len(said) and _is_item(said, end, text, listed=True):
            end += 1
        lead = place - 1 if place and not (found and place - 1 in found[-1].items) else None
        found.append(Block(range(place, end), lead, end if end < len(said) else None))
        place = end
    return found


def _is_item(said: Sequence[Sentence], place: int, text: str, *, listed: bool) -> bool:
    """Whether a sentence is, or goes on, a list item; ``listed`` if the one before it is one."""
    sentence = said[place]
    if sentence.bullet:
        return True
    if place == 0:
        return False
    gap = text[said[place - 1].end : sentence.start]
    if listed and "\n" not in gap:
        return True
    follows_items = listed and not said[place - 1].bullet
    short = len(sentence.tokens) <= _SHORT and sentence.mark in ("", "?")
    return (said[place - 1].mark == ":" or follows_items) and short and gap.count("\n") == 1
