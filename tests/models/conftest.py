"""Loads the stub by its path, so that it is found whatever pytest puts on ``sys.path``."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tacit.models._retry as retry_module


def load_stub() -> Any:
    """The module ``stub.py``, imported once."""
    name = "tacit_stub_endpoint"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("stub.py"))
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def steps() -> Any:
    """The module that makes steps for a script: ``steps.say("hi")``."""
    return load_stub()


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A running stub endpoint, and a client that does not dawdle between attempts."""
    monkeypatch.setattr(retry_module, "FIRST_DELAY", 0.005)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with load_stub().Stub() as server:
        yield server
