"""Every promise about a bundle, recomputed from options, the trip's facts and the intents' checks alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, get_args

import pytest

from tacit.dialogue import Scenario, honours
from tacit.errors import DifficultyError
from tacit.goals import AnyOf, Category, Disclosure, Intent, OutcomeCheck
from tacit.worlds.travel.catalog import ASPECTS
from tacit.worlds.travel.generator import HARD_FAMILIES, generate
from tacit.worlds.travel.options import Wish
from tacit.worlds.travel.trips import Trip
from tacit.worlds.travel.wishes import Split, check_of, choices, wish_by_id

SPLITS: tuple[Split, ...] = get_args(Split)
CHUNKS = [(family, first, first + 1112) for family in HARD_FAMILIES for first in (0, 1112, 2224)]
"""Ten thousand and eight seeds."""

Option = dict[str, Any]


@dataclass(frozen=True)
class Booked:
    """An option with some of its extras, for one date."""

    aspect: str
    option: Option
    extras: tuple[str, ...]

    @property
    def cost(self) -> int:
        return self.option["price"] + sum(self.option["extras"][extra] for extra in self.extras)

    @property
    def booking(self) -> Option:
        return {**self.option, "has": [*self.option["included"], *self.extras]}


Bundle = tuple[Booked, ...]


class Shelf:
    """Everything that can be booked for a scenario, by dates and aspect, with the intents that each honours by itself."""

    def __init__(self, scenario: Scenario) -> None:
        self.trip = Trip(**scenario.data["trip"])
        self.tables: dict[str, list[Option]] = scenario.data["options"]
        self.intents = [*(i for i in scenario.goal if i.weight), _luxury(scenario)]
        self.by_window = [
            {aspect: [(b, self._honoured(b)) for b in self._bookable(aspect, *dates)] for aspect in self.tables}
            for dates in self.trip.windows
        ]

    def bundles(self, wanted: Collection[Intent]) -> Iterator[Bundle]:
        """Every bundle, for one and the same date, that honours all wanted intents."""
        alone, together = _split(wanted)
        for tables in self.by_window:
            fitting = [
                [b for b, honoured in tables[aspect] if honoured.issuperset(i.id for i in alone if i.aspect == aspect)]
                for aspect in tables
            ]
            for bundle in product(*fitting):
                outcome = _outcome(bundle)
                if all(honours(intent.check, outcome, ()) for intent in together if intent.check is not None):
                    yield bundle

    def best(self, wanted: Collection[Intent]) -> set[tuple[str, ...]]:
        """The ids of the cheapest bundles that honour all wanted intents."""
        costs: dict[tuple[str, ...], int] = {}
        for bundle in self.bundles(wanted):
            ids = tuple(booked.option["id"] for booked in bundle)
            costs[ids] = min(_cost(bundle), costs.get(ids, _cost(bundle)))
        return {ids for ids, cost in costs.items() if cost == min(costs.values())}

    def best_alone(self, aspect: str, wanted: Collection[Intent]) -> str:
        """The cheapest option of one aspect that honours the wanted intents about it alone, for whichever date."""
        own = {intent.id for intent in _split(wanted)[0] if intent.aspect == aspect}
        right = [b for tables in self.by_window for b, honoured in tables[aspect] if own <= honoured]
        return min(right, key=lambda booked: booked.cost).option["id"]

    def _bookable(self, aspect: str, start: str, end: str) -> Iterator[Booked]:
        """Options for given dates, with every choice of the extras that somebody could want."""
        features = set().union(*(_features(intent) for intent in self.intents if intent.aspect == aspect))
        for option in self.tables[aspect]:
            sold = sorted(features & set(option["extras"])) if _serves_on(option, self.trip, start, end) else None
            for chosen in product((False, True), repeat=len(sold)) if sold is not None else ():
                yield Booked(
                    aspect, option, tuple(extra for extra, take in zip(sold or (), chosen, strict=True) if take)
                )

    def _honoured(self, booked: Booked) -> frozenset[str]:
        outcome = {"bookings": {booked.aspect: booked.booking}}
        alone = [intent for intent in _split(self.intents)[0] if intent.aspect == booked.aspect]
        return frozenset(i.id for i in alone if i.check is not None and honours(i.check, outcome, ()))


def _split(intents: Collection[Intent]) -> tuple[list[Intent], list[Intent]]:
    """Intents that one booking decides, and those that take several."""
    alone = [
        intent for intent in intents if isinstance(intent.check, OutcomeCheck) and intent.check.path[0] == "bookings"
    ]
    return alone, [intent for intent in intents if intent not in alone]


def _features(intent: Intent) -> set[str]:
    """Features that an intent's check may ask for."""
    check = intent.check
    if isinstance(check, AnyOf):
        check = check.parts[1]
    return {str(check.value)} if isinstance(check, OutcomeCheck) and check.op == "contains" else set()


def _serves_on(option: Option, trip: Trip, start: str, end: str) -> bool:
    there = option["city"] == trip.city and option["places"] >= trip.party
    if "date" in option:
        return there and option["date"] == start
    return there and option["available_from"] <= start and end <= option["available_until"]


def _outcome(bundle: Bundle) -> dict[str, Any]:
    programmes = {booked.option["programme"] for booked in bundle}
    shared = {"programme": programmes.pop()} if len(programmes) == 1 else {}
    bookings = {booked.aspect: booked.booking for booked in bundle}
    return {"bookings": bookings, "paid": _cost(bundle), **shared}


def _cost(bundle: Bundle) -> int:
    return sum(booked.cost for booked in bundle)


def _final(scenario: Scenario) -> list[Intent]:
    """What is wanted once every mind has been changed, as far as it weighs anything."""
    replaced = {intent.supersedes for intent in scenario.goal}
    return [intent for intent in scenario.goal if intent.weight and intent.id not in replaced]


def _first(scenario: Scenario) -> list[Intent]:
    """What is wanted before any mind is changed."""
    return [intent for intent in scenario.goal if intent.weight and intent.supersedes is None]


def _luxury(scenario: Scenario) -> Intent:
    """The luxury, with the check it would have if it were an ordinary wish."""
    luxury = next(intent for intent in scenario.goal if intent.value and not intent.weight)
    return luxury.model_copy(update={"check": check_of(wish_by_id(luxury.id))})


def _without(intents: Collection[Intent], *ids: str) -> list[Intent]:
    return [intent for intent in intents if intent.id not in ids]


def _assert_bundle_keeps_its_promises(scenario: Scenario) -> None:
    shelf, wanted, luxury = Shelf(scenario), _final(scenario), _luxury(scenario)
    named = {aspect: best["id"] for aspect, best in scenario.data["best"].items()}
    best = {tuple(named.values())}
    priority = next(intent for intent in wanted if intent.id == "trip.priority")
    rival = next(intent for intent in wanted if intent.text in priority.text and intent is not priority)
    assert shelf.best(wanted) == best, "one best bundle, the one on record"
    assert not any(shelf.bundles([*wanted, luxury])), "everything fits the budget"
    assert any(shelf.bundles([*_without(wanted, "trip.budget", "trip.priority"), luxury])), "money does not help"
    assert any(shelf.bundles([*_without(wanted, "trip.priority", rival.id), luxury])), (
        "there is no other way to the luxury"
    )
    for intent in wanted:
        if intent.aspect != "trip" or intent.id == "trip.loyalty":
            others = _without(wanted, intent.id, *(["trip.priority"] if intent is rival else []))
            assert shelf.best(others) != best, f"{intent.id} decides nothing"
    assert tuple(shelf.best_alone(aspect, wanted) for aspect in named) not in best, (
        "the best of each is the best of all"
    )
    for aspect, table in scenario.data["options"].items():
        lowest = min(option["price"] for option in table)
        assert named[aspect] not in [o["id"] for o in table if o["price"] == lowest], "the cheapest on display is right"
    assert any(shelf.bundles(_first(scenario))), "what was wanted at first could not be had"


def _assert_table_counts(scenario: Scenario) -> None:
    trip = Trip(**scenario.data["trip"])
    for aspect, table in scenario.data["options"].items():
        labels = scenario.data["labels"][aspect]
        right = [o for o in table if not labels[o["id"]]["violates"] and labels[o["id"]]["misfit"] is None]
        noise = [o for o in table if labels[o["id"]]["misfit"] is not None]
        assert (len(table), len(right), len(noise)) == (18, 3, 5)
        in_time = [o for o in table if any(_serves_on(o, trip, *dates) for dates in trip.windows)]
        windows = [o for o in noise if labels[o["id"]]["misfit"] == "window"]
        assert len(in_time) == len(table) - len(noise) + len(windows)
        assert len(windows) == 2


@pytest.mark.parametrize(("family", "first", "last"), CHUNKS)
def test_ten_thousand_bundles_keep_every_promise(family: str, first: int, last: int) -> None:
    links: Counter[bool] = Counter()
    for seed in range(first, last):
        scenario = generate(family, SPLITS[seed % 3], seed)
        _assert_table_counts(scenario)
        links["trip.loyalty" in scenario.goal.by_id] += 1
        _assert_bundle_keeps_its_promises(scenario)
    assert min(links.values()) > (last - first) // 4, "both kinds of link occur"


def test_goals_hold_what_the_tier_promises() -> None:
    for seed in range(300):
        scenario = generate("hard222", SPLITS[seed % 3], seed)
        goal = scenario.goal
        assert {"trip.budget", "trip.priority"} <= set(goal.by_id)
        conditional = [intent for intent in goal if isinstance(intent.check, AnyOf)]
        assert len(conditional) + ("trip.loyalty" in goal.by_id) == 1
        aspects = {i.aspect for i in conditional} | {p.aspect for i in conditional for p in _condition(i)}
        assert len(aspects) in (0, 2), "a condition is about another aspect than its wish"
        luxury = _luxury(scenario)
        assert scenario.goal.by_id[luxury.id].check is None
        for intent in goal:
            if intent.category is Category.OBJECTIVE:
                continue
            assert not intent.known or intent.text in scenario.precise or intent.id in _replaced(scenario)
            assert "{" not in " ".join((intent.text, *intent.phrasings))
        budget = goal.by_id["trip.budget"]
        assert all(budget.value in hint for hint in budget.phrasings)


def test_a_condition_that_did_not_come_about_honours_nothing_that_is_not_booked() -> None:
    tried = 0
    for seed in range(60):
        scenario = generate("hard22", "dev", seed)
        for intent in scenario.goal:
            if intent.check is None or not isinstance(intent.check, AnyOf):
                continue
            (condition,) = {wish.aspect for wish in _condition(intent)}
            otherwise: Option = {condition: {"has": []}}
            assert not honours(intent.check, {"bookings": otherwise}, ())
            assert not honours(intent.check, {"bookings": {intent.aspect: {"has": []}}}, ())
            assert honours(intent.check, {"bookings": {intent.aspect: {"has": []}, **otherwise}}, ())
            tried += 1
    assert tried > 10


def _condition(intent: Intent) -> list[Wish]:
    """The wish that stands as the condition of a conditional one."""
    return [
        wish
        for aspect in ASPECTS
        for facet in aspect.facets
        for wish in choices(aspect.name, facet.name, "test")
        if intent.text.endswith(f", if I end up with {wish.preference.text}")
    ]


def _replaced(scenario: Scenario) -> set[str | None]:
    return {intent.supersedes for intent in scenario.goal}


def test_a_negative_bundle_says_everything_and_has_no_twists() -> None:
    negative = [s for seed in range(200) if (s := generate("hard22", "dev", seed)).negative]
    assert len(negative) > 5
    for scenario in negative:
        assert scenario.opening == scenario.precise
        assert not scenario.twists
        assert all(i.disclosure is Disclosure.OPENING for i in scenario.goal if i.known and i.supersedes is None)


def test_a_twin_has_made_up_its_mind() -> None:
    scenarios = [generate("hard22", "dev", seed) for seed in range(200)]
    changed = [scenario for scenario in scenarios if any(twist.kind == "change" for twist in scenario.twists)]
    assert changed
    for scenario in changed:
        twin = scenario.twin()
        assert not twin.twists
        assert {intent.id for intent in twin.goal} == {i.id for i in scenario.goal} - _replaced(scenario)
        assert not any(intent.supersedes for intent in twin.goal)
        assert twin.task == scenario.task


def test_every_kind_of_twist_occurs_and_is_about_a_wish_that_something_else_could_be_said_of() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(400):
        scenario = generate("hard333", "test", seed)
        kinds.update(twist.kind for twist in scenario.twists)
        assert len({twist.intent for twist in scenario.twists}) == len(scenario.twists) <= 2
        for twist in scenario.twists:
            intent = scenario.goal.by_id[twist.intent]
            assert intent.weight
            assert twist.words
            assert (twist.kind == "change") == (intent.supersedes is not None)
            assert intent.text.lower() not in twist.words.lower()
    assert set(kinds) == {"slip", "partial", "contradiction", "change"}
    assert min(kinds.values()) > 60


@pytest.mark.parametrize("family", ["hard", "hard2", "hard24", "hard40", "hardx", "hard222222", "HARD22", "hard 22"])
def test_an_impossible_bundle_is_refused_with_the_possible_ones(family: str) -> None:
    with pytest.raises(DifficultyError, match="hard22"):
        generate(family, "dev", 0)
