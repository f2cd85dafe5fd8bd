"""Python agents at work, in this process and in one of their own: the same answers, the same errors."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tacit.agents import load
from tacit.agents._isolated import IsolatedAgent
from tacit.dialogue import AgentTurn, AgentView, Dialogue, Ending, Scenario, ToolCall, converse_async
from tacit.errors import AgentError

Write = Callable[..., str]

AGENTS = """
    import asyncio, subprocess, sys, time
    from types import SimpleNamespace

    def says(messages, tools):
        return f"{len(messages)} {tools[0]['function']['name']} {messages[-1]['content']}"

    async def says_later(messages, tools):
        await asyncio.sleep(0)
        return says(messages, tools)

    looks_later = lambda messages, tools: says_later(messages, tools)

    class Counts:
        def __init__(self):
            self.count = 0
        def act(self, messages, tools):
            self.count += 1
            return {"content": str(self.count)}

    class CountsLater(Counts):
        async def act(self, messages, tools):
            return super().act(messages, tools)

    def calls(messages, tools):
        function = SimpleNamespace(name="look", arguments='{"at": "sky"}')
        return SimpleNamespace(content=None, tool_calls=[SimpleNamespace(id=None, function=function)])

    def talks(messages, tools):
        print("noise", flush=True)
        subprocess.run(["echo", "more noise"])
        print("and", file=sys.stderr)
        return "said"

    def spoils(messages, tools):
        messages[0]["content"] = "spoilt"
        messages[2]["tool_calls"][0]["function"]["name"] = "spoilt"
        messages.clear()
        tools[0]["function"]["parameters"].clear()
        tools.clear()
        return {"tool_calls": [{"function": {"name": "f"}}]}

    def surrogate(messages, tools):
        return "a\\ud800"

    def fails(messages, tools):
        raise ValueError("two\\nlines")

    async def fails_later(messages, tools):
        raise ValueError("two\\nlines")

    def number(messages, tools):
        return 3

    def leaves(messages, tools):
        sys.exit("bye")

    async def leaves_later(messages, tools):
        sys.exit("bye")

    def stops(messages, tools):
        next(iter(()))

    async def cancels_itself(messages, tools):
        raise asyncio.CancelledError

    async def times_itself_out(messages, tools):
        async with asyncio.timeout(0.001):
            await asyncio.sleep(5)

    class Unmakeable:
        def __init__(self):
            raise RuntimeError("not today")
        def act(self, messages, tools): ...

    def hangs(messages, tools):
        while True:
            time.sleep(0.05)

    async def hangs_later(messages, tools):
        await asyncio.sleep(60)
"""


DOES = [
    ("says", 2, AgentTurn("4 look nothing there")),
    ("says_later", 2, AgentTurn("4 look nothing there")),
    ("looks_later", 1, AgentTurn("4 look nothing there")),
    ("Counts", 3, AgentTurn("3")),
    ("CountsLater", 3, AgentTurn("3")),
    ("calls", 1, AgentTurn(None, (ToolCall("call_4_0", "look", '{"at": "sky"}'),))),
    ("talks", 2, AgentTurn("said")),
    ("spoils", 2, AgentTurn(None, (ToolCall("call_4_0", "f", "{}"),))),
    ("surrogate", 1, AgentTurn("a\ufffd")),
]
FAILS = [
    ("fails", "the agent raised ValueError: two lines"),
    ("fails_later", "the agent raised ValueError: two lines"),
    ("number", "the agent returned an int; return a string or a chat message"),
    ("leaves", "the agent raised SystemExit: bye"),
    ("leaves_later", "the agent raised SystemExit: bye"),
    ("stops", "the agent raised StopIteration"),
    ("cancels_itself", "the agent raised CancelledError"),
    ("times_itself_out", "the agent raised TimeoutError"),
    ("Unmakeable", "the agent raised RuntimeError: not today"),
]


async def play(agent: Any, view: AgentView, acts: int = 1) -> AgentTurn:
    """The last of some acts of an agent, which is closed afterwards."""
    try:
        for _ in range(acts - 1):
            await agent.act(view)
        return await agent.act(view)
    finally:
        if hasattr(agent, "close"):
            await agent.close()


def one_act(spec: str, view: AgentView, scenario: Scenario, isolate: bool) -> AgentTurn:
    """What a fresh agent does first."""
    return asyncio.run(play(load(spec, isolate=isolate).make(scenario), view))


@pytest.mark.parametrize(("name", "acts", "turn"), DOES)
def test_what_agents_do(
    write: Write, view: AgentView, scenario: Scenario, name: str, acts: int, turn: AgentTurn
) -> None:
    before = repr(view)
    assert asyncio.run(play(load(write(AGENTS, name)).make(scenario), view, acts)) == turn
    assert repr(view) == before


@pytest.mark.parametrize(("name", "words"), FAILS)
def test_what_goes_wrong_is_an_agent_error(
    write: Write, view: AgentView, scenario: Scenario, name: str, words: str
) -> None:
    with pytest.raises(AgentError) as caught:
        one_act(write(AGENTS, name), view, scenario, False)
    assert str(caught.value) == words


def test_isolated_agents_do_and_fail_the_same(write: Write, view: AgentView) -> None:
    spec = write(AGENTS, "")
    before = repr(view)

    async def main() -> list[AgentTurn | BaseException]:
        work = [play(IsolatedAgent(spec + name), view, acts) for name, acts, _ in DOES]
        work += [play(IsolatedAgent(spec + name), view) for name, _ in FAILS]
        return await asyncio.gather(*work, return_exceptions=True)

    outcomes = asyncio.run(main())
    assert outcomes[: len(DOES)] == [turn for _, _, turn in DOES]
    assert [str(error) for error in outcomes[len(DOES) :]] == [words for _, words in FAILS]
    assert all(type(error) is AgentError for error in outcomes[len(DOES) :])
    assert repr(view) == before


def test_the_cause_is_kept(write: Write, view: AgentView, scenario: Scenario) -> None:
    for name in ("fails", "fails_later"):
        with pytest.raises(AgentError) as caught:
            one_act(write(AGENTS, name), view, scenario, False)
        assert isinstance(caught.value.__cause__, ValueError)


def test_every_episode_has_an_instance_of_its_own(write: Write, view: AgentView, scenario: Scenario) -> None:
    async def main() -> list[str | None]:
        factory = load(write(AGENTS, "Counts"))
        agents: list[Any] = [factory.make(scenario) for _ in range(3)]
        said = [(await agent.act(view)).text for agent in agents]
        await asyncio.gather(*(agent.close() for agent in agents))
        return said

    assert asyncio.run(main()) == ["1", "1", "1"]


@pytest.mark.parametrize("isolate", [False, True])
def test_a_whole_episode(
    write: Write, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any], isolate: bool
) -> None:
    source = """
        def agent(messages, tools):
            if messages[-1]["role"] == "user":
                return {"tool_calls": [{"function": {"name": "look", "arguments": {"at": "sky"}}}]}
            return "I " + messages[-1]["content"]
    """

    async def main() -> None:
        agent: Any = load(write(source), isolate=isolate).make(scenario)
        await converse_async(dialogue, *roles, agent, act_seconds=10)
        await agent.close()

    asyncio.run(main())
    assert dialogue.ending is Ending.SATISFIED, dialogue.detail
    assert [message.content for message in dialogue.messages][3:] == [
        'looked: {"at": "sky"}',
        'I looked: {"at": "sky"}',
        "thanks",
    ]


@pytest.mark.parametrize("name", ["hangs", "hangs_later"])
def test_a_hanging_agent_costs_its_time_and_no_more(
    write: Write, scenario: Scenario, dialogue: Dialogue, roles: tuple[Any, Any], name: str
) -> None:
    async def main() -> None:
        agent: Any = load(write(AGENTS, name)).make(scenario)
        await converse_async(dialogue, *roles, agent, act_seconds=0.2)
        if hasattr(agent, "close"):
            await agent.close()

    start = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - start < 5
    assert dialogue.ending is Ending.AGENT_ERROR
    assert "no answer within 0.2 seconds" in dialogue.detail


def test_a_hanging_agent_holds_up_neither_others_nor_the_exit(write: Write) -> None:
    spec = write(AGENTS, "hangs")
    program = f"""
import asyncio
from tacit.agents import load
from tacit.dialogue import AgentView, Message
view = AgentView((Message("user", "hi"),), ())

async def main():
    hung = [load({spec!r}).make(None) for _ in range(40)]
    async def hang(agent):
        try:
            await asyncio.wait_for(agent.act(view), 0.2)
        except TimeoutError:
            return 1
    print(sum(await asyncio.gather(*map(hang, hung))))
    print((await load({spec.replace("hangs", "Counts")!r}).make(None).act(view)).text)

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=10)
    assert (done.stdout.split(), done.stderr, done.returncode) == (["40", "1"], "", 0)


def agent_threads() -> set[int | None]:
    """Threads of agents that are alive now; those that hung in other tests are among them."""
    return {thread.ident for thread in threading.enumerate() if thread.name.startswith("tacit-agent")}


def test_late_answers_are_dropped(write: Write, view: AgentView, scenario: Scenario) -> None:
    before = agent_threads()
    spec = write("import time\ndef agent(messages, tools): time.sleep(0.15); return 'late'")

    async def main(wait: float) -> None:
        agent: Any = load(spec).make(scenario)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(agent.act(view), 0.05)
        await agent.close()
        await asyncio.sleep(wait)

    asyncio.run(main(0.2))  # the loop still runs when it comes
    asyncio.run(main(0))  # the loop is closed when it comes
    time.sleep(0.3)
    assert not agent_threads() - before


def test_an_agent_that_is_not_closed_leaves_no_thread(write: Write, view: AgentView, scenario: Scenario) -> None:
    before = agent_threads()

    async def main() -> None:
        agent: Any = load(write(AGENTS, "Counts")).make(scenario)
        await agent.act(view)

    asyncio.run(main())
    for _ in range(100):  # the thread may still be busy letting go of the last call
        gc.collect()
        if not agent_threads() - before:
            break
        time.sleep(0.01)
    assert not agent_threads() - before


def gone(pid: int) -> bool:
    """Whether no process has this id, waiting a moment for it."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if not _alive_by_proc(pid):
            return True
        time.sleep(0.01)
    return False


def _alive_by_proc(pid: int) -> bool:
    """False for a zombie whose new parent (init) has not collected it."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return not Path("/proc/self").exists()


GRANDCHILD = """
    import os, subprocess, sys, time
    calls = []
    def agent(messages, tools):
        calls.append(1)
        if len(calls) == 1:
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
            with open(os.environ["TACIT_TEST_PIDS"], "w") as file:
                file.write(f"{os.getpid()} {child.pid}")
            return "ready"
        DO
"""


@pytest.fixture
def pids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """Where an agent writes the ids of its processes."""
    file = tmp_path / "pids"
    monkeypatch.setenv("TACIT_TEST_PIDS", str(file))
    return lambda: [int(pid) for pid in file.read_text().split()]


@pytest.mark.parametrize("do", ["time.sleep(60)", "while True: pass", "os.close(0); time.sleep(60)"])
def test_a_hanging_process_is_killed_with_its_children(
    write: Write, dialogue: Dialogue, roles: tuple[Any, Any], view: AgentView, pids: Callable[[], list[int]], do: str
) -> None:
    async def main() -> None:
        agent = IsolatedAgent(write(GRANDCHILD.replace("DO", do)))
        assert (await agent.act(view)).text == "ready"
        await converse_async(dialogue, *roles, agent, act_seconds=0.2)
        await agent.close()

    asyncio.run(main())
    assert dialogue.ending is Ending.AGENT_ERROR
    assert "no answer within" in dialogue.detail
    assert len(pids()) == 2
    assert all(map(gone, pids()))


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("os._exit(3)", "the agent's process died (exit status 3)"),
        ("import ctypes; ctypes.string_at(0)", "the agent's process died (exit status -11, SIGSEGV)"),
        ("os.kill(os.getpid(), 9)", "the agent's process died (exit status -9, SIGKILL)"),
        ("os.closerange(3, 100); time.sleep(60)", "the agent's process died (exit status -9, SIGKILL)"),
    ],
)
def test_a_crash_is_an_agent_error_and_leaves_nothing(
    write: Write,
    view: AgentView,
    pids: Callable[[], list[int]],
    monkeypatch: pytest.MonkeyPatch,
    do: str,
    words: str,
) -> None:
    monkeypatch.setattr("tacit.agents._isolated._EXIT_SECONDS", 0.2)

    async def main() -> None:
        agent = IsolatedAgent(write(GRANDCHILD.replace("DO", do)))
        assert (await agent.act(view)).text == "ready"
        with pytest.raises(AgentError) as caught:
            await agent.act(view)
        assert words in str(caught.value)
        with pytest.raises(AgentError, match="is gone"):
            await agent.act(view)
        await agent.close()

    asyncio.run(main())
    assert all(map(gone, pids()))


def test_the_end_of_an_episode_ends_the_process(
    write: Write, view: AgentView, scenario: Scenario, pids: Callable[[], list[int]]
) -> None:
    async def main() -> None:
        agent = IsolatedAgent(write(GRANDCHILD.replace("DO", "return 'hi'")))
        assert (await agent.act(view)).text == "ready"
        assert agent.pid == pids()[0]
        await agent.close()
        await agent.close()
        with pytest.raises(ProcessLookupError):
            os.kill(pids()[0], 0)

    asyncio.run(main())
    assert all(map(gone, pids()))


def test_closing_an_agent_that_never_acted(write: Write, scenario: Scenario) -> None:
    for isolate in (False, True):
        agent: Any = load(write(AGENTS, "says"), isolate=isolate).make(scenario)
        asyncio.run(agent.close())


def test_a_forgotten_process_is_killed(
    write: Write, view: AgentView, scenario: Scenario, pids: Callable[[], list[int]]
) -> None:
    agent = IsolatedAgent(write(GRANDCHILD.replace("DO", "return 'hi'")))
    asyncio.run(agent.act(view))
    forgotten = weakref.ref(agent)
    del agent
    for _ in range(100):  # its thread may still be busy letting go of the last call
        gc.collect()
        if forgotten() is None:
            break
        time.sleep(0.01)
    assert forgotten() is None
    assert all(map(gone, pids()))


def test_processes_do_not_outlive_a_run_that_is_killed(write: Write, pids: Callable[[], list[int]]) -> None:
    spec = write(GRANDCHILD.replace("DO", "return 'hi'"))
    program = f"""
import asyncio, os
from tacit.agents import load
from tacit.dialogue import AgentView, Message
agent = load({spec!r}, isolate=True).make(None)
asyncio.run(agent.act(AgentView((Message("user", "hi"),), ())))
os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=20, check=False).returncode == -9
    assert gone(pids()[0])
    os.kill(pids()[1], 9)  # the worker ended in peace, so it is its own child's keeper no more


def test_an_answer_that_is_too_long(
    write: Write, view: AgentView, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tacit.agents._protocol.LONGEST_LINE", 5000)
    for length, fits in ((4000, True), (9000, False)):
        spec = write(f"def agent(messages, tools): return 'x' * {length}")
        if fits:
            assert asyncio.run(play(IsolatedAgent(spec), view)).text == "x" * length
        else:
            with pytest.raises(AgentError, match="no answer: a line of more than 5000 bytes"):
                asyncio.run(play(IsolatedAgent(spec), view))


def test_an_agent_that_no_longer_loads(write: Write, view: AgentView, scenario: Scenario) -> None:
    factory = load(write(AGENTS, "says"), isolate=True)
    write("syntax error")

    async def main() -> None:
        agent: Any = factory.make(scenario)
        with pytest.raises(AgentError, match=r"no longer loads: .* has a syntax error"):
            await agent.act(view)
        await agent.close()

    asyncio.run(main())


def test_a_large_conversation_goes_through(write: Write, view: AgentView, scenario: Scenario) -> None:
    big = AgentView((*view.messages[:1], *(view.messages[1:2] * 50_000)), view.tools)
    assert len(json.dumps([message.to_openai() for message in big.messages])) > 2**20
    assert asyncio.run(play(IsolatedAgent(write(AGENTS, "says")), big)).text == "50001 look hello"
