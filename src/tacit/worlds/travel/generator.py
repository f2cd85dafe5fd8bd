"""Scenarios from seeds: who travels, what they want, what they know, and what can be booked.

A family is a string of digits, one for each aspect of the trip, each the number of wishes for it; the
eight families of UserBench (arXiv 2507.22034) are ``FAMILIES``. Splits are disjoint three ways: the split
is part of the seed, each split hints in rhetorical families of its own, and three preferences an aspect
occur in the test split only (group ``"held-out"``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, Literal, get_args

from tacit.dialogue import Scenario, Temperament
from tacit.errors import DifficultyError
from tacit.goals import Category, Check, Disclosure, Goal, Intent, OutcomeCheck
from tacit.worlds.travel.catalog import ASPECTS, BY_NAME, Aspect, Facet, Preference
from tacit.worlds.travel.options import Wish, best_option, build_table
from tacit.worlds.travel.phrasings import hints
from tacit.worlds.travel.trips import Trip, draw_trip, opening, precise

FAMILIES: tuple[str, ...] = ("22", "2222", "33", "233", "333", "44", "334", "444")
VERSION = "1"
NEGATIVE_SHARE = 0.1
UNKNOWN_SHARE = 0.25
UNPROMPTED_SHARE = 0.08

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)


def generate(family: str, split: Split, seed: int) -> Scenario:
    """The scenario of a seed; equal arguments give equal scenarios on any machine.

    Raises:
        DifficultyError: the family asks for more aspects or wishes than there are, or there is no such split.
    """
    digits = parse_family(family)
    if split not in SPLITS:
        raise DifficultyError(f"there is no split {split!r}; choose {', '.join(SPLITS[:-1])} or {SPLITS[-1]}")
    rng = Random(f"travel {VERSION} {digits} {split} {seed}")
    trip = draw_trip(rng)
    aspects = rng.sample(ASPECTS, len(digits))
    negative = rng.random() < NEGATIVE_SHARE
    wishes = {
        aspect.name: _draw_wishes(aspect, int(digit), split, rng) for aspect, digit in zip(aspects, digits, strict=True)
    }
    first = opening(trip, [aspect.name for aspect in aspects], rng)
    spelt_out = precise(first, [(name, [w.preference.text for w in drawn]) for name, drawn in wishes.items()])
    return Scenario(
        id=f"travel/{digits}/{split}/{seed}",
        world="travel",
        family=digits,
        split=split,
        seed=seed,
        goal=_goal(trip, aspects, wishes, split, negative, rng),
        opening=spelt_out if negative else first,
        precise=spelt_out,
        temperament=_temperament(rng),
        negative=negative,
        data=_data(trip, aspects, wishes, rng),
    )


def parse_family(family: str) -> str:
    """The digits of a family name; ``travel22`` and ``22`` are the same."""
    digits = family.removeprefix("travel")
    limit = min(len(aspect.facets) for aspect in ASPECTS)
    allowed = "123456789"[:limit]
    if not 1 <= len(digits) <= len(ASPECTS) or any(digit not in allowed for digit in digits):
        raise DifficultyError(
            f"no scenario of difficulty {family!r} can exist: give one to {len(ASPECTS)} digits from 1 to {limit}, "
            f"the wishes for each aspect, such as {', '.join(FAMILIES)}"
        )
    return digits


def wishes_of(scenario: Scenario, aspect: str) -> list[Wish]:
    """The wishes for one aspect that the user of a scenario has and knows."""
    return [_wish(intent.id) for intent in scenario.goal if _is_wish(intent) and intent.aspect == aspect]


def _is_wish(intent: Intent) -> bool:
    return intent.category is Category.PREFERENCE and intent.known


@cache
def _wish(preference_id: str) -> Wish:
    aspect, facet_name, name = preference_id.split(".")
    facet = next(facet for facet in BY_NAME[aspect].facets if facet.name == facet_name)
    return Wish(preference_id, facet, next(p for p in facet.preferences if p.name == name))


def _draw_wishes(aspect: Aspect, number: int, split: Split, rng: Random) -> list[Wish]:
    drawn: list[Wish] = []
    for facet in rng.sample(aspect.facets, number):
        allowed = [p for p in facet.preferences if split == "test" or not p.test_only]
        drawn.append(_wish(f"{aspect.name}.{facet.name}.{rng.choice(allowed).name}"))
    return drawn


def _goal(
    trip: Trip, aspects: Sequence[Aspect], wishes: dict[str, list[Wish]], split: Split, negative: bool, rng: Random
) -> Goal:
    intents: list[Intent] = []
    for aspect in aspects:
        intents.append(_objective(trip, aspect))
        intents.extend(_preference(aspect, wish, split, negative, rng) for wish in wishes[aspect.name])
        intents.extend(_unknown(aspect, wishes[aspect.name], rng))
    return Goal(intents=tuple(intents))


def _objective(trip: Trip, aspect: Aspect) -> Intent:
    """To have something booked that serves the trip; said up front, so it weighs nothing in the gap."""
    return Intent(
        id=aspect.name,
        category=Category.OBJECTIVE,
        text=f"{'an' if aspect.noun[0] in 'aeiou' else 'a'} {aspect.noun} in {trip.city}, {trip.start} to {trip.end}, for {trip.party}"
        if aspect.name != "flight"
        else f"a flight from {trip.home} to {trip.city} on {trip.start} for {trip.party}",
        facet=aspect.name,
        weight=0.0,
        disclosure=Disclosure.OPENING,
        check=OutcomeCheck(path=("bookings", aspect.name), op="exists"),
    )


def _preference(aspect: Aspect, wish: Wish, split: Split, negative: bool, rng: Random) -> Intent:
    disclosure = Disclosure.OPENING
    if not negative:
        disclosure = Disclosure.UNPROMPTED if rng.random() < UNPROMPTED_SHARE else Disclosure.ON_REQUEST
    phrasings = hints(wish.id, split)
    return Intent(
        id=wish.id,
        category=Category.PREFERENCE,
        text=wish.preference.text,
        phrasings=tuple(rng.sample(phrasings, len(phrasings))),
        facet=f"{aspect.name}.{wish.facet.name}",
        value=wish.preference.name,
        disclosure=disclosure,
        check=_check(aspect, wish.facet, wish.preference),
        group="held-out" if wish.preference.test_only else "",
    )


def _check(aspect: Aspect, facet: Facet, preference: Preference) -> Check:
    booking = ("bookings", aspect.name)
    if preference.feature is not None:
        return OutcomeCheck(path=(*booking, "has"), op="contains", value=preference.feature)
    assert facet.attribute is not None
    return OutcomeCheck(path=(*booking, facet.attribute), op="in", value=list(preference.values))


def _unknown(aspect: Aspect, wishes: Sequence[Wish], rng: Random) -> list[Intent]:
    """At most one facet on which the traveller will say that they have no idea."""
    if rng.random() >= UNKNOWN_SHARE:
        return []
    taken = {wish.facet.name for wish in wishes}
    free = [facet for facet in aspect.facets if facet.name not in taken]
    if not free:
        return []
    facet = rng.choice(free)
    return [
        Intent(
            id=f"{aspect.name}.{facet.name}.unknown",
            category=Category.PREFERENCE,
            text=f"no idea about {facet.label}",
            facet=f"{aspect.name}.{facet.name}",
            weight=0.0,
            disclosure=Disclosure.NEVER,
        )
    ]


def _temperament(rng: Random) -> Temperament:
    return Temperament(
        patience=float(rng.randint(8, 20)),
        talkativeness=rng.choice((1, 2, 2, 3)),
        indirectness=rng.choice((0.6, 0.8, 0.9, 1.0)),
        volunteering=rng.choice((0, 0, 2, 3)),
        typing=rng.choice(("tidy", "tidy", "casual", "sloppy")),
    )


def _data(trip: Trip, aspects: Sequence[Aspect], wishes: dict[str, list[Wish]], rng: Random) -> dict[str, Any]:
    data: dict[str, Any] = {"trip": trip.to_data(), "options": {}, "labels": {}, "best": {}}
    for aspect in aspects:
        table, labels = build_table(aspect, wishes[aspect.name], trip, rng)
        best = best_option(table, wishes[aspect.name], trip)
        assert best is not None
        option, extras, cost = best
        data["options"][aspect.name] = table
        data["labels"][aspect.name] = {
            id_: {"violates": list(label.violates), "misfit": label.misfit} for id_, label in labels.items()
        }
        data["best"][aspect.name] = {"id": option["id"], "extras": extras, "total": cost}
    return data
