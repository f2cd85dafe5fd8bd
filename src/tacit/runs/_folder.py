"""A run on disk: ``run.json`` and ``episodes.jsonl``, append-only, one episode a line, one writer.

Each line is handed to the operating system whole before the next begins, so a killed process loses at most
the line it was writing. Opening a folder to write cuts such a broken last line off; reading skips it.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from tacit.dialogue import Episode
from tacit.errors import RunFolderError
from tacit.runs._card import RunManifest

FORMAT = 1
_DRAFT = "run.json.new"
_FULL = (errno.ENOSPC, errno.EDQUOT)


class RunFolder:
    """A run folder, for reading; ``create`` and ``resume`` open one for writing.

    Raises:
        RunFolderError: the folder is missing, is no run, is damaged, or is of a format we do not know.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.manifest = _read_manifest(self.path)
        self._file: IO[bytes] | None = None

    @property
    def episodes_path(self) -> Path:
        """Where the episodes are."""
        return self.path / "episodes.jsonl"

    @classmethod
    def at(cls, run: RunFolder | str | Path) -> RunFolder:
        """A run folder, whether it is open already or given by its path."""
        return run if isinstance(run, RunFolder) else cls(Path(run))

    @classmethod
    def create(cls, path: Path, manifest: RunManifest) -> RunFolder:
        """Start a new run in a folder that is not there yet, or is empty but for a start that was cut short."""
        path = Path(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            if any(file.name != _DRAFT for file in path.iterdir()):
                raise RunFolderError(
                    f"{str(path)!r} is not empty; choose another folder (--out), or continue its run (--resume)"
                )
            draft = path / _DRAFT
            draft.write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
            draft.rename(path / "run.json")
            (path / "episodes.jsonl").touch()
        except OSError as error:
            raise RunFolderError(_cannot_write(path, error)) from error
        folder = cls(path)
        folder._open_for_writing()
        return folder

    @classmethod
    def resume(cls, path: Path, notice: Callable[[str], None] = lambda _: None) -> RunFolder:
        """Open a run to continue it; ``notice`` hears of a repaired last line."""
        folder = cls(path)
        folder._open_for_writing()
        folder._repair(notice)
        return folder

    def episodes(self) -> Iterator[Episode]:
        """Stored episodes, in the order they ended; a broken last line is passed over."""
        for number, line in self._lines():
            try:
                yield Episode.model_validate_json(line)
            except ValidationError as error:
                where = f"line {number} of {str(self.episodes_path)!r}"
                first = error.errors()[0]
                raise RunFolderError(
                    f"{where} is not an episode ({'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}); "
                    "remove the line, or run again into a new folder"
                ) from error

    def ids(self) -> set[str]:
        """Ids of the stored episodes."""
        found: set[str] = set()
        for number, line in self._lines():
            try:
                found.add(json.loads(line)["id"])
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise RunFolderError(
                    f"line {number} of {str(self.episodes_path)!r} is not an episode; remove the line, or run again "
                    "into a new folder"
                ) from error
        return found

    def append(self, episode: Episode) -> None:
        """Store an episode, whole.

        Raises:
            RunFolderError: the disk is full or the file cannot be written; earlier lines are untouched.
        """
        if self._file is None:
            raise RunFolderError(f"{str(self.path)!r} is open for reading only")
        data = episode.model_dump_json().encode() + b"\n"
        start = self._file.tell()
        try:
            written = 0
            while written < len(data):
                written += self._file.write(data[written:])
        except OSError as error:
            self._take_back(start)
            raise RunFolderError(_cannot_write(self.path, error)) from error

    def close(self) -> None:
        """Let go of the folder."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open_for_writing(self) -> None:
        try:
            file = open(self.episodes_path, "ab+", buffering=0)  # noqa: SIM115 - kept open for the run
        except OSError as error:
            raise RunFolderError(_cannot_write(self.path, error)) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            if not isinstance(error, BlockingIOError):
                raise RunFolderError(_cannot_write(self.path, error)) from error
            raise RunFolderError(
                f"another process is writing to {str(self.path)!r}; wait for it, or choose another --out"
            ) from error
        self._file = file

    def _repair(self, notice: Callable[[str], None]) -> None:
        """Cut off a last line without an end: its writer was killed."""
        assert self._file is not None
        data = self.episodes_path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            self._cut(whole)
            notice("the last line of episodes.jsonl was cut short; removed it, that episode will be run again")
        self._file.seek(0, os.SEEK_END)

    def _take_back(self, size: int) -> None:
        """Undo a half-written line. Where even that fails, nothing may follow it: resuming repairs it."""
        try:
            self._cut(size)
        except OSError:
            self.close()

    def _cut(self, size: int) -> None:
        assert self._file is not None
        os.ftruncate(self._file.fileno(), size)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        try:
            with open(self.episodes_path, "rb") as file:
                for number, line in enumerate(file, 1):
                    if line.endswith(b"\n"):
                        yield number, line
        except OSError as error:
            raise RunFolderError(
                f"{str(self.episodes_path)!r} cannot be read ({error.strerror}); is {str(self.path)!r} a run folder?"
            ) from error


def _read_manifest(path: Path) -> RunManifest:
    file = path / "run.json"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text file"
        raise RunFolderError(
            f"{str(path)!r} is not a run folder (run.json: {reason}); give the folder that an evaluation printed"
        ) from error
    try:
        found = json.loads(text)
        format_ = found.get("format") if isinstance(found, dict) else None
        if format_ != FORMAT:
            raise RunFolderError(
                f"{str(file)!r} is of format {format_!r}, and this version reads format {FORMAT}; "
                "use the version of tacit that wrote it, or run again"
            )
        return RunManifest.model_validate(found)
    except (ValueError, RecursionError) as error:
        raise RunFolderError(f"{str(file)!r} is damaged ({_first_line(error)}); run again into a new folder") from error


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return (str(error) or type(error).__name__).splitlines()[0]


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"the disk is full while writing {str(path)!r}; nothing stored was lost: free some space and --resume"
    return f"cannot write to {str(path)!r} ({error.strerror}); choose another --out"
