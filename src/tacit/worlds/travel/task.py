"""What a traveller wants done, before it becomes a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tacit.dialogue import Twist
from tacit.goals import Goal
from tacit.worlds.travel.options import Wish, needed_extras, total
from tacit.worlds.travel.tables import Table
from tacit.worlds.travel.trips import Trip


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


def data_of(trip: Trip, tables: Mapping[str, Table], wishes: Mapping[str, Sequence[Wish]]) -> dict[str, Any]:
    """A scenario's data: the trip and, by aspect, options, labels, and the best of them booked for the wishes."""
    best: dict[str, Any] = {}
    for name, table in tables.items():
        extras = needed_extras(table.best, wishes[name])
        best[name] = {"id": table.best["id"], "extras": extras, "total": total(table.best, extras)}
    return {
        "trip": trip.to_data(),
        "options": {name: table.options for name, table in tables.items()},
        "labels": {name: table.labels_as_data() for name, table in tables.items()},
        "best": best,
    }
