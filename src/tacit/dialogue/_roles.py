"""What a world, a user and an agent have to offer. Any object of the right shape will do."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import Protocol

from tacit.dialogue._acts import AgentTurn, ToolResults, UserTurn, Who
from tacit.dialogue._loop import AgentView, UserView
from tacit.dialogue._messages import Tool, ToolCall
from tacit.dialogue._scenario import Scenario
from tacit.language import Vocabulary


class User(Protocol):
    """Whoever plays the user: rules, a model, a person, a replay."""

    def reply(self, view: UserView) -> UserTurn | Awaitable[UserTurn]:
        """Answer what the agent said since the last reply."""
        ...


class Agent(Protocol):
    """The system under test, one instance an episode."""

    def act(self, view: AgentView) -> AgentTurn | Awaitable[AgentTurn]:
        """Say something, call tools, or both."""
        ...


class Session(Protocol):
    """One scenario's world while it is being played."""

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        """Run calls in order. Deterministic: the same calls on a fresh session give the same results."""
        ...


class Policy(Protocol):
    """A scripted agent that comes with a world; ``make`` may read the scenario only if it is a ceiling."""

    name: str
    label: str

    def make(self, scenario: Scenario) -> Agent:
        """An agent for one episode."""
        ...


class World(Protocol):
    """An environment: its scenarios, tools, checks, words and reference policies.

    ``policies`` maps a name to a scripted agent; ``floor`` names the one that asks nothing and ``ceiling``
    the one that knows everything. ``default_family`` is what an evaluation runs when nothing is chosen.
    ``perturbations`` names the ways a scenario can be disturbed, and how many variants each makes at most.
    """

    name: str
    version: str
    families: Sequence[str]
    default_family: str
    floor: str
    ceiling: str
    policies: Mapping[str, Policy]
    perturbations: Mapping[str, int]
    vocabulary: Vocabulary
    instructions: str

    def scenario(self, family: str, split: str, seed: int) -> Scenario:
        """The scenario of a seed.

        Raises:
            DifficultyError: there is no such family or split, or nobody can generate it.
        """
        ...

    def perturbed(self, scenario: Scenario, kind: str) -> Sequence[Scenario]:
        """The variants of a scenario under one of ``perturbations``; none where it makes no sense."""
        ...

    def tools(self, scenario: Scenario) -> Sequence[Tool]:
        """The tools an agent gets."""
        ...

    def open(self, scenario: Scenario) -> Session:
        """A fresh session."""
        ...
