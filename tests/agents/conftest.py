"""A tiny world to play in, agents written to files, and the stub endpoint of tests/models."""

from __future__ import annotations

import importlib.util
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tacit.dialogue import (
    AgentView,
    Dialogue,
    Ending,
    Limits,
    Message,
    Scenario,
    Tool,
    ToolCall,
    ToolResult,
    ToolResults,
    UserTurn,
    UserView,
    Who,
)
from tacit.goals import Goal

Write = Callable[..., str]
TOOL = Tool("look", "Looks at something.", {"type": "object", "properties": {"at": {"type": "string"}}})


class Looking:
    """A session with one tool."""

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        return ToolResults(tuple(ToolResult(call.id, f"looked: {call.arguments}") for call in calls))


class Content:
    """A user who is satisfied with the first thing that is said."""

    def reply(self, view: UserView) -> UserTurn:
        return UserTurn("thanks", ending=Ending.SATISFIED)


@pytest.fixture
def scenario() -> Scenario:
    """A task without intents."""
    return Scenario(
        id="s", world="tiny", family="f", split="dev", seed=1, goal=Goal(intents=()), opening="hello", precise="hello"
    )


@pytest.fixture
def dialogue(scenario: Scenario) -> Dialogue:
    """A dialogue that waits for the agent."""
    return Dialogue(scenario, "Help the user.", (TOOL,), Limits())


@pytest.fixture
def roles() -> tuple[Looking, Content]:
    """The session and the user that go with the dialogue."""
    return Looking(), Content()


@pytest.fixture
def view() -> AgentView:
    """A conversation that has got as far as a tool's result."""
    messages = (
        Message("system", "Help the user."),
        Message("user", "hello"),
        Message("assistant", None, (ToolCall("c1", "look", "{}"),)),
        Message("tool", "nothing there", tool_call_id="c1"),
    )
    return AgentView(messages, (TOOL,))


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Writes an agent's module and returns the specification of a name in it; forgets the module afterwards."""
    path, modules = list(sys.path), set(sys.modules)

    def write(source: str, name: str = "agent", file: str = "my_agent.py") -> str:
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(source))
        return f"{target}:{name}"

    yield write
    sys.path[:] = path
    for module in set(sys.modules) - modules:
        if str(tmp_path) in str(getattr(sys.modules[module], "__file__", "")):
            del sys.modules[module]


def load_stub() -> Any:
    """The module ``tests/models/stub.py``, wherever pytest thinks it belongs."""
    name = "tacit_stub_endpoint"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / "models" / "stub.py")
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def steps() -> Any:
    """The module that makes steps for a script: ``steps.say("hi")``."""
    return load_stub()


@pytest.fixture
def stub(clean_environment: None) -> Iterator[Any]:
    """A running stub endpoint."""
    with load_stub().Stub() as server:
        yield server


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no address, no proxy."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
