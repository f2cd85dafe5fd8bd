"""The same task under a disturbance: how much of what an agent achieves survives it.

- ``paraphrase``: the first message in other words, with the same facts; three of them.
- ``failures``: every tool is down for its first two calls, which says so and asks to try again.
- ``change``: the traveller begins with another wish about one thing, and changes their mind two turns after it
  came out. What they want in the end is what they want in the undisturbed scenario.

A scenario that leaves nothing to ask, or has a change of mind already, is not perturbed where that would make no sense.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tacit.dialogue import Scenario
from tacit.goals import Intent
from tacit.worlds.travel.bundled import PRIORITY
from tacit.worlds.travel.trips import Trip, reworded
from tacit.worlds.travel.twists import change_of_mind
from tacit.worlds.travel.wishes import wish_by_id

PERTURBATIONS: dict[str, int] = {"paraphrase": 3, "failures": 1, "change": 1}
"""Names, and how many variants of a scenario each makes at most."""
OUTAGE = 2
"""How many calls of a tool fail before it works, where tools are down."""


def perturbed(scenario: Scenario, kind: str) -> Sequence[Scenario]:
    """The variants of a scenario under one of ``PERTURBATIONS``; none where it makes no sense."""
    return _MAKERS[kind](scenario)


def _paraphrased(scenario: Scenario) -> list[Scenario]:
    if scenario.negative:
        return []
    rng = Random(f"{scenario.id} paraphrase")
    trip, aspects = Trip(**scenario.data["trip"]), list(scenario.data["options"])
    openings = reworded(scenario.opening, trip, aspects, PERTURBATIONS["paraphrase"], rng)
    return [_variant(scenario, "paraphrase", number, opening=said) for number, said in enumerate(openings, start=1)]


def _failing(scenario: Scenario) -> list[Scenario]:
    return [_variant(scenario, "failures", data={**scenario.data, "outage": OUTAGE})]


def _changed(scenario: Scenario) -> list[Scenario]:
    if scenario.negative or any(twist.kind == "change" for twist in scenario.twists):
        return []
    rng = Random(f"{scenario.id} change")
    fickle = [intent.id for intent in scenario.goal if intent.weight and not _is_settled(intent, scenario)]
    for wish in rng.sample(fickle, len(fickle)):
        changed = change_of_mind(scenario.goal, wish_by_id(wish), scenario.data, scenario.split, rng)
        if changed is not None:
            twist, goal = changed
            return [_variant(scenario, "change", goal=goal, twists=(*scenario.twists, twist))]
    return []


def _is_settled(intent: Intent, scenario: Scenario) -> bool:
    """Whether a wish is about nothing that is booked by itself, ranked by name among others, or the subject of a twist already."""
    ranked = PRIORITY in scenario.goal.by_id and intent.text in scenario.goal.by_id[PRIORITY].text
    elsewhere = intent.aspect not in scenario.data["options"]
    return elsewhere or ranked or any(twist.intent == intent.id for twist in scenario.twists)


def _variant(scenario: Scenario, kind: str, number: int | None = None, **changes: object) -> Scenario:
    mark = kind if number is None else f"{kind}-{number}"
    return scenario.model_copy(update={"id": f"{scenario.id}+{mark}", "variant": kind, **changes})


_MAKERS = {"paraphrase": _paraphrased, "failures": _failing, "change": _changed}
