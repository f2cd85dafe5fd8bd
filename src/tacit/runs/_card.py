"""The protocol card: everything that must be equal for two runs to be comparable."""

from __future__ import annotations

from tacit.dialogue import Limits
from tacit.goals import Record


class ProtocolCard(Record):
    """What was run, apart from which agent it was.

    Runs are comparable when their cards are equal. ``scenarios`` counts scenarios a family, from ``seed``
    on; ``twins`` says whether each was also run in its fully specified form, and ``perturbations`` how else.
    Where scenarios came from a file, ``source`` is the digest of its content, and ``scenarios`` counts them all.
    """

    world: str
    world_version: str
    families: tuple[str, ...]
    split: str
    scenarios: int
    seed: int
    trials: int
    twins: bool
    perturbations: tuple[str, ...] = ()
    source: str = ""
    user: str
    limits: Limits
    act_seconds: float
    tacit: str

    @property
    def conversations(self) -> int:
        """Undisturbed conversations an agent has had once a run is finished."""
        return self.scenarios * self.trials * (1 if self.source else len(self.families))

    def differences(self, other: ProtocolCard) -> dict[str, tuple[object, object]]:
        """Every field in which two cards differ, with both values."""
        mine, theirs = self.model_dump(), other.model_dump()
        return {name: (mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]}


class AgentEntry(Record):
    """An agent of a run. ``reference`` marks the world's scripted ones."""

    name: str
    label: str
    digest: str
    reference: bool = False


class RunManifest(Record):
    """``run.json``: the card, who took part, and what made the run."""

    format: int = 1
    card: ProtocolCard
    agents: tuple[AgentEntry, ...]
    floor: str
    ceiling: str
    created: str
    python: str
    git: str = ""
