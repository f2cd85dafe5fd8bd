"""What became of wishes, by episode and by facet."""

from __future__ import annotations

from tacit.dialogue import Ending
from tacit.goals import Cause
from tacit.reports._losses import FAILURES, EpisodeFates, Facets, Fate, anchor_of, fates
from tacit.runs import RunFolder, read_scorecards


def _one(id_: str, *causes: Cause | None, ending: Ending = Ending.ANSWERED) -> EpisodeFates:
    return EpisodeFates(
        id_, "travel/0", 0, ending, 5, tuple(Fate(at, "hotel.bed", cause, False) for at, cause in enumerate(causes))
    )


def test_an_episode_fails_first_by_how_it_ended_then_by_what_cost_most() -> None:
    one = _one("e", Cause.IGNORED, Cause.NOT_ASKED, Cause.NOT_ASKED, None, ending=Ending.GAVE_UP)
    assert one.failures == (Ending.GAVE_UP, Cause.NOT_ASKED, Cause.IGNORED)
    assert _one("e", None).failures == ()


def test_what_broke_in_other_hands_loses_no_wishes() -> None:
    assert _one("e", Cause.NOT_ASKED, ending=Ending.JUDGE_ERROR).failures == (Ending.JUDGE_ERROR,)


def test_every_failure_has_an_address_of_its_own() -> None:
    anchors = [anchor_of(failure) for failure in FAILURES]
    assert len(set(anchors)) == len(anchors)
    assert {"lost=not_asked", "lost=unknown", "ended=gave_up", "ended=agent_error", "ended=out_of_turns"} <= set(
        anchors
    )


def test_facets_count_what_the_scorecard_counts(references: RunFolder) -> None:
    facets = Facets()
    for episode in references.episodes():
        if episode.agent == "one-at-a-time" and episode.variant == "vague":
            facets.add(fates(episode))
    rows = list(facets)
    card = read_scorecards(references)["one-at-a-time"]
    wishes, honoured = sum(row.wishes for row in rows), sum(row.honoured for row in rows)
    assert abs(honoured / wishes - card.metrics["alignment"].mean) < 1e-9, "all wishes weigh the same in this family"
    assert [row.lost.total() for row in rows] == sorted((row.lost.total() for row in rows), reverse=True)
    for row in rows:
        assert abs(row.share.mean - row.honoured / row.wishes) < 1e-9
        assert 0 <= row.share.low <= row.share.mean <= row.share.high <= 1


def test_trials_of_one_scenario_do_not_narrow_the_interval_of_a_facet() -> None:
    once, often = Facets(), Facets()
    for at in range(8):
        one = EpisodeFates(
            f"e{at}", f"s/{at}", 0, Ending.ANSWERED, 5, (Fate(0, "a.b", [None, Cause.IGNORED][at % 2], False),)
        )
        once.add(one)
        for _ in range(5):
            often.add(one)
    (a,), (b,) = list(once), list(often)
    assert (a.share.low, a.share.high) == (b.share.low, b.share.high)
    assert b.wishes == 5 * a.wishes


def test_a_facet_takes_its_example_from_the_first_shown_loss() -> None:
    facets = Facets()
    shown = [_one("a", None, Cause.IGNORED), _one("b", Cause.IGNORED)]
    for one in shown:
        facets.add(one)
    facets.exemplify(iter(shown))
    assert next(iter(facets)).example == ("a", 1)
