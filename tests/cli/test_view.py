"""``tacit view``: a run read again shows what its evaluation showed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.runs import RunFolder

Tacit = Callable[..., subprocess.CompletedProcess[str]]


def test_viewing_shows_the_scorecard_of_the_evaluation_and_writes_the_report_again(
    tacit: Tacit, tmp_path: Path
) -> None:
    evaluated = tacit("eval", "travel", *["-n", "1", "--out", "run"])
    (tmp_path / "run" / "report.html").unlink()
    viewed = tacit("view", "run")
    assert (viewed.returncode, viewed.stderr) == (0, "")
    assert viewed.stdout.split("\nreport ")[0] == evaluated.stdout.split("\nrun ")[0]
    assert (tmp_path / "run" / "report.html").stat().st_size > 1000


@pytest.mark.parametrize("digits", [6, 16])
def test_one_conversation_is_found_by_how_its_id_begins(tacit: Tacit, run: Path, digits: int) -> None:
    episode = next(one for one in RunFolder(run).episodes() if one.agent == "one-at-a-time")
    done = tacit("view", run.name, "--episode", episode.id[:digits])
    assert (done.returncode, done.stderr) == (0, "")
    words = " ".join(done.stdout.split())
    for message in episode.messages:
        if message.role in ("user", "assistant") and message.content:
            assert " ".join(message.content.split()[:5]) in words
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert not (run / "report.html").exists()


def test_a_run_interrupted_before_its_first_episode_can_be_viewed(tacit: Tacit, run: Path) -> None:
    (run / "episodes.jsonl").write_bytes(b"")
    done = tacit("view", "run")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)
    assert done.returncode == 0 or done.stderr.startswith("tacit: ")


def test_a_beginning_that_many_ids_share_shows_none_of_them(tacit: Tacit, run: Path) -> None:
    done = tacit("view", "run", "--episode", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tacit: 15 episodes have ids that begin with ''; give more of it\n"
