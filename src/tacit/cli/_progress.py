"""A progress bar with the live partial score, on standard error and only if that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tacit.cli._console import Output
from tacit.dialogue import Episode
from tacit.errors import BudgetError
from tacit.goals import gap
from tacit.runs import Watcher


@contextmanager
def watching(tested: Sequence[str], again: str) -> Iterator[Watcher]:
    """A watcher for ``tacit.runs.evaluate``.

    Args:
        tested: names of the agents whose score is shown as it comes in.
        again: how to go on, said beside where things stand when the run is interrupted or its budget is spent.
    """
    console = Output(stderr=True)
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[score]}", markup=False),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    bar = progress.add_task("episodes", total=None, score="")
    honoured, counted = 0.0, 0
    stands = ""

    def watch(episode: Episode, done: int, total: int) -> None:
        nonlocal honoured, counted, stands
        stands = f" with {done} of {total} episodes stored"
        if episode.agent in tested and episode.ending.scored and episode.variant == "vague":
            honoured += gap(episode.state).honoured
            counted += 1
        score = f"honoured {100 * honoured / counted:.0f} %" if counted else ""
        progress.update(bar, completed=done, total=total, score=score)

    try:
        with progress:
            yield watch
    except KeyboardInterrupt:
        console.say(f"stopped{stands}; {again}")
        raise
    except BudgetError as error:
        raise BudgetError(f"{error}; stopped{stands}; {again} and a new budget") from error
