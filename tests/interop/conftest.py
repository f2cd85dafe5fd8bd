"""A file in the format of UserBench's environment, with texts of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LETTERS = {"flight": "F", "hotel": "H", "apartment": "A", "rental_car": "C", "restaurant": "R"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "flight": {"from": "Oslo", "to": "Porto", "date": "May 3rd"},
    "hotel": {"city": "Porto", "check-in": "May 3rd", "check-out": "May 9th"},
    "apartment": {"city": "Porto", "check-in": "May 3rd", "nights": 6},
    "rental_car": {"city": "Porto", "pick-up": "May 3rd"},
    "restaurant": {"city": "Porto", "evening": "May 4th"},
}
PREFERENCES: dict[str, list[list[str]]] = {
    "flight": [
        ["flight", "cabin class", "prefers business class", "My back and row 40 are no longer on speaking terms."],
        ["flight", "baggage", "needs a checked bag", "I come home with more ceramics than I leave with."],
    ],
    "hotel": [
        ["hotel", "amenities", "wants a swimming pool", "I count my mornings in lengths."],
        ["hotel", "amenities", "wants a sauna", "Winter taught me to like sitting in steam."],
    ],
}


def aspect(name: str, correct: int = 4, wrong: int = 12, noise: int = 6) -> dict[str, Any]:
    """One aspect of a record: more options than are asked for, the best of which is not the first."""
    number = iter(range(1, correct + wrong + noise + 1))

    def options(kind: str, count: int) -> list[dict[str, Any]]:
        ids = [f"{LETTERS[name]}{next(number)}" for _ in range(count)]
        return [{"id": id_, "cost": 100 + place, "type": kind, "reason": "because"} for place, id_ in enumerate(ids)]

    right = options("correct", correct)
    return {
        "preferences": PREFERENCES.get(
            name, [[name, "mood", f"a calm {name}", f"Loud ones wear me out, {name} or not."]]
        ),
        "arguments": ARGUMENTS[name],
        "options": {"correct": right, "wrong": options("wrong", wrong), "noise": options("noise", noise)},
        "correct_ids": [option["id"] for option in right],
        "best_id": right[-1]["id"],
    }


def record(*names: str, **changes: Any) -> dict[str, Any]:
    """One scenario about some aspects."""
    return {
        "scenario": "the ideal plan, which is hidden",
        "initial_description": f"I am off to Porto on May 3rd and need {' and '.join(names)}.",
        "dimensions": list(names),
        "wanted_num": [len(aspect(name)["preferences"]) for name in names],
        **{name: aspect(name) for name in names},
        **changes,
    }


@pytest.fixture(scope="session")
def make_record() -> Callable[..., dict[str, Any]]:
    """Makes a well-formed record."""
    return record


@pytest.fixture
def original(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of records by id."""

    def write(records: dict[str, Any], name: str = "travelgym_data_22.json") -> Path:
        file = tmp_path / name
        file.write_text(json.dumps(records), encoding="utf-8")
        return file

    return write
