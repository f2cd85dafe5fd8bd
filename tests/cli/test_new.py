"""``tacit new agent``: a starting point that works as it is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.agents import load
from tacit.dialogue import Limits
from tacit.runs import RunFolder, evaluate, read_scorecards

Tacit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def new_agent(tacit: Tacit, tmp_path: Path) -> Path:
    """The file of a new agent."""
    done = tacit("new", "agent", "my agent.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("wrote my agent.py\n")
    return tmp_path / "my agent.py"


def test_the_new_agent_can_be_evaluated_as_the_command_suggests(tacit: Tacit, tmp_path: Path) -> None:
    suggested = tacit("new", "agent", "mine.py").stdout.splitlines()[1]
    assert suggested.startswith("try:  tacit eval travel --agent mine.py:agent")
    done = tacit(*suggested.split()[2:], "--out", "run")
    assert done.returncode == 0, done.stderr
    card = read_scorecards(RunFolder(tmp_path / "run"))["mine.py:agent"]
    assert card.metrics["alignment"].mean > 0


@pytest.mark.parametrize(("family", "split"), [("22", "test"), ("2222", "train"), ("444", "dev"), ("44444", "dev")])
def test_the_new_agent_finishes_every_task_and_gets_more_than_nothing(
    new_agent: Path, tmp_path: Path, family: str, split: str
) -> None:
    agent = load(f"{new_agent}:agent")
    folder = evaluate(
        "travel", [agent], out=tmp_path / "run", families=[family], split=split, n=12, limits=Limits(turns=60)
    )
    mine = read_scorecards(folder)[agent.name]
    assert set(mine.endings) <= {"answered", "gave_up"}, [e.detail for e in folder.episodes() if e.detail]
    assert mine.endings["answered"] >= 10
    assert mine.metrics["alignment"].low > 0
    assert mine.metrics["recall"].mean > 0


def test_a_file_that_exists_is_never_overwritten(tacit: Tacit, new_agent: Path) -> None:
    new_agent.write_text("years of work")
    assert tacit("new", "agent", new_agent.name).returncode == 2
    assert new_agent.read_text() == "years of work"
