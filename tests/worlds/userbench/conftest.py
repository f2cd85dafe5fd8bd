"""The world, and ways to play it move by move."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tacit.dialogue import (
    AgentTurn,
    AgentView,
    Dialogue,
    Limits,
    Scenario,
    Session,
    ToolCall,
    ToolResults,
    World,
    begin,
)
from tacit.dialogue import converse as play_out
from tacit.users import RuleUser
from tacit.worlds import load_world
from tacit.worlds.userbench import Task

Step = Callable[..., ToolResults]


class Moves:
    """An agent that makes given moves and then says goodbye."""

    def __init__(self, *moves: tuple[str, str]) -> None:
        self._moves = iter(moves)

    def act(self, view: AgentView) -> AgentTurn:
        move = next(self._moves, None)
        if move is None:
            return AgentTurn(text="Goodbye.")
        arguments = json.dumps({"thought": "", "choice": move[0], "content": move[1]})
        return AgentTurn(tool_calls=(ToolCall("1", "interact_with_env", arguments),))


@pytest.fixture(scope="session")
def userbench() -> World:
    """The world."""
    return load_world("userbench")


@pytest.fixture(scope="session")
def take() -> Step:
    """Makes one step in a session."""

    def step(session: Session, choice: str, content: str) -> ToolResults:
        arguments = json.dumps({"thought": "", "choice": choice, "content": content})
        return session.run((ToolCall("1", "interact_with_env", arguments),), "agent")

    return step


@pytest.fixture(scope="session")
def play(userbench: World) -> Callable[..., Dialogue]:
    """Plays moves, or an agent, in a scenario to the end."""

    def run(scenario: Scenario, *moves: Any) -> Dialogue:
        dialogue, session = begin(userbench, scenario, Limits())
        agent = moves[0] if moves and hasattr(moves[0], "act") else Moves(*moves)
        return play_out(dialogue, session, RuleUser(scenario, userbench.vocabulary), agent)

    return run


@pytest.fixture(scope="session")
def query() -> Callable[[Scenario, str], str]:
    """A search for one aspect that is right."""

    def write(scenario: Scenario, aspect: str) -> str:
        table = Task.model_validate(scenario.data).tables[aspect]
        return f"{aspect.replace('_', ' ')} {' '.join(table.arguments.values())}"

    return write
