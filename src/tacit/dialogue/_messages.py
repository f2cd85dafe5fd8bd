"""What passes between user, agent and tools, in the shape of OpenAI chat messages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["system", "user", "assistant", "tool"]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call as it came over the wire: ``arguments`` is JSON text and may be malformed."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message. Tool messages carry the id of the call they answer."""

    role: Role
    content: str | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None

    def to_openai(self) -> dict[str, Any]:
        """The message as a chat-completions dictionary."""
        message: dict[str, Any] = {"role": self.role, "content": self.content}
        if self.tool_calls:
            message["tool_calls"] = [
                {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments}}
                for c in self.tool_calls
            ]
        if self.tool_call_id is not None:
            message["tool_call_id"] = self.tool_call_id
        return message


@dataclass(frozen=True, slots=True)
class Tool:
    """A function the agent may call; ``parameters`` is a JSON schema."""

    name: str
    description: str
    parameters: dict[str, Any]

    def to_openai(self) -> dict[str, Any]:
        """The tool as a chat-completions dictionary."""
        function = {"name": self.name, "description": self.description, "parameters": self.parameters}
        return {"type": "function", "function": function}


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool answered. ``bad`` marks a call that was the agent's mistake: they are counted and limited."""

    call_id: str
    content: str
    bad: bool = False


def parse_arguments(call: ToolCall) -> dict[str, Any]:
    """The arguments of a call as a dictionary.

    Raises:
        ValueError: they are not a JSON object; the text says so to the agent.
    """
    try:
        arguments = json.loads(call.arguments or "{}")
    except (ValueError, RecursionError):
        raise ValueError(f"the arguments of {call.name} are not valid JSON") from None
    if not isinstance(arguments, dict):
        raise ValueError(f"the arguments of {call.name} must be a JSON object")
    return arguments
