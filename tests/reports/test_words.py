"""Numbers and names as people read them."""

from __future__ import annotations

import math

import pytest

from tacit.reports._words import fraction, harmless, interval, listed, money, number, p_value, percent, plural, short
from tacit.stats import NOTHING, Estimate


def test_nothing_is_a_dash() -> None:
    assert [percent(math.nan), fraction(math.nan), money(math.nan)] == ["–"] * 3
    assert interval(NOTHING) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.42, ".42"), (-0.22, "−.22"), (1.0, "1.00"), (-1.5, "−1.50"), (-0.001, ".00"), (0.999, "1.00")],
)
def test_a_gain_is_a_fraction(value: float, text: str) -> None:
    assert fraction(value) == text


def test_numbers_have_a_true_minus_and_no_minus_zero() -> None:
    assert number(-1234.4) == "−1,234"
    assert number(-0.3) == "0"
    assert money(-3) == "−$3"
    assert money(12.5) == "$12.50"


def test_intervals_stay_in_the_unit_of_their_mean() -> None:
    assert interval(Estimate(0.61, 0.571, 0.649, 5, 5)) == "[57, 65]"
    assert interval(Estimate(0.42, -0.1, 0.649, 5, 5), "gain") == "[−.10, .65]"
    assert interval(Estimate(1, -math.inf, math.inf, 1, 1), "amount") == ""


def test_intervals_reach_no_further_than_the_quantity() -> None:
    wide = Estimate(0.4, -1.7, 2.5, 5, 5)
    assert interval(wide, "amount") == "[0.0, 2.5]", "a count is never negative"
    assert interval(wide, "money") == "[0, 2]"
    assert interval(wide, "points") == "[−100, 100]", "nor do shares differ by more than all"
    assert interval(wide, "gain") == "[−1.70, 2.50]"


def test_small_words() -> None:
    assert p_value(0.0001) == "p < .001"
    assert p_value(0.0123) == "p = .012"
    assert plural(1, "wish") == "1 wish"
    assert plural(2, "wish") == "2 wishes"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""


def test_long_names_lose_their_middle_and_their_folders() -> None:
    assert short("some/where/agent.py:Agent") == "agent.py:Agent"
    assert len(short("openai/" + "m" * 80, 26)) == 26
    assert short("openai/gpt-5") == "openai/gpt-5"


def test_harmless_shows_what_steers_and_leaves_the_rest() -> None:
    assert (
        harmless("plain\ttext\nwith ümläut, 日本語, 👩‍👩‍👧 and עברית")
        == "plain\ttext\nwith ümläut, 日本語, 👩‍👩‍👧 and עברית"
    )
    assert harmless("a\u202eb\x1b[0m\x00\ud800") == "a⟦U+202E⟧b\ufffd[0m\ufffd\ufffd"
