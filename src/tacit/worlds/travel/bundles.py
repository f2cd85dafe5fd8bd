"""Bundles: one option for each aspect of a trip, chosen together.

What binds the options of a bundle: they must all serve the trip on the same dates, cost no more than the
budget altogether and, if that is wanted, belong to one loyalty programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tacit.worlds.travel.options import Option, Wish, fits_on, needed_extras, satisfies, total
from tacit.worlds.travel.tables import PROGRAMMES
from tacit.worlds.travel.trips import Trip, Window

Tables = Mapping[str, Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is wanted of a bundle.

    Args:
        wishes: by aspect, each with what it is worth.
        budget: the most it may cost in dollars; None for no limit.
        one_programme: whether everything must be of one loyalty programme.
    """

    wishes: Mapping[str, Sequence[tuple[Wish, float]]]
    budget: int | None = None
    one_programme: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """An option with the extras that its wishes take, what it costs with them, and what is served by it."""

    option: Option
    extras: tuple[str, ...]
    cost: int
    worth: float


def best_bundle(tables: Tables, terms: Terms, trip: Trip) -> dict[str, Pick] | None:
    """The bundle that is worth most within the budget, the cheapest of several; None if there is none at all."""
    best: tuple[float, int, list[str]] | None = None
    chosen: tuple[Pick, ...] = ()
    for window in trip.windows:
        for programme in PROGRAMMES if terms.one_programme else (None,):
            fronts = [_front(table, terms.wishes[aspect], trip, window, programme) for aspect, table in tables.items()]
            for picks in product(*fronts):
                cost = sum(pick.cost for pick in picks)
                if terms.budget is not None and cost > terms.budget:
                    continue
                rank = (-sum(pick.worth for pick in picks), cost, [pick.option["id"] for pick in picks])
                if best is None or rank < best:
                    best, chosen = rank, picks
    return dict(zip(tables, chosen, strict=True)) if best else None


def _front(
    table: Sequence[Option], wishes: Sequence[tuple[Wish, float]], trip: Trip, window: Window, programme: str | None
) -> list[Pick]:
    """The options none of which is both cheaper and worth more than another, cheapest first."""
    serving = [option for option in table if fits_on(option, trip, window)]
    if programme is not None:
        serving = [option for option in serving if option["programme"] == programme]
    picks = sorted((pick(option, wishes) for option in serving), key=lambda p: (p.cost, -p.worth, p.option["id"]))
    front: list[Pick] = []
    for one in picks:
        if not front or one.worth > front[-1].worth:
            front.append(one)
    return front


def pick(option: Option, wishes: Sequence[tuple[Wish, float]]) -> Pick:
    """An option with every extra that a wish for it takes."""
    served = [(wish, worth) for wish, worth in wishes if satisfies(option, wish)]
    extras = tuple(needed_extras(option, [wish for wish, _ in served]))
    return Pick(option, extras, total(option, extras), sum(worth for _, worth in served))
