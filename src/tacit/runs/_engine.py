"""The local engine: many conversations at a time in one process, each stored the moment it ends.

Agents that answer at once are driven synchronously, with no event loop on their path. Others share one
loop, at most ``concurrency`` conversations at a time. Whatever an agent, a user or a world does ends its
episode, never the run: one that cannot even be made or opened is at fault too, and an agent whose
``close`` fails has ended already. Cancelling the engine (Ctrl-C) and a ``StoppedError`` (a budget is spent) drop the
conversations in flight: they are not data, and resuming runs them again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from tacit.dialogue import (
    Agent,
    Dialogue,
    Ending,
    Episode,
    Scenario,
    Session,
    User,
    World,
    converse,
    converse_async,
    describe,
)
from tacit.runs._card import ProtocolCard
from tacit.runs._plan import Job

_BREATH = 0.05
_CLOSE_SECONDS = 5.0


async def play(
    world: World,
    card: ProtocolCard,
    jobs: Iterable[Job],
    *,
    make_user: Callable[[Scenario], User],
    store: Callable[[Episode], None],
    concurrency: int,
) -> None:
    """Run jobs; ``store`` is called with each episode, in the order they end.

    Raises:
        StoppedError: no more calls of models can be made.
        Whatever ``store`` raises. In both cases the conversations in flight were dropped.
    """
    slots = asyncio.Semaphore(concurrency)
    breathed = time.monotonic()
    try:
        async with asyncio.TaskGroup() as group:
            for job in jobs:
                if job.agent.instant:
                    store(_at_once(world, card, job, make_user))
                    if time.monotonic() - breathed > _BREATH:
                        await asyncio.sleep(0)
                        breathed = time.monotonic()
                else:
                    await slots.acquire()
                    task = group.create_task(_in_time(world, card, job, make_user, store))
                    task.add_done_callback(lambda _: slots.release())
    except ExceptionGroup as several:
        raise _first(several) from None


def _at_once(world: World, card: ProtocolCard, job: Job, make_user: Callable[[Scenario], User]) -> Episode:
    start = time.monotonic()
    dialogue = _dialogue(world, card, job.scenario)
    if (cast := _cast(world, job, dialogue, make_user)) is not None:
        converse(dialogue, *cast)
    return _record(dialogue, card, job, start)


async def _in_time(
    world: World,
    card: ProtocolCard,
    job: Job,
    make_user: Callable[[Scenario], User],
    store: Callable[[Episode], None],
) -> None:
    start = time.monotonic()
    dialogue = _dialogue(world, card, job.scenario)
    if (cast := _cast(world, job, dialogue, make_user)) is not None:
        try:
            seconds = None if job.agent.own_time else card.act_seconds
            await converse_async(dialogue, *cast, act_seconds=seconds)
        finally:
            await _closed(cast[2])
    store(_record(dialogue, card, job, start))


def _dialogue(world: World, card: ProtocolCard, scenario: Scenario) -> Dialogue:
    """A dialogue about to begin; it has ended if the world cannot say what its tools are."""
    try:
        return Dialogue(scenario, world.instructions, world.tools(scenario), card.limits)
    except Exception as error:
        dialogue = Dialogue(scenario, world.instructions, (), card.limits)
        dialogue.fail(Ending.WORLD_ERROR, describe(error))
        return dialogue


def _cast(
    world: World, job: Job, dialogue: Dialogue, make_user: Callable[[Scenario], User]
) -> tuple[Session, User, Agent] | None:
    """Who plays an episode; None, and the dialogue has ended, if one of them cannot be made."""
    if dialogue.ending is not None:
        return None
    culprit = Ending.WORLD_ERROR
    try:
        session = world.open(job.scenario)
        culprit = Ending.USER_ERROR
        user = make_user(job.scenario)
        culprit = Ending.AGENT_ERROR
        return session, user, job.agent.make(job.scenario)
    except Exception as error:
        dialogue.fail(culprit, describe(error))
        return None


async def _closed(agent: Agent) -> None:
    """Let an agent clean up; if it fails or hangs, that is no longer part of its episode."""
    close = getattr(agent, "close", None)
    if close is not None:
        with suppress(Exception):
            await asyncio.wait_for(close(), _CLOSE_SECONDS)


def _first(several: ExceptionGroup[Exception]) -> Exception:
    """What went wrong first; a task group wraps even a lone error."""
    first = several.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first


def _record(dialogue: Dialogue, card: ProtocolCard, job: Job, start: float) -> Episode:
    seconds = round(time.monotonic() - start, 4)
    return Episode.of(dialogue, id=job.id, agent=job.agent.name, user=card.user, trial=job.trial, seconds=seconds)
