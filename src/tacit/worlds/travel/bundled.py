"""Trips to be booked as one bundle, on a budget that does not stretch to everything: the hard tier.

On top of the wishes that each digit of the family counts, the traveller has:

- a *luxury*, which only the dearest right option of one aspect serves;
- a *budget* for everything together, enough for all wishes but the luxury, and not for all of them; giving up
  another wish (the *rival*) for the luxury would keep to it too;
- a *priority*: rather without the luxury than without the rival;
- something that binds two aspects: either a *conditional* wish (if one thing turns out so, then this of the other),
  or that everything belongs to one loyalty programme;
- two dates on which it may all take place, of which one alone makes a right bundle possible, though an option
  for the other date is right by itself, and cheaper.

The best bundle is the cheapest one that serves every wish but the luxury within the budget. By construction it is
unique, it is not what choosing the best of each aspect by itself gives, and every wish that it serves decides:
without the wish, another bundle would be the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tacit.goals import AllOf, AnyOf, Category, Check, Disclosure, Goal, Intent, Not, OutcomeCheck
from tacit.worlds.travel.catalog import ASPECTS, Aspect
from tacit.worlds.travel.options import Option, Wish, needed_extras, total
from tacit.worlds.travel.phrasings import hints
from tacit.worlds.travel.tables import LOYALTY, PROGRAMMES, Blueprint, Table, build_table
from tacit.worlds.travel.task import Task, data_of
from tacit.worlds.travel.trips import Trip, draw_trip, opening, precise
from tacit.worlds.travel.twists import draw_twists
from tacit.worlds.travel.wishes import (
    Split,
    check_of,
    choices,
    draw_disclosure,
    draw_wishes,
    free_facets,
    objective,
    preference,
    unknown,
)

BUDGET, PRIORITY = "trip.budget", "trip.priority"
_CONDITIONAL_SHARE = 0.5
_STEPS = (100, 50, 20, 10, 5, 1)


@dataclass(slots=True)
class _Plan:
    """What is wanted, and which aspect each special thing is about."""

    aspects: Sequence[Aspect]
    wishes: dict[str, list[Wish]]
    luxury: Wish
    rival: Wish
    window: int
    trap: str
    condition: Wish | None = None
    consequence: Wish | None = None
    programme: str = ""
    disloyal: str = ""

    def deciding(self, aspect: str) -> list[Wish]:
        """Every wish for an aspect that the best bundle serves."""
        also = [self.consequence] if self.consequence is not None and self.consequence.aspect == aspect else []
        return [*self.wishes[aspect], *also]

    def taken(self, aspect: str) -> set[str]:
        """Names of the facets of an aspect that something is wanted of, or that a wish depends on."""
        every = (*self.wishes[aspect], self.luxury, self.condition, self.consequence)
        return {wish.facet.name for wish in every if wish is not None and wish.aspect == aspect}


def bundled(digits: str, split: Split, negative: bool, rng: Random) -> Task:
    """A task with as many wishes for each aspect as its digit says, and all that binds them."""
    trip = draw_trip(rng, slack=1)
    plan = _draw_plan(digits, split, rng)
    tables = {aspect.name: build_table(_blueprint(plan, aspect), trip, rng) for aspect in plan.aspects}
    budget = _draw_budget(plan, tables, rng)
    data = data_of(trip, tables, {name: plan.deciding(name) for name in tables})
    goal, twists = _goal(plan, trip, budget, split, negative, rng), ()
    if not negative:
        fickle = [wish for drawn in plan.wishes.values() for wish in drawn if wish is not plan.rival]
        twists, goal = draw_twists(goal, fickle, data, split, rng)
    first = opening(trip, [aspect.name for aspect in plan.aspects], rng)
    return Task(goal=goal, opening=first, precise=_precise(first, plan, budget), data=data, twists=twists)


def _draw_plan(digits: str, split: Split, rng: Random) -> _Plan:
    aspects = rng.sample(ASPECTS, len(digits))
    wishes = {
        aspect.name: draw_wishes(aspect, int(digit), split, rng) for aspect, digit in zip(aspects, digits, strict=True)
    }
    splurge, sober = rng.sample(aspects, 2)
    taken = {wish.facet.name for wish in wishes[splurge.name]}
    luxury = rng.choice(choices(splurge.name, rng.choice(free_facets(splurge, taken)).name, split))
    plan = _Plan(
        aspects, wishes, luxury, rng.choice(wishes[sober.name]), window=rng.randrange(2), trap=rng.choice(aspects).name
    )
    if rng.random() >= _CONDITIONAL_SHARE or not _draw_condition(plan, split, rng):
        plan.programme, plan.disloyal = rng.choice(PROGRAMMES), rng.choice(aspects).name
    return plan


def _draw_condition(plan: _Plan, split: Split, rng: Random) -> bool:
    """Make a wish for one aspect depend on another; whether there was room for that."""
    first, second = rng.sample(plan.aspects, 2)
    ifs = [facet for facet in free_facets(first, plan.taken(first.name)) if facet.attribute is not None]
    thens = free_facets(second, plan.taken(second.name))
    if not ifs or not thens:
        return False
    plan.condition = rng.choice(choices(first.name, rng.choice(ifs).name, split))
    plan.consequence = rng.choice(choices(second.name, rng.choice(thens).name, split))
    return True


def _blueprint(plan: _Plan, aspect: Aspect) -> Blueprint:
    name = aspect.name
    return Blueprint(
        aspect,
        plan.deciding(name),
        luxury=plan.luxury if plan.luxury.aspect == name else None,
        given=plan.condition if plan.condition is not None and plan.condition.aspect == name else None,
        programme=plan.programme,
        disloyal=plan.disloyal == name,
        window=plan.window,
        trap=plan.trap == name,
    )


def _draw_budget(plan: _Plan, tables: Mapping[str, Table], rng: Random) -> int:
    """A round number, enough for the best bundle and for the luxury at the rival's cost, too little for everything."""
    splurge, sober = plan.luxury.aspect, plan.rival.aspect
    best = {name: _cost(table.best, plan.deciding(name)) for name, table in tables.items()}
    luxury = _cost(tables[splurge].right[-1], [*plan.deciding(splurge), plan.luxury]) - best[splurge]
    others = [wish for wish in plan.deciding(sober) if wish is not plan.rival]
    saved = best[sober] - _cost(tables[sober].decoys[plan.rival.id], others)
    most = sum(best.values()) + luxury
    lowest = max(most - luxury, most - saved)
    budget = rng.randint(lowest, most - 1)
    return next(
        rounded
        for step in _STEPS
        for rounded in (budget // step * step, -(-budget // step) * step)
        if lowest <= rounded < most
    )


def _cost(option: Option, wishes: Sequence[Wish]) -> int:
    return total(option, needed_extras(option, wishes))


def _goal(plan: _Plan, trip: Trip, budget: int, split: Split, negative: bool, rng: Random) -> Goal:
    intents: list[Intent] = []
    for aspect in plan.aspects:
        name = aspect.name
        intents.append(objective(trip, aspect))
        intents.extend(preference(wish, split, draw_disclosure(negative, rng), rng) for wish in plan.wishes[name])
        if plan.luxury.aspect == name:
            intents.append(_luxury(plan.luxury, split, negative, rng))
        if plan.condition is not None and plan.consequence is not None and plan.consequence.aspect == name:
            intents.append(_conditional(plan.condition, plan.consequence, split, negative, rng))
        intents.extend(unknown(aspect, plan.taken(name), rng))
    keeps = _keeps(plan, budget)
    intents.append(
        _of_trip(BUDGET, f"at most {budget} dollars for everything", keeps, split, negative, rng, amount=budget)
    )
    intents.append(
        _of_trip(
            PRIORITY,
            f"if it can't all be had, {_rather(plan)}",
            AllOf(parts=(keeps, check_of(plan.rival))),
            split,
            negative,
            rng,
            kept=plan.rival.preference.text,
            given_up=plan.luxury.preference.text,
        )
    )
    if plan.programme:
        intents.append(_of_trip(LOYALTY, LOYALTY_TEXT, _LOYAL, split, negative, rng))
    return Goal.model_construct(intents=tuple(intents))


LOYALTY_TEXT = "everything in one and the same loyalty programme"
_LOYAL = OutcomeCheck(path=("programme",), op="exists")


def _keeps(plan: _Plan, budget: int) -> Check:
    """That everything is booked, for no more than the budget."""
    booked = tuple(OutcomeCheck(path=("bookings", aspect.name), op="exists") for aspect in plan.aspects)
    return AllOf(parts=(*booked, OutcomeCheck(path=("paid",), op="le", value=budget)))


def _luxury(wish: Wish, split: Split, negative: bool, rng: Random) -> Intent:
    """Wanted if the money stretches to it. It does not, so nothing is lost without it and nothing decides it."""
    intent = preference(wish, split, draw_disclosure(negative, rng), rng)
    text = f"{wish.preference.text}, if the money stretches to it"
    return intent.model_copy(update={"text": text, "weight": 0.0, "check": None, "group": ""})


def _conditional(condition: Wish, consequence: Wish, split: Split, negative: bool, rng: Random) -> Intent:
    intent = preference(consequence, split, draw_disclosure(negative, rng), rng)
    given = f"if I end up with {condition.preference.text}"
    return intent.model_copy(
        update={
            "text": f"{consequence.preference.text}, {given}",
            "phrasings": tuple(f"That's only {given}. {hint}" for hint in intent.phrasings),
            "check": AnyOf(parts=(_otherwise(condition, consequence), check_of(consequence))),
        }
    )


def _otherwise(condition: Wish, consequence: Wish) -> Check:
    """That the condition did not come about, while both are booked: booking nothing honours nothing."""
    booked = (OutcomeCheck(path=("bookings", wish.aspect), op="exists") for wish in (condition, consequence))
    return AllOf(parts=(*booked, Not(part=check_of(condition))))


def _of_trip(id_: str, text: str, check: Check, split: Split, negative: bool, rng: Random, **words: Any) -> Intent:
    """What is wanted of the trip as a whole."""
    phrasings = [hint.format(**words) for hint in hints(id_, split)]
    return Intent(
        id=id_,
        category=Category.PREFERENCE if id_ != BUDGET else Category.REQUIREMENT,
        text=text,
        phrasings=tuple(_capital(hint) for hint in rng.sample(phrasings, len(phrasings))),
        facet=id_,
        value=str(words.get("amount", "")),
        disclosure=Disclosure.OPENING if negative else Disclosure.ON_REQUEST,
        check=check,
    )


def _rather(plan: _Plan) -> str:
    return f"rather without {plan.luxury.preference.text} than without {plan.rival.preference.text}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _precise(first: str, plan: _Plan, budget: int) -> str:
    """The first message with everything spelt out."""
    texts = {name: [wish.preference.text for wish in drawn] for name, drawn in plan.wishes.items()}
    texts[plan.luxury.aspect].append(f"{plan.luxury.preference.text}, if the money stretches to it")
    if plan.condition is not None and plan.consequence is not None:
        conditional = f"{plan.consequence.preference.text}, if I end up with {plan.condition.preference.text}"
        texts[plan.consequence.aspect].append(conditional)
    lines = [
        f"I can pay at most {budget} dollars for everything.",
        f"And if it can't all be had, {_rather(plan)}.",
        *([f"I also want {LOYALTY_TEXT}."] if plan.programme else []),
    ]
    return " ".join((precise(first, list(texts.items())), *lines))
