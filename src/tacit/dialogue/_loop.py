"""The conversation loop, without I/O.

A ``Dialogue`` says what it waits for (``awaiting``) and takes what was done (``user_did``, ``agent_did``,
``tools_did``, ``fail``). It never calls anybody, never reads a clock and draws no random number, so the
same loop runs in a test, under asyncio, behind a web page and inside a trainer, and the list of acts it
was given (``acts``) rebuilds it exactly.

Invariants: an act that is refused, whatever the reason, changes nothing; the transcript and the goal state only grow;
the agent's view holds messages and tools and nothing else; once ``ending`` is set nothing is awaited and nothing
changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from tacit.dialogue._acts import (
    Act,
    AgentTurn,
    Declaration,
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
from tacit.dialogue._messages import Message, Tool
from tacit.dialogue._scenario import Scenario
from tacit.errors import DialogueError
from tacit.goals import Category, Disclosure, Elicitation, EventKind, GoalEvent, GoalState, Record, Source, Span


class Limits(Record):
    """How long a conversation may get.

    Args:
        turns: messages from the agent to the user; the agent may still act on the reply to the last one.
        words: words of the agent to the user, in total.
        tool_calls: calls by the agent, in total, and as many by the user, whose error it is to make more.
        bad_calls: calls that were the agent's mistake (unknown tool, malformed arguments).
        seconds: time passed since the start, as reported by the driver; None for no limit.
    """

    turns: int = Field(default=30, ge=1)
    words: int = Field(default=10_000, ge=1)
    tool_calls: int = Field(default=80, ge=1)
    bad_calls: int = Field(default=8, ge=0)
    seconds: float | None = Field(default=None, gt=0)


@dataclass(frozen=True, slots=True)
class AgentView:
    """All that an agent ever sees."""

    messages: tuple[Message, ...]
    tools: tuple[Tool, ...]


@dataclass(frozen=True, slots=True)
class UserView:
    """What a user sees of the conversation, and their own goal state.

    ``heard`` holds the agent's messages since the user last spoke, with their places in the transcript;
    ``place`` is where the reply will stand; ``reactions`` are those to earlier turns, in order.
    """

    turn: int
    place: int
    heard: tuple[tuple[int, str], ...]
    reactions: Sequence[Reaction]
    messages: Sequence[Message]
    state: GoalState


class Dialogue:
    """One conversation in progress.

    Args:
        scenario: the task; its opening becomes the user's first message.
        instructions: the system message, the same for every scenario of a world.
        tools: what the agent may call.
        limits: how long it may get.
    """

    def __init__(self, scenario: Scenario, instructions: str, tools: Sequence[Tool], limits: Limits) -> None:
        self.scenario = scenario
        self.limits = limits
        self.tools = tuple(tools)
        self.messages: list[Message] = [Message("system", instructions), Message("user", scenario.opening)]
        self._agent_messages = list(self.messages)
        self.state = GoalState(scenario.goal)
        self.acts: list[Act] = []
        self.reactions: list[Reaction] = []
        self.outcome: dict[str, Any] = {}
        self.usage: dict[Who, Usage] = {"agent": Usage(), "user": Usage()}
        self.ending: Ending | None = None
        self.detail = ""
        self.turn = 0
        self.elapsed = 0.0
        self.awaiting: Need | None = NeedAgent()
        self._heard: list[tuple[int, str]] = []
        self._calls_at = 0
        self._words = self._tool_calls = self._bad_calls = self._user_calls = 0
        self._reveal_opening()

    @classmethod
    def rebuild(
        cls, scenario: Scenario, instructions: str, tools: Sequence[Tool], limits: Limits, acts: Iterable[Act]
    ) -> Dialogue:
        """The dialogue that ``acts`` led to, after a reload or on another machine."""
        dialogue = cls(scenario, instructions, tools, limits)
        for act in acts:
            dialogue.take(act)
        return dialogue

    def take(self, act: Act) -> None:
        """Take any act, by its type."""
        match act:
            case UserTurn():
                self.user_did(act)
            case AgentTurn():
                self.agent_did(act)
            case ToolResults():
                self.tools_did(act)
            case Failure():
                self.fail(act.ending, act.detail)

    def view_for_agent(self) -> AgentView:
        """Messages and tools; nothing hidden, no label, no reward, no feedback, and none of the user's own tools."""
        return AgentView(tuple(self._agent_messages), self.tools)

    def view_for_user(self) -> UserView:
        """The conversation as the user sees it, with their own goal state."""
        return UserView(
            turn=self.turn,
            place=len(self.messages),
            heard=tuple(self._heard),
            reactions=self.reactions,
            messages=self.messages,
            state=self.state,
        )

    def agent_did(self, act: AgentTurn, elapsed: float = 0.0) -> None:
        """Take what the agent did; ``elapsed`` is seconds since the start of the conversation."""
        self._expect(NeedAgent, act)
        text = act.text.strip() if act.text else ""
        usage, words, calls = self.usage["agent"] + act.usage, len(text.split()), len(act.tool_calls)
        self.elapsed = max(self.elapsed, elapsed, act.elapsed)
        self.acts.append(AgentTurn(act.text, act.tool_calls, act.usage, elapsed=self.elapsed))
        self.usage["agent"] = usage
        if not text and not act.tool_calls:
            self._end(Ending.AGENT_ERROR, "the agent neither said anything nor called a tool")
            return
        self._record(Message("assistant", text or None, act.tool_calls))
        if text:
            self._heard.append((len(self.messages) - 1, text))
        self._words += words
        self._tool_calls += calls
        if (broken := self._broken_limit(speaks=not act.tool_calls)) is not None:
            self._end(Ending.OUT_OF_TURNS, broken)
        elif act.tool_calls:
            self._calls_at = len(self.messages) - 1
            self.awaiting = NeedTools(act.tool_calls, "agent")
        else:
            self.turn += 1
            self.awaiting = NeedUser()

    def user_did(self, act: UserTurn) -> None:
        """Take the user's reply, with the goal-state events it makes true."""
        self._expect(NeedUser, act)
        usage, calls = self.usage["user"] + act.usage, len(act.tool_calls)
        self.state.extend(_of_turn(act, self.turn))
        self.acts.append(act)
        self.usage["user"] = usage
        message = Message("user", act.text, act.tool_calls)
        self.messages.append(message)
        if act.text or not act.tool_calls:
            self._agent_messages.append(Message("user", act.text) if act.tool_calls else message)
        if act.reaction is not None:
            self.reactions.append(act.reaction)
        self._heard.clear()
        self._user_calls += calls
        if act.ending is not None:
            self._end(act.ending, "")
        elif self._user_calls > self.limits.tool_calls:
            self._end(Ending.USER_ERROR, f"more than {self.limits.tool_calls} tool calls of the user")
        elif act.tool_calls:
            self.awaiting = NeedTools(act.tool_calls, "user")
        else:
            self.awaiting = NeedAgent()

    def tools_did(self, act: ToolResults) -> None:
        """Take the results of the calls that were awaited."""
        need = self._expect(NeedTools, act)
        bad = sum(result.bad for result in act.results) if need.who == "agent" else 0
        usage = sum((reply.usage for reply in act.replies), self.usage["user"])
        said = [event for number, reply in enumerate(act.replies, self.turn + 1) for event in _of_turn(reply, number)]
        turn = self.turn + len(act.replies)
        declared = [event for one in act.declarations if (event := self._declared(one, turn)) is not None]
        self.state.extend([*said, *declared])
        self.acts.append(act)
        self.turn, self.usage["user"] = turn, usage
        self.reactions.extend(reply.reaction for reply in act.replies if reply.reaction is not None)
        for result in act.results:
            message = Message("tool", result.content, tool_call_id=result.call_id)
            if need.who == "agent":
                self._record(message)
            else:
                self.messages.append(message)
        if act.outcome is not None:
            self.outcome = act.outcome
        self._bad_calls += bad
        if act.ending is not None:
            self._end(act.ending, "")
        elif self._bad_calls > self.limits.bad_calls:
            self._end(Ending.AGENT_ERROR, f"more than {self.limits.bad_calls} bad tool calls")
        else:
            self.awaiting = NeedAgent() if need.who == "agent" else NeedUser()

    def fail(self, ending: Ending, detail: str) -> None:
        """End the dialogue because something broke; ``ending`` says in whose hands."""
        if self.ending is None:
            self.acts.append(Failure(ending, detail))
            self._end(ending, detail)

    def _record(self, message: Message) -> None:
        """Add a message that the agent sees too."""
        self.messages.append(message)
        self._agent_messages.append(message)

    def _expect(self, kind: type, act: Act) -> Any:
        need = self.awaiting
        if not isinstance(need, kind):
            waiting = "nothing" if need is None else type(need).__name__
            raise DialogueError(f"the dialogue waits for {waiting}, not for a {type(act).__name__}")
        return need

    def _broken_limit(self, speaks: bool) -> str | None:
        limits = self.limits
        if speaks and self.turn >= limits.turns:
            return "turns"
        if self._words > limits.words:
            return "words"
        if self._tool_calls > limits.tool_calls:
            return "tool calls"
        return "seconds" if limits.seconds is not None and self.elapsed > limits.seconds else None

    def _reveal_opening(self) -> None:
        span = Span(1, 0, len(self.scenario.opening), self.scenario.opening)
        for intent in self.scenario.goal:
            if intent.disclosure is Disclosure.OPENING and intent.supersedes is None:
                self.state.append(
                    GoalEvent(0, EventKind.REVEALED, intent.id, Source.USER, span, how=Elicitation.OPENING)
                )

    def _declared(self, declaration: Declaration, turn: int) -> GoalEvent | None:
        progress = self.state.intents.get(declaration.intent)
        if progress is None:
            raise DialogueError(f"a declaration names {declaration.intent!r}, which is no intent of the goal")
        if progress.revealed_turn is None:
            return None
        kind = EventKind.UNDERSTOOD if declaration.right else EventKind.MISUNDERSTOOD
        span = Span(self._calls_at, 0, len(declaration.text), declaration.text)
        return GoalEvent(turn, kind, declaration.intent, Source.AGENT, span)

    def _end(self, ending: Ending, detail: str) -> None:
        self.ending, self.detail, self.awaiting = ending, detail, None
        for intent in self.scenario.goal:
            if intent.check is None:
                continue
            honoured = ending is not Ending.AGENT_ERROR and honours(intent.check, self.outcome, self.messages)
            kind = EventKind.HONOURED if honoured else EventKind.VIOLATED
            self.state.append(GoalEvent(self.turn, kind, intent.id, Source.CHECK))
            if honoured and intent.category in (Category.OBJECTIVE, Category.REQUIREMENT):
                self.state.append(GoalEvent(self.turn, EventKind.COMPLETED, intent.id, Source.CHECK))


def _of_turn(reply: UserTurn, turn: int) -> Sequence[GoalEvent]:
    """The events of a reply, none of which may belong to a later turn."""
    if reply.events and max(event.turn for event in reply.events) > turn:
        raise DialogueError(f"the reply of turn {turn} holds an event of a later turn; use the view's turn")
    return reply.events
