"""A budget ends calls cleanly: none begins when it is spent, and those in flight are finished and counted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tacit.errors import BudgetError, UsageError
from tacit.models import Budget, CallTerms, ChatClient, Price, Prices

HELLO = [{"role": "user", "content": "hello"}]
CENT = Prices(others=Price(0, 1e4 / 7))  # what the stub writes costs a cent


def with_client(stub: Any, terms: CallTerms, use: Callable[[ChatClient], Awaitable[None]]) -> None:
    """Use a client, and close it."""

    async def main() -> None:
        client = ChatClient(stub.url, "m", terms=terms)
        try:
            await use(client)
        finally:
            await client.aclose()

    asyncio.run(main())


def test_calls_are_counted_by_those_who_share_a_budget(stub: Any) -> None:
    terms = CallTerms()

    async def once(client: ChatClient) -> None:
        await client.chat(HELLO)

    with_client(stub, terms, once)
    with_client(stub, terms, once)
    assert (terms.budget.calls, terms.budget.tokens, terms.budget.usd) == (2, 36, 0)
    assert str(terms.budget) == "2 model calls, 36 tokens"


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (Budget(tokens=50), r"the budget of 50 tokens is spent \(3 model calls, 54 tokens, \$0\.03\)"),
        (Budget(usd=0.025), r"the budget of \$0\.025 is spent \(3 model calls, 54 tokens, \$0\.03\)"),
        (Budget(tokens=50, usd=100), r"the budget of 50 tokens is spent"),
    ],
)
def test_no_call_begins_when_the_budget_is_spent(stub: Any, budget: Budget, words: str) -> None:
    async def use(client: ChatClient) -> None:
        for _ in range(3):
            await client.chat(HELLO)
        for _ in range(2):
            with pytest.raises(BudgetError, match=words):
                await client.chat(HELLO)

    with_client(stub, CallTerms(prices=CENT, budget=budget), use)
    assert len(stub.seen) == 3


def test_calls_in_flight_are_finished_and_counted_before_anyone_is_refused(stub: Any, steps: Any) -> None:
    stub.script = [steps.slow(0.4, steps.say("slow")), steps.say("fast")]
    budget = Budget(tokens=18)

    async def use(client: ChatClient) -> None:
        slow = asyncio.create_task(client.chat(HELLO))
        await asyncio.sleep(0.1)
        await client.chat(HELLO)
        with pytest.raises(BudgetError):
            await client.chat(HELLO)
        assert slow.done()
        assert budget.tokens == 36

    with_client(stub, CallTerms(budget=budget), use)


def test_failed_calls_do_not_hold_up_the_end(stub: Any, steps: Any) -> None:
    stub.script = [steps.refuse(400, "no"), steps.say("yes")]

    async def use(client: ChatClient) -> None:
        with pytest.raises(Exception, match="no"):
            await client.chat(HELLO)
        await client.chat(HELLO)
        with pytest.raises(BudgetError):
            await asyncio.wait_for(client.chat(HELLO), 1)

    with_client(stub, CallTerms(budget=Budget(tokens=1)), use)


def test_tokens_are_guessed_where_the_endpoint_does_not_count_them(stub: Any, steps: Any) -> None:
    stub.script = [steps.answer({"content": "x" * 400}, usage=None)]
    budget = Budget()

    async def use(client: ChatClient) -> None:
        await client.chat([{"role": "user", "content": "y" * 4000}])

    with_client(stub, CallTerms(budget=budget), use)
    assert 1_100 <= budget.tokens <= 1_150


def test_dollars_without_a_price_are_refused() -> None:
    with pytest.raises(UsageError, match="needs the price of 'm'; give --price"):
        ChatClient("http://host/v1", "m", terms=CallTerms(budget=Budget(usd=1)))


@pytest.mark.parametrize(("tokens", "usd"), [(0, None), (-5, None), (None, 0.0), (None, -1.0), (None, float("nan"))])
def test_a_budget_of_nothing_is_refused(tokens: int | None, usd: float | None) -> None:
    with pytest.raises(UsageError, match="must be a positive number"):
        Budget(tokens, usd)
