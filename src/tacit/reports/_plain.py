"""Lines for a terminal or a pipe: the same words, with ASCII signs and no styles where nobody looks on."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tacit.reports._words import harmless

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80
_ASCII = {
    "±": "+-", "–": "-", "−": "-", "…": "...", "↳": "->", "●": "o", "✕": "x", "·": "-", "\u00a0": " ", "’": "'",
    "∞": "inf", "⟦": "[", "⟧": "]",
}  # fmt: skip


class Printer:
    """Prints lines of at most 80 columns to a console, plain unless it is a terminal that can do more."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._plain = not console.is_terminal or console.options.ascii_only
        self._bare = console.options.ascii_only

    def sign(self, text: str) -> str:
        """Our own words with signs the output can show."""
        if self._plain:
            for sign, plain in _ASCII.items():
                text = text.replace(sign, plain)
        return text

    def quote(self, text: str) -> str:
        """Somebody else's words: harmless, and in ASCII only where nothing else can be written."""
        text = harmless(text)
        return self.sign(text).encode("ascii", "replace").decode() if self._bare else text

    def line(self, text: str = "", style: str = "") -> None:
        """One line as it is."""
        from rich.text import Text

        self._console.print(Text(self.sign(text), style=style), soft_wrap=True, highlight=False)

    def wrapped(self, text: str, first: str = "", rest: str = "", style: str = "") -> None:
        """A paragraph within 80 columns, its lines begun with ``first`` and ``rest``."""
        first, rest = self.sign(first), self.sign(rest)
        for paragraph in self.sign(text).splitlines() or [""]:
            for line in textwrap.wrap(
                paragraph, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
            ) or [first.rstrip()]:
                self.line(line, style)
            first = rest
