"""Stored episodes in UserBench's terms.

An episode becomes a ``Trace``: typed steps, how many aspects there were to answer and how many preferences to
elicit. Episodes of the world ``userbench`` kept their steps. One of the world ``travel`` is mapped: a message
to the traveller is an action (valid if it brought out a wish), a call of a search is a search (valid if
it brought results for the first time), a booking that was taken is an answer, and everything else is unreadable. A booking is
correct if it honours all wishes for its aspect, and best if no other would have been cheaper.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from tacit.dialogue import Episode, Message, ToolCall
from tacit.errors import UsageError
from tacit.goals import Category, Elicitation
from tacit.worlds.travel.tools import SEARCHES
from tacit.worlds.userbench import Choice, Rules, Step

_VALUE = {"best": 1.0, "correct": 0.8, "wrong": 0.0, None: 0.0}
_STEPS = TypeAdapter(tuple[Step, ...])


class _Booking(BaseModel):
    """What of a booking counts here."""

    id: str
    total: float


_BOOKINGS = TypeAdapter(dict[str, _Booking])
_PAPER = Rules()
_MOST_ASPECTS = 5


@dataclass(frozen=True)
class Trace:
    """One episode in UserBench's terms; ``active`` and ``passive`` count preferences that came out."""

    scenario: str
    aspects: tuple[str, ...]
    preferences: int
    active: int
    passive: int
    steps: tuple[Step, ...]

    @cached_property
    def answers(self) -> dict[str, list[Step]]:
        """The answers that were taken, by aspect, in order."""
        taken: dict[str, list[Step]] = {aspect: [] for aspect in self.aspects}
        for step in self.steps:
            if step.choice is Choice.ANSWER and step.valid and step.aspect in taken:
                taken[step.aspect].append(step)
        return taken

    def score(self, *, multi: bool) -> float:
        """The mean over aspects of the value of the first answer, or with ``multi`` of the best of all answers."""
        values = [[_VALUE[step.grade] for step in steps] for steps in self.answers.values()]
        return sum(max(those if multi else those[:1], default=0.0) for those in values) / len(self.aspects)

    def aspects_with(self, *grades: str) -> int:
        """How many aspects have an answer of one of these grades."""
        return sum(any(step.grade in grades for step in steps) for steps in self.answers.values())

    @property
    def right_at(self) -> list[int]:
        """For each aspect that has one, the turn of its first answer worth something."""
        first = (next((s.turn for s in steps if _VALUE[s.grade]), None) for steps in self.answers.values())
        return [turn for turn in first if turn is not None]

    def count(self, choice: Choice, *, valid: bool = False) -> int:
        """How many steps were of a choice, or were and were valid."""
        return sum(step.choice is choice and (step.valid or not valid) for step in self.steps)

    @property
    def time_weighted(self) -> float:
        """The rewards, each divided by its turn, counted from 1."""
        return sum(step.reward / (step.turn + 1) for step in self.steps)

    @property
    def effective_turns(self) -> int:
        """Turns up to the last one with a reward."""
        return max((step.turn + 1 for step in self.steps if step.reward), default=0)


def userbench_trace(episode: Episode) -> Trace:
    """The trace of an episode of the world ``userbench``.

    Raises:
        UsageError: its log of steps or its goal is damaged.
    """
    try:
        steps = _STEPS.validate_python(episode.outcome.get("steps", ()))
    except ValidationError as error:
        raise _damaged(episode, error) from error
    came_out = [step.how for step in steps]
    return Trace(
        episode.scenario,
        _aspects(episode),
        _preferences(episode),
        came_out.count("active"),
        came_out.count("passive"),
        steps,
    )


def travel_trace(episode: Episode, best: Mapping[str, float]) -> Trace:
    """The trace of an episode of the world ``travel``.

    Args:
        best: by aspect, what its best option costs with the extras it takes; the scenario knows.

    Raises:
        UsageError: its bookings or its goal are damaged.
    """
    try:
        booked = [_BOOKINGS.validate_python(episode.outcome.get(kind, {})) for kind in ("bookings", "unusable")]
    except ValidationError as error:
        raise _damaged(episode, error) from error
    state = episode.state
    wanted = [state.intents[i.id] for i in episode.goal if i.category is Category.PREFERENCE and state.weight(i.id)]
    return Trace(
        episode.scenario,
        _aspects(episode),
        _preferences(episode),
        sum(progress.how is Elicitation.ACTIVE for progress in wanted),
        sum(progress.how is Elicitation.PASSIVE for progress in wanted),
        _Mapped(episode, booked[0] | booked[1], best).steps(),
    )


def _damaged(episode: Episode, error: ValidationError) -> UsageError:
    return UsageError(
        f"the outcome of episode {episode.id!r} is damaged ({error.errors()[0]['msg']}); remove its line, or run again"
    )


def _aspects(episode: Episode) -> tuple[str, ...]:
    found = tuple(intent.id for intent in episode.goal if intent.category is Category.OBJECTIVE)
    if not 1 <= len(found) <= _MOST_ASPECTS:
        raise UsageError(
            f"episode {episode.id!r} has {len(found)} things to choose, and UserBench knows one to {_MOST_ASPECTS}; remove "
            "its line, or run again"
        )
    return found


def _preferences(episode: Episode) -> int:
    """How many there were at the start; one that a user comes to have later replaces one of them."""
    return sum(i.category is Category.PREFERENCE and i.known and i.supersedes is None for i in episode.goal)


class _Mapped:
    """The steps of an episode of the travel world."""

    def __init__(self, episode: Episode, booked: Mapping[str, _Booking], best: Mapping[str, float]) -> None:
        self._episode = episode
        self._state = episode.state
        self._booked = booked
        self._best = best
        self._reactions = iter(episode.reactions)
        self._searched: set[str] = set()
        self._steps: list[Step] = []

    def steps(self) -> tuple[Step, ...]:
        """One for each message to the traveller and for each call."""
        messages = self._episode.messages
        for place, message in enumerate(messages, 1):
            if message.role == "assistant":
                self._take(message, [one.content for one in messages[place : place + len(message.tool_calls)]])
        return tuple(self._steps)

    def _take(self, message: Message, results: Sequence[str | None]) -> None:
        """Results follow their calls, in order; they are not looked up by id, which an agent may use again."""
        for call, result in zip(message.tool_calls, results, strict=False):
            self._add(**self._call(call, _object(result)))
        if not message.tool_calls:
            reaction = next(self._reactions, None)
            hit = reaction is not None and bool(reaction.hits)
            self._add(choice=Choice.ACTION, valid=hit, reward=_PAPER.preference * hit)

    def _add(self, **fields: Any) -> None:
        self._steps.append(Step(turn=len(self._steps), **fields))

    def _call(self, call: ToolCall, result: Mapping[str, Any]) -> dict[str, Any]:
        if call.name in SEARCHES:
            aspect = SEARCHES[call.name][0]
            valid = bool(result.get("results")) and aspect not in self._searched
            self._searched |= {aspect} if valid else set()
            return {"choice": Choice.SEARCH, "valid": valid, "reward": _PAPER.search * valid, "aspect": aspect}
        for aspect, booking in self._booked.items():
            if result.get("booked") == booking.id:
                grade = self._grade(aspect, booking.total)
                return {
                    "choice": Choice.ANSWER,
                    "valid": True,
                    "reward": _VALUE[grade],
                    "aspect": aspect,
                    "option": booking.id,
                    "grade": grade,
                }
        return {"choice": Choice.UNREADABLE, "valid": False, "reward": 0.0}

    def _grade(self, aspect: str, total: float) -> str:
        wanted = [i.id for i in self._episode.goal if i.aspect == aspect]
        asked_of_it = [id_ for id_ in wanted if id_ == aspect or self._state.weight(id_)]
        if not all(self._state.intents[id_].honoured for id_ in asked_of_it):
            return "wrong"
        return "best" if total <= self._best.get(aspect, 0.0) else "correct"


def _object(text: str | None) -> dict[str, Any]:
    """The JSON object a tool answered with; an empty one for anything else."""
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
