"""How fast a model is called: at most so many calls at a time, and so many tokens a minute.

Tokens are rationed by a timeline: a call waits for its place on it and takes up as much as it is expected to use,
and what it really used is put right when it is done. So tokens are never saved up, and in any minute at most the
limit is used, but for the guesses about calls still in flight.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext
from weakref import WeakKeyDictionary

from tacit.errors import UsageError
from tacit.models._reply import Reply
from tacit.models._request import Call, Request


class Limits:
    """Limits for each of a run's models; those who call the same model at the same address share them.

    Args:
        calls: most calls of one model at a time; None for no limit.
        tokens_per_minute: most tokens of one model, read and written; None for no limit.

    Raises:
        UsageError: a limit that lets nothing through.
    """

    def __init__(self, calls: int | None = None, tokens_per_minute: int | None = None) -> None:
        if (calls is not None and calls < 1) or (tokens_per_minute is not None and tokens_per_minute < 1):
            raise UsageError("limits on model calls must be at least 1; leave them out for none")
        self._calls, self._tokens = calls, tokens_per_minute
        self._gates: dict[tuple[str, str], _Gate] = {}

    def around(self, call: Call, base_url: str, model: str) -> Call:
        """A layer that makes calls wait for their turn."""
        if self._calls is None and self._tokens is None:
            return call
        gate = self._gates.setdefault((base_url, model), _Gate(self._calls, self._tokens))

        async def limited(request: Request) -> Reply:
            async with gate.slot():
                guess = request.tokens
                await gate.reserve(guess)
                reply = await call(request)
                gate.correct(guess, reply.usage.input_tokens + reply.usage.output_tokens)
                return reply

        return limited


class _Gate:
    """One model's slots and timeline. ``_free_at`` is when all tokens promised so far will have been rationed out."""

    def __init__(self, calls: int | None, tokens_per_minute: int | None) -> None:
        self._calls = calls
        self._seconds_per_token = 60 / tokens_per_minute if tokens_per_minute else 0.0
        self._free_at = 0.0
        self._slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    def slot(self) -> asyncio.Semaphore | nullcontext[None]:
        """To be held during a call. A semaphore belongs to one event loop, a client may be used in several."""
        if self._calls is None:
            return nullcontext()
        loop = asyncio.get_running_loop()
        if loop not in self._slots:
            self._slots[loop] = asyncio.Semaphore(self._calls)
        return self._slots[loop]

    async def reserve(self, tokens: int) -> None:
        """Wait until so many tokens may be used."""
        now = time.monotonic()
        start = max(now, self._free_at)
        self._free_at = start + tokens * self._seconds_per_token
        if start > now:
            await asyncio.sleep(start - now)

    def correct(self, guess: int, used: int) -> None:
        """Put right what was taken up; an endpoint that counts no tokens leaves it at the guess."""
        if used:
            self._free_at += (used - guess) * self._seconds_per_token
