"""What happens to intents in a conversation: an append-only list of events, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """Events of a goal state: the first six move an intent's status, the rest its stage."""

    ALIGNED = "aligned"
    MISALIGNED = "misaligned"
    RESTORED = "restored"
    ATTEMPTED = "attempted"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"

    ASKED = "asked"
    UNABLE = "unable"
    REVEALED = "revealed"
    UNDERSTOOD = "understood"
    MISUNDERSTOOD = "misunderstood"
    HONOURED = "honoured"
    VIOLATED = "violated"


class Source(StrEnum):
    """Whose doing an event was. ``CHECK`` is an intent's own check, evaluated at the end."""

    USER = "user"
    AGENT = "agent"
    TOOL = "tool"
    CHECK = "check"


class Elicitation(StrEnum):
    """How a revealed intent came out: in the opening, because it was asked for, or volunteered."""

    OPENING = "opening"
    ACTIVE = "active"
    PASSIVE = "passive"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of transcript message ``message``, with the text itself.

    Where the message is a tool call, the offsets are into the quoted argument, not into the wire's JSON.
    """

    message: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class GoalEvent:
    """Something that happened to one intent.

    ``turn`` counts what the agent has said to the user: 0 is the opening, *t* the agent's *t*-th message
    and the reply to it. ``how`` is set on ``REVEALED``, ``by`` (the new intent's id) on ``SUPERSEDED``.
    """

    turn: int
    kind: EventKind
    intent: str
    source: Source
    evidence: Span | None = None
    how: Elicitation | None = None
    by: str | None = None
