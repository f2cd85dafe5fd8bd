"""Run folders in places that make trouble: one line, exit status 2, and nothing that was stored is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tacit.runs import RunFolder, evaluate

AGENT = """
import os, shutil

def deleting(messages, tools):
    shutil.rmtree("run", ignore_errors=True)
    return "For the hotel, do you have any wishes about the view?"
"""
EVAL = ["eval", "travel", "-n", "2", "--out"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run of the same command."""
    return evaluate("travel", out=tmp_path_factory.mktemp("finished") / "run", n=2).path


def one_line(ended: tuple[int, str]) -> str:
    """What a command that ended in exit status 2 said, which is one line."""
    status, errors = ended
    assert status == 2, errors
    assert errors.count("\n") == 1
    assert errors.startswith("tacit: ")
    return errors


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small file system at tmp_path/disk, with mount options."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("mounting a small disk is not allowed here")
        return place

    yield mount
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@pytest.mark.parametrize("out", ["a-file", "a-file/below", "/proc/nowhere", "/dev/null"])
def test_where_no_folder_can_be_is_refused(nursery: Any, tmp_path: Path, out: str) -> None:
    (tmp_path / "a-file").write_text("years of work")
    assert "cannot write to" in one_line(nursery.run(tmp_path, *EVAL, out))
    assert (tmp_path / "a-file").read_text() == "years of work"


@pytest.mark.parametrize("name", ["a b'\"", "a\nb", "\x1b[31m", "--日本", "%s {0}", "a\udcff"])
def test_any_name_will_do_for_a_folder(nursery: Any, tmp_path: Path, finished: Path, name: str) -> None:
    status, errors = nursery.run(tmp_path, *EVAL[:-1], f"--out={name}")
    assert status == 0, errors
    found = list(RunFolder(tmp_path / name).episodes())
    assert found == list(RunFolder(finished).episodes())
    assert nursery.run(tmp_path, "view", "--episode", found[0].id, "--", name) == (0, "")
    one_line(nursery.run(tmp_path, *EVAL[:-1], f"--out={name}"))


def test_a_folder_deleted_during_the_run_ends_it_at_once(nursery: Any, tmp_path: Path) -> None:
    (tmp_path / "agents.py").write_text(AGENT)
    ended = nursery.run(tmp_path, *EVAL, "run", "--agent", "agents.py:deleting", "--concurrency", "1")
    assert "was deleted during the run" in one_line(ended)
    assert not (tmp_path / "run").exists()


def test_a_folder_on_a_read_only_disk_can_be_read_but_not_written(
    nursery: Any, tmp_path: Path, finished: Path, disk: Callable[[str], Path]
) -> None:
    place = disk("size=4m")
    run = Path(shutil.copytree(finished, place / "run"))
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    one = next(RunFolder(run).episodes()).id
    assert nursery.run(tmp_path, "view", "disk/run", "--episode", one) == (0, "")
    for command in (["view", "disk/run"], [*EVAL, "disk/run", "--resume"], [*EVAL, "disk/new"]):
        assert "(Read-only file system)" in one_line(nursery.run(tmp_path, *command))


def test_without_room_for_the_report_the_run_stays_and_the_old_report_too(
    nursery: Any, tmp_path: Path, finished: Path, disk: Callable[[str], Path]
) -> None:
    run = Path(shutil.copytree(finished, disk("size=1m") / "run"))
    (run / "report.html").write_text("the old report")
    with pytest.raises(OSError, match="No space left"), open(run / "filler", "wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    for command in (["view", "disk/run"], [*EVAL, "disk/run", "--resume"]):
        assert "report.html' (No space left on device)" in one_line(nursery.run(tmp_path, *command))
    assert (run / "report.html").read_text() == "the old report"
    assert list(RunFolder(run).episodes()) == list(RunFolder(finished).episodes())
    (run / "filler").unlink()
    assert nursery.run(tmp_path, "view", "disk/run") == (0, "")


def test_a_disk_that_fills_up_during_the_run_keeps_what_was_stored(
    nursery: Any, tmp_path: Path, finished: Path, disk: Callable[[str], Path]
) -> None:
    disk("size=80k")
    assert "the disk is full while writing 'disk/run'" in one_line(nursery.run(tmp_path, *EVAL, "disk/run"))
    kept = list(RunFolder(tmp_path / "disk" / "run").episodes())
    assert 0 < len(kept) < 10
    assert kept == list(RunFolder(finished).episodes())[: len(kept)]
    subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path / "disk")], check=True)
    assert nursery.run(tmp_path, *EVAL, "disk/run", "--resume")[0] == 0
    assert list(RunFolder(tmp_path / "disk" / "run").episodes()) == list(RunFolder(finished).episodes())
