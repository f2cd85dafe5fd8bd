"""Which value of a facet an answer names."""

import pytest

from tacit.language import decode
from tacit.worlds.travel.catalog import ASPECTS
from tacit.worlds.travel.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("answer", "facet", "value"),
    [
        ("Aisle, please.", "flight.seat", "aisle_seat"),
        ("Not the window, I'd take the aisle", "flight.seat", "aisle_seat"),
        ("window or aisle, I don't mind", "flight.seat", None),
        ("no preference", "flight.seat", None),
        ("we can live with a single stop", "flight.stops", "one_stop_at_most"),
        ("no connections if possible", "flight.stops", "nonstop"),
        ("premium economy", "flight.cabin", "premium"),
        ("I once slept on a bench", "hotel.bed", None),
        ("", "hotel.bed", None),
    ],
)
def test_decode(answer: str, facet: str, value: str | None) -> None:
    assert decode(answer, vocabulary(), facet) == value


@pytest.mark.parametrize(
    ("facet", "name", "text"),
    [(f"{a.name}.{f.name}", p.name, p.text) for a in ASPECTS for f in a.facets for p in f.preferences],
)
def test_the_catalogue_says_its_preferences_in_plain_words(facet: str, name: str, text: str) -> None:
    assert decode(f"I would like {text}.", vocabulary(), facet) == name
