"""What the command line says to bad input and to closed streams: one line, and a status that scripts can use."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from tacit.runs import RunFolder

Tacit = Callable[..., subprocess.CompletedProcess[str]]
VERBS = ["eval", "view", "compare", "play", "new", "demo"]


def one_line(done: subprocess.CompletedProcess[str], status: int = 2) -> str:
    """What was complained about, in the only line there is."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert re.fullmatch(r"tacit: [^\n]+\n", done.stderr), done.stderr
    return done.stderr


@pytest.fixture
def odds_and_ends(tmp_path: Path, agents: Path, run: Path) -> None:
    """Files that are not what a command wants."""
    files = {
        "a-file": "not a folder",
        "raises.py": "raise RuntimeError('first line\\nsecond line')\n",
        "imports.py": "import no_such_package\n",
        "broken/run.json": '{"format": 1, "card": {}}',
        "foreign/run.json": '{"format": 99}',
        "full/thesis.tex": "years of work",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "empty").mkdir()


@pytest.mark.usefixtures("odds_and_ends")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("eval narnia", "there is no world 'narnia'; choose one of: travel"),
        ("eval travel --agent nowhere.py:agent", "nowhere.py"),
        ("eval travel --agent agents.py:nobody", "'agents.py' has no 'nobody'"),
        ("eval travel --agent agents.py", "does not say which agent"),
        ("eval travel --agent no.such.module:agent", "there is no module 'no'"),
        ("eval travel --agent raises.py:agent", "RuntimeError: first line second line"),
        ("eval travel --agent imports.py:agent --isolate", "'no_such_package', which is not installed"),
        ("eval travel --agent openai/some-model", "OPENAI_API_KEY"),
        ("eval travel --agent agents.py:plain --agent agents.py:plain", "two agents are called"),
        ("eval travel --family 99", "no scenario of difficulty '99' can exist"),
        ("eval travel --family 22,nope", "no scenario of difficulty 'nope' can exist"),
        ("eval travel -n 0", "0 scenarios"),
        ("eval travel -n many", "Invalid value for '-n'"),
        ("eval travel --trials 0", "0 trials"),
        ("eval travel --split nope", "there is no split 'nope'; choose train, dev or test"),
        ("eval travel --turns 0", "must be positive"),
        ("eval travel --act-seconds nan", "seconds"),
        ("eval travel --user human", "there is no user 'human'"),
        ("eval travel --resume", "--resume needs --out"),
        ("eval travel --base-url http://localhost:1/v1", "--base-url is for endpoints"),
        ("eval travel --isolate", "--isolate is for Python agents"),
        ("eval travel --out run", "'run' is not empty"),
        ("eval travel --out a-file/below", "cannot write to 'a-file/below'"),
        ("eval travel --out /proc/nowhere", "cannot write to '/proc/nowhere'"),
        ("eval travel -n 4 --out run --resume", "holds another run (different: scenarios)"),
        ("eval", "Missing argument"),
        ("eval travel --no-such-option", "No such option"),
        ("frobnicate", "No such command 'frobnicate'"),
        ("view", "Missing argument"),
        ("view nowhere", "'nowhere' is not a run folder"),
        ("view empty", "'empty' is not a run folder"),
        ("view broken", "is damaged"),
        ("view foreign", "is of format 99"),
        ("view run --episode nope", "no episode of 'run'"),
        ("compare run", "Missing argument"),
        ("compare run nowhere", "'nowhere' is not a run folder"),
        ("compare run run --agent nobody", "'nobody'"),
        ("compare run run --agent a --agent b --agent c", "3 agents were given"),
        ("new agent", "Missing argument"),
        ("new world x.py", "there is no template for 'world'"),
        ("new agent agents.py", "'agents.py' exists already"),
        ("new agent nowhere/x.py", "cannot write 'nowhere/x.py'"),
        ("play narnia", "there is no world 'narnia'"),
        ("play travel --as god", "one cannot play as 'god'"),
        ("play travel --agent nobody", "names no agent"),
        ("demo --out full -n 1", "'full' is not empty"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_in_one_line_that_says_what_is_wrong(tacit: Tacit, line: str, said: str) -> None:
    assert said in one_line(tacit(*line.split()))


@pytest.mark.usefixtures("odds_and_ends")
@pytest.mark.parametrize("line", ["eval narnia", "view empty", "eval travel --agent raises.py:agent"])
def test_debug_shows_where_it_went_wrong(tacit: Tacit, line: str) -> None:
    done = tacit("--debug", *line.split())
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")
    assert re.search(r"^tacit\.errors\.\w+Error: ", done.stderr, re.MULTILINE)


def test_a_damaged_episode_is_named_by_every_verb_that_reads_it(tacit: Tacit, run: Path) -> None:
    with open(run / "episodes.jsonl", "ab") as file:
        file.write(b"{}\n")
    for command in (["view", "run"], ["view", "run", "--episode", "zz"], ["compare", "run", "run"]):
        assert "line 16 of" in one_line(tacit(*command))


def test_a_report_that_cannot_be_written_is_said_so(tacit: Tacit, run: Path) -> None:
    (run / "report.html").mkdir()
    assert "report.html" in one_line(tacit("view", "run"))


# ── help ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", [[], ["--help"], *([verb, "--help"] for verb in VERBS)], ids=" ".join)
def test_help_fits_the_terminal_and_explains_itself(tacit: Tacit, arguments: list[str]) -> None:
    done = tacit(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout
    assert "Usage: tacit" in done.stdout
    if len(arguments) < 2:
        assert all(re.search(rf"^ +{verb} +\w", done.stdout, re.MULTILINE) for verb in VERBS)
    else:
        body = re.split(r"(?:Arguments|Options):", done.stdout)[1:]
        for part in body:
            for entry in re.findall(r"^  (?:-|\w).*(?:\n {3,}.*)*", part, re.MULTILINE):
                assert re.search(r"\S {2,}\S|\n {5,}\S", entry), f"no word about {entry!r}"


# ── streams that are closed, or cannot write every letter ───────────────────────────────────────────

PRINTING = ["--help", "view run", "view run --episode ", "compare run run --agent silent --agent oracle",
            "new agent x.py", "play travel", "demo -n 2"]  # fmt: skip


def _arguments(line: str, run: Path) -> list[str]:
    """A command line; one that ends with an option is given the run's first episode."""
    first = next(RunFolder(run).episodes()).id
    return [*line.split(), first] if line.endswith("--episode ") else line.split()


@pytest.mark.parametrize("line", PRINTING)
def test_a_closed_standard_output_is_said_once(
    tacit: Tacit, command: Path, environment: dict[str, str], tmp_path: Path, run: Path, line: str
) -> None:
    arguments = _arguments(line, run)
    shell = ["sh", "-c", 'exec "$0" "$@" >&-', str(command), *arguments]
    done = subprocess.run(
        shell, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert "standard output is closed" in one_line(done)


@pytest.mark.parametrize("line", PRINTING)
def test_a_reader_that_went_away_is_said_once(tacit: Tacit, run: Path, line: str) -> None:
    arguments = _arguments(line, run)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = tacit(*arguments, stdout=writing)
    finally:
        os.close(writing)
    assert "standard output is closed" in one_line(done)


@pytest.mark.usefixtures("run")
def test_a_reader_that_has_read_enough_is_no_accident(
    command: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    shell = ["bash", "-c", '"$0" view run | head -c 1; exit ${PIPESTATUS[0]}', str(command)]
    done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 2)
    assert done.stderr == "" or one_line(done)


def test_without_standard_error_the_status_still_tells(
    command: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    shell = ["sh", "-c", 'exec "$0" "$@" 2>&-', str(command), "eval", "narnia"]
    done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_stream_that_knows_only_ascii_gets_all_the_same(tacit: Tacit, environment: dict[str, str], run: Path) -> None:
    ascii_only = {**environment, "PYTHONIOENCODING": "ascii"}
    for line in ("view run", "view run --episode ", "play travel --as agent"):
        done = tacit(*_arguments(line, run), env=ascii_only)
        assert done.returncode == 0, done.stderr
        assert done.stdout.isascii()


def test_the_version_is_that_of_the_package(tacit: Tacit) -> None:
    done = tacit("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tacit {version('tacit')}\n", "")
