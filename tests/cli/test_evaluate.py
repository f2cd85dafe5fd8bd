"""``tacit eval``: agents of every kind, a scorecard that survives a pipe, and a run that can be read again."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.agents import load
from tacit.dialogue import Limits
from tacit.runs import RunFolder, evaluate, read_scorecards

Tacit = Callable[..., subprocess.CompletedProcess[str]]
KINDS = ["agents.py:plain", "agents.py:later", "agents.py:Kept", "agents.py:fails"]


@pytest.mark.usefixtures("agents")
def test_agents_of_every_kind_are_evaluated_beside_the_scripted_ones(tacit: Tacit, tmp_path: Path) -> None:
    tested = [part for kind in KINDS for part in ("--agent", kind)]
    out = "a [red] run"
    done = tacit(
        "eval",
        "travel",
        *tested,
        *["-n", "2", "--turns", "3", "--twins", "--trials", "2", "--family", "22,33", "--out"],
        out,
    )
    assert done.returncode == 0
    assert done.stderr == (
        "note: agents.py:fails failed in 14 episodes, first with: AgentError: the agent raised "
        "ValueError: [bold]out of ideas\n"
    )
    assert f"run     {out}\nreport  {out}/report.html\n" in done.stdout
    assert "\x1b" not in done.stdout

    folder = RunFolder(tmp_path / out)
    assert "<html" in (folder.path / "report.html").read_text(encoding="utf-8")
    assert folder.manifest.card.families == ("22", "33")
    cards = read_scorecards(folder)
    assert [agent for agent in cards if agent in KINDS] == KINDS
    for kind in KINDS:
        assert cards[kind].n == 2 * 2 * 2
        assert cards[kind].twin is not None
        assert set(cards[kind].pass_k) == {1, 2}
        assert kind in done.stdout or kind.replace(".py:", ":") in done.stdout, "shortened to fit"
    plain, later, kept, fails = (cards[kind] for kind in KINDS)
    assert plain.metrics["alignment"] == later.metrics["alignment"] == kept.metrics["alignment"]
    assert plain.metrics["user_words"] == later.metrics["user_words"] == kept.metrics["user_words"]
    assert plain.endings == {"out_of_turns": 8}
    assert fails.endings == {"agent_error": 8}
    assert fails.excluded == 0, "its failures count against it"
    details = {episode.detail for episode in folder.episodes() if episode.agent == "agents.py:fails"}
    assert details == {"AgentError: the agent raised ValueError: [bold]out of ideas"}


def test_an_isolated_agent_gets_the_same_as_one_that_is_not(tacit: Tacit, tmp_path: Path, agents: Path) -> None:
    done = tacit("eval", "travel", "--agent", KINDS[2], *["-n", "2", "--turns", "2", "--isolate", "--out", "apart"])
    assert done.returncode == 0, done.stderr
    here = evaluate("travel", [load(f"{agents}:Kept")], out=tmp_path / "here", n=2, limits=Limits(turns=2))
    apart, together = (
        {one.scenario: one.messages for one in folder.episodes() if one.agent.endswith(":Kept")}
        for folder in (RunFolder(tmp_path / "apart"), here)
    )
    assert together == apart
    assert len(together) == 2


def test_without_an_agent_the_scripted_ones_run_and_a_note_says_so(tacit: Tacit, tmp_path: Path) -> None:
    done = tacit("eval", "travel", "-n", "1")
    assert done.returncode == 0
    assert done.stderr == "note: only scripted agents were run; give --agent to evaluate yours\n"
    [folder] = (tmp_path / "runs").iterdir()
    assert re.fullmatch(r"travel-\d{8}-\d{6}", folder.name)
    assert f"run     runs/{folder.name}\n" in done.stdout
    assert len(list(RunFolder(folder).episodes())) == 5


def test_a_repaired_run_says_what_was_repaired(tacit: Tacit, run: Path) -> None:
    content = (run / "episodes.jsonl").read_bytes()
    (run / "episodes.jsonl").write_bytes(content[:-100])
    done = tacit("eval", "travel", *["-n", "3", "--out", "run", "--resume"])
    assert done.returncode == 0
    assert re.search(r"^note: the last line of episodes\.jsonl was cut short", done.stderr, re.MULTILINE)
    assert len(RunFolder(run).ids()) == 15


def test_a_scorecard_fits_a_pipe(tacit: Tacit, agents: Path, tmp_path: Path) -> None:
    folder = evaluate("travel", [load(f"{agents}:{name}") for name in ("plain", "fails")], out=tmp_path / "run", n=12)
    done = tacit("view", folder.path.name)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert len(line) <= 80
        assert line.isprintable()


def test_the_scorecard_of_a_very_short_run_fits_a_pipe_too(tacit: Tacit, agents: Path, tmp_path: Path) -> None:
    evaluate("travel", [load(f"{agents}:fails")], out=tmp_path / "run", n=2, families=["22", "33"])
    assert max(map(len, tacit("view", "run").stdout.splitlines())) <= 80


@pytest.mark.usefixtures("agents")
def test_progress_is_drawn_on_a_terminal_and_leaves_no_trace_in_the_output(
    command: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    controller, terminal = pty.openpty()
    arguments = [command, "eval", "travel", "--agent", KINDS[1], *["-n", "20", "--turns", "3", "--out", "run"]]
    process = subprocess.Popen(
        arguments, cwd=tmp_path, env={**environment, "TERM": "xterm"}, stdout=subprocess.PIPE, stderr=terminal, text=True
    )  # fmt: skip
    os.close(terminal)
    drawn = b""
    while True:
        try:
            drawn += os.read(controller, 4096)
        except OSError:  # the other end is closed
            break
    os.close(controller)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"120/120" in drawn
    assert b"honoured" in drawn
    assert b"Traceback" not in drawn
    assert "\x1b" not in output
