"""The ``tacit`` command as its users start it, for the tests of the command line and of whole runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def command() -> Path:
    """The installed command."""
    found = Path(sys.executable).with_name("tacit")
    assert found.exists(), "install the package first: make test does"
    return found


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Variables of a plain shell: no key, no width, no wish for colours."""
    ours = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "PYTHONIOENCODING")
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture
def tacit(
    command: Path, environment: dict[str, str], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command in ``tmp_path`` to its end."""

    def run(*arguments: object, stdin: str = "", **options: Any) -> subprocess.CompletedProcess[str]:
        settings: dict[str, Any] = {"cwd": tmp_path, "env": environment, "timeout": 60, "input": stdin}
        if "stdout" not in options:
            settings |= {"stdout": subprocess.PIPE}
        settings |= {"stderr": subprocess.PIPE, **options}
        return subprocess.run([command, *map(str, arguments)], text=True, encoding="utf-8", check=False, **settings)

    return run


@pytest.fixture
def start(command: Path, environment: dict[str, str], tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts the command in ``tmp_path`` and leaves it running; Ctrl-C reaches it even in a background job."""

    def interruptible() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def run(*arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [command, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=interruptible,
        )

    return run
