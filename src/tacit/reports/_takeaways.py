"""What each chart says, in the one sentence that stands above it."""

from __future__ import annotations

from tacit.goals import Cause
from tacit.reports._words import biggest_loss, number, percent, short
from tacit.scores import EFFORTS, Scorecard

_LOST = {
    Cause.NOT_ASKED: "never asked about",
    Cause.NOT_REVEALED: "asked for in vain",
    Cause.NOT_UNDERSTOOD: "heard but not understood",
    Cause.IGNORED: "understood but ignored",
    Cause.UNKNOWN: "heard, with nothing to show why they were lost",
}


def gap_takeaway(name: str, card: Scorecard) -> str:
    """ "Of 100 wishes, my_agent honoured 64; the biggest loss: 20 heard but not understood." """
    if not card.n:
        return f"No conversation of {_called(name)} counts."
    text = f"Of 100 wishes, {_called(name)} honoured {number(100 * card.metrics['alignment'].mean)}"
    biggest = biggest_loss(card)
    if biggest is None:
        return f"{text}; nothing was lost."
    cause, _ = biggest
    return f"{text}; the biggest loss: {number(100 * card.lost[cause].mean)} {_LOST[cause]}."


def turns_takeaway(name: str, card: Scorecard) -> str:
    """ "With my_agent, half of the wishes are out after 5 turns; 17 % never come out." """
    if not card.curve:
        return f"No conversation of {_called(name)} counts."
    never = f"{percent(card.curve[-1])} never come out"
    half = next((turn for turn, unspoken in enumerate(card.curve) if unspoken <= 0.5), None)
    if half is None:
        return f"With {_called(name)}, {never}."
    when = "the opening" if half == 0 else "1 turn" if half == 1 else f"{half} turns"
    return f"With {_called(name)}, half of the wishes are out after {when}; {never}."


def effort_takeaway(name: str, card: Scorecard) -> str:
    """ "A user of my_agent answers 12.2 messages a conversation, 0.9 of them with more than low effort." """
    if not card.n:
        return f"No conversation of {_called(name)} counts."
    low, *more = (card.metrics[f"effort_{level}"].mean for level in EFFORTS)
    if not low + sum(more):
        return f"{_called(name)} asks its users nothing."
    return (
        f"A user of {_called(name)} answers {number(low + sum(more), 1)} messages a conversation, "
        f"{number(sum(more), 1)} of them with more than low effort."
    )


def _called(name: str) -> str:
    return short(name, 40)
