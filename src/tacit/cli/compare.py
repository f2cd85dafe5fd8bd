"""``tacit compare``: hold two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare(
    first: Annotated[Path, typer.Argument(help="A run folder.")],
    second: Annotated[Path, typer.Argument(help="Another run folder.")],
    agents: Annotated[
        list[str] | None, typer.Option("--agent", help="An agent by name: given twice, one of each run.")
    ] = None,
) -> None:
    """Compare two runs of the same protocol, scenario by scenario."""
    from tacit.cli._console import Output
    from tacit.errors import UsageError
    from tacit.reports import compare_runs, terminal_comparison
    from tacit.runs import RunFolder

    names = agents or []
    if len(names) not in (0, 1, 2):
        raise UsageError(f"{len(names)} agents were given; name at most one of each run")
    pair = (names * 2)[:2] if names else (None, None)
    terminal_comparison(compare_runs(RunFolder(first), RunFolder(second), *pair), Output())
