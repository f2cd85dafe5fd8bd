"""Agents that are Python code in this process: plain ones in a thread of their own, async ones in the loop.

Whatever the code raises becomes an ``AgentError``, even what usually ends a process (``sys.exit``) or a
task (a cancellation of the agent's own making), because an agent's failure ends its episode and no more.
A cancellation from outside passes through.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from tacit.agents._source import Source
from tacit.agents._thread import CallThread
from tacit.agents._wire import outgoing, turn_of
from tacit.dialogue import AgentTurn, AgentView
from tacit.errors import AgentError

_Dicts = list[dict[str, Any]]


class Player:
    """One episode's instance of a Python agent; made at the first call, wherever that happens."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._play: Callable[..., Any] | None = None

    def play(self, messages: _Dicts, tools: _Dicts) -> Any:
        """Call a plain agent. Raises AgentError for whatever it raises."""
        try:
            return self._callable()(messages, tools)
        except BaseException as error:
            raise _raised(error) from error

    async def play_async(self, messages: _Dicts, tools: _Dicts) -> Any:
        """Call and await an async agent. Raises AgentError for whatever it raises."""

        async def played() -> Any:
            return await self._callable()(messages, tools)

        return await settled(played())

    def _callable(self) -> Callable[..., Any]:
        if self._play is None:
            self._play = self._source.fresh()
        return self._play


async def settled(awaitable: Awaitable[Any]) -> Any:
    """Await something of the agent's. Raises AgentError for whatever it raises."""
    try:
        return await awaitable
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise _raised(error) from error
    except (Exception, SystemExit) as error:
        raise _raised(error) from error


class AsyncAgent:
    """An async function, or a class whose ``act`` is one; awaited in the loop of the run."""

    def __init__(self, source: Source) -> None:
        self._player = Player(source)

    async def act(self, view: AgentView) -> AgentTurn:
        """What the agent does next.

        Raises:
            AgentError: it raised, or returned no message.
        """
        messages, tools = outgoing(view)
        return turn_of(await self._player.play_async(messages, tools), len(view.messages))


class ThreadAgent:
    """A plain function, or a class whose ``act`` is one; called in a daemon thread of this episode.

    If what it returns is awaitable after all (a lambda around an async function), it is awaited in the loop.
    """

    def __init__(self, source: Source) -> None:
        self._player = Player(source)
        self._thread = CallThread("tacit-agent")

    async def act(self, view: AgentView) -> AgentTurn:
        """What the agent does next. Cancelling abandons the thread to whatever it is doing.

        Raises:
            AgentError: it raised, or returned no message.
        """
        messages, tools = outgoing(view)
        returned = await self._thread.call(lambda: self._player.play(messages, tools))
        if inspect.isawaitable(returned):
            returned = await settled(returned)
        return turn_of(returned, len(view.messages))

    async def close(self) -> None:
        """Let the thread end."""
        self._thread.end()


def _raised(error: BaseException) -> AgentError:
    text = " ".join(str(error).split())[:300]
    return AgentError(f"the agent raised {type(error).__name__}" + (f": {text}" if text else ""))
