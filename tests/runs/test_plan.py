"""Planning: which episodes a card asks for, in which order, under which ids."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.agents import AgentFactory
from tacit.dialogue import Limits, World
from tacit.runs import ProtocolCard, plan, references, scenarios

Python = Callable[..., subprocess.CompletedProcess[str]]
CARD = ProtocolCard(
    world="travel",
    world_version="1",
    families=("22",),
    split="dev",
    scenarios=3,
    seed=0,
    trials=1,
    twins=False,
    user="rules",
    limits=Limits(),
    act_seconds=60.0,
    tacit="0.1.0",
)


def card(**changes: Any) -> ProtocolCard:
    """The card, but for some fields."""
    return CARD.model_copy(update=changes)


def ids(world: World, card: ProtocolCard, *digests: str) -> list[str]:
    """Ids of the jobs of agents with these digests, or of the references."""
    agents = [AgentFactory(f"a{i}", d, references(world)[0].make) for i, d in enumerate(digests)] or references(world)
    return [job.id for job in plan(world, card, agents)]


@settings(max_examples=25, deadline=None)
@given(
    families=st.lists(st.sampled_from(["22", "33", "2222"]), min_size=1, max_size=3, unique=True),
    scenarios=st.integers(1, 4),
    trials=st.integers(1, 3),
    twins=st.booleans(),
    agents=st.integers(1, 3),
)
def test_any_first_part_of_a_plan_compares_like_with_like(
    travel: World, families: list[str], scenarios: int, trials: int, twins: bool, agents: int
) -> None:
    some = references(travel)[:agents]
    jobs = list(plan(travel, card(families=tuple(families), scenarios=scenarios, trials=trials, twins=twins), some))
    assert len({job.id for job in jobs}) == len(jobs)
    for start in range(0, len(jobs), agents):
        together = jobs[start : start + agents]
        assert [job.agent for job in together] == some
        assert len({(job.scenario.id, job.trial) for job in together}) == 1
        assert all(job.scenario.trial == job.trial for job in together)
    per_scenario = Counter(job.scenario.id for job in jobs)
    assert set(per_scenario.values()) == {agents * trials}
    order = list(dict.fromkeys((job.scenario.family, job.scenario.seed) for job in jobs))
    assert order == [(family, seed) for family in families for seed in range(scenarios)]


def test_a_twin_follows_its_scenario_unless_nothing_was_left_to_say(travel: World) -> None:
    found = list(scenarios(travel, card(scenarios=40, twins=True)))
    plain = list(scenarios(travel, card(scenarios=40)))
    assert [one for one in found if one.variant == "vague"] == plain
    negatives = sum(one.negative for one in plain)
    assert 0 < negatives < 40
    assert len(found) == 2 * 40 - negatives
    for before, twin in pairwise(found):
        if twin.variant == "precise":
            assert twin == before.twin()
            assert not before.negative


def test_seeds_count_on_so_that_runs_can_be_continued_elsewhere(travel: World) -> None:
    assert [s.id for s in scenarios(travel, card(scenarios=2, seed=3))] == [
        s.id for s in islice(scenarios(travel, card(scenarios=5)), 3, None)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"limits": Limits(turns=29)},
        {"act_seconds": 59.0},
        {"user": "human"},
        {"tacit": "0.1.1"},
        {"world_version": "2"},
        {"split": "test"},
        {"families": ("33",)},
        {"seed": 3},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changing_anything_that_may_change_an_episode_changes_its_id(travel: World, change: dict[str, Any]) -> None:
    assert not set(ids(travel, CARD)) & set(ids(travel, card(**change)))


def test_changing_an_agents_code_changes_the_ids_of_its_own_episodes_alone(travel: World) -> None:
    before, after = ids(travel, CARD, "code", "same"), ids(travel, CARD, "changed code", "same")
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True] * CARD.scenarios


def test_more_scenarios_or_trials_keep_the_ids_of_those_there_were(travel: World) -> None:
    base = set(ids(travel, CARD))
    assert base < set(ids(travel, card(scenarios=5)))
    assert base < set(ids(travel, card(trials=2)))
    assert base < set(ids(travel, card(twins=True)))


def test_a_scenario_has_the_same_ids_whatever_seed_the_run_began_with(travel: World) -> None:
    agents = len(references(travel))
    assert ids(travel, card(seed=1))[: 2 * agents] == ids(travel, CARD)[agents:]


def test_ids_are_the_same_in_every_process(travel: World, python: Python) -> None:
    program = f"""
        import sys
        from tacit.runs import ProtocolCard, plan, references
        from tacit.worlds import load_world
        world = load_world("travel")
        card = ProtocolCard.model_validate_json({CARD.model_dump_json()!r})
        print(*(job.id for job in plan(world, card, references(world))))
    """
    for hash_seed in ("1", "2"):
        done = python(program, env={"PYTHONHASHSEED": hash_seed})
        assert done.stdout.split() == ids(travel, CARD), done.stderr
