"""From characters to sentences: splitting, list items, spelling, and spans back into the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.language import count_questions, numbers, sentences, stem, stems, tokenize


def words(text: str) -> list[list[str]]:
    return [[token.text for token in sentence.tokens if token.is_word] for sentence in sentences(text)]


def test_sentences_end_at_marks_lines_and_semicolons() -> None:
    found = sentences("Noted. Which row? Thanks!\nAnd bags; none")
    assert [sentence.mark for sentence in found] == [".", "?", "!", ";", ""]


def test_a_point_inside_a_number_ends_nothing() -> None:
    assert len(sentences("It costs 12.50 a night.")) == 1


def test_list_items_are_told_from_prose() -> None:
    found = sentences("Pick:\n- twin\n2) king\n[ ] queen\n🛏 sofa\nThat is all")
    assert [sentence.bullet for sentence in found] == [False, True, True, True, True, False]
    assert found[0].mark == ":"


def test_decoration_is_no_part_of_words() -> None:
    assert words("**Flight** - `aisle`?") == [["flight", "aisle"]]


def test_a_lone_question_mark_belongs_to_the_sentence_before() -> None:
    assert [sentence.mark for sentence in sentences("Breakfast ??")] == ["?"]


@pytest.mark.parametrize(("text", "count"), [("", 0), ("One? Two? Three.", 2), ("Sure!?", 1), ("a\nb?", 1)])
def test_count_questions(text: str, count: int) -> None:
    assert count_questions(text) == count


def test_slips_are_read_as_the_word_that_was_meant() -> None:
    assert words("wich seat do u wnat") == [["which", "seat", "do", "you", "want"]]
    assert words("were shud it be") == [["where", "should", "it", "be"]]
    assert words("they were late") == [["they", "were", "late"]]


def test_words_that_share_a_stem_by_accident_are_kept_apart() -> None:
    assert stem("business") != stem("busy")
    assert stem("evening") != stem("even")
    assert stem("apartments") == stem("apartment") != stem("apart")


def test_stems_leave_punctuation_out() -> None:
    assert stems("Check-in, bags!") == ("check", "in", "bag")


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text: str) -> None:
    previous = 0
    for token in tokenize(text):
        assert previous <= token.start < token.end <= len(text)
        previous = token.end


@given(st.text(alphabet="ab .?!;:\n-*1)", max_size=200))
def test_sentences_keep_the_order_of_the_text(text: str) -> None:
    found = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert count_questions(text) <= text.count("?")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("no more than 2300 dollars", (2300,)),
        ("$2,300.00, or 2 300, or 2'300, or 2300.50", (2300,) * 4),
        ("about 2k, or 1.5k", (2000, 1500)),
        ("1,000,000,000 of them", (1_000_000_000,)),
        ("two of us on 2027-03-04, seats 12A and B7", ()),
        ("3, then 4. And 5!", (3, 4, 5)),
        ("€90 £80 $70", (90, 80, 70)),
        ("1234567890", ()),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, found: tuple[int, ...]) -> None:
    assert numbers(text) == found


@given(st.lists(st.integers(0, 10**6), max_size=20))
def test_numbers_apart_are_found_in_order(amounts: list[int]) -> None:
    assert numbers("; ".join(map(str, amounts))) == tuple(amounts)
    assert numbers(" and ".join(f"${amount:,}" for amount in amounts)) == tuple(amounts)


@given(st.text("0123456789 ,'.$k-", max_size=2_000))
def test_any_figures_can_be_read(text: str) -> None:
    assert all(number >= 0 for number in numbers(text))


def test_a_long_row_of_figures_is_no_single_number() -> None:
    assert max(numbers(" 100" * 400)) < 10**12
