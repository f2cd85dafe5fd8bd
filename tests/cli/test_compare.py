"""``tacit compare``: runs of one protocol side by side, others refused by what differs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Tacit = Callable[..., subprocess.CompletedProcess[str]]


def test_a_run_does_not_differ_from_itself(tacit: Tacit, run: Path) -> None:
    done = tacit("compare", run.name, run.name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    rows = re.findall(r"^(\w[\w :]+?) {2,}(\S+ ?%?) +(\S+ ?%?) {3,}(\S+)", done.stdout, re.MULTILINE)
    assert {"booked right", "honoured", "regret"} <= {name for name, *_ in rows}
    for name, first, second, difference in rows:
        assert first.strip() == second.strip(), name
        assert float(difference.strip("$%")) == 0, name


def test_two_agents_of_one_run_can_be_compared_by_name(tacit: Tacit, run: Path) -> None:
    done = tacit("compare", run.name, run.name, "--agent", "oracle", "--agent", "silent")
    assert done.returncode == 0, done.stderr
    honoured = re.search(r"^honoured +100 % +(\d+) % +\+(\d+)", done.stdout, re.MULTILINE)
    assert honoured is not None, done.stdout
    assert int(honoured[1]) + int(honoured[2]) == 100


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"seed": 9}, ["seed"]),
        ({"trials": 2, "split": "test"}, ["trials", "split"]),
        ({"limits": {"turns": 29}}, ["turns"]),
        ({"tacit": "9.9.9"}, ["tacit"]),
    ],
)
def test_runs_of_different_protocols_are_refused_by_the_fields_that_differ(
    tacit: Tacit, run: Path, finished: Path, changes: dict[str, object], named: list[str]
) -> None:
    manifest = json.loads((run / "run.json").read_text())
    limits = {**manifest["card"]["limits"], **changes.pop("limits", {})}  # type: ignore[dict-item]
    manifest["card"] |= {**changes, "limits": limits}
    (run / "run.json").write_text(json.dumps(manifest))
    done = tacit("compare", run, finished)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"tacit: [^\n]+\n", done.stderr)
    unchanged = set(manifest["card"]) - set(changes) - {"limits"}
    assert all(re.search(rf"\b{name}\b", done.stderr) for name in named)
    assert not any(re.search(rf"\b{name} \S+ against", done.stderr) for name in unchanged)
