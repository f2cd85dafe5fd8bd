"""Agents that are Python code in a process of their own, from the side of the run.

All reading and writing happens in the episode's ``CallThread``; ``kill`` may come from anywhere and makes
it return. Invariant: once an episode is closed, neither the process nor anything in its group is left.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO
from weakref import finalize

from tacit.agents._protocol import receive, send
from tacit.agents._thread import CallThread
from tacit.agents._wire import outgoing, turn_of
from tacit.dialogue import AgentTurn, AgentView
from tacit.errors import AgentError, AgentLoadError

_EXIT_SECONDS = 1.0


class WorkerProcess:
    """One worker. Its methods block, except ``kill``."""

    def __init__(self, spec: str) -> None:
        self._command = [sys.executable, "-P", "-m", "tacit.agents._worker", spec]
        self._lock = threading.Lock()
        self._popen: subprocess.Popen[bytes] | None = None
        self._gone = False
        self.killed = False

    @property
    def pid(self) -> int | None:
        """The id of the process, once it was started."""
        return self._popen.pid if self._popen else None

    def start(self) -> dict[str, Any]:
        """Start it and wait for its first line.

        Raises:
            AgentError: it died first.
        """
        with self._lock:
            if self.killed:
                raise AgentError("the agent's process was stopped before it began")
            self._popen = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._receive()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Its answer to a request.

        Raises:
            AgentError: it died, or its answer was no line of the protocol.
        """
        if self._gone:
            raise AgentError("the agent's process is gone")
        stdin, _ = self._pipes()
        try:
            send(stdin, request)
        except OSError:
            raise self._death() from None
        return self._receive()

    def kill(self) -> None:
        """Kill it and everything in its process group, now, even while another thread waits for it."""
        with self._lock:
            self.killed = True
            if self._popen is not None and not self._gone:
                with suppress(ProcessLookupError, PermissionError):  # macOS: the latter if it just ended
                    os.killpg(self._popen.pid, signal.SIGKILL)

    def reap(self) -> int | None:
        """Wait for its end, hastened if need be, and close the pipes; its exit status. Once is enough."""
        if self._popen is None:
            return None
        try:
            status = self._popen.wait(_EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._popen.wait()
        with self._lock:
            if not self._gone:
                with suppress(ProcessLookupError, PermissionError):  # children it left behind keep its group alive
                    os.killpg(self._popen.pid, signal.SIGKILL)
            self._gone = True
        for pipe in self._pipes():
            with suppress(OSError):  # what could not be written is lost on nobody
                pipe.close()
        return status

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        assert self._popen is not None and self._popen.stdin is not None and self._popen.stdout is not None
        return self._popen.stdin, self._popen.stdout  # type: ignore[return-value]

    def _receive(self) -> dict[str, Any]:
        _, stdout = self._pipes()
        try:
            line = receive(stdout)
        except ValueError as error:
            self.kill()
            raise AgentError(f"the agent's process sent something that is no answer: {error}") from error
        if line is None:
            raise self._death()
        return line

    def _death(self) -> AgentError:
        status = self.reap()
        name = ""
        if status is not None and status < 0:
            with suppress(ValueError):
                name = f", {signal.Signals(-status).name}"
        return AgentError(f"the agent's process died (exit status {status}{name})")


class IsolatedAgent:
    """A Python agent in a process that starts with its first act and is killed when the episode ends."""

    def __init__(self, spec: str) -> None:
        self._process = WorkerProcess(spec)
        self._thread = CallThread("tacit-agent-process")
        self._release = finalize(self, _release, self._process, self._thread)

    @property
    def pid(self) -> int | None:
        """The id of its process, once there is one."""
        return self._process.pid

    async def act(self, view: AgentView) -> AgentTurn:
        """What the agent does next. Cancelling kills the process.

        Raises:
            AgentError: it raised, returned no message, or its process died.
        """
        messages, tools = outgoing(view)
        request = {"messages": messages, "tools": tools}
        try:
            answer = await self._thread.call(lambda: self._answer(request))
        except asyncio.CancelledError:
            self._process.kill()
            raise
        if "message" not in answer:
            raise AgentError(str(answer.get("error")))
        return turn_of(answer["message"], len(messages))

    async def close(self) -> None:
        """Kill the process and wait until it is gone."""
        self._process.kill()
        try:
            if self._release.alive and self._process.pid is not None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._thread.call(self._process.reap), 2 * _EXIT_SECONDS)
        finally:
            self._release()

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._process.pid is None:
            hello = self._process.start()
            if "load_error" in hello:
                return {"error": f"the agent no longer loads: {hello['load_error']}"}
        return self._process.ask(request)


def _release(process: WorkerProcess, thread: CallThread) -> None:
    process.kill()
    thread.end(last=process.reap)


def probe(spec: str, seconds: float) -> str:
    """Load an agent in a process, for its digest and to see that it can be done.

    Raises:
        AgentLoadError: it cannot, or it takes longer than ``seconds``. A note holds the traceback.
    """
    if os.name != "posix":
        raise AgentLoadError("agents can be isolated on Linux and macOS only; run without isolation")
    process = WorkerProcess(spec)
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        hello = process.start()
    except AgentError as error:
        if process.killed:
            raise AgentLoadError(f"{spec!r} did not load within {seconds:g} seconds; make importing quick") from error
        raise AgentLoadError(f"{spec!r} cannot be loaded, {error}; run it without isolation to see why") from error
    finally:
        timer.cancel()
        process.kill()
        process.reap()
    if "load_error" in hello:
        error = AgentLoadError(hello["load_error"])
        error.add_note(hello.get("traceback", ""))
        raise error
    return hello["digest"]
