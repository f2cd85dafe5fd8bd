"""Which episodes are shown: every way to fail, whatever their order, and never more than a page can hold."""

from __future__ import annotations

import random

from tacit.dialogue import Ending, Episode
from tacit.goals import Cause
from tacit.reports._gallery import ALIKE, LISTED, Gallery, choose
from tacit.reports._losses import EpisodeFates, Fate
from tacit.runs import RunFolder


def _one(id_: str, *causes: Cause | None, ending: Ending = Ending.ANSWERED, turns: int = 5) -> EpisodeFates:
    return EpisodeFates(
        id_, "travel/0", 0, ending, turns, tuple(Fate(at, "hotel.bed", c, False) for at, c in enumerate(causes))
    )


def _many(episodes: list[Episode], n: int) -> list[Episode]:
    return [one.model_copy(update={"id": f"{at:016x}"}) for at, one in zip(range(n), episodes * n, strict=False)]


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
    assert shown[0].ending is not Ending.ANSWERED, "what broke comes first"
    assert shown[-1].id == "fine", "failures come first"


def test_of_two_that_show_the_same_the_shorter_is_chosen() -> None:
    assert [one.id for one in choose([_one("long", Cause.IGNORED, turns=20), _one("short", Cause.IGNORED)], 1)] == [
        "short"
    ]


def test_failures_of_one_kind_are_shown_a_few_times_and_nothing_of_nothing() -> None:
    assert choose([], 12) == []
    assert len(choose([_one(f"e{at}", Cause.NOT_ASKED) for at in range(50)], 12)) == ALIKE


def test_what_is_kept_is_bounded_and_the_rest_is_counted(references: RunFolder) -> None:
    lost = [
        one for one in references.episodes() if one.agent == "silent" and any(e.kind == "violated" for e in one.events)
    ]
    gallery = Gallery()
    for episode in _many(lost, 500):
        gallery.add(episode)
    whole = gallery.whole(36)
    listed = gallery.listed(apart_from=[one.id for one, _ in whole])
    assert ALIKE <= len(whole) <= 36
    assert len(whole) + len(listed) <= LISTED + 36
    assert gallery.failed == gallery.counts[Cause.NOT_ASKED] == 500
    assert not {one.id for one, _ in whole} & {one.id for one in listed}


def test_what_is_shown_does_not_depend_on_the_order_in_which_episodes_ended(references: RunFolder) -> None:
    episodes = [one for one in references.episodes() if one.agent == "ask-all"]
    episodes = _many(episodes, 60)
    found: list[object] = []
    for seed in range(3):
        random.Random(seed).shuffle(episodes)
        gallery = Gallery()
        for episode in episodes:
            gallery.add(episode)
        whole = [one for one, _ in gallery.whole(10)]
        found.append((whole, gallery.listed(apart_from=[one.id for one in whole])))
    assert found[0] == found[1] == found[2]
