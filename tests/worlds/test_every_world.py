"""What every installed world owes its users: an agent sees nothing of a wish that its user did not bring up.

These tests know nothing of any particular world and hold for those of other packages too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tacit.dialogue import AgentTurn, AgentView, Dialogue, Limits, Scenario, World, begin, converse
from tacit.errors import DifficultyError
from tacit.goals import Category, Disclosure, Intent
from tacit.users import RuleUser
from tacit.worlds import load_world, world_names

SEEDS = range(12)
SPLITS = ("train", "dev", "test")


@pytest.fixture(scope="module", params=world_names())
def world(request: pytest.FixtureRequest) -> World:
    """Each installed world."""
    return load_world(request.param)


class Watched:
    """An agent that hands every view it gets to a watcher before it acts."""

    def __init__(self, agent: Any, watch: Any) -> None:
        self._agent = agent
        self._watch = watch

    def act(self, view: AgentView) -> AgentTurn:
        self._watch(view)
        return self._agent.act(view)


def _words(text: str) -> str:
    """Lower case, spaces only and padded, so that words are found whole."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.lower()).split())} "


def _told(view: AgentView) -> str:
    """Everything others put before the agent; its own words are its own."""
    messages = [message.content or "" for message in view.messages if message.role != "assistant"]
    return "\n".join((*messages, *(json.dumps(tool.to_openai()) for tool in view.tools)))


def _hidden(dialogue: Dialogue) -> Iterator[Intent]:
    """Intents that did not come out so far."""
    for intent in dialogue.scenario.goal:
        if dialogue.state.intents[intent.id].revealed_turn is None:
            yield intent


def _leaks(dialogue: Dialogue, view: AgentView) -> list[str]:
    told = _told(view)
    words = _words(told)
    said = [i for i in dialogue.scenario.goal if dialogue.state.intents[i.id].revealed_turn is not None]
    harmless = " ".join(_words(text) for intent in said for text in (intent.text, *intent.phrasings))
    found = []
    for intent in _hidden(dialogue):
        secrets = [intent.id, intent.text, *intent.phrasings]
        found += [s for s in secrets if _words(s) in words and _words(s) not in harmless]
        if intent.check is not None and intent.check.model_dump_json() in told.replace(" ", ""):
            found.append(f"check of {intent.id}")
    machinery = (
        "phrasings",
        "disclosure",
        "on_request",
        "violates",
        "misfit",
        "held-out",
        "weight",
        '"labels"',
        '"best"',
    )
    return found + [word for word in machinery if word in told.lower()]


def test_no_view_of_any_policy_holds_a_wish_before_its_user_said_so(world: World) -> None:
    views = hidden = 0
    for family in world.families:
        for seed in SEEDS:
            scenario = world.scenario(family, SPLITS[seed % 3], seed)
            for name, policy in world.policies.items():
                dialogue, session = begin(world, scenario, Limits())

                def watch(view: AgentView, dialogue: Dialogue = dialogue, name: str = name) -> None:
                    nonlocal views, hidden
                    assert _leaks(dialogue, view) == [], f"{name} in {dialogue.scenario.id}"
                    views, hidden = views + 1, hidden + sum(1 for _ in _hidden(dialogue))

                agent: Any = Watched(policy.make(scenario), watch)
                converse(dialogue, session, RuleUser(scenario, world.vocabulary), agent)
                assert dialogue.ending is not None
                assert dialogue.ending.scored, dialogue.detail
    assert views > len(SEEDS) * len(world.families) * len(world.policies)
    assert hidden > views, "there was something to leak"


def test_the_watcher_of_leaks_would_notice_one(world: World) -> None:
    scenario = _with_hidden_wish(world)
    dialogue, _ = begin(world, scenario, Limits())
    intent = next(i for i in _hidden(dialogue) if i.category is Category.PREFERENCE and i.known)
    assert _leaks(dialogue, dialogue.view_for_agent()) == []
    for secret in (intent.id, intent.text, intent.phrasings[0]):
        leaky, _ = begin(world, scenario.model_copy(update={"opening": f"Hello. {secret}"}), Limits())
        assert _leaks(leaky, leaky.view_for_agent()) != []


def _with_hidden_wish(world: World) -> Scenario:
    scenarios = (world.scenario(world.default_family, "dev", seed) for seed in range(100))
    return next(s for s in scenarios if any(i.disclosure is Disclosure.ON_REQUEST for i in s.goal))


def test_equal_arguments_give_equal_scenarios_and_equal_conversations(world: World) -> None:
    for name, policy in world.policies.items():
        played = []
        for _ in range(2):
            scenario = world.scenario(world.default_family, "dev", 3)
            dialogue, session = begin(world, scenario, Limits())
            converse(dialogue, session, RuleUser(scenario, world.vocabulary), policy.make(scenario))
            played.append((scenario, dialogue.acts))
        assert played[0] == played[1], name


def test_floor_ceiling_and_default_exist_and_other_families_are_refused(world: World) -> None:
    assert world.floor in world.policies
    assert world.ceiling in world.policies
    assert world.default_family in world.families
    with pytest.raises(DifficultyError):
        world.scenario("no such family", "dev", 0)
