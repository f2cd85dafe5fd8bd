"""Small runs to report on: of an agent under test, of references only, of a hostile agent, of one that fails a lot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.agents import AgentFactory
from tacit.dialogue import AgentTurn, AgentView, Episode, Scenario, ToolCall
from tacit.reports import write_report
from tacit.runs import RunFolder, evaluate
from tacit.worlds.travel.policies import CheapestClerk

Run = Callable[..., RunFolder]
HOSTILE_NAME = 'agents/evil.py:<img src=x onerror=alert(1)>"'
HOSTILE_TEXTS = (
    "<script>alert('gotcha')</script></div></details></main> which kitchen would you like?",
    "\u202eright to left\u2066 and \x1b[31mred\x1b[0m, what about the bed? </style><style>*{display:none}</style>"
    "{{ 7 * 7 }} {% raw %} ${alert(1)} <!-- javascript:alert(1)",
    "x" * 100_000,
)


class Asking:
    """Asks two vague things and books the cheapest."""

    questions = (
        "Do you have any wishes about the neighbourhood, the seat or the atmosphere?",
        "What about the kitchen, the bed or dietary needs?",
    )

    def __init__(self, scenario: Scenario) -> None:
        self._clerk = CheapestClerk(scenario)
        self._left = list(self.questions)

    def act(self, view: AgentView) -> AgentTurn:
        if self._left:
            return AgentTurn(text=self._left.pop(0))
        return self._clerk.act(view)


class Hostile(Asking):
    """Says and calls whatever might break a page, then books."""

    questions = HOSTILE_TEXTS

    def act(self, view: AgentView) -> AgentTurn:
        if len(self._left) == 1:
            calls = (
                ToolCall("c1", "</code><script>alert(2)</script>", '{"a": "</pre><script>alert(3)</script>"}'),
                ToolCall("c2", "book", "not json at all <b>"),
                ToolCall("c3", "book", '{"option_id": "' + "y" * 5_000 + '"}'),
            )
            return AgentTurn(text=self._left.pop(), tool_calls=calls)
        return super().act(view)


class Failing(Asking):
    """Fails in every way it can: breaks, stalls until the user leaves, or books without saying what it heard."""

    questions = ("For the hotel, do you have any wishes about the beds?", *Asking.questions)

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        self._way = int(scenario.id.rpartition("/")[2]) % 4

    def act(self, view: AgentView) -> AgentTurn:
        if self._way == 0 and len(self._left) == 1:
            raise RuntimeError("tripped")
        if self._way == 1 and len(self._left) == 2:
            return AgentTurn(text="Do you have any wishes about the beds?")
        return super().act(view)


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Evaluates six scenarios of each reference and of the given agents."""

    def evaluated(*agents: AgentFactory, **options: object) -> RunFolder:
        out = tmp_path_factory.mktemp("run") / "run"
        return evaluate("travel", agents, out=out, **({"n": 6} | options))  # type: ignore[arg-type]

    return evaluated


@pytest.fixture(scope="session")
def asking() -> AgentFactory:
    """The agent under test."""
    return AgentFactory("agents/asking.py:Asking", "digest", Asking, instant=True)


@pytest.fixture(scope="session")
def tested(run: Run, asking: AgentFactory) -> RunFolder:
    """A run of an agent under test."""
    return run(asking, twins=True, trials=2)


@pytest.fixture(scope="session")
def disturbed(run: Run, asking: AgentFactory) -> RunFolder:
    """A run with every perturbation of the travel world."""
    return run(asking, perturb=("paraphrase", "failures", "change"))


@pytest.fixture(scope="session")
def references(run: Run) -> RunFolder:
    """A run of scripted agents only."""
    return run()


@pytest.fixture(scope="session")
def hostile(run: Run) -> RunFolder:
    """A run of an agent that tries to break the page."""
    return run(AgentFactory(HOSTILE_NAME, "digest", Hostile, instant=True))


@pytest.fixture(scope="session")
def failing(run: Run, asking: AgentFactory) -> RunFolder:
    """A run of two agents under test, one of which fails in many ways."""
    return run(
        AgentFactory("agents/the_failing_agent_with_a_long_name.py:Failing", "digest", Failing, instant=True),
        asking,
        n=30,
    )


@pytest.fixture(scope="session")
def pages(
    tested: RunFolder, references: RunFolder, hostile: RunFolder, failing: RunFolder, disturbed: RunFolder
) -> dict[str, Path]:
    """The reports of the five runs."""
    runs = {
        "tested": tested,
        "references": references,
        "hostile": hostile,
        "failing": failing,
        "disturbed": disturbed,
    }
    return {name: write_report(folder) for name, folder in runs.items()}


@pytest.fixture(scope="session")
def losing(references: RunFolder) -> Episode:
    """A conversation in which an agent that asks lost a wish after it came out."""
    return next(
        one
        for one in references.episodes()
        if one.agent == "one-at-a-time" and any(event.kind == "misunderstood" for event in one.events)
        if any(event.kind == "violated" for event in one.events)
    )
