"""A time limit on every act of a role, kept by one timer.

``asyncio.timeout`` sets a timer for each act and takes it back again, which costs as much as everything else a driver
does. Acts come one after the other and hardly ever take too long, so here a timer is left alone when its act ends; if
it rings during a later one, it is set again for the end of that.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable
from typing import Any


class Deadline:
    """The longest that each of a conversation's acts may take; to be used as a context manager.

    Args:
        seconds: None for as long as it likes.
    """

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._due = math.inf
        self._late = False
        self._task: asyncio.Task[Any] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Deadline:
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    async def keep(self, work: Awaitable[Any]) -> Any:
        """What ``work`` returns.

        Raises:
            TimeoutError: it took longer. It was cancelled, and what it made of that is of no interest, unless it
                raised an error of its own.
        """
        if self._seconds is None:
            return await work
        task = asyncio.current_task()
        assert task is not None
        loop, cancelled = task.get_loop(), task.cancelling()
        self._task, self._due, self._late = task, loop.time() + self._seconds, False
        if self._timer is None:
            self._timer = loop.call_at(self._due, self._ring)
        answer = None
        try:
            answer = await work
        except (asyncio.CancelledError, TimeoutError):
            if not self._late or task.cancelling() > cancelled + 1:
                raise
        finally:
            self._due = math.inf
            if self._late:
                task.uncancel()
        if self._late:
            raise TimeoutError(f"no answer within {self._seconds:g} seconds")
        return answer

    def _ring(self) -> None:
        assert self._task is not None
        self._timer, loop = None, self._task.get_loop()
        if loop.time() >= self._due:
            self._late = True
            self._task.cancel()
        elif self._due < math.inf:
            self._timer = loop.call_at(self._due, self._ring)
