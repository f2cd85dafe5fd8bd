"""Measures how much of a user's unspoken intent an LLM agent gets, and shows where the rest was lost.

The Python API mirrors the command line: ``tacit.evaluate(...)`` runs an evaluation, ``tacit.load_agent``
makes an agent from a specification, ``tacit.compare`` holds two runs side by side. Everything else
lives in the rooms below (``tacit.goals``, ``tacit.dialogue``, …). Importing this package imports none of
them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tacit.agents import load as load_agent
    from tacit.reports import compare_runs as compare
    from tacit.reports import write_report
    from tacit.runs import RunFolder, evaluate, read_scorecards

__all__ = ["RunFolder", "compare", "evaluate", "load_agent", "read_scorecards", "write_report"]

_HOMES = {
    "RunFolder": ("tacit.runs", "RunFolder"),
    "compare": ("tacit.reports", "compare_runs"),
    "evaluate": ("tacit.runs", "evaluate"),
    "load_agent": ("tacit.agents", "load"),
    "read_scorecards": ("tacit.runs", "read_scorecards"),
    "write_report": ("tacit.reports", "write_report"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tacit' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
