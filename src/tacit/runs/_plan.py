"""What a run is to consist of: every scenario, for every agent, as often as asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tacit.agents import AgentFactory
from tacit.dialogue import Scenario, World, key_of
from tacit.runs._card import ProtocolCard


@dataclass(frozen=True, slots=True)
class Job:
    """One episode to be run, with the id it will have."""

    id: str
    scenario: Scenario
    agent: AgentFactory
    trial: int


def references(world: World) -> list[AgentFactory]:
    """The world's scripted agents; their digest is the world's version."""
    return [AgentFactory(p.name, world.version, p.make, instant=True) for p in world.policies.values()]


def plan(world: World, card: ProtocolCard, agents: Sequence[AgentFactory]) -> Iterator[Job]:
    """The jobs of a card, one scenario after the other, so that a partial run compares like with like.

    Raises:
        DifficultyError: a family cannot be generated.
    """
    for scenario in scenarios(world, card):
        for trial in range(card.trials):
            repeated = scenario.repeat(trial)
            for agent in agents:
                key = key_of(
                    repeated,
                    user=card.user,
                    agent=agent.name,
                    agent_digest=agent.digest,
                    limits=card.limits,
                    act_seconds=card.act_seconds,
                    trial=trial,
                    version=f"{card.tacit} {card.world_version}",
                )
                yield Job(key.id, repeated, agent, trial)


def scenarios(world: World, card: ProtocolCard) -> Iterator[Scenario]:
    """The scenarios of a card, each followed by its fully specified twin if those are wanted."""
    for family in card.families:
        for seed in range(card.seed, card.seed + card.scenarios):
            scenario = world.scenario(family, card.split, seed)
            yield scenario
            if card.twins and not scenario.negative:
                yield scenario.twin()


def size(card: ProtocolCard, agents: int) -> int:
    """At most how many episodes a card asks for; negative scenarios have no twin."""
    return len(card.families) * card.scenarios * (2 if card.twins else 1) * card.trials * agents
