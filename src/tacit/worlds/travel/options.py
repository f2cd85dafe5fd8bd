"""Option tables: what can be booked for one aspect, built so that every promise about it holds.

Of 18 options, three satisfy every wish, ten violate a chosen non-empty set of wishes, and five suit the
wishes or not but miss the trip itself (city, dates or party size), by values that are ordinary elsewhere.

Prices carry the argument. Let *T* be the lowest price, before extras, of an option that satisfies
everything. For every wish there is a *decoy* that violates only that wish and, with all extras the other
wishes need, costs less than *T*. Hence the cheapest option of the table is wrong, and dropping any one
wish makes another option the best: each wish decides.

Nothing else about a price may point at the best option. How many of the other options are cheaper than it is
uniform, so no rank stands out; and what extras cost has a level of its own in each table, so their prices do not tell
what the best option costs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tacit.worlds.travel.catalog import Aspect, Facet, Preference
from tacit.worlds.travel.trips import NEIGHBOURS, Trip

CORRECT, WRONG, NOISE = 3, 10, 5
_INCLUDED, _EXTRA = 0.3, 0.55
# What extras cost: a level for each table, relative to the best option's total, and shares of that level.
_EXTRAS_LEVEL, _EXTRA_PRICE = (0.5, 1.5), (0.02, 0.06)
_MISFITS = ("city", "dates", "party")
_NAMES = {
    "flight": ("Aerovia", "Norwind", "Blue Heron Air", "Skylark", "Altair Lines", "Petrel", "Transoceanic", "Larkspur"),
    "hotel": ("Hotel Miramar", "The Linden", "Casa Aurora", "Grand Meridian", "The Corner House", "Hotel Solstice"),
    "restaurant": ("The Copper Pot", "Saffron & Salt", "Olmo", "Number Nine", "Juniper", "The Long Table", "Paloma"),
    "apartment": ("Fig Tree Loft", "Harbour Flat", "Studio Verde", "The Attic", "Mill Lane Rooms", "Casa Nube"),
    "rental_car": ("Kestrel Rentals", "Drivewell", "Open Road", "Metro Cars", "Roam", "Fern & Wheel"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A preference drawn for a scenario, with the facet it belongs to."""

    id: str
    facet: Facet
    preference: Preference


@dataclass(frozen=True, slots=True)
class Label:
    """What the generator knows about an option: the wishes it violates, and how it misses the trip."""

    violates: tuple[str, ...]
    misfit: str | None = None


Option = dict[str, Any]


def build_table(
    aspect: Aspect, wishes: Sequence[Wish], trip: Trip, rng: Random
) -> tuple[list[Option], dict[str, Label]]:
    """Options of one aspect in random order, and their labels by id."""
    scale = rng.randint(*aspect.prices)
    plans = _plans(wishes, rng)
    extras_level = scale * rng.uniform(*_EXTRAS_LEVEL)
    options = [_option(aspect, wishes, plan, trip, extras_level, rng) for plan in plans]
    _price(options, wishes, scale, rng)
    order = list(range(len(options)))
    rng.shuffle(order)
    labels: dict[str, Label] = {}
    table: list[Option] = []
    for number, place in enumerate(order, 1):
        option = {"id": f"{aspect.letter}{number}", **options[place]}
        labels[option["id"]] = plans[place]
        table.append(option)
    return table, labels


def needed_extras(option: Mapping[str, Any], wishes: Collection[Wish]) -> list[str]:
    """The paid extras an option needs to satisfy as many of ``wishes`` as it can."""
    features = [wish.preference.feature for wish in wishes]
    return [feature for feature in features if feature is not None and feature in option["extras"]]


def total(option: Mapping[str, Any], extras: Collection[str]) -> int:
    """What an option costs with extras."""
    return option["price"] + sum(option["extras"][extra] for extra in extras)


def satisfies(option: Mapping[str, Any], wish: Wish) -> bool:
    """Whether an option can satisfy a wish, by itself or with a paid extra."""
    if wish.preference.feature is not None:
        return wish.preference.feature in option["included"] or wish.preference.feature in option["extras"]
    assert wish.facet.attribute is not None
    return option[wish.facet.attribute] in wish.preference.values


def fits(option: Mapping[str, Any], trip: Trip) -> bool:
    """Whether an option serves the trip at all: right city, right dates, room for everybody."""
    in_time = (
        option["date"] == trip.start
        if "date" in option
        else (option["available_from"] <= trip.start and option["available_until"] >= trip.end)
    )
    return option["city"] == trip.city and in_time and option["places"] >= trip.party


def best_option(table: Sequence[Option], wishes: Collection[Wish], trip: Trip) -> tuple[Option, list[str], int] | None:
    """The cheapest option that fits the trip and satisfies ``wishes``, its extras and its total."""
    right = [option for option in table if fits(option, trip) and all(satisfies(option, wish) for wish in wishes)]
    priced = [(total(option, needed_extras(option, wishes)), option) for option in right]
    if not priced:
        return None
    cost, option = min(priced, key=lambda pair: (pair[0], pair[1]["id"]))
    return option, needed_extras(option, wishes), cost


def _plans(wishes: Sequence[Wish], rng: Random) -> list[Label]:
    ids = [wish.id for wish in wishes]
    decoys = [Label((wish,)) for wish in ids]
    others = [Label(tuple(rng.sample(ids, rng.randint(1, min(3, len(ids)))))) for _ in range(WRONG - len(decoys))]
    noise = [
        Label(tuple(rng.sample(ids, rng.randint(0, min(2, len(ids))))), _MISFITS[rng.randrange(3)])
        for _ in range(NOISE)
    ]
    return [Label(())] * CORRECT + decoys + others + noise


def _option(
    aspect: Aspect, wishes: Sequence[Wish], plan: Label, trip: Trip, extras_level: float, rng: Random
) -> Option:
    """An option without its price, violating just the wishes of its plan."""
    drawn = {wish.facet.name: wish for wish in wishes}
    option: Option = {"name": rng.choice(_NAMES[aspect.name]), **_place(aspect, trip, plan.misfit, rng)}
    included: list[str] = []
    extras: dict[str, int] = {}
    for facet in aspect.facets:
        wish = drawn.get(facet.name)
        wanted = wish.preference if wish else None
        violated = wish is not None and wish.id in plan.violates
        if facet.attribute is not None:
            option[facet.attribute] = rng.choice(_values(facet, wanted, violated))
            continue
        for feature in facet.features:
            chance = rng.random()
            if wanted is not None and feature == wanted.feature:
                chance = 1.0 if violated else chance * _EXTRA
            if chance < _INCLUDED:
                included.append(feature)
            elif chance < _EXTRA:
                extras[feature] = max(1, int(extras_level * rng.uniform(*_EXTRA_PRICE)))
    return option | {"included": included, "extras": extras}


def _values(facet: Facet, wanted: Preference | None, violated: bool) -> Sequence[Any]:
    if wanted is None:
        return facet.domain
    return _split_domain(facet, wanted)[violated]


_DOMAINS: dict[tuple[str, str, str], tuple[list[Any], list[Any]]] = {}


def _split_domain(facet: Facet, wanted: Preference) -> tuple[list[Any], list[Any]]:
    """Values of the facet's attribute that satisfy the wish, and those that do not."""
    key = (facet.label, facet.name, wanted.name)
    if key not in _DOMAINS:
        right = [value for value in facet.domain if value in wanted.values]
        wrong = [value for value in facet.domain if value not in wanted.values]
        _DOMAINS[key] = (right, wrong)
    return _DOMAINS[key]


def _place(aspect: Aspect, trip: Trip, misfit: str | None, rng: Random) -> Option:
    """City, dates and capacity; wrong in one of them if the plan says so."""
    place: Option = {"city": NEIGHBOURS[trip.city] if misfit == "city" else trip.city}
    wrong_dates = misfit == "dates"
    if aspect.name in ("flight", "restaurant"):
        place["date"] = trip.end if wrong_dates else trip.start
    else:
        place["available_from"] = trip.start
        place["available_until"] = _earlier(trip) if wrong_dates else trip.end
    small = misfit == "party" and trip.party > 1
    if misfit == "party" and not small:
        place["city"] = NEIGHBOURS[trip.city]
    place["places"] = rng.randint(1, trip.party - 1) if small else rng.randint(trip.party, 5)
    return place


def _earlier(trip: Trip) -> str:
    """The day before the end, or the start where months make that awkward."""
    year_month, day = trip.end[:8], int(trip.end[8:])
    return f"{year_month}{day - 1:02d}" if day > 1 else trip.start


def _price(options: Sequence[Option], wishes: Sequence[Wish], scale: int, rng: Random) -> None:
    """Set prices so that the promises of this module hold; integers throughout."""
    ceiling, cost = scale * 10, scale
    for option in options[:CORRECT]:
        option["price"] = cost - _surcharge(option, wishes)
        ceiling = min(ceiling, option["price"])
        cost = int(cost * rng.uniform(1.05, 1.3)) + 1
    best, cheaper = options[0]["price"], rng.random()
    for option in options[CORRECT + len(wishes) :]:
        option["price"] = int(best * (rng.uniform(0.5, 1.0) if rng.random() < cheaper else rng.uniform(1.0, 1.7)))
    for option, wish in zip(options[CORRECT : CORRECT + len(wishes)], wishes, strict=True):
        others = [other for other in wishes if other is not wish]
        option["price"] = min(int(ceiling * rng.uniform(0.72, 0.98)), ceiling - 1) - _surcharge(option, others)


def _surcharge(option: Mapping[str, Any], wishes: Collection[Wish]) -> int:
    return sum(option["extras"][extra] for extra in needed_extras(option, wishes))
