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

Random draws go through ``Random.random`` alone: a table takes some three hundred of them, and the other methods cost
three to ten times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from random import Random
from typing import Any, TypeVar

from tacit.worlds.travel.catalog import Aspect, Facet, Preference
from tacit.worlds.travel.options import Option, Wish, needed_extras
from tacit.worlds.travel.trips import NEIGHBOURS, Trip, Window

CORRECT, WRONG, NOISE = 3, 10, 5
PROGRAMMES = ("Meridian", "Wayfarer", "Compass")
LOYALTY = "trip.loyalty"
"""The id of the wish to keep everything in one loyalty programme."""

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

Draw = Callable[[], float]
"""A uniform number in [0, 1)."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What one table is to be. All but ``wishes`` is for bundles (see ``bundled``).

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


@dataclass(frozen=True, slots=True)
class Label:
    """What the generator knows about an option: the wishes it violates, and how it misses the trip."""

    violates: tuple[str, ...]
    misfit: str | None = None

    @property
    def tempts(self) -> bool:
        """Whether it serves every wish for its own aspect, and is wrong only beside the other bookings."""
        return self.violates == (LOYALTY,) or (self.misfit == "window" and not self.violates)


@dataclass(frozen=True, slots=True)
class Table:
    """Options in random order, and what they are.

    Args:
        options: as they are shown.
        labels: by option id.
        right: the options that serve every wish, cheapest first.
        decoys: by the wish that each violates.
    """

    options: list[Option]
    labels: dict[str, Label]
    right: list[Option]
    decoys: dict[str, Option]

    @property
    def best(self) -> Option:
        """The cheapest option that serves every wish."""
        return self.right[0]

    def labels_as_data(self) -> dict[str, Any]:
        """Labels as JSON data."""
        return {id_: {"violates": list(label.violates), "misfit": label.misfit} for id_, label in self.labels.items()}


def build_table(blueprint: Blueprint, trip: Trip, rng: Random) -> Table:
    """The table of a blueprint, for a trip."""
    draw, wishes = rng.random, blueprint.wishes
    scale = int(_between(blueprint.aspect.prices, draw))
    plans = _plans(blueprint, draw, flexible=trip.slack > 0)
    level = scale * _between(_EXTRAS_LEVEL, draw)
    fees = level * _EXTRA_PRICE[0], level * _EXTRA_PRICE[1]
    options = [_option(blueprint, place, plan, trip, fees, draw) for place, plan in enumerate(plans)]
    _price(options, wishes, scale, draw)
    for option, plan in zip(options, plans, strict=True):
        if plan.tempts:
            option["price"] = _below(options, draw) - _surcharge(option, wishes)
    order = sorted(range(len(options)), key=lambda _: draw())
    labels: dict[str, Label] = {}
    for number, place in enumerate(order, 1):
        id_ = options[place]["id"] = f"{blueprint.aspect.letter}{number}"
        labels[id_] = plans[place]
    decoys = {wish.id: option for wish, option in zip(wishes, options[CORRECT:], strict=False)}
    return Table([options[place] for place in order], labels, options[:CORRECT], decoys)


def _any(values: Sequence[_T], draw: Draw) -> _T:
    return values[int(draw() * len(values))]


def _between(bounds: tuple[float, float], draw: Draw) -> float:
    return bounds[0] + (bounds[1] - bounds[0]) * draw()


def _plans(blueprint: Blueprint, draw: Draw, *, flexible: bool) -> list[Label]:
    ids = tuple([wish.id for wish in blueprint.wishes])
    decoys = [Label((wish,)) for wish in ids]
    others = [Label(_some(ids, 1, 3, draw)) for _ in range(WRONG - len(decoys))]
    noise = [Label(_some(ids, 0, 2, draw), _any(_MISFITS, draw)) for _ in range(NOISE)]
    if flexible:
        noise[0] = Label(() if blueprint.trap else (_any(ids, draw),), "window")
        noise[1] = Label((_any(ids, draw),), "window")
    if blueprint.disloyal:
        others[0] = Label((LOYALTY,))
    return [Label(())] * CORRECT + decoys + others + noise


def _some(ids: tuple[str, ...], fewest: int, most: int, draw: Draw) -> tuple[str, ...]:
    """A random subset; every size is as likely as the others."""
    size = fewest + int(draw() * (min(most, len(ids)) + 1 - fewest))
    return _any(_subsets(ids, size), draw)


@cache
def _subsets(ids: tuple[str, ...], size: int) -> tuple[tuple[str, ...], ...]:
    return tuple(combinations(ids, size))


def _option(blueprint: Blueprint, place: int, plan: Label, trip: Trip, fees: tuple[float, float], draw: Draw) -> Option:
    """An option without its price, violating just the wishes of its plan; ``place`` is that of the plan."""
    aspect, demands = blueprint.aspect, _demands(blueprint, place, plan)
    option: Option = {"id": "", "name": _any(_NAMES[aspect.name], draw)}
    _place(option, aspect, trip, trip.windows[blueprint.window], plan.misfit, draw)
    if trip.slack:
        option["programme"] = _programme(blueprint, place, plan, draw)
    included: list[str] = []
    extras: dict[str, int] = {}
    for facet in aspect.facets:
        demand = demands.get(facet.name)
        if facet.attribute is not None:
            values = facet.domain if demand is None else _domain(facet, *demand)
            option[facet.attribute] = values[int(draw() * len(values))]
            continue
        for feature in facet.features:
            chance = draw()
            if demand is not None and feature == demand[0].feature:
                chance = 1.0 if demand[1] else chance * _EXTRA
            if chance < _INCLUDED:
                included.append(feature)
            elif chance < _EXTRA:
                extras[feature] = 1 + int(_between(fees, draw))
    option["included"], option["extras"] = included, extras
    return option


def _demands(blueprint: Blueprint, place: int, plan: Label) -> dict[str, tuple[Preference, bool]]:
    """What an option must serve, or (True) must not, by facet."""
    demands = {wish.facet.name: (wish.preference, wish.id in plan.violates) for wish in blueprint.wishes}
    if blueprint.given is not None and (plan.tempts or _is_core(blueprint, place)):
        demands[blueprint.given.facet.name] = (blueprint.given.preference, False)
    if blueprint.luxury is not None and place < CORRECT:
        demands[blueprint.luxury.facet.name] = (blueprint.luxury.preference, place < CORRECT - 1)
    return demands


def _is_core(blueprint: Blueprint, place: int) -> bool:
    """Whether the option at a place of the plans is right, or a decoy."""
    return place < CORRECT + len(blueprint.wishes)


def _programme(blueprint: Blueprint, place: int, plan: Label, draw: Draw) -> str:
    if blueprint.programme and _is_core(blueprint, place):
        return blueprint.programme
    others = [programme for programme in PROGRAMMES if programme != blueprint.programme]
    return _any(others if LOYALTY in plan.violates else PROGRAMMES, draw)


def _domain(facet: Facet, wanted: Preference, violated: bool) -> Sequence[Any]:
    """Values of the facet's attribute that satisfy a wish, or those that do not."""
    return _domains(facet.domain, wanted.values)[violated]


@cache
def _domains(domain: tuple[Any, ...], wanted: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    return [value for value in domain if value in wanted], [value for value in domain if value not in wanted]


def _place(option: Option, aspect: Aspect, trip: Trip, window: Window, misfit: str | None, draw: Draw) -> None:
    """Set city, dates and capacity; wrong in one of them if the plan says so."""
    crowded = misfit == "party" and trip.party > 1
    elsewhere = misfit == "city" or (misfit == "party" and not crowded)
    if misfit == "window":
        window = next(other for other in trip.windows if other != window)
    option["city"] = NEIGHBOURS[trip.city] if elsewhere else trip.city
    if aspect.name in ("flight", "restaurant"):
        option["date"] = trip.windows[-1][1] if misfit == "dates" else window[0]
    else:
        option["available_from"] = window[0]
        option["available_until"] = _earlier(trip) if misfit == "dates" else window[1]
    fewest, most = (1, trip.party - 1) if crowded else (trip.party, 5)
    option["places"] = fewest + int(draw() * (most - fewest + 1))


def _earlier(trip: Trip) -> str:
    """The day before the end, or the start where months make that awkward."""
    year_month, day = trip.end[:8], int(trip.end[8:])
    return f"{year_month}{day - 1:02d}" if day > 1 else trip.start


def _price(options: Sequence[Option], wishes: Sequence[Wish], scale: int, draw: Draw) -> None:
    """Set prices so that the promises of this module hold; integers throughout."""
    ceiling, cost = scale * 10, scale
    for option in options[:CORRECT]:
        option["price"] = cost - _surcharge(option, wishes)
        ceiling = min(ceiling, option["price"])
        cost = int(cost * _between((1.05, 1.3), draw)) + 1
    best, cheaper = options[0]["price"], draw()
    for option in options[CORRECT + len(wishes) :]:
        option["price"] = int(best * _between((0.5, 1.0) if draw() < cheaper else (1.0, 1.7), draw))
    for option, wish in zip(options[CORRECT : CORRECT + len(wishes)], wishes, strict=True):
        others = [other for other in wishes if other is not wish]
        option["price"] = _cheaper(ceiling, draw) - _surcharge(option, others)


def _below(options: Sequence[Option], draw: Draw) -> int:
    """A price before extras below that of every right option."""
    return _cheaper(min(option["price"] for option in options[:CORRECT]), draw)


def _cheaper(price: int, draw: Draw) -> int:
    return min(int(price * _between((0.72, 0.98), draw)), price - 1)


def _surcharge(option: Mapping[str, Any], wishes: Collection[Wish]) -> int:
    return sum([option["extras"][extra] for extra in needed_extras(option, wishes)])
