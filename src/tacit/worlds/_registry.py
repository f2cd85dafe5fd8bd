"""Finds worlds, built in or from other packages, through one door: entry points."""

from __future__ import annotations

from importlib.metadata import entry_points

from tacit.dialogue import World
from tacit.errors import UsageError

_GROUP = "tacit.worlds"


def world_names() -> list[str]:
    """Names of all installed worlds, sorted."""
    return sorted(entry_points(group=_GROUP).names)


def load_world(name: str) -> World:
    """The world of a name.

    Raises:
        UsageError: no installed package offers it, or the one that does fails to import.
    """
    found = entry_points(group=_GROUP, name=name)
    if not found:
        raise UsageError(f"there is no world {name!r}; choose one of: {', '.join(world_names())}")
    try:
        return next(iter(found)).load()()
    except Exception as error:
        raise UsageError(
            f"the world {name!r} cannot be loaded ({error}); reinstall the package it comes from"
        ) from error
