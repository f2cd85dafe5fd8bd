"""Where wishes were lost, and which episodes are shown for it."""

from __future__ import annotations

from tacit.dialogue import Ending
from tacit.goals import Cause
from tacit.reports._losses import EpisodeFates, Fate, by_facet, choose, examples, fates
from tacit.runs import RunFolder, read_scorecards


def _one(id_: str, *causes: Cause | None, ending: Ending = Ending.ANSWERED, turns: int = 5) -> EpisodeFates:
    return EpisodeFates(id_, "me", ending, turns, tuple(Fate(at, "hotel.bed", c, False) for at, c in enumerate(causes)))


def test_every_cause_and_ending_is_shown_within_the_limit() -> None:
    ordinary = [_one(f"e{at}", Cause.NOT_ASKED) for at in range(50)]
    rare = [
        _one("ignored", Cause.IGNORED),
        _one("unknown", Cause.UNKNOWN),
        _one("left", Cause.NOT_ASKED, ending=Ending.GAVE_UP),
        _one("broken", ending=Ending.USER_ERROR),
        _one("fine", None),
    ]
    shown = choose([*ordinary, *rare], 12)
    assert {one.id for one in shown} >= {one.id for one in rare}
    assert shown[-1].id == "fine", "failures come first"


def test_of_two_that_show_the_same_the_shorter_is_chosen() -> None:
    assert [one.id for one in choose([_one("long", Cause.IGNORED, turns=20), _one("short", Cause.IGNORED)], 1)] == [
        "short"
    ]


def test_nothing_is_shown_twice_and_nothing_of_nothing() -> None:
    assert choose([], 12) == []
    assert len(choose([_one(f"e{at}", Cause.NOT_ASKED) for at in range(50)], 12)) == 1


def test_facets_count_what_the_scorecard_counts(references: RunFolder) -> None:
    kept = [fates(one) for one in references.episodes() if one.agent == "one-at-a-time" and one.variant == "vague"]
    rows = by_facet(kept, kept)
    card = read_scorecards(references)["one-at-a-time"]
    wishes, honoured = sum(row.wishes for row in rows), sum(row.honoured for row in rows)
    assert abs(honoured / wishes - card.metrics["alignment"].mean) < 1e-9, "all wishes weigh the same in this family"
    assert [row.lost.total() for row in rows] == sorted((row.lost.total() for row in rows), reverse=True)
    assert all(row.example is not None for row in rows if row.lost)


def test_examples_point_at_the_wish_that_was_lost() -> None:
    shown = [_one("a", None, Cause.IGNORED), _one("b", Cause.IGNORED, Cause.UNKNOWN)]
    assert examples(shown) == {Cause.IGNORED: ("a", 1), Cause.UNKNOWN: ("b", 1)}
