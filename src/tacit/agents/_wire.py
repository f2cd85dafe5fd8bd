"""Between the dialogue's records and the OpenAI-chat-shaped dictionaries that agents read and return.

What goes out is a fresh copy each time, so nothing an agent does to it can reach the dialogue. What comes
in is whatever an agent chose to return: it is read by shape, not by type, so the official SDK's message,
a dictionary and a namespace all do, and anything else becomes an ``AgentError`` that says what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tacit.dialogue import AgentTurn, AgentView, ToolCall
from tacit.errors import AgentError

_ADVICE = "return a string or a chat message"


def outgoing(view: AgentView) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The messages and tools of a view, as dictionaries that nothing else refers to."""
    messages = [message.to_openai() for message in view.messages]
    return messages, json.loads(json.dumps([tool.to_openai() for tool in view.tools]))


def turn_of(returned: Any, place: int) -> AgentTurn:
    """What an agent's returned message makes it do.

    Args:
        returned: a string, a chat message as a dictionary, or an object with ``content`` or ``tool_calls``.
        place: where the message will stand in the transcript; missing call ids are made from it.

    Raises:
        AgentError: it is none of these.
    """
    try:
        return _read(returned, place)
    except AgentError:
        raise
    except Exception as error:
        raise AgentError(f"the agent returned {_kind(returned)} that cannot be read: {error!r}; {_ADVICE}") from error


def with_ids(calls: Iterable[ToolCall], place: int) -> tuple[ToolCall, ...]:
    """The calls, with a made-up id where it is missing or was used before in the same message."""
    used: dict[str, ToolCall] = {}
    for number, call in enumerate(calls):
        identity = call.id
        while not identity or identity in used:
            identity, number = f"call_{place}_{number}", number + 1
        used[identity] = ToolCall(identity, clean(call.name), clean(call.arguments))
    return tuple(used.values())


def clean(text: str) -> str:
    """The text without lone surrogates, which no file and no wire can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read(returned: Any, place: int) -> AgentTurn:
    if isinstance(returned, str):
        return AgentTurn(clean(returned))
    message = _message(returned)
    role = _field(message, "role")
    if role not in (None, "assistant"):
        raise AgentError(f"the agent returned a message with role {role!r}; its role is 'assistant'")
    calls = with_ids((_call(call) for call in _list(_field(message, "tool_calls"))), place)
    return AgentTurn(_text(_field(message, "content")), calls)


def _message(returned: Any) -> Any:
    if not isinstance(returned, Mapping) and callable(getattr(returned, "model_dump", None)):
        returned = returned.model_dump()
    if _has(returned, "content") or _has(returned, "tool_calls"):
        return returned
    kind = _kind(returned)
    if _has(returned, "choices"):
        raise AgentError(f"the agent returned a whole completion ({kind}); return its choices[0].message")
    if isinstance(returned, Mapping):
        raise AgentError(f"the agent returned {kind} without 'content' or 'tool_calls'; {_ADVICE}")
    if returned is None:
        raise AgentError(f"the agent returned nothing (is a `return` missing?); {_ADVICE}")
    raise AgentError(f"the agent returned {kind}; {_ADVICE}")


def _text(content: Any) -> str | None:
    if content is None:
        return None
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, list):
        return "".join(map(_part, content))
    raise AgentError(f"the agent returned a message whose content is {_kind(content)}; content is a string or None")


def _part(part: Any) -> str:
    text = part if isinstance(part, str) else _field(part, "text")
    if not isinstance(text, str):
        raise AgentError("the agent returned a message with a part that is no text; agents here can only say text")
    return clean(text)


def _list(calls: Any) -> list[Any] | tuple[Any, ...]:
    if calls is None:
        return ()
    if isinstance(calls, (list, tuple)):
        return calls
    raise AgentError(f"the agent returned tool_calls that are {_kind(calls)}; tool_calls is a list")


def _call(call: Any) -> ToolCall:
    function = _field(call, "function")
    name = _field(function, "name")
    if not isinstance(name, str) or not name:
        shape = '{"function": {"name": …, "arguments": …}}'
        raise AgentError(f"the agent returned a tool call ({_kind(call)}) that names no function; make it {shape}")
    identity = _field(call, "id")
    if identity is not None and not isinstance(identity, str):
        raise AgentError(f"the agent returned a call of {name!r} whose id is {_kind(identity)}; an id is a string")
    return ToolCall(clean(identity or ""), name, _arguments(name, _field(function, "arguments")))


def _arguments(name: str, arguments: Any) -> str:
    if arguments is None:
        return "{}"
    if isinstance(arguments, str):
        return arguments
    problem = f"the agent called {name!r} with arguments that are {_kind(arguments)}"
    if not isinstance(arguments, Mapping):
        raise AgentError(f"{problem}; arguments are JSON text or a dict")
    try:
        return json.dumps(dict(arguments))
    except (TypeError, ValueError, RecursionError) as error:
        raise AgentError(f"{problem} that JSON cannot hold: {error}") from error


def _has(thing: Any, name: str) -> bool:
    return name in thing if isinstance(thing, Mapping) else hasattr(thing, name)


def _field(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def _kind(thing: Any) -> str:
    name = type(thing).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
