"""Protocol cards: equal exactly when runs are comparable, and able to say where they are not."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from tacit.dialogue import Limits
from tacit.runs import AgentEntry, ProtocolCard, RunManifest

CARD = ProtocolCard(
    world="travel",
    world_version="1",
    families=("22",),
    split="dev",
    scenarios=50,
    seed=0,
    trials=1,
    twins=False,
    user="rules",
    limits=Limits(),
    act_seconds=60.0,
    tacit="0.1.0",
)
OTHER: dict[str, Any] = {
    "world": "repair",
    "world_version": "2",
    "families": ("22", "33"),
    "split": "test",
    "scenarios": 51,
    "seed": 1,
    "trials": 2,
    "twins": True,
    "perturbations": ("change",),
    "source": "0123456789abcdef",
    "user": "human",
    "limits": Limits(turns=29),
    "act_seconds": 59.5,
    "tacit": "0.2.0",
}


def test_there_is_another_value_here_for_every_field() -> None:
    assert set(OTHER) == set(ProtocolCard.model_fields)


@pytest.mark.parametrize("field", OTHER)
def test_one_changed_field_is_the_one_difference(field: str) -> None:
    changed = CARD.model_copy(update={field: OTHER[field]})
    assert set(CARD.differences(changed)) == {field}
    mine, theirs = CARD.differences(changed)[field]
    assert changed.differences(CARD) == {field: (theirs, mine)}
    assert mine != theirs


@pytest.mark.parametrize(("one", "another"), list(combinations(OTHER, 2)))
def test_every_changed_field_is_named(one: str, another: str) -> None:
    changed = CARD.model_copy(update={one: OTHER[one], another: OTHER[another]})
    assert set(CARD.differences(changed)) == {one, another}


def test_equal_cards_do_not_differ_even_after_a_stay_on_disk() -> None:
    back = ProtocolCard.model_validate_json(CARD.model_dump_json())
    assert back == CARD
    assert back.differences(CARD) == {}


def test_a_manifest_comes_back_from_json_as_it_was() -> None:
    manifest = RunManifest(
        card=CARD.model_copy(update=OTHER),
        agents=(AgentEntry(name="mine.py:ä", label="mine", digest="d"), AgentEntry(name="s", label="s", digest="1")),
        floor="s",
        ceiling="s",
        created="2026-01-01T00:00:00+00:00",
        python="3.11",
    )
    assert RunManifest.model_validate_json(manifest.model_dump_json()) == manifest
