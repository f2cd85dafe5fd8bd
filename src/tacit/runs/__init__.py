"""Runs: protocol card, folder on disk, local engine, resume."""

from tacit.runs._card import AgentEntry, ProtocolCard, RunManifest
from tacit.runs._evaluate import Watcher, evaluate, read_scorecards, read_scores
from tacit.runs._files import write_whole
from tacit.runs._folder import RunFolder
from tacit.runs._plan import Job, plan, references, scenarios

__all__ = [
    "AgentEntry",
    "Job",
    "ProtocolCard",
    "RunFolder",
    "RunManifest",
    "Watcher",
    "evaluate",
    "plan",
    "read_scorecards",
    "read_scores",
    "references",
    "scenarios",
    "write_whole",
]
