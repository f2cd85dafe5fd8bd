"""What agents are in a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tacit.reports._words import short


@dataclass(frozen=True, slots=True)
class Roles:
    """What agents are in a run: those the report is about, those under test, and the ends of the scale."""

    subjects: Sequence[str]
    tested: Sequence[str]
    floor: str
    ceiling: str

    def label(self, name: str, limit: int) -> str:
        """An agent's name and, unless it is under test, what it is there for."""
        if name in self.tested:
            return short(name, limit)
        ends = {self.floor: "floor", self.ceiling: "ceiling"}
        return f"{short(name, limit - 8)} · {ends.get(name, 'scripted')}"
