"""Scenarios from a file, for any world: one JSON record a line, as an import writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from tacit.dialogue import Scenario, World
from tacit.errors import UsageError


class ScenarioFile:
    """A file of scenarios, read whole once to check it and again each time it is iterated.

    Args:
        path: the file.
        world: whose scenarios they must be.

    Raises:
        UsageError: the file cannot be read, is empty, or a line is no scenario that the world can open.
    """

    def __init__(self, path: str | Path, world: World) -> None:
        self.path = Path(path)
        self._world = world
        found = hashlib.sha256()
        ids, families, splits = set[str](), dict[str, None](), set[str]()
        for number, line in self._lines():
            scenario = self._scenario(number, line)
            if scenario.id in ids:
                raise self._wrong(number, f"its id {scenario.id!r} occurs twice")
            ids.add(scenario.id)
            families[scenario.family] = None
            splits.add(scenario.split)
            found.update(line)
        if not ids:
            raise UsageError(f"there are no scenarios in {str(self.path)!r}; give a file with one a line")
        self.digest = found.hexdigest()[:16]
        self.count = len(ids)
        self.families = tuple(families)
        self.split = ", ".join(sorted(splits))

    def __iter__(self) -> Iterator[Scenario]:
        for number, line in self._lines():
            yield self._scenario(number, line)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        try:
            with open(self.path, "rb") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield number, line.strip()
        except OSError as error:
            raise UsageError(f"cannot read {str(self.path)!r} ({error.strerror}); check the path") from error

    def _scenario(self, number: int, line: bytes) -> Scenario:
        try:
            scenario = Scenario.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "line"
            raise self._wrong(number, f"it is no scenario ({where}: {first['msg']})") from error
        if scenario.world != self._world.name:
            raise self._wrong(number, f"it is of the world {scenario.world!r}, not {self._world.name!r}")
        if scenario.variant != "vague" or scenario.id != scenario.task:
            raise self._wrong(number, f"{scenario.id!r} names a twin or a perturbation; a run makes those itself")
        try:
            self._world.tools(scenario)
            self._world.open(scenario)
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise self._wrong(number, f"the world cannot open it ({type(error).__name__}: {reason})") from error
        return scenario

    def _wrong(self, number: int, reason: str) -> UsageError:
        return UsageError(f"line {number} of {str(self.path)!r} cannot be played: {reason}; remove it, or import again")
