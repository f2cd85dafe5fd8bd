"""Repeats attempts that failed in passing, until there is a reply or no more hope.

Delays are 0.5, 1, 2, 4, 8, 8, … seconds, or what the server's ``Retry-After`` asks for if that is longer: no
jitter, so that runs are repeatable. What a server asks of one call holds for all that go to it: none is sent
before that time is over.

An endpoint that has never answered and refuses the key, the model or the address stops the run; one that has is
known to be set up right, and what it refuses later is the failure of that one call.
"""

from __future__ import annotations

import asyncio
import time

from tacit.errors import EndpointError, EndpointSetupError
from tacit.models._endpoint import LONGEST_RETRY_AFTER, Endpoint, Fault
from tacit.models._reply import Reply, read_reply
from tacit.models._request import Request

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0


class Retrying:
    """The innermost layer: the endpoint, and patience.

    Args:
        retries: how often a request is repeated after 429, 5xx, a time-out or a dropped connection.
    """

    def __init__(self, endpoint: Endpoint, retries: int) -> None:
        self._endpoint = endpoint
        self._retries = retries
        self._answered = False
        self._not_before = 0.0

    async def __call__(self, request: Request) -> Reply:
        """The reply to a request.

        Errors are raised outside any ``except`` block, so that none is chained to one that holds the request's headers.
        """
        attempt = 0
        while True:
            while (left := self._not_before - time.monotonic()) > 0:
                await asyncio.sleep(left)
            answer = await self._endpoint.attempt(request.body)
            attempt += 1
            if isinstance(answer, bytes):
                break
            if not answer.again or attempt > self._retries or answer.wait > LONGEST_RETRY_AFTER:
                raise self._error(answer, attempt)
            self._not_before = max(self._not_before, time.monotonic() + answer.wait)
            await asyncio.sleep(max(answer.wait, min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)))
        try:
            reply = read_reply(answer, attempt)
            self._answered = True
            return self._endpoint.scrubbed(reply)
        except ValueError as error:
            problem = f"gave an answer that cannot be used: {error}"
        raise self._error(Fault(problem, "check that it speaks the OpenAI chat format"), attempt)

    def _error(self, fault: Fault, attempts: int) -> EndpointError | EndpointSetupError:
        text = self._endpoint.explain(fault, attempts)
        if fault.setup and not self._answered:
            return EndpointSetupError(text)
        return EndpointError(text, fault.status)
