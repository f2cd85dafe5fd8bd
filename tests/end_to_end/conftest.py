"""A way to start the command hundreds of times, cheaply, and to end it as hard as a process can be ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


class Nursery:
    """Starts ``tacit`` commands, one at a time, in processes forked from one that has imported everything."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("nursery.py")],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._child = 0
        self._errors = Path()

    def start(self, place: Path, *arguments: object, **special: int) -> None:
        """Start a command in a folder; for ``special`` see the nursery's ``Order``."""
        self._errors = place / "errors.txt"
        order = {"start": [*map(str, arguments)], "place": str(place), "errors": str(self._errors), **special}
        self._child = self._ask(order)

    def kill(self) -> None:
        """Kill it now, if it still runs."""
        os.kill(self._child, signal.SIGKILL)

    def wait(self) -> tuple[int, str]:
        """Wait for its end; its exit status, negative for a signal, and what it said on standard error."""
        return self._ask({}), self._errors.read_text(encoding="utf-8")

    def run(self, place: Path, *arguments: object, **special: int) -> tuple[int, str]:
        """Start a command and wait for its end."""
        self.start(place, *arguments, **special)
        return self.wait()

    def _ask(self, order: dict[str, Any]) -> int:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture(scope="session")
def nursery(environment: dict[str, str]) -> Iterator[Nursery]:
    """One for all tests."""
    found = Nursery(environment)
    with found.process:
        yield found
        assert found.process.stdin is not None
        found.process.stdin.close()
