"""``tacit demo``: the whole idea, and nothing needed for it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tacit.runs import RunFolder

Tacit = Callable[..., subprocess.CompletedProcess[str]]


def test_the_demo_tells_its_story_in_order(tacit: Tacit, tmp_path: Path) -> None:
    done = tacit("demo", "-n", "10")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    story = [
        r"ONE CONVERSATION",
        r"^user   ",
        r"^agent  ",
        r"wants: ",
        r"lost here: heard, but not understood",
        r"1 of 2 wishes honoured",
        r"10 TRIPS, .*scripted agents \(no language model involved\)",
        r"never asks booked \d+ % of the trips right and honoured\s+\d+ % of the wishes",
        r"one question at a time gained\s+-?\d+ ± \d+ points",
        *(rf"^{agent} .*\$\d" for agent in ("silent", "ask-all", "one-at-a-time", "oracle")),
        r"where the rest was lost",
        r"^The report: runs/demo-\d{8}-\d{6}/report\.html$",
        r"^  \S*tacit play travel ",
        r"^  \S*tacit new agent my_agent\.py ",
        r"^  \S*tacit eval travel --agent my_agent\.py:agent$",
    ]
    conversation, _, _ = done.stdout.partition("TRIPS")
    assert conversation.count("wants: ") == 2
    assert max(map(len, conversation.splitlines())) <= 80
    rest = done.stdout
    for chapter in story:
        found = re.search(chapter, rest, re.MULTILINE)
        assert found is not None, f"{chapter!r} is not in what is left of the story:\n{rest}"
        rest = rest[found.end() :]
    [folder] = (tmp_path / "runs").iterdir()
    assert (folder / "report.html").exists()
    assert len(RunFolder(folder).ids()) == 50
