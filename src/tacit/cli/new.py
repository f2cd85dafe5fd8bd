"""``tacit new``: a starting point of one's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer


def new(
    kind: Annotated[str, typer.Argument(help="What to start: agent.")],
    file: Annotated[Path, typer.Argument(help="The file to write.")],
) -> None:
    """Write a small working agent to start from."""
    from tacit.errors import UsageError

    if kind != "agent":
        raise UsageError(f"there is no template for {kind!r}; the templates are: agent")
    template = (files("tacit.cli") / "templates" / f"{kind}.py.txt").read_text(encoding="utf-8")
    try:
        with open(file, "x", encoding="utf-8") as out:
            out.write(template)
    except FileExistsError:
        raise UsageError(f"{str(file)!r} exists already; choose another name") from None
    except OSError as error:
        raise UsageError(f"cannot write {str(file)!r} ({error.strerror}); choose another place") from error
    print(f"wrote {file}\ntry:  tacit eval travel --agent {file}:agent -n 20")
