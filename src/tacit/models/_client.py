"""A thin client of the OpenAI-compatible chat format.

``ChatClient`` writes requests and prices replies; everything else is done by layers that it stacks once: kept
answers, limits, budget, retries, and the endpoint itself.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from tacit.models._endpoint import Endpoint
from tacit.models._reply import Reply
from tacit.models._request import Request
from tacit.models._retry import Retrying
from tacit.models._structured import StructuredReply, Structuring
from tacit.models._terms import CallTerms

_Shape = TypeVar("_Shape", bound=BaseModel)


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
        terms: limits, budget, prices and kept answers, to be shared by the clients of a run.

    Raises:
        EndpointError: the URL or the key cannot be used.
        UsageError: the budget is in dollars, and the model has no price.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str | None = None,
        timeout: float = 60.0,
        retries: int = 3,
        terms: CallTerms | None = None,
    ) -> None:
        terms = terms or CallTerms()
        self._endpoint = Endpoint(base_url, api_key, timeout)
        self.base_url, self.model = self._endpoint.base_url, model
        self._price = terms.prices.of(model)
        self._call = terms.around(Retrying(self._endpoint, retries), self.base_url, model)
        self._structuring = Structuring(model, self.chat)

    def __repr__(self) -> str:
        return f"ChatClient({self.base_url!r}, {self.model!r})"

    async def chat(
        self, messages: list[dict[str, Any]], tools: list[dict[str, Any]] | None = None, luck: str = "", **settings: Any
    ) -> Reply:
        """The model's next message.

        Args:
            messages: the conversation, chat-completions-shaped.
            tools: what the model may call; none are sent if empty.
            luck: where answers are kept, equal requests with equal luck have the same answer, others their own.
                It is not sent.
            settings: further fields of the request, such as ``temperature``.

        Raises:
            EndpointError: no usable answer, after retries. One line, without the key.
            StoppedError: no more calls can be made: the budget is spent, a recording lacks an answer, or the
                endpoint was never set up.
        """
        fields = {"model": self.model, "messages": messages, **({"tools": tools} if tools else {}), **settings}
        reply = await self._call(Request(self.base_url, self.model, json.dumps(fields).encode(), luck))
        if self._price is None:
            return reply
        usd = self._price.of(reply.usage.input_tokens, reply.usage.output_tokens)
        return replace(reply, usage=replace(reply.usage, usd=usd))

    async def reply_as(
        self, shape: type[_Shape], messages: list[dict[str, Any]], luck: str = "", **settings: Any
    ) -> StructuredReply[_Shape]:
        """The model's next message as a validated record.

        The endpoint is given the record's JSON schema. A reply that does not fit is sent back once, with what is
        wrong with it.

        Args:
            shape: the record; a JSON object.
            messages: the conversation, chat-completions-shaped.
            luck: as for ``chat``.
            settings: as for ``chat``.

        Raises:
            StructuredReplyError: the repaired reply does not fit either.
            EndpointError: as for ``chat``.
            StoppedError: as for ``chat``.
        """
        return await self._structuring.ask(shape, messages, luck, settings)

    async def aclose(self) -> None:
        """Close the connections of the running event loop. The client can be used again afterwards."""
        await self._endpoint.aclose()
