"""One attempt at ``POST {base_url}/chat/completions``: it gives a body, or a ``Fault`` that says why there is none.

Invariant: the key is in the request's header and nowhere else; every text that leaves is scrubbed of it.
aiohttp is imported on the first call, so ``import tacit.models`` stays light.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import math
import os
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from weakref import WeakKeyDictionary

from tacit.errors import EndpointError
from tacit.models._reply import Reply, ReplyMessage, one_line, server_message

if TYPE_CHECKING:
    import aiohttp

LONGEST_RETRY_AFTER = 120.0

# A shorter one is a placeholder for servers that want none, such as "EMPTY", and may well be a word of the reply.
_SHORTEST_SECRET = 16

_ADVICE = {
    400: "check that the model takes tools and that the conversation fits its context",
    401: "check OPENAI_API_KEY",
    403: "check that OPENAI_API_KEY may use this model",
    404: "check the base URL (it usually ends in /v1) and the model's name",
    429: "run fewer episodes at once, or wait",
}
_ABOUT_ONE_REQUEST = (400, 408, 409, 413, 422, 429)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an attempt gave no body, and what to do.

    ``again`` says whether another attempt can help, ``wait`` how many seconds the server asked for before it.
    ``setup`` marks what is wrong with the key, the model's name or the address, not with this request.
    """

    problem: str
    advice: str
    again: bool = True
    wait: float = 0.0
    setup: bool = False
    status: int = 0


class Endpoint:
    """Where models are served; keeps one connection pool for each event loop it is used in.

    Args:
        base_url: what comes before ``/chat/completions``.
        api_key: sent as bearer token; by default the environment variable ``OPENAI_API_KEY``, if set.
        timeout: seconds an attempt may take, from connecting to the last byte.

    Raises:
        EndpointError: the URL or the key cannot be used.
    """

    def __init__(self, base_url: str, api_key: str | None, timeout: float) -> None:
        self.base_url = _checked_url(base_url)
        self._timeout = timeout
        self._key = _checked_key(os.environ.get("OPENAI_API_KEY") if api_key is None else api_key)
        self._proxy = _proxy_for(self.base_url)
        self._sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.ClientSession] = WeakKeyDictionary()

    async def attempt(self, body: bytes) -> bytes | Fault:
        """Send a request, once."""
        import aiohttp

        url = f"{self.base_url}/chat/completions"
        try:
            # not aiohttp's own time-out: it swallows a cancellation that comes at the same moment
            async with (
                asyncio.timeout(self._timeout),
                self._session().post(url, data=body, proxy=self._proxy, allow_redirects=False) as response,
            ):
                answer = await response.read()
        except TimeoutError:
            return Fault(f"did not answer within {self._timeout:g} seconds", "check that it is not overloaded")
        except aiohttp.ClientConnectorError as error:
            return Fault(f"cannot be reached: {error}", "check the address and that a server runs there", setup=True)
        except (aiohttp.ClientError, OSError) as error:
            return Fault(f"dropped the connection: {error or type(error).__name__}", "look at the server's log")
        if response.status == 200:
            return answer
        return _refusal(response.status, answer, _retry_after(response.headers.get("Retry-After")))

    async def aclose(self) -> None:
        """Close the connections of the running event loop. The endpoint can be used again afterwards."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
            await session.close()

    def explain(self, fault: Fault, attempts: int) -> str:
        """One line about a fault, for people, without the key."""
        tries = f" (tried {attempts} times)" if attempts > 1 else ""
        return f"the endpoint {self.base_url} {one_line(self._scrub(fault.problem))}{tries}; {fault.advice}"

    def scrubbed(self, reply: Reply) -> Reply:
        """The reply, without the key where a server repeated it."""
        if not self._key or len(self._key) < _SHORTEST_SECRET:
            return reply
        content, calls = reply.message.content, reply.message.tool_calls
        told = ReplyMessage(
            content and self._scrub(content),
            tuple(
                replace(
                    call, id=self._scrub(call.id), name=self._scrub(call.name), arguments=self._scrub(call.arguments)
                )
                for call in calls
            ),
        )
        return replace(reply, message=told)

    def _scrub(self, text: str) -> str:
        if not self._key:
            return text
        return text.replace(self._key, "[key]").replace(json.dumps(self._key)[1:-1], "[key]")

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


def _refusal(status: int, body: bytes, wait: float) -> Fault:
    again = status in (408, 429) or status >= 500
    advice = _ADVICE.get(status, "look at the server's log" if status >= 500 else "check the base URL")
    if again and wait > LONGEST_RETRY_AFTER:
        advice = f"it asks to wait {wait:.0f} seconds, so try again later"
    setup = status < 500 and status not in _ABOUT_ONE_REQUEST
    return Fault(f"answered {status}: {server_message(body)}", advice, again, wait, setup, status)


def _retry_after(header: str | None) -> float:
    """Seconds to wait, from a header that holds either those or a date; 0 if it says nothing of use."""
    try:
        seconds = float(header or 0)
    except ValueError:
        seconds = _until(header or "")
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _until(date: str) -> float:
    try:
        return (parsedate_to_datetime(date) - dt.datetime.now(dt.UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):  # TypeError: a date without a time zone
        return 0.0


def _checked_url(base_url: str) -> str:
    if "@" in base_url or "?" in base_url:
        raise EndpointError(
            "the base URL holds a user name, a password or a query; put the key in OPENAI_API_KEY instead"
        )
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
