"""What an agent may return, and what it is told when it returns something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from tacit.agents._wire import clean, outgoing, turn_of, with_ids
from tacit.dialogue import AgentTurn, AgentView, ToolCall
from tacit.errors import AgentError

LOOK = {"id": "a", "type": "function", "function": {"name": "look", "arguments": '{"at": "sky"}'}}
LOOKED = ToolCall("a", "look", '{"at": "sky"}')


@dataclass
class SdkMessage:
    """Shaped like the official SDK's ChatCompletionMessage."""

    content: Any = None
    tool_calls: Any = None
    role: str = "assistant"
    extra: dict[str, Any] = field(default_factory=dict)

    def model_dump(self) -> dict[str, Any]:
        return {"role": self.role, "content": self.content, "tool_calls": self.tool_calls, "function_call": None}


def space(call: dict[str, Any]) -> SimpleNamespace:
    """A tool call as an object."""
    return SimpleNamespace(id=call["id"], type="function", function=SimpleNamespace(**call["function"]))


@pytest.mark.parametrize(
    ("returned", "turn"),
    [
        ("hi", AgentTurn("hi")),
        ("", AgentTurn("")),
        ({"content": "hi"}, AgentTurn("hi")),
        ({"role": "assistant", "content": "hi", "tool_calls": None}, AgentTurn("hi")),
        ({"content": None, "tool_calls": []}, AgentTurn(None)),
        ({"content": [{"type": "text", "text": "hi "}, "you"]}, AgentTurn("hi you")),
        ({"tool_calls": [LOOK]}, AgentTurn(None, (LOOKED,))),
        ({"content": "hm", "tool_calls": (LOOK,)}, AgentTurn("hm", (LOOKED,))),
        ({"content": None, "tool_calls": [space(LOOK)]}, AgentTurn(None, (LOOKED,))),
        (SdkMessage("hi"), AgentTurn("hi")),
        (SdkMessage(None, [LOOK]), AgentTurn(None, (LOOKED,))),
        (SimpleNamespace(content="hi"), AgentTurn("hi")),
        (SimpleNamespace(content=None, tool_calls=[space(LOOK)]), AgentTurn(None, (LOOKED,))),
    ],
)
def test_messages(returned: Any, turn: AgentTurn) -> None:
    assert turn_of(returned, 4) == turn


@pytest.mark.parametrize(
    ("arguments", "text"),
    [({"at": "sky"}, '{"at": "sky"}'), ({}, "{}"), (None, "{}"), ("", ""), ("{oops", "{oops")],
)
def test_arguments(arguments: Any, text: str) -> None:
    (call,) = turn_of({"tool_calls": [{"id": "a", "function": {"name": "f", "arguments": arguments}}]}, 4).tool_calls
    assert call == ToolCall("a", "f", text)


def test_missing_and_repeated_ids_are_filled_in() -> None:
    names = ("call_4_3", "", "x", "", "x", "call_4_5")
    calls = with_ids((ToolCall(name, f"f{n}", "{}") for n, name in enumerate(names)), 4)
    assert [call.name for call in calls] == ["f0", "f1", "f2", "f3", "f4", "f5"]
    assert [call.id for call in calls][:4] == ["call_4_3", "call_4_1", "x", "call_4_4"]
    assert len({call.id for call in calls}) == 6


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (3, "the agent returned an int; return a string or a chat message"),
        (None, "the agent returned nothing (is a `return` missing?)"),
        (b"hi", "the agent returned a bytes"),
        (["hi"], "the agent returned a list"),
        ((x for x in "hi"), "the agent returned a generator"),
        ({}, "the agent returned a dict without 'content' or 'tool_calls'"),
        ({"text": "hi"}, "the agent returned a dict without 'content' or 'tool_calls'"),
        ({"choices": []}, "return its choices[0].message"),
        (SimpleNamespace(choices=[]), "return its choices[0].message"),
        ({"role": "user", "content": "hi"}, "role 'user'"),
        ({"content": 3}, "content is an int"),
        ({"content": [{"type": "image_url"}]}, "a part that is no text"),
        ({"content": "hi", "tool_calls": {"id": "a"}}, "tool_calls that are a dict; tool_calls is a list"),
        ({"tool_calls": "look"}, "tool_calls that are a str"),
        ({"tool_calls": [None]}, "a tool call (a NoneType) that names no function"),
        ({"tool_calls": [{"name": "look", "args": {}}]}, "a tool call (a dict) that names no function; make it"),
        ({"tool_calls": [{"function": {"name": ""}}]}, "names no function"),
        ({"tool_calls": [{"function": {"name": 5}}]}, "names no function"),
        ({"tool_calls": [{"id": 7, "function": {"name": "f"}}]}, "a call of 'f' whose id is an int"),
        ({"tool_calls": [{"function": {"name": "f", "arguments": [1]}}]}, "'f' with arguments that are a list"),
        ({"tool_calls": [{"function": {"name": "f", "arguments": {"a": {1}}}}]}, "that JSON cannot hold"),
    ],
)
def test_nonsense(returned: Any, words: str) -> None:
    with pytest.raises(AgentError) as caught:
        turn_of(returned, 4)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_message_that_cannot_be_read() -> None:
    class Trap:
        def model_dump(self) -> dict[str, Any]:
            raise RuntimeError("no")

    with pytest.raises(AgentError, match=r"returned a Trap that cannot be read: RuntimeError\('no'\)"):
        turn_of(Trap(), 4)


def test_text_that_no_file_can_hold_is_mended() -> None:
    assert clean("caf\u00e9 \U0001f600") == "caf\u00e9 \U0001f600"
    assert clean("\ud83d\ude00") == "\U0001f600"
    turn = turn_of({"content": "a\ud800", "tool_calls": [{"function": {"name": "f\udfff", "arguments": "\ud800"}}]}, 4)
    assert turn == AgentTurn("a\ufffd", (ToolCall("call_4_0", "f\ufffd", "\ufffd"),))


def test_what_goes_out_is_openai_shaped_and_fresh(view: AgentView) -> None:
    messages, tools = outgoing(view)
    function = {"name": "look", "arguments": "{}"}
    assert messages[2]["tool_calls"] == [{"id": "c1", "type": "function", "function": function}]
    assert messages[3] == {"role": "tool", "content": "nothing there", "tool_call_id": "c1"}
    assert tools[0]["function"]["name"] == "look"
    tools[0]["function"]["parameters"]["properties"].clear()
    messages[2]["tool_calls"].clear()
    assert outgoing(view) != (messages, tools)
    assert view.tools[0].parameters["properties"] == {"at": {"type": "string"}}
