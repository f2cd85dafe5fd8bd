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
    compat: Annotated[
        str | None, typer.Option(help="Also print the figures as a published benchmark defines them: userbench.")
    ] = None,
) -> None:
    """Print a run's scorecard and write its report again, or show one conversation."""
    from tacit.cli._console import Output
    from tacit.reports import check_compat, gather, narrate, terminal_compat, terminal_scorecard, write_report
    from tacit.runs import RunFolder

    folder = RunFolder(run)
    card = folder.manifest.card
    if compat is not None:
        check_compat(compat, card.world, card.families, from_file=bool(card.source))
    console = Output()
    if episode is not None:
        narrate(_find(folder, episode), console)
        return
    gathered = gather(folder)
    terminal_scorecard(gathered.cards, folder.manifest, console)
    if compat is not None:
        terminal_compat(compat, folder, console)
    console.say(f"\nreport  {write_report(folder, gathered=gathered)}")


def _find(folder: RunFolder, start: str) -> Episode:
    from tacit.errors import UsageError

    found, others = None, 0
    for one in folder.episodes():
        if one.id == start:
            return one
        if one.id.startswith(start):
            found, others = found or one, others + (found is not None)
    if found is None:
        raise UsageError(
            f"no episode of {str(folder.path)!r} has an id that begins with {start!r}; the report lists them"
        )
    if others:
        raise UsageError(f"{others + 1} episodes have ids that begin with {start!r}; give more of it")
    return found
