"""``tacit eval`` with a model behind an endpoint: recorded and replayed, on a budget, and never telling the key."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tacit.dialogue import Episode, Usage
from tacit.runs import RunFolder

Tacit = Callable[..., subprocess.CompletedProcess[str]]
KEY = "sk-SECRET/key+'\\0123456789"
SMALL = ("-n", "2", "--turns", "3")


@pytest.fixture
def evaluated(tacit: Tacit, stub: Any, environment: dict[str, str]) -> Tacit:
    """Evaluates the stub's model with a key set."""

    def run(*options: object, agent: str = "openai/m", url: str = "") -> subprocess.CompletedProcess[str]:
        command = ("eval", "travel", "--agent", agent, "--base-url", url or stub.url, *SMALL, *options)
        return tacit(*command, env={**environment, "OPENAI_API_KEY": KEY})

    return run


def episodes(folder: Path, agent: str = "openai/m") -> list[Episode]:
    """What a run stored of an agent, in an order of its own."""
    return sorted((one for one in RunFolder(folder).episodes() if one.agent == agent), key=lambda one: one.id)


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that ended with exit status 2."""
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    return line


def test_a_recorded_run_is_replayed_to_the_letter_and_no_other_run_is(
    evaluated: Tacit, stub: Any, steps: Any, tmp_path: Path
) -> None:
    stub.script = [steps.say("What else?"), steps.refuse(400, "too long"), steps.call("search", "{"), steps.say("Hm.")]
    recorded = evaluated("--record", "rec", "--trials", "2", "--out", "a", "--price", "1,10")
    assert recorded.returncode == 0, recorded.stderr
    assert re.search(r"note: \d+ model calls, \d+ tokens, \$0\.\d+\n", recorded.stderr)
    stub.stop()
    replayed = evaluated("--replay", "rec", "--trials", "2", "--out", "b", "--price", "1,10")
    assert replayed.returncode == 0, replayed.stderr
    assert "note: 0 model calls, 0 tokens" in replayed.stderr
    assert episodes(tmp_path / "a") == episodes(tmp_path / "b")
    assert {one.ending for one in episodes(tmp_path / "a")} >= {"agent_error"}
    assert "'rec' holds no answer to a call of 'm'" in complaint(
        evaluated("--replay", "rec", "--out", "c", "--seed", "7")
    )
    assert not episodes(tmp_path / "c")
    usage = [one.agent_usage for one in episodes(tmp_path / "a") if one.ending != "agent_error"]
    assert all(one.input_tokens == 11 * one.requests and one.usd > 0 for one in usage)


def test_a_replay_needs_neither_key_nor_address(tacit: Tacit, tmp_path: Path) -> None:
    (tmp_path / "rec" / "00").mkdir(parents=True)
    (tmp_path / "rec" / "00" / "00.json").touch()
    done = tacit("eval", "travel", "--agent", "openai/m", "--replay", "rec", *SMALL)
    assert "holds no answer" in complaint(done), "so it got as far as looking for one"


def test_a_cache_saves_every_call_that_was_made_before_and_costs_nothing(evaluated: Tacit, stub: Any) -> None:
    assert evaluated("--cache", "c", "--out", "a").returncode == 0
    first = len(stub.seen)
    assert evaluated("--cache", "c", "--out", "b", "--budget-tokens", "1").returncode == 0
    assert len(stub.seen) == first


def test_a_run_stopped_by_its_budget_is_resumed_with_another(evaluated: Tacit, stub: Any, tmp_path: Path) -> None:
    one_by_one = ("--concurrency", "1", "--out", "run", "--record", "rec", "--price", "m=1,10")
    line = complaint(evaluated(*one_by_one, "--budget-usd", "0.00048"))
    assert re.search(
        r"tacit: the budget of \$0\.00048 is spent \(6 model calls, 108 tokens, \$0\.000486\); "
        r"stopped with \d+ of 12 episodes stored; repeat the command with --out run --resume and a new budget$",
        line,
    ), line
    stored = episodes(tmp_path / "run")
    assert all(one.ending.scored for one in stored)
    assert len(stored) < 2
    done = evaluated(*one_by_one, "--budget-usd", "1", "--resume")
    assert done.returncode == 0, done.stderr
    assert len(stub.seen) == sum(one.agent_usage.requests for one in episodes(tmp_path / "run")), "none is paid twice"
    assert evaluated("--out", "whole").returncode == 0
    free = {"agent_usage": Usage()}
    runs = [[one.model_copy(update=free) for one in episodes(tmp_path / name)] for name in ("run", "whole")]
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("model", "answered 404: no model 'm'; check the base URL (it usually ends in /v1) and the model's name"),
        ("page", "answered 405: Method Not Allowed; check the base URL"),
    ],
)
def test_what_was_set_up_wrong_is_one_line(evaluated: Tacit, stub: Any, steps: Any, step: str, words: str) -> None:
    stub.otherwise = {
        "model": steps.refuse(404, "no model 'm'"),
        "page": steps.raw(b"Method Not Allowed", 405),
    }[step]
    assert words in complaint(evaluated("--out", "run"))


def test_an_address_where_nobody_listens_is_one_line(evaluated: Tacit) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        done = evaluated("--out", "run", "-n", "1", url=f"http://127.0.0.1:{free.getsockname()[1]}/v1")
    assert "cannot be reached" in complaint(done)


def test_a_damaged_answer_is_one_line(evaluated: Tacit, tmp_path: Path) -> None:
    assert evaluated("--record", "rec", "--out", "a").returncode == 0
    for file in (tmp_path / "rec").rglob("*.json"):
        file.write_bytes(file.read_bytes()[:30])
    assert ".json' is damaged" in complaint(evaluated("--cache", "rec", "--out", "b"))
    assert ".json' is damaged" in complaint(evaluated("--replay", "rec", "--out", "c"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--cache a --record b", "--cache, --record and --replay exclude one another"),
        ("--replay nowhere", "'nowhere' holds no recording to replay; make one with --record"),
        ("--record full", "'full' is not empty; record into a new folder, or continue a run with --resume"),
        ("--budget-usd 5", "needs the price of 'm'; give --price"),
        ("--budget-tokens 0", "a budget must be a positive number"),
        ("--price 5", "'5' is not a price"),
        ("--model-calls 0", "must be at least 1"),
    ],
)
def test_options_that_cannot_be_are_one_line(evaluated: Tacit, tmp_path: Path, options: str, words: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert words in complaint(evaluated(*options.split(), "--out", "run"))
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("option", ["--replay c", "--price 1,1", "--tokens-per-minute 5"])
def test_options_for_endpoints_need_one(tacit: Tacit, option: str) -> None:
    words = f"{option.split()[0]} is for endpoints; give --agent openai/MODEL with it, or leave it out"
    assert words in complaint(tacit("eval", "travel", *option.split()))


def test_the_key_is_in_nothing_that_a_run_leaves_or_says(
    evaluated: Tacit, stub: Any, steps: Any, tmp_path: Path
) -> None:
    told = [
        steps.say(f"Your key is {KEY}, isn't it?"),
        steps.call("search", {"at": KEY}, id=KEY),
        steps.call(KEY, json.dumps({"key": KEY})),
        steps.refuse(400, f"Incorrect: {KEY}"),
        steps.raw(json.dumps({"detail": KEY}).encode()),
        steps.refuse(401, f"Incorrect API key provided: {KEY}"),
    ]
    said = ""
    for options in [("--record", "rec"), ("--cache", "cache"), ("--budget-tokens", "30"), ("--replay", "rec")]:
        stub.script = list(told)
        done = evaluated(*options, "--out", f"run{options[0]}", "--concurrency", "1")
        assert done.returncode == (2 if "--budget-tokens" in options else 0), done.stderr
        said += done.stdout + done.stderr
    stub.script, stub.otherwise = [], steps.refuse(401, f"Incorrect API key provided: {KEY}")
    said += complaint(evaluated("--out", "refused"))
    assert "[key]" in said
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"run.json", "episodes.jsonl", "report.html"}
    assert len({file.parent for file in files}) > 5
    for text in (said, *(file.read_text(encoding="utf-8") for file in files), *map(str, files)):
        assert "SECRET" not in text
    assert any("[key]" in file.read_text(encoding="utf-8") for file in files), "the stub did tell it"
