"""The gap: the weight of intents that were not honoured, split over the place where each was lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tacit.goals._state import GoalState, Progress


class Cause(StrEnum):
    """Where an intent was lost, in the order a conversation goes."""

    NOT_ASKED = "not_asked"
    NOT_REVEALED = "not_revealed"
    NOT_UNDERSTOOD = "not_understood"
    IGNORED = "ignored"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """How a person would put it."""
        return _LABELS[self]


_LABELS = {
    Cause.NOT_ASKED: "never asked",
    Cause.NOT_REVEALED: "asked, but it did not come out",
    Cause.NOT_UNDERSTOOD: "heard, but not understood",
    Cause.IGNORED: "understood, but ignored",
    Cause.UNKNOWN: "came out, unknown what became of it",
}


def lost_to(progress: Progress) -> Cause | None:
    """Why an intent was not honoured; None if it was.

    A loss after the intent came out has a known cause only where something was observable: a recap, a
    confirmation or a declared goal state. Where the agent showed nothing, the cause is ``UNKNOWN``.
    """
    if progress.honoured:
        return None
    if progress.revealed_turn is None:
        return Cause.NOT_REVEALED if progress.asked else Cause.NOT_ASKED
    if progress.grasped is None:
        return Cause.UNKNOWN
    return Cause.IGNORED if progress.grasped else Cause.NOT_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class Gap:
    """``honoured + sum(lost.values()) = 1`` over the weight of live intents; all 0 for a weightless goal.

    Intents that nothing has decided and nothing can (no check, no verdict) are left out.

    ``lucky`` is the part of ``honoured`` that never came out.
    """

    weight: float
    honoured: float
    lucky: float
    lost: dict[Cause, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """``1 - honoured``: what was lost altogether."""
        return sum(self.lost.values())


def gap(state: GoalState) -> Gap:
    """Split what was lost of a goal over its causes (fractions of the total weight)."""
    lost = dict.fromkeys(Cause, 0.0)
    total = honoured = lucky = 0.0
    for intent_id, progress in state.intents.items():
        if progress.honoured is None and state.goal.by_id[intent_id].check is None:
            continue
        weight = state.weight(intent_id)
        total += weight
        cause = lost_to(progress)
        if cause is not None:
            lost[cause] += weight
        else:
            honoured += weight
            lucky += weight if progress.lucky else 0.0
    if not total:
        return Gap(0.0, 0.0, 0.0, lost)
    return Gap(total, honoured / total, lucky / total, {cause: part / total for cause, part in lost.items()})
