"""Messages on the wire, and arguments that may be anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.dialogue import Message, Tool, ToolCall, Usage, parse_arguments


def test_messages_and_tools_are_shaped_like_openais() -> None:
    call = ToolCall("c1", "add", '{"n": 1}')
    assert Message("assistant", None, (call,)).to_openai() == {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "add", "arguments": '{"n": 1}'}}],
    }
    assert Message("tool", "2", tool_call_id="c1").to_openai() == {"role": "tool", "content": "2", "tool_call_id": "c1"}
    assert Message("user", "hi").to_openai() == {"role": "user", "content": "hi"}
    tool = Tool("add", "Adds.", {"type": "object"}).to_openai()
    assert tool["type"] == "function"
    assert tool["function"] == {"name": "add", "description": "Adds.", "parameters": {"type": "object"}}


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.booleans())))
def test_arguments_are_what_was_written(arguments: dict[str, object]) -> None:
    assert parse_arguments(ToolCall("c", "add", json.dumps(arguments))) == arguments


def test_no_arguments_are_an_empty_object() -> None:
    assert parse_arguments(ToolCall("c", "add", "")) == {}


@pytest.mark.parametrize("text", ["{", "nonsense", "[1]", "null", '"a"', "1", '{"a": }', "[" * 100_000, "9" * 5000])
def test_malformed_arguments_are_a_value_error_that_names_the_tool(text: str) -> None:
    with pytest.raises(ValueError, match="arguments of add"):
        parse_arguments(ToolCall("c", "add", text))


def test_usage_adds_up() -> None:
    total = Usage(1, 10, 5, 0.5) + Usage() + Usage(2, 1, 1, 0.25)
    assert total == Usage(3, 11, 6, 0.75)
