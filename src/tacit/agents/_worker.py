"""An agent's own process, from the inside: ``python -P -m tacit.agents._worker SPEC``. See ``_protocol``."""

from __future__ import annotations

import asyncio
import inspect
import os
import signal
import sys
import threading
import time
import traceback
from queue import SimpleQueue
from typing import Any, BinaryIO

from tacit.agents._protocol import receive, send
from tacit.agents._python import Player, settled
from tacit.agents._source import Source, load_source
from tacit.agents._wire import turn_of
from tacit.dialogue import Message
from tacit.errors import AgentError, AgentLoadError

_GRACE_SECONDS = 5.0
_Requests = SimpleQueue[dict[str, Any] | None]


def main(spec: str) -> int:
    """Serve one episode; the exit status."""
    incoming, answers = _take_over_pipes()
    requests: _Requests = SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, requests), daemon=True).start()
    try:
        source = load_source(spec)
    except AgentLoadError as error:
        send(answers, {"load_error": str(error), "traceback": "".join(traceback.format_exception(error))})
        return 1
    send(answers, {"ready": True, "digest": source.digest})
    player = Player(source)
    with asyncio.Runner() as runner:
        while (request := requests.get()) is not None:
            send(answers, _answer(runner, source, player, request))
    return 0


def _answer(runner: asyncio.Runner, source: Source, player: Player, request: dict[str, Any]) -> dict[str, Any]:
    messages, tools = request["messages"], request["tools"]
    place = len(messages)
    try:
        if source.is_async:
            returned = runner.run(player.play_async(messages, tools))
        else:
            returned = player.play(messages, tools)
            if inspect.isawaitable(returned):
                returned = runner.run(settled(returned))
        turn = turn_of(returned, place)
    except AgentError as error:
        return {"error": str(error)}
    return {"message": Message("assistant", turn.text, turn.tool_calls).to_openai()}


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the run, moved out of the way of whatever the agent prints and reads."""
    incoming, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, answers


def _listen(incoming: BinaryIO, requests: _Requests) -> None:
    """Pass requests on. When the run is gone but the agent hangs, nobody else will end this process."""
    while (request := receive(incoming)) is not None:
        requests.put(request)
    requests.put(None)
    time.sleep(_GRACE_SECONDS)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
