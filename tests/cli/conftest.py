"""A finished run and agents in a file, for the command line to work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tacit.runs import evaluate

AGENTS = """
import asyncio

ASKED = ["meals", "the view", "parking", "the beds"]


def plain(messages, tools):
    said = sum(m["role"] == "assistant" for m in messages)
    return f"For the hotel, do you have any wishes about {ASKED[said % 4]}?"


async def later(messages, tools):
    await asyncio.sleep(0)
    return plain(messages, tools)


class Kept:
    def __init__(self):
        self.said = 0

    def act(self, messages, tools):
        self.said += 1
        return {"role": "assistant", "content": plain([{"role": "assistant"}] * (self.said - 1), tools)}


def fails(messages, tools):
    raise ValueError("[bold]out of ideas")
"""


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run, not to be changed: three scenarios, the five scripted agents."""
    path = tmp_path_factory.mktemp("finished") / "run"
    return evaluate("travel", out=path, n=3).path


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    """A copy of it in the folder where commands are given, called ``run``."""
    return Path(shutil.copytree(finished, tmp_path / "run"))


@pytest.fixture
def agents(tmp_path: Path) -> Path:
    """``agents.py`` in the folder where commands are given."""
    file = tmp_path / "agents.py"
    file.write_text(AGENTS)
    return file
