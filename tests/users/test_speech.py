"""Typing styles: what was typed is found again, exactly, where it was said to stand."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.users._speech import Reply

TYPINGS = ("tidy", "casual", "sloppy")
PIECES = st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6)


@given(PIECES, st.sampled_from(TYPINGS), st.integers(0, 1000))
def test_every_piece_stands_where_its_span_says(pieces: list[str], typing: str, seed: int) -> None:
    reply = Reply(7, typing, Random(seed))
    spans = [reply.say(piece) for piece in pieces]
    for span in spans:
        assert span.message == 7
        assert reply.text[span.start : span.end] == span.text
    assert " ".join(span.text for span in spans) == reply.text
    assert not reply.empty


@given(PIECES, st.integers(0, 1000))
def test_tidy_typing_changes_nothing_and_casual_only_capitals(pieces: list[str], seed: int) -> None:
    tidy, casual = Reply(1, "tidy", Random(seed)), Reply(1, "casual", Random(seed))
    for piece in pieces:
        assert tidy.say(piece).text == piece
        assert casual.say(piece).text == piece.lower()


@pytest.mark.parametrize("seed", range(20))
def test_a_slip_swaps_two_inner_letters_of_a_long_word(seed: int) -> None:
    words = "breakfast overlooking the harbour with grandmother 123456 in-between tomorrow, " * 20
    typed = Reply(1, "sloppy", Random(seed)).say(words.strip()).text
    slips = [(w, t) for w, t in zip(words.split(), typed.split(), strict=True) if w != t]
    assert slips
    assert len(slips) < len(words.split()) / 8
    for word, slip in slips:
        assert word.isalpha()
        assert sorted(word) == sorted(slip)
        assert word[:2] == slip[:2]
        assert word[-1] == slip[-1]
