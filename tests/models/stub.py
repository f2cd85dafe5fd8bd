"""A scripted endpoint that speaks the chat-completions wire format, on loopback, in a thread or a process.

The script is a list of steps, one a request; when it is used up, the model says ``otherwise``, "ok" by default.

    python tests/models/stub.py [--port N] [--delay SECONDS] [--say TEXT]

serves until it is stopped; it prints its base URL first.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Step = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Seen:
    """One request as it came in."""

    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Stub:
    """The running server; ``seen`` are the requests it got, in order, ``most`` how many it had at a time."""

    script: list[Step] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    otherwise: Step | None = None
    port: int = 0
    url: str = ""
    most: int = 0
    _now: int = 0
    _ready: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Stub:
        self._thread = threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Serve no more."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(5)

    async def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until ``stop``; ``ready`` is called when ``url`` is known."""
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/v1/chat/completions", self._handle)
        runner = web.AppRunner(app, shutdown_timeout=0.05)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        self._ready.set()
        ready()
        await self._stop.wait()
        await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(Seen(dict(request.headers), await request.json()))
        step = self.script.pop(0) if self.script else self.otherwise or say("ok")
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            return await step(request)
        finally:
            self._now -= 1


def answer(message: dict[str, Any], **extra: Any) -> Step:
    """A completion with this message."""
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    choices = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}}]
    return status(200, {"id": "x", "object": "chat.completion", "choices": choices, "usage": usage, **extra})


def say(text: str) -> Step:
    """A completion that says something."""
    return answer({"content": text})


def call(name: str, arguments: Any, id: str | None = "call_1") -> Step:
    """A completion that calls a tool; ``arguments`` is sent as it is."""
    function = {"name": name, "arguments": arguments}
    return answer({"content": None, "tool_calls": [{"id": id, "type": "function", "function": function}]})


def status(code: int, body: Any = None, **headers: str) -> Step:
    """Any status with a JSON body; ``Retry_After="1"`` becomes a header."""
    data = json.dumps(body if body is not None else {}).encode()
    return raw(data, code, **{"Content_Type": "application/json", **headers})


def refuse(code: int, message: str, **headers: str) -> Step:
    """A failure in OpenAI's words."""
    return status(code, {"error": {"message": message, "type": "x", "code": None}}, **headers)


def raw(body: bytes, code: int = 200, **headers: str) -> Step:
    """Any bytes."""

    async def step(_: web.Request) -> web.StreamResponse:
        return web.Response(status=code, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return step


def truncated() -> Step:
    """A body that ends before it is complete."""

    async def step(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"choices": [{"mess')
        _hang_up(request)
        return response

    return step


def dropped() -> Step:
    """A connection that ends without an answer."""

    async def step(request: web.Request) -> web.StreamResponse:
        _hang_up(request)
        return web.Response()

    return step


def slow(seconds: float, then: Step | None = None) -> Step:
    """An answer that takes its time."""

    async def step(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await then(request) if then else web.json_response({})

    return step


def _hang_up(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.close()


def main() -> None:
    """Serve one sentence, for benchmarks and examples."""
    options = argparse.ArgumentParser(description="A model that always says the same.")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--delay", type=float, default=0.0)
    options.add_argument("--say", default="ok")
    chosen = options.parse_args()
    one = say(chosen.say)
    stub = Stub(otherwise=slow(chosen.delay, one) if chosen.delay else one, port=chosen.port)
    try:
        asyncio.run(stub.serve(lambda: print(stub.url, flush=True)))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
