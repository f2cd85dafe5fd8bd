"""What a chat-completions endpoint answers, read from its JSON into dataclasses.

``read_reply`` is strict about what a caller relies on (there is a message, its calls name a function) and
lenient about what servers differ in: calls without an id (``""`` then), arguments as an object instead of
JSON text, no usage, halves of a surrogate pair, which no file can hold. Nothing here does I/O.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_MOST_TOKENS = 10**12
"""More in one reply is a mistake of the endpoint, and would spoil every sum it goes into."""
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class CallRequest:
    """A tool call the model asks for. ``arguments`` is JSON text, unchecked; ``id`` is empty if none came."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ReplyMessage:
    """What the model says, what it wants called, or both."""

    content: str | None = None
    tool_calls: tuple[CallRequest, ...] = ()

    @property
    def size(self) -> int:
        """Letters in it, calls included."""
        return len(self.content or "") + sum(len(call.name) + len(call.arguments) for call in self.tool_calls)


@dataclass(frozen=True, slots=True)
class TokenCount:
    """Tokens as the endpoint counted them, and dollars if there is a price; 0 where it did not.

    ``requests`` includes the failed attempts.
    """

    requests: int = 1
    input_tokens: int = 0
    output_tokens: int = 0
    usd: float = 0.0

    def __add__(self, other: TokenCount) -> TokenCount:
        return TokenCount(
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.usd + other.usd,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a model and what it cost."""

    message: ReplyMessage
    usage: TokenCount


def read_reply(body: bytes, requests: int = 1) -> Reply:
    """The reply in the body of a successful answer; ``requests`` is how many attempts it took.

    Raises:
        ValueError: it holds no usable message; the text says why.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError(f"not JSON, {_excerpt(body)}") from None
    choices = answer.get("choices") if isinstance(answer, dict) else None
    if not isinstance(choices, list) or not choices:
        raise ValueError(f"no choices, {server_message(body)}")
    message = choices[0].get("message") if isinstance(choices[0], dict) else None
    if not isinstance(message, dict):
        raise ValueError("the first choice has no message")
    return Reply(
        ReplyMessage(_content(message.get("content")), _calls(message.get("tool_calls"))),
        _usage(answer.get("usage"), requests),
    )


def server_message(body: bytes) -> str:
    """What a server says went wrong: its error message, else the body. Uncut, for a key to be found in it."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return _excerpt(body)
    for _ in range(3):
        if not isinstance(answer, dict):
            break
        answer = next((answer[key] for key in ("error", "message", "detail") if answer.get(key)), None)
    return " ".join(answer.split()) if isinstance(answer, str) and answer.strip() else _excerpt(body)


def one_line(text: str) -> str:
    """The beginning of what somebody else said, in one line that has nothing in it to steer a terminal with."""
    line = " ".join(text.split())[:_LONGEST_LINE]
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)[:_LONGEST_LINE]


def _excerpt(body: bytes) -> str:
    return " ".join(body.decode(errors="replace").split()) or "an empty body"


def _content(content: Any) -> str | None:
    if content is None:
        return None
    if isinstance(content, str):
        return _whole(content)
    if isinstance(content, list):
        parts = [part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str)]
        return _whole("".join(parts))
    raise ValueError(f"the message's content is a {type(content).__name__}, not text")


def _calls(calls: Any) -> tuple[CallRequest, ...]:
    if calls is None:
        return ()
    if not isinstance(calls, list):
        raise ValueError(f"tool_calls is a {type(calls).__name__}, not a list")
    return tuple(map(_call, calls))


def _call(call: Any) -> CallRequest:
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict):
        raise ValueError("a tool call has no function")
    name = function.get("name")
    if not isinstance(name, str) or not name:
        raise ValueError("a tool call names no function")
    arguments = function.get("arguments")
    if not isinstance(arguments, str):
        arguments = "{}" if arguments is None else json.dumps(arguments)
    identity = call.get("id")
    return CallRequest(_whole(identity) if isinstance(identity, str) else "", _whole(name), _whole(arguments))


def _whole(text: str) -> str:
    """The text without lone surrogates."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _usage(usage: Any, requests: int) -> TokenCount:
    counts = usage if isinstance(usage, dict) else {}
    tokens = (counts.get("prompt_tokens"), counts.get("completion_tokens"))
    return TokenCount(
        requests, *(count if type(count) is int and 0 <= count <= _MOST_TOKENS else 0 for count in tokens)
    )
