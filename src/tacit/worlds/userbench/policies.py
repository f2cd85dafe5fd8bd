"""Scripted agents of the protocol: its zero-question floors, one that asks, and the ceiling.

None is a language model. The floors that "drop noise" know which options miss the trip or are absurd, as anybody
who reads the table does; nothing else hidden is known to any of them but the oracle.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tacit.dialogue import AgentTurn, AgentView, Scenario, ToolCall
from tacit.language import decode
from tacit.worlds.travel.catalog import BY_NAME, Facet, Preference
from tacit.worlds.travel.vocabulary import vocabulary
from tacit.worlds.userbench import words
from tacit.worlds.userbench.session import TOOL
from tacit.worlds.userbench.task import Choice, Task

Option = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UserBenchPolicy:
    """A scripted agent by name; ``make`` gives one instance an episode."""

    name: str
    label: str
    build: Callable[[Scenario], Guesser]

    def make(self, scenario: Scenario) -> Guesser:
        """An agent for one episode."""
        return self.build(scenario)


class Guesser:
    """Searches each thing until it has its options and answers one of each at random; then it has no more to do."""

    drops_noise = False

    def __init__(self, scenario: Scenario) -> None:
        self.task = Task.model_validate(scenario.data)
        self.rng = scenario.random("guesses")
        self.tables: dict[str, list[Option]] = {}
        self.left: list[str] = list(self.task.tables)
        self._searching = ""
        self._calls = 0

    def act(self, view: AgentView) -> AgentTurn:
        """Take in what the last call brought, then search, ask or answer."""
        last = view.messages[-1]
        if last.role == "tool":
            self.hear(last.content or "")
        unsearched = [aspect for aspect in self.task.tables if aspect not in self.tables]
        if unsearched:
            return self._call(Choice.SEARCH, self._query(unsearched[0]))
        if question := self.question():
            return self._call(Choice.ACTION, question)
        if option := self.answer():
            return self._call(Choice.ANSWER, option)
        return AgentTurn(text="That is all I can do.")

    def hear(self, text: str) -> None:
        """Note the options of a search."""
        options = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        if options and self._searching not in self.tables:
            self.tables[self._searching] = self.rng.sample(options, len(options))

    def question(self) -> str | None:
        """What to ask next; None to answer."""
        return None

    def answer(self) -> str | None:
        """The next option to answer; None if there is none left."""
        if not self.left:
            return None
        return self.choose(self.left.pop(0))

    def choose(self, aspect: str) -> str:
        """An option for an aspect."""
        return self.options(aspect)[0]["id"]

    def options(self, aspect: str) -> list[Option]:
        """The options that come into question, in random order."""
        noise = self.task.tables[aspect].noise if self.drops_noise else ()
        return [option for option in self.tables[aspect] if option["id"] not in noise]

    def _query(self, aspect: str) -> str:
        self._searching = aspect
        arguments = self.task.tables[aspect].arguments
        return f"{aspect.replace('_', ' ')}: " + ", ".join(f"{name} {value}" for name, value in arguments.items())

    def _call(self, choice: Choice, content: str) -> AgentTurn:
        self._calls += 1
        arguments = {"thought": "(scripted)", "choice": choice, "content": content}
        return AgentTurn(tool_calls=(ToolCall(f"call_{self._calls}", TOOL, json.dumps(arguments)),))


class SilentGuesser(Guesser):
    """The same among the options that are no noise: the floor."""

    drops_noise = True


class BlindBruteForce(Guesser):
    """Answers untried options of each thing in turn; leaves a thing when told that it has the best."""

    _last = ""

    def hear(self, text: str) -> None:
        """Note options, and whether the last answer was the best."""
        super().hear(text)
        if self._last and text == words.BEST:
            self.left.remove(self._last)

    def answer(self) -> str | None:
        """The next untried option of the next thing."""
        self.left = [aspect for aspect in self.left if self.options(aspect)]
        if not self.left:
            return None
        at = (self.left.index(self._last) + 1) % len(self.left) if self._last in self.left else 0
        self._last = self.left[at]
        option = self.choose(self._last)
        self.tables[self._last] = [one for one in self.tables[self._last] if one["id"] != option]
        return option


class BruteForce(BlindBruteForce):
    """The same among the options that are no noise."""

    drops_noise = True


class Asker(SilentGuesser):
    """Asks about one facet a message, as long as there are turns, and answers what suits the plain words it heard."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        facets = [(aspect, facet) for aspect in self.task.tables for facet in BY_NAME[aspect].facets]
        self._open = self.rng.sample(facets, len(facets))
        self._current: tuple[str, Facet] | None = None
        self._wishes: list[tuple[str, Facet, Preference]] = []

    def hear(self, text: str) -> None:
        """Note options, and what an answer to the last question says in plain words."""
        super().hear(text)
        if self._current is None:
            return
        aspect, facet = self._current
        value = decode(text, vocabulary(), f"{aspect}.{facet.name}")
        self._wishes += [(aspect, facet, one) for one in facet.preferences if one.name == value]
        self._current = None

    def question(self) -> str | None:
        """A question about the next facet."""
        if not self._open or self._calls + len(self.left) >= self.task.rules.turns:
            return None
        self._current = self._open.pop()
        aspect, facet = self._current
        return f"For the {BY_NAME[aspect].noun}, do you have any wishes about {facet.label}?"

    def choose(self, aspect: str) -> str:
        """An option that suits as much of what was heard as any."""
        wishes = [(facet, preference) for name, facet, preference in self._wishes if name == aspect]
        options = self.options(aspect)
        return max(options, key=lambda option: sum(_suits(option, *wish) for wish in wishes))["id"]


class Oracle(Guesser):
    """Reads the answers: the ceiling."""

    def choose(self, aspect: str) -> str:
        """The best."""
        return self.task.tables[aspect].best


def _suits(option: Option, facet: Facet, preference: Preference) -> bool:
    if preference.feature is not None:
        return preference.feature in option.get("included", ()) or preference.feature in option.get("extras", ())
    return option.get(facet.attribute or "") in preference.values


POLICIES: dict[str, UserBenchPolicy] = {
    policy.name: policy
    for policy in (
        UserBenchPolicy("random", "asks nothing, answers any option", Guesser),
        UserBenchPolicy("silent", "asks nothing, answers any option that is no noise", SilentGuesser),
        UserBenchPolicy("brute-blind", "asks nothing, tries one option after the other", BlindBruteForce),
        UserBenchPolicy("brute-force", "the same, without the noise", BruteForce),
        UserBenchPolicy("asker", "asks about one thing a message, understands plain words", Asker),
        UserBenchPolicy("oracle", "knows the best options", Oracle),
    )
}
