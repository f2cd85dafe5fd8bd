"""A daemon thread that makes blocking calls, one after the other, for somebody in an event loop.

Not an executor: executors join their threads when the process ends, and a hung agent would hold it up.
Here a thread that hangs is abandoned: whoever awaits it can be cancelled at once, other episodes have
threads of their own, and a result that comes too late is dropped.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any
from weakref import finalize

_Job = Callable[[], object]


class CallThread:
    """One thread, started by the first call and ended by ``end``, or when nobody refers to this any more."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._started = False
        finalize(self, self._jobs.put, None).atexit = False

    async def call(self, function: Callable[[], Any]) -> Any:
        """What ``function`` returns or raises, ``SystemExit`` and its like included. Cancelling abandons it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[tuple[Any, BaseException | None]] = loop.create_future()

        def job() -> None:
            outcome = _outcome(function)
            try:
                loop.call_soon_threadsafe(_deliver, future, outcome)
            except RuntimeError:
                return  # the loop is closed, so nobody waits any more

        if not self._started:
            self._started = True
            threading.Thread(target=_serve, args=(self._jobs,), name=self._name, daemon=True).start()
        self._jobs.put(job)
        value, error = await future
        if error is not None:
            raise error
        return value

    def end(self, last: _Job | None = None) -> None:
        """Let the thread end after the call it is in and, if it was ever started, a ``last`` one."""
        if last is not None:
            self._jobs.put(last)
        self._jobs.put(None)


def _serve(jobs: SimpleQueue[_Job | None]) -> None:
    while True:
        job = jobs.get()
        if job is None:
            return
        job()
        del job  # or the agent it belongs to would live as long as the thread, and the thread as long as the agent


def _outcome(function: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    try:
        return function(), None
    except BaseException as error:
        return None, error


def _deliver(future: asyncio.Future[Any], outcome: tuple[Any, BaseException | None]) -> None:
    if not future.done():
        future.set_result(outcome)
