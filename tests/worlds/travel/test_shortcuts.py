"""Ways to book well without asking: each must stay far from what asking brings.

The agent of these tests knows which options serve the trip (any agent can) and nothing of the wishes, but
it may know the generator's habits: half of the tables teach it, the other half are its exam.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

import pytest

from tacit.worlds.travel.catalog import ASPECTS, BY_NAME
from tacit.worlds.travel.generator import FAMILIES, generate

SCENARIOS = 250
LIMIT = 0.25
NAMES = [aspect.name for aspect in ASPECTS]

Option = dict[str, Any]


class Table(NamedTuple):
    """What serves the trip, cheapest first; everything on display; and the id of the best."""

    serving: list[Option]
    shown: list[Option]
    best: str


@pytest.fixture(scope="module")
def tables() -> dict[str, list[Table]]:
    """Tables of every family, by aspect."""
    found: dict[str, list[Table]] = {name: [] for name in NAMES}
    for seed in range(SCENARIOS):
        for family in FAMILIES:
            scenario = generate(family, "dev", seed)
            for aspect, shown in scenario.data["options"].items():
                labels = scenario.data["labels"][aspect]
                serving = [option for option in shown if labels[option["id"]]["misfit"] is None]
                serving.sort(key=lambda option: (option["price"], option["id"]))
                found[aspect].append(Table(serving, shown, scenario.data["best"][aspect]["id"]))
    return found


def _share(tables: Sequence[Table], choose: Callable[[Table], Option]) -> float:
    return sum(choose(table)["id"] == table.best for table in tables) / len(tables)


def _learned(tables: Sequence[Table], measure: Callable[[Table, Option], int]) -> float:
    """Win share on the second half of choosing what looks most like a best option of the first half."""
    lesson, exam = tables[: len(tables) // 2], tables[len(tables) // 2 :]
    best: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for table in lesson:
        for option in table.serving:
            (best if option["id"] == table.best else other)[measure(table, option)] += 1

    def odds(table: Table, option: Option) -> float:
        found = measure(table, option)
        return (best[found] + 0.5) / (other[found] + 5)

    return _share(exam, lambda table: max(table.serving, key=lambda option: odds(table, option)))


def _report(name: str, shares: dict[str, float]) -> None:
    print(name, {aspect: f"{share:.3f}" for aspect, share in shares.items()})


def test_no_fixed_rank_by_price_wins_often(tables: dict[str, list[Table]]) -> None:
    shares = {}
    for aspect, mine in tables.items():
        ranks = Counter([option["id"] for option in table.serving].index(table.best) for table in mine)
        shares[aspect] = ranks.most_common(1)[0][1] / len(mine)
    _report("best fixed rank", shares)
    assert max(shares.values()) < LIMIT


def test_the_level_of_prices_does_not_point_at_the_best_option(tables: dict[str, list[Table]]) -> None:
    shares = {
        aspect: _learned(
            mine, lambda table, option: int(20 * option["price"] / median(o["price"] for o in table.serving))
        )
        for aspect, mine in tables.items()
    }
    _report("price against the median", shares)
    assert max(shares.values()) < LIMIT


def test_what_extras_cost_does_not_tell_what_the_best_option_costs(tables: dict[str, list[Table]]) -> None:
    def against_extras(table: Table, option: Option) -> int:
        costs = [cost for one in table.shown for cost in one["extras"].values()]
        return int(1.5 * option["price"] / max(costs))

    shares = {aspect: _learned(mine, against_extras) for aspect, mine in tables.items()}
    _report("price against extras", shares)
    assert max(shares.values()) < LIMIT


def _popularity(aspect: str, table: Table, option: Option) -> int:
    """How many of the options that serve share what this one is and has."""
    attributes = [facet.attribute for facet in BY_NAME[aspect].facets if facet.attribute]
    has = {*option["included"], *option["extras"]}
    return sum(
        sum(option[name] == other[name] for name in attributes) + len(has & {*other["included"], *other["extras"]})
        for other in table.serving
    )


def test_how_often_features_occur_does_not_give_the_wishes_away(tables: dict[str, list[Table]]) -> None:
    popular, popular_and_cheap = {}, {}
    for aspect, mine in tables.items():

        def ranked(table: Table, aspect: str = aspect) -> list[Option]:
            return sorted(table.serving, key=lambda option: -_popularity(aspect, table, option))

        some = mine[: len(mine) // 2]
        popular[aspect] = _share(some, lambda table: ranked(table)[0])
        popular_and_cheap[aspect] = _share(
            some,
            lambda table: min(ranked(table)[:3], key=lambda option: option["price"]),
        )
    _report("most typical", popular)
    _report("cheapest of the three most typical", popular_and_cheap)
    assert max(popular.values()) < LIMIT
    assert max(popular_and_cheap.values()) < LIMIT


@pytest.mark.parametrize("key", ["name", "places"])
def test_what_no_wish_is_about_says_nothing(tables: dict[str, list[Table]], key: str) -> None:
    codes = {
        value: code
        for code, value in enumerate(sorted({str(o[key]) for m in tables.values() for t in m for o in t.shown}))
    }
    shares = {aspect: _learned(mine, lambda table, option: codes[str(option[key])]) for aspect, mine in tables.items()}
    _report(key, shares)
    assert max(shares.values()) < 0.13


def test_the_place_in_the_list_says_nothing(tables: dict[str, list[Table]]) -> None:
    for aspect, mine in tables.items():
        places = Counter([option["id"] for option in table.shown].index(table.best) for table in mine)
        assert max(places.values()) / len(mine) < 0.09, aspect
