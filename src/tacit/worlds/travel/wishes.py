"""What a traveller of a scenario wants: wishes drawn from the catalogue, and the intents they become."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from itertools import permutations
from random import Random
from typing import Literal, get_args

from tacit.dialogue import Scenario
from tacit.goals import Category, Check, Disclosure, Intent, OutcomeCheck
from tacit.worlds.travel.catalog import BY_NAME, Aspect, Facet
from tacit.worlds.travel.options import Wish
from tacit.worlds.travel.phrasings import hints
from tacit.worlds.travel.trips import Trip

UNKNOWN_SHARE = 0.25
UNPROMPTED_SHARE = 0.08

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)


def wishes_of(scenario: Scenario, aspect: str) -> list[Wish]:
    """The wishes for one aspect that the user of a scenario has at the start, knows, and means to be kept."""
    return [
        wish_by_id(intent.id)
        for intent in scenario.goal
        if intent.weight and intent.supersedes is None and intent.aspect == aspect
    ]


@cache
def wish_by_id(preference_id: str) -> Wish:
    """The wish of a preference id, ``"<aspect>.<facet>.<preference>"``.

    Raises:
        ValueError: the catalogue has no such preference.
    """
    for facet in BY_NAME[preference_id.partition(".")[0]].facets:
        for preference in facet.preferences:
            if f"{facet.name}.{preference.name}" == preference_id.partition(".")[2]:
                return Wish(preference_id, facet, preference)
    raise ValueError(f"there is no preference {preference_id!r} in the travel world")


@cache
def choices(aspect: str, facet: str, split: Split) -> tuple[Wish, ...]:
    """The wishes about a facet that may occur in a split."""
    allowed = [p for p in BY_NAME[aspect].facet(facet).preferences if split == "test" or not p.test_only]
    return tuple(wish_by_id(f"{aspect}.{facet}.{p.name}") for p in allowed)


def draw_wishes(aspect: Aspect, number: int, split: Split, rng: Random) -> list[Wish]:
    """Wishes for one aspect, each about another facet."""
    return [rng.choice(choices(aspect.name, facet.name, split)) for facet in rng.sample(aspect.facets, number)]


def draw_disclosure(negative: bool, rng: Random) -> Disclosure:
    """When a wish comes out: in the opening of a scenario that leaves nothing to ask, mostly on request otherwise."""
    if negative:
        return Disclosure.OPENING
    return Disclosure.UNPROMPTED if rng.random() < UNPROMPTED_SHARE else Disclosure.ON_REQUEST


def objective(trip: Trip, aspect: Aspect) -> Intent:
    """To have something booked that serves the trip; said up front, so it weighs nothing in the gap."""
    if aspect.name == "flight":
        text = f"a flight from {trip.home} to {trip.city} on {trip.start} for {trip.party}"
    else:
        article = "an" if aspect.noun[0] in "aeiou" else "a"
        text = f"{article} {aspect.noun} in {trip.city}, {trip.start} to {trip.end}, for {trip.party}"
    return Intent.model_construct(
        id=aspect.name,
        category=Category.OBJECTIVE,
        text=text,
        facet=aspect.name,
        weight=0.0,
        disclosure=Disclosure.OPENING,
        check=OutcomeCheck.model_construct(path=("bookings", aspect.name), op="exists"),
    )


def preference(wish: Wish, split: Split, disclosure: Disclosure, rng: Random) -> Intent:
    """A wish as an intent, with its hints in an order of this user's own."""
    order = int(rng.random() * len(_orders(wish.id, split)))
    return _ordered(wish.id, split, disclosure, order)


@cache
def _orders(wish_id: str, split: Split) -> tuple[tuple[str, ...], ...]:
    return tuple(permutations(hints(wish_id, split)))


@cache
def _ordered(wish_id: str, split: Split, disclosure: Disclosure, order: int) -> Intent:
    wish = wish_by_id(wish_id)
    return Intent(
        id=wish_id,
        category=Category.PREFERENCE,
        text=wish.preference.text,
        phrasings=_orders(wish_id, split)[order],
        facet=f"{wish.aspect}.{wish.facet.name}",
        value=wish.preference.name,
        disclosure=disclosure,
        check=check_of(wish),
        group="held-out" if wish.preference.test_only else "",
    )


def check_of(wish: Wish) -> Check:
    """What decides whether a booking serves a wish."""
    booking = ("bookings", wish.aspect)
    if wish.preference.feature is not None:
        return OutcomeCheck(path=(*booking, "has"), op="contains", value=wish.preference.feature)
    assert wish.facet.attribute is not None
    return OutcomeCheck(path=(*booking, wish.facet.attribute), op="in", value=list(wish.preference.values))


def unknown(aspect: Aspect, taken: Collection[str], rng: Random) -> list[Intent]:
    """At most one facet, none of those taken, on which the traveller will say that they have no idea."""
    if rng.random() >= UNKNOWN_SHARE:
        return []
    free = free_facets(aspect, taken)
    if not free:
        return []
    facet = rng.choice(free)
    return [
        Intent.model_construct(
            id=f"{aspect.name}.{facet.name}.unknown",
            category=Category.PREFERENCE,
            text=f"no idea about {facet.label}",
            facet=f"{aspect.name}.{facet.name}",
            weight=0.0,
            disclosure=Disclosure.NEVER,
        )
    ]


def free_facets(aspect: Aspect, taken: Collection[str]) -> Sequence[Facet]:
    """Facets of an aspect whose names are not taken."""
    return [facet for facet in aspect.facets if facet.name not in taken]
