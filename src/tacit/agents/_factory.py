"""From ``--agent SPEC`` to something that makes one agent an episode.

    openai/MODEL             a model behind an OpenAI-compatible endpoint
    path/to/module.py:NAME   a Python function, async function or class, from a file
    package.module:NAME      the same, from an importable module

Whatever can be found wrong before the first episode is found here and raised as ``AgentLoadError``.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec

from tacit.agents._endpoint import EndpointAgent
from tacit.agents._isolated import IsolatedAgent, probe
from tacit.agents._python import AsyncAgent, ThreadAgent
from tacit.agents._source import full_spec, load_source
from tacit.dialogue import Agent, Scenario, digest
from tacit.errors import AgentLoadError, EndpointError
from tacit.models import CallTerms, ChatClient

_ENDPOINT = "openai/"
_OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class AgentFactory:
    """Makes the agent under test, afresh for every episode.

    Args:
        name: how the agent is called in records and reports.
        digest: hash of its code, or of its endpoint and settings; part of an episode's id.
        make: the agent for a scenario. Only ceilings read it. An agent that has an (async) ``close`` wants
            it called when its episode ends, however it ends.
        instant: whether it answers at once, so that neither an event loop nor a thread is needed.
        own_time: whether it keeps to the time for an act by itself, so that nobody else may measure it. Waiting
            for its turn at an endpoint is not acting.
        close: to be awaited when the run ends, in the event loop that the agents acted in; None if there
            is nothing to clean up.
    """

    name: str
    digest: str
    make: Callable[[Scenario], Agent]
    instant: bool = False
    own_time: bool = False
    close: Callable[[], Awaitable[None]] | None = None


def load(
    spec: str,
    *,
    base_url: str | None = None,
    isolate: bool = False,
    act_seconds: float = 60.0,
    terms: CallTerms | None = None,
) -> AgentFactory:
    """The agent that a specification names.

    Args:
        spec: ``path/to/module.py:NAME``, ``package.module:NAME`` or ``openai/MODEL``. For a Python agent,
            NAME is a function ``(messages, tools) -> message``, plain or async, or a class with a method
            ``act(self, messages, tools)``, constructed without arguments for every episode.
        base_url: where ``openai/MODEL`` runs; by default ``$OPENAI_BASE_URL``, else OpenAI itself. Python
            agents take no notice of it, nor endpoints of ``isolate``.
        isolate: give every episode of a Python agent a process of its own, which is killed when the agent
            hangs. Without it the agent shares this process: a plain function runs in a thread, which can
            only be abandoned, and an async one in the run's event loop, which it can block.
        act_seconds: how long one attempt at a request to an endpoint, or loading in a process of its own, may take.
        terms: the terms on which endpoints are called, to be shared by the agents of a run.

    The digest of a Python agent covers the file that NAME is in, not what that file imports.

    Raises:
        AgentLoadError: it names nothing that can be run; one line that says what to do. Where an exception
            is behind it, that is its cause.
        UsageError: the terms have a budget in dollars, and the model has no price.
    """
    if spec.startswith(_ENDPOINT) and ".py:" not in spec:
        return _endpoint(spec, base_url, act_seconds, terms or CallTerms())
    if isolate:
        full = full_spec(spec)
        return AgentFactory(spec, probe(full, act_seconds), lambda scenario: IsolatedAgent(full))
    source = load_source(spec)
    adapter = AsyncAgent if source.is_async else ThreadAgent
    return AgentFactory(spec, source.digest, lambda scenario: adapter(source))


def _endpoint(spec: str, base_url: str | None, act_seconds: float, terms: CallTerms) -> AgentFactory:
    model = spec.removeprefix(_ENDPOINT)
    if not model:
        raise AgentLoadError(f"{spec!r} names no model; write openai/MODEL")
    if find_spec("aiohttp") is None and not terms.offline:
        raise AgentLoadError(f"{spec!r} needs a library that is not installed; run: pip install 'tacit[endpoints]'")
    address = base_url or os.environ.get("OPENAI_BASE_URL")
    if not address and not os.environ.get("OPENAI_API_KEY", "").strip() and not terms.offline:
        raise AgentLoadError(
            f"{spec!r} needs a key or an address; set OPENAI_API_KEY, or give --base-url (or OPENAI_BASE_URL)"
        )
    try:
        client = ChatClient(address or _OPENAI, model, timeout=act_seconds, terms=terms)
    except EndpointError as error:
        raise AgentLoadError(f"{spec!r} cannot be used: {error}") from error
    identity = digest({"base_url": client.base_url, "model": model, "settings": {}})

    def make(scenario: Scenario) -> EndpointAgent:
        return EndpointAgent(client, luck=f"{scenario.id} {scenario.seed} {scenario.trial}")

    return AgentFactory(spec, identity, make, own_time=True, close=client.aclose)
