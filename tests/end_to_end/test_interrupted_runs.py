"""A run that was killed, or stopped by hand, ends up the same as one that never was."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tacit.dialogue import Episode
from tacit.runs import RunFolder, read_scorecards

Start = Callable[..., subprocess.Popen[str]]
Tacit = Callable[..., subprocess.CompletedProcess[str]]
AGENTS = """
import asyncio, time

def asked(messages):
    said = sum(m["role"] == "assistant" for m in messages)
    return f"For the hotel, do you have any wishes about {['meals', 'the view', 'parking', 'the beds'][said % 4]}?"

async def later(messages, tools):
    await asyncio.sleep(0.004)
    return asked(messages)

def plain(messages, tools):
    time.sleep(0.004)
    return asked(messages)

def third(messages, tools):
    return asked(messages)
"""
OPTIONS = ["-n", "16", "--turns", "5", "--trials", "2", "--concurrency", "4", "--out", "run"]
EVAL = ["eval", "travel", "--agent", "agents.py:later", "--agent", "agents.py:plain", *OPTIONS]
EPISODES = 16 * 2 * (2 + 5)


@pytest.fixture(autouse=True)
def agents(tmp_path: Path) -> Path:
    """Agents that take a few milliseconds an act."""
    (tmp_path / "agents.py").write_text(AGENTS)
    return tmp_path / "agents.py"


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory, command: Path, environment: dict[str, str]) -> Path:
    """The folder of the same run, left in peace."""
    place = tmp_path_factory.mktemp("uninterrupted")
    (place / "agents.py").write_text(AGENTS)
    subprocess.run([command, *EVAL], cwd=place, env=environment, capture_output=True, timeout=60, check=True)
    return place / "run"


def stored(run: Path) -> dict[str, Episode]:
    """Episodes by id, each there once."""
    episodes = list(RunFolder(run).episodes())
    found = {episode.id: episode for episode in episodes}
    assert len(found) == len(episodes), "an episode is stored twice"
    return found


def wait_for(process: subprocess.Popen[str], run: Path, lines: int) -> int:
    """How many lines there are when there are at least so many, or the process has ended."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        file = run / "episodes.jsonl"
        count = file.read_bytes().count(b"\n") if file.exists() else 0
        if count >= lines or process.poll() is not None:
            return count
        time.sleep(0.002)
    raise AssertionError("the run does not get on")


def test_a_run_killed_again_and_again_equals_one_that_was_not(
    start: Start, tacit: Tacit, tmp_path: Path, uninterrupted: Path
) -> None:
    rng, run = Random(os.environ.get("TACIT_TEST_SEED", "1")), tmp_path / "run"
    kills = done = 0
    for _ in range(4):
        process = start(*EVAL, "--resume")
        wait_for(process, run, done + rng.randrange(EPISODES // 5))
        time.sleep(rng.random() * 0.05)
        kills += process.poll() is None
        process.kill()
        process.communicate()
        before, done = done, len(stored(run))
        assert done >= before, "what was stored stays"
        assert stored(run).items() <= stored(uninterrupted).items()
    assert kills >= 2
    finished = tacit(*EVAL, "--resume")
    assert finished.returncode == 0, finished.stderr
    assert "Traceback" not in finished.stderr
    assert stored(run) == stored(uninterrupted)
    assert len(stored(run)) == EPISODES


def test_resuming_gives_the_scorecard_and_the_manifest_of_the_whole_run(
    tacit: Tacit, tmp_path: Path, uninterrupted: Path
) -> None:
    run = Path(shutil.copytree(uninterrupted, tmp_path / "run"))
    lines = (run / "episodes.jsonl").read_bytes().splitlines(keepends=True)
    Random(3).shuffle(lines)
    (run / "episodes.jsonl").write_bytes(b"".join(lines[: EPISODES // 3]) + lines[-1][:77])
    finished = tacit(*EVAL, "--resume")
    assert finished.returncode == 0
    assert finished.stderr.count("note: the last line of episodes.jsonl was cut short") == 1
    assert stored(run) == stored(uninterrupted)
    again, before = read_scorecards(RunFolder(run)), read_scorecards(RunFolder(uninterrupted))
    for name, card in before.items():
        assert again[name].metrics["alignment"].mean == pytest.approx(card.metrics["alignment"].mean)
        assert again[name].endings == card.endings
    assert RunFolder(run).manifest == RunFolder(uninterrupted).manifest


@pytest.mark.parametrize("isolate", [[], ["--isolate"]], ids=["together", "isolated"])
def test_ctrl_c_leaves_a_run_that_says_how_to_go_on(
    start: Start, tacit: Tacit, tmp_path: Path, uninterrupted: Path, isolate: list[str]
) -> None:
    process = start(*EVAL, *isolate)
    wait_for(process, tmp_path / "run", 10)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    said = re.fullmatch(
        rf"stopped with (\d+) of {EPISODES} episodes stored; repeat the command with --out run --resume\n"
        r"tacit: interrupted\n",
        errors,
    )
    assert said is not None, errors
    found = stored(tmp_path / "run")
    assert len(found) == int(said[1]) >= 10
    assert not any(str(episode.ending) == "cancelled" for episode in found.values()), "half a conversation is no data"
    assert found.items() <= stored(uninterrupted).items()
    assert not processes_of(tmp_path), "no agent's process is left"
    if not isolate:
        assert tacit(*EVAL, "--resume").returncode == 0
        assert stored(tmp_path / "run") == stored(uninterrupted)


def processes_of(place: Path) -> list[str]:
    """Command lines of living processes that mention a folder."""
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(place) in line:
            lines.append(line)
    return lines


def test_resuming_something_else_is_refused_by_name(
    tacit: Tacit, tmp_path: Path, agents: Path, uninterrupted: Path
) -> None:
    run = Path(shutil.copytree(uninterrupted, tmp_path / "run"))
    before = (run / "episodes.jsonl").read_bytes()
    for change, named in (
        (["--turns", "6"], "limits"),
        (["--trials", "3", "--seed", "1"], "seed, trials"),
        (["--twins"], "twins"),
        (["--agent", "agents.py:third"], "agents (or their code)"),
    ):
        refused = tacit(*EVAL, *change, "--resume")
        assert refused.returncode == 2
        assert refused.stderr.startswith(f"tacit: 'run' holds another run (different: {named});"), refused.stderr
        assert refused.stderr.count("\n") == 1
    agents.write_text(AGENTS.replace("0.004", "0.005"))
    assert "(different: agents (or their code))" in tacit(*EVAL, "--resume").stderr
    assert (run / "episodes.jsonl").read_bytes() == before
