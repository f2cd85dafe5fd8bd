"""The travel world, and one session with everything searched."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tacit.dialogue import Scenario, Session, ToolCall, ToolResults, World
from tacit.worlds import load_world

Call = Callable[..., ToolResults]


@pytest.fixture(scope="session")
def travel() -> World:
    """The travel world."""
    return load_world("travel")


@pytest.fixture(scope="session")
def call() -> Call:
    """Runs one tool call in a session; keyword arguments, or one string of raw JSON, are its arguments."""

    def run(session: Session, name: str, raw: str | None = None, **arguments: Any) -> ToolResults:
        return session.run((ToolCall("1", name, json.dumps(arguments) if raw is None else raw),), "agent")

    return run


@pytest.fixture(scope="session")
def searches() -> Callable[[Scenario], dict[str, tuple[str, dict[str, Any]]]]:
    """For each aspect of a trip, the search that finds its options: the tool and its arguments."""

    def find(scenario: Scenario) -> dict[str, tuple[str, dict[str, Any]]]:
        trip = scenario.data["trip"]
        city, start, end, party = trip["city"], trip["start"], trip["end"], trip["party"]
        stay = {"city": city, "check_in": start, "check_out": end, "guests": party}
        flight = {"origin": trip["home"], "destination": city, "date": start, "travellers": party}
        car = {"city": city, "pick_up": start, "drop_off": end, "travellers": party}
        every = {
            "flight": ("search_flights", flight),
            "hotel": ("search_hotels", stay),
            "restaurant": ("search_restaurants", {"city": city, "date": start, "guests": party}),
            "apartment": ("search_apartments", stay),
            "rental_car": ("search_rental_cars", car),
        }
        return {aspect: every[aspect] for aspect in scenario.data["options"]}

    return find


@pytest.fixture(scope="session")
def searched(travel: World, call: Call, searches: Callable[..., Any]) -> Callable[[Scenario], Session]:
    """A session in which everything was searched, again where a search failed for a moment."""

    def open_(scenario: Scenario) -> Session:
        session = travel.open(scenario)
        for tool, arguments in searches(scenario).values():
            while "results" not in json.loads(call(session, tool, **arguments).results[0].content):
                pass
        return session

    return open_
