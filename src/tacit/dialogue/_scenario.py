"""A scenario: one task, the user who has it, and everything needed to play it out again."""

from __future__ import annotations

import hashlib
from functools import cached_property
from random import Random
from typing import Any, Literal

from pydantic import Field

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


class Scenario(Record):
    """One task of one user in a world.

    ``opening`` leaves most of ``goal`` unsaid; ``precise`` is its fully specified twin. In a ``negative``
    scenario the opening already says everything, and asking is a mistake. ``data`` belongs to the world.
    ``trial`` numbers repetitions: same task, other luck.
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
    variant: Literal["vague", "precise"] = "vague"
    negative: bool = False
    data: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the whole content."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def random(self, purpose: str) -> Random:
        """A generator for one purpose in this scenario and trial, independent of every other purpose."""
        return Random(f"{self.id} {self.seed} {self.trial} {purpose}")

    def repeat(self, trial: int) -> Scenario:
        """The same task for another trial."""
        return self if trial == self.trial else self.model_copy(update={"trial": trial})

    def twin(self) -> Scenario:
        """The same task by a user who says everything in the first message."""
        intents = tuple(
            intent.model_copy(update={"disclosure": Disclosure.OPENING})
            if intent.known and intent.supersedes is None
            else intent
            for intent in self.goal
        )
        return self.model_copy(
            update={
                "id": f"{self.id}+precise",
                "goal": Goal(intents=intents),
                "opening": self.precise,
                "variant": "precise",
            }
        )
