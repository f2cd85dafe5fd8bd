"""A run on disk: ``run.json`` and ``episodes.jsonl``, append-only, one episode a line, one writer.

The writer holds a lock on ``episodes.jsonl`` from before ``run.json`` is there until it ends, however it
ends. Each line is handed to the operating system whole before the next begins, so a killed process loses at
most the line it was writing. Opening a folder to write cuts such a broken last line off; reading stops at it.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO
from weakref import WeakSet

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from tacit.dialogue import Episode
from tacit.errors import RunFolderError
from tacit.runs._card import RunManifest
from tacit.runs._files import DRAFT, end_of_lines, lock_to_append, write_whole

FORMAT = 1
_EPISODES = "episodes.jsonl"
_MANIFEST = "run.json"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LONGEST_REASON = 200


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
        return self.path / _EPISODES

    @classmethod
    def at(cls, run: RunFolder | str | Path) -> RunFolder:
        """A run folder, whether it is open already or given by its path."""
        return run if isinstance(run, RunFolder) else cls(Path(run))

    @classmethod
    def create(cls, path: Path, manifest: RunManifest) -> RunFolder:
        """Start a new run in a folder that is not there yet, or is empty but for a start that was cut short.

        Raises:
            RunFolderError: there is something in it, another process writes to it, or it cannot be written.
        """
        path = Path(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            _require_empty(path)
            file = _locked(path)
            try:
                _require_empty(path)  # another process may have been quicker
                write_whole(path / _MANIFEST, manifest.model_dump_json(indent=1) + "\n")
                return cls(path)._writing_to(file)
            except BaseException:
                file.close()
                raise
        except OSError as error:
            raise RunFolderError(_cannot_write(path, error)) from error

    @classmethod
    def resume(cls, path: Path, notice: Callable[[str], None] = lambda _: None) -> RunFolder:
        """Open a run to continue it; ``notice`` hears of a repaired last line."""
        folder = cls(path)
        folder._writing_to(_locked(folder.path))._repair(notice)
        return folder

    def episodes(self) -> Iterator[Episode]:
        """Stored episodes, in the order they ended, each once; a line still being written is passed over.

        Raises:
            RunFolderError: a line is no episode, belongs to another run, or is there twice.
        """
        world, agents = self.manifest.card.world, {agent.name for agent in self.manifest.agents}
        seen: set[str] = set()
        for number, line in self._lines():
            try:
                episode = Episode.model_validate_json(line)
            except ValidationError as error:
                raise self._damaged(number, f"is not an episode ({_reason(error)})") from error
            if episode.world != world or episode.agent not in agents:
                raise self._damaged(number, f"is of another run (world {episode.world!r}, agent {episode.agent!r})")
            if episode.id in seen:
                raise self._damaged(number, f"repeats episode {episode.id!r}")
            seen.add(episode.id)
            yield episode

    def ids(self) -> set[str]:
        """Ids of the stored episodes; about 100 bytes of memory each."""
        found: set[str] = set()
        for number, line in self._lines():
            try:
                id_ = json.loads(line)["id"]
                repeated = id_ in found
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise self._damaged(number, "is not an episode") from error
            if repeated:
                raise self._damaged(number, f"repeats episode {id_!r}")
            found.add(id_)
        return found

    def append(self, episode: Episode) -> None:
        """Store an episode, whole.

        Raises:
            RunFolderError: the disk is full, the file cannot be written or is gone, or the episode is not JSON;
                earlier lines are untouched.
        """
        if self._file is None:
            raise RunFolderError(f"{str(self.path)!r} is open for reading only")
        try:
            data = episode.model_dump_json().encode() + b"\n"
        except PydanticSerializationError as error:
            if "KeyboardInterrupt" in str(error):  # pydantic makes its own error even of a Ctrl-C
                raise KeyboardInterrupt from error
            raise RunFolderError(
                f"an episode of {episode.agent!r} cannot be stored ({_reason(error)}); an agent, a user and a world may "
                "only give what JSON can hold"
            ) from error
        before = os.fstat(self._file.fileno())
        if not before.st_nlink:
            raise RunFolderError(f"{str(self.episodes_path)!r} was deleted during the run; run again into a new folder")
        try:
            written = 0
            while written < len(data):
                written += self._file.write(data[written:])
        except OSError as error:
            self._take_back(before.st_size)
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

    def _writing_to(self, file: IO[bytes]) -> RunFolder:
        self._file = file
        _WRITING.add(self)
        return self

    def _repair(self, notice: Callable[[str], None]) -> None:
        """Cut off a last line without an end: its writer was killed."""
        assert self._file is not None
        whole = end_of_lines(self._file)
        if whole < os.fstat(self._file.fileno()).st_size:
            self._cut(whole)
            notice("the last line of episodes.jsonl was cut short; removed it, that episode will be run again")

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
        """Whole lines with their numbers. A line without an end is the last, even if it gets one meanwhile."""
        try:
            with open(self.episodes_path, "rb") as file:
                for number, line in enumerate(file, 1):
                    if not line.endswith(b"\n"):
                        return
                    yield number, line
        except OSError as error:
            raise RunFolderError(
                f"{str(self.episodes_path)!r} cannot be read ({error.strerror}); is {str(self.path)!r} a run folder?"
            ) from error

    def _damaged(self, number: int, what: str) -> RunFolderError:
        first = _use_version(self.manifest.card.tacit)
        return RunFolderError(
            f"line {number} of {str(self.episodes_path)!r} {_short(what)}; {first}remove the line, or run again into a "
            "new folder"
        )


_WRITING: WeakSet[RunFolder] = WeakSet()


def _let_go() -> None:
    """A forked child is not the writer; with the file open it would hold the lock after the writer was killed."""
    for folder in list(_WRITING):
        folder.close()


os.register_at_fork(after_in_child=_let_go)


def _require_empty(path: Path) -> None:
    """Refuse a folder that holds anything but what ``create`` leaves there when it is killed."""
    for file in path.iterdir():
        if file.name != _MANIFEST + DRAFT and not (file.name == _EPISODES and not file.stat().st_size):
            raise RunFolderError(
                f"{str(path)!r} is not empty; choose another folder (--out), or continue its run (--resume)"
            )


def _locked(path: Path) -> IO[bytes]:
    """The episodes of a folder, for this process alone to append to."""
    try:
        return lock_to_append(path / _EPISODES)
    except BlockingIOError as error:
        raise RunFolderError(
            f"another process is writing to {str(path)!r}; wait for it, or choose another --out"
        ) from error
    except OSError as error:
        raise RunFolderError(_cannot_write(path, error)) from error


def _read_manifest(path: Path) -> RunManifest:
    file = path / _MANIFEST
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text file"
        raise RunFolderError(
            f"{str(path)!r} is not a run folder (run.json: {reason}); give the folder that an evaluation printed"
        ) from error
    writer = ""
    try:
        found = json.loads(text)
        writer = _use_version(_written_by(found))
        format_ = found.get("format") if isinstance(found, dict) else None
        if format_ != FORMAT:
            raise RunFolderError(
                f"{str(file)!r} is of format {_short(repr(format_))}, and this version reads format {FORMAT}; "
                f"{writer or 'use the version of tacit that wrote it, '}or run again into a new folder"
            )
        return RunManifest.model_validate(found)
    except (ValueError, RecursionError) as error:
        raise RunFolderError(
            f"{str(file)!r} is damaged ({_reason(error)}); {writer and f'{writer}or '}run again into a new folder"
        ) from error


def _written_by(manifest: object) -> str:
    """The version of tacit that a manifest says wrote it, "" if it does not say."""
    card = manifest.get("card") if isinstance(manifest, dict) else None
    wrote = card.get("tacit") if isinstance(card, dict) else None
    return wrote if isinstance(wrote, str) else ""


def _use_version(wrote: str) -> str:
    """What to do first where another version of tacit wrote a file that this one cannot read."""
    mine = version("tacit")
    return "" if wrote in ("", mine) else f"tacit {_short(wrote)} wrote it and this is {mine}: use that version, "


def _reason(error: Exception) -> str:
    """What an error says, in a line that is short and has nothing in it to steer a terminal with."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return _short(f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}")
    return _short((str(error) or type(error).__name__).splitlines()[0])


def _short(text: str) -> str:
    kept = text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]} …"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in kept)


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"the disk is full while writing {str(path)!r}; nothing stored was lost: free some space and --resume"
    return f"cannot write to {str(path)!r} ({error.strerror}); choose another --out"
