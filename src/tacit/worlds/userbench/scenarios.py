"""Scenarios of the protocol: those of the travel world, in the clothes of UserBench.

A family is one of UserBench's eight or any other string of digits, one an aspect: the number of its preferences.
By itself ("22") it is single-choice, the paper's main setting; with ``-multi`` an aspect may be answered several
times; with ``-userrl`` it is single-choice as UserRL evaluates its TravelGym: 16 turns, 0.6 for a preference.

Taken over are trips, wishes, one hint for each, and tables of 3 correct, 10 wrong and 5 noisy options. Left out
are travellers who say everything at once, wishes that their traveller does not know of, and temperaments. An option
costs what it costs with the paid extras that the wishes take.
"""

from __future__ import annotations

from itertools import count

from tacit.dialogue import Scenario, Temperament
from tacit.errors import DifficultyError
from tacit.goals import Category, Disclosure, Goal, Intent, OutcomeCheck
from tacit.worlds.travel.generator import generate
from tacit.worlds.travel.wishes import Split, wishes_of
from tacit.worlds.userbench.task import Rules, Table, Task

EIGHT = ("22", "2222", "33", "233", "333", "44", "334", "444")
MULTI, USERRL = "-multi", "-userrl"
SETTINGS = {"": Rules(), MULTI: Rules(multi=True), USERRL: Rules(turns=16, preference=0.6)}
FAMILIES = tuple(digits + setting for setting in ("", MULTI) for digits in EIGHT)

LEAVES_AT_ONCE = Temperament(patience=1e-6)
"""Words sent past the tool end the episode: the user, who hears only those, leaves at the first of them."""

_FURTHER = 1_000_000


def scenario_of(family: str, split: Split, seed: int) -> Scenario:
    """The scenario of a seed; equal arguments give equal scenarios on any machine.

    Raises:
        DifficultyError: there is no such family or split.
    """
    digits, setting = _parsed(family)
    trip = _trip(digits, split, seed)
    return Scenario(
        id=f"userbench/{digits}{setting}/{split}/{seed}",
        world="userbench",
        family=digits + setting,
        split=split,
        seed=seed,
        goal=Goal(intents=tuple(_intent(intent) for intent in trip.goal if intent.known)),
        opening=trip.opening,
        precise=trip.precise,
        temperament=LEAVES_AT_ONCE,
        data=Task(rules=SETTINGS[setting], tables=_tables(trip)).model_dump(mode="json"),
    )


def objective(aspect: str, text: str) -> Intent:
    """The intent to get something chosen for an aspect; said up front, so it weighs nothing."""
    return Intent(
        id=aspect,
        category=Category.OBJECTIVE,
        text=text,
        facet=aspect,
        weight=0.0,
        disclosure=Disclosure.OPENING,
        check=OutcomeCheck(path=("chosen", aspect), op="exists"),
    )


def met(aspect: str, preference: str) -> OutcomeCheck:
    """Whether the first option chosen for an aspect meets a preference."""
    return OutcomeCheck(path=("chosen", aspect, "meets"), op="contains", value=preference)


def _parsed(family: str) -> tuple[str, str]:
    """The digits of a family and its setting."""
    digits, dash, setting = family.removeprefix("travel").partition("-")
    if not digits.isdigit() or dash + setting not in SETTINGS:
        raise DifficultyError(
            f"there is no family {family!r}; give a digit an aspect, such as {', '.join(EIGHT)}, by itself or followed "
            f"by {MULTI} or {USERRL}"
        )
    return digits, dash + setting


def _trip(digits: str, split: Split, seed: int) -> Scenario:
    """The travel world's scenario for a seed; where that leaves nothing to ask, the one for a seed far away."""
    trips = (generate(digits, split, seed + turn * _FURTHER) for turn in count())
    return next(trip for trip in trips if not trip.negative)


def _intent(intent: Intent) -> Intent:
    if intent.category is Category.OBJECTIVE:
        return objective(intent.aspect, intent.text)
    changes = {
        "phrasings": intent.phrasings[:1],
        "disclosure": Disclosure.ON_REQUEST,
        "check": met(intent.aspect, intent.id),
    }
    return intent.model_copy(update=changes)


def _tables(trip: Scenario) -> dict[str, Table]:
    return {aspect: _table(trip, aspect) for aspect in trip.data["options"]}


def _table(trip: Scenario, aspect: str) -> Table:
    options, labels = trip.data["options"][aspect], trip.data["labels"][aspect]
    wishes = wishes_of(trip, aspect)
    noise = [id_ for id_, label in labels.items() if label["misfit"] is not None]
    meets = {
        id_: () if id_ in noise else tuple(wish.id for wish in wishes if wish.id not in label["violates"])
        for id_, label in labels.items()
    }
    return Table(
        arguments=_arguments(trip.data["trip"], aspect),
        options=tuple(options),
        correct=tuple(id_ for id_, those in meets.items() if len(those) == len(wishes)),
        best=trip.data["best"][aspect]["id"],
        noise=tuple(noise),
        meets=meets,
        costs={
            option["id"]: option["price"] + sum(option["extras"].get(wish.preference.feature, 0) for wish in wishes)
            for option in options
        },
    )


def _arguments(trip: dict[str, str | int], aspect: str) -> dict[str, str]:
    """What must stand in a search."""
    place = {"origin": trip["home"], "destination": trip["city"]} if aspect == "flight" else {"city": trip["city"]}
    time = {"date": trip["start"]}
    if aspect not in ("flight", "restaurant"):
        time = {"from": trip["start"], "until": trip["end"]}
    return {name: str(value) for name, value in {**place, **time, "people": trip["party"]}.items()}
