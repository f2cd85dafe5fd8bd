"""What a call to a model costs in CPU: our client beside the official SDK and others, at concurrency 100.

A call sends a conversation of ten messages and two tools to the stub of the tests, which answers at once, and reads
the reply. The stub runs in a process of its own, whose CPU does not count; so does each client, so that none pays for
what another has imported. A figure is the least of three measurements, after calls that open the connections.
A client that is not installed says so. Nothing is asserted. Run: ``python benchmarks/client.py [calls]``.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

STUB = Path(__file__).parents[1] / "tests" / "models" / "stub.py"
CALLS, CONCURRENCY, REPEATS = 2_000, 100, 3
KEY = "not-a-key"

ASKED = "Thank you. Is there anything else about the hotel that I should know before I look for one?"
TOLD = "My sister kicks like a mule in her sleep, and neither of us likes to carry bags up the stairs."
MESSAGES: list[dict[str, Any]] = [
    {"role": "system", "content": "You book trips. Ask what you need to know, then book one option for each thing."},
    {"role": "user", "content": "We need a hotel in Lisbon from the 3rd to the 7th of May, for the two of us."},
    *[{"role": role, "content": text} for role, text in [("assistant", ASKED), ("user", TOLD)] * 4],
]
DATES = {"from": {"type": "string", "format": "date"}, "to": {"type": "string", "format": "date"}}
TOOLS: list[dict[str, Any]] = [
    {
        "type": "function",
        "function": {
            "name": name,
            "description": what,
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}, **DATES}, "required": ["city"]},
        },
    }
    for name, what in [("search", "Find what is on offer."), ("book", "Book an option. This is final.")]
]

Ask = Callable[[int], Awaitable[object]]
"""Makes the call of a number; the number sets it apart where answers are kept."""


async def ours(url: str) -> Ask:
    """The client as an evaluation without options uses it."""
    from tacit.models import ChatClient

    client = ChatClient(url, "m", api_key=KEY)
    return lambda number: client.chat(MESSAGES, TOOLS)


async def ours_on_terms(url: str) -> Ask:
    """The client with everything switched on: a budget, limits, and every answer kept on disk."""
    from tacit.models import Answers, Budget, CallTerms, ChatClient, Limits, Price, Prices, Use

    folder = TemporaryDirectory()
    answers = Answers(folder.name, Use.CACHE)
    terms = CallTerms(
        Prices(others=Price(0.15, 0.6)), Budget(tokens=10**12, usd=10**6), Limits(CONCURRENCY, 10**12), answers
    )
    client = ChatClient(url, "m", api_key=KEY, terms=terms)

    async def ask(number: int, folder: TemporaryDirectory[str] = folder) -> object:
        return await client.chat(MESSAGES, TOOLS, luck=f"{time.monotonic_ns()} {number}")

    return ask


async def bare_aiohttp(url: str) -> Ask:
    """No client at all: the request, and the reply's JSON."""
    import aiohttp

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers={"Authorization": f"Bearer {KEY}"})

    async def ask(number: int) -> object:
        async with session.post(f"{url}/chat/completions", json=body()) as response:
            return await response.json()

    return ask


async def openai(url: str) -> Ask:
    """The official SDK."""
    from openai import AsyncOpenAI  # pyright: ignore[reportMissingImports]

    client = AsyncOpenAI(base_url=url, api_key=KEY)
    return lambda number: client.chat.completions.create(model="m", messages=MESSAGES, tools=TOOLS)


async def httpx(url: str) -> Ask:
    """No client at all, over httpx."""
    import httpx  # pyright: ignore[reportMissingImports]

    return posting(httpx, url)


async def httpx2(url: str) -> Ask:
    """No client at all, over httpx2."""
    import httpx2  # pyright: ignore[reportMissingImports]

    return posting(httpx2, url)


async def litellm(url: str) -> Ask:
    """The client of many dialects."""
    import litellm  # pyright: ignore[reportMissingImports]

    return lambda number: litellm.acompletion(
        model="openai/m", messages=MESSAGES, tools=TOOLS, api_base=url, api_key=KEY
    )


CLIENTS: dict[str, tuple[str, Callable[[str], Awaitable[Ask]]]] = {
    "ours": ("tacit", ours),
    "ours-on-terms": ("tacit", ours_on_terms),
    "bare-aiohttp": ("aiohttp", bare_aiohttp),
    "httpx2": ("httpx2", httpx2),
    "httpx": ("httpx", httpx),
    "openai": ("openai", openai),
    "litellm": ("litellm", litellm),
}
LABELS = {
    "ours": "tacit.models",
    "ours-on-terms": "… all terms, answers kept",
    "bare-aiohttp": "aiohttp, no client",
    "httpx2": "httpx2, no client",
    "httpx": "httpx, no client",
    "openai": "openai, the official SDK",
    "litellm": "litellm",
}


def body() -> dict[str, Any]:
    """The request as JSON."""
    return {"model": "m", "messages": MESSAGES, "tools": TOOLS}


def posting(library: Any, url: str) -> Ask:
    """Calls through a library in the style of httpx."""
    pool = library.Limits(max_connections=None, max_keepalive_connections=None)
    client = library.AsyncClient(limits=pool, headers={"Authorization": f"Bearer {KEY}"}, timeout=60)

    async def ask(number: int) -> object:
        return (await client.post(f"{url}/chat/completions", json=body())).json()

    return ask


async def measure(name: str, url: str, calls: int) -> float:
    """Milliseconds of this process's CPU a call."""
    ask = await CLIENTS[name][1](url)

    async def caller(numbers: range) -> None:
        for number in numbers:
            await ask(number)

    async def run(calls: int) -> float:
        start = time.process_time()
        await asyncio.gather(*(caller(range(one, calls, CONCURRENCY)) for one in range(CONCURRENCY)))
        return 1000 * (time.process_time() - start) / calls

    await run(2 * CONCURRENCY)
    return min([await run(calls) for _ in range(REPEATS)])


def child(name: str, url: str, calls: int) -> dict[str, Any]:
    """What a client costs, measured in a process of its own; its error if it cannot be used."""
    command = [sys.executable, __file__, name, url, str(calls)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "Error" in line]
        last = said[-1] if said else "no word"
        return {"error": "not installed" if last.startswith("ModuleNotFoundError") else f"failed: {last[:50]}"}
    return json.loads(done.stdout.splitlines()[-1])


def main(calls: int) -> None:
    """Print the table."""
    with subprocess.Popen([sys.executable, STUB], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        print(f"{calls:,} calls, {CONCURRENCY} at a time, {len(json.dumps(body())):,} bytes each\n")
        print(f"{'client':26} {'version':>10} {'CPU-ms a call':>14} {'times ours':>11}")
        base = 0.0
        for name, label in LABELS.items():
            found = child(name, url, calls)
            if "error" in found:
                print(f"{label:26} {found['error']}")
                continue
            base = base or found["ms"]
            print(f"{label:26} {found['version']:>10} {found['ms']:14.3f} {found['ms'] / base:11.1f}")
        server.terminate()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        name, url, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
        ms = asyncio.run(measure(name, url, calls))
        print(json.dumps({"ms": ms, "version": version(CLIENTS[name][0])}))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS)
