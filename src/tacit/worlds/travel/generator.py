"""Scenarios from seeds: who travels, what they want, what they know, and what can be booked.

A family is a string of digits, one for each aspect of the trip, each the number of wishes for it; the
eight families of UserBench (arXiv 2507.22034) are ``FAMILIES``. With ``hard`` before the digits, the trip is to
be booked as one bundle (see ``bundled``). Splits are disjoint three ways: the split is part of the seed, each
split hints in rhetorical families of its own, and three preferences an aspect occur in the test split only
(group ``"held-out"``).
"""

from __future__ import annotations

from random import Random

from tacit.dialogue import Scenario, Temperament
from tacit.errors import DifficultyError
from tacit.worlds.travel.bundled import bundled
from tacit.worlds.travel.catalog import ASPECTS
from tacit.worlds.travel.separate import separate
from tacit.worlds.travel.wishes import SPLITS, Split

FAMILIES: tuple[str, ...] = ("22", "2222", "33", "233", "333", "44", "334", "444")
HARD_FAMILIES: tuple[str, ...] = ("hard22", "hard222", "hard333")
VERSION = "2"
NEGATIVE_SHARE = 0.1
_HARD = "hard"
_MOST_WISHES = {"": min(len(aspect.facets) for aspect in ASPECTS), _HARD: 3}


def generate(family: str, split: Split, seed: int) -> Scenario:
    """The scenario of a seed; equal arguments give equal scenarios on any machine.

    Raises:
        DifficultyError: the family asks for more aspects or wishes than there are, or there is no such split.
    """
    tier, digits = parse_family(family)
    if split not in SPLITS:
        raise DifficultyError(f"there is no split {split!r}; choose {', '.join(SPLITS[:-1])} or {SPLITS[-1]}")
    rng = Random(f"travel {VERSION} {tier}{digits} {split} {seed}")
    negative = rng.random() < NEGATIVE_SHARE
    task = (bundled if tier == _HARD else separate)(digits, split, negative, rng)
    return Scenario(
        id=f"travel/{tier}{digits}/{split}/{seed}",
        world="travel",
        family=tier + digits,
        split=split,
        seed=seed,
        goal=task.goal,
        opening=task.precise if negative else task.opening,
        precise=task.precise,
        temperament=_temperament(rng),
        twists=task.twists,
        negative=negative,
        data=task.data,
    )


def parse_family(family: str) -> tuple[str, str]:
    """Tier (``"hard"`` or nothing) and digits of a family name; ``travel22`` and ``22`` are the same."""
    name = family.removeprefix("travel")
    tier = _HARD if name.startswith(_HARD) else ""
    digits, fewest, most = name.removeprefix(_HARD), 2 if tier else 1, _MOST_WISHES[tier]
    if not fewest <= len(digits) <= len(ASPECTS) or any(digit not in "123456789"[:most] for digit in digits):
        raise DifficultyError(
            f"no scenario of difficulty {family!r} can exist: give one to {len(ASPECTS)} digits from 1 to "
            f"{_MOST_WISHES['']}, the wishes for each aspect, such as {', '.join(FAMILIES)}; or 'hard' and two to "
            f"{len(ASPECTS)} digits from 1 to {_MOST_WISHES[_HARD]}, such as {', '.join(HARD_FAMILIES)}"
        )
    return tier, digits


def _temperament(rng: Random) -> Temperament:
    return Temperament(
        patience=float(rng.randint(8, 20)),
        talkativeness=rng.choice((1, 2, 2, 3)),
        indirectness=rng.choice((0.6, 0.8, 0.9, 1.0)),
        volunteering=rng.choice((0, 0, 2, 3)),
        typing=rng.choice(("tidy", "tidy", "casual", "sloppy")),
    )
