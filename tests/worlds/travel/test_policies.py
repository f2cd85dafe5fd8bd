"""The scripted agents: in their order, and none but the oracle with anything hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from statistics import fmean
from typing import Any

import pytest

from tacit.dialogue import Dialogue, Ending, Limits, Policy, Scenario, World, begin, converse
from tacit.goals import Category, Goal, gap
from tacit.users import RuleUser

SCENARIOS = 150
BLIND = ("silent", "cheapest", "ask-all", "one-at-a-time")


def _play(travel: World, scenario: Scenario, policy: Policy) -> Dialogue:
    dialogue, session = begin(travel, scenario, Limits())
    return converse(dialogue, session, RuleUser(scenario, travel.vocabulary), policy.make(scenario))


@pytest.fixture(scope="module")
def played(travel: World) -> Mapping[str, list[Dialogue]]:
    """Every policy on the same development scenarios of the easiest family."""
    scenarios = [travel.scenario("22", "dev", seed) for seed in range(SCENARIOS)]
    return {name: [_play(travel, s, policy) for s in scenarios] for name, policy in travel.policies.items()}


def _honoured(dialogues: list[Dialogue]) -> float:
    return fmean(gap(dialogue.state).honoured for dialogue in dialogues)


def test_the_oracle_is_perfect(played: Mapping[str, list[Dialogue]]) -> None:
    for dialogue in played["oracle"]:
        assert gap(dialogue.state).honoured == 1
        assert dialogue.outcome["regret"] == 0
        assert dialogue.ending is Ending.ANSWERED
        assert dialogue.turn == 0


def test_the_oracle_is_perfect_in_every_family_and_split(travel: World) -> None:
    for family in travel.families:
        for split in ("train", "dev", "test"):
            for seed in range(6):
                dialogue = _play(travel, travel.scenario(family, split, seed), travel.policies["oracle"])
                assert gap(dialogue.state).honoured == 1
                assert dialogue.outcome.get("regret", 0) == 0


def test_asking_one_thing_at_a_time_beats_silence_by_far_and_does_not_reach_the_oracle(
    played: Mapping[str, list[Dialogue]],
) -> None:
    scores = {name: _honoured(dialogues) for name, dialogues in played.items()}
    print({name: f"{score:.3f}" for name, score in scores.items()})
    assert scores["oracle"] == 1
    assert scores["silent"] + 0.2 < scores["one-at-a-time"] < 0.98
    assert scores["silent"] > scores["cheapest"], "cheap options are traps"


def test_asking_everything_at_once_pays_for_it(played: Mapping[str, list[Dialogue]]) -> None:
    """It is answered in part, its users lose patience, and a hint it cannot follow up is lost."""
    left = {name: sum(d.ending is Ending.GAVE_UP for d in dialogues) for name, dialogues in played.items()}
    spent = {
        name: fmean(sum(r.spent for r in d.reactions) / max(1, len(d.reactions)) for d in dialogues)
        for name, dialogues in played.items()
    }
    print(left, {name: f"{patience:.2f}" for name, patience in spent.items()})
    assert left["ask-all"] > left["one-at-a-time"]
    assert spent["ask-all"] > 5 * spent["one-at-a-time"], "patience a message"
    assert _honoured(played["ask-all"]) < _honoured(played["one-at-a-time"]) - 0.2


def test_every_conversation_ends_in_a_way_that_counts(played: Mapping[str, list[Dialogue]]) -> None:
    endings = Counter(dialogue.ending for dialogues in played.values() for dialogue in dialogues)
    assert set(endings) <= {Ending.ANSWERED, Ending.GAVE_UP}


def test_no_policy_books_what_misses_the_trip(played: Mapping[str, list[Dialogue]]) -> None:
    for dialogues in played.values():
        assert not any(dialogue.outcome and dialogue.outcome["unusable"] for dialogue in dialogues)


@pytest.mark.parametrize("name", ["silent", "cheapest"])
def test_a_policy_that_asks_nothing_says_nothing(name: str, played: Mapping[str, list[Dialogue]]) -> None:
    assert all(dialogue.turn == 0 for dialogue in played[name])


def test_whoever_reads_a_precise_opening_needs_no_question(travel: World) -> None:
    """So the openings' plain words are understood, in every family and split, and nothing else in them is a wish."""
    for family in travel.families:
        for seed in range(24):
            scenario = travel.scenario(family, ("train", "dev", "test")[seed % 3], seed).twin()
            dialogue = _play(travel, scenario, travel.policies["cheapest"])
            assert gap(dialogue.state).honoured == 1, scenario.precise
            assert dialogue.outcome["regret"] == 0, scenario.precise


def _blind(scenario: Scenario) -> Scenario:
    """What an agent may know of a scenario: the trip and which things to book."""
    data: dict[str, Any] = {
        "trip": scenario.data["trip"],
        "options": {aspect: [] for aspect in scenario.data["options"]},
    }
    intents = tuple(intent for intent in scenario.goal if intent.category is Category.OBJECTIVE)
    return scenario.model_copy(update={"data": data, "goal": Goal(intents=intents), "precise": ""})


@pytest.mark.parametrize("name", BLIND)
def test_a_policy_other_than_the_oracle_uses_nothing_hidden(travel: World, name: str) -> None:
    policy = travel.policies[name]
    for seed in range(15):
        scenario = travel.scenario("233", "dev", seed)
        dialogue, session = begin(travel, scenario, Limits())
        converse(dialogue, session, RuleUser(scenario, travel.vocabulary), policy.make(_blind(scenario)))
        assert dialogue.acts == _play(travel, scenario, policy).acts
        assert dialogue.ending is not Ending.AGENT_ERROR


def test_policies_know_floor_and_ceiling_by_the_names_the_world_gives(travel: World) -> None:
    assert {travel.floor, travel.ceiling} <= set(travel.policies)
    assert set(travel.policies) == {*BLIND, travel.ceiling}
    assert all(policy.name == name and policy.label for name, policy in travel.policies.items())
