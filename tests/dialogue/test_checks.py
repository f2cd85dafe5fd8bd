"""Evaluating checks: every operator and measure, and that no check on any outcome ever raises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.dialogue import Message, ToolCall, honours
from tacit.goals import AllOf, AnyOf, Check, Not, OutcomeCheck, TranscriptCheck

OUTCOME: dict[str, Any] = {
    "bed": "soft",
    "price": 90,
    "rate": 4.5,
    "stars": [3, 4],
    "pool": None,
    "hotel": {"name": "Grand Hotel", "floor": {"level": 3}},
    "day": "2025-03-01",
    "free": True,
}


def outcome_check(path: str, op: Any, value: Any = None) -> OutcomeCheck:
    return OutcomeCheck(path=tuple(path.split(".")) if path else (), op=op, value=value)


@pytest.mark.parametrize(
    ("path", "op", "value", "expected"),
    [
        ("bed", "eq", "soft", True),
        ("bed", "eq", "hard", False),
        ("price", "eq", 90.0, True),
        ("free", "eq", True, True),
        ("pool", "eq", None, True),
        ("stars", "eq", [3, 4], True),
        ("hotel.floor", "eq", {"level": 3}, True),
        ("bed", "in", ["soft", "medium"], True),
        ("bed", "in", ["hard"], False),
        ("bed", "in", "quite soft", True),
        ("price", "le", 90, True),
        ("price", "le", 89.9, False),
        ("price", "ge", 90, True),
        ("price", "ge", 90.1, False),
        ("rate", "ge", 4, True),
        ("day", "le", "2025-03-02", True),
        ("day", "ge", "2025-03-02", False),
        ("stars", "contains", 4, True),
        ("stars", "contains", 5, False),
        ("hotel.name", "contains", "Grand", True),
        ("hotel", "contains", "name", True),
        ("pool", "exists", None, True),
        ("hotel.floor.level", "exists", None, True),
        ("hotel.floor.level", "eq", 3, True),
        ("", "contains", "bed", True),
    ],
)
def test_an_outcome_is_compared_as_the_operator_says(path: str, op: str, value: Any, expected: bool) -> None:
    assert honours(outcome_check(path, op, value), OUTCOME, ()) is expected


@pytest.mark.parametrize("op", ["eq", "in", "le", "ge", "contains", "exists"])
@pytest.mark.parametrize("path", ["gone", "hotel.gone", "bed.gone", "stars.0", "pool.gone", "hotel.floor.level.gone"])
def test_a_missing_path_satisfies_no_operator(path: str, op: str) -> None:
    for value in (None, "", [], [None], {}, 0):
        assert not honours(outcome_check(path, op, value), OUTCOME, ())


@pytest.mark.parametrize(
    ("path", "op", "value"),
    [
        ("bed", "le", 3),
        ("price", "ge", "90"),
        ("pool", "le", 1),
        ("price", "contains", 9),
        ("price", "in", 100),
        ("price", "in", "90"),
        ("hotel", "in", {"a": 1}),
        ("hotel", "contains", ["name"]),
        ("bed", "contains", 1),
        ("stars", "le", ["a"]),
    ],
)
def test_values_of_different_kinds_never_satisfy(path: str, op: str, value: Any) -> None:
    assert not honours(outcome_check(path, op, value), OUTCOME, ())


def said(*texts: str | None) -> list[Message]:
    """Messages of an agent among others that no measure may count."""
    others = [
        Message("system", "Be brief? taxi taxi"),
        Message("user", "A taxi? Really? One two three four five six seven eight nine ten?"),
        Message("tool", "taxi? " * 20, tool_call_id="c"),
        Message("assistant", None, (ToolCall("c", "call", '{"a": "taxi? taxi?"}'),)),
    ]
    return [*others, *(Message("assistant", text) for text in texts), *others]


@pytest.mark.parametrize(
    ("measure", "pattern", "texts", "value"),
    [
        ("questions_per_message", "", (), 0),
        ("questions_per_message", "", ("No question here.",), 0),
        ("questions_per_message", "", ("What bed? What price?", "What day?"), 2),
        ("words_per_message", "", (), 0),
        ("words_per_message", "", ("one two", "one  two\nthree", "one"), 3),
        ("messages", "", (), 0),
        ("messages", "", ("a", "", None, "b"), 2),
        ("mentions", "taxi", (), 0),
        ("mentions", "taxi", ("A TAXI, a taxi", "no cab", "Taxis"), 2),
        ("mentions", r"\bcab\b", ("cabin", "a cab."), 1),
        ("mentions", "^yes", ("Oh yes", "YES"), 1),
    ],
)
def test_a_measure_counts_only_what_the_agent_said(
    measure: Any, pattern: str, texts: Sequence[str | None], value: int
) -> None:
    def check(op: Any, bound: int) -> TranscriptCheck:
        return TranscriptCheck(measure=measure, op=op, value=bound, pattern=pattern)

    messages = said(*texts)
    assert [honours(check("eq", v), {}, messages) for v in (value - 1, value, value + 1)] == [False, True, False]
    assert [honours(check("le", v), {}, messages) for v in (value - 1, value, value + 1)] == [False, True, True]
    assert [honours(check("ge", v), {}, messages) for v in (value - 1, value, value + 1)] == [True, True, False]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(a*)*b", "a*a*a*a*a*b", "([ab]*a[ab]{99})c"])
def test_a_hostile_pattern_takes_no_longer_than_its_text_is_long(pattern: str) -> None:
    check = TranscriptCheck(measure="mentions", op="eq", value=0, pattern=pattern)
    assert honours(check, {}, said("a" * 50_000 + "!"))


TEXT = st.sampled_from(("", "soft", "bed", "What bed?", "taxi! cab?", "é🙂", "a b c d"))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
MESSAGES = st.lists(
    st.builds(Message, st.sampled_from(("system", "user", "assistant", "tool")), st.none() | TEXT), max_size=4
)
PATTERNS = st.sampled_from(("", "taxi|cab", "(a)?b", r"\?$", "[^a-z]+", "é", r"(?i)BED"))
LEAVES = st.builds(
    OutcomeCheck,
    path=st.lists(TEXT, max_size=3).map(tuple),
    op=st.sampled_from(("eq", "in", "le", "ge", "contains", "exists")),
    value=VALUES,
) | st.builds(
    TranscriptCheck,
    measure=st.sampled_from(("questions_per_message", "words_per_message", "messages", "mentions")),
    op=st.sampled_from(("eq", "le", "ge")),
    value=st.integers(-1, 4),
    pattern=PATTERNS,
)


@settings(deadline=None, derandomize=True, max_examples=250)
@given(parts=st.lists(LEAVES, max_size=4), outcome=st.dictionaries(TEXT, VALUES, max_size=4), messages=MESSAGES)
def test_no_check_ever_raises_and_combinations_follow_their_parts(
    parts: list[Check], outcome: dict[str, Any], messages: list[Message]
) -> None:
    found = [honours(part, outcome, messages) for part in parts]
    assert {type(one) for one in found} <= {bool}
    every, some = AllOf(parts=tuple(parts)), AnyOf(parts=tuple(parts))
    assert honours(every, outcome, messages) is all(found)
    assert honours(some, outcome, messages) is any(found)
    assert honours(Not(part=every), outcome, messages) is not all(found)
    nested = Not(part=AnyOf(parts=(Not(part=some), AllOf(parts=(every, some)))))
    assert honours(nested, outcome, messages) is not (not any(found) or (all(found) and any(found)))


@settings(deadline=None, derandomize=True, max_examples=250)
@given(VALUES, st.sampled_from(("eq", "in", "le", "ge", "contains", "exists")), VALUES)
def test_any_two_values_can_be_compared(found: Any, op: Any, value: Any) -> None:
    verdict = honours(OutcomeCheck(path=("x",), op=op, value=value), {"x": found}, ())
    assert isinstance(verdict, bool)
    if op == "exists":
        assert verdict
    if op == "eq":
        assert verdict is bool(found == value)
