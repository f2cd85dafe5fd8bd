"""What an agent can do in the travel world: search each aspect, and book.

Searching shows public attributes and nothing else. Booking is final, one option an aspect, and says only
what was booked: no tool ever tells how right a choice was. Every call is checked whole before anything
changes. About one search in ten fails for a moment; asking again helps. Where a scenario says so, every tool is
down for its first calls.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tacit.dialogue import (
    Declaration,
    Ending,
    Scenario,
    Tool,
    ToolCall,
    ToolResult,
    ToolResults,
    Who,
    honours,
    parse_arguments,
)
from tacit.goals import Category
from tacit.language import Vocabulary, numbers, read
from tacit.worlds.travel.bundled import BUDGET
from tacit.worlds.travel.options import Option, fits_on, satisfies, total
from tacit.worlds.travel.tables import LOYALTY
from tacit.worlds.travel.trips import Trip, Window
from tacit.worlds.travel.wishes import wishes_of

FAILURE_SHARE = 0.1

_DATE = {"type": "string", "description": "YYYY-MM-DD"}
_CITY = {"type": "string"}
_PARTY = {"type": "integer", "minimum": 1, "description": "number of people"}


def _search_tool(name: str, noun: str, properties: dict[str, Any]) -> Tool:
    return Tool(
        name,
        f"Search {noun}. Returns options as JSON, including some for nearby places and dates and of other sizes. `price` is "
        "in dollars for the whole party and stay; `included` is in the price, `extras` are sold on top at the price shown; "
        "`places` is the largest party, and `programme`, where there is one, the loyalty programme it counts for.",
        {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False},
    )


_STAY = {"city": _CITY, "check_in": _DATE, "check_out": _DATE, "guests": _PARTY}
SEARCHES: dict[str, tuple[str, Tool]] = {
    "search_flights": (
        "flight",
        _search_tool(
            "search_flights",
            "one-way flights",
            {"origin": _CITY, "destination": _CITY, "date": _DATE, "travellers": _PARTY},
        ),
    ),
    "search_hotels": ("hotel", _search_tool("search_hotels", "hotel rooms", _STAY)),
    "search_restaurants": (
        "restaurant",
        _search_tool("search_restaurants", "tables at restaurants", {"city": _CITY, "date": _DATE, "guests": _PARTY}),
    ),
    "search_apartments": ("apartment", _search_tool("search_apartments", "holiday apartments", _STAY)),
    "search_rental_cars": (
        "rental_car",
        _search_tool(
            "search_rental_cars",
            "rental cars",
            {"city": _CITY, "pick_up": _DATE, "drop_off": _DATE, "travellers": _PARTY},
        ),
    ),
}
BOOK = Tool(
    "book",
    "Book one option that a search has shown. Final: one booking for each thing the traveller needs. When everything is "
    "booked the conversation ends.",
    {
        "type": "object",
        "properties": {
            "option_id": {"type": "string", "description": "such as F7"},
            "extras": {"type": "array", "items": {"type": "string"}, "description": "names from the option's `extras`"},
            "understood": {
                "type": "string",
                "description": "Optional: what you understood this traveller to want here, in plain words. Kept for the "
                "record, not shown to the traveller; it changes nothing about the booking.",
            },
        },
        "required": ["option_id"],
        "additionalProperties": False,
    },
)
TOOLS: tuple[Tool, ...] = (*(tool for _, tool in SEARCHES.values()), BOOK)


class TravelSession:
    """Tables, bookings and money of one scenario while it is being played."""

    def __init__(self, scenario: Scenario, vocabulary: Vocabulary) -> None:
        self._scenario = scenario
        self._vocabulary = vocabulary
        self._trip = Trip(**scenario.data["trip"])
        self._options: dict[str, list[Option]] = scenario.data["options"]
        self._wishes = {aspect: wishes_of(scenario, aspect) for aspect in self._options}
        self._facts = _facts(self._trip)
        self._outage = scenario.data.get("outage", 0)
        self._calls: Counter[str] = Counter()
        self._rng = scenario.random("searches")
        self._shown: dict[str, tuple[str, Option]] = {}
        self._bookings: dict[str, dict[str, Any]] = {}
        self._failed_last = False

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        """Run calls in order, each to its result, those after the last booking too."""
        before = len(self._bookings)
        results: list[ToolResult] = []
        declarations: list[Declaration] = []
        for call in calls:
            try:
                content = self._run(call, declarations)
            except ValueError as mistake:
                results.append(ToolResult(call.id, json.dumps({"error": str(mistake)}), bad=True))
            else:
                results.append(ToolResult(call.id, json.dumps(content)))
        changed = len(self._bookings) > before
        done = len(self._bookings) == len(self._options)
        return ToolResults(
            tuple(results),
            self._outcome() if changed else None,
            tuple(declarations),
            Ending.ANSWERED if done else None,
        )

    def _run(self, call: ToolCall, declarations: list[Declaration]) -> dict[str, Any]:
        self._calls[call.name] += 1
        if self._calls[call.name] <= self._outage and any(call.name == tool.name for tool in TOOLS):
            return {"error": "this service is down for a moment; please try again", "transient": True}
        if call.name in SEARCHES:
            aspect, tool = SEARCHES[call.name]
            return self._search(aspect, _validated(tool, parse_arguments(call)))
        if call.name == BOOK.name:
            return self._book(_validated(BOOK, parse_arguments(call)), declarations)
        names = ", ".join(tool.name for tool in TOOLS)
        raise ValueError(f"there is no tool {call.name!r}; the tools are {names}")

    def _search(self, aspect: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if not self._failed_last and self._rng.random() < FAILURE_SHARE:
            self._failed_last = True
            return {"error": "the search service is busy for a moment; please try again", "transient": True}
        self._failed_last = False
        if aspect not in self._options or any(value not in self._facts[name] for name, value in _plain(arguments)):
            return {"results": [], "note": "nothing is on offer for this search"}
        options = self._options[aspect]
        self._shown.update((option["id"], (aspect, option)) for option in options)
        return {"results": options}

    def _book(self, arguments: dict[str, Any], declarations: list[Declaration]) -> dict[str, Any]:
        option_id, extras = arguments["option_id"].strip().upper(), list(dict.fromkeys(arguments.get("extras", ())))
        if option_id not in self._shown:
            raise ValueError(f"{option_id!r} is not an option that a search has shown; book one id at a time")
        aspect, option = self._shown[option_id]
        if aspect in self._bookings:
            raise ValueError(f"the {aspect.replace('_', ' ')} is booked already, and bookings are final")
        if unknown := [extra for extra in extras if extra not in option["extras"]]:
            raise ValueError(f"{option_id} does not sell {', '.join(unknown)}; its extras are {list(option['extras'])}")
        self._bookings[aspect] = {**option, "has": [*option["included"], *extras], "total": total(option, extras)}
        understood = _storable(arguments.get("understood", ""))
        if understood.strip():
            declarations.extend(self._declare(aspect, understood))
        return {"booked": option_id, "extras": extras, "total": self._bookings[aspect]["total"]}

    def _declare(self, aspect: str, text: str) -> list[Declaration]:
        """What a declaration gets right: a wish it leaves out, or names beside another one, is not understood."""
        reading = read(text, self._vocabulary, (aspect, "trip"))
        mentions = (*reading.told, *reading.asked, *reading.proposed)
        named = {(mention.facet, *mention.values) for mention in mentions}
        wishes = [
            Declaration(intent.id, (intent.facet, intent.value) in named, text)
            for intent in self._scenario.goal
            if intent.category is Category.PREFERENCE and intent.known and intent.aspect == aspect
        ]
        return wishes + [
            Declaration(intent.id, True, text)
            for intent in self._scenario.goal
            if (intent.id == LOYALTY and (LOYALTY,) in named)
            or (intent.id == BUDGET and int(intent.value) == max(numbers(text), default=0))
        ]

    def _outcome(self) -> dict[str, Any]:
        """What checks read. A booking that misses the trip serves no wish, so it stands apart as unusable."""
        window = max(self._trip.windows, key=lambda dates: sum(self._fits(b, dates) for b in self._bookings.values()))
        good = {aspect: booking for aspect, booking in self._bookings.items() if self._fits(booking, window)}
        outcome: dict[str, Any] = {
            "bookings": good,
            "unusable": {aspect: booking for aspect, booking in self._bookings.items() if aspect not in good},
            "paid": sum(booking["total"] for booking in self._bookings.values()),
        }
        programmes = {booking.get("programme") for booking in good.values()}
        if len(good) == len(self._options) and len(programmes) == 1 and None not in programmes:
            outcome["programme"] = programmes.pop()
        if not any(twist.kind == "change" for twist in self._scenario.twists):
            outcome["regret"] = self._regret_of_bundle(outcome) if self._trip.slack else self._regret_of_each(good)
        return outcome

    def _fits(self, booking: Mapping[str, Any], window: Window) -> bool:
        return fits_on(booking, self._trip, window)

    def _regret_of_each(self, good: Collection[str]) -> int:
        """Dollars lost against the best options: the difference where a booking is right, all of it where it is not."""
        return sum(booking["total"] - self._worth(aspect, aspect in good) for aspect, booking in self._bookings.items())

    def _worth(self, aspect: str, usable: bool) -> int:
        """What the best option costs if the booking of an aspect is right; nothing if it must be redone."""
        booking, wishes = self._bookings[aspect], self._wishes[aspect]
        features = all(w.preference.feature is None or w.preference.feature in booking["has"] for w in wishes)
        right = usable and features and all(satisfies(booking, wish) for wish in wishes)
        return self._scenario.data["best"][aspect]["total"] if right else 0

    def _regret_of_bundle(self, outcome: Mapping[str, Any]) -> int:
        """Dollars lost against the best bundle: the difference if everything is right, all of it otherwise."""
        right = all(honours(i.check, outcome, ()) for i in self._scenario.goal if i.check is not None)
        best = sum(best["total"] for best in self._scenario.data["best"].values())
        return outcome["paid"] - best if right else outcome["paid"]


def _storable(text: str) -> str:
    """The text without lone surrogates, which JSON can spell but no file can hold."""
    return text.encode(errors="replace").decode()


def _facts(trip: Trip) -> dict[str, frozenset[str]]:
    """What the arguments of a search may be, by name."""
    starts, ends = zip(*trip.windows, strict=True)
    facts: dict[str, Sequence[Any]] = {
        "city": (trip.city,), "destination": (trip.city,), "origin": (trip.home,), "date": starts, "check_in": starts,
        "pick_up": starts, "check_out": ends, "drop_off": ends, "guests": (trip.party,), "travellers": (trip.party,),
    }  # fmt: skip
    return {name: frozenset(str(value).casefold() for value in values) for name, values in facts.items()}


def _plain(arguments: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value).strip().casefold()) for name, value in arguments.items()]


_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "array": (list,)}


def _validated(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments, checked against the tool's schema; null optional arguments are dropped."""
    properties = tool.parameters["properties"]
    given = {name: value for name, value in arguments.items() if value is not None}
    if missing := [name for name in tool.parameters["required"] if name not in given]:
        raise ValueError(f"{tool.name} needs {', '.join(missing)}")
    for name, value in given.items():
        if name not in properties:
            raise ValueError(f"{tool.name} has no argument {name!r}; it takes {', '.join(properties)}")
        kind = properties[name]["type"]
        if not isinstance(value, _TYPES[kind]) or isinstance(value, bool):
            raise ValueError(f"{name} of {tool.name} must be of type {kind}")
        if kind == "array" and not all(isinstance(item, str) for item in value):
            raise ValueError(f"{name} of {tool.name} must be a list of names")
    return given
