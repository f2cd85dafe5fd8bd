"""What a run and an agent's own process say to each other, one JSON object a line.

    worker, once    {"ready": true, "digest": "…"}
                    {"load_error": "…", "traceback": "…"}        and it exits
    run             {"messages": […], "tools": […]}              at most one unanswered
    worker          {"message": {"content": …, "tool_calls": […]}}
                    {"error": "…"}                               the agent raised or returned nonsense

The worker is ``python -P -m tacit.agents._worker SPEC``, the leader of a process group of its own. The
lines go over what were its standard input and output when it started; the agent finds ``/dev/null`` and
standard error in their place, so it can print and read what it likes. End of input tells the worker to
exit. One process serves one episode.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

LONGEST_LINE = 16 * 2**20


def send(stream: BinaryIO, line: dict[str, Any]) -> None:
    """Write one line.

    Raises:
        OSError: nobody reads any more.
    """
    stream.write(json.dumps(line).encode() + b"\n")
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """The next line; None when the other side is gone.

    Raises:
        ValueError: it is longer than ``LONGEST_LINE`` bytes, or no JSON object.
    """
    line = stream.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        if len(line) == LONGEST_LINE:
            raise ValueError(f"a line of more than {LONGEST_LINE} bytes")
        return None
    try:
        content = json.loads(line)
    except RecursionError:
        raise ValueError("a line that is nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("a line that is no JSON object")
    return content
