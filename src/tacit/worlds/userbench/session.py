"""A game as it is played: calls are read and judged, moves made, and what came of them told and logged.

The user is reached through the tool, so their replies travel with its results, each with the goal events that it
makes true. A reply exists before the state that it leads to does: where something breaks, nothing has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from tacit.dialogue import Effort, Reaction, Scenario, ToolCall, ToolResult, ToolResults, UserTurn, Who, parse_arguments
from tacit.goals import Category, Disclosure, Elicitation, EventKind, GoalEvent, Source, Span
from tacit.worlds.userbench import words
from tacit.worlds.userbench.game import (
    Action,
    Answer,
    Happening,
    Move,
    Result,
    Search,
    State,
    Unreadable,
    ending,
    step,
)
from tacit.worlds.userbench.judge import Judge, Verdict, quote
from tacit.worlds.userbench.task import ActionType, Choice, Step, Task

TOOL = "interact_with_env"
CHOICES = (Choice.ACTION, Choice.SEARCH, Choice.ANSWER)

_GRADE: dict[Happening, Literal["best", "correct", "wrong"]] = {
    Happening.BEST: "best",
    Happening.CORRECT: "correct",
    Happening.WRONG: "wrong",
}
_HOW: dict[Happening, Literal["active", "passive"]] = {
    Happening.REVEALED: "active",
    Happening.VOLUNTEERED: "passive",
}
_VALID = (Happening.RESULTS, Happening.REVEALED, *_GRADE)
_EFFORT: dict[ActionType, Effort] = {
    ActionType.OTHER: "none",
    ActionType.PREFERENCE: "low",
    ActionType.NOTHING_LEFT: "low",
    ActionType.VAGUE: "high",
}


class UserBenchSession:
    """One scenario while it is being played.

    The place of a reply in the transcript is counted here: until the episode ends, the agent does nothing but
    call the tool, since words sent past it make the user leave.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._task = Task.model_validate(scenario.data)
        self._judge = Judge(scenario, self._task)
        self._state = State(
            tuple(
                intent.id
                for intent in scenario.goal
                if intent.category is Category.PREFERENCE and intent.disclosure is not Disclosure.OPENING
            )
        )
        self._log: tuple[dict[str, Any], ...] = ()
        self._messages = 2
        self._turn = 0

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        """Run the first call; the others are not read, as each message of the agent is one step."""
        choice, content = _read(calls[0])
        text, reply = self._step(choice, content)
        self._messages += 1 + len(calls)
        rest = (ToolResult(call.id, words.ONLY_THE_FIRST) for call in calls[1:])
        return ToolResults(
            (ToolResult(calls[0].id, text), *rest),
            self._outcome(),
            ending=ending(self._task, self._state),
            replies=(reply,) if reply is not None else (),
        )

    def _step(self, choice: Choice, content: str) -> tuple[str, UserTurn | None]:
        """Make one step; what the tool says and, if the user was addressed, their reply."""
        verdict = self._judge.message(content, self._state.hidden) if choice is Choice.ACTION else None
        state, result = step(self._task, self._state, self._move(choice, content, verdict), self._draw)
        reply = None if verdict is None else self._reply(content, verdict, result)
        text = self._told(result) if reply is None else reply.text
        self._log = (*self._log, self._logged(choice, verdict, result))
        self._state = state
        self._turn += reply is not None
        return text, reply

    def _move(self, choice: Choice, content: str, verdict: Verdict | None) -> Move:
        if verdict is not None:
            return Action(verdict.type, verdict.preference)
        match choice:
            case Choice.SEARCH:
                return Search(self._judge.search(content))
            case Choice.ANSWER:
                return Answer(content)
            case _:
                return Unreadable()

    def _draw(self, hidden: Sequence[str]) -> str:
        return self._scenario.random(f"volunteered at {self._state.steps}").choice(hidden)

    def _told(self, result: Result) -> str:
        if result.what is Happening.RESULTS and result.aspect is not None:
            return words.results(self._task.tables[result.aspect].options)
        return words.TOLD[result.what]

    def _reply(self, content: str, verdict: Verdict, result: Result) -> UserTurn:
        turn, asked_at = self._turn + 1, self._messages
        events = [
            GoalEvent(turn, EventKind.ASKED, id_, Source.AGENT, quote(mention, content, asked_at))
            for id_, mention in verdict.matched.items()
        ]
        if result.preference is None:
            text = words.reply(verdict.type, self._scenario.random(f"replied at {self._state.steps}"))
        else:
            text, came_out = self._coming_out(result, turn)
            events += came_out
        return UserTurn(text, tuple(events), self._reaction(verdict))

    def _coming_out(self, result: Result, turn: int) -> tuple[str, list[GoalEvent]]:
        intent = self._scenario.goal.by_id[result.preference or ""]
        text = intent.phrasings[0] if intent.phrasings else f"{intent.text}."
        how = Elicitation.ACTIVE
        if result.what is Happening.VOLUNTEERED:
            text, how = words.volunteered(intent.aspect, text), Elicitation.PASSIVE
        span = Span(self._messages + 1, 0, len(text), text)
        return text, [
            GoalEvent(turn, EventKind.REVEALED, intent.id, Source.USER, span, how=how),
            GoalEvent(turn, EventKind.ALIGNED, intent.id, Source.USER, span),
        ]

    def _reaction(self, verdict: Verdict) -> Reaction:
        told = {one["preference"] for one in self._log if "preference" in one}
        return Reaction(
            str(verdict.act),
            verdict.facets,
            hits=tuple(mention.facet for id_, mention in verdict.matched.items() if id_ in self._state.hidden),
            repeats=tuple(mention.facet for id_, mention in verdict.matched.items() if id_ in told),
            effort=_EFFORT[verdict.type],
        )

    def _logged(self, choice: Choice, verdict: Verdict | None, result: Result) -> dict[str, Any]:
        return Step(
            turn=self._state.steps,
            choice=choice,
            valid=result.what in _VALID,
            reward=result.reward,
            type=None if verdict is None else verdict.type,
            aspect=result.aspect,
            option=result.option,
            grade=_GRADE.get(result.what),
            matched=() if verdict is None else tuple(verdict.matched),
            preference=result.preference,
            how=_HOW.get(result.what),
        ).model_dump(mode="json", exclude_defaults=True)

    def _outcome(self) -> dict[str, Any]:
        """The log, and what checks read: of each aspect the first option answered, as later ones were told."""
        chosen: dict[str, Any] = {}
        for option in self._state.taken:
            aspect = self._task.aspect_of(option) or ""
            chosen.setdefault(aspect, {"id": option, "meets": list(self._task.tables[aspect].meets[option])})
        outcome = {"rules": self._task.rules.model_dump(), "steps": list(self._log), "chosen": chosen}
        if all(table.costs for table in self._task.tables.values()):
            outcome["regret"] = sum(self._regret(aspect, one["id"]) for aspect, one in chosen.items())
        return outcome

    def _regret(self, aspect: str, option: str) -> float:
        """Dollars lost against the best option: the difference if the choice is right, else all of it."""
        table = self._task.tables[aspect]
        return table.costs[option] - (table.costs[table.best] if option in table.correct else 0)


def _read(call: ToolCall) -> tuple[Choice, str]:
    """What a call means; whatever cannot be read costs a step and is no bad call, as in the original."""
    try:
        arguments = parse_arguments(call)
        choice, content = arguments["choice"], arguments["content"]
    except (ValueError, KeyError):
        return Choice.UNREADABLE, ""
    if call.name != TOOL or choice not in CHOICES or not isinstance(content, str):
        return Choice.UNREADABLE, ""
    return Choice(choice), content.encode(errors="replace").decode()
