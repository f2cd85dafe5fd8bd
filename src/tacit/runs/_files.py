"""Files that stay whole whatever becomes of the process that writes them."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

DRAFT = ".new"
_BLOCK = 1 << 16


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that, whatever happens meanwhile, it is there whole, or as it was before.

    A process that is killed leaves a draft beside it, with ``DRAFT`` after its name; the next one writes over it.

    Raises:
        OSError: it cannot be written.
    """
    draft = path.with_name(path.name + DRAFT)
    try:
        draft.write_text(text, encoding="utf-8", errors="replace")
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def lock_to_append(path: Path) -> IO[bytes]:
    """Open a file for appending, unbuffered, by this process alone; closing it lets it go, and so does dying.

    Raises:
        BlockingIOError: another process has it.
        OSError: it cannot be opened or locked.
    """
    file = open(path, "ab+", buffering=0)  # noqa: SIM115 - for the caller to close
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def end_of_lines(file: IO[bytes]) -> int:
    """Bytes up to the end of the last whole line, looked for from the back: a file may be larger than memory."""
    end = os.fstat(file.fileno()).st_size
    while end:
        start = max(0, end - _BLOCK)
        newline = os.pread(file.fileno(), end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0
