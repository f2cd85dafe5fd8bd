"""Whatever an endpoint answers is a reply that any file can hold, or a ``ValueError`` that says why not."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tacit.models import Reply
from tacit.models._reply import one_line, read_reply, server_message

NAMES = st.sampled_from(
    [
        "choices",
        "message",
        "content",
        "tool_calls",
        "function",
        "name",
        "arguments",
        "id",
        "text",
        "usage",
        "prompt_tokens",
        "error",
        "detail",
    ]
)
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
ANYTHING = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4))
CALL = st.fixed_dictionaries(
    {"function": st.fixed_dictionaries({"name": ANYTHING, "arguments": ANYTHING}), "id": ANYTHING}
)
MESSAGE = st.fixed_dictionaries({"content": ANYTHING, "tool_calls": ANYTHING | st.lists(CALL, max_size=2)})
ANSWER = st.fixed_dictionaries(
    {"choices": st.lists(st.fixed_dictionaries({"message": ANYTHING | MESSAGE}), max_size=2), "usage": ANYTHING}
)


def read(body: bytes) -> Reply | None:
    """The reply in a body, None if there is none."""
    try:
        return read_reply(body)
    except ValueError as error:
        assert str(error)
        return None


@given(ANYTHING | ANSWER)
def test_any_json_is_a_reply_or_a_reason(answer: Any) -> None:
    reply = read(json.dumps(answer).encode())
    if reply is None:
        return
    texts = [reply.message.content or ""]
    for call in reply.message.tool_calls:
        assert call.name
        texts += [call.id, call.name, call.arguments]
    "".join(texts).encode()
    assert 0 <= reply.usage.input_tokens <= 10**12
    assert 0 <= reply.usage.output_tokens <= 10**12


@given(st.binary())
def test_any_bytes_are_no_reply(body: bytes) -> None:
    assert read(body) is None
    assert isinstance(server_message(body), str)


@given(st.text(st.characters()))
def test_what_a_server_says_is_one_line_that_steers_no_terminal(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert len(line) <= 300


def test_a_line_says_what_was_said() -> None:
    assert one_line("no  such\nmodel: \x1b[31m‘é’") == "no such model: \\x1b[31m‘é’"
