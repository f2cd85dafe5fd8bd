"""The client against a real server: what it sends, what it reads, what it repeats and what it never says."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import socket
import subprocess
import sys
import time
import warnings
from email.utils import format_datetime
from typing import Any

import pytest

from tacit.errors import EndpointError, EndpointSetupError
from tacit.models import CallRequest, ChatClient, Reply, ReplyMessage, TokenCount

KEY = "sk-SECRET/key+'\\0123456789"
HELLO = [{"role": "user", "content": "hello"}]
TOOL = {"type": "function", "function": {"name": "search", "description": "d", "parameters": {"type": "object"}}}


def ask(stub: Any, *, key: str | None = None, url: str = "", **settings: Any) -> Reply:
    """One call with a fresh client."""
    timeout, retries = settings.pop("timeout", 5.0), settings.pop("retries", 3)
    tools = settings.pop("tools", [])

    async def main() -> Reply:
        client = ChatClient(url or stub.url, "m", api_key=key, timeout=timeout, retries=retries)
        try:
            return await client.chat(HELLO, tools, **settings)
        finally:
            await client.aclose()

    return asyncio.run(main())


def test_a_plain_reply(stub: Any, steps: Any) -> None:
    stub.script = [steps.say("hi")]
    assert ask(stub) == Reply(ReplyMessage("hi"), TokenCount(1, 11, 7))
    assert stub.seen[0].body == {"model": "m", "messages": HELLO}
    assert "Authorization" not in stub.seen[0].headers


def test_tools_settings_and_key_are_sent(stub: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    ask(stub, tools=[TOOL], temperature=0.5)
    assert stub.seen[0].body == {"model": "m", "messages": HELLO, "tools": [TOOL], "temperature": 0.5}
    assert stub.seen[0].headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("arguments", "read"),
    [('{"a": 1}', '{"a": 1}'), ({"a": 1}, '{"a": 1}'), ("{broken", "{broken"), (None, "{}")],
)
def test_tool_calls(stub: Any, steps: Any, arguments: Any, read: str) -> None:
    stub.script = [steps.call("search", arguments)]
    assert ask(stub).message == ReplyMessage(None, (CallRequest("call_1", "search", read),))


def test_a_call_without_id_and_a_reply_without_usage(stub: Any, steps: Any) -> None:
    calls = [{"function": {"name": "f"}}]
    stub.script = [steps.answer({"content": [{"type": "text", "text": "x"}], "tool_calls": calls}, usage=None)]
    assert ask(stub) == Reply(ReplyMessage("x", (CallRequest("", "f", "{}"),)), TokenCount(1, 0, 0))


@pytest.mark.parametrize("count", [-1, 10**30, 1.5, "7", True, None, [7]])
def test_a_count_of_tokens_that_cannot_be_is_none(stub: Any, steps: Any, count: Any) -> None:
    stub.script = [steps.answer({"content": "x"}, usage={"prompt_tokens": count, "completion_tokens": 7})]
    assert ask(stub).usage == TokenCount(1, 0, 7)


def test_429_waits_as_long_as_it_is_told(stub: Any, steps: Any) -> None:
    stub.script = [steps.refuse(429, "slow down", Retry_After="0.3")]
    start = time.monotonic()
    assert ask(stub).usage.requests == 2
    assert time.monotonic() - start >= 0.3


def test_429_waits_until_the_date_it_is_told(stub: Any, steps: Any) -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)
    stub.script = [steps.refuse(429, "slow down", Retry_After=format_datetime(soon, usegmt=True))]
    assert ask(stub).usage.requests == 2
    assert dt.datetime.now(dt.UTC) >= soon.replace(microsecond=0)


def test_what_the_server_asks_of_one_call_holds_for_all(stub: Any, steps: Any) -> None:
    stub.script = [steps.refuse(429, "slow down", Retry_After="0.4")]
    arrived: list[float] = []

    async def main() -> None:
        client = ChatClient(stub.url, "m")
        first = asyncio.create_task(client.chat(HELLO))
        await asyncio.sleep(0.15)
        for _ in range(3):
            await client.chat(HELLO)
            arrived.append(time.monotonic())
        await first
        await client.aclose()

    start = time.monotonic()
    asyncio.run(main())
    assert all(moment - start >= 0.4 for moment in arrived)
    assert len(stub.seen) == 5


def test_a_storm_of_429_is_sat_out(stub: Any, steps: Any) -> None:
    stub.script = [steps.refuse(429, "slow down", Retry_After="0.05")] * 60

    async def main() -> list[Reply]:
        client = ChatClient(stub.url, "m", retries=6)
        try:
            return await asyncio.gather(*(client.chat(HELLO) for _ in range(20)))
        finally:
            await client.aclose()

    replies = asyncio.run(main())
    assert sum(reply.usage.requests for reply in replies) == len(stub.seen) == 80


@pytest.mark.parametrize("header", ["nan", "inf", "-5", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", ""])
def test_a_useless_retry_after_is_ignored(stub: Any, steps: Any, header: str) -> None:
    stub.script = [steps.refuse(429, "slow down", Retry_After=header)]
    assert ask(stub).usage.requests == 2


def test_a_very_long_retry_after_ends_it(stub: Any, steps: Any) -> None:
    stub.script = [steps.refuse(429, "quota", Retry_After="3600")]
    with pytest.raises(EndpointError, match=r"answered 429: quota; it asks to wait 3600 seconds"):
        ask(stub)
    assert len(stub.seen) == 1


def test_delays_double(stub: Any, steps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[float] = []

    async def sleep(seconds: float) -> None:
        delays.append(seconds)

    monkeypatch.setattr("tacit.models._retry.asyncio.sleep", sleep)
    stub.script = [steps.refuse(503, "busy")] * 6
    ask(stub, retries=6)
    assert delays == [0.005 * 2**n for n in range(6)]


@pytest.mark.parametrize("fault", ["status", "truncated", "dropped"])
def test_passing_faults_are_repeated(stub: Any, steps: Any, fault: str) -> None:
    step = {"status": steps.refuse(500, "oops"), "truncated": steps.truncated(), "dropped": steps.dropped()}[fault]
    stub.script = [step, step]
    assert ask(stub) == Reply(ReplyMessage("ok"), TokenCount(3, 11, 7))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("status", "answered 500: oops (tried 3 times); look at the server's log"),
        ("truncated", "dropped the connection"),
        ("dropped", "dropped the connection: Server disconnected (tried 3 times)"),
    ],
)
def test_lasting_faults_end_in_an_error(stub: Any, steps: Any, fault: str, words: str) -> None:
    step = {"status": steps.refuse(500, "oops"), "truncated": steps.truncated(), "dropped": steps.dropped()}[fault]
    stub.script = [step] * 9
    with pytest.raises(EndpointError) as caught:
        ask(stub, retries=2)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(stub.seen) == 3


def test_a_slow_reply_times_out_and_is_repeated(stub: Any, steps: Any) -> None:
    stub.script = [steps.slow(2), steps.say("fast")]
    assert ask(stub, timeout=0.1).message.content == "fast"
    stub.script = [steps.slow(2)] * 2
    with pytest.raises(EndpointError, match=r"did not answer within 0\.1 seconds \(tried 2 times\)"):
        ask(stub, timeout=0.1, retries=1)


@pytest.mark.parametrize(
    ("code", "advice", "error"),
    [
        (400, "context", EndpointError),
        (401, "OPENAI_API_KEY", EndpointSetupError),
        (403, "OPENAI_API_KEY", EndpointSetupError),
        (404, "base URL", EndpointSetupError),
        (307, "base URL", EndpointSetupError),
    ],
)
def test_refusals_are_not_repeated(stub: Any, steps: Any, code: int, advice: str, error: type[Exception]) -> None:
    stub.script = [steps.refuse(code, "no, not this", Location=f"{stub.url}/elsewhere")]
    with pytest.raises(error, match=f"answered {code}: no, not this; .*{advice}"):
        ask(stub, key=KEY)
    assert len(stub.seen) == 1


def test_an_endpoint_that_has_answered_is_set_up_and_fails_one_call_at_a_time(stub: Any, steps: Any) -> None:
    stub.script = [steps.say("hi"), steps.refuse(401, "expired")]

    async def main() -> None:
        client = ChatClient(stub.url, "m")
        try:
            await client.chat(HELLO)
            with pytest.raises(EndpointError, match="answered 401: expired") as caught:
                await client.chat(HELLO)
            assert caught.value.status == 401
        finally:
            await client.aclose()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not JSON, an empty body"),
        (b'{"choices": [{"mess', "not JSON"),
        (b"<html>\n<b>gateway</b></html>", "not JSON, <html> <b>gateway</b></html>"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no choices"),
        (b"null", "no choices"),
        (b"{}", "no choices"),
        (b'{"choices": []}', "no choices"),
        (b'{"choices": {"0": 1}}', "no choices"),
        (b'{"error": {"message": "model is loading"}}', "no choices, model is loading"),
        (b'{"error": "plain words"}', "no choices, plain words"),
        (b'{"choices": [1]}', "no message"),
        (b'{"choices": [{"message": "hi"}]}', "no message"),
        (b'{"choices": [{"message": {"content": 5}}]}', "content is a int"),
        (b'{"choices": [{"message": {"tool_calls": {}}}]}', "not a list"),
        (b'{"choices": [{"message": {"tool_calls": [7]}}]}', "no function"),
        (b'{"choices": [{"message": {"tool_calls": [{"function": {"name": ""}}]}}]}', "names no function"),
    ],
)
def test_unusable_answers(stub: Any, steps: Any, body: bytes, words: str) -> None:
    stub.script = [steps.raw(body)]
    with pytest.raises(EndpointError) as caught:
        ask(stub)
    assert "gave an answer that cannot be used" in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(stub.seen) == 1


def everything_said(error: BaseException | None) -> str:
    """All text in an exception and those it is chained to."""
    if error is None:
        return ""
    chained = everything_said(error.__cause__) + everything_said(error.__context__)
    return f"{error} {error!r} {vars(error)} {getattr(error, '__notes__', '')} {chained}"


@pytest.mark.parametrize("fault", ["401", "echo", "html", "cut", "200", "truncated", "dropped", "slow", "429"])
def test_the_key_is_never_told(stub: Any, steps: Any, fault: str) -> None:
    echo = f"Incorrect API key provided: {KEY}. Your header was 'Bearer {KEY}'"
    step = {
        "401": steps.refuse(401, echo),
        "echo": steps.status(500, {"detail": echo}),
        "html": steps.raw(echo.encode(), 502),
        "cut": steps.refuse(400, "x" * (300 - len("answered 400: ") - 10) + KEY),
        "200": steps.raw(echo.encode()),
        "truncated": steps.truncated(),
        "dropped": steps.dropped(),
        "slow": steps.slow(2),
        "429": steps.refuse(429, echo, Retry_After="9999"),
    }[fault]
    stub.script = [step] * 2
    with pytest.raises((EndpointError, EndpointSetupError)) as caught:
        ask(stub, key=KEY, retries=1, timeout=0.1 if fault == "slow" else 5.0)
    assert KEY[:10] not in everything_said(caught.value)
    assert KEY not in repr(ChatClient(stub.url, "m", api_key=KEY))


def test_a_reply_that_repeats_the_key_is_scrubbed_of_it(stub: Any, steps: Any) -> None:
    stub.script = [steps.say(f"your key is {KEY}!"), steps.call("search", {"at": KEY}, id=KEY)]
    assert ask(stub, key=KEY).message.content == "your key is [key]!"
    assert ask(stub, key=KEY).message.tool_calls == (CallRequest("[key]", "search", '{"at": "[key]"}'),)


def test_a_placeholder_for_a_key_may_be_a_word_of_the_reply(stub: Any, steps: Any) -> None:
    stub.script = [steps.say("the bottle is EMPTY")]
    assert ask(stub, key="EMPTY").message.content == "the bottle is EMPTY"


def test_a_reply_has_no_half_of_a_surrogate_pair(stub: Any, steps: Any) -> None:
    stub.script = [steps.say("half \ud83d"), steps.say("whole \U0001f600")]
    assert ask(stub).message.content == "half \ufffd"
    assert ask(stub).message.content == "whole \U0001f600"


def test_nobody_listens(stub: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        with pytest.raises(EndpointSetupError, match=r"cannot be reached: .* \(tried 2 times\); check the address"):
            ask(stub, url=url, key=KEY, retries=1)


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://x/v1", "http://", "http://x:99999/v1", "http://[::1/v1"])
def test_a_base_url_that_is_none(url: str) -> None:
    with pytest.raises(EndpointError, match="is not the address of an endpoint"):
        ChatClient(url, "m")


@pytest.mark.parametrize("url", [f"http://me:{KEY}@host/v1", f"http://host/v1?key={KEY}"])
def test_credentials_do_not_belong_in_the_url(url: str) -> None:
    with pytest.raises(EndpointError, match="OPENAI_API_KEY") as caught:
        ChatClient(url, "m")
    assert KEY not in everything_said(caught.value)


@pytest.mark.parametrize("key", ["sk-a\nb", "sk-\u00fc", "two words", "sk-\x00"])
def test_a_key_no_header_can_carry(key: str) -> None:
    with pytest.raises(EndpointError) as caught:
        ChatClient("http://host/v1", "m", api_key=key)
    assert key not in everything_said(caught.value)


def test_the_proxy_of_the_environment_is_used(stub: Any, steps: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", stub.url.removesuffix("/v1"))
    monkeypatch.setenv("no_proxy", "other.invalid")
    stub.script = [steps.say("by proxy")]
    assert ask(stub, url="http://model.invalid/v1").message.content == "by proxy"
    assert stub.seen[0].headers["Host"] == "model.invalid"


def test_many_calls_at_once_share_one_session(stub: Any) -> None:
    async def main() -> list[Reply]:
        client = ChatClient(stub.url, "m")
        replies = await asyncio.gather(*(client.chat(HELLO, []) for _ in range(150)))
        assert len(client._endpoint._sessions) == 1
        await client.aclose()
        return replies

    assert {reply.message.content for reply in asyncio.run(main())} == {"ok"}


def test_one_client_in_two_loops_and_after_closing(stub: Any) -> None:
    client = ChatClient(stub.url, "m")

    async def main() -> None:
        await client.chat(HELLO, [])
        await client.aclose()
        await client.aclose()
        await client.chat(HELLO, [])
        await client.aclose()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(main())
        asyncio.run(main())
        gc.collect()
    assert len(stub.seen) == 4


def test_a_cancelled_call_stops_at_once(stub: Any, steps: Any) -> None:
    stub.script = [steps.slow(3)] * 2

    async def main() -> None:
        client = ChatClient(stub.url, "m")
        try:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.chat(HELLO, []), 0.1)
        finally:
            await client.aclose()

    start = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - start < 2.5
    assert len(stub.seen) == 1


def test_a_cancellation_that_comes_with_the_time_out_is_not_lost(stub: Any, steps: Any) -> None:
    async def main() -> None:
        client = ChatClient(stub.url, "m", timeout=0.1)
        call = asyncio.create_task(client.chat(HELLO, []))
        await asyncio.sleep(0.1)
        call.cancel()
        try:
            with pytest.raises(asyncio.CancelledError):
                await call
        finally:
            await client.aclose()

    for _ in range(3):
        stub.script = [steps.slow(3)] * 9
        asyncio.run(main())


def test_importing_models_does_not_import_aiohttp() -> None:
    code = "import sys, tacit.models; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
