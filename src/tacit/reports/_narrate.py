"""One conversation in a terminal, with what the user really wanted beside each hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tacit.dialogue import Episode
from tacit.goals import Cause
from tacit.reports._plain import Printer
from tacit.reports._transcript import Bubble, Call, Conversation, Turn, ended_how, lay_out
from tacit.reports._words import ENDINGS

if TYPE_CHECKING:
    from rich.console import Console

_INDENT = " " * 7
_LONGEST = 1_200
_LONGEST_CALL = 300


def narrate(episode: Episode, console: Console) -> None:
    """Print a conversation in 80 columns: what was said, what it hinted at, and where a wish was lost."""
    out = Printer(console)
    shown = lay_out(episode)
    for turn in shown.turns:
        _turn(out, turn)
        if turn.number == 0:
            _unsaid(out, shown)
        for wish in shown.wishes:
            if wish.cause is Cause.NOT_REVEALED and wish.turn == turn.number:
                out.wrapped(f"✕ lost here: {out.quote(wish.text)} ({wish.cause.label})", _INDENT, f"{_INDENT}  ", "red")
    _end(out, shown)


def _turn(out: Printer, turn: Turn) -> None:
    for item in turn.items:
        match item:
            case Call():
                call = f"{item.name}({item.arguments})"
                kept = call if len(call) <= _LONGEST_CALL else f"{call[: _LONGEST_CALL - 4]}…)"
                out.wrapped(out.quote(kept), _INDENT, f"{_INDENT}  ", "dim")
            case Bubble():
                _said(out, item)


def _said(out: Printer, bubble: Bubble) -> None:
    text = "".join(piece.text for piece in bubble.pieces)
    if len(text) > _LONGEST or bubble.cut:
        text = f"{text[:_LONGEST]} … ({len(text) + bubble.cut - min(len(text), _LONGEST):,} more characters)"
    label = f"{bubble.who:<{len(_INDENT)}}"
    out.wrapped(out.quote(text), label, _INDENT, "bold" if bubble.who == "user" else "")
    for wish in (*(w for piece in bubble.pieces for w in piece.wishes), *bubble.spelt_out):
        out.wrapped(f"↳ wants: {out.quote(wish.text)}", _INDENT, f"{_INDENT}  ", "dim cyan")
        if wish.cause is not None and wish.turn is not None:
            out.wrapped(f"✕ lost here: {wish.cause.label}", _INDENT, f"{_INDENT}  ", "red")


def _unsaid(out: Printer, shown: Conversation) -> None:
    """What the opening leaves out."""
    spelt_out = {w.at for turn in shown.turns[:1] for i in turn.items if isinstance(i, Bubble) for w in i.spelt_out}
    hidden = [wish.text for wish in shown.wishes if wish.at not in spelt_out]
    if hidden:
        out.wrapped(f"(not said: {out.quote('; '.join(hidden))})", _INDENT, f"{_INDENT} ", "dim cyan")


def _end(out: Printer, shown: Conversation) -> None:
    episode = shown.episode
    out.line()
    out.wrapped(
        f"{ended_how(episode, ENDINGS[episode.ending])}: {shown.honoured} of {len(shown.wishes)} wishes honoured"
    )
    for standing in shown.end:
        kept = standing.wish.cause is None
        text = f"{'●' if kept else '✕'} {standing.wish.text}: {standing.words}"
        out.wrapped(out.quote(text), "  ", "    ", "green" if kept else "red")
