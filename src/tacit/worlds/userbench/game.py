"""The transition function of the protocol, pure: a task, a state and a judged move give the next state and a result.

Who judges a move, and in which words the result is told, is not decided here. These are the rules of the
released synchronous environment, and there is one implementation of them, so nothing can diverge. Deviations,
each a defect of the original: only options that were shown can be answered, an aspect outside the task cannot,
and an answer is validated whole before it changes anything.

Invariants: whatever the move, one step is spent; counters never fall; rewards lie in [0, 1]; a move that is
refused changes nothing but the number of steps; an ended game takes no move.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tacit.dialogue import Ending
from tacit.errors import DialogueError
from tacit.worlds.userbench.task import ActionType, Task

_ID = re.compile(r"[ACFHR][0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Search:
    """A search that names all arguments of exactly one ``aspect``; None if it names those of none or of several."""

    aspect: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """A message to the user; ``preference`` is the hidden one that a message of type 2 asks about."""

    type: ActionType
    preference: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Option ids as the agent wrote them."""

    text: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Anything else."""


Move = Search | Action | Answer | Unreadable


class Happening(StrEnum):
    """What came of a move."""

    FAILED_SEARCH = "failed_search"
    RESULTS = "results"
    SEEN_BEFORE = "seen_before"
    NOT_FOUND = "not_found"
    REVEALED = "revealed"
    VOLUNTEERED = "volunteered"
    REPLIED = "replied"
    BEST = "best"
    CORRECT = "correct"
    WRONG = "wrong"
    SEVERAL_IDS = "several_ids"
    NOT_AN_ID = "not_an_id"
    NOT_SHOWN = "not_shown"
    ANSWERED_BEFORE = "answered_before"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a move, with the aspect, the option and the preference it was about."""

    what: Happening
    reward: float = 0.0
    aspect: str | None = None
    option: str | None = None
    preference: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A game in progress. ``hidden`` are the preferences that can still come out, in the order of the task.

    ``misses`` counts messages to the user since one last came out; ``taken`` are the options answered, in order.
    """

    hidden: tuple[str, ...]
    steps: int = 0
    searches: int = 0
    misses: int = 0
    active: int = 0
    passive: int = 0
    shown: frozenset[str] = frozenset()
    taken: tuple[str, ...] = ()


def step(task: Task, state: State, move: Move, draw: Callable[[Sequence[str]], str]) -> tuple[State, Result]:
    """Make a move.

    Args:
        draw: picks the preference that the user volunteers; called at most once.

    Raises:
        DialogueError: the game has ended.
    """
    if ending(task, state) is not None:
        raise DialogueError("this game of userbench has ended, so there is no further step")
    state = replace(state, steps=state.steps + 1)
    match move:
        case Search():
            return _search(task, state, move)
        case Action():
            return _act(task, state, move, draw)
        case Answer():
            return _answer(task, state, move)
        case Unreadable():
            return state, Result(Happening.UNREADABLE)


def ending(task: Task, state: State) -> Ending | None:
    """Why a game is over, if it is: every best option was found, every aspect answered, or all turns spent."""
    answered = _answered(task, state.taken)
    found = all(table.best in state.taken for table in task.tables.values())
    if found or (not task.rules.multi and answered == set(task.tables)):
        return Ending.ANSWERED
    return Ending.OUT_OF_TURNS if state.steps >= task.rules.turns else None


def _search(task: Task, state: State, move: Search) -> tuple[State, Result]:
    state = replace(state, searches=state.searches + 1)
    if state.searches % task.rules.failing_search == 0:
        return state, Result(Happening.FAILED_SEARCH)
    if move.aspect is None:
        return state, Result(Happening.NOT_FOUND)
    if move.aspect in state.shown:
        return state, Result(Happening.SEEN_BEFORE, aspect=move.aspect)
    state = replace(state, shown=state.shown | {move.aspect})
    return state, Result(Happening.RESULTS, task.rules.search, move.aspect)


def _act(task: Task, state: State, move: Action, draw: Callable[[Sequence[str]], str]) -> tuple[State, Result]:
    if move.type is ActionType.PREFERENCE and move.preference in state.hidden:
        state = replace(state, active=state.active + 1, misses=0, hidden=_without(state.hidden, (move.preference,)))
        return state, Result(Happening.REVEALED, task.rules.preference, preference=move.preference)
    if state.hidden and state.misses >= task.rules.silence - 1:
        told = draw(state.hidden)
        state = replace(state, passive=state.passive + 1, misses=0, hidden=_without(state.hidden, (told,)))
        return state, Result(Happening.VOLUNTEERED, preference=told)
    return replace(state, misses=state.misses + 1), Result(Happening.REPLIED)


def _answer(task: Task, state: State, move: Answer) -> tuple[State, Result]:
    ids = [part.strip() for part in move.text.split(",")]
    if any(_ID.fullmatch(id_) is None for id_ in ids):
        return state, Result(Happening.NOT_AN_ID)
    if len(ids) > 1:
        return state, Result(Happening.SEVERAL_IDS)
    option = ids[0]
    aspect = task.aspect_of(option)
    if aspect is None or aspect not in state.shown:
        return state, Result(Happening.NOT_SHOWN)
    if not task.rules.multi and aspect in _answered(task, state.taken):
        return state, Result(Happening.ANSWERED_BEFORE, aspect=aspect)
    what, reward = _worth(task, aspect, option, again=option in state.taken)
    hidden = state.hidden if task.rules.multi else _without(state.hidden, _of_aspect(task, aspect))
    return replace(state, taken=(*state.taken, option), hidden=hidden), Result(what, reward, aspect, option)


def _worth(task: Task, aspect: str, option: str, again: bool) -> tuple[Happening, float]:
    table = task.tables[aspect]
    if again or option not in table.correct:
        return Happening.WRONG, 0.0
    if option == table.best:
        return Happening.BEST, task.rules.best
    return Happening.CORRECT, task.rules.correct


def _answered(task: Task, taken: Iterable[str]) -> set[str | None]:
    return {task.aspect_of(option) for option in taken}


def _of_aspect(task: Task, aspect: str) -> set[str]:
    return {preference for met in task.tables[aspect].meets.values() for preference in met}


def _without(preferences: Sequence[str], dropped: Iterable[str]) -> tuple[str, ...]:
    gone = set(dropped)
    return tuple(preference for preference in preferences if preference not in gone)
