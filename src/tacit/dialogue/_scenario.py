"""A scenario: one task, the user who has it, and everything needed to play it out again."""

from __future__ import annotations

import hashlib
from functools import cached_property
from random import Random
from typing import Any, Literal

from pydantic import Field, model_validator

from tacit.goals import Disclosure, Goal, Record


class Temperament(Record):
    """How a user behaves, whatever they want.

    Args:
        patience: effort the user spends before leaving; a wasted question costs 1, a useful one a little.
        talkativeness: most wishes given away in one reply.
        indirectness: probability of hinting where a plain answer would do.
        volunteering: turns without progress after which the user says something unasked; 0 for never.
        typing: ``tidy``, ``casual`` (no capitals) or ``sloppy`` (with typing errors).
    """

    patience: float = Field(default=12.0, gt=0)
    talkativeness: int = Field(default=2, ge=1)
    indirectness: float = Field(default=0.8, ge=0, le=1)
    volunteering: int = Field(default=0, ge=0)
    typing: Literal["tidy", "casual", "sloppy"] = "tidy"


class Twist(Record):
    """Something a user does once about one wish that makes them harder to follow.

    Args:
        kind: ``slip``: says something else at first and corrects it in the next reply; ``partial``: gives half
            an answer at first; ``contradiction``: says something else later, and settles it when asked;
            ``change``: later wants something else, the intent that supersedes this one.
        intent: the wish it is about.
        words: what is said instead: a hint at the other value, the half answer, or how the new wish is put.
    """

    kind: Literal["slip", "partial", "contradiction", "change"]
    intent: str
    words: str


class Scenario(Record):
    """One task of one user in a world.

    ``opening`` leaves most of ``goal`` unsaid; ``precise`` is its fully specified twin. In a ``negative``
    scenario the opening already says everything, and asking is a mistake. ``data`` belongs to the world.
    ``trial`` numbers repetitions: same task, other luck. ``variant`` is ``vague`` for the task itself, ``precise``
    for its twin, and the name of a perturbation otherwise; ``task`` is the same for all of them.
    """

    id: str
    world: str
    family: str
    split: Literal["train", "dev", "test"]
    seed: int
    trial: int = 0
    goal: Goal
    opening: str
    precise: str
    temperament: Temperament = Temperament()
    twists: tuple[Twist, ...] = ()
    variant: str = "vague"
    negative: bool = False
    data: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _twists_are_about_the_goal(self) -> Scenario:
        for twist in self.twists:
            if twist.intent not in self.goal.by_id:
                raise ValueError(f"a {twist.kind} is about {twist.intent!r}, which is not in the goal")
        return self

    @property
    def task(self) -> str:
        """The id without the mark of a variant."""
        return self.id.partition("+")[0]

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the whole content."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def random(self, purpose: str) -> Random:
        """A generator for one purpose in this task and trial, independent of every other purpose.

        Variants of a task share their luck, so that what differs between them is the variant.
        """
        return Random(f"{self.task} {self.seed} {self.trial} {purpose}")

    def repeat(self, trial: int) -> Scenario:
        """The same task for another trial."""
        return self if trial == self.trial else self.model_copy(update={"trial": trial})

    def twin(self) -> Scenario:
        """The same task by a user who says everything in the first message, and has made up their mind."""
        settled = {intent.supersedes for intent in self.goal}
        intents = tuple(
            intent.model_copy(update={"disclosure": Disclosure.OPENING, "supersedes": None}) if intent.known else intent
            for intent in self.goal
            if intent.id not in settled
        )
        return self.model_copy(
            update={
                "id": f"{self.id}+precise",
                "goal": Goal(intents=intents),
                "opening": self.precise,
                "twists": (),
                "variant": "precise",
            }
        )
