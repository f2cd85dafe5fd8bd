"""Episodes: complete records, equal but for their time, with an id known before they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from tacit.dialogue import (
    AgentTurn,
    Dialogue,
    Ending,
    Episode,
    EpisodeKey,
    Limits,
    Reaction,
    Scenario,
    Tool,
    ToolCall,
    ToolResult,
    ToolResults,
    Usage,
    UserTurn,
    digest,
    key_of,
)
from tacit.goals import Elicitation, EventKind, GoalEvent, Source, Span

Make = Callable[..., Scenario]
TOOLS = (Tool("add", "Adds.", {"type": "object"}),)
CALL = ToolCall("c1", "add", '{"n": 7, malformed')


def ended(scenario: Scenario) -> Dialogue:
    """A conversation with something of everything."""
    span = Span(3, 0, 2, "It")
    events = (
        GoalEvent(1, EventKind.ASKED, "seven", Source.AGENT, Span(2, 0, 4, "What")),
        GoalEvent(1, EventKind.REVEALED, "seven", Source.USER, span, Elicitation.ACTIVE),
        GoalEvent(1, EventKind.SUPERSEDED, "seven", Source.USER, span, by="eight"),
    )
    reaction = Reaction("question", ("add.n",), ("add.n",), (), "low", 0.25)
    dialogue = Dialogue(scenario, "Help — é 🙂", TOOLS, Limits())
    dialogue.agent_did(AgentTurn("What number?", usage=Usage(1, 20, 3, 0.1)))
    dialogue.user_did(UserTurn("It is seven. No, eight!", events, reaction, usage=Usage(1, 5, 5)))
    dialogue.agent_did(AgentTurn(tool_calls=(CALL,)))
    dialogue.tools_did(ToolResults((ToolResult("c1", "7"),), {"total": 7, "x": [1.5, None, {"y": True}]}))
    dialogue.fail(Ending.AGENT_ERROR, "broke")
    return dialogue


@pytest.fixture
def episode(scenario: Scenario) -> Iterator[Episode]:
    """The record of that conversation."""
    yield Episode.of(ended(scenario), id="abc", agent="mine", user="rules", trial=2, seconds=1.25)


def test_an_episode_comes_back_from_json_as_it_was(episode: Episode) -> None:
    back = Episode.model_validate_json(episode.model_dump_json())
    assert back == episode
    assert hash(back) == hash(episode)
    assert back.seconds == episode.seconds
    assert back.model_dump_json() == episode.model_dump_json()
    assert Episode.model_validate(episode.model_dump()) == episode


def test_a_stored_episode_has_the_goal_state_the_conversation_ended_in(scenario: Scenario) -> None:
    dialogue = ended(scenario)
    episode = Episode.of(dialogue, id="a", agent="b", user="c", trial=0)
    assert episode.state == dialogue.state
    assert Episode.model_validate_json(episode.model_dump_json()).state == dialogue.state
    assert not episode.state.intents["seven"].live


def test_an_episode_keeps_what_was_said_done_and_spent(scenario: Scenario, episode: Episode) -> None:
    assert [m.role for m in episode.messages] == ["system", "user", "assistant", "user", "assistant", "tool"]
    assert episode.messages[4].tool_calls == (CALL,)
    assert (episode.ending, episode.detail, episode.turns, episode.trial) == (Ending.AGENT_ERROR, "broke", 1, 2)
    assert (episode.agent_usage, episode.user_usage) == (Usage(1, 20, 3, 0.1), Usage(1, 5, 5))
    assert episode.outcome["total"] == 7
    assert [r.spent for r in episode.reactions] == [0.25]
    assert (episode.scenario, episode.world, episode.goal) == (scenario.id, scenario.world, scenario.goal)


@pytest.mark.parametrize("name", sorted(Episode.model_fields))
def test_two_episodes_are_equal_when_all_but_their_seconds_are(episode: Episode, name: str) -> None:
    assert episode != "an episode"
    others: dict[str, Any] = {
        "trial": 0, "turns": 9, "negative": True, "outcome": {}, "ending": Ending.SATISFIED, "variant": "precise",
        "agent_usage": Usage(9), "user_usage": Usage(9), "seconds": 99.0, "events": (), "messages": (), "reactions": (),
        "temperament": episode.temperament.model_copy(update={"patience": 1.0}),
        "goal": episode.goal.model_copy(update={"intents": episode.goal.intents[::-1]}),
    }  # fmt: skip
    other = episode.model_copy(update={name: others.get(name, "other")})
    assert (other == episode) is (name == "seconds")


def test_having_been_asked_for_its_state_does_not_make_an_episode_another(episode: Episode) -> None:
    asked, other = episode.model_copy(), episode.model_copy()
    assert asked.state is asked.state
    assert asked.state == other.model_copy().state
    assert asked == other
    assert asked.model_dump_json() == other.model_dump_json()


def test_there_is_no_episode_before_the_end(scenario: Scenario) -> None:
    with pytest.raises(ValueError, match="not ended"):
        Episode.of(Dialogue(scenario, "", (), Limits()), id="a", agent="b", user="c", trial=0)


def test_an_episode_with_a_field_we_do_not_know_is_refused(episode: Episode) -> None:
    with pytest.raises(ValidationError, match="mood"):
        Episode.model_validate({**episode.model_dump(), "mood": "good"})


KEY: dict[str, Any] = {
    "scenario": "s", "fingerprint": "f", "user": "rules", "agent": "mine", "agent_digest": "d", "limits": "{}",
    "act_seconds": 60.0, "trial": 0, "version": "0.1",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EpisodeKey.model_fields))
def test_an_id_changes_with_every_part_of_its_key(name: str) -> None:
    key = EpisodeKey(**KEY)
    assert key.id == EpisodeKey(**KEY).id
    assert len(key.id) == 16
    assert int(key.id, 16) >= 0
    other = KEY[name] + (1 if isinstance(KEY[name], int | float) else "x")
    assert EpisodeKey(**{**KEY, name: other}).id != key.id


def test_parts_of_a_key_do_not_run_into_each_other() -> None:
    ids = {
        EpisodeKey(**{**KEY, "user": a, "agent": b}).id for a, b in (("ab", "c"), ("a", "bc"), ('a","agent":"b', "c"))
    }
    assert len(ids) == 3


def test_a_key_knows_the_whole_scenario_and_all_limits(scenario: Scenario) -> None:
    def id_of(scenario: Scenario, limits: Limits) -> str:
        return key_of(
            scenario,
            user="rules",
            agent="mine",
            agent_digest="d",
            limits=limits,
            act_seconds=60.0,
            trial=0,
            version="0.1",
        ).id

    changed = [
        scenario.model_copy(update={"opening": "Other."}),
        scenario.model_copy(update={"data": {"other": 1}}),
        scenario.model_copy(update={"seed": scenario.seed + 1}),
        scenario.repeat(1),
        scenario.twin(),
    ]
    limits = [Limits(**{name: 3}) for name in Limits.model_fields]
    ids = [id_of(scenario, Limits()), *(id_of(s, Limits()) for s in changed), *(id_of(scenario, x) for x in limits)]
    assert len(set(ids)) == len(ids)
    assert id_of(Scenario.model_validate_json(scenario.model_dump_json()), Limits()) == ids[0]


def test_a_digest_ignores_the_order_of_keys_and_nothing_else() -> None:
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})
    assert len({digest(value) for value in ({"a": 1}, {"a": "1"}, {"a": [1]}, ["a", 1], None, "", {})}) == 7
