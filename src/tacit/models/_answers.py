"""Answers of models kept on disk, one file each, named after the hash of the request it answers.

The same folder serves three uses. A *cache* answers what it can and keeps what it had to ask. A *recording* does
the same, and keeps failures too, so that a run can be replayed to the letter. A *replay* asks nobody, and an answer
that it lacks stops the run.

Files are written under another name and renamed, so several processes can share a folder and a killed one leaves no
half an answer. Sampling is respected by the hash: whoever wants another answer to an equal request gives other luck.
What is kept is the reply as it was read, without request, header or key.
"""

from __future__ import annotations

import asyncio
import os
from enum import StrEnum
from pathlib import Path
from typing import Literal
from weakref import WeakValueDictionary

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from tacit.errors import AnswersError, EndpointError
from tacit.models._reply import CallRequest, Reply, ReplyMessage, TokenCount
from tacit.models._request import Call, Request


class Use(StrEnum):
    """What a folder of answers is for."""

    CACHE = "cache"
    RECORD = "record"
    REPLAY = "replay"


class Answers:
    """A folder of kept answers.

    Args:
        path: the folder; it is made if it is not there, unless it is to be replayed.
        use: what it is for.

    Raises:
        AnswersError: the folder cannot be used.
    """

    def __init__(self, path: str | Path, use: Use) -> None:
        self.path, self.use = Path(path), use
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        if use is Use.REPLAY:
            if not any(self.path.glob("??/*.json")):
                raise AnswersError(f"{str(path)!r} holds no recording to replay; make one with --record")
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AnswersError(
                f"{str(path)!r} cannot hold answers ({error.strerror}); choose another folder"
            ) from error

    @property
    def empty(self) -> bool:
        """Whether there is nothing in the folder."""
        return not any(self.path.iterdir())

    def around(self, call: Call) -> Call:
        """A layer that answers from the folder where it can."""

        async def kept(request: Request) -> Reply:
            name = request.hash
            # the same question asked twice at once is asked once
            async with self._asking.setdefault(name, asyncio.Lock()):
                entry = self._read(name)
                if entry is not None:
                    return entry.reply()
                if self.use is Use.REPLAY:
                    raise AnswersError(
                        f"the recording {str(self.path)!r} holds no answer to a call of {request.model!r} "
                        f"({name[:12]}…); replay the command that made it, or record again"
                    )
                return await self._ask(call, request, name)

        return kept

    async def _ask(self, call: Call, request: Request, name: str) -> Reply:
        try:
            reply = await call(request)
        except EndpointError as error:
            if self.use is Use.RECORD:
                self._write(name, _Entry.of_failure(request, error))
            raise
        self._write(name, _Entry.of(request, reply))
        return reply

    def _file(self, name: str) -> Path:
        return self.path / name[:2] / f"{name}.json"

    def _read(self, name: str) -> _Entry | None:
        file = self._file(name)
        try:
            return _Entry.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AnswersError(f"{str(file)!r} cannot be read ({error.strerror}); check the folder") from error
        except ValidationError:
            remedy = "record again" if self.use is Use.REPLAY else "delete it to have the model asked again"
            raise AnswersError(f"{str(file)!r} is damaged: it is not an answer that was kept here; {remedy}") from None

    def _write(self, name: str, entry: _Entry) -> None:
        file = self._file(name)
        draft = file.with_name(f"{name}.{os.getpid()}.new")
        try:
            file.parent.mkdir(exist_ok=True)
            draft.write_text(entry.model_dump_json(exclude_defaults=True) + "\n", encoding="utf-8")
            draft.replace(file)
        except OSError as error:
            raise AnswersError(f"cannot write to {str(self.path)!r} ({error.strerror}); free some space") from error


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _KeptCall(_Kept):
    id: str
    name: str
    arguments: str


class _Entry(_Kept):
    """A file: a reply, or how the call failed. ``model`` and ``luck`` are for people who look into it."""

    format: Literal[1]
    model: str
    luck: str
    content: str | None = None
    tool_calls: list[_KeptCall] = []
    requests: NonNegativeInt = 1
    input_tokens: NonNegativeInt = 0
    output_tokens: NonNegativeInt = 0
    failure: str | None = None
    status: int = 0

    @classmethod
    def of(cls, request: Request, reply: Reply) -> _Entry:
        """What to keep of a reply."""
        return cls(
            format=1,
            model=request.model,
            luck=request.luck,
            content=reply.message.content,
            tool_calls=[_KeptCall(id=c.id, name=c.name, arguments=c.arguments) for c in reply.message.tool_calls],
            requests=reply.usage.requests,
            input_tokens=reply.usage.input_tokens,
            output_tokens=reply.usage.output_tokens,
        )

    @classmethod
    def of_failure(cls, request: Request, error: EndpointError) -> _Entry:
        """What to keep of a call that failed."""
        return cls(format=1, model=request.model, luck=request.luck, failure=str(error), status=error.status)

    def reply(self) -> Reply:
        """The reply that was kept.

        Raises:
            EndpointError: it was a failure.
        """
        if self.failure is not None:
            raise EndpointError(self.failure, self.status)
        calls = tuple(CallRequest(call.id, call.name, call.arguments) for call in self.tool_calls)
        return Reply(
            ReplyMessage(self.content, calls), TokenCount(self.requests, self.input_tokens, self.output_tokens)
        )
