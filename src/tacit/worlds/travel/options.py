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
from tacit.worlds.travel.trips import NEIGHBOURS, Trip, Window

CORRECT, WRONG, NOISE = 3, 10, 5
_INCLUDED, _EXTRA = 0.3, 0.55
# What extras cost: a level for each table, relative to the best option's total, and shares of that level.
_EXTRAS_LEVEL, _EXTRA_PRICE = (0.5, 1.5), (0.02, 0.06)
_MISFITS = ("city", "dates", "party")
_NO_DEMAND: tuple[None, bool] = (None, False)
PROGRAMMES = ("Meridian", "Wayfarer", "Compass")
LOYALTY = "trip.loyalty"
"""The id of the wish to keep everything in one loyalty programme."""
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

    @property
    def aspect(self) -> str:
        """The aspect it is about."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Label:
    """What the generator knows about an option: the wishes it violates, and how it misses the trip."""

    violates: tuple[str, ...]
    misfit: str | None = None

    @property
    def tempts(self) -> bool:
        """Whether it serves every wish for its own aspect, and is wrong only beside the other bookings."""
        return self.violates == (LOYALTY,) or (self.misfit == "window" and not self.violates)


Option = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What one table is to be. All but ``wishes`` is for bundles (see ``bundles``).

    Args:
        aspect: what can be booked from it.
        wishes: those every one of which must decide.
        luxury: a wish that only the dearest of the right options serves.
        given: what all right options and decoys are like, as the condition of a wish in another table.
        programme: the loyalty programme of right options and decoys; "" if any will do.
        disloyal: whether a cheaper option is right in all but its programme.
        window: which of the trip's dates right options are for.
        trap: whether a cheaper option is right in all but that it is for the trip's other dates.
    """

    aspect: Aspect
    wishes: Sequence[Wish]
    luxury: Wish | None = None
    given: Wish | None = None
    programme: str = ""
    disloyal: bool = False
    window: int = 0
    trap: bool = False


def build_table(blueprint: Blueprint, trip: Trip, rng: Random) -> tuple[list[Option], dict[str, Label]]:
    """Options of one aspect in random order, and their labels by id."""
    aspect, wishes = blueprint.aspect, blueprint.wishes
    scale = rng.randint(*aspect.prices)
    plans = _plans(blueprint, rng, flexible=trip.slack > 0)
    extras_level = scale * rng.uniform(*_EXTRAS_LEVEL)
    options = [_option(blueprint, place, plan, trip, extras_level, rng) for place, plan in enumerate(plans)]
    _price(options, wishes, scale, rng)
    for option, plan in zip(options, plans, strict=True):
        if plan.tempts:
            option["price"] = _below(options, rng) - _surcharge(option, wishes)
    order = list(range(len(options)))
    rng.shuffle(order)
    labels: dict[str, Label] = {}
    table: list[Option] = []
    for number, place in enumerate(order, 1):
        option = {"id": f"{aspect.letter}{number}", **options[place]}
        labels[option["id"]] = plans[place]
        table.append(option)
    return table, labels


def labels_as_data(labels: Mapping[str, Label]) -> dict[str, Any]:
    """Labels as JSON data."""
    return {id_: {"violates": list(label.violates), "misfit": label.misfit} for id_, label in labels.items()}


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
    """Whether an option serves the trip at all: right city, dates it may take place on, room for everybody."""
    return any(fits_on(option, trip, window) for window in trip.windows)


def fits_on(option: Mapping[str, Any], trip: Trip, window: Window) -> bool:
    """Whether an option serves the trip on given dates."""
    if option["city"] != trip.city or option["places"] < trip.party:
        return False
    if "date" in option:
        return option["date"] == window[0]
    return option["available_from"] <= window[0] and option["available_until"] >= window[1]


def best_option(table: Sequence[Option], wishes: Collection[Wish], trip: Trip) -> tuple[Option, list[str], int] | None:
    """The cheapest option that fits the trip and satisfies ``wishes``, its extras and its total."""
    right = [option for option in table if fits(option, trip) and all(satisfies(option, wish) for wish in wishes)]
    priced = [(total(option, needed_extras(option, wishes)), option) for option in right]
    if not priced:
        return None
    cost, option = min(priced, key=lambda pair: (pair[0], pair[1]["id"]))
    return option, needed_extras(option, wishes), cost


def _plans(blueprint: Blueprint, rng: Random, *, flexible: bool) -> list[Label]:
    ids = [wish.id for wish in blueprint.wishes]
    decoys = [Label((wish,)) for wish in ids]
    others = [Label(tuple(rng.sample(ids, rng.randint(1, min(3, len(ids)))))) for _ in range(WRONG - len(decoys))]
    noise = [
        Label(tuple(rng.sample(ids, rng.randint(0, min(2, len(ids))))), _MISFITS[rng.randrange(3)])
        for _ in range(NOISE)
    ]
    if flexible:
        noise[0] = Label(() if blueprint.trap else (rng.choice(ids),), "window")
        noise[1] = Label((rng.choice(ids),), "window")
    if blueprint.disloyal:
        others[0] = Label((LOYALTY,))
    return [Label(())] * CORRECT + decoys + others + noise


def _option(blueprint: Blueprint, place: int, plan: Label, trip: Trip, extras_level: float, rng: Random) -> Option:
    """An option without its price, violating just the wishes of its plan; ``place`` is that of the plan."""
    aspect, demands = blueprint.aspect, _demands(blueprint, place, plan)
    option: Option = {
        "name": rng.choice(_NAMES[aspect.name]),
        **_place(aspect, trip, trip.windows[blueprint.window], plan.misfit, rng),
    }
    if trip.slack:
        option["programme"] = _programme(blueprint, place, plan, rng)
    included: list[str] = []
    extras: dict[str, int] = {}
    for facet in aspect.facets:
        wanted, violated = demands.get(facet.name, _NO_DEMAND)
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


def _demands(blueprint: Blueprint, place: int, plan: Label) -> dict[str, tuple[Preference | None, bool]]:
    """What an option must serve or must not, by facet."""
    demands: dict[str, tuple[Preference | None, bool]] = {
        wish.facet.name: (wish.preference, wish.id in plan.violates) for wish in blueprint.wishes
    }
    if blueprint.given is not None and (plan.tempts or _is_core(blueprint, place)):
        demands[blueprint.given.facet.name] = (blueprint.given.preference, False)
    if blueprint.luxury is not None and place < CORRECT:
        demands[blueprint.luxury.facet.name] = (blueprint.luxury.preference, place < CORRECT - 1)
    return demands


def _is_core(blueprint: Blueprint, place: int) -> bool:
    """Whether the option at a place of the plans is right, or a decoy."""
    return place < CORRECT + len(blueprint.wishes)


def _programme(blueprint: Blueprint, place: int, plan: Label, rng: Random) -> str:
    if blueprint.programme and _is_core(blueprint, place):
        return blueprint.programme
    others = [programme for programme in PROGRAMMES if programme != blueprint.programme]
    return rng.choice(others if LOYALTY in plan.violates else PROGRAMMES)


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


def _place(aspect: Aspect, trip: Trip, window: Window, misfit: str | None, rng: Random) -> Option:
    """City, dates and capacity; wrong in one of them if the plan says so."""
    place: Option = {"city": NEIGHBOURS[trip.city] if misfit == "city" else trip.city}
    wrong_dates = misfit == "dates"
    if misfit == "window":
        window = next(other for other in trip.windows if other != window)
    start, end = window
    if aspect.name in ("flight", "restaurant"):
        place["date"] = trip.windows[-1][1] if wrong_dates else start
    else:
        place["available_from"] = start
        place["available_until"] = _earlier(trip) if wrong_dates else end
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
        option["price"] = _cheaper(ceiling, rng) - _surcharge(option, others)


def _below(options: Sequence[Option], rng: Random) -> int:
    """A price before extras below that of every right option."""
    return _cheaper(min(option["price"] for option in options[:CORRECT]), rng)


def _cheaper(price: int, rng: Random) -> int:
    return min(int(price * rng.uniform(0.72, 0.98)), price - 1)


def _surcharge(option: Mapping[str, Any], wishes: Collection[Wish]) -> int:
    return sum(option["extras"][extra] for extra in needed_extras(option, wishes))
