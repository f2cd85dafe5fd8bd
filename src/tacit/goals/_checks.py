"""Checks as data: what it takes for an intent to be honoured, with no code in it.

A check is stored with its intent, travels with an episode and is evaluated later, by
``tacit.dialogue.honours``, on the outcome in the world or on the transcript. The language is small on
purpose: a comparison on either side, and ``all`` / ``any`` / ``not`` to combine them.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, JsonValue, field_validator

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
    ``pattern`` occurs, case ignored.
    """

    kind: Literal["transcript"] = "transcript"
    measure: Literal["questions_per_message", "words_per_message", "messages", "mentions"]
    op: Literal["eq", "le", "ge"]
    value: int
    pattern: str = ""

    @field_validator("pattern")
    @classmethod
    def _pattern_compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern, re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"pattern {pattern!r} is not a regular expression: {error}") from None
        return pattern


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
