"""A progress bar with the live partial score, on standard error and only if that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tacit.dialogue import Episode
from tacit.goals import gap
from tacit.runs import Watcher


@contextmanager
def watching(console: Console, tested: Sequence[str], folder: Path) -> Iterator[Watcher]:
    """A watcher for ``tacit.runs.evaluate``; says where things stand when the run is interrupted."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[score]}"),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    bar = progress.add_task("episodes", total=None, score="")
    shares: list[float] = []
    last = (0, 0)

    def watch(episode: Episode, done: int, total: int) -> None:
        nonlocal last
        last = (done, total)
        if episode.agent in tested and episode.ending.scored and episode.variant == "vague":
            shares.append(gap(episode.state).honoured)
        score = f"honoured {100 * sum(shares) / len(shares):.0f} %" if shares else ""
        progress.update(bar, completed=done, total=total, score=score)

    try:
        with progress:
            yield watch
    except KeyboardInterrupt:
        done, total = last
        console.print(
            f"stopped with {done} of {total} episodes stored; repeat the command with --out {folder} --resume",
            highlight=False,
            soft_wrap=True,
        )
        raise
