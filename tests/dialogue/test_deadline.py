"""Deadlines: whatever an act does, the outcome is that of a timer of its own, and nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tacit.dialogue._deadline import Deadline

SECONDS = 0.1


async def at_once() -> str:
    return "done"


async def in_time() -> str:
    await asyncio.sleep(SECONDS * 0.3)
    return "done"


async def too_late() -> str:
    await asyncio.sleep(30)
    return "never"


async def in_spite() -> str:
    try:
        return await too_late()
    except asyncio.CancelledError:
        return "ignored"


async def angrily() -> str:
    try:
        return await too_late()
    except asyncio.CancelledError:
        raise ValueError("woken") from None


async def from_below() -> str:
    try:
        return await too_late()
    except asyncio.CancelledError:
        raise TimeoutError("their own") from None


async def broken() -> str:
    raise ValueError("broken")


async def timed_out_itself() -> str:
    raise TimeoutError("their own")


async def cancelled_itself() -> str:
    work = asyncio.create_task(too_late())
    work.cancel()
    return await work


async def with_a_timer_of_its_own(work: Callable[[], Awaitable[Any]]) -> Any:
    """What the deadline has to amount to."""
    answer, limit = None, asyncio.timeout(SECONDS)
    try:
        async with limit:
            answer = await work()
    except TimeoutError:
        if not limit.expired():
            raise
    if limit.expired():
        raise TimeoutError(f"no answer within {SECONDS:g} seconds")
    return answer


async def outcome(work: Awaitable[Any]) -> tuple[str, int]:
    """What came of it, and how often the task was asked to stop."""
    task = asyncio.current_task()
    assert task is not None
    try:
        found = repr(await work)
    except (Exception, asyncio.CancelledError) as error:
        found = repr(error)
    await asyncio.sleep(0)
    return found, task.cancelling()


@pytest.mark.parametrize(
    "work",
    [at_once, in_time, too_late, in_spite, angrily, from_below, broken, timed_out_itself, cancelled_itself],
)
def test_an_act_comes_to_what_it_would_with_a_timer_of_its_own(work: Callable[[], Awaitable[Any]]) -> None:
    async def main() -> None:
        with Deadline(SECONDS) as deadline:
            for _ in range(2):
                found, expected = outcome(deadline.keep(work())), outcome(with_a_timer_of_its_own(work))
                assert await asyncio.create_task(found) == await asyncio.create_task(expected)

    asyncio.run(main())


def test_every_act_has_all_of_its_time_and_no_more() -> None:
    async def main() -> float:
        with Deadline(SECONDS) as deadline:
            for _ in range(5):
                assert await deadline.keep(in_time()) == "done"
            start = time.monotonic()
            with pytest.raises(TimeoutError, match=r"no answer within 0\.1 seconds"):
                await deadline.keep(too_late())
            return time.monotonic() - start

    assert SECONDS * 0.9 < asyncio.run(main()) < 5


def test_what_happens_between_acts_takes_no_time() -> None:
    async def main() -> None:
        with Deadline(SECONDS) as deadline:
            await deadline.keep(at_once())
            await asyncio.sleep(2 * SECONDS)
            assert await deadline.keep(in_time()) == "done"

    asyncio.run(main())


def test_without_a_limit_nothing_is_timed() -> None:
    async def main() -> None:
        with Deadline(None) as deadline:
            assert await deadline.keep(in_time()) == "done"

    asyncio.run(main())


def test_a_task_that_is_to_stop_stops_even_while_an_act_is_late() -> None:
    async def lingering() -> None:
        try:
            await too_late()
        except asyncio.CancelledError:
            await too_late()

    async def limited() -> None:
        with Deadline(SECONDS) as deadline:
            await deadline.keep(lingering())

    async def main() -> None:
        task = asyncio.create_task(limited())
        await asyncio.sleep(2 * SECONDS)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_no_timer_outlives_its_conversation() -> None:
    async def main() -> None:
        with Deadline(3600) as deadline:
            await deadline.keep(at_once())
        gone = weakref.ref(deadline)
        del deadline
        gc.collect()
        assert gone() is None

    asyncio.run(main())
