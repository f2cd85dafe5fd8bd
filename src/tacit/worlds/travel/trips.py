"""Where a trip goes, when, for how many, and how its traveller puts that in a first message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
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
_MONEY = (
    "Money is tight, so of whatever suits me, take the cheapest.",
    "If several options suit me, go for the cheapest one.",
    "I'd like to spend as little as possible as long as it's right for me.",
    "Among the ones that are right for me, please pick the cheapest.",
)


@dataclass(frozen=True, slots=True)
class Trip:
    """The facts every traveller states up front. Dates are ISO strings."""

    home: str
    city: str
    start: str
    end: str
    party: int

    def to_data(self) -> dict[str, Any]:
        """As JSON data."""
        return asdict(self)


def draw_trip(rng: Random) -> Trip:
    """A trip of two to nine nights for one to four people."""
    start = dt.date(2027, 1, 4) + dt.timedelta(days=rng.randrange(330))
    end = start + dt.timedelta(days=rng.randint(2, 9))
    return Trip(rng.choice(HOMES), rng.choice(_DESTINATIONS), start.isoformat(), end.isoformat(), rng.randint(1, 4))


def opening(trip: Trip, aspects: Sequence[str], rng: Random) -> str:
    """The first message: trip facts, what to book, and that money matters."""
    plan = rng.choice(_PLANS).format(
        city=trip.city, start=trip.start, end=trip.end, who=_NUMBERS[trip.party], wanted=_wanted(trip, aspects)
    )
    greeting = rng.choice(_GREETINGS)
    first = plan[0].upper() + plan[1:] if greeting.endswith("!") else plan
    return f"{greeting} {first} {rng.choice(_MONEY)}"


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
