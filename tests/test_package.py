"""The package as a whole: light to import, every room with one clear door, nothing of this machine in it."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tacit

ROOT = Path(__file__).parents[1]
ROOMS = ["agents", "cli", "dialogue", "goals", "interop", "language", "models", "reports", "runs", "scores", "stats", "users",
         "worlds", "worlds.travel", "worlds.userbench"]  # fmt: skip
HEAVY = {"numpy", "pydantic", "aiohttp", "altair", "vl_convert", "jinja2", "rich", "typer", "scipy"}


def printed_by(program: str) -> str:
    """What a program prints in a fresh process."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def modules_after(statement: str) -> set[str]:
    """Top-level modules that a fresh process has imported after a statement."""
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(printed_by(program).split())


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not modules_after("import tacit") & HEAVY


def test_importing_the_package_takes_less_than_150_ms_of_cpu() -> None:
    program = "import time; start = time.process_time(); import tacit; print(time.process_time() - start)"
    assert min(float(printed_by(program)) for _ in range(3)) < 0.15


def test_the_command_line_starts_without_what_only_some_verbs_need() -> None:
    assert not modules_after("import tacit.cli") & (HEAVY - {"typer", "rich"})


def test_evaluating_needs_nothing_that_only_reports_need() -> None:
    assert not modules_after("import tacit; tacit.evaluate") & {"altair", "vl_convert", "jinja2", "rich", "typer"}


def test_every_room_is_known_here() -> None:
    source = ROOT / "src" / "tacit"
    assert {path.parent.name for path in source.glob("*/__init__.py")} == {room for room in ROOMS if "." not in room}


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_a_room_shows_what_it_offers_in_alphabetical_order_and_nothing_else(room: str) -> None:
    module = importlib.import_module(f"tacit.{room}" if room else "tacit")
    offered = module.__all__
    assert offered == sorted(offered, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert len(set(offered)) == len(offered)
    assert all(getattr(module, name) is not None for name in offered)
    shown = dir(module) if room == "" else vars(module)
    leaks = {
        name
        for name in shown
        if not name.startswith("_") and not isinstance(getattr(module, name), ModuleType) and name != "annotations"
    }
    assert leaks == set(offered)


def test_every_room_says_in_its_first_line_what_it_is() -> None:
    for room in ["", *ROOMS]:
        module = importlib.import_module(f"tacit.{room}" if room else "tacit")
        assert module.__doc__
        assert module.__doc__.splitlines()[0].rstrip().endswith((".", ":"))


def test_what_the_package_offers_is_what_the_rooms_offer() -> None:
    from tacit import agents, reports, runs

    assert tacit.evaluate is runs.evaluate
    assert tacit.RunFolder is runs.RunFolder
    assert tacit.read_scorecards is runs.read_scorecards
    assert tacit.load_agent is agents.load
    assert tacit.compare is reports.compare_runs
    assert tacit.write_report is reports.write_report
    with pytest.raises(AttributeError, match="no attribute 'evalaute'"):
        tacit.__getattr__("evalaute")


def test_rooms_import_only_from_rooms_below() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_error_is_drawn_in_the_tree_and_drawn_where_it_is() -> None:
    from tacit import errors

    drawn = re.findall(r"^    ((?:│   |    )*(?:├── |└── )?)(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    parents: list[str] = []
    tree: dict[str, str] = {}
    for indent, name in drawn:
        depth = len(indent) // 4
        parents[depth:] = [name]
        tree[name] = parents[depth - 1] if depth else "Exception"
    real = {
        name: thing.__base__.__name__
        for name, thing in vars(errors).items()
        if isinstance(thing, type) and thing.__base__ is not None
    }
    assert tree == real


def test_no_text_here_mentions_a_path_of_the_machine_it_was_written_on() -> None:
    machine = re.compile(rf"(?:{re.escape(str(ROOT))}|(?<![\w.~])/(?:work|root|home|Users|tmp)/)(?=\w)")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for path in texts()
        for line in path.read_text(encoding="utf-8").splitlines()
        if machine.search(line)
    ]
    assert not found


def texts() -> list[Path]:
    """Every text file of the project."""
    folders = ("src", "tests", "docs", "benchmarks", "examples", ".ci")
    files = [*ROOT.glob("*.*"), ROOT / "Makefile", *(f for name in folders for f in (ROOT / name).rglob("*"))]
    kinds = {".py", ".md", ".txt", ".json", ".jsonl", ".toml", ".j2", ".jinja", ".html", ".css", ".js", ".svg", ""}
    return [f for f in files if f.is_file() and f.suffix in kinds and "__pycache__" not in f.parts]
