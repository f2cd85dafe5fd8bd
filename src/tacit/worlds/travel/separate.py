"""Trips whose bookings have nothing to do with one another: the best of each is the best of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from tacit.goals import Goal, Intent
from tacit.worlds.travel.catalog import ASPECTS, Aspect
from tacit.worlds.travel.options import Wish
from tacit.worlds.travel.tables import Blueprint, build_table
from tacit.worlds.travel.task import Task, data_of
from tacit.worlds.travel.trips import Trip, draw_trip, opening, precise
from tacit.worlds.travel.wishes import Split, draw_disclosure, draw_wishes, objective, preference, unknown


def separate(digits: str, split: Split, negative: bool, rng: Random) -> Task:
    """A task with as many wishes for each aspect as its digit says."""
    trip = draw_trip(rng)
    aspects = rng.sample(ASPECTS, len(digits))
    wishes = {
        aspect.name: draw_wishes(aspect, int(digit), split, rng) for aspect, digit in zip(aspects, digits, strict=True)
    }
    tables = {aspect.name: build_table(Blueprint(aspect, wishes[aspect.name]), trip, rng) for aspect in aspects}
    first = opening(trip, [aspect.name for aspect in aspects], rng)
    return Task(
        goal=_goal(trip, aspects, wishes, split, negative, rng),
        opening=first,
        precise=precise(first, [(name, [wish.preference.text for wish in drawn]) for name, drawn in wishes.items()]),
        data=data_of(trip, tables, wishes),
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
