"""What a traveller wants done, before it becomes a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tacit.dialogue import Twist
from tacit.goals import Goal


@dataclass(frozen=True, slots=True)
class Task:
    """One task as its generator leaves it.

    Args:
        goal: everything wanted.
        opening: the first message, with the facts of the trip alone.
        precise: the same with every wish spelt out.
        data: trip, tables, labels and the best bookings, as JSON.
        twists: what makes this traveller harder to follow.
    """

    goal: Goal
    opening: str
    precise: str
    data: dict[str, Any]
    twists: tuple[Twist, ...] = ()
