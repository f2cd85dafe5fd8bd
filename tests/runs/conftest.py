"""A small real run to copy and to damage, agents of every temper, and Python in another process."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tacit.agents import AgentFactory
from tacit.dialogue import Agent, AgentTurn, AgentView, Episode, Scenario, World
from tacit.runs import RunFolder, evaluate
from tacit.worlds import load_world

Asks = Callable[[], AgentFactory]
QUESTION = "For the {thing}, do you have any wishes about the view?"


class Asking:
    """Asks about one thing after the other until somebody stops it."""

    def __init__(self, thing: str) -> None:
        self._thing = thing
        self._turn = 0

    def act(self, view: AgentView) -> AgentTurn:
        self._turn += 1
        return AgentTurn(text=f"{self._turn}: {QUESTION.format(thing=self._thing)}")


def make_asking(scenario: Scenario) -> Agent:
    """An agent that asks about the first thing of the trip."""
    return Asking(next(iter(scenario.data["options"])))


@pytest.fixture(scope="session")
def travel() -> World:
    """The travel world."""
    return load_world("travel")


@pytest.fixture(scope="session")
def asking() -> Callable[[Scenario], Agent]:
    """What makes a well-behaved, talkative agent."""
    return make_asking


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run, not to be changed: two scenarios, the five scripted agents."""
    path = tmp_path_factory.mktemp("finished") / "run"
    return evaluate("travel", out=path, n=2).path


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    """A copy of that folder to do anything with."""
    return Path(shutil.copytree(finished, tmp_path / "run"))


@pytest.fixture(scope="session")
def stored() -> Callable[[Path], dict[str, Episode]]:
    """Episodes of a folder by their id, each there once."""

    def read(path: Path) -> dict[str, Episode]:
        episodes = list(RunFolder(path).episodes())
        found = {episode.id: episode for episode in episodes}
        assert len(found) == len(episodes), "an episode is stored twice"
        return found

    return read


@pytest.fixture
def python(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program in a Python process of its own."""

    def run(program: str, *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path, check=False, **options)

    return run
