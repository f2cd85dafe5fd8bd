"""What a run may spend on models, in tokens and in dollars, and what it has spent.

A call begins only while something is left, so a budget can be overdrawn by what the calls in flight cost. When it
is spent, a call that wants to begin waits for those in flight, so that they are finished and counted, and fails.
"""

from __future__ import annotations

import asyncio
import math

from tacit.errors import BudgetError, UsageError
from tacit.models._prices import Price
from tacit.models._reply import Reply
from tacit.models._request import Call, Request, tokens_in

_POLL = 0.02


class Budget:
    """What the clients of a run may spend together. Without a limit, it only counts.

    Args:
        tokens: most tokens, read and written; None for no limit.
        usd: most dollars; None for no limit. Models without a price are then refused.

    Raises:
        UsageError: a limit that lets nothing through.
    """

    def __init__(self, tokens: int | None = None, usd: float | None = None) -> None:
        if (tokens is not None and tokens < 1) or (usd is not None and not 0 < usd < math.inf):
            raise UsageError("a budget must be a positive number of tokens or dollars; leave it out for none")
        self._most_tokens, self._most_usd = tokens, usd
        self.calls, self.tokens, self.usd = 0, 0, 0.0
        self._priced = False
        self._in_flight = 0

    def __str__(self) -> str:
        """What was spent, for people."""
        money = f", ${self.usd:.4g}" if self._priced else ""
        return f"{self.calls:,} model call{'' if self.calls == 1 else 's'}, {self.tokens:,} tokens{money}"

    def around(self, call: Call, model: str, price: Price | None) -> Call:
        """A layer that counts what calls cost, and ends them when nothing is left.

        Raises:
            UsageError: dollars are limited, and what the model costs is not known.
        """
        if self._most_usd is not None and price is None:
            raise UsageError(
                f"a budget in dollars needs the price of {model!r}; give --price IN,OUT in dollars for a million tokens "
                "read and written"
            )
        self._priced = self._priced or price is not None

        async def counted(request: Request) -> Reply:
            await self._require()
            self._in_flight += 1
            try:
                reply = await call(request)
                self._count(request, reply, price)
                return reply
            finally:
                self._in_flight -= 1

        return counted

    async def _require(self) -> None:
        if (limit := self._spent()) is None:
            return
        while self._in_flight:
            await asyncio.sleep(_POLL)
        raise BudgetError(f"the budget of {limit} is spent ({self})")

    def _spent(self) -> str | None:
        """The limit that was reached, None if something is left."""
        if self._most_tokens is not None and self.tokens >= self._most_tokens:
            return f"{self._most_tokens:,} tokens"
        if self._most_usd is not None and self.usd >= self._most_usd:
            return f"${self._most_usd:g}"
        return None

    def _count(self, request: Request, reply: Reply, price: Price | None) -> None:
        """Add what a call cost; tokens are guessed where the endpoint does not count them."""
        read, written = reply.usage.input_tokens, reply.usage.output_tokens
        if not read and not written:
            read, written = request.tokens, tokens_in(reply.message.size)
        self.calls += 1
        self.tokens += read + written
        if price is not None:
            self.usd += price.of(read, written)
