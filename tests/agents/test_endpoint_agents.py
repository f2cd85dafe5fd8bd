"""A model behind an endpoint as the agent, against the scripted stub."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

import tacit.models._retry as retry_module
from tacit.agents import load
from tacit.dialogue import (
    AgentTurn,
    AgentView,
    Dialogue,
    Ending,
    Episode,
    Scenario,
    ToolCall,
    Usage,
    converse_async,
)
from tacit.dialogue import Limits as MaxTurns
from tacit.errors import AgentLoadError, BudgetError, EndpointSetupError, UsageError
from tacit.models import Answers, Budget, CallTerms, Limits, Use
from tacit.runs import evaluate


def play(stub: Any, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any], **options: Any) -> Dialogue:
    """One episode with the stub's model as the agent, which keeps its own time."""

    async def main() -> None:
        factory = load("openai/m", base_url=stub.url, **options)
        assert factory.close is not None
        assert factory.own_time
        try:
            await converse_async(dialogue, *roles, factory.make(scenario))
        finally:
            await factory.close()

    asyncio.run(main())
    return dialogue


def test_an_episode(stub: Any, steps: Any, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any]) -> None:
    stub.script = [steps.call("look", '{"at": "sky"}', id=None), steps.say("blue")]
    play(stub, scenario, dialogue, roles)
    assert dialogue.ending is Ending.SATISFIED, dialogue.detail
    assert dialogue.usage["agent"] == Usage(2, 22, 14)
    first, second = (seen.body for seen in stub.seen)
    assert sorted(first) == ["messages", "model", "tools"]
    assert [message["role"] for message in first["messages"]] == ["system", "user"]
    assert second["messages"][2:] == [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {"id": "call_2_0", "type": "function", "function": {"name": "look", "arguments": '{"at": "sky"}'}}
            ],
        },
        {"role": "tool", "content": 'looked: {"at": "sky"}', "tool_call_id": "call_2_0"},
    ]


def test_the_turn_of_a_reply(stub: Any, steps: Any, view: AgentView, scenario: Scenario) -> None:
    calls = [{"id": "x", "function": {"name": "look", "arguments": {}}}] * 2
    stub.script = [steps.answer({"content": "half \ud83d", "tool_calls": calls})]

    async def main() -> AgentTurn:
        factory = load("openai/m", base_url=stub.url)
        assert factory.close is not None
        try:
            agent: Any = factory.make(scenario)
            return await agent.act(view)
        finally:
            await factory.close()

    expected = (ToolCall("x", "look", "{}"), ToolCall("call_4_1", "look", "{}"))
    assert asyncio.run(main()) == AgentTurn("half \ufffd", expected, Usage(1, 11, 7))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("refused", "EndpointError: the endpoint http://127.0.0.1:"),
        ("malformed", "cannot be used: not JSON"),
        ("silent", "neither said anything nor called a tool"),
        ("slow", "did not answer within 0.2 seconds (tried 4 times)"),
    ],
)
def test_its_failures_are_the_agent_s(
    stub: Any,
    steps: Any,
    scenario: Scenario,
    dialogue: Dialogue,
    roles: tuple[Any, Any],
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    words: str,
) -> None:
    monkeypatch.setattr(retry_module, "FIRST_DELAY", 0.005)
    step = {
        "refused": steps.refuse(500, "oops"),
        "malformed": steps.raw(b"{"),
        "silent": steps.answer({"content": None}),
        "slow": steps.slow(5),
    }[fault]
    stub.script = [step] * 9
    play(stub, scenario, dialogue, roles, act_seconds=0.2)
    assert dialogue.ending is Ending.AGENT_ERROR
    assert words in dialogue.detail


def test_what_is_nobody_s_fault_ends_the_conversation_and_is_raised(
    stub: Any, steps: Any, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any]
) -> None:
    stub.script = [steps.call("look", "{}")]
    with pytest.raises(BudgetError):
        play(stub, scenario, dialogue, roles, terms=CallTerms(budget=Budget(tokens=1)))
    assert dialogue.ending is Ending.CANCELLED
    assert len(stub.seen) == 1


def test_an_endpoint_that_was_set_up_wrong_stops_the_run(
    stub: Any, steps: Any, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any]
) -> None:
    stub.script = [steps.refuse(401, "who are you?")]
    with pytest.raises(EndpointSetupError) as caught:
        play(stub, scenario, dialogue, roles)
    assert isinstance(caught.value, UsageError), "so that it is one line and exit status 2"


def test_a_replay_needs_no_key(scenario: Scenario, tmp_path: Path, clean_environment: None) -> None:
    with pytest.raises(AgentLoadError, match="OPENAI_API_KEY"):
        load("openai/m")
    (tmp_path / "00").mkdir()
    (tmp_path / "00" / "00.json").touch()
    assert load("openai/m", terms=CallTerms(answers=Answers(tmp_path, Use.REPLAY))).make(scenario)


def test_episodes_and_trials_ask_apart(stub: Any, scenario: Scenario, view: AgentView, tmp_path: Path) -> None:
    async def main() -> None:
        factory = load("openai/m", base_url=stub.url, terms=CallTerms(answers=Answers(tmp_path, Use.CACHE)))
        assert factory.close is not None
        for one in (scenario, scenario.repeat(1), scenario.model_copy(update={"id": "other"}), scenario):
            agent: Any = factory.make(one)
            await agent.act(view)
        await factory.close()

    asyncio.run(main())
    assert len(stub.seen) == 3


def test_waiting_for_its_turn_is_not_held_against_it(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.otherwise = steps.slow(0.1, steps.say("ok"))
    terms = CallTerms(limits=Limits(calls=1))
    agent = load("openai/m", base_url=stub.url, act_seconds=0.3, terms=terms)
    run = evaluate("travel", [agent], out=tmp_path / "run", n=6, limits=MaxTurns(turns=1), act_seconds=0.3)
    endings = {episode.ending for episode in run.episodes() if episode.agent == agent.name}
    assert endings == {Ending.OUT_OF_TURNS}
    assert stub.most == 1


def test_a_run_that_stops_with_many_calls_in_flight_has_counted_them_all(stub: Any, steps: Any, tmp_path: Path) -> None:
    stub.otherwise = steps.slow(0.05, steps.say("What else matters to you?"))

    def run(name: str, budget: Budget, resume: bool = False) -> dict[str, Episode]:
        agent = load("openai/m", base_url=stub.url, terms=CallTerms(budget=budget))
        done = evaluate("travel", [agent], out=tmp_path / name, n=12, limits=MaxTurns(turns=3), resume=resume)
        return {episode.id: episode for episode in done.episodes()}

    small = Budget(tokens=400)
    with pytest.raises(BudgetError):
        run("stopped", small)
    assert small.calls == len(stub.seen)
    assert 400 <= small.tokens < 400 + 16 * 18
    assert run("stopped", Budget(), resume=True) == run("whole", Budget())
