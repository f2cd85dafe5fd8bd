"""``tacit view``: read a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tacit.dialogue import Episode
    from tacit.runs import RunFolder


def view(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    episode: Annotated[
        str | None, typer.Option(help="Show one conversation: an episode's id, or how it begins.")
    ] = None,
) -> None:
    """Print a run's scorecard and write its report again, or show one conversation."""
    from tacit.cli._console import Output
    from tacit.reports import narrate, terminal_scorecard, write_report
    from tacit.runs import RunFolder, read_scorecards

    folder = RunFolder(run)
    console = Output()
    if episode is not None:
        narrate(_find(folder, episode), console)
        return
    cards = read_scorecards(folder)
    terminal_scorecard(cards, folder.manifest, console)
    console.say(f"\nreport  {write_report(folder)}")


def _find(folder: RunFolder, start: str) -> Episode:
    from tacit.errors import UsageError

    for one in folder.episodes():
        if one.id.startswith(start):
            return one
    raise UsageError(f"no episode of {str(folder.path)!r} has an id that begins with {start!r}; the report lists them")
