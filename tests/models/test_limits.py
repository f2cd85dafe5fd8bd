"""Limits hold whatever is asked at a time: so many calls, and so many tokens a minute."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tacit.models._limits as limits_module
from tacit.errors import UsageError
from tacit.models import CallTerms, ChatClient, Limits, Reply, ReplyMessage, TokenCount
from tacit.models._request import Request

HELLO = [{"role": "user", "content": "hello"}]


def gather(stub: Any, terms: CallTerms, models: list[str]) -> list[Reply]:
    """One call of each model, all at once."""

    async def main() -> list[Reply]:
        clients = [ChatClient(stub.url, model, terms=terms) for model in models]
        try:
            return await asyncio.gather(*(client.chat(HELLO) for client in clients))
        finally:
            for client in clients:
                await client.aclose()

    return asyncio.run(main())


def test_at_most_so_many_calls_of_a_model_at_a_time(stub: Any, steps: Any) -> None:
    stub.otherwise = steps.slow(0.02, steps.say("ok"))
    terms = CallTerms(limits=Limits(calls=3))
    assert len(gather(stub, terms, ["m"] * 20)) == 20
    assert stub.most == 3
    gather(stub, terms, ["m"] * 20)  # in another event loop
    assert stub.most == 3


def test_each_model_has_limits_of_its_own(stub: Any, steps: Any) -> None:
    stub.otherwise = steps.slow(0.1, steps.say("ok"))
    gather(stub, CallTerms(limits=Limits(calls=1)), ["a", "b", "c"] * 2)
    assert stub.most == 3


def test_a_failed_call_gives_its_place_back(stub: Any, steps: Any) -> None:
    stub.script = [steps.refuse(400, "no")]

    async def main() -> None:
        client = ChatClient(stub.url, "m", terms=CallTerms(limits=Limits(calls=1)))
        with pytest.raises(Exception, match="no"):
            await client.chat(HELLO)
        await asyncio.wait_for(client.chat(HELLO), 1)
        await client.aclose()

    asyncio.run(main())


def test_tokens_a_minute_space_out_calls(stub: Any) -> None:
    start = time.monotonic()
    gather(stub, CallTerms(limits=Limits(tokens_per_minute=18 * 60 * 20)), ["m"] * 10)  # 20 calls a second
    assert time.monotonic() - start >= 9 / 20 * 0.9


class Clock:
    """Stands for the time module and for sleeping, so that minutes pass in no time."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(
    st.lists(st.tuples(st.integers(1, 4_000), st.integers(0, 3_000), st.floats(0, 20)), min_size=1, max_size=60),
    st.integers(1_000, 50_000),
)
def test_in_any_minute_at_most_the_limit_is_used_but_for_one_call(
    calls: list[tuple[int, int, float]], limit: int
) -> None:
    clock, used = Clock(), list[tuple[float, int]]()

    async def answer(request: Request) -> Reply:
        size, usage, _ = calls[int(request.luck)]
        used.append((clock.now, usage or request.tokens))
        return Reply(ReplyMessage("x" * size), TokenCount(1, usage, 0))

    async def main() -> None:
        call: Callable[..., Any] = Limits(tokens_per_minute=limit).around(answer, "u", "m")
        for number, (size, _, pause) in enumerate(calls):
            await call(Request("u", "m", b"x" * size, str(number)))
            clock.now += pause

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits_module, "time", clock)
        patch.setattr(limits_module.asyncio, "sleep", clock.sleep)
        asyncio.run(main())
    largest = max(tokens for _, tokens in used)
    for begin, _ in used:
        within = sum(tokens for moment, tokens in used if begin <= moment < begin + 60)
        assert within <= limit + largest + 1e-6 * limit


@pytest.mark.parametrize(("calls", "tokens"), [(0, None), (None, 0), (-1, 5)])
def test_limits_that_let_nothing_through_are_refused(calls: int | None, tokens: int | None) -> None:
    with pytest.raises(UsageError, match="must be at least 1"):
        Limits(calls, tokens)
