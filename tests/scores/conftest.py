"""A tiny hotel world, small enough to know every score beforehand, played by ``converse``.

An agent speaks in words: ``"bed? price?"`` asks for two wishes. The user reveals a wish that is asked for,
unless it is among those they cannot put into words, and volunteers what stands after ``volunteers``.
``book`` takes what the agent believes the wishes are and ends the task; ``note`` declares beliefs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pytest

from tacit.dialogue import (
    Agent,
    AgentTurn,
    Declaration,
    Dialogue,
    Ending,
    Episode,
    Limits,
    Reaction,
    Scenario,
    Tool,
    ToolCall,
    ToolResult,
    ToolResults,
    UserTurn,
    UserView,
    Who,
    converse,
)
from tacit.goals import Category, Disclosure, Elicitation, EventKind, Goal, GoalEvent, Intent, OutcomeCheck, Source
from tacit.scores import EpisodeScore, score

TOOLS = tuple(Tool(name, f"To {name}.", {"type": "object"}) for name in ("book", "note"))


class Hotel:
    """A session: ``book`` ends it, ``note`` says what the agent believes."""

    def __init__(self, wishes: Collection[str]) -> None:
        self._wishes = wishes

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        (call,) = calls
        beliefs: dict[str, Any] = json.loads(call.arguments)
        if call.name == "book":
            return ToolResults((ToolResult(call.id, "booked"),), outcome=beliefs, ending=Ending.ANSWERED)
        said = tuple(Declaration(wish, bool(right), wish) for wish, right in beliefs.items())
        return ToolResults((ToolResult(call.id, "noted"),), declarations=said)


class Guest:
    """Answers what is asked, word by word."""

    def __init__(self, scenario: Scenario, mute: Collection[str], volunteers: str, leaves: int) -> None:
        self._goal = scenario.goal.by_id
        self._mute, self._volunteers, self._leaves = mute, volunteers, leaves

    def reply(self, view: UserView) -> UserTurn:
        turn, events, hits, repeats = view.turn, list[GoalEvent](), list[str](), list[str]()
        words = " ".join(text for _, text in view.heard).split()
        asked = [word[:-1] for word in words if word.endswith("?")]
        for wish in asked:
            if wish not in self._goal:
                continue
            events.append(GoalEvent(turn, EventKind.ASKED, wish, Source.AGENT))
            if view.state.intents[wish].revealed_turn is not None:
                repeats.append(wish)
                continue
            if wish in self._mute or not self._goal[wish].known:
                events.append(GoalEvent(turn, EventKind.UNABLE, wish, Source.USER))
                continue
            events.append(GoalEvent(turn, EventKind.REVEALED, wish, Source.USER, how=Elicitation.ACTIVE))
            hits.append(wish)
        for wish in self._volunteers.split():
            events.append(GoalEvent(turn, EventKind.REVEALED, wish, Source.USER, how=Elicitation.PASSIVE))
        reaction = Reaction(
            "question" if asked else "talk",
            tuple(asked),
            tuple(hits),
            tuple(repeats),
            "low" if hits else "medium" if asked else "none",
        )
        ending = Ending.GAVE_UP if turn >= self._leaves else None
        return UserTurn("two words", tuple(events), reaction, ending=ending)


class Script:
    """An agent that does one thing after the other, then breaks."""

    def __init__(self, acts: Sequence[Any]) -> None:
        self._acts = list(acts)

    def act(self, view: object) -> Any:
        done = self._acts.pop(0) if self._acts else RuntimeError("nothing left to do")
        if isinstance(done, Exception):
            raise done
        if isinstance(done, str):
            return AgentTurn(done)
        if isinstance(done, AgentTurn):
            return done
        name, beliefs = done
        return AgentTurn(tool_calls=(ToolCall("c", name, json.dumps(beliefs)),))


def wish(id_: str, **changes: Any) -> Intent:
    """A wish that is honoured by booking with its own name set to true."""
    fields: dict[str, Any] = {
        "id": id_,
        "category": Category.PREFERENCE,
        "text": f"wants {id_}",
        "facet": f"hotel.{id_}",
        "check": OutcomeCheck(path=(id_,), op="eq", value=True),
    }
    return Intent(**{**fields, **changes})


@pytest.fixture(scope="session")
def make_wish() -> Callable[..., Intent]:
    """A wish that booking with its own name set to true honours."""
    return wish


@pytest.fixture(scope="session")
def make_scenario() -> Callable[..., Scenario]:
    """A scenario of wishes: by default ``task`` in the opening, ``bed`` and ``price`` (weight 2) hidden."""

    def make(id_: str = "h1", intents: Sequence[Intent] | None = None, **changes: Any) -> Scenario:
        usual = (
            wish("task", disclosure=Disclosure.OPENING, category=Category.OBJECTIVE),
            wish("bed"),
            wish("price", weight=2.0),
        )
        goal = Goal(intents=usual if intents is None else tuple(intents))
        fields: dict[str, Any] = {
            "id": id_, "world": "hotel", "family": "plain", "split": "dev", "seed": 1, "goal": goal,
            "opening": "A room.", "precise": "A room with everything.",
        }  # fmt: skip
        return Scenario(**{**fields, **changes})

    return make


@pytest.fixture(scope="session")
def play(make_scenario: Callable[..., Scenario]) -> Callable[..., Episode]:
    """Plays a script of agent acts and records the episode."""

    def run(
        *acts: Any,
        scenario: Scenario | None = None,
        agent: str = "mine",
        trial: int = 0,
        mute: Collection[str] = (),
        volunteers: str = "",
        leaves: int = 99,
        broken: Ending | None = None,
    ) -> Episode:
        task = scenario or make_scenario()
        dialogue = Dialogue(task, "Book.", TOOLS, Limits(turns=5))
        script: Agent = Script(acts)
        if broken is not None:
            dialogue.fail(broken, "broken")
        converse(dialogue, Hotel(task.goal.by_id), Guest(task, mute, volunteers, leaves), script)
        id_ = f"{task.id} {agent} {trial}"
        return Episode.of(dialogue, id=id_, agent=agent, user="guest", trial=trial, seconds=1.5)

    return run


@pytest.fixture(scope="session")
def scored(play: Callable[..., Episode]) -> Callable[..., EpisodeScore]:
    """Plays and scores, by way of JSON: a score is computed from the stored record alone."""

    def run(*acts: Any, **how: Any) -> EpisodeScore:
        return score(Episode.model_validate_json(play(*acts, **how).model_dump_json()))

    return run
