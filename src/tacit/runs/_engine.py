"""The local engine: many conversations at a time in one process, each stored the moment it ends.

Agents that answer at once are driven synchronously, with no event loop on their path. Others share one
loop, at most ``concurrency`` conversations at a time. Whatever an agent does ends its episode, never the
run. Cancelling the engine (Ctrl-C) drops the conversations in flight: they are not data, and resuming
runs them again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

from tacit.dialogue import Episode, User, World, begin, converse, converse_async
from tacit.runs._card import ProtocolCard
from tacit.runs._plan import Job

_BREATH = 0.05


async def play(
    world: World,
    card: ProtocolCard,
    jobs: Iterable[Job],
    *,
    make_user: Callable[[Any], User],
    store: Callable[[Episode], None],
    concurrency: int,
) -> None:
    """Run jobs; ``store`` is called with each episode, in the order they end.

    Raises:
        Whatever ``store`` raises, after the conversations in flight were dropped.
    """
    slots = asyncio.Semaphore(concurrency)
    breathed = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            if job.agent.instant:
                store(_at_once(world, card, job, make_user(job.scenario)))
                if time.monotonic() - breathed > _BREATH:
                    await asyncio.sleep(0)
                    breathed = time.monotonic()
            else:
                await slots.acquire()
                task = group.create_task(_in_time(world, card, job, make_user(job.scenario), store))
                task.add_done_callback(lambda _: slots.release())


def _at_once(world: World, card: ProtocolCard, job: Job, user: User) -> Episode:
    start = time.monotonic()
    dialogue, session = begin(world, job.scenario, card.limits)
    converse(dialogue, session, user, job.agent.make(job.scenario))
    return _record(dialogue, card, job, start)


async def _in_time(world: World, card: ProtocolCard, job: Job, user: User, store: Callable[[Episode], None]) -> None:
    start = time.monotonic()
    dialogue, session = begin(world, job.scenario, card.limits)
    agent = job.agent.make(job.scenario)
    try:
        await converse_async(dialogue, session, user, agent, act_seconds=card.act_seconds)
    finally:
        close = getattr(agent, "close", None)
        if close is not None:
            await close()
    store(_record(dialogue, card, job, start))


def _record(dialogue: Any, card: ProtocolCard, job: Job, start: float) -> Episode:
    seconds = round(time.monotonic() - start, 4)
    return Episode.of(dialogue, id=job.id, agent=job.agent.name, user=card.user, trial=job.trial, seconds=seconds)
