"""A scenario full of secrets, roles that follow a script, and a tiny deterministic world."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from tacit.dialogue import Ending, Policy, Scenario, Tool, ToolCall, ToolResult, ToolResults, Who
from tacit.goals import Category, Disclosure, Goal, Intent, OutcomeCheck, TranscriptCheck
from tacit.language import Vocabulary

ADD = Tool("add", "Adds to a total.", {"type": "object", "properties": {"n": {"type": "integer"}}})


class Scripted:
    """Plays any role: returns, or raises, one thing after the other; then repeats the last."""

    def __init__(self, *script: Any) -> None:
        self._script = list(script)
        self.seen: list[Any] = []

    def _next(self, *seen: Any) -> Any:
        self.seen.append(seen)
        done = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(done, BaseException):
            raise done
        return done(*seen) if callable(done) else done

    reply = act = run = _next


class Adding:
    """A session that keeps a total; adding past 100 ends the task, a malformed call is the caller's mistake."""

    def __init__(self) -> None:
        self.total = 0

    def run(self, calls: Sequence[ToolCall], who: Who) -> ToolResults:
        results = [self._add(call) for call in calls]
        ending = Ending.ANSWERED if self.total > 100 else None
        return ToolResults(tuple(results), outcome={"total": self.total, "last": who}, ending=ending)

    def _add(self, call: ToolCall) -> ToolResult:
        try:
            self.total += int(json.loads(call.arguments)["n"])
        except (ValueError, KeyError, TypeError):
            return ToolResult(call.id, "not a number", bad=True)
        return ToolResult(call.id, str(self.total))


class AddingWorld:
    """The smallest world there is."""

    name, version, default_family, floor, ceiling = "adding", "1", "plain", "silent", "knowing"
    families: Sequence[str] = ("plain",)
    policies: Mapping[str, Policy]
    perturbations: Mapping[str, int]
    vocabulary: Vocabulary
    instructions = "Help the user add."

    def scenario(self, family: str, split: str, seed: int) -> Scenario:
        raise NotImplementedError

    def perturbed(self, scenario: Scenario, kind: str) -> Sequence[Scenario]:
        raise NotImplementedError

    def tools(self, scenario: Scenario) -> Sequence[Tool]:
        return (ADD,)

    def open(self, scenario: Scenario) -> Adding:
        return Adding()


@pytest.fixture(scope="session")
def scripted() -> Callable[..., Any]:
    """Makes a role out of what it is to return or raise, in order."""
    return Scripted


@pytest.fixture(scope="session")
def world() -> AddingWorld:
    """A world with one tool, which adds."""
    return AddingWorld()


@pytest.fixture(scope="session")
def make_scenario() -> Callable[..., Scenario]:
    """A scenario of given intents."""

    def make(intents: Iterable[Intent] = (), **changes: Any) -> Scenario:
        fields: dict[str, Any] = {
            "id": "adding-1",
            "world": "adding",
            "family": "plain",
            "split": "dev",
            "seed": 1,
            "goal": Goal(intents=tuple(intents)),
            "opening": "Add something, please.",
            "precise": "Add 7, please, and be brief.",
        }
        return Scenario(**{**fields, **changes})

    return make


@pytest.fixture(scope="session")
def scenario(make_scenario: Callable[..., Scenario]) -> Scenario:
    """Four intents: an opening one, a hidden one, a dormant one and one nobody knows."""
    preference = Category.PREFERENCE
    return make_scenario(
        (
            Intent(
                id="task",
                category=Category.OBJECTIVE,
                text="SECRET add something",
                facet="add.task",
                disclosure=Disclosure.OPENING,
                check=OutcomeCheck(path=("total",), op="ge", value=1),
            ),
            Intent(
                id="seven",
                category=preference,
                text="SECRET seven",
                phrasings=("SECRET lucky number",),
                facet="add.n",
                check=OutcomeCheck(path=("total",), op="eq", value=7),
                group="SECRET group",
            ),
            Intent(id="eight", category=preference, text="SECRET eight", facet="add.n", supersedes="seven"),
            Intent(
                id="brief",
                category=preference,
                text="SECRET brief",
                facet="talk",
                weight=0,
                disclosure=Disclosure.NEVER,
                check=TranscriptCheck(measure="words_per_message", op="le", value=20),
            ),
        ),
        data={"SECRET key": "SECRET value"},
    )
