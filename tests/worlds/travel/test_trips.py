"""Trips and the messages that state them."""

from __future__ import annotations

import datetime as dt
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tacit.language import read
from tacit.worlds.travel.catalog import ASPECTS
from tacit.worlds.travel.trips import HOMES, NEIGHBOURS, draw_trip, opening
from tacit.worlds.travel.vocabulary import vocabulary


def test_neighbours_come_in_pairs_so_that_a_wrong_city_is_a_right_one_elsewhere() -> None:
    assert all(NEIGHBOURS[near] == city and near != city for city, near in NEIGHBOURS.items())
    assert not set(HOMES) & set(NEIGHBOURS)


@given(st.integers(0, 10_000), st.sets(st.sampled_from([aspect.name for aspect in ASPECTS]), min_size=1))
def test_an_opening_states_the_trip_and_no_wish(seed: int, aspects: set[str]) -> None:
    trip = draw_trip(Random(seed))
    text = opening(trip, sorted(aspects), Random(seed))
    assert trip.city in text
    assert trip.start in text
    assert trip.end in text
    assert ("flight" in aspects) == (trip.home in text)
    assert 2 <= (dt.date.fromisoformat(trip.end) - dt.date.fromisoformat(trip.start)).days <= 9
    assert not read(text, vocabulary(), sorted(aspects)).told
