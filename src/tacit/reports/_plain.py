"""Lines for a terminal or a pipe: the same words, with ASCII signs and no styles where nobody looks on."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tacit.reports._words import harmless

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH, _NARROWEST = 80, 40
_ASCII = {
    "±": "+-", "–": "-", "−": "-", "…": "...", "↳": "->", "●": "o", "✕": "x", "·": "-", "\u00a0": " ", "’": "'",
    "∞": "inf", "⟦": "[", "⟧": "]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed table: the lines of its heading, its width with the space before it, its alignment."""

    heading: tuple[str, ...]
    width: int
    align: str = ">"


class Printer:
    """Prints lines to a console, plain unless it is a terminal that can do more.

    ``width`` is 80 columns, or those of a terminal that has fewer.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = max(_NARROWEST, min(_WIDTH, console.width)) if console.is_terminal else _WIDTH
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
        """A paragraph within the width, its lines begun with ``first`` and ``rest``."""
        first, rest = self.sign(first), self.sign(rest)
        for paragraph in self.sign(text).splitlines() or [""]:
            for line in textwrap.wrap(
                paragraph, self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
            ) or [first.rstrip()]:
                self.line(line, style)
            first = rest

    def named(self, name: str, text: str, indent: int, style: str = "") -> None:
        """A paragraph beside a name; a name too long for the indent stands above it."""
        blank = " " * indent
        if len(name) < indent - 1:
            self.wrapped(text, f"{name:<{indent}}", blank, style)
        else:
            self.line(name, style)
            self.wrapped(text, blank, blank, style)

    def table(self, columns: Sequence[Column], rows: Sequence[tuple[str, Sequence[str], str]], indent: int) -> None:
        """Rows of a name, cells and a style; columns for which there is no room stand in a further table below."""
        for at, block in enumerate(self._blocks(columns, indent)):
            if at:
                self.line()
            shown = [columns[number] for number in block]
            for line in range(len(shown[0].heading)):
                heads = [column.heading[line] for column in shown]
                last = line == len(shown[0].heading) - 1
                if any(heads):
                    self.line(" " * indent + _row(heads, shown), "bold" if last else "dim")
            for name, cells, style in rows:
                figures = _row([_fit(self.sign(cells[n]), columns[n].width) for n in block], shown)
                if len(name) <= indent:
                    self.line(f"{name:<{indent}}{figures}", style)
                else:
                    self.line(name, style)
                    self.line(" " * indent + figures, style)

    def _blocks(self, columns: Sequence[Column], indent: int) -> list[list[int]]:
        """Columns by number, as many side by side as there is room for."""
        blocks: list[list[int]] = []
        room = 0
        for number, column in enumerate(columns):
            if not blocks or column.width > room:
                blocks.append([])
                room = self.width - indent
            blocks[-1].append(number)
            room -= column.width
        return blocks


def _row(cells: Sequence[str], columns: Sequence[Column]) -> str:
    return "".join(f"{cell:{column.align}{column.width}}" for cell, column in zip(cells, columns, strict=True)).rstrip()


def _fit(cell: str, width: int) -> str:
    """The cell; where a figure is too wide for its margin, the margin goes."""
    return cell if len(cell) < width else cell.split(" ")[0]
