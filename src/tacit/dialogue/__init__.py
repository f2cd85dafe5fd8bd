"""A conversation of a user and an agent in a world: messages, needs, acts, the loop without I/O, its record."""

from tacit.dialogue._acts import (
    Act,
    AgentTurn,
    Declaration,
    Effort,
    Ending,
    Failure,
    Need,
    NeedAgent,
    NeedTools,
    NeedUser,
    Reaction,
    ToolResults,
    Usage,
    UserTurn,
    Who,
)
from tacit.dialogue._checks import honours
from tacit.dialogue._drivers import begin, converse, converse_async, describe, resume
from tacit.dialogue._episode import Episode, EpisodeKey, digest, key_of
from tacit.dialogue._loop import AgentView, Dialogue, Limits, UserView
from tacit.dialogue._messages import Message, Role, Tool, ToolCall, ToolResult, parse_arguments
from tacit.dialogue._roles import Agent, Policy, Session, User, World
from tacit.dialogue._scenario import Scenario, Temperament, Twist

__all__ = [
    "Act",
    "Agent",
    "AgentTurn",
    "AgentView",
    "Declaration",
    "Dialogue",
    "Effort",
    "Ending",
    "Episode",
    "EpisodeKey",
    "Failure",
    "Limits",
    "Message",
    "Need",
    "NeedAgent",
    "NeedTools",
    "NeedUser",
    "Policy",
    "Reaction",
    "Role",
    "Scenario",
    "Session",
    "Temperament",
    "Tool",
    "ToolCall",
    "ToolResult",
    "ToolResults",
    "Twist",
    "Usage",
    "User",
    "UserTurn",
    "UserView",
    "Who",
    "World",
    "begin",
    "converse",
    "converse_async",
    "describe",
    "digest",
    "honours",
    "key_of",
    "parse_arguments",
    "resume",
]
