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
from typing import Any

import pytest

from tacit.dialogue import Episode
from tacit.runs import RunFolder, evaluate, read_scorecards

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


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of the scripted agents alone."""
    return evaluate("travel", out=tmp_path_factory.mktemp("finished") / "run", n=1).path


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
        count = lines_of(run)
        if count >= lines or process.poll() is not None:
            return count
        time.sleep(0.002)
    raise AssertionError("the run does not get on")


def lines_of(run: Path) -> int:
    """Whole lines in a run's episodes."""
    file = run / "episodes.jsonl"
    return file.read_bytes().count(b"\n") if file.exists() else 0


def size_of(run: Path) -> int:
    """Bytes of a run's episodes."""
    file = run / "episodes.jsonl"
    return file.stat().st_size if file.exists() else 0


def wait_for_bytes(run: Path, size: int) -> None:
    """Wait until there are so many, or it seems that there are no more to come."""
    end = time.monotonic() + 0.5
    while size_of(run) < size and time.monotonic() < end:
        time.sleep(0.0005)


@pytest.mark.parametrize("slow", [0, 0, 400, 900])
def test_fifty_random_kills_lose_nothing_and_double_nothing(
    nursery: Any, tmp_path: Path, uninterrupted: Path, slow: int, request: pytest.FixtureRequest
) -> None:
    """Four times fifty; ``slow`` has episodes written a piece at a time, so that most kills hit half a line."""
    rng = Random(os.environ.get("TACIT_TEST_SEED", request.node.name))
    run, expected = tmp_path / "run", stored(uninterrupted)
    kills = torn = 0
    while kills < 50:
        done = lines_of(run)
        nursery.start(tmp_path, *EVAL, "--resume", slow=slow)
        if rng.random() < 0.7:  # once a few more episodes are stored; else at once, while the run is opened
            wait_for_bytes(run, size_of(run) + rng.randrange(60_000))
            time.sleep(rng.random() * 0.004)
        else:
            time.sleep(rng.random() * 0.06)
        nursery.kill()
        status, errors = nursery.wait()
        assert "Traceback" not in errors
        assert status in (0, -signal.SIGKILL), errors
        kills += status != 0
        if (run / "run.json").exists():
            torn += size_of(run) > 0 and not (run / "episodes.jsonl").read_bytes().endswith(b"\n")
            found = stored(run)
            assert len(found) >= done, "what was stored stays"
            assert found.items() <= expected.items()
    assert nursery.run(tmp_path, *EVAL, "--resume")[0] == 0
    assert stored(run) == expected
    assert nursery.run(tmp_path, "view", "run") == (0, "")
    assert torn > 5 or not slow


def test_a_kill_in_front_of_every_step_on_the_way_is_survived(nursery: Any, tmp_path: Path, finished: Path) -> None:
    """Making the folder, locking it, the manifest, a repair, the report: all that touches the disk."""
    run, command = tmp_path / "run", ["eval", "travel", "-n", "1", "--out", "run", "--resume"]
    status = step = -1
    while status:
        step += 1
        status, errors = nursery.run(tmp_path, *command, step=step)
        assert "Traceback" not in errors
        assert status in (0, -signal.SIGKILL)
        if status and lines_of(run):
            with open(run / "episodes.jsonl", "ab") as file:
                file.write(b'{"id": "half a line')
    assert step > 5
    assert stored(run) == stored(finished)
    assert (run / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_the_command_itself_killed_again_and_again_ends_up_the_same(
    start: Start, tacit: Tacit, tmp_path: Path, uninterrupted: Path
) -> None:
    rng, run = Random(os.environ.get("TACIT_TEST_SEED", "1")), tmp_path / "run"
    kills = done = 0
    for _ in range(3):
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
@pytest.mark.parametrize(
    ("signals", "status", "word"),
    [
        ((signal.SIGINT,), 130, "interrupted"),
        ((signal.SIGINT, signal.SIGINT), 130, "interrupted"),
        ((signal.SIGTERM,), 143, "terminated"),
        ((signal.SIGTERM, signal.SIGINT), 143, "terminated"),
    ],
    ids=["ctrl-c", "ctrl-c twice", "sigterm", "sigterm, ctrl-c"],
)
def test_a_run_that_is_stopped_says_how_to_go_on(
    start: Start,
    nursery: Any,
    tmp_path: Path,
    uninterrupted: Path,
    isolate: list[str],
    signals: tuple[signal.Signals, ...],
    status: int,
    word: str,
) -> None:
    process = start(*EVAL, *isolate)
    wait_for(process, tmp_path / "run", 10)
    for one in signals:
        process.send_signal(one)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == status, errors
    said = re.fullmatch(
        rf"stopped with (\d+) of {EPISODES} episodes stored; repeat the command with --out run --resume\n"
        rf"tacit: {word}\n",
        errors,
    )
    assert said is not None, errors
    found = stored(tmp_path / "run")
    assert len(found) == int(said[1]) >= 10
    assert not any(str(episode.ending) == "cancelled" for episode in found.values()), "half a conversation is no data"
    assert found.items() <= stored(uninterrupted).items()
    assert not processes_of(tmp_path), "no agent's process is left"
    if not isolate and len(signals) == 1:
        assert nursery.run(tmp_path, *EVAL, "--resume")[0] == 0
        assert stored(tmp_path / "run") == stored(uninterrupted)


def test_a_background_job_that_ignores_ctrl_c_still_stops_for_sigterm(
    command: Path, environment: dict[str, str], tmp_path: Path, uninterrupted: Path
) -> None:
    def in_the_background() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    process = subprocess.Popen(
        [command, *EVAL], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True, preexec_fn=in_the_background
    )
    wait_for(process, tmp_path / "run", 10)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 143, errors
    assert errors.endswith("tacit: terminated\n")
    assert stored(tmp_path / "run").items() <= stored(uninterrupted).items()


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


# ── two processes ───────────────────────────────────────────────────────────────────────────────────


def test_a_second_run_in_one_folder_is_refused_and_reading_is_not(
    start: Start, nursery: Any, tmp_path: Path, agents: Path
) -> None:
    agents.write_text(AGENTS.replace("0.004", "0.04"))
    first = start(*EVAL)
    wait_for(first, tmp_path / "run", 10)
    refused = "tacit: another process is writing to 'run'; wait for it, or choose another --out\n"
    assert nursery.run(tmp_path, *EVAL, "--resume") == (2, refused)
    status, errors = nursery.run(tmp_path, *EVAL)
    assert (status, errors.count("\n")) == (2, 1)
    assert "is not empty" in errors
    assert nursery.run(tmp_path, "view", "run") == (0, "")
    assert first.poll() is None, "the first was still at work"
    _, errors = first.communicate(timeout=60)
    assert (first.returncode, errors) == (0, "")
    assert len(stored(tmp_path / "run")) == EPISODES
