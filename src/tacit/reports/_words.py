"""Numbers, names and causes as a person reads them; plain strings, with no markup and no colour."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from tacit.dialogue import Ending
from tacit.goals import Cause
from tacit.runs import ProtocolCard
from tacit.scores import Scorecard
from tacit.stats import Estimate

NONE = "–"
BECAUSE = {
    Cause.NOT_ASKED: "because it never asked",
    Cause.NOT_REVEALED: "because it asked and the wish did not come out",
    Cause.NOT_UNDERSTOOD: "because it heard the hint and did not understand it",
    Cause.IGNORED: "because it understood the wish and did something else",
    Cause.UNKNOWN: "after the wish had come out, and nothing the agent said or declared shows why",
}
SHORT_CAUSE = {
    Cause.NOT_ASKED: "never asked",
    Cause.NOT_REVEALED: "asked, not out",
    Cause.NOT_UNDERSTOOD: "not understood",
    Cause.IGNORED: "ignored",
    Cause.UNKNOWN: "unknown cause",
}
ENDINGS = {
    Ending.ANSWERED: "finished the task",
    Ending.SATISFIED: "user satisfied",
    Ending.GAVE_UP: "user gave up",
    Ending.OUT_OF_TURNS: "ran into a limit",
    Ending.TRANSFERRED: "handed over",
    Ending.AGENT_ERROR: "agent failed",
    Ending.USER_ERROR: "simulated user failed",
    Ending.WORLD_ERROR: "world failed",
    Ending.JUDGE_ERROR: "judge failed",
    Ending.HARNESS_ERROR: "harness failed",
    Ending.CANCELLED: "cancelled",
}
DISTURBANCES = {
    "paraphrase": "The first message in other words",
    "failures": "Tools that fail at first",
    "change": "A change of mind",
}
"""Perturbations for people, in their order; one that a world adds stands under its own name, after them."""
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def number(value: float, digits: int = 0) -> str:
    """A number with thousands separated, a true minus sign, and no minus before zero."""
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:,.{digits}f}"
    if not float(text.replace(",", "")):
        text = text.lstrip("-")
    return text.replace("-", "−")


def percent(share: float) -> str:
    """A share as "61 %"."""
    return NONE if math.isnan(share) else f"{number(100 * share)}\u00a0%"


def fraction(value: float) -> str:
    """A gain as ".42"."""
    return number(value, 2).replace("0.", ".", 1) if abs(value) < 1 else number(value, 2)


def money(usd: float) -> str:
    """Dollars, with cents only where they matter."""
    if math.isnan(usd):
        return NONE
    return f"{'−' if usd < 0 else ''}${number(abs(usd), 0 if abs(usd) >= 100 or usd == round(usd) else 2)}"


def interval(estimate: Estimate, kind: str = "share") -> str:
    """The 95 % interval as "[57, 65]", in the unit its mean is printed in; "" if there is none.

    Values that cannot be, such as a negative count, are left out of it: the interval of a small sample may
    reach further than the quantity.
    """
    if not (math.isfinite(estimate.low) and math.isfinite(estimate.high)):
        return ""
    low, high = possible(estimate, kind)
    return f"[{_bound(low, kind)}, {_bound(high, kind)}]"


def possible(estimate: Estimate, kind: str) -> tuple[float, float]:
    """The ends of an interval, no further than the quantity goes; ``points`` are a difference of shares."""
    least, most = {
        "points": (-1.0, 1.0),
        "amount": (0.0, math.inf),
        "money": (0.0, math.inf),
        "rate": (0.0, math.inf),
    }.get(kind, (-math.inf, math.inf))
    return max(least, estimate.low), min(most, estimate.high)


def _bound(value: float, kind: str) -> str:
    match kind:
        case "share" | "points":
            return number(100 * value)
        case "gain" | "rate":
            return fraction(value)
        case "money":
            return number(value)
        case _:
            return number(value, digits_of(value))


def digits_of(value: float) -> int:
    """Decimals for an amount: none from a hundred on."""
    return 0 if abs(value) >= 100 else 1


def p_value(p: float) -> str:
    """A *p* value as "p = .012"."""
    if math.isnan(p):
        return ""
    return "p < .001" if p < 0.001 else f"p = {f'{p:.3f}'.removeprefix('0')}"


def short(name: str, limit: int = 26) -> str:
    """An agent's name without the folders before it, cut in the middle if it is still long."""
    if "/" in name and ".py:" in name:
        name = name.rsplit("/", 1)[-1]
    if len(name) > limit:
        name = name.replace(".py:", ":", 1)
    if len(name) <= limit:
        return name
    head = (limit - 1) // 2
    return f"{name[:head]}…{name[-(limit - 1 - head) :]}"


def failure_words(failure: Cause | Ending) -> str:
    """A way to fail: how a wish was lost, or how a conversation ended."""
    return failure.label if isinstance(failure, Cause) else ENDINGS[failure]


def disturbances_in(cards: Iterable[Scorecard]) -> list[str]:
    """The perturbations that any scorecard speaks of, in one order for all."""
    kinds = dict.fromkeys(kind for card in cards for kind in card.recovery)
    return [*(kind for kind in DISTURBANCES if kind in kinds), *(kind for kind in kinds if kind not in DISTURBANCES)]


def facet_words(facet: str) -> str:
    """A facet id for people: "hotel: room size"."""
    aspect, _, name = facet.replace("_", " ").partition(".")
    return f"{aspect}: {name}" if name else aspect


def listed(items: Iterable[str]) -> str:
    """ "a, b and c" """
    parts = list(items)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def plural(count: int, noun: str) -> str:
    """ "1 wish", "2 wishes" """
    ending = "es" if noun.endswith(("sh", "s", "x", "ch")) else "s"
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}{ending}"


def harmless(text: str) -> str:
    """Text that cannot turn the direction of what stands around it, nor break a file or a terminal.

    Control characters, marks that steer writing direction and halves of characters are replaced by a sign
    that shows where they were.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _STEERING:
        return f"⟦U+{ord(character):04X}⟧"
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character


def biggest_loss(card: Scorecard) -> tuple[Cause, float] | None:
    """Where most was lost, and its share of the gap; None where nothing was lost."""
    lost = {cause: estimate.mean for cause, estimate in card.lost.items() if estimate.n}
    total = sum(lost.values())
    if not total > 0.0005:
        return None
    cause = max(lost, key=lambda one: lost[one])
    return cause, lost[cause] / total


def unfinished(cards: Iterable[Scorecard], card: ProtocolCard) -> str:
    """What to say of a run that was stopped; "" of a finished one."""
    least = min((one.n + one.excluded for one in cards), default=0)
    if least >= card.conversations:
        return ""
    return (
        f"Not finished: {least:,} of {card.conversations:,} conversations an agent; repeat its command with --resume."
    )


def loss_sentence(card: Scorecard) -> str:
    """ "Most of the rest was lost because it never asked." """
    if not card.n:
        return "No episode of this agent counts, so there is nothing to say about its users' wishes."
    failed = card.endings.get("agent_error", 0)
    if failed > card.n / 2:
        return f"The agent failed in {failed:,} of {plural(card.n, 'conversation')}, and what fails honours nothing."
    biggest = biggest_loss(card)
    if biggest is None:
        return "Nothing was lost."
    cause, part = biggest
    amount = "All" if part > 0.995 else "Most" if part > 0.5 else "The largest part"
    return f"{amount} of the rest was lost {BECAUSE[cause]}."
