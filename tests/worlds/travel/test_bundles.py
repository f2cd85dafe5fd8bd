"""Bundles: the solver against every combination there is, and what a session makes of bookings that belong together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.dialogue import Scenario, Session, World, honours
from tacit.worlds.travel.bundles import Pick, Terms, best_bundle, pick
from tacit.worlds.travel.options import Option, Wish, fits_on, satisfies
from tacit.worlds.travel.trips import Trip
from tacit.worlds.travel.wishes import wish_by_id

TRIP = Trip("Oslo", "Vienna", "2027-05-01", "2027-05-04", 2, slack=1)
STARTS, ENDS = zip(*TRIP.windows, strict=True)
PROGRAMMES = ("Meridian", "Wayfarer")
WISHES = {
    "flight": tuple(map(wish_by_id, ("flight.seat.window_seat", "flight.stops.nonstop", "flight.baggage.checked_bag"))),
    "hotel": tuple(map(wish_by_id, ("hotel.facilities.pool", "hotel.bed.king", "hotel.meals.breakfast"))),
}
FEATURES = {"flight": ("window_seat", "checked_bag"), "hotel": ("pool", "breakfast")}

Tables = dict[str, list[Option]]
Best = dict[str, Pick] | None


@st.composite
def _option(draw: st.DrawFn, aspect: str, number: int) -> Option:
    """An option that serves the trip or not, with attributes and features that the wishes are about."""
    dates: Option = {"date": draw(st.sampled_from((*STARTS, "2027-05-09")))}
    if aspect == "hotel":
        dates = {"available_from": draw(st.sampled_from(STARTS)), "available_until": draw(st.sampled_from(ENDS))}
    has = draw(st.dictionaries(st.sampled_from(FEATURES[aspect]), st.integers(0, 30), max_size=2))
    return {
        "id": f"{aspect[0].upper()}{number}",
        "city": draw(st.sampled_from(("Vienna", "Vienna", "Vienna", "Bratislava"))),
        "places": draw(st.sampled_from((1, 2, 3))),
        "programme": draw(st.sampled_from(PROGRAMMES)),
        "price": draw(st.integers(1, 60)),
        "stops": draw(st.integers(0, 1)),
        "bed": draw(st.sampled_from(("one king bed", "two single beds"))),
        "included": [feature for feature, price in has.items() if not price],
        "extras": {feature: price for feature, price in has.items() if price},
        **dates,
    }


@st.composite
def _tables(draw: st.DrawFn) -> Tables:
    sizes = {aspect: draw(st.integers(1, 5)) for aspect in WISHES}
    return {aspect: [draw(_option(aspect, n)) for n in range(size)] for aspect, size in sizes.items()}


@st.composite
def _terms(draw: st.DrawFn) -> Terms:
    worth = st.sampled_from((0.25, 0.5, 1.0, 2.0))
    wishes = {
        aspect: [(wish, draw(worth)) for wish in draw(st.lists(st.sampled_from(every), unique_by=lambda w: w.id))]
        for aspect, every in WISHES.items()
    }
    return Terms(wishes, draw(st.none() | st.integers(2, 180)), draw(st.booleans()))


def _every_bundle(tables: Tables, terms: Terms) -> list[tuple[Pick, ...]]:
    """All that can be booked together under these terms."""
    bundles = product(*([pick(option, terms.wishes[aspect]) for option in table] for aspect, table in tables.items()))
    return [bundle for bundle in bundles if _is_possible(bundle, terms)]


def _is_possible(bundle: Sequence[Pick], terms: Terms) -> bool:
    together = any(all(fits_on(one.option, TRIP, window) for one in bundle) for window in TRIP.windows)
    affordable = terms.budget is None or sum(one.cost for one in bundle) <= terms.budget
    loyal = not terms.one_programme or len({one.option["programme"] for one in bundle}) == 1
    return together and affordable and loyal


def _rank(bundle: Sequence[Pick]) -> tuple[float, int, list[str]]:
    """What decides: most worth, least cost, and the first in the tables."""
    return (
        -sum(one.worth for one in bundle),
        sum(one.cost for one in bundle),
        [one.option["id"] for one in bundle],
    )


@given(_tables(), _terms())
def test_the_best_bundle_is_the_best_of_all_there_are(tables: Tables, terms: Terms) -> None:
    best, every = best_bundle(tables, terms, TRIP), _every_bundle(tables, terms)
    assert (best is None) == (not every)
    if best is not None:
        assert list(best) == list(tables)
        assert _rank(tuple(best.values())) == min(map(_rank, every))


@given(_tables(), _terms())
def test_more_money_never_buys_less(tables: Tables, terms: Terms) -> None:
    poor, rich = (best_bundle(tables, Terms(terms.wishes, budget), TRIP) for budget in (40, 90))
    assert rich is not None or poor is None
    if poor is not None and rich is not None:
        assert _worth(rich) >= _worth(poor)


@given(_tables(), _terms())
def test_loyalty_costs_worth_or_money_or_nothing(tables: Tables, terms: Terms) -> None:
    loyal, free = (best_bundle(tables, Terms(terms.wishes, None, one), TRIP) for one in (True, False))
    if loyal is None:
        return
    assert free is not None
    assert len({one.option["programme"] for one in loyal.values()}) == 1
    assert _rank(tuple(free.values())) <= _rank(tuple(loyal.values()))


def _worth(bundle: Mapping[str, Pick]) -> float:
    return sum(one.worth for one in bundle.values())


OPTION: Option = {
    "id": "H1", "city": "Vienna", "places": 2, "programme": "Meridian", "price": 100, "bed": "one king bed",
    "available_from": STARTS[0], "available_until": ENDS[1], "included": ["breakfast"], "extras": {"pool": 30, "gym": 5},
}  # fmt: skip


def test_a_pick_takes_the_extras_that_its_wishes_need_and_no_other() -> None:
    assert pick(OPTION, []) == Pick(OPTION, (), 100, 0)
    wanted = [(wish, 1.0) for wish in WISHES["hotel"]]
    assert pick(OPTION, wanted) == Pick(OPTION, ("pool",), 130, 3)
    other = [(wish_by_id("hotel.bed.twin"), 4.0), (wish_by_id("hotel.facilities.spa"), 2.0)]
    assert pick(OPTION, other) == Pick(OPTION, (), 100, 0)


def test_options_for_different_dates_make_no_bundle() -> None:
    early, late = ({**OPTION, "available_from": STARTS[n], "available_until": ENDS[n]} for n in (0, 1))
    other = {**OPTION, "id": "A1"}
    terms = Terms({"hotel": [], "apartment": []})
    assert best_bundle({"hotel": [early], "apartment": [{**late, "id": "A1"}]}, terms, TRIP) is None
    for stay in (early, late):
        assert best_bundle({"hotel": [stay], "apartment": [other]}, terms, TRIP) is not None, "open on either date"


def test_a_trip_without_slack_has_one_date() -> None:
    fixed = Trip("Oslo", "Vienna", TRIP.start, TRIP.end, 2)
    late = {**OPTION, "available_from": STARTS[1]}
    assert best_bundle({"hotel": [late]}, Terms({"hotel": []}), TRIP) is not None
    assert best_bundle({"hotel": [late]}, Terms({"hotel": []}), fixed) is None


@pytest.mark.parametrize(("budget", "found"), [(99, False), (100, True), (None, True)])
def test_a_budget_may_be_spent_to_the_last_dollar(budget: int | None, found: bool) -> None:
    assert (best_bundle({"hotel": [OPTION]}, Terms({"hotel": []}, budget), TRIP) is not None) == found


# The session


Book = Callable[[Scenario, Mapping[str, tuple[str, Sequence[str]]]], dict[str, Any]]


@pytest.fixture(scope="module")
def loyal(travel: World) -> list[Scenario]:
    """Hard scenarios in which everything is to be of one programme."""
    drawn = (travel.scenario("hard222", "dev", seed) for seed in range(120))
    return [scenario for scenario in drawn if "trip.loyalty" in scenario.goal.by_id and not _changes(scenario)][:12]


@pytest.fixture(scope="module")
def hard(travel: World) -> list[Scenario]:
    """Hard scenarios of any kind in which no mind is changed."""
    drawn = (travel.scenario("hard222", "dev", seed) for seed in range(60))
    return [scenario for scenario in drawn if not _changes(scenario)][:30]


def _changes(scenario: Scenario) -> bool:
    return any(twist.kind == "change" for twist in scenario.twists)


@pytest.fixture
def book(searched: Callable[[Scenario], Session], call: Callable[..., Any]) -> Book:
    """Books things in order; returns the outcome after the last of them."""

    def run(scenario: Scenario, wanted: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, Any]:
        session, outcome = searched(scenario), {}
        for id_, extras in wanted.values():
            results = call(session, "book", option_id=id_, extras=list(extras))
            assert not results.results[0].bad, results.results[0].content
            outcome = results.outcome
        return json.loads(json.dumps(outcome))

    return run


def _best(scenario: Scenario) -> dict[str, tuple[str, Sequence[str]]]:
    return {aspect: (best["id"], best["extras"]) for aspect, best in scenario.data["best"].items()}


def _labelled(scenario: Scenario, aspect: str, violates: list[str], misfit: str | None) -> list[str]:
    """Ids of the options of an aspect with a label."""
    labels = scenario.data["labels"][aspect]
    return [id_ for id_, label in labels.items() if label == {"violates": violates, "misfit": misfit}]


def _extras(scenario: Scenario, aspect: str, id_: str) -> list[str]:
    """The extras that an option needs for the wishes about it."""
    (option,) = (option for option in scenario.data["options"][aspect] if option["id"] == id_)
    wishes: list[Wish] = [wish_by_id(i.id) for i in scenario.goal if i.weight and i.aspect == aspect]
    return [*pick(option, [(wish, 1.0) for wish in wishes if satisfies(option, wish)]).extras]


def _honoured(scenario: Scenario, outcome: Mapping[str, Any], id_: str) -> bool:
    check = scenario.goal.by_id[id_].check
    return check is not None and honours(check, outcome, ())


def test_the_best_bundle_honours_everything_and_leaves_no_regret(hard: list[Scenario], book: Book) -> None:
    for scenario in hard:
        outcome = book(scenario, _best(scenario))
        assert set(outcome["bookings"]) == set(scenario.data["options"])
        assert outcome["unusable"] == {}
        assert outcome["paid"] == sum(best["total"] for best in scenario.data["best"].values())
        assert outcome["regret"] == 0
        assert all(honours(i.check, outcome, ()) for i in scenario.goal if i.check is not None)


def test_a_bundle_in_the_making_has_no_programme_and_keeps_to_no_budget(loyal: list[Scenario], book: Book) -> None:
    for scenario in loyal:
        *some, _ = _best(scenario).items()
        outcome = book(scenario, dict(some))
        assert "programme" not in outcome
        assert outcome["regret"] == outcome["paid"] > 0
        assert not any(_honoured(scenario, outcome, f"trip.{name}") for name in ("budget", "priority", "loyalty"))


def test_one_booking_of_another_programme_breaks_loyalty_and_is_regretted_whole(
    loyal: list[Scenario], book: Book
) -> None:
    tried = 0
    for scenario in loyal:
        best = _best(scenario)
        assert book(scenario, best)["programme"] in {
            option["programme"] for table in scenario.data["options"].values() for option in table
        }
        for aspect in best:
            for id_ in _labelled(scenario, aspect, ["trip.loyalty"], None):
                outcome = book(scenario, {**best, aspect: (id_, _extras(scenario, aspect, id_))})
                assert "programme" not in outcome
                assert not _honoured(scenario, outcome, "trip.loyalty")
                assert _honoured(scenario, outcome, "trip.budget"), "the disloyal option is the cheaper one"
                assert outcome["regret"] == outcome["paid"]
                tried += 1
    assert tried >= len(loyal)


def test_a_booking_for_the_other_dates_is_unusable_though_it_was_paid(hard: list[Scenario], book: Book) -> None:
    tried = 0
    for scenario in hard:
        best = _best(scenario)
        for aspect in best:
            for id_ in _labelled(scenario, aspect, [], "window"):
                right, outcome = book(scenario, best), book(scenario, {**best, aspect: (id_, [])})
                assert set(outcome["unusable"]) == {aspect}, "the dates that most bookings are for count"
                assert set(outcome["bookings"]) == set(best) - {aspect}
                assert outcome["paid"] == right["paid"] - right["bookings"][aspect]["total"] + _price(
                    scenario, aspect, id_
                )
                assert outcome["regret"] == outcome["paid"]
                assert "programme" not in outcome
                own = [intent for intent in scenario.goal if intent.aspect == aspect and intent.check is not None]
                assert not any(honours(i.check, outcome, ()) for i in own if i.check is not None and _is_plain(i.check))
                tried += 1
    assert tried > 15


def _price(scenario: Scenario, aspect: str, id_: str) -> int:
    return next(option["price"] for option in scenario.data["options"][aspect] if option["id"] == id_)


def _is_plain(check: Any) -> bool:
    return check.kind == "outcome"


def test_with_one_booking_for_each_date_only_one_of_them_counts(travel: World, book: Book) -> None:
    tried = 0
    for seed in range(60):
        scenario = travel.scenario("hard22", "dev", seed)
        best = _best(scenario)
        for aspect in best:
            for id_ in _labelled(scenario, aspect, [], "window"):
                outcome = book(scenario, {**best, aspect: (id_, [])})
                assert len(outcome["bookings"]) == len(outcome["unusable"]) == 1
                assert not _honoured(scenario, outcome, "trip.budget")
                tried += 1
    assert tried > 15


def test_a_right_bundle_that_costs_more_is_regretted_by_the_difference(hard: list[Scenario], book: Book) -> None:
    tried = 0
    for scenario in hard:
        best = _best(scenario)
        paid = book(scenario, best)["paid"]
        for aspect in best:
            for id_ in _labelled(scenario, aspect, [], None):
                outcome = book(scenario, {**best, aspect: (id_, _extras(scenario, aspect, id_))})
                if all(honours(i.check, outcome, ()) for i in scenario.goal if i.check is not None):
                    assert outcome["regret"] == outcome["paid"] - paid
                    tried += id_ != best[aspect][0]
                else:
                    assert outcome["regret"] == outcome["paid"]
    assert tried > 5


def test_every_extra_on_sale_breaks_the_budget_or_is_regretted(hard: list[Scenario], book: Book) -> None:
    for scenario in hard:
        everything = {
            aspect: (id_, list(next(o for o in scenario.data["options"][aspect] if o["id"] == id_)["extras"]))
            for aspect, (id_, _) in _best(scenario).items()
        }
        outcome = book(scenario, everything)
        best = sum(best["total"] for best in scenario.data["best"].values())
        assert outcome["regret"] == outcome["paid"] - (best if _honoured(scenario, outcome, "trip.budget") else 0)


def test_where_a_mind_is_changed_no_regret_is_reckoned(travel: World, book: Book) -> None:
    drawn = (travel.scenario("hard222", "dev", seed) for seed in range(60))
    fickle = [scenario for scenario in drawn if _changes(scenario)]
    assert fickle
    for scenario in fickle:
        assert "regret" not in book(scenario, _best(scenario))


def test_trips_without_slack_know_no_programme(travel: World, book: Book) -> None:
    for seed in range(5):
        scenario = travel.scenario("22", "dev", seed)
        outcome = book(scenario, _best(scenario))
        assert set(outcome) == {"bookings", "unusable", "paid", "regret"}
