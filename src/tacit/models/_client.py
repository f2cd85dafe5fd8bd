"""A thin client of ``POST {base_url}/chat/completions``.

One attempt either gives a body or a ``_Fault`` that says whether trying again can help; the loop around it
waits and repeats. Delays are 0.5, 1, 2, 4, 8, 8, … seconds, or what the server's ``Retry-After`` asks for
if that is longer: no jitter, so that runs are repeatable. A fault becomes an ``EndpointError`` outside any
``except`` block, so that no chained exception can carry the request's headers.

Invariant: the key is in the request's header and nowhere else; every text that leaves is scrubbed of it.
aiohttp is imported on the first call, so ``import tacit.models`` stays light.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from weakref import WeakKeyDictionary

from tacit.errors import EndpointError
from tacit.models._reply import Reply, read_reply, server_message

if TYPE_CHECKING:
    import aiohttp

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_RETRY_AFTER = 120.0

_ADVICE = {
    400: "check that the model takes tools and that the conversation fits its context",
    401: "check OPENAI_API_KEY",
    403: "check that OPENAI_API_KEY may use this model",
    404: "check the base URL (it usually ends in /v1) and the model's name",
    429: "run fewer episodes at once, or wait",
}


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why an attempt gave no body, and what to do. ``wait`` is what the server asked for, in seconds."""

    problem: str
    advice: str
    again: bool = True
    wait: float = 0.0


class ChatClient:
    """Talks to one model at one OpenAI-compatible endpoint.

    Keeps one connection pool for each event loop it is used in; ``await aclose()`` in that loop when done.
    Proxies are taken from the environment (``HTTPS_PROXY``, ``NO_PROXY``, …).

    Args:
        base_url: what comes before ``/chat/completions``.
        model: the model's name, as the endpoint knows it.
        api_key: sent as bearer token; by default the environment variable ``OPENAI_API_KEY``, if set.
        timeout: seconds an attempt may take, from connecting to the last byte.
        retries: how often a call is repeated after 429, 5xx, a time-out or a dropped connection.

    Raises:
        EndpointError: the URL or the key cannot be used.
    """

    def __init__(
        self, base_url: str, model: str, api_key: str | None = None, timeout: float = 60.0, retries: int = 3
    ) -> None:
        self.base_url = _checked_url(base_url)
        self.model = model
        self.timeout = timeout
        self.retries = retries
        self._key = _checked_key(os.environ.get("OPENAI_API_KEY") if api_key is None else api_key)
        self._proxy = _proxy_for(self.base_url)
        self._sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.ClientSession] = WeakKeyDictionary()

    def __repr__(self) -> str:
        return f"ChatClient({self.base_url!r}, {self.model!r})"

    async def chat(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]], **settings: Any) -> Reply:
        """The model's next message.

        Args:
            messages: the conversation, chat-completions-shaped.
            tools: what the model may call; none are sent if empty.
            settings: further fields of the request, such as ``temperature``.

        Raises:
            EndpointError: no usable answer, after retries. One line, without the key.
        """
        request = {"model": self.model, "messages": messages, **({"tools": tools} if tools else {}), **settings}
        body = json.dumps(request).encode()
        attempt = 0
        while True:
            answer = await self._attempt(body)
            attempt += 1
            if isinstance(answer, bytes):
                break
            if not answer.again or attempt > self.retries or answer.wait > LONGEST_RETRY_AFTER:
                raise self._error(answer.problem, answer.advice, attempt)
            await asyncio.sleep(max(answer.wait, min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)))
        try:
            return read_reply(answer, attempt)
        except ValueError as error:
            problem = f"gave an answer that cannot be used: {error}"
        raise self._error(problem, "check that it speaks the OpenAI chat format", attempt)

    async def aclose(self) -> None:
        """Close the connections of the running event loop. The client can be used again afterwards."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
            await session.close()

    async def _attempt(self, body: bytes) -> bytes | _Fault:
        import aiohttp

        url = f"{self.base_url}/chat/completions"
        try:
            # not aiohttp's own time-out: it swallows a cancellation that comes at the same moment
            async with (
                asyncio.timeout(self.timeout),
                self._session().post(url, data=body, proxy=self._proxy, allow_redirects=False) as response,
            ):
                answer = await response.read()
        except TimeoutError:
            return _Fault(f"did not answer within {self.timeout:g} seconds", "check that it is not overloaded")
        except aiohttp.ClientConnectorError as error:
            return _Fault(f"cannot be reached: {error}", "check the address and that a server runs there")
        except (aiohttp.ClientError, OSError) as error:
            return _Fault(f"dropped the connection: {error or type(error).__name__}", "look at the server's log")
        if response.status == 200:
            return answer
        return _refusal(response.status, answer, _retry_after(response.headers.get("Retry-After")))

    def _session(self) -> aiohttp.ClientSession:
        import aiohttp

        loop = asyncio.get_running_loop()
        session = self._sessions.get(loop)
        if session is None:
            headers = {"Content-Type": "application/json"}
            if self._key:
                headers["Authorization"] = f"Bearer {self._key}"
            session = self._sessions[loop] = aiohttp.ClientSession(
                headers=headers,
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(),
            )
        return session

    def _error(self, problem: str, advice: str, attempts: int) -> EndpointError:
        said = " ".join(problem.split())
        if self._key:
            said = said.replace(self._key, "[key]")
        tries = f" (tried {attempts} times)" if attempts > 1 else ""
        return EndpointError(f"the endpoint {self.base_url} {said[:300]}{tries}; {advice}")


def _refusal(status: int, body: bytes, wait: float) -> _Fault:
    again = status == 429 or status >= 500
    advice = _ADVICE.get(status, "look at the server's log" if status >= 500 else "check the base URL")
    if again and wait > LONGEST_RETRY_AFTER:
        advice = f"it asks to wait {wait:g} seconds, so try again later"
    return _Fault(f"answered {status}: {server_message(body)}", advice, again, wait)


def _retry_after(header: str | None) -> float:
    try:
        seconds = float(header or 0)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _checked_url(base_url: str) -> str:
    if "@" in base_url:
        raise EndpointError("the base URL holds a user name or password; put the key in OPENAI_API_KEY instead")
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise EndpointError(
            f"{base_url!r} is not the address of an endpoint; give one such as http://localhost:8000/v1"
        )
    return base_url.rstrip("/")


def _checked_key(key: str | None) -> str | None:
    key = (key or "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise EndpointError("the API key holds characters that no header can carry; set OPENAI_API_KEY anew")
    return key or None


def _proxy_for(base_url: str) -> str | None:
    parts = urlsplit(base_url)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)
