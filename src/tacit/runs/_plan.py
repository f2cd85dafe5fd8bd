"""What a run is to consist of: every scenario, for every agent, as often as asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def plan(
    world: World, card: ProtocolCard, agents: Sequence[AgentFactory], source: Iterable[Scenario] | None = None
) -> Iterator[Job]:
    """The jobs of a card, one scenario after the other, so that a partial run compares like with like.

    Args:
        source: the scenarios, where the card does not say how to generate them.

    Raises:
        DifficultyError: a family cannot be generated.
    """
    for scenario in scenarios(world, card, source):
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


def scenarios(world: World, card: ProtocolCard, source: Iterable[Scenario] | None = None) -> Iterator[Scenario]:
    """The scenarios of a card, each followed by its fully specified twin and its perturbations, if those are wanted."""
    for scenario in _generated(world, card) if source is None else source:
        yield scenario
        if card.twins and not scenario.negative:
            yield scenario.twin()
        for kind in card.perturbations:
            yield from world.perturbed(scenario, kind)


def size(world: World, card: ProtocolCard, agents: int) -> int:
    """At most how many episodes a card asks for; some scenarios have no twin, or cannot be perturbed."""
    scenarios = card.scenarios if card.source else len(card.families) * card.scenarios
    variants = 1 + card.twins + sum(world.perturbations[kind] for kind in card.perturbations)
    return scenarios * variants * card.trials * agents


def _generated(world: World, card: ProtocolCard) -> Iterator[Scenario]:
    for family in card.families:
        for seed in range(card.seed, card.seed + card.scenarios):
            yield world.scenario(family, card.split, seed)
