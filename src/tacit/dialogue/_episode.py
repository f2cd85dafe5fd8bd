"""The record of one conversation, complete enough to be scored again without running it."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any

from pydantic import model_validator

from tacit.dialogue._acts import Ending, Reaction, Usage
from tacit.dialogue._loop import Dialogue
from tacit.dialogue._messages import Message
from tacit.dialogue._scenario import Scenario, Temperament
from tacit.errors import GoalStateError
from tacit.goals import Amount, Count, Goal, GoalEvent, GoalState, Record


class EpisodeKey(Record):
    """Everything that decides how an episode goes, known before it runs; ``id`` is its hash."""

    scenario: str
    fingerprint: str
    user: str
    agent: str
    agent_digest: str
    limits: str
    act_seconds: float
    trial: int
    version: str

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class Episode(Record):
    """One finished conversation. Two episodes are equal when all but their ``seconds`` are."""

    id: str
    agent: str
    user: str
    trial: Count
    world: str
    scenario: str
    family: str
    split: str
    variant: str
    negative: bool
    temperament: Temperament
    goal: Goal
    events: tuple[GoalEvent, ...]
    messages: tuple[Message, ...]
    reactions: tuple[Reaction, ...]
    outcome: dict[str, Any]
    ending: Ending
    detail: str = ""
    turns: Count
    agent_usage: Usage = Usage()
    user_usage: Usage = Usage()
    seconds: Amount = 0.0

    @classmethod
    def of(cls, dialogue: Dialogue, *, id: str, agent: str, user: str, trial: int, seconds: float = 0.0) -> Episode:
        """The record of a dialogue that has ended."""
        scenario = dialogue.scenario
        if dialogue.ending is None:
            raise ValueError("the dialogue has not ended, so there is no episode yet")
        return cls.model_construct(
            id=id,
            agent=agent,
            user=user,
            trial=trial,
            world=scenario.world,
            scenario=scenario.id,
            family=scenario.family,
            split=scenario.split,
            variant=scenario.variant,
            negative=scenario.negative,
            temperament=scenario.temperament,
            goal=scenario.goal,
            events=tuple(dialogue.state.events),
            messages=tuple(dialogue.messages),
            reactions=tuple(dialogue.reactions),
            outcome=dialogue.outcome,
            ending=dialogue.ending,
            detail=dialogue.detail,
            turns=dialogue.turn,
            agent_usage=dialogue.usage["agent"],
            user_usage=dialogue.usage["user"],
            seconds=seconds,
        )

    @model_validator(mode="after")
    def _hangs_together(self) -> Episode:
        try:
            state = self.state
        except GoalStateError as error:
            raise ValueError(str(error)) from None
        last = state.events[-1].turn if state.events else 0
        if not last <= self.turns <= len(self.messages):
            raise ValueError(f"{self.turns} turns do not fit its events and messages")
        return self

    @cached_property
    def state(self) -> GoalState:
        """The goal state at the end, folded from the events once; to be read, not appended to."""
        return GoalState.replay(self.goal, self.events)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Episode):
            return NotImplemented
        mine, theirs = ({**vars(one), "seconds": 0.0, "state": None} for one in (self, other))
        return mine == theirs

    def __hash__(self) -> int:
        return hash(self.id)


def digest(value: Any) -> str:
    """A short, stable hash of anything JSON can hold."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]


def key_of(
    scenario: Scenario,
    *,
    user: str,
    agent: str,
    agent_digest: str,
    limits: Record,
    act_seconds: float,
    trial: int,
    version: str,
) -> EpisodeKey:
    """The key of an episode that is about to run."""
    return EpisodeKey(
        scenario=scenario.id,
        fingerprint=scenario.fingerprint,
        user=user,
        agent=agent,
        agent_digest=agent_digest,
        limits=limits.model_dump_json(),
        act_seconds=act_seconds,
        trial=trial,
        version=version,
    )
