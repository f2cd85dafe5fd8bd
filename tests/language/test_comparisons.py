"""Questions that weigh things against each other ask which matters more, not what is wanted of each."""

from __future__ import annotations

import pytest

from tacit.language import Reading, read
from tacit.worlds.travel.vocabulary import vocabulary

TRIP = ("hotel", "flight", "trip")


def _read(text: str, trip: tuple[str, ...] = TRIP) -> Reading:
    return read(text, vocabulary(), trip)


@pytest.mark.parametrize(
    "text",
    [
        "Would you rather drop the sauna or the window seat?",
        "Which matters more to you, the pool or the aisle seat?",
        "If only one is possible, the pool or the aisle seat?",
        "The balcony or business class?",
        "What would you give up first?",
        "If the money runs out, should the aisle seat go before the spa?",
    ],
)
def test_a_trade_off_asks_for_the_priority_alone(text: str) -> None:
    assert _read(text).facets == ("trip.priority",)


def test_what_is_asked_beside_a_trade_off_is_still_asked() -> None:
    assert set(_read("Which seat would you like? And what could you do without?").facets) == {
        "flight.seat",
        "trip.priority",
    }
    assert set(_read("What's your budget, and which is more important to you?").facets) == {
        "trip.budget",
        "trip.priority",
    }


@pytest.mark.parametrize(
    "text",
    ["Any wishes about the pool or the aisle seat?", "A king bed or two single beds?", "Breakfast or half board?"],
)
def test_alternatives_of_one_thing_and_lists_of_wishes_weigh_nothing(text: str) -> None:
    assert "trip.priority" not in _read(text).facets


def test_where_nobody_can_be_asked_to_weigh_things_a_choice_is_about_each() -> None:
    assert set(_read("The pool or the aisle seat?", ("hotel", "flight")).facets) == {"hotel.facilities", "flight.seat"}


def test_a_budget_is_a_formality_only_where_the_world_has_none() -> None:
    assert _read("What is your budget for everything?").facets == ("trip.budget",)
    assert _read("What is your budget for everything?", ("hotel", "flight")).facets == ()
