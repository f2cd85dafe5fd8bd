"""Intents and the goal they form: what a user wants, however little of it they say."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from pydantic import model_validator

from tacit.goals._checks import Check
from tacit.goals._record import Amount, Record


class Category(StrEnum):
    """The five kinds of intent of user goal state tracking (arXiv 2507.20152)."""

    PROFILE = "profile"
    POLICY = "policy"
    OBJECTIVE = "objective"
    REQUIREMENT = "requirement"
    PREFERENCE = "preference"


class Disclosure(StrEnum):
    """When an intent comes out. ``NEVER`` means the user does not know it themselves."""

    OPENING = "opening"
    ON_REQUEST = "on_request"
    UNPROMPTED = "unprompted"
    NEVER = "never"


class Intent(Record):
    """One thing a user wants.

    Args:
        id: unique inside the goal.
        category: which rules its status follows.
        text: the explicit wording, as nobody would say it unasked.
        phrasings: how this user would actually put it, indirectly.
        facet: the question that brings it out, such as ``"hotel.bed"``; what stands before the dot is its aspect.
        value: what is wanted of the facet, as the world's vocabulary names it; "" if it has no name for it.
        weight: its share of the score; an intent the user does not know weighs nothing.
        disclosure: when it comes out.
        check: what decides, without a model, whether it was honoured. None: nothing can be checked.
        supersedes: the intent this one replaces once the user changes their mind; until then it is dormant.
        group: intents reported together, such as those held out for the test split.
    """

    id: str
    category: Category
    text: str
    phrasings: tuple[str, ...] = ()
    facet: str
    value: str = ""
    weight: Amount = 1.0
    disclosure: Disclosure = Disclosure.ON_REQUEST
    check: Check | None = None
    supersedes: str | None = None
    group: str = ""

    @property
    def known(self) -> bool:
        """Whether the user could tell, if asked well."""
        return self.disclosure is not Disclosure.NEVER

    @property
    def aspect(self) -> str:
        """The part of the task it is about: its facet up to the dot."""
        return self.facet.partition(".")[0]

    @model_validator(mode="after")
    def _unknown_weighs_nothing(self) -> Intent:
        if not self.known and self.weight:
            raise ValueError(f"intent {self.id!r} is unknown to its user, so its weight must be 0, not {self.weight!r}")
        return self


class Goal(Record):
    """The intents of one user in one scenario, with distinct ids."""

    intents: tuple[Intent, ...]

    @model_validator(mode="after")
    def _ids_are_distinct(self) -> Goal:
        ids = {intent.id for intent in self.intents}
        if len(ids) != len(self.intents):
            raise ValueError("two intents of one goal have the same id; give each its own")
        for intent in self.intents:
            if intent.supersedes is not None and intent.supersedes not in ids:
                raise ValueError(f"intent {intent.id!r} supersedes {intent.supersedes!r}, which is not in the goal")
        before = {intent.id: intent.supersedes for intent in self.intents}
        for intent in self.intents:
            line, earlier = {intent.id}, intent.supersedes
            while earlier is not None:
                if earlier in line:
                    raise ValueError(f"intent {intent.id!r} supersedes itself in the end, so it could never be live")
                line.add(earlier)
                earlier = before[earlier]
        return self

    @cached_property
    def by_id(self) -> dict[str, Intent]:
        """Intents by their id."""
        return {intent.id: intent for intent in self.intents}

    def __iter__(self) -> Iterator[Intent]:  # type: ignore[override]
        return iter(self.intents)

    def __len__(self) -> int:
        return len(self.intents)
