"""Specifications: every form that names an agent, and every way to get one wrong."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tacit.agents
from tacit.agents import AgentFactory, load
from tacit.errors import AgentLoadError

Write = Callable[..., str]
GOOD = """
    def agent(messages, tools):
        return "hi"

    async def waits(messages, tools):
        return "hi"

    class Bot:
        def act(self, messages, tools):
            return "hi"

    def _hidden(messages, tools): ...
    def helper(one): ...
    NUMBER = 3
    bot = Bot()
"""


def refusal(spec: str, **options: object) -> AgentLoadError:
    """The error that loading ends in: one line."""
    with pytest.raises(AgentLoadError) as caught:
        load(spec, **options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    return caught.value


def test_public_names() -> None:
    assert tacit.agents.__all__ == sorted(tacit.agents.__all__) == ["AgentFactory", "load"]


@pytest.mark.parametrize("name", ["agent", "waits", "Bot"])
def test_a_name_in_a_file(write: Write, name: str) -> None:
    spec = write(GOOD, name)
    factory = load(spec)
    content = Path(spec.rpartition(":")[0]).read_bytes()
    assert isinstance(factory, AgentFactory)
    assert factory.name == spec
    assert factory.digest == hashlib.sha256(content + b"\0" + name.encode()).hexdigest()[:16]
    assert (factory.instant, factory.close) == (False, None)


def test_a_relative_path_and_a_dotted_module(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    digest = load(write(GOOD, file="parcel/inner.py")).digest
    monkeypatch.chdir(tmp_path)
    assert load("parcel/inner.py:agent").digest == digest
    assert load("parcel.inner:agent").digest == digest
    assert load("parcel/inner.py:agent", isolate=True).digest == digest
    assert load("parcel.inner:agent", isolate=True).digest == digest


def test_the_digest_follows_the_code_and_the_name(write: Write) -> None:
    first = load(write(GOOD)).digest
    assert load(write(GOOD, "Bot")).digest != first
    assert load(write(GOOD, file="elsewhere.py")).digest == first
    assert load(write(GOOD.replace("hi", "ho"))).digest != first


def test_an_edited_file_is_read_anew(write: Write) -> None:
    for text in ("one", "two"):
        load(write(f"VALUE = {text!r}\ndef agent(messages, tools): return VALUE"))
        (module,) = [module for name, module in sys.modules.items() if name.endswith("_my_agent")]
        assert text == module.VALUE


def test_an_agent_can_import_its_neighbours(write: Write) -> None:
    write("WORD = 'hi'", file="tacit_test_neighbour.py")
    load(write("from tacit_test_neighbour import WORD\ndef agent(messages, tools): return WORD"))


def test_an_agent_s_folder_shadows_nothing(write: Write) -> None:
    write("raise RuntimeError('shadowed')", file="colorsys.py")
    load(write("import colorsys\ndef agent(messages, tools): return 'hi'"))


def test_other_callables(write: Write) -> None:
    source = """
        import functools

        class Greeter:
            def __call__(self, messages, tools):
                return "hi"

        def three(greeting, messages, tools): ...
        greeter = Greeter()
        partial = functools.partial(three, "hi")
        anything = lambda *args: "hi"
    """
    for name in ("greeter", "partial", "anything"):
        load(write(source, name))


@pytest.mark.parametrize("spec", ["", ":", "gpt-5", "a b:agent", ":agent", "package.module", "1x:agent", "mod..x:a"])
def test_no_known_form(spec: str) -> None:
    assert "names no agent; write path/to/file.py:NAME, package.module:NAME or openai/MODEL" in str(refusal(spec))
    refusal(spec, isolate=True)


def test_missing_file(tmp_path: Path) -> None:
    assert "my.py' does not exist; write" in str(refusal(f"{tmp_path}/my.py:agent"))
    assert "is a folder" in str(refusal(f"{tmp_path}/:agent"))


def test_missing_module() -> None:
    assert "there is no module 'tacit_nowhere'" in str(refusal("tacit_nowhere.inner:agent"))
    assert "there is no module 'json.nowhere'" in str(refusal("json.nowhere:agent"))


@pytest.mark.parametrize("name", ["", "agnet", "a.b"])
def test_missing_name_shows_the_candidates(write: Write, name: str) -> None:
    assert str(refusal(write(GOOD, name))).endswith("with NAME one of Bot, agent, waits")


def test_a_file_without_a_name_shows_the_candidates(write: Write) -> None:
    message = str(refusal(write(GOOD).removesuffix(":agent")))
    assert "does not say which agent" in message
    assert message.endswith("my_agent.py:NAME with NAME one of Bot, agent, waits")
    assert "nothing in it looks like an agent" in str(refusal(write("X = 1").removesuffix(":agent")))


@pytest.mark.parametrize(
    ("source", "words", "cause"),
    [
        ("raise ValueError('two\\nlines')", "cannot be imported (ValueError: two lines)", ValueError),
        ("def agent(:", "has a syntax error", SyntaxError),
        ("x = '\0'", "null bytes", SyntaxError | ValueError),
        ("import tacit_not_there", "imports 'tacit_not_there', which is not installed", ModuleNotFoundError),
        ("from json import not_there", "cannot be imported (ImportError:", ImportError),
        ("import sys; sys.exit(2)", "exits when imported; put what runs it under `if __name__", SystemExit),
    ],
)
def test_a_module_that_cannot_be_imported(write: Write, source: str, words: str, cause: type) -> None:
    error = refusal(write(source))
    assert words in str(error)
    assert isinstance(error.__cause__, cause)
    assert not [name for name in sys.modules if name.endswith("_my_agent")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NUMBER", "is of type int, which cannot be called; an agent is a function (messages, tools) or a class"),
        ("bot", "is of type Bot, which cannot be called; name its class"),
        ("helper", "takes (one); make it (messages, tools)"),
        ("NoAct", "has no method act(self, messages, tools); give it one"),
        ("BadAct", "takes (self, view); make it (self, messages, tools)"),
        ("Needy", "cannot be constructed without arguments"),
    ],
)
def test_things_that_are_no_agent(write: Write, name: str, words: str) -> None:
    source = """
        class NoAct: ...
        class BadAct:
            def act(self, view): ...
        class Needy:
            def __init__(self, key): ...
            def act(self, messages, tools): ...
        class Bot:
            def act(self, messages, tools): ...
        bot = Bot()
        NUMBER = 3
        def helper(one): ...
    """
    assert words in str(refusal(write(source, name)))


def test_no_source_file() -> None:
    assert "no source file" in str(refusal("builtins:print"))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise ValueError('no')", "cannot be imported (ValueError: no)"),
        ("x = 1", "has no 'agent'"),
        ("import os; os._exit(7)", "the agent's process died (exit status 7); run it without isolation"),
        ("import time; time.sleep(60)", "did not load within 0.5 seconds"),
    ],
)
def test_loading_in_a_process_of_its_own(write: Write, source: str, words: str) -> None:
    error = refusal(write(source), isolate=True, act_seconds=0.5 if "sleep" in source else 10)
    assert words in str(error)
    if "ValueError" in source:
        assert any("Traceback" in note for note in error.__notes__)


def test_an_isolated_agent_s_code_never_runs_here(write: Write, tmp_path: Path) -> None:
    here = f"import os\nopen({str(tmp_path / 'pids')!r}, 'a').write(f'{{os.getpid()}} ')\n"
    load(write(here + "def agent(messages, tools): return 'hi'"), isolate=True)
    (pid,) = (tmp_path / "pids").read_text().split()
    assert int(pid) != os.getpid()


def test_endpoint_forms(clean_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "set OPENAI_API_KEY, or give --base-url" in str(refusal("openai/gpt-5"))
    assert "names no model" in str(refusal("openai/", base_url="http://host/v1"))
    assert "is not the address" in str(refusal("openai/gpt-5", base_url="host"))
    local = load("openai/llama3:8b", base_url="http://host/v1/")
    assert local.name == "openai/llama3:8b"
    assert local.close is not None
    monkeypatch.setenv("OPENAI_BASE_URL", "http://host/v1")
    assert load("openai/llama3:8b").digest == local.digest
    assert load("openai/other").digest != local.digest
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    official = load("openai/llama3:8b")
    assert official.digest != local.digest
    assert official.digest == load("openai/llama3:8b", base_url="https://api.openai.com/v1").digest
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    assert official.digest == load("openai/llama3:8b").digest


def test_a_folder_called_openai(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(GOOD, file="openai/mine.py")
    monkeypatch.chdir(tmp_path)
    assert load("openai/mine.py:agent").close is None


def test_importing_agents_does_not_import_aiohttp() -> None:
    code = "import sys, tacit.agents; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
