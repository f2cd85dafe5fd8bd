"""Scenarios: the travel world's, re-clothed; always 3/10/5 options, one best, and something to ask."""

from __future__ import annotations

import pytest

from tacit.dialogue import World
from tacit.errors import DifficultyError
from tacit.goals import Category, Disclosure
from tacit.worlds.travel.generator import generate
from tacit.worlds.userbench import Rules, Task
from tacit.worlds.userbench.scenarios import EIGHT

SEEDS = range(12)


@pytest.mark.parametrize("family", EIGHT)
def test_every_table_has_three_correct_options_one_of_them_best_ten_wrong_ones_and_five_noisy(
    userbench: World, family: str
) -> None:
    for seed in SEEDS:
        scenario = userbench.scenario(family, "dev", seed)
        task = Task.model_validate(scenario.data)
        assert len(task.tables) == len(family)
        for aspect, table in task.tables.items():
            wishes = {i.id for i in scenario.goal if i.aspect == aspect and i.weight}
            assert len(wishes) == int(family[list(task.tables).index(aspect)])
            right = {id_ for id_, met in table.meets.items() if set(met) == wishes}
            assert (len(table.options), len(right), len(table.noise)) == (18, 3, 5)
            assert right == set(table.correct)
            assert table.best == min(right, key=lambda id_: table.costs[id_])
            assert not any(table.meets[id_] for id_ in table.noise)


def test_the_best_option_is_the_travel_worlds(userbench: World) -> None:
    for seed in SEEDS:
        trip = generate("333", "dev", seed)
        if trip.negative:
            continue
        task = Task.model_validate(userbench.scenario("333", "dev", seed).data)
        for aspect, best in trip.data["best"].items():
            assert (task.tables[aspect].best, task.tables[aspect].costs[best["id"]]) == (best["id"], best["total"])


def test_every_preference_is_hidden_known_and_has_one_hint(userbench: World) -> None:
    for seed in range(60):
        scenario = userbench.scenario("22", "dev", seed)
        assert not scenario.negative
        wishes = [i for i in scenario.goal if i.category is Category.PREFERENCE]
        assert len(wishes) == 4
        assert all(i.disclosure is Disclosure.ON_REQUEST and len(i.phrasings) == 1 for i in wishes)


def test_a_seed_whose_traveller_says_everything_is_replaced_by_one_that_no_other_seed_has(userbench: World) -> None:
    openings = {userbench.scenario("22", "dev", seed).opening for seed in range(100)}
    assert any(generate("22", "dev", seed).negative for seed in range(100))
    assert len(openings) == 100


@pytest.mark.parametrize(
    ("family", "rules"),
    [("22", Rules()), ("travel22-multi", Rules(multi=True)), ("22-userrl", Rules(turns=16, preference=0.6))],
)
def test_the_setting_of_a_family_sets_the_rules(userbench: World, family: str, rules: Rules) -> None:
    scenario = userbench.scenario(family, "test", 0)
    assert Task.model_validate(scenario.data).rules == rules
    assert scenario.family == family.removeprefix("travel")


@pytest.mark.parametrize("family", ["", "22-", "22-both", "hard22", "-multi", "9", "２２"])
def test_other_families_are_refused(userbench: World, family: str) -> None:
    with pytest.raises(DifficultyError):
        userbench.scenario(family, "dev", 0)
    with pytest.raises(DifficultyError):
        userbench.scenario("22", "validation", 0)
