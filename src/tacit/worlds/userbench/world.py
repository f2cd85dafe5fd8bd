"""The world, put together."""

from __future__ import annotations

from collections.abc import Sequence

from tacit.dialogue import Scenario, Tool
from tacit.language import Vocabulary
from tacit.worlds.travel.generator import VERSION as TRAVEL_VERSION
from tacit.worlds.travel.vocabulary import vocabulary
from tacit.worlds.travel.wishes import Split
from tacit.worlds.userbench.policies import POLICIES, UserBenchPolicy
from tacit.worlds.userbench.scenarios import FAMILIES, scenario_of
from tacit.worlds.userbench.session import CHOICES, TOOL, UserBenchSession
from tacit.worlds.userbench.task import Rules

INSTRUCTIONS = (
    "You plan a traveller's trip in an environment that you reach only through the function interact_with_env, once a "
    "turn. Its choice is one of three. `search` asks the database for the options of one thing the traveller needs, "
    "with all arguments of it in the query. `action` says something to the traveller: they rarely state what they "
    "want, so ask concrete questions, and listen to what the answers hint at. `answer` recommends one option by its id, "
    "and nothing else. The number of turns is limited. Usually one searches first, then asks, then answers. Of the "
    "options that suit everything the traveller wants, the cheapest is the best. Writing without calling the function "
    "ends the conversation."
)
_ONE = "Answer one option for each thing the traveller needs; the first answer is final."
_SEVERAL = "You may answer several times for each thing the traveller needs, one option id at a time."


class UserBenchWorld:
    """Scenarios, tool, words and scripted agents of UserBench's protocol."""

    name = "userbench"
    version = f"1, travel {TRAVEL_VERSION}"
    families: Sequence[str] = FAMILIES
    default_family = "22"
    floor = "silent"
    ceiling = "oracle"
    policies: dict[str, UserBenchPolicy] = POLICIES
    perturbations: dict[str, int] = {}  # noqa: RUF012 - there are none
    instructions = INSTRUCTIONS

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the travel world."""
        return vocabulary()

    def scenario(self, family: str, split: Split, seed: int) -> Scenario:
        """The scenario of a seed.

        Raises:
            DifficultyError: there is no such family or split.
        """
        return scenario_of(family, split, seed)

    def perturbed(self, scenario: Scenario, kind: str) -> Sequence[Scenario]:
        """None: the published protocol has no perturbations."""
        return ()

    def tools(self, scenario: Scenario) -> Sequence[Tool]:
        """The one tool; its description says how often one may answer."""
        rules = Rules.model_validate(scenario.data.get("rules", {}))
        return (_MANY if rules.multi else _SINGLE,)

    def open(self, scenario: Scenario) -> UserBenchSession:
        """A fresh session."""
        return UserBenchSession(scenario)


def _tool(how_often: str) -> Tool:
    properties = {
        "thought": {"type": "string", "description": "Your reasoning; kept for the record, shown to nobody."},
        "choice": {"type": "string", "enum": [str(choice) for choice in CHOICES]},
        "content": {"type": "string", "description": "The query, the message to the traveller, or the option's id."},
    }
    return Tool(
        TOOL,
        f"Take one step in the environment. {how_often}",
        {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False},
    )


_SINGLE, _MANY = _tool(_ONE), _tool(_SEVERAL)
