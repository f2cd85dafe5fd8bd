"""Every promise about a generated scenario, recomputed from its options and its intents' checks alone.

Nothing here calls the generator's own verdicts: an option is right when the trip's facts and the checks of the
known wishes say so, whatever its label claims.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.dialogue import Scenario
from tacit.errors import DifficultyError
from tacit.goals import Category, Disclosure, Intent, OutcomeCheck
from tacit.worlds.travel.catalog import BY_NAME
from tacit.worlds.travel.generator import FAMILIES, Split, generate
from tacit.worlds.travel.vocabulary import VALUE_CUES

SPLITS: tuple[Split, ...] = get_args(Split)
PUBLISHED = ("22", "2222", "33", "233", "333", "44", "334", "444")
CHUNK = 1_250

Option = dict[str, Any]


def _check(wish: Intent) -> OutcomeCheck:
    assert isinstance(wish.check, OutcomeCheck)
    return wish.check


def _feature(wish: Intent) -> str | None:
    """The feature that a wish is for; None if it is about an attribute."""
    check = _check(wish)
    return str(check.value) if check.op == "contains" else None


def _can_satisfy(option: Option, wish: Intent) -> bool:
    check = _check(wish)
    if check.op == "contains":
        return check.value in option["included"] or check.value in option["extras"]
    assert isinstance(check.value, list)
    return option[check.path[-1]] in check.value


def _serves(option: Option, trip: dict[str, Any]) -> bool:
    there = option["city"] == trip["city"] and option["places"] >= trip["party"]
    if "date" in option:
        return there and option["date"] == trip["start"]
    return there and option["available_from"] <= trip["start"] and trip["end"] <= option["available_until"]


def _bill(option: Option, wishes: Collection[Intent]) -> int:
    """What an option costs with the extras that these wishes take."""
    return option["price"] + sum(option["extras"].get(_feature(wish), 0) for wish in wishes)


def _best(options: Sequence[Option], wishes: Collection[Intent]) -> list[str]:
    """Ids of all the cheapest among the options that satisfy all of these wishes."""
    bills = {o["id"]: _bill(o, wishes) for o in options if all(_can_satisfy(o, wish) for wish in wishes)}
    return [id_ for id_, bill in bills.items() if bill == min(bills.values())]


def _wishes(scenario: Scenario, aspect: str) -> list[Intent]:
    mine = [i for i in scenario.goal if i.facet.startswith(f"{aspect}.") and i.category is Category.PREFERENCE]
    return [intent for intent in mine if intent.known]


def _assert_table_keeps_its_promises(scenario: Scenario, aspect: str) -> None:
    table: list[Option] = scenario.data["options"][aspect]
    labels, best = scenario.data["labels"][aspect], scenario.data["best"][aspect]
    wishes = _wishes(scenario, aspect)
    ids = [option["id"] for option in table]
    assert len(table) == len(set(ids)) == 18
    assert set(labels) == set(ids)
    assert all(isinstance(option["price"], int) and option["price"] > 0 for option in table)
    assert all(isinstance(cost, int) and cost > 0 for option in table for cost in option["extras"].values())

    serving = [option for option in table if _serves(option, scenario.data["trip"])]
    violated = {option["id"]: {wish.id for wish in wishes if not _can_satisfy(option, wish)} for option in table}
    for option in table:
        label = labels[option["id"]]
        assert set(label["violates"]) == violated[option["id"]]
        assert (label["misfit"] is None) == (option in serving)
    right = [option for option in serving if not violated[option["id"]]]
    assert (len(right), len(serving) - len(right), len(table) - len(serving)) == (3, 10, 5)

    assert _best(serving, wishes) == [best["id"]], "one best option, and no tie"
    option = next(option for option in right if option["id"] == best["id"])
    assert best["total"] == _bill(option, wishes)
    needed = {feature for wish in wishes if (feature := _feature(wish)) is not None}
    assert sorted(best["extras"]) == sorted(needed & set(option["extras"]))
    for wish in wishes:
        assert best["id"] not in _best(serving, [w for w in wishes if w is not wish]), f"{wish.id} decides nothing"
    lowest = min(option["price"] for option in table)
    assert not any(option["price"] == lowest for option in right), "the cheapest on display is right"


def _assert_goal_keeps_its_promises(scenario: Scenario) -> None:
    data = scenario.data
    assert [str(len(_wishes(scenario, aspect))) for aspect in data["options"]] == list(scenario.family)
    for intent in scenario.goal:
        assert intent.weight == (1 if intent.category is Category.PREFERENCE and intent.known else 0)
        if intent.category is Category.OBJECTIVE:
            assert intent.disclosure is Disclosure.OPENING
            continue
        said_first = intent.disclosure is Disclosure.OPENING
        assert said_first == (scenario.negative and intent.known)
        assert not intent.known or intent.text in scenario.precise
        assert (intent.text in scenario.opening) == said_first
        assert not intent.known or len(set(intent.phrasings)) == len(intent.phrasings) == 4
    facets = [intent.facet for intent in scenario.goal]
    assert len(facets) == len(set(facets)), "one intent a facet"
    assert (scenario.opening == scenario.precise) == scenario.negative


@pytest.mark.parametrize("family", PUBLISHED)
def test_ten_thousand_scenarios_keep_every_promise(family: str) -> None:
    fingerprints: dict[str, str] = {}
    negatives = unknown = 0
    for seed in range(CHUNK):
        scenario = generate(family, SPLITS[seed % 3], seed)
        _assert_goal_keeps_its_promises(scenario)
        for aspect in scenario.data["options"]:
            _assert_table_keeps_its_promises(scenario, aspect)
        held_out = [intent.group == "held-out" for intent in scenario.goal]
        assert scenario.split == "test" or not any(held_out)
        fingerprints[scenario.fingerprint] = scenario.split
        negatives += scenario.negative
        unknown += any(not intent.known for intent in scenario.goal)
    assert len(fingerprints) == CHUNK, "two scenarios are the same"
    assert 0.06 < negatives / CHUNK < 0.14
    assert 0.2 < unknown / CHUNK < 0.8


def test_the_families_are_those_of_the_publication() -> None:
    assert tuple(FAMILIES) == PUBLISHED


def test_splits_share_no_scenario_no_phrasing_and_no_held_out_preference() -> None:
    fingerprints: dict[str, set[str]] = {}
    phrasings: dict[str, set[str]] = {}
    wishes: dict[str, set[str]] = {}
    for split in SPLITS:
        scenarios = [generate("444", split, seed) for seed in range(200)]
        known = [i for s in scenarios for i in s.goal if i.category is Category.PREFERENCE and i.known]
        fingerprints[split] = {scenario.fingerprint for scenario in scenarios}
        phrasings[split] = {phrasing for intent in known for phrasing in intent.phrasings}
        wishes[split] = {intent.id for intent in known}
    for mine in (fingerprints, phrasings):
        assert not mine["train"] & mine["dev"]
        assert not mine["train"] & mine["test"]
        assert not mine["dev"] & mine["test"]
    test_only = {
        f"{aspect.name}.{facet.name}.{preference.name}"
        for aspect in BY_NAME.values()
        for facet in aspect.facets
        for preference in facet.preferences
        if preference.test_only
    }
    assert wishes["test"] - wishes["train"] == test_only
    assert wishes["train"] == wishes["dev"], "at 200 scenarios of twelve wishes every one has come up"


def test_no_value_of_any_attribute_marks_an_option_as_noise() -> None:
    """Without the trip's facts in hand a look at single values must not sort out what misses the trip."""
    noise: Counter[tuple[str, str, Any]] = Counter()
    shown: Counter[tuple[str, str, Any]] = Counter()
    for family in PUBLISHED:
        for seed in range(200):
            scenario = generate(family, "train", seed)
            for aspect, table in scenario.data["options"].items():
                for option in table:
                    values = [(aspect, key, option[key]) for key in option if key not in ("included", "extras", "id")]
                    values += [(aspect, kind, feature) for kind in ("included", "extras") for feature in option[kind]]
                    values += [(aspect, "price", option["price"] // 50), (aspect, "id", option["id"])]
                    shown.update(values)
                    if scenario.data["labels"][aspect][option["id"]]["misfit"] is not None:
                        noise.update(values)
    often = {value: noise[value] / times for value, times in shown.items() if times >= 200}
    kinds = {key for _, key, _ in often}
    assert {"city", "places", "price", "name", "included", "extras"} <= kinds, "enough data to speak of each"
    marked = {value: share for value, share in often.items() if share > 0.7}
    print("most telling:", sorted(often.items(), key=lambda pair: -pair[1])[:3])
    assert not marked, "an agent could drop these without knowing the trip"
    dates = {value: noise[value] / times for value, times in shown.items() if value[1] == "date" and times >= 36}
    assert dates
    assert max(dates.values()) < 0.8


@pytest.mark.parametrize("family", PUBLISHED)
def test_equal_arguments_give_equal_scenarios_by_either_name(family: str) -> None:
    for split in SPLITS:
        scenario = generate(family, split, 7)
        assert scenario == generate(family, split, 7)
        assert scenario == generate(f"travel{family}", split, 7)
        assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


def test_another_process_with_another_hash_seed_makes_the_same_scenarios() -> None:
    program = (
        "from tacit.worlds.travel.generator import FAMILIES, generate\n"
        "print([generate(f, s, 3).fingerprint for f in FAMILIES for s in ('train', 'dev', 'test')])"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    here = [generate(f, s, 3).fingerprint for f in FAMILIES for s in SPLITS]
    assert printed == [f"{here}\n"] * 2


@pytest.mark.parametrize(
    "family",
    ["", "travel", "0", "20", "7", "72", "222222", "2a", "-2", "2 2", " 22", "22\n", "²", "٢٢", "22.0", "hotel22"],
)
def test_an_impossible_family_is_refused_with_the_possible_ones(family: str) -> None:
    with pytest.raises(DifficultyError, match="22, 2222") as caught:
        generate(family, "dev", 0)
    assert repr(family) in str(caught.value)


@given(st.one_of(st.text(max_size=8), st.from_regex(r"(travel)?[0-9]{1,6}", fullmatch=True)))
def test_any_family_name_gives_a_scenario_or_a_refusal(family: str) -> None:
    try:
        scenario = generate(family, "dev", 0)
    except DifficultyError:
        return
    assert scenario.family == family.removeprefix("travel")
    for aspect in scenario.data["options"]:
        _assert_table_keeps_its_promises(scenario, aspect)


def test_families_beyond_the_published_ones_keep_the_promises_too() -> None:
    for family in ("1", "66666", "51", "16"):
        for seed in range(30):
            scenario = generate(family, "test", seed)
            for aspect in scenario.data["options"]:
                _assert_table_keeps_its_promises(scenario, aspect)


def test_every_known_wish_names_its_value_as_the_vocabulary_does() -> None:
    for seed in range(20):
        for intent in generate("44444", SPLITS[seed % 3], seed).goal:
            named = [
                preference.name
                for facet in BY_NAME[intent.aspect].facets
                for preference in facet.preferences
                if f"{intent.aspect}.{facet.name}" == intent.facet and preference.text == intent.text
            ]
            is_wish = intent.category is Category.PREFERENCE and intent.known
            assert [intent.value] == (named if is_wish else [""])
            assert not is_wish or intent.value in VALUE_CUES[intent.facet]


def test_a_twin_wants_the_same_and_says_it_all_at_once() -> None:
    for seed in range(50):
        scenario = generate("233", "dev", seed)
        twin = scenario.twin()
        assert twin.opening == scenario.precise
        assert twin.data == scenario.data
        assert [(i.id, i.text, i.check, i.weight) for i in twin.goal] == [
            (i.id, i.text, i.check, i.weight) for i in scenario.goal
        ]
        assert all(i.disclosure is Disclosure.OPENING for i in twin.goal if i.known)
        assert not any(i.disclosure is Disclosure.OPENING for i in twin.goal if not i.known)
