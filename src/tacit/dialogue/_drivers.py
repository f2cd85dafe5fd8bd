"""Drivers: they do the waiting that the dialogue does not.

Both drivers make the same calls in the same order, so the same roles give the same dialogue. Whatever a
role raises becomes a typed ending in that role's hands; a driver itself raises nothing but cancellation, and a
``StoppedError``, which is nobody's fault and ends more than one conversation.
"""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Iterable
from typing import Any

from tacit.dialogue._acts import Act, AgentTurn, Ending, NeedAgent, NeedTools, NeedUser, ToolResults, UserTurn
from tacit.dialogue._deadline import Deadline
from tacit.dialogue._loop import Dialogue, Limits
from tacit.dialogue._roles import Agent, Session, User, World
from tacit.dialogue._scenario import Scenario
from tacit.errors import StoppedError

_CULPRIT = {NeedUser: Ending.USER_ERROR, NeedAgent: Ending.AGENT_ERROR, NeedTools: Ending.WORLD_ERROR}


def begin(world: World, scenario: Scenario, limits: Limits) -> tuple[Dialogue, Session]:
    """A fresh dialogue and the session its tools run in."""
    return Dialogue(scenario, world.instructions, world.tools(scenario), limits), world.open(scenario)


def resume(world: World, scenario: Scenario, limits: Limits, acts: Iterable[Act]) -> tuple[Dialogue, Session]:
    """The dialogue and the session that ``acts`` led to; tool calls are run again, in order."""
    dialogue, session = begin(world, scenario, limits)
    for act in acts:
        need = dialogue.awaiting
        if isinstance(act, ToolResults) and isinstance(need, NeedTools):
            session.run(need.calls, need.who)
        dialogue.take(act)
    return dialogue, session


def converse(dialogue: Dialogue, session: Session, user: User, agent: Agent) -> Dialogue:
    """Play a dialogue to its end with roles that answer at once; no event loop."""
    start = time.monotonic() - dialogue.elapsed
    while (need := dialogue.awaiting) is not None:
        try:
            _tell(dialogue, _ask(need, dialogue, session, user, agent), start)
        except StoppedError as error:
            dialogue.fail(Ending.CANCELLED, describe(error))
            raise
        except Exception as error:
            dialogue.fail(_CULPRIT[type(need)], describe(error))
    return dialogue


async def converse_async(
    dialogue: Dialogue, session: Session, user: User, agent: Agent, act_seconds: float | None = None
) -> Dialogue:
    """Play a dialogue to its end; any role may be asynchronous.

    Args:
        act_seconds: the longest the agent may take for one act; longer is an agent error.
    """
    start = time.monotonic() - dialogue.elapsed
    with Deadline(act_seconds) as deadline:
        while (need := dialogue.awaiting) is not None:
            try:
                done = _ask(need, dialogue, session, user, agent)
                if inspect.isawaitable(done):
                    done = await (deadline.keep(done) if isinstance(need, NeedAgent) else done)
                _tell(dialogue, done, start)
            except asyncio.CancelledError as error:
                if _is_cancelled():
                    dialogue.fail(Ending.CANCELLED, "cancelled")
                    raise
                dialogue.fail(_CULPRIT[type(need)], describe(error))
            except StoppedError as error:
                dialogue.fail(Ending.CANCELLED, describe(error))
                raise
            except Exception as error:
                dialogue.fail(_CULPRIT[type(need)], describe(error))
    return dialogue


def describe(error: BaseException) -> str:
    """One line about an exception, for a record; one that cannot say what it is gives its name."""
    try:
        text = " ".join(str(error).split())[:300]
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _ask(need: Any, dialogue: Dialogue, session: Session, user: User, agent: Agent) -> Any:
    match need:
        case NeedUser():
            return user.reply(dialogue.view_for_user())
        case NeedAgent():
            return agent.act(dialogue.view_for_agent())
        case NeedTools(calls, who):
            return session.run(calls, who)


def _tell(dialogue: Dialogue, done: Any, start: float) -> None:
    match done:
        case AgentTurn():
            dialogue.agent_did(done, time.monotonic() - start)
        case UserTurn():
            dialogue.user_did(done)
        case ToolResults():
            dialogue.tools_did(done)
        case _:
            raise TypeError(f"returned a {type(done).__name__}, which is no act")


def _is_cancelled() -> bool:
    """Whether somebody wants this task to stop, rather than a role whose own work was cancelled."""
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0
