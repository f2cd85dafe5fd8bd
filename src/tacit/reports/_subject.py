"""Which agents a report is about: the ones under test, else the scripted ones worth looking at."""

from __future__ import annotations

from collections.abc import Collection

from tacit.runs import RunManifest

_ASKS, _SILENT = "one-at-a-time", "silent"


def subjects(manifest: RunManifest, played: Collection[str]) -> tuple[str, ...]:
    """The agent a report is about and, where only scripted agents were run, the one it is held against.

    Of the agents that ``played``: the first one under test; else "one-at-a-time" and "silent"; else, in a
    world that calls its scripted agents otherwise, the best below the ceiling and the floor.
    """
    names = [agent.name for agent in manifest.agents if agent.name in played]
    tested = [agent.name for agent in manifest.agents if not agent.reference and agent.name in played]
    if tested:
        return (tested[0],)
    if _ASKS in names and _SILENT in names:
        return (_ASKS, _SILENT)
    between = [name for name in names if name not in (manifest.floor, manifest.ceiling)]
    chosen = [*between[-1:], *(name for name in names if name == manifest.floor)]
    return tuple(chosen or names[:1])
