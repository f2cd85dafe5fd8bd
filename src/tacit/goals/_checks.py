"""Checks as data: what it takes for an intent to be honoured, with no code in it.

A check is stored with its intent, travels with an episode and is evaluated later, by
``tacit.dialogue.honours``, on the outcome in the world or on the transcript. The language is small on
purpose: a comparison on either side, and ``all`` / ``any`` / ``not`` to combine them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, JsonValue, field_validator
from pydantic_core import SchemaError, SchemaValidator, core_schema

from tacit.goals._record import Record

Operator = Literal["eq", "in", "le", "ge", "contains", "exists"]


class OutcomeCheck(Record):
    """Compares the value found at ``path`` in the episode's outcome; a missing path never satisfies."""

    kind: Literal["outcome"] = "outcome"
    path: tuple[str, ...]
    op: Operator
    value: JsonValue = None


class TranscriptCheck(Record):
    """Compares a measure of what the agent said to the user.

    ``questions_per_message`` and ``words_per_message`` are the largest value over the agent's messages,
    ``messages`` counts them, ``mentions`` is the number of messages in which the regular expression
    ``pattern`` occurs, case ignored; see ``finder``.
    """

    kind: Literal["transcript"] = "transcript"
    measure: Literal["questions_per_message", "words_per_message", "messages", "mentions"]
    op: Literal["eq", "le", "ge"]
    value: int
    pattern: str = ""

    @field_validator("pattern")
    @classmethod
    def _pattern_compiles(cls, pattern: str) -> str:
        finder(pattern)
        return pattern


@lru_cache(maxsize=128)
def finder(pattern: str) -> Callable[[str], bool]:
    """What tells whether a regular expression occurs in a text, case ignored.

    Patterns come from files, so they may be hostile. They are those of Rust's ``regex``, which pydantic brings along:
    it does not backtrack and takes time linear in the text. There are no references back and no look-around.

    Raises:
        ValueError: the pattern is none, or is too large.
    """
    try:
        return SchemaValidator(core_schema.str_schema(pattern=f"(?i){pattern}")).isinstance_python
    except SchemaError as error:
        reason = str(error).splitlines()[-1].strip()
        raise ValueError(f"pattern {pattern[:80]!r} is not a regular expression we can use: {reason}") from None


class AllOf(Record):
    """Satisfied when every part is."""

    kind: Literal["all"] = "all"
    parts: tuple[Check, ...]


class AnyOf(Record):
    """Satisfied when at least one part is."""

    kind: Literal["any"] = "any"
    parts: tuple[Check, ...]


class Not(Record):
    """Satisfied when its part is not."""

    kind: Literal["not"] = "not"
    part: Check


Check = Annotated[OutcomeCheck | TranscriptCheck | AllOf | AnyOf | Not, Field(discriminator="kind")]

AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()
