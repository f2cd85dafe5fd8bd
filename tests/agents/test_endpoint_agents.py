"""A model behind an endpoint as the agent, against the scripted stub."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import tacit.models._client as client_module
from tacit.agents import load
from tacit.dialogue import AgentTurn, AgentView, Dialogue, Ending, Scenario, ToolCall, Usage, converse_async


def play(stub: Any, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any], seconds: float = 5.0) -> Dialogue:
    """One episode with the stub's model as the agent."""

    async def main() -> None:
        factory = load("openai/m", base_url=stub.url, act_seconds=seconds)
        assert factory.close is not None
        await converse_async(dialogue, *roles, factory.make(scenario), act_seconds=seconds)
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
        ("slow", "no answer within 0.2 seconds"),
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
    monkeypatch.setattr(client_module, "FIRST_DELAY", 0.005)
    step = {
        "refused": steps.refuse(500, "oops"),
        "malformed": steps.raw(b"{"),
        "silent": steps.answer({"content": None}),
        "slow": steps.slow(5),
    }[fault]
    stub.script = [step] * 9
    play(stub, scenario, dialogue, roles, seconds=0.2)
    assert dialogue.ending is Ending.AGENT_ERROR
    assert words in dialogue.detail
