"""``tacit import``: a user's own copy of another benchmark's files, as scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_NAMED = 3


def import_(
    benchmark: Annotated[str, typer.Argument(help="Whose files: userbench.")],
    path: Annotated[Path, typer.Argument(help="A file, or a folder with travelgym_data_*.json.")],
    out: Annotated[Path, typer.Option(help="The file to write, one scenario a line.")],
    multi: Annotated[bool, typer.Option("--multi", help="Let an aspect be answered several times.")] = False,
    rows: Annotated[
        list[Path] | None,
        typer.Option(help="Only the rows of this train.parquet or test.parquet; may be repeated. Needs tacit[import]."),
    ] = None,
) -> None:
    """Write scenarios from files you have; nothing of them is shipped with this package."""
    from tacit.cli._console import Output
    from tacit.errors import UsageError
    from tacit.interop import import_userbench

    if benchmark != "userbench":
        raise UsageError(f"there is no import of {benchmark!r}; the ones there are: userbench")
    imported = import_userbench(path, out, multi=multi, rows=rows or ())
    dropped = "; ".join(f"{id_!r} ({reason})" for id_, reason in list(imported.dropped.items())[:_NAMED])
    more = f" and {len(imported.dropped) - _NAMED} more" if len(imported.dropped) > _NAMED else ""
    Output().say(
        f"wrote {imported.written} scenario{'' if imported.written == 1 else 's'} to {out}"
        + (f"; dropped {len(imported.dropped)}: {dropped}{more}" if imported.dropped else "")
    )
