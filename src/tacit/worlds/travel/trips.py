"""Where a trip goes, when, for how many, and how its traveller puts that in a first message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from random import Random
from typing import Any

from tacit.worlds.travel.catalog import BY_NAME

# Each city with one nearby, which a careless booking could end up in.
NEIGHBOURS: dict[str, str] = {
    "Lisbon": "Setubal", "Barcelona": "Girona", "Vienna": "Bratislava", "Copenhagen": "Malmo", "Milan": "Bergamo",
    "Brussels": "Ghent", "Edinburgh": "Glasgow", "Munich": "Augsburg", "Osaka": "Kyoto", "San Francisco": "Oakland",
    "Seattle": "Tacoma", "Toronto": "Hamilton", "Marseille": "Toulon", "Porto": "Braga", "Naples": "Salerno",
    "Setubal": "Lisbon", "Girona": "Barcelona", "Bratislava": "Vienna", "Malmo": "Copenhagen", "Bergamo": "Milan",
    "Ghent": "Brussels", "Glasgow": "Edinburgh", "Augsburg": "Munich", "Kyoto": "Osaka", "Oakland": "San Francisco",
    "Tacoma": "Seattle", "Hamilton": "Toronto", "Toulon": "Marseille", "Braga": "Porto", "Salerno": "Naples",
}  # fmt: skip
HOMES = ("Boston", "Chicago", "London", "Amsterdam", "Zurich", "Dublin", "Montreal", "Prague", "Oslo", "Warsaw")
_DESTINATIONS = tuple(NEIGHBOURS)
_NUMBERS = ("", "one person", "two of us", "three of us", "four of us")
_GREETINGS = ("Hi!", "Hello,", "Hi there,", "Good morning,", "Hey,", "Hello there,")
_PLANS = (
    "I'm off to {city} from {start} to {end} ({who}) and need {wanted}.",
    "could you arrange {wanted} for a trip to {city}? We're talking {start} to {end}, {who}.",
    "I need {wanted} for {city}, {start} until {end}, {who}.",
    "there's a trip to {city} coming up, {start} to {end}, {who}. Please book {wanted} for me.",
    "I'm planning {city} from {start} to {end}, {who}, and would like you to book {wanted}.",
    "help me get {city} sorted: {wanted}, {start} to {end}, {who}.",
)
_FLEXIBLE_PLANS = (
    "I'm off to {city}, either from {start} to {end} or all of it a day later ({who}), and need {wanted}.",
    "could you arrange {wanted} for a trip to {city}? {start} to {end} or one day later, {who}.",
    "I need {wanted} for {city}, {who}: {start} until {end}, or the same a day later.",
    "there's a trip to {city} coming up, {who}. It can be {start} to {end} or start and end a day later. Please book {wanted} for me.",
    "I'm planning {city}, {who}, from {start} to {end} or everything shifted by a day, and would like you to book {wanted}.",
    "help me get {city} sorted, {who}: {wanted}, {start} to {end} or a day after that.",
)
_LIMIT = (
    "There's a limit to what all of it may cost together, so it may not stretch to everything.",
    "I can't spend any amount on this, so perhaps not everything will be possible.",
    "Mind that the money is for all of it together; something may have to give.",
    "It all has to be paid out of one pot, and the pot isn't bottomless.",
)
_MONEY = (
    "Money is tight, so of whatever suits me, take the cheapest.",
    "If several options suit me, go for the cheapest one.",
    "I'd like to spend as little as possible as long as it's right for me.",
    "Among the ones that are right for me, please pick the cheapest.",
)


Window = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trip:
    """The facts every traveller states up front. Dates are ISO strings; all may be up to ``slack`` days later."""

    home: str
    city: str
    start: str
    end: str
    party: int
    slack: int = 0

    @property
    def windows(self) -> tuple[Window, ...]:
        """The dates it may take place on: first and last day."""
        return _windows(self.start, self.end, self.slack)

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        return asdict(self)


@cache
def _windows(start: str, end: str, slack: int) -> tuple[Window, ...]:
    days = (dt.timedelta(days=late) for late in range(slack + 1))
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return tuple(((first + late).isoformat(), (last + late).isoformat()) for late in days)


def draw_trip(rng: Random, slack: int = 0) -> Trip:
    """A trip of two to nine nights for one to four people."""
    start, end = _dates(rng.randrange(330), rng.randint(2, 9))
    return Trip(rng.choice(HOMES), rng.choice(_DESTINATIONS), start, end, rng.randint(1, 4), slack)


@cache
def _dates(day: int, nights: int) -> Window:
    start = dt.date(2027, 1, 4) + dt.timedelta(days=day)
    return start.isoformat(), (start + dt.timedelta(days=nights)).isoformat()


def opening(trip: Trip, aspects: Sequence[str], rng: Random) -> str:
    """The first message: trip facts, what to book, and that money matters."""
    return _message(rng.choice(_plans(trip)), trip, aspects, rng)


def reworded(said: str, trip: Trip, aspects: Sequence[str], number: int, rng: Random) -> list[str]:
    """First messages that tell of the trip in other words than the one that was ``said``, and than one another."""
    others = [plan for plan in _plans(trip) if _told(plan, trip, aspects)[1:] not in said]  # but for a capital
    return [_message(plan, trip, aspects, rng) for plan in rng.sample(others, number)]


def _plans(trip: Trip) -> Sequence[str]:
    return _FLEXIBLE_PLANS if trip.slack else _PLANS


def _told(plan: str, trip: Trip, aspects: Sequence[str]) -> str:
    return plan.format(
        city=trip.city, start=trip.start, end=trip.end, who=_NUMBERS[trip.party], wanted=_wanted(trip, aspects)
    )


def _message(plan: str, trip: Trip, aspects: Sequence[str], rng: Random) -> str:
    told, greeting = _told(plan, trip, aspects), rng.choice(_GREETINGS)
    first = told[0].upper() + told[1:] if greeting.endswith("!") else told
    return f"{greeting} {first} {rng.choice(_LIMIT if trip.slack else _MONEY)}"


def precise(first_message: str, wishes: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The same message with every wish spelt out, aspect by aspect."""
    lines = [f"For the {BY_NAME[aspect].noun} I want {_listed(texts)}." for aspect, texts in wishes]
    return " ".join((first_message, *lines))


def _wanted(trip: Trip, aspects: Sequence[str]) -> str:
    words = {
        "flight": f"a flight from {trip.home} on the first day",
        "hotel": "a hotel",
        "restaurant": "a restaurant for the first evening",
        "apartment": "an apartment",
        "rental_car": "a rental car",
    }
    return _listed([words[aspect] for aspect in aspects])


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
