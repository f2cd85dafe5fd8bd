"""What the roles do, and what a dialogue can be waiting for.

Acts can be written as JSON and read back with ``TypeAdapter(list[Act])``; ``kind`` tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from tacit.dialogue._messages import ToolCall, ToolResult
from tacit.goals import Amount, Count, GoalEvent

Effort = Literal["none", "low", "medium", "high"]
Who = Literal["agent", "user"]


class Ending(StrEnum):
    """Why an episode ended. The first six are scored; the rest are never the agent's doing."""

    ANSWERED = "answered"
    SATISFIED = "satisfied"
    GAVE_UP = "gave_up"
    OUT_OF_TURNS = "out_of_turns"
    TRANSFERRED = "transferred"
    AGENT_ERROR = "agent_error"

    USER_ERROR = "user_error"
    WORLD_ERROR = "world_error"
    JUDGE_ERROR = "judge_error"
    HARNESS_ERROR = "harness_error"
    CANCELLED = "cancelled"

    @property
    def scored(self) -> bool:
        """Whether the episode counts for or against the agent."""
        return self not in _NOT_THE_AGENTS


_NOT_THE_AGENTS = frozenset(
    (Ending.USER_ERROR, Ending.WORLD_ERROR, Ending.JUDGE_ERROR, Ending.HARNESS_ERROR, Ending.CANCELLED)
)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and money that one act, or a whole episode, cost."""

    requests: Count = 0
    input_tokens: Count = 0
    output_tokens: Count = 0
    usd: Amount = 0.0

    def __add__(self, other: Usage) -> Usage:
        if other is _FREE:
            return self
        return Usage(
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.usd + other.usd,
        )


_FREE = Usage()  # what most acts cost


@dataclass(frozen=True, slots=True)
class Reaction:
    """How the user took what the agent said; feeds effort, question precision and patience.

    ``act`` is what the message was; ``facets`` everything it asked about, guesses about a wish that had come
    out aside; ``hits`` those behind which a wish was still hidden; ``repeats`` those answered before. ``effort`` is
    what it cost the user: low (they know it), medium (they can't say), high (it hands them the work). ``spent`` is
    patience used.
    """

    act: str
    facets: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    effort: Effort = "none"
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class UserTurn:
    """The user says ``text``, calls tools of their own, or ends the conversation with ``ending``."""

    text: str
    events: tuple[GoalEvent, ...] = ()
    reaction: Reaction | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    ending: Ending | None = None
    usage: Usage = _FREE
    kind: Literal["user"] = field(default="user", repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class AgentTurn:
    """The agent says ``text`` to the user, calls tools, or both (the calls are run first).

    ``elapsed`` is set by the dialogue: seconds since the start. It takes no part in equality.
    """

    text: str | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    usage: Usage = _FREE
    elapsed: float = field(default=0.0, compare=False, kw_only=True)
    kind: Literal["agent"] = field(default="agent", repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Declaration:
    """The agent declared, in a tool call, what it believes about an intent: rightly or wrongly."""

    intent: str
    right: bool
    text: str


@dataclass(frozen=True, slots=True)
class ToolResults:
    """What came of a batch of calls.

    ``outcome`` is the state of the world that checks read, given whenever these calls changed it;
    ``replies`` are those of the user, in a world where the agent reaches the user through a tool: each is a
    turn of its own, and its text stands in the call's result; ``ending`` is set when the calls ended the task.
    """

    results: tuple[ToolResult, ...]
    outcome: dict[str, Any] | None = None
    declarations: tuple[Declaration, ...] = ()
    ending: Ending | None = None
    replies: tuple[UserTurn, ...] = ()
    kind: Literal["tools"] = field(default="tools", repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something broke: ``ending`` says in whose hands."""

    ending: Ending
    detail: str
    kind: Literal["failure"] = field(default="failure", repr=False, kw_only=True)


Act = Annotated[UserTurn | AgentTurn | ToolResults | Failure, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class NeedUser:
    """The user is to reply."""


@dataclass(frozen=True, slots=True)
class NeedAgent:
    """The agent is to act."""


@dataclass(frozen=True, slots=True)
class NeedTools:
    """Calls are to be run in the world, on behalf of ``who``."""

    calls: tuple[ToolCall, ...] = field(default=())
    who: Who = "agent"


Need = NeedUser | NeedAgent | NeedTools
