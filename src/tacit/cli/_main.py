"""The ``tacit`` command: verbs, and the one place where errors become a line and an exit status.

Exit status 0: done. 2: something a person can put right; one line on standard error says what and how.
130: interrupted. With ``--debug`` before the verb, errors show their traceback instead.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from tacit.cli import compare, demo, evaluate, new, play, view
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
app.command("new")(new.new)
app.command("demo")(demo.demo)


@app.callback()
def _options(debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False) -> None:
    """Options of every verb; ``main`` looks for ``--debug`` itself, before anything can go wrong."""


def main() -> NoReturn:
    """Run the command line and exit."""
    debug = "--debug" in sys.argv[1:]
    try:
        status = app(sys.argv[1:] or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _leave("interrupted", 130)
    except TacitError as error:
        _complain(error, str(error), debug)
    except (BrokenPipeError, AttributeError) as error:
        if isinstance(error, AttributeError) and sys.stdout is not None:
            raise
        _close_output()
        _complain(error, "standard output is closed, so the rest could not be printed; stored results are safe", debug)
    except OSError as error:
        _complain(error, f"{error.strerror or error}; check the path, and that there is space", debug)
    except Exception as error:
        # The command-line library's own complaints are private to it; they all have this method.
        if not hasattr(error, "format_message"):
            raise
        _complain(error, f"{error.format_message()} (try: tacit --help)", debug)  # type: ignore[attr-defined]
    sys.exit(status if isinstance(status, int) else 0)


def _complain(error: BaseException, text: str, debug: bool) -> NoReturn:
    if debug:
        raise error
    _leave(" ".join(text.split()), 2)


def _leave(text: str, status: int) -> NoReturn:
    if sys.stderr is not None:
        print(f"tacit: {text}", file=sys.stderr)
    sys.exit(status)


def _close_output() -> None:
    """Keep the interpreter from complaining again when it flushes a closed pipe at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
