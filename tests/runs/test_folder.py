"""Run folders: whatever happened to one, reading says so in a line and writing loses nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacit.dialogue import Episode
from tacit.errors import RunFolderError
from tacit.runs import ProtocolCard, RunFolder, RunManifest, read_scorecards

Python = Callable[..., subprocess.CompletedProcess[str]]


def refused(action: Callable[[], Any]) -> str:
    """The message of the RunFolderError that an action ends in."""
    with pytest.raises(RunFolderError) as error:
        action()
    message = str(error.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


def lines(run: Path) -> list[bytes]:
    """The lines of a run's episodes."""
    return (run / "episodes.jsonl").read_bytes().splitlines(keepends=True)


def edit_manifest(run: Path, **changes: Any) -> None:
    """Change top-level fields of run.json; None removes one."""
    manifest = {**json.loads((run / "run.json").read_text()), **changes}
    (run / "run.json").write_text(json.dumps({key: value for key, value in manifest.items() if value is not None}))


def replace_by_folder(file: Path) -> None:
    """Put a folder where a file was."""
    file.unlink()
    file.mkdir()


# ── what is no run ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda run: (run / "run.json").unlink(), "is not a run folder (run.json: No such file"),
        (lambda run: replace_by_folder(run / "run.json"), "is not a run folder (run.json: Is a directory"),
        (lambda run: (run / "run.json").write_bytes(b"\xff\xfe\x00"), "is not a run folder (run.json: not a text"),
        (lambda run: (run / "run.json").write_text(""), "is damaged"),
        (lambda run: (run / "run.json").write_text('{"format": 1, '), "is damaged"),
        (lambda run: (run / "run.json").write_text("[" * 100_000), "is damaged"),
        (lambda run: (run / "run.json").write_text("[1]"), "is of format None"),
        (lambda run: (run / "run.json").write_text("null"), "is of format None"),
        (lambda run: edit_manifest(run, format=None), "is of format None"),
        (lambda run: edit_manifest(run, format=2), "is of format 2, and this version reads format 1"),
        (lambda run: edit_manifest(run, card=None), "is damaged (card: Field required"),
        (lambda run: edit_manifest(run, card={"world": "travel"}), "is damaged (card."),
        (lambda run: edit_manifest(run, agents=7), "is damaged (agents"),
        (lambda run: edit_manifest(run, surprise=7), "is damaged (surprise"),
    ],
)  # fmt: skip
def test_a_folder_that_is_no_run_is_refused_in_one_line(run: Path, damage: Callable[[Path], Any], said: str) -> None:
    damage(run)
    for open_it in (RunFolder, RunFolder.resume):
        message = refused(lambda open_it=open_it: open_it(run))
        assert said in message
        assert str(run) in message


@pytest.mark.parametrize("place", ["nowhere", "a-file", "a-file/below"])
def test_a_path_that_is_no_folder_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "a-file").write_text("not a folder")
    assert "is not a run folder" in refused(lambda: RunFolder(tmp_path / place))


# ── creating ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("below", ["nowhere", "nowhere/deep", "."])
def test_a_new_run_starts_in_a_new_or_empty_folder(tmp_path: Path, finished: Path, below: str) -> None:
    manifest = RunFolder(finished).manifest
    with RunFolder.create(tmp_path / below, manifest) as folder:
        assert folder.manifest == manifest
        assert list(folder.episodes()) == []
        assert read_scorecards(folder) == {}
    assert RunFolder(tmp_path / below).manifest == manifest


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, finished: Path) -> None:
    manifest = RunFolder(finished).manifest
    (tmp_path / "thesis.tex").write_text("years of work")
    assert "is not empty" in refused(lambda: RunFolder.create(tmp_path, manifest))
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_start_that_was_cut_short_does_not_block_the_next(tmp_path: Path, finished: Path) -> None:
    (tmp_path / "run.json.new").write_text('{"format": 1, "car')
    (tmp_path / "episodes.jsonl").touch()
    with RunFolder.create(tmp_path, RunFolder(finished).manifest):
        pass
    assert {file.name for file in tmp_path.iterdir()} == {"run.json", "episodes.jsonl"}


@pytest.mark.parametrize("place", ["a-file", "a-file/below", "/proc/nowhere"])
def test_where_nothing_can_be_written_no_run_starts(tmp_path: Path, finished: Path, place: str) -> None:
    (tmp_path / "a-file").write_text("not a folder")
    manifest = RunFolder(finished).manifest
    assert "cannot write to" in refused(lambda: RunFolder.create(tmp_path / place, manifest))


def test_a_run_whose_episodes_cannot_be_opened_is_not_resumed(run: Path) -> None:
    replace_by_folder(run / "episodes.jsonl")
    assert "cannot write to" in refused(lambda: RunFolder.resume(run))
    assert "cannot be read (Is a directory)" in refused(lambda: list(RunFolder(run).episodes()))


def test_a_run_without_its_episodes_cannot_be_read_but_resumed(run: Path) -> None:
    (run / "episodes.jsonl").unlink()
    assert "cannot be read (No such file" in refused(lambda: list(RunFolder(run).episodes()))
    with RunFolder.resume(run) as folder:
        assert folder.ids() == set()


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_stored_is_what_is_read(run: Path) -> None:
    before = list(RunFolder(run).episodes())
    with RunFolder.create(run / "copy", RunFolder(run).manifest) as folder:
        for episode in before:
            folder.append(episode)
    assert list(RunFolder(run / "copy").episodes()) == before
    assert lines(run / "copy") == lines(run)


@pytest.mark.parametrize(
    "line", [b"garbage\n", b"\n", b"{}\n", b"[1]\n", b"null\n", b'{"id": [1]}\n', b"\xff\xfe\n", b"[" * 50_000 + b"\n"]
)
def test_a_damaged_line_in_the_middle_is_named_by_its_number(run: Path, line: bytes) -> None:
    whole = lines(run)
    (run / "episodes.jsonl").write_bytes(b"".join([*whole[:3], line, *whole[3:]]))
    for read in (RunFolder(run).ids, lambda: list(RunFolder(run).episodes())):
        message = refused(read)
        assert "line 4 of" in message
        assert "is not an episode" in message
    assert b"".join(lines(run)).count(line) >= 1, "reading must not change the file"


@pytest.mark.parametrize("change", [{"turns": "many"}, {"ending": "bored"}, {"surprise": 1}, {"goal": None}])
def test_an_episode_with_a_wrong_field_is_refused_by_the_field(run: Path, change: dict[str, Any]) -> None:
    whole = lines(run)
    broken = json.dumps({**json.loads(whole[0]), **change}).encode() + b"\n"
    (run / "episodes.jsonl").write_bytes(broken + b"".join(whole[1:]))
    message = refused(lambda: list(RunFolder(run).episodes()))
    assert "line 1 of" in message
    assert next(iter(change)) in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"turns": -1}, "turns"),
        ({"turns": 10**9}, "turns do not fit"),
        ({"turns": 0}, "turns do not fit"),
        ({"events": [{"turn": 0, "kind": "asked", "intent": "nobody's", "source": "user"}]}, "has no intent"),
        ({"seconds": "NaN"}, "seconds"),
        ({"agent_usage": {"usd": 1e300}}, "agent_usage.usd"),
        ({"agent_usage": {"requests": -1}}, "agent_usage.requests"),
        ({"world": "moon"}, "is of another run (world 'moon'"),
        ({"agent": "\x1b[2Jbond" * 99}, "is of another run (world 'travel', agent '\\x1b[2Jbond"),
    ],
)
def test_an_episode_that_does_not_hang_together_is_refused(run: Path, change: dict[str, Any], said: str) -> None:
    whole = lines(run)
    broken = json.dumps({**json.loads(whole[2]), **change}).encode() + b"\n"
    (run / "episodes.jsonl").write_bytes(b"".join([*whole[:2], broken, *whole[3:]]))
    message = refused(lambda: list(RunFolder(run).episodes()))
    assert "line 3 of" in message
    assert said in message


def test_an_episode_that_is_there_twice_is_refused(run: Path) -> None:
    whole = lines(run)
    (run / "episodes.jsonl").write_bytes(b"".join([*whole, whole[4]]))
    for read in (RunFolder(run).ids, lambda: list(RunFolder(run).episodes())):
        assert "line 11 of" in refused(read)
        assert "repeats episode" in refused(read)


# ── other versions ──────────────────────────────────────────────────────────────────────────────────


def edit_card(run: Path, **changes: Any) -> None:
    """Change fields of the protocol card in run.json; None removes one."""
    card = {**json.loads((run / "run.json").read_text())["card"], **changes}
    edit_manifest(run, card={key: value for key, value in card.items() if value is not None})


@pytest.mark.parametrize("change", [{"surprise": 1}, {"trials": None}, {"limits": {"steps": 3}}])
def test_a_run_of_another_version_that_cannot_be_read_names_that_version(run: Path, change: dict[str, Any]) -> None:
    edit_card(run, tacit="0.0.9", **change)
    message = refused(lambda: RunFolder(run))
    assert f"(card.{next(iter(change))}" in message
    assert "tacit 0.0.9 wrote it and this is" in message
    assert "use that version" in message


def test_a_format_of_another_version_names_that_version(run: Path) -> None:
    edit_card(run, tacit="7.0")
    edit_manifest(run, format=2)
    message = refused(lambda: RunFolder(run))
    assert "is of format 2, and this version reads format 1; tacit 7.0 wrote it" in message


def test_a_field_that_has_a_default_may_be_missing(run: Path) -> None:
    optional = [name for name, field in ProtocolCard.model_fields.items() if not field.is_required()]
    edit_card(run, tacit="0.0.9", **dict.fromkeys(optional))
    edit_manifest(run, git=None)
    whole = [json.loads(line) for line in lines(run)]
    bare = [{name: one[name] for name, field in Episode.model_fields.items() if field.is_required()} for one in whole]
    (run / "episodes.jsonl").write_bytes(b"".join(json.dumps(one).encode() + b"\n" for one in bare))
    assert list(RunFolder(run).episodes())
    assert read_scorecards(RunFolder(run))["oracle"].metrics["alignment"].mean == 1


def test_an_episode_of_another_version_that_cannot_be_read_names_that_version(run: Path) -> None:
    edit_card(run, tacit="0.2.0")
    whole = lines(run)
    newer = json.dumps({**json.loads(whole[0]), "mood": "good"}).encode() + b"\n"
    (run / "episodes.jsonl").write_bytes(newer)
    message = refused(lambda: list(RunFolder(run).episodes()))
    assert "is not an episode (mood: Extra inputs are not permitted); tacit 0.2.0 wrote it" in message


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=200), at=st.integers(0, 10))
def test_no_noise_in_the_file_gives_another_error(run: Path, finished: Path, noise: bytes, at: int) -> None:
    whole = lines(finished)
    (run / "episodes.jsonl").write_bytes(b"".join([*whole[:at], noise, b"\n", *whole[at:]]))
    for read in (RunFolder(run).ids, lambda: list(RunFolder(run).episodes())):
        with pytest.raises(RunFolderError, match=r"line \d+ of"):
            read()


# ── a writer that was killed ────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_run_cut_off_anywhere_loses_only_the_line_being_written(
    run: Path, finished: Path, data: st.DataObject
) -> None:
    content = (finished / "episodes.jsonl").read_bytes()
    ends = [0, *(i + 1 for i, byte in enumerate(content) if byte == 10)]
    size = data.draw(st.integers(0, len(content)) | st.sampled_from([*ends, *(end - 1 for end in ends[1:])]))
    (run / "episodes.jsonl").write_bytes(content[:size])
    kept = max(end for end in ends if end <= size)
    whole = list(RunFolder(finished).episodes())[: ends.index(kept)]

    assert list(RunFolder(run).episodes()) == whole
    assert (run / "episodes.jsonl").stat().st_size == size, "reading must not repair"
    notices: list[str] = []
    with RunFolder.resume(run, notices.append) as folder:
        assert (run / "episodes.jsonl").read_bytes() == content[:kept]
        assert len(notices) == (kept < size)
        assert folder.ids() == {episode.id for episode in whole}
        missing = list(RunFolder(finished).episodes())[len(whole) :]
        for episode in missing:
            folder.append(episode)
    assert (run / "episodes.jsonl").read_bytes() == content


# ── two writers ─────────────────────────────────────────────────────────────────────────────────────


def test_a_second_writer_is_refused_until_the_first_is_done(run: Path, python: Python) -> None:
    program = """
        import sys
        from pathlib import Path
        from tacit.errors import RunFolderError
        from tacit.runs import RunFolder
        try:
            RunFolder.resume(Path(sys.argv[1]))
        except RunFolderError as error:
            print(error)
    """
    with RunFolder.resume(run):
        assert "another process is writing to" in refused(lambda: RunFolder.resume(run))
        assert "another process is writing to" in python(program, run).stdout
        assert len(list(RunFolder(run).episodes())) == 10, "reading is not writing"
    done = python(program, run)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_a_folder_opened_to_read_cannot_be_written(run: Path) -> None:
    folder = RunFolder(run)
    episode = next(folder.episodes())
    assert "open for reading only" in refused(lambda: folder.append(episode))


# ── no room left ────────────────────────────────────────────────────────────────────────────────────


class FullDisk:
    """A file on a disk that has room for some bytes more, and perhaps cannot even take back what it wrote."""

    def __init__(self, file: IO[bytes], room: int, error: int) -> None:
        self._file, self._room, self._error = file, room, error

    def write(self, data: bytes) -> int:
        if self._room <= 0:
            raise OSError(self._error, os.strerror(self._error))
        fits = min(self._room, len(data))
        self._room -= fits
        return self._file.write(data[:fits])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 1, 5_000])
@pytest.mark.parametrize(
    ("error", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "the disk is full"), (errno.EFBIG, "cannot write to")],
)
def test_a_line_for_which_there_is_no_room_is_taken_back(run: Path, room: int, error: int, said: str) -> None:
    before = (run / "episodes.jsonl").read_bytes()
    folder = RunFolder.resume(run)
    assert folder._file is not None
    folder._file, episode = FullDisk(folder._file, room, error), next(folder.episodes())  # type: ignore[assignment]
    assert said in refused(lambda: folder.append(episode))
    assert (run / "episodes.jsonl").read_bytes() == before
    folder.close()


def test_a_half_line_that_cannot_be_taken_back_is_the_last(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    before = (run / "episodes.jsonl").read_bytes()
    folder = RunFolder.resume(run)
    assert folder._file is not None
    folder._file, episode = FullDisk(folder._file, 9, errno.ENOSPC), next(folder.episodes())  # type: ignore[assignment]
    monkeypatch.setattr(os, "ftruncate", broken)
    assert "the disk is full" in refused(lambda: folder.append(episode))
    refused(lambda: folder.append(episode))
    assert (run / "episodes.jsonl").read_bytes()[: len(before)] == before
    monkeypatch.undo()
    with RunFolder.resume(run):
        assert (run / "episodes.jsonl").read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 128 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_disk_that_fills_up_everything_stored_stays(small_disk: Path, finished: Path) -> None:
    source = RunFolder(finished)
    episode = next(source.episodes())
    written = 0
    with RunFolder.create(small_disk / "run", source.manifest) as folder:
        with pytest.raises(RunFolderError, match="the disk is full"):
            for number in range(1000):
                folder.append(episode.model_copy(update={"id": str(number)}))
                written += 1
        assert RunFolder(folder.path).ids() == {str(number) for number in range(written)}
    assert 0 < written < 1000
    with RunFolder.resume(small_disk / "run", pytest.fail) as folder:
        assert "the disk is full" in refused(lambda: folder.append(episode))
    assert len(list(RunFolder(small_disk / "run").episodes())) == written


def test_a_full_disk_starts_no_run_but_can_be_retried(small_disk: Path, finished: Path) -> None:
    manifest: RunManifest = RunFolder(finished).manifest
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"), open(filler, "wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    assert "the disk is full" in refused(lambda: RunFolder.create(small_disk / "run", manifest))
    filler.unlink()
    with RunFolder.create(small_disk / "run", manifest) as folder:
        assert list(folder.episodes()) == []


def test_equality_of_stored_episodes_ignores_their_seconds_only(run: Path) -> None:
    one: Episode = next(RunFolder(run).episodes())
    assert one == one.model_copy(update={"seconds": one.seconds + 1})
    assert one != one.model_copy(update={"turns": one.turns + 1})
