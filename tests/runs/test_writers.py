"""Writers of one folder: one at a time, whoever begins, dies or forks; readers see whole lines only."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tacit.dialogue import Episode
from tacit.errors import RunFolderError
from tacit.runs import RunFolder

Python = Callable[..., subprocess.CompletedProcess[str]]


def refused(action: Callable[[], Any]) -> str:
    """The message of the RunFolderError that an action ends in."""
    with pytest.raises(RunFolderError) as error:
        action()
    return str(error.value)


def one_of(run: Path) -> Episode:
    """An episode of a run."""
    return next(RunFolder(run).episodes())


# ── two writers ─────────────────────────────────────────────────────────────────────────────────────

RACE = """
    import os, sys
    from pathlib import Path
    from tacit.errors import RunFolderError
    from tacit.runs import RunFolder

    manifest = RunFolder(Path(sys.argv[1])).manifest

    def contend(place, begin, said, end):
        mine = manifest.model_copy(update={"created": str(os.getpid())})
        os.read(begin, 1)
        try:
            folder = RunFolder.create(place, mine)
        except RunFolderError:
            os.write(said, b"lost ")
        else:
            os.write(said, b"won ")
            os.read(end, 1)
            assert RunFolder(place).manifest == mine

    for round in range(40):
        (begin, beginning), (hear, said), (end, ending) = os.pipe(), os.pipe(), os.pipe()
        for _ in range(3):
            if not os.fork():
                os.close(beginning), os.close(ending)
                contend(Path(f"race{round}"), begin, said, end)
                os._exit(0)
        os.close(beginning)
        words = b""
        while words.count(b" ") < 3:
            words += os.read(hear, 99)
        os.close(ending)
        statuses = {os.wait()[1] for _ in range(3)}
        assert (sorted(words.split()), statuses) == ([b"lost", b"lost", b"won"], {0}), (words, statuses)
"""


def test_of_processes_that_begin_at_once_one_wins_and_the_folder_is_its_own(finished: Path, python: Python) -> None:
    done = python(RACE, finished)
    assert done.returncode == 0, done.stderr


DYING_PARENT = """
    import os, signal, sys, time
    from pathlib import Path
    from tacit.errors import RunFolderError
    from tacit.runs import RunFolder

    folder = RunFolder.resume(Path(sys.argv[1]))
    episode = next(folder.episodes())
    if not os.fork():
        try:
            folder.append(episode)
        except RunFolderError as error:
            print(error, os.getpid(), flush=True)
        os.close(1)
        os.close(2)
        time.sleep(60)
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_forked_child_neither_writes_nor_holds_the_folder_when_its_parent_is_killed(
    run: Path, python: Python
) -> None:
    before = (run / "episodes.jsonl").read_bytes()
    said = python(DYING_PARENT, run).stdout
    assert "open for reading only" in said
    child = int(said.split()[-1])
    os.kill(child, 0)  # it lives
    with RunFolder.resume(run, pytest.fail):
        os.kill(child, 9)
    assert (run / "episodes.jsonl").read_bytes() == before


CREATE_AND_DIE = """
    import os, shutil, signal, sys
    from pathlib import Path
    from tacit.runs import RunFolder

    manifest, place = RunFolder(Path(sys.argv[1])).manifest, Path("new")
    steps = ("open", "os.mkdir", "os.listdir", "os.scandir", "os.rename", "fcntl.flock")

    def die_before(left):
        def watch(event, given):
            nonlocal left
            if event in steps:
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
        sys.addaudithook(watch)

    for step in range(99):
        shutil.rmtree(place, ignore_errors=True)
        child = os.fork()
        if not child:
            die_before(step)
            RunFolder.create(place, manifest)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
        began = (place / "run.json").exists()
        with RunFolder.resume(place) if began else RunFolder.create(place, manifest) as folder:
            assert folder.manifest == manifest and folder.ids() == set()
        assert {file.name for file in place.iterdir()} == {"run.json", "episodes.jsonl"}
    print(step)
"""


def test_a_folder_whose_making_was_killed_anywhere_can_be_made_or_resumed(finished: Path, python: Python) -> None:
    done = python(CREATE_AND_DIE, finished)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 6


# ── a reader beside the writer ──────────────────────────────────────────────────────────────────────


def test_a_line_that_gets_its_end_while_it_is_read_is_left_for_the_next_reader(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (run / "episodes.jsonl").read_bytes().splitlines(keepends=True)
    as_read = [*whole[:9], whole[9][:100], whole[9][100:]]  # the file grew between two reads
    monkeypatch.setattr("tacit.runs._folder.open", lambda *_: nullcontext(iter(as_read)), raising=False)
    assert len(list(RunFolder(run).episodes())) == 9


WRITER = """
    import sys
    from pathlib import Path
    from tacit.runs import RunFolder

    episodes = list(RunFolder(Path(sys.argv[1])).episodes())
    with RunFolder.create(Path(sys.argv[2]), RunFolder(Path(sys.argv[1])).manifest) as folder:
        file = folder._file
        class Pieces:
            def write(self, data):
                return file.write(data[:100])
            def __getattr__(self, name):
                return getattr(file, name)
        folder._file = Pieces()
        for number in range(300):
            folder.append(episodes[number % 10].model_copy(update={"id": str(number)}))
"""


def test_reading_beside_a_writer_gives_whole_episodes_in_order(finished: Path, tmp_path: Path, python: Python) -> None:
    writer = threading.Thread(target=python, args=(WRITER, finished, tmp_path / "new"))
    writer.start()
    seen, reads = 0, 0
    while writer.is_alive():
        if (tmp_path / "new" / "run.json").exists():
            ids = [one.id for one in RunFolder(tmp_path / "new").episodes()]
            assert ids == [str(number) for number in range(len(ids))]
            assert len(ids) >= seen
            seen, reads = len(ids), reads + (0 < len(ids) < 300)
    assert len(RunFolder(tmp_path / "new").ids()) == 300
    assert reads > 1


# ── what cannot be stored ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("outcome", [{"x": object()}, {"x": "\ud800"}, {"x": {1, object()}}])
def test_what_json_cannot_hold_is_refused_in_a_line_and_nothing_is_written(run: Path, outcome: dict[str, Any]) -> None:
    before = (run / "episodes.jsonl").read_bytes()
    episode = one_of(run).model_copy(update={"outcome": outcome})
    with RunFolder.resume(run) as folder:
        message = refused(lambda: folder.append(episode))
    assert message.startswith(f"an episode of {episode.agent!r} cannot be stored (")
    assert "\n" not in message
    assert (run / "episodes.jsonl").read_bytes() == before


def test_ctrl_c_while_an_episode_is_written_is_a_ctrl_c(run: Path) -> None:
    def interrupted() -> Any:
        yield 1
        raise KeyboardInterrupt

    before = (run / "episodes.jsonl").read_bytes()
    episode = one_of(run).model_copy(update={"outcome": {"x": interrupted()}})
    with RunFolder.resume(run) as folder, pytest.raises(KeyboardInterrupt):
        folder.append(episode)
    assert (run / "episodes.jsonl").read_bytes() == before


def test_a_folder_deleted_under_its_writer_is_noticed_with_the_next_episode(run: Path) -> None:
    episode = one_of(run)
    with RunFolder.resume(run) as folder:
        shutil.rmtree(run)
        assert "was deleted during the run" in refused(lambda: folder.append(episode))
    assert not run.exists()


def test_a_large_file_is_repaired_without_reading_all_of_it(run: Path) -> None:
    whole = (run / "episodes.jsonl").read_bytes()
    for torn in (b"x", b"x" * 65_536, b"x" * 200_000):
        (run / "episodes.jsonl").write_bytes(whole + torn)
        with RunFolder.resume(run):
            assert (run / "episodes.jsonl").read_bytes() == whole
    (run / "episodes.jsonl").write_bytes(b"x" * 200_000)
    with RunFolder.resume(run) as folder:
        assert folder.ids() == set()
