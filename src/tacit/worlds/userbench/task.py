"""What one episode of the protocol is about, as it stands in a scenario's ``data``, and the log of its steps."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any, Literal

from pydantic import Field, model_validator

from tacit.goals import Record
from tacit.worlds.travel.catalog import BY_NAME


class Choice(StrEnum):
    """What a step was meant to be; ``UNREADABLE`` is a call without a known choice."""

    ACTION = "action"
    SEARCH = "search"
    ANSWER = "answer"
    UNREADABLE = "unreadable"


class ActionType(IntEnum):
    """What a message to the user was judged to be, in the numbers of the released code."""

    OTHER = 1
    PREFERENCE = 2
    NOTHING_LEFT = 3
    VAGUE = 4


class Rules(Record):
    """The knobs of the protocol; the defaults are the paper's main setting.

    Args:
        multi: whether an aspect may be answered several times.
        turns: steps after which the episode is cut off.
        failing_search: every how many searches one fails on purpose.
        silence: the consecutive miss at which the user volunteers a preference.
        search, preference: reward of a search that returns results, and of a question that brings a preference out.
        correct, best: reward of an answer.
    """

    multi: bool = False
    turns: int = Field(default=20, ge=1)
    failing_search: int = Field(default=5, ge=1)
    silence: int = Field(default=3, ge=1)
    search: float = Field(default=0.2, ge=0, le=1)
    preference: float = Field(default=0.2, ge=0, le=1)
    correct: float = Field(default=0.8, ge=0, le=1)
    best: float = Field(default=1.0, ge=0, le=1)


class Table(Record):
    """One aspect: what must stand in a search for it, its options as shown, and what is hidden about them.

    ``noise`` are the options that miss the trip or are absurd; ``meets`` lists, by option, the preferences
    it satisfies; ``costs``, where they are known, what an option costs with the extras the preferences take.
    """

    arguments: dict[str, str]
    options: tuple[dict[str, Any], ...]
    correct: tuple[str, ...]
    best: str
    noise: tuple[str, ...] = ()
    meets: dict[str, tuple[str, ...]]
    costs: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ids_belong_to_options(self) -> Table:
        ids = [option.get("id") for option in self.options]
        if len(set(ids)) < len(ids) or set(ids) != set(self.meets):
            raise ValueError("options need distinct ids, and `meets` an entry for each of them")
        if self.best not in self.correct or not set(self.correct) | set(self.noise) <= set(ids):
            raise ValueError("the best option must be a correct one, and correct ones and noise must be options")
        return self


class Task(Record):
    """A scenario's ``data``: rules, and a table for each aspect.

    ``cues`` are the words that ask about each facet, for scenarios whose facets are not the travel world's.
    """

    rules: Rules = Rules()
    tables: dict[str, Table] = Field(min_length=1)
    cues: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _tables_are_apart(self) -> Task:
        if unknown := self.tables.keys() - BY_NAME.keys():
            raise ValueError(f"there is no aspect {unknown.pop()!r}; the aspects are {', '.join(BY_NAME)}")
        ids = [id_ for table in self.tables.values() for id_ in table.meets]
        if len(set(ids)) < len(ids):
            raise ValueError("two tables have an option of the same id")
        return self

    def aspect_of(self, option: str) -> str | None:
        """The aspect whose table holds an option."""
        return next((name for name, table in self.tables.items() if option in table.meets), None)


class Step(Record):
    """One step of an episode, as its outcome keeps it; ``turn`` counts from 0.

    ``matched`` are all the preferences that a question was about and ``preference`` the one that came out, as
    only one does; ``valid`` is a search that returned results, a question of type 2, or an answer that was taken, which
    then has a ``grade``. Rewards are what the rules of the episode paid, and no metric.
    """

    turn: int = Field(ge=0)
    choice: Choice
    valid: bool
    reward: float = Field(ge=0, le=1, allow_inf_nan=False)
    type: ActionType | None = None
    aspect: str | None = None
    option: str | None = None
    grade: Literal["best", "correct", "wrong"] | None = None
    matched: tuple[str, ...] = ()
    preference: str | None = None
    how: Literal["active", "passive"] | None = None
