"""A warm parent of ``tacit`` commands: imports once and forks a process for each, so that killing hundreds is cheap.

It reads orders from standard input, one JSON object a line, and answers each with a number on a line. A command's
order (``{"start": [...], ...}``) is answered with its process id, and then ``{}`` with its exit status, negative
for a signal. Until then its id stays taken, so it can be killed safely. For the order's other keys see ``Order``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any, NotRequired, TypedDict

from tacit.cli import main as command
from tacit.dialogue import Limits, begin, converse
from tacit.runs import _files
from tacit.users import RuleUser
from tacit.worlds import load_world

NEEDED = ("altair", "asyncio", "jinja2", "rich.progress", "tacit.agents", "tacit.cli._progress", "tacit.reports")
STEPS = ("open", "os.mkdir", "os.listdir", "os.scandir", "os.rename", "os.remove", "os.truncate", "fcntl.flock")


class Order(TypedDict):
    """``place`` is the working directory, ``errors`` a file in it for standard error. With ``slow``, episodes are
    written in pieces of so many bytes; with ``step``, the process kills itself before so many steps that touch a
    path with "run" in it, or its lock.
    """

    start: list[str]
    place: str
    errors: str
    slow: NotRequired[int]
    step: NotRequired[int]


class Slow:
    """A file that takes a piece at a time, as a busy disk may."""

    def __init__(self, file: Any, piece: int) -> None:
        self._file, self._piece = file, piece

    def write(self, data: bytes) -> int:
        time.sleep(0.0001)
        return self._file.write(data[: self._piece])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def main() -> None:
    warm_up()
    child = 0
    for line in sys.stdin:
        order = json.loads(line)
        if not order:
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
            continue
        child = os.fork()
        if not child:
            become(order)
        print(child, flush=True)


def warm_up() -> None:
    """Import what a command needs and let it fill its caches; what starts threads is left to the children."""
    for name in NEEDED:
        import_module(name)
    world = load_world("travel")
    scenario = world.scenario("22", "dev", 0)
    for policy in world.policies.values():
        dialogue, session = begin(world, scenario, Limits())
        converse(dialogue, session, RuleUser(scenario, world.vocabulary), policy.make(scenario))


def become(order: Order) -> None:
    """Turn into the command."""
    os.chdir(order["place"])
    nothing = os.open(os.devnull, os.O_RDWR)
    errors = os.open(order["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, file in enumerate((nothing, nothing, errors)):
        os.dup2(file, number)
    if piece := order.get("slow"):
        write_slowly(piece)
    if (left := order.get("step")) is not None:
        die_before(left)
    sys.argv = ["tacit", *order["start"]]
    command()


def write_slowly(piece: int) -> None:
    """Have episodes taken a piece at a time."""

    def open_slowly(path: Any, mode: str, **options: Any) -> Any:
        return Slow(open(path, mode, **options), piece)

    setattr(_files, "open", open_slowly)  # noqa: B010 - the module has no such name yet


def die_before(left: int) -> None:
    """Be killed in front of a step, counted from 0."""

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal left
        if event in STEPS and (event in STEPS[-2:] or "run" in str(given[0])):
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(watch)


if __name__ == "__main__":
    main()
