"""Trips whose bookings have nothing to do with one another: the best of each is the best of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from tacit.goals import Goal, Intent
from tacit.worlds.travel.catalog import ASPECTS, Aspect
from tacit.worlds.travel.options import Wish, needed_extras, total
from tacit.worlds.travel.tables import Blueprint, build_table
from tacit.worlds.travel.task import Task
from tacit.worlds.travel.trips import Trip, draw_trip, opening, precise
from tacit.worlds.travel.wishes import Split, draw_disclosure, draw_wishes, objective, preference, unknown


def separate(digits: str, split: Split, negative: bool, rng: Random) -> Task:
    """A task with as many wishes for each aspect as its digit says."""
    trip = draw_trip(rng)
    aspects = rng.sample(ASPECTS, len(digits))
    wishes = {
        aspect.name: draw_wishes(aspect, int(digit), split, rng) for aspect, digit in zip(aspects, digits, strict=True)
    }
    first = opening(trip, [aspect.name for aspect in aspects], rng)
    return Task(
        goal=_goal(trip, aspects, wishes, split, negative, rng),
        opening=first,
        precise=precise(first, [(name, [wish.preference.text for wish in drawn]) for name, drawn in wishes.items()]),
        data=_data(trip, aspects, wishes, rng),
    )


def _goal(
    trip: Trip,
    aspects: Sequence[Aspect],
    wishes: Mapping[str, Sequence[Wish]],
    split: Split,
    negative: bool,
    rng: Random,
) -> Goal:
    intents: list[Intent] = []
    for aspect in aspects:
        drawn = wishes[aspect.name]
        intents.append(objective(trip, aspect))
        intents.extend(preference(wish, split, draw_disclosure(negative, rng), rng) for wish in drawn)
        intents.extend(unknown(aspect, {wish.facet.name for wish in drawn}, rng))
    return Goal.model_construct(intents=tuple(intents))


def _data(trip: Trip, aspects: Sequence[Aspect], wishes: Mapping[str, Sequence[Wish]], rng: Random) -> dict[str, Any]:
    data: dict[str, Any] = {"trip": trip.to_data(), "options": {}, "labels": {}, "best": {}}
    for aspect in aspects:
        drawn = wishes[aspect.name]
        table = build_table(Blueprint(aspect, drawn), trip, rng)
        extras = needed_extras(table.best, drawn)
        data["options"][aspect.name] = table.options
        data["labels"][aspect.name] = table.labels_as_data()
        data["best"][aspect.name] = {"id": table.best["id"], "extras": extras, "total": total(table.best, extras)}
    return data
