"""Replies that are records: a JSON schema goes out, what comes back is validated, and repaired once if need be.

An endpoint that does not take ``response_format`` answers 400 or 422; it is then told the schema in words, and from
the first time that this works, always.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from tacit.errors import EndpointError, StructuredReplyError
from tacit.models._reply import Reply, TokenCount, one_line

_Shape = TypeVar("_Shape", bound=BaseModel)
_NOT_TAKEN = (400, 422)
_MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class StructuredReply(Generic[_Shape]):
    """A record that a model filled in, and what it cost, the repair included."""

    value: _Shape
    usage: TokenCount


class Structuring:
    """Asks a model for records.

    Args:
        model: its name, for errors.
        chat: asks it for a message.
    """

    def __init__(self, model: str, chat: Callable[..., Awaitable[Reply]]) -> None:
        self._model = model
        self._chat = chat
        self._takes_schemas = True

    async def ask(
        self, shape: type[_Shape], messages: list[dict[str, Any]], luck: str, settings: Mapping[str, Any]
    ) -> StructuredReply[_Shape]:
        """The record; see ``ChatClient.reply_as``."""
        reply = await self._first(shape, messages, luck, settings)
        try:
            return StructuredReply(_read(shape, reply), reply.usage)
        except ValueError as error:
            problem = str(error)
        repair = [
            *messages,
            {"role": "assistant", "content": reply.message.content or ""},
            {"role": "user", "content": f"That does not fit: {problem}. {_in_words(shape)}"},
        ]
        second = await self._chat(repair, luck=luck, **self._format(shape), **settings)
        try:
            return StructuredReply(_read(shape, second), reply.usage + second.usage)
        except ValueError as error:
            problem = str(error)
        raise StructuredReplyError(
            f"the model {self._model!r} gave no valid {shape.__name__}, even when it was told what was wrong: "
            f"{one_line(problem)}; use a model that can follow a JSON schema"
        )

    async def _first(
        self, shape: type[BaseModel], messages: list[dict[str, Any]], luck: str, settings: Mapping[str, Any]
    ) -> Reply:
        if self._takes_schemas:
            try:
                return await self._chat(messages, luck=luck, **self._format(shape), **settings)
            except EndpointError as error:
                if error.status not in _NOT_TAKEN:
                    raise
        told = [*messages, {"role": "user", "content": _in_words(shape)}]
        reply = await self._chat(told, luck=luck, **settings)
        self._takes_schemas = False
        return reply

    def _format(self, shape: type[BaseModel]) -> dict[str, Any]:
        if not self._takes_schemas:
            return {}
        described = {"name": shape.__name__, "schema": shape.model_json_schema()}
        return {"response_format": {"type": "json_schema", "json_schema": described}}


def _in_words(shape: type[BaseModel]) -> str:
    schema = json.dumps(shape.model_json_schema())
    return f"Reply with one JSON object that fits this JSON schema, and nothing else:\n{schema}"


def _read(shape: type[_Shape], reply: Reply) -> _Shape:
    """The record in a reply, whatever stands around it.

    Raises:
        ValueError: there is none; the text says why, for the model to read.
    """
    content = reply.message.content or ""
    start, end = content.find("{"), content.rfind("}")
    if start < 0 or end < start:
        raise ValueError("there is no JSON object in it")
    try:
        return shape.model_validate_json(content[start : end + 1])
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False, include_context=False)[:_MOST_PROBLEMS]
    raise ValueError("; ".join(f"{'.'.join(map(str, p['loc'])) or 'the object'}: {p['msg']}" for p in problems))
