"""The ``tacit`` command: verbs, and the one place where errors become a line and an exit status.

Exit status 0: done. 2: something a person can put right; one line on standard error says what and how.
130: interrupted (Ctrl-C). 143: terminated, as a scheduler does; it ends a run as gently as Ctrl-C. With ``--debug`` before the verb, errors show their traceback instead.
"""

from __future__ import annotations

import importlib.metadata
import io
import logging
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from types import FrameType
from typing import Annotated, NoReturn

import typer

from tacit.cli import compare, demo, evaluate, import_, new, play, view
from tacit.errors import TacitError

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Measure how much of a user's unspoken intent an LLM agent gets, and see where the rest was lost.",
)
app.command("eval")(evaluate.evaluate)
app.command("view")(view.view)
app.command("compare")(compare.compare)
app.command("play")(play.play)
app.command("import")(import_.import_)
app.command("new")(new.new)
app.command("demo")(demo.demo)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"tacit {importlib.metadata.version('tacit')}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every verb; ``main`` looks for ``--debug`` itself, before anything can go wrong."""


def main() -> NoReturn:
    """Run the command line and exit."""
    debug = "--debug" in sys.argv[1:]
    _mend_streams()
    signal.signal(signal.SIGTERM, _like_ctrl_c)
    try:
        status = _run(sys.argv[1:] or ["--help"])
        sys.stdout.flush()
    except KeyboardInterrupt:
        _hush(debug)
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            _leave("terminated", 143)
        _leave("interrupted", 130)
    except TacitError as error:
        _complain(error, str(error), debug)
    except BrokenPipeError as error:
        _close_output()
        _complain(error, "standard output is closed, so the rest could not be printed; stored results are safe", debug)
    except OSError as error:
        _complain(error, f"{error.strerror or error}; check the path, and that there is space", debug)
    except Exception as error:
        # The command-line library's own complaints are private to it; they all have this method.
        if not hasattr(error, "format_message"):
            raise
        _complain(error, f"{error.format_message()} (try: tacit --help)", debug)  # type: ignore[attr-defined]
    sys.exit(status)


def _like_ctrl_c(number: int, frame: FrameType | None) -> None:
    """Do on SIGTERM what Ctrl-C does, once: a second SIGTERM ends the process there and then."""
    signal.signal(number, signal.SIG_DFL)
    on_ctrl_c = signal.getsignal(signal.SIGINT)
    if not callable(on_ctrl_c):  # a background job of a shell ignores Ctrl-C, but not this
        raise KeyboardInterrupt
    on_ctrl_c(signal.SIGINT, frame)


def _run(arguments: Sequence[str]) -> int:
    """The exit status of a command line; the library's own handling of errors is passed by."""
    command = typer.main.get_command(app)
    try:
        with command.make_context("tacit", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    return 0


def _hush(debug: bool) -> None:
    """Keep Python from reporting, at exit, on tasks that were cut off in the middle."""
    if not debug:
        logging.disable()
        warnings.simplefilter("ignore")


class _ClosedOutput(io.TextIOBase):
    """Stands for a standard output that was closed before we began."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def _mend_streams() -> None:
    """See that printing fails in one way only, and never for want of a letter."""
    if sys.stdout is None:
        sys.stdout = _ClosedOutput()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _complain(error: BaseException, text: str, debug: bool) -> NoReturn:
    if debug:
        raise error
    _leave(" ".join(text.split()), 2)


def _leave(text: str, status: int) -> NoReturn:
    print(f"tacit: {text}", file=sys.stderr)
    sys.exit(status)


def _close_output() -> None:
    """Keep the interpreter from complaining again when it flushes a closed pipe at exit."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
