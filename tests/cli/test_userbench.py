"""``--compat userbench``, ``tacit import userbench`` and ``--scenarios`` as their users give them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tacit = Callable[..., subprocess.CompletedProcess[str]]

RECORD: dict[str, Any] = {
    "scenario": "hidden",
    "initial_description": "A night in Turin on June 2nd, please: a hotel.",
    "dimensions": ["hotel"],
    "wanted_num": [1],
    "hotel": {
        "preferences": [["hotel", "breakfast", "wants breakfast", "I am no use to anybody before coffee."]],
        "arguments": {"city": "Turin", "date": "June 2nd"},
        "options": {"correct": [{"id": "H2", "cost": 90}], "wrong": [{"id": "H1", "cost": 80}], "noise": []},
        "correct_ids": ["H2"],
        "best_id": "H2",
    },
}


@pytest.fixture
def original(tmp_path: Path) -> str:
    """A file in the original's format, with a good record and a bad one."""
    records = {"hotel:1-1": RECORD, "hotel:1-2": {"dimensions": []}}
    (tmp_path / "travelgym_data_22.json").write_text(json.dumps(records), encoding="utf-8")
    return "travelgym_data_22.json"


def test_an_import_is_evaluated_and_seen_in_the_published_terms(tacit: Tacit, original: str) -> None:
    imported = tacit("import", "userbench", original, "--out", "mine.jsonl")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert imported.stdout == (
        "wrote 1 scenario to mine.jsonl; dropped 1: 'hotel:1-2' (initial_description: Field required)\n"
    )
    done = tacit("eval", "userbench", "--scenarios", "mine.jsonl", "--compat", "userbench", "--out", "run")
    assert done.returncode == 0, done.stderr
    assert "UserBench's metrics as published" in done.stdout
    again = tacit("view", "run", "--compat", "userbench")
    assert again.returncode == 0, again.stderr
    table = done.stdout[done.stdout.index("UserBench's metrics") :].partition("\nrun ")[0]
    assert table in again.stdout
    assert "honoured" in done.stdout, "the scorecard is printed anyway"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("eval", "userbench", "--compat", "tau"), "there is no compatibility with 'tau'"),
        (("eval", "travel", "--family", "hard22", "--compat", "userbench"), "are booked as a whole"),
        (("eval", "userbench", "--scenarios", "mine.jsonl", "-n", "3"), "leave out -n"),
        (
            ("eval", "userbench", "--scenarios", "mine.jsonl", "--family", "22", "--seed", "0"),
            "leave out --seed, --family",
        ),
        (("eval", "userbench", "--scenarios", "gone.jsonl"), "cannot read 'gone.jsonl'"),
        (("eval", "travel", "--scenarios", "foreign.jsonl"), "is of the world 'userbench', not 'travel'"),
        (("import", "taubench", "x", "--out", "y"), "there is no import of 'taubench'"),
        (("import", "userbench", "gone.json", "--out", "y"), "cannot read 'gone.json'"),
        (("import", "userbench", "agents.py", "--out", "y"), "'agents.py' is not JSON"),
        (("import", "userbench", "x"), "Missing option"),
    ],
)
@pytest.mark.usefixtures("agents")
def test_what_cannot_be_done_is_one_line_and_status_two(
    tacit: Tacit, original: str, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    if "foreign.jsonl" in arguments:
        assert tacit("import", "userbench", original, "--out", "foreign.jsonl").returncode == 0
    done = tacit(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "runs").exists(), "nothing was begun"


def test_a_view_of_a_run_refuses_a_benchmark_it_does_not_know(tacit: Tacit, run: Path) -> None:
    done = tacit("view", run.name, "--compat", "nothing")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no compatibility with 'nothing'; the ones there are: userbench" in done.stderr
