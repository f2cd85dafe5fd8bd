"""Ten thousand damaged runs: each is read, or refused in one line, by whatever reads runs.

Damage is done to bytes (flips, cuts, noise, invalid UTF-8) and to JSON (types swapped, keys missing, numbers and
texts nobody expects, deep nesting), to a line of episodes or to the manifest. ``TACIT_TEST_SEED`` gives other damage.
"""

from __future__ import annotations

import io
import json
import math
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rich.console import Console

from tacit.agents import AgentFactory
from tacit.cli import main
from tacit.dialogue import AgentTurn, AgentView, Limits, ToolCall
from tacit.errors import TacitError
from tacit.reports import compare_runs, narrate, terminal_comparison, terminal_scorecard, write_report
from tacit.runs import RunFolder, evaluate, read_scorecards, read_scores

CHUNKS, CASES = 8, 1250
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 10**9, 10**30, -(10**30), 10**4000, 0.5, 1e308, math.nan, math.inf, -math.inf,
    "", "x", "\0", "\ud800", "\u202e", "\x1b[2J", "\n\n", "\u2028", "é" * 3, "a" * 20_000, "<b>", "{{ 7 }}",
    [], {}, [[]], [None], {"a": 1}, "vague", "precise", "agent_error", "satisfied", "assistant", "tool", "user",
)  # fmt: skip
NOISE = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"\n", b"\r", b"\\ud800", b'"', b"1e999", b"9" * 5000, b"NaN", b"{", b"]", b",",
    b"[" * 3000, b"a" * 50_000,
)  # fmt: skip


class Restless:
    """An agent that says and calls all sorts of things."""

    def __init__(self) -> None:
        self._turn = 0

    def act(self, view: AgentView) -> AgentTurn:
        self._turn += 1
        if self._turn == 1:
            calls = (ToolCall("1", "book", "{"), ToolCall("2", "search", '{"aspect": "hotel"}'))
            return AgentTurn(text="One moment.", tool_calls=calls)
        if self._turn == 5:
            raise RuntimeError("I have had enough")
        return AgentTurn(text="For the hotel, do you have any wishes about the view or the beds? " * self._turn)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with some of everything, not to be changed."""
    restless = AgentFactory("restless", "1", lambda scenario: Restless(), instant=True)
    out = tmp_path_factory.mktemp("material") / "run"
    return evaluate("travel", [restless], out=out, n=2, families=["2", "22"], twins=True, limits=Limits(turns=9)).path


# ── damage ──────────────────────────────────────────────────────────────────────────────────────────


def damaged(rng: Random, content: bytes) -> bytes:
    """A JSON text with something wrong, or at least other, about it."""
    if rng.random() < 0.3:
        return damaged_bytes(rng, bytearray(content))
    tree = json.loads(content)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        damage_tree(rng, tree)
    if rng.random() < 0.03:
        parent, key = somewhere(rng, tree)
        parent[key] = nested(rng.choice((50, 150, 190, 210, 900)))
    return json.dumps(tree).encode()


def damaged_bytes(rng: Random, content: bytearray) -> bytes:
    for _ in range(rng.choice((1, 1, 3, 20))):
        at, other = rng.randrange(len(content)), rng.randrange(len(content))
        match rng.randrange(4):
            case 0:
                content[at] = rng.randrange(256)
            case 1 if len(content) > 400:
                del content[at : at + rng.randrange(1, 200)]
            case 2:
                content[at:at] = rng.choice(NOISE)
            case _:
                content[at:at] = content[other : other + rng.randrange(1, 300)]
    return bytes(content)


def damage_tree(rng: Random, tree: Any) -> None:
    parent, key = somewhere(rng, tree)
    old = parent[key]
    match rng.randrange(8):
        case 0:
            del parent[key]
        case 1 if isinstance(parent, dict):
            parent[rng.choice(("x", "id", "", "kind", "\x1b[2J" * 99))] = old
        case 1:
            parent.insert(rng.randrange(len(parent) + 1), old)
        case 2 if isinstance(parent, list):
            rng.shuffle(parent)
        case 3 if isinstance(old, str):
            parent[key] = rng.choice((old[: len(old) // 2], old * 3, f"{old}\0", f"{old}\x1b[31m", old.upper()))
        case 4 if isinstance(old, int | float) and abs(old) < 1e9:
            parent[key] = rng.choice((old + 1, old - 1, -old, old * 1000, old / 3, str(old)))
        case 5 if tree:
            other, its = somewhere(rng, tree)
            parent[key] = json.loads(json.dumps(other[its]))
        case _:
            parent[key] = rng.choice(VALUES)


def somewhere(rng: Random, tree: Any) -> tuple[Any, Any]:
    """A container in a tree and one of its keys; the empty have a throw-away one."""
    parent, key, node = {"": tree}, "", tree
    while isinstance(node, dict | list) and node:
        parent, key = node, rng.choice([*node]) if isinstance(node, dict) else rng.randrange(len(node))
        node = parent[key]
        if rng.random() < 0.25:
            break
    return parent, key


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


# ── readers ─────────────────────────────────────────────────────────────────────────────────────────


def read_everything(run: Path, case: int) -> None:
    """Go through all that reads a run; the costly ones now and then."""
    folder = RunFolder(run)
    folder.ids()
    episodes = list(folder.episodes())
    cards = read_scorecards(folder, read_scores(folder))
    screen = Console(file=io.StringIO(), width=80)
    narrate(episodes[case % len(episodes)], screen)
    if case % 4 == 0:
        terminal_scorecard(cards, folder.manifest, screen)
    if case % 100 == 0:
        terminal_comparison(compare_runs(folder, folder), screen)
        write_report(folder)


def refused(read: Callable[[], object]) -> bool:
    """Whether a reader refused, in one short printable line; any other exception is for pytest to show."""
    try:
        read()
    except TacitError as error:
        message = str(error)
        assert 20 < len(message) < 700, message
        assert message.isprintable(), message
        return True
    return False


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_damage_gives_anything_but_a_result_or_a_line(material: Path, tmp_path: Path, chunk: int) -> None:
    rng = Random(f"{os.environ.get('TACIT_TEST_SEED', '')} {chunk}")
    manifest = (material / "run.json").read_bytes()
    lines = (material / "episodes.jsonl").read_bytes().splitlines()
    outcomes: Counter[bool] = Counter()
    for case in range(CASES):
        chosen = rng.sample(lines, 3)
        at = rng.randrange(30)
        if at < 27:
            chosen[at % 3] = damaged(rng, chosen[at % 3])
        (tmp_path / "run.json").write_bytes(manifest if at < 27 else damaged(rng, manifest))
        (tmp_path / "episodes.jsonl").write_bytes(b"\n".join(chosen) + b"\n")
        outcomes[refused(lambda case=case: read_everything(tmp_path, case))] += 1
    assert min(outcomes[True], outcomes[False]) > CASES / 20, outcomes


@pytest.mark.parametrize("chunk", range(4))
def test_the_command_line_ends_in_a_result_or_a_line(
    material: Path, tmp_path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = Random(f"{os.environ.get('TACIT_TEST_SEED', '')} line {chunk}")
    lines = (material / "episodes.jsonl").read_bytes().splitlines()
    shutil.copy(material / "run.json", tmp_path)
    for case in range(25):
        one = json.loads(lines[case])["id"]
        chosen = [damaged(rng, lines[case]), *rng.sample(lines[25:], 2)]
        (tmp_path / "episodes.jsonl").write_bytes(b"\n".join(chosen) + b"\n")
        for arguments in (["view", str(tmp_path)], ["view", str(tmp_path), "--episode", one]):
            monkeypatch.setattr(sys, "argv", ["tacit", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
            out, errors = capsys.readouterr()
            assert ended.value.code in (0, 2)
            assert (ended.value.code, errors.count("\n")) in ((0, 0), (2, 1)), errors
            assert bool(out) == (ended.value.code == 0)
