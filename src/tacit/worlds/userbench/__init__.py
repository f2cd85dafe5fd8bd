"""UserBench's protocol: one tool, a user who answers by judged types, feedback after each answer (arXiv 2507.22034)."""

from tacit.worlds.userbench.scenarios import LEAVES_AT_ONCE, SETTINGS, met, objective
from tacit.worlds.userbench.task import ActionType, Choice, Rules, Step, Table, Task
from tacit.worlds.userbench.world import UserBenchWorld

__all__ = [
    "LEAVES_AT_ONCE",
    "SETTINGS",
    "ActionType",
    "Choice",
    "Rules",
    "Step",
    "Table",
    "Task",
    "UserBenchWorld",
    "met",
    "objective",
]
