"""Travellers who are harder to follow: slips, half answers, contradictions, and changes of mind.

A change of mind needs a table that serves it. The traveller ends with the wish that the table was built for,
and begins with another one about the same thing: one that the wish's own decoy serves. Hence what the
traveller first wanted could have been booked too, with everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from tacit.dialogue import Twist
from tacit.goals import Goal, Intent
from tacit.worlds.travel.options import Wish, needed_extras, satisfies, total
from tacit.worlds.travel.phrasings import hints
from tacit.worlds.travel.wishes import Split, choices, preference, wish_by_id

_MOST = 2
_KINDS = ("slip", "partial", "contradiction", "change")


def draw_twists(
    goal: Goal, wishes: Sequence[Wish], data: Mapping[str, Any], split: Split, rng: Random
) -> tuple[tuple[Twist, ...], Goal]:
    """One or two twists, each about another wish, and the goal with them: a change of mind adds a wish to it.

    Args:
        goal: what is wanted in the end.
        wishes: those that a twist may be about.
        data: the scenario's tables, labels and best bookings.
    """
    twists: list[Twist] = []
    number = rng.randint(1, _MOST)
    for kind, wish in zip(rng.sample(_KINDS, len(_KINDS)), rng.sample(wishes, len(wishes)), strict=False):
        if len(twists) == number:
            break
        if kind == "change":
            changed = change_of_mind(goal, wish, data, split, rng)
            if changed is not None:
                twist, goal = changed
                twists.append(twist)
        elif others := [one for one in choices(wish.aspect, wish.facet.name, split) if one is not wish]:
            twists.append(Twist(kind=kind, intent=wish.id, words=_words(kind, rng.choice(others), split, rng)))
    return tuple(twists), goal


def change_of_mind(
    goal: Goal, wish: Wish, data: Mapping[str, Any], split: Split, rng: Random
) -> tuple[Twist, Goal] | None:
    """The goal of a traveller who at first wants something else than ``wish``; None if the table does not serve it."""
    others = [other for other in choices(wish.aspect, wish.facet.name, split) if _is_served(other, wish, goal, data)]
    if not others:
        return None
    last = goal.by_id[wish.id]
    first = preference(rng.choice(others), split, last.disclosure, rng)
    intents: list[Intent] = []
    for intent in goal:
        intents.extend((first, last.model_copy(update={"supersedes": first.id})) if intent is last else (intent,))
    return Twist(kind="change", intent=wish.id, words=rng.choice(last.phrasings)), Goal(intents=tuple(intents))


def _is_served(first: Wish, last: Wish, goal: Goal, data: Mapping[str, Any]) -> bool:
    """Whether a decoy of the last wish could stand in the best booking's place to serve the first, at no higher cost."""
    labels, table, best = data["labels"][last.aspect], data["options"][last.aspect], data["best"][last.aspect]
    programme = next(option.get("programme") for option in table if option["id"] == best["id"])
    also = [wish_by_id(i.id) for i in goal if i.weight and i.aspect == last.aspect and i.id != last.id]
    return first is not last and any(
        satisfies(option, first) and total(option, needed_extras(option, [first, *also])) <= best["total"]
        for option in table
        if labels[option["id"]] == {"violates": [last.id], "misfit": None} and option.get("programme") == programme
    )


def _words(kind: str, other: Wish, split: Split, rng: Random) -> str:
    if kind == "partial":
        return f"Well, not {other.preference.text}, that much I know."
    return rng.choice(hints(other.id, split))
