"""Intents and goals as records: what they refuse, and that nothing is lost on the way through JSON."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tacit.goals import (
    AllOf,
    AnyOf,
    Category,
    Check,
    Disclosure,
    Goal,
    Intent,
    Not,
    OutcomeCheck,
    TranscriptCheck,
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
LEAVES = st.builds(
    OutcomeCheck,
    path=st.lists(TEXT, max_size=3).map(tuple),
    op=st.sampled_from(("eq", "in", "le", "ge", "contains", "exists")),
    value=JSON,
) | st.builds(
    TranscriptCheck,
    measure=st.sampled_from(("questions_per_message", "words_per_message", "messages", "mentions")),
    op=st.sampled_from(("eq", "le", "ge")),
    value=st.integers(),
    pattern=st.sampled_from(("", "taxi|cab", r"\bwi-?fi\b", "é+")),
)
CHECKS: st.SearchStrategy[Check] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(AllOf, parts=st.lists(inner, max_size=3).map(tuple))
        | st.builds(AnyOf, parts=st.lists(inner, max_size=3).map(tuple))
        | st.builds(Not, part=inner)
    ),
    max_leaves=6,
)


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    """Goals with nested checks, chains of changed minds, and wishes nobody knows of."""
    intents: list[Intent] = []
    for place in range(draw(st.integers(0, 4))):
        disclosure = draw(st.sampled_from(Disclosure))
        weight = draw(st.floats(0, 1e9)) if disclosure is not Disclosure.NEVER else 0.0
        intents.append(
            Intent(
                id=f"{place} {draw(TEXT)}",
                category=draw(st.sampled_from(Category)),
                text=draw(TEXT),
                phrasings=tuple(draw(st.lists(TEXT, max_size=2))),
                facet=draw(TEXT),
                value=draw(TEXT),
                weight=weight,
                disclosure=disclosure,
                check=draw(st.none() | CHECKS),
                supersedes=draw(st.sampled_from([None, *(intent.id for intent in intents)])),
                group=draw(TEXT),
            )
        )
    return Goal(intents=tuple(intents))


def an_intent(**changes: Any) -> Intent:
    return Intent(**{"id": "a", "category": Category.PREFERENCE, "text": "a", "facet": "f.a", **changes})


@settings(deadline=None, derandomize=True, max_examples=80)
@given(goals())
def test_a_goal_comes_back_from_json_as_it_was(goal: Goal) -> None:
    assert len(goal.by_id) == len(goal)
    back = Goal.model_validate_json(goal.model_dump_json())
    assert back == goal
    assert [type(i.check) for i in back] == [type(i.check) for i in goal]
    assert back.model_dump_json() == goal.model_dump_json()
    assert Goal.model_validate(goal.model_dump()) == goal


def test_two_intents_of_one_goal_cannot_have_the_same_id() -> None:
    with pytest.raises(ValidationError, match="same id"):
        Goal(intents=(an_intent(), an_intent(text="b")))


def test_an_intent_supersedes_only_what_is_in_the_goal() -> None:
    with pytest.raises(ValidationError, match="'gone'"):
        Goal(intents=(an_intent(supersedes="gone"),))


@pytest.mark.parametrize("order", [("a",), ("a", "b"), ("a", "b", "c")])
def test_an_intent_that_could_never_be_live_is_refused(order: tuple[str, ...]) -> None:
    intents = [an_intent(id=id_, supersedes=order[place - 1]) for place, id_ in enumerate(order)]
    with pytest.raises(ValidationError, match="never be live"):
        Goal(intents=(an_intent(id="root"), *intents))


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_is_a_finite_number_of_at_least_zero(weight: float) -> None:
    with pytest.raises(ValidationError, match="weight"):
        an_intent(weight=weight)


def test_what_the_user_does_not_know_must_weigh_nothing() -> None:
    with pytest.raises(ValidationError, match="weight must be 0"):
        an_intent(disclosure=Disclosure.NEVER, weight=0.5)
    unknown = an_intent(disclosure=Disclosure.NEVER, weight=0)
    assert not unknown.known
    assert all(an_intent(disclosure=d).known for d in Disclosure if d is not Disclosure.NEVER)


@pytest.mark.parametrize(("facet", "aspect"), [("hotel.bed", "hotel"), ("hotel", "hotel"), ("a.b.c", "a"), ("", "")])
def test_the_aspect_of_an_intent_is_what_its_facet_begins_with(facet: str, aspect: str) -> None:
    assert an_intent(facet=facet).aspect == aspect


def test_a_value_is_given_and_not_read_off_the_id() -> None:
    assert an_intent(id="hotel.bed.king", facet="hotel.bed").value == ""
    assert an_intent(id="hotel.bed.king", facet="hotel.bed", value="twin").value == "twin"


def test_records_are_frozen_and_refuse_unknown_fields() -> None:
    intent = an_intent()
    with pytest.raises(ValidationError, match="frozen"):
        intent.weight = 2.0  # type: ignore[misc]
    with pytest.raises(ValidationError, match="wieght"):
        an_intent(wieght=2.0)


def test_a_copy_of_a_goal_forgets_what_was_computed_from_the_old_intents() -> None:
    goal = Goal(intents=(an_intent(),))
    assert set(goal.by_id) == {"a"}
    copied = goal.model_copy(update={"intents": (an_intent(id="b"),)})
    assert set(copied.by_id) == {"b"}


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "*",
        "[a",
        "a{2,1}",
        "a{99999999999999999999}",
        r"(a)\1",
        "(?=a)",
        r"(\w{999}){999}",
        "(" * 9999 + ")" * 9999,
    ],
)
def test_a_pattern_that_is_no_regular_expression_is_refused_where_it_is_read(pattern: str) -> None:
    with pytest.raises(ValidationError, match="not a regular expression"):
        TranscriptCheck(measure="mentions", op="ge", value=1, pattern=pattern)
