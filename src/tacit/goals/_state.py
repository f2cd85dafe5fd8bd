"""The goal state: the fold of a goal's events, on two tracks that never mix.

*Status* says how the simulated user has conducted itself and feeds the audit of users. *Stage* says how
far the agent has come with each intent and alone feeds the score. The rules are enforced where an event
is applied, so a state that breaks them cannot be built:

- a violated profile or policy stays violated until a ``RESTORED`` event with evidence takes it back;
- objectives and requirements only go forward, and ``ATTEMPTED`` needs evidence that the agent or a tool
  stood in the way;
- a changed mind supersedes an intent by another one of the goal, which was dormant until then;
- what the user does not know cannot be revealed, and what was not revealed cannot be understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tacit.errors import GoalStateError
from tacit.goals._events import Elicitation, EventKind, GoalEvent, Source
from tacit.goals._intents import Category, Goal


class Status(StrEnum):
    """Status of one intent on the track of the user's conduct."""

    ALIGNED = "aligned"
    MISALIGNED = "misaligned"
    INCOMPLETE = "incomplete"
    ATTEMPTED = "attempted"
    COMPLETE = "complete"

    @property
    def success(self) -> bool:
        """Whether the user did their part."""
        return self in (Status.ALIGNED, Status.ATTEMPTED, Status.COMPLETE)


class Stage(StrEnum):
    """How far the agent has come with one intent."""

    HIDDEN = "hidden"
    ASKED = "asked"
    REVEALED = "revealed"
    UNDERSTOOD = "understood"
    HONOURED = "honoured"
    VIOLATED = "violated"


_CONDUCT = (Category.PROFILE, Category.POLICY)
_PURSUIT = (Category.OBJECTIVE, Category.REQUIREMENT)
_FIRST_STATUS = {
    Category.PROFILE: Status.ALIGNED,
    Category.POLICY: Status.ALIGNED,
    Category.OBJECTIVE: Status.INCOMPLETE,
    Category.REQUIREMENT: Status.INCOMPLETE,
    Category.PREFERENCE: Status.MISALIGNED,
}


@dataclass(slots=True)
class Progress:
    """One intent's fold. Turns are None until the thing happened; ``grasped`` is the last thing observed."""

    status: Status
    asked: int = 0
    asked_turn: int | None = None
    unable: bool = False
    revealed_turn: int | None = None
    how: Elicitation | None = None
    grasped: bool | None = None
    honoured: bool | None = None
    live: bool = True

    @property
    def stage(self) -> Stage:
        """The furthest stage reached."""
        if self.honoured is not None:
            return Stage.HONOURED if self.honoured else Stage.VIOLATED
        if self.grasped:
            return Stage.UNDERSTOOD
        if self.revealed_turn is not None:
            return Stage.REVEALED
        return Stage.ASKED if self.asked else Stage.HIDDEN

    @property
    def lucky(self) -> bool:
        """Honoured though it never came out."""
        return self.honoured is True and self.revealed_turn is None


class GoalState:
    """Events of one goal and, at every moment, their fold.

    Appending events one by one and replaying them all give equal states. ``events`` is append-only.
    """

    __slots__ = ("events", "goal", "intents")

    def __init__(self, goal: Goal) -> None:
        self.goal = goal
        self.events: list[GoalEvent] = []
        self.intents = {
            intent.id: Progress(_FIRST_STATUS[intent.category], live=intent.supersedes is None) for intent in goal
        }

    @classmethod
    def replay(cls, goal: Goal, events: Iterable[GoalEvent]) -> GoalState:
        """The state that ``events`` lead to."""
        state = cls(goal)
        for event in events:
            state.append(event)
        return state

    def append(self, event: GoalEvent) -> None:
        """Apply one event.

        Raises:
            GoalStateError: the rules do not allow it; the state is unchanged.
        """
        progress = self.intents.get(event.intent)
        if progress is None:
            raise GoalStateError(f"the goal has no intent {event.intent!r}; events may only name intents of the goal")
        if self.events and event.turn < self.events[-1].turn:
            raise GoalStateError(f"turn {event.turn} comes after turn {self.events[-1].turn}; events are in order")
        if event.kind in _STATUS_RULES:
            _STATUS_RULES[event.kind](self, event, progress)
        else:
            _STAGE_RULES[event.kind](self, event, progress)
        self.events.append(event)

    def extend(self, events: Iterable[GoalEvent]) -> None:
        """Append several events in order: all of them or, if the rules forbid one, none."""
        before = len(self.events)
        try:
            for event in events:
                self.append(event)
        except Exception:
            del self.events[before:]
            self.intents = GoalState.replay(self.goal, self.events).intents
            raise

    def weight(self, intent_id: str) -> float:
        """What an intent weighs now: nothing while dormant and nothing once superseded."""
        return self.goal.by_id[intent_id].weight if self.intents[intent_id].live else 0.0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GoalState):
            return NotImplemented
        return (self.goal, self.events, self.intents) == (other.goal, other.events, other.intents)

    __hash__ = None  # type: ignore[assignment]

    def _require(self, event: GoalEvent, *categories: Category) -> None:
        category = self.goal.by_id[event.intent].category
        if category not in categories:
            raise GoalStateError(f"a {category} cannot be {event.kind}: {event.intent!r}")

    def _misaligned(self, event: GoalEvent, progress: Progress) -> None:
        self._require(event, *_CONDUCT)
        progress.status = Status.MISALIGNED

    def _restored(self, event: GoalEvent, progress: Progress) -> None:
        self._require(event, *_CONDUCT)
        if event.evidence is None:
            raise GoalStateError(f"restoring {event.intent!r} needs evidence; quote what takes the violation back")
        progress.status = Status.ALIGNED

    def _aligned(self, event: GoalEvent, progress: Progress) -> None:
        self._require(event, Category.PREFERENCE)
        progress.status = Status.ALIGNED

    def _attempted(self, event: GoalEvent, progress: Progress) -> None:
        self._require(event, *_PURSUIT)
        if event.evidence is None or event.source not in (Source.AGENT, Source.TOOL):
            raise GoalStateError(
                f"{event.intent!r} counts as attempted only with evidence that the agent or a tool stood in the way"
            )
        if progress.status is Status.INCOMPLETE:
            progress.status = Status.ATTEMPTED

    def _completed(self, event: GoalEvent, progress: Progress) -> None:
        self._require(event, *_PURSUIT)
        progress.status = Status.COMPLETE

    def _superseded(self, event: GoalEvent, progress: Progress) -> None:
        successor = self.goal.by_id.get(event.by or "")
        if successor is None or successor.supersedes != event.intent:
            raise GoalStateError(f"{event.intent!r} can only be superseded by an intent of the goal that says so")
        if not progress.live:
            raise GoalStateError(f"{event.intent!r} is dormant or already superseded; only a live intent can be")
        progress.live = False
        self.intents[successor.id].live = True

    def _asked(self, event: GoalEvent, progress: Progress) -> None:
        progress.asked += 1
        if progress.asked_turn is None:
            progress.asked_turn = event.turn

    def _unable(self, event: GoalEvent, progress: Progress) -> None:
        progress.unable = True

    def _revealed(self, event: GoalEvent, progress: Progress) -> None:
        if not self.goal.by_id[event.intent].known:
            raise GoalStateError(f"the user does not know {event.intent!r}, so it cannot be revealed")
        if event.how is None:
            raise GoalStateError(f"revealing {event.intent!r} needs `how`: opening, active or passive")
        if progress.revealed_turn is None:
            progress.revealed_turn, progress.how = event.turn, event.how

    def _observed(self, event: GoalEvent, progress: Progress) -> None:
        if progress.revealed_turn is None:
            raise GoalStateError(f"{event.intent!r} was not revealed, so it cannot be {event.kind}")
        progress.grasped = event.kind is EventKind.UNDERSTOOD

    def _judged(self, event: GoalEvent, progress: Progress) -> None:
        progress.honoured = event.kind is EventKind.HONOURED


_STATUS_RULES = {
    EventKind.ALIGNED: GoalState._aligned,
    EventKind.MISALIGNED: GoalState._misaligned,
    EventKind.RESTORED: GoalState._restored,
    EventKind.ATTEMPTED: GoalState._attempted,
    EventKind.COMPLETED: GoalState._completed,
    EventKind.SUPERSEDED: GoalState._superseded,
}
_STAGE_RULES = {
    EventKind.ASKED: GoalState._asked,
    EventKind.UNABLE: GoalState._unable,
    EventKind.REVEALED: GoalState._revealed,
    EventKind.UNDERSTOOD: GoalState._observed,
    EventKind.MISUNDERSTOOD: GoalState._observed,
    EventKind.HONOURED: GoalState._judged,
    EventKind.VIOLATED: GoalState._judged,
}
