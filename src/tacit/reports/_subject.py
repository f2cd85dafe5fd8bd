"""Which agents a report is about: the ones under test, else the scripted ones worth looking at."""

from __future__ import annotations

from collections.abc import Collection

from tacit.runs import RunManifest


def subjects(manifest: RunManifest, played: Collection[str]) -> tuple[str, ...]:
    """Of the agents that ``played``, those a report is about, the most important first.

    They are all agents under test. Where only scripted agents were run, which a manifest names from the floor
    to the ceiling, they are the last one below the ceiling and, to hold it against, the floor.
    """
    names = [agent.name for agent in manifest.agents if agent.name in played]
    tested = [agent.name for agent in manifest.agents if not agent.reference and agent.name in played]
    if tested:
        return tuple(tested)
    between = [name for name in names if name not in (manifest.floor, manifest.ceiling)]
    chosen = [*between[-1:], *(name for name in names if name == manifest.floor)]
    return tuple(chosen or names[:1])
