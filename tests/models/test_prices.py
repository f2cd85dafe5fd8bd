"""Prices come from the person who pays, and are read or refused."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tacit.errors import UsageError
from tacit.models import CallTerms, ChatClient, Price, Prices


def test_a_price_is_for_a_million_tokens() -> None:
    assert Price(0.15, 0.6).of(1_000_000, 500_000) == pytest.approx(0.45)


def test_a_price_is_of_one_model_or_of_all_others() -> None:
    prices = Prices.read(["0.15,0.60", "org/big=model=3,15"])
    assert prices.of("org/big=model") == Price(3, 15)
    assert prices.of("small") == Price(0.15, 0.6)
    assert Prices.read(["a=1,2"]).of("b") is None


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "a=", "a,b", "-1,2", "nan,1", "1,inf", "$1,$2"])
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a price; give dollars"):
        Prices.read([text])


def test_a_reply_says_what_it_cost(stub: Any) -> None:
    async def main() -> float:
        client = ChatClient(stub.url, "m", terms=CallTerms(prices=Prices(others=Price(10, 100))))
        try:
            return (await client.chat([{"role": "user", "content": "hello"}])).usage.usd
        finally:
            await client.aclose()

    assert asyncio.run(main()) == pytest.approx((11 * 10 + 7 * 100) / 1e6)
