"""The travel world, put together."""

from __future__ import annotations

from collections.abc import Sequence

from tacit.dialogue import Scenario, Tool
from tacit.language import Vocabulary
from tacit.worlds.travel.generator import FAMILIES, HARD_FAMILIES, VERSION, generate
from tacit.worlds.travel.perturbations import PERTURBATIONS, perturbed
from tacit.worlds.travel.policies import POLICIES, TravelPolicy
from tacit.worlds.travel.tools import TOOLS, TravelSession
from tacit.worlds.travel.vocabulary import vocabulary
from tacit.worlds.travel.wishes import Split

INSTRUCTIONS = (
    "You are a travel agent chatting with a traveller. Book exactly one option for each thing the traveller needs, "
    "with the tools you have. Travellers rarely say outright what they want: ask, listen to what their answers hint at, "
    "and respect their time. For each thing, book the cheapest option that suits everything they want, including the "
    "paid extras it takes. All bookings of a trip must be for the same dates. If not everything can be had for the money "
    "there is, find out what matters most. Prices of options are totals. Bookings are final, and when everything is booked the "
    "conversation ends. Whatever you write without calling a tool is sent to the traveller."
)


class TravelWorld:
    """Scenarios, tools, words and scripted agents of the travel world."""

    name = "travel"
    version = VERSION
    families: Sequence[str] = (*FAMILIES, *HARD_FAMILIES)
    default_family = "22"
    floor = "silent"
    ceiling = "oracle"
    policies: dict[str, TravelPolicy] = POLICIES
    perturbations: dict[str, int] = PERTURBATIONS
    instructions = INSTRUCTIONS

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of this world."""
        return vocabulary()

    def scenario(self, family: str, split: Split, seed: int) -> Scenario:
        """The scenario of a seed.

        Raises:
            DifficultyError: nobody can generate that family.
        """
        return generate(family, split, seed)

    def perturbed(self, scenario: Scenario, kind: str) -> Sequence[Scenario]:
        """Variants of a scenario under one of ``perturbations``."""
        return perturbed(scenario, kind)

    def tools(self, scenario: Scenario) -> Sequence[Tool]:
        """Five searches and ``book``, the same for every scenario."""
        return TOOLS

    def open(self, scenario: Scenario) -> TravelSession:
        """A fresh session."""
        return TravelSession(scenario, vocabulary())
