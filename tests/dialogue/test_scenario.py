"""Scenarios: the fully specified twin, repetitions, fingerprints and independent random numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tacit.dialogue import AgentTurn, Dialogue, Limits, Scenario, Twist
from tacit.goals import Category, Disclosure, Elicitation, Goal, Intent

Make = Callable[..., Scenario]


def test_the_twin_says_everything_in_its_first_message(scenario: Scenario) -> None:
    twin = scenario.twin()
    assert twin.opening == twin.precise == scenario.precise
    assert (scenario.variant, twin.variant) == ("vague", "precise")
    assert twin.id != scenario.id
    assert twin.id.removesuffix("+precise") == scenario.id
    dialogue = Dialogue(twin, "", (), Limits())
    how = {id_: progress.how for id_, progress in dialogue.state.intents.items()}
    assert {id_ for id_, way in how.items() if way is Elicitation.OPENING} == {"task", "eight"}
    assert set(how) - {"task", "eight"} == {"brief"}, "which nobody knows"


def test_the_twin_has_made_up_its_mind(scenario: Scenario) -> None:
    twisted = scenario.model_copy(update={"twists": (Twist(kind="change", intent="eight", words="Eight."),)})
    twin = twisted.twin()
    assert "seven" not in twin.goal.by_id, "what they will no longer want"
    assert twin.goal.by_id["eight"].supersedes is None
    assert twin.twists == ()


def test_a_twist_is_about_a_wish_of_the_goal(make_scenario: Make) -> None:
    with pytest.raises(ValueError, match="a slip is about 'nine', which is not in the goal"):
        make_scenario(twists=(Twist(kind="slip", intent="nine", words="Nine."),))


def test_the_twin_wants_the_same_and_is_nobody_elses_twin(scenario: Scenario) -> None:
    before = scenario.model_dump_json()
    twin = scenario.twin()
    assert scenario.model_dump_json() == before
    for theirs in twin.goal:
        mine = scenario.goal.by_id[theirs.id]
        assert theirs.model_copy(update={"disclosure": mine.disclosure, "supersedes": mine.supersedes}) == mine
        assert mine.known is theirs.known
    changed = {"id", "goal", "opening", "variant"}
    assert scenario.model_dump(exclude=changed) == twin.model_dump(exclude=changed)
    assert Scenario.model_validate_json(twin.model_dump_json()) == twin


def test_a_fingerprint_does_not_depend_on_when_it_was_asked_for(make_scenario: Make) -> None:
    looked_at, fresh = make_scenario(), make_scenario()
    assert looked_at.fingerprint == fresh.fingerprint
    for change in (Scenario.twin, lambda s: s.repeat(1), lambda s: s.model_copy(update={"opening": "Other."})):
        late, early = change(looked_at), change(make_scenario())
        assert late.fingerprint == early.fingerprint != fresh.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"id": "other"},
        {"seed": 2},
        {"trial": 1},
        {"opening": "Other."},
        {"precise": "Other."},
        {"negative": True},
        {"data": {"a": 1}},
        {"split": "test"},
        {"temperament": {"patience": 3}},
        {"goal": {"intents": [{"id": "a", "category": "preference", "text": "a", "facet": "a"}]}},
    ],
)
def test_whatever_changes_in_a_scenario_changes_its_fingerprint(make_scenario: Make, change: dict[str, object]) -> None:
    assert make_scenario(**change).fingerprint != make_scenario().fingerprint


def test_a_scenario_comes_back_from_json_as_it_was(scenario: Scenario) -> None:
    assert scenario.fingerprint
    back = Scenario.model_validate_json(scenario.model_dump_json())
    assert back == scenario
    assert back.fingerprint == scenario.fingerprint


def test_random_numbers_repeat_by_purpose_and_trial_and_differ_otherwise(make_scenario: Make) -> None:
    def draws(scenario: Scenario, purpose: str) -> tuple[float, ...]:
        random = scenario.random(purpose)
        return tuple(random.random() for _ in range(3))

    scenario = make_scenario()
    assert draws(scenario, "user 1") == draws(make_scenario(), "user 1")
    variant = make_scenario(id=f"{scenario.id}+failures")
    assert draws(variant, "user 1") == draws(scenario, "user 1"), "variants share the luck of their task"
    others = [
        draws(scenario, "user 2"),
        draws(scenario.repeat(1), "user 1"),
        draws(make_scenario(seed=2), "user 1"),
        draws(make_scenario(id="b"), "user 1"),
    ]
    assert len({draws(scenario, "user 1"), *others}) == 5


def test_a_repetition_is_the_same_task_with_other_luck(scenario: Scenario) -> None:
    again = scenario.repeat(3)
    assert again.trial == 3
    assert again.model_dump(exclude={"trial"}) == scenario.model_dump(exclude={"trial"})
    assert scenario.repeat(0) is scenario
    assert again.repeat(0) == scenario


def test_what_nobody_knows_is_not_said_even_by_the_twin(make_scenario: Make) -> None:
    unknown = Intent(id="u", category=Category.PREFERENCE, text="u", facet="u", weight=0, disclosure=Disclosure.NEVER)
    twin = make_scenario((unknown,)).twin()
    assert twin.goal == Goal(intents=(unknown,))
    dialogue = Dialogue(twin, "", (), Limits())
    dialogue.agent_did(AgentTurn("hello"))
    assert dialogue.state.events == []
