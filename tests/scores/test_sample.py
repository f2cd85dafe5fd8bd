"""Samples: the figures of many scores, in a fraction of their room."""

from __future__ import annotations

import math
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.dialogue import Ending
from tacit.goals import Cause
from tacit.scores import EFFORTS, EpisodeScore, scorecards
from tacit.scores._sample import AMOUNTS, SHARES, Sample
from tacit.stats import mean_interval, ratio_interval

Scored = Callable[..., EpisodeScore]
ALL = {"task": True, "bed": True, "price": True}


@pytest.fixture(scope="module")
def one(scored: Scored) -> EpisodeScore:
    """An ordinary score."""
    return scored("bed? pool?", ("book", {"task": True, "bed": True}))


def variations(one: EpisodeScore) -> st.SearchStrategy[EpisodeScore]:
    """Scores of a few tasks, some with figures that others do not have."""
    shares, counts = st.floats(0, 1), st.integers(0, 9)
    return st.builds(
        lambda **changes: replace(one, **changes),
        task=st.sampled_from("abc"),
        ending=st.sampled_from((Ending.ANSWERED, Ending.AGENT_ERROR, Ending.USER_ERROR)),
        full=st.booleans(),
        alignment=shares,
        held_out=st.none() | shares,
        regret=st.none() | st.floats(0, 1e9),
        negative=st.booleans(),
        asked=counts,
        hits=counts,
        sought=counts,
        found=counts,
        effort=st.dictionaries(st.sampled_from(EFFORTS), counts),
        curve=st.lists(shares, min_size=1, max_size=6).map(tuple),
    )


@settings(deadline=None, derandomize=True, max_examples=100)
@given(data=st.data())
def test_figures_are_those_of_the_scores_that_count(one: EpisodeScore, data: st.DataObject) -> None:
    scores = data.draw(st.lists(variations(one), max_size=12))
    sample = Sample({"another task": 0})
    for each in scores:
        sample.add(each)
    counted = [each for each in scores if each.ending.scored]
    tasks = [each.task for each in counted]
    assert (len(sample), sample.excluded) == (len(counted), len(scores) - len(counted))
    assert sum(sample.endings.values()) == len(scores)
    for name in (*SHARES, *AMOUNTS):
        had = [each for each in counted if getattr(each, name) is not None]
        values, unit = [float(getattr(each, name)) for each in had], name in SHARES
        assert sample.mean(name, unit=unit) == mean_interval(values, [each.task for each in had], unit_range=unit)
    assert sample.mean("effort_low") == mean_interval([each.effort.get("low", 0) for each in counted], tasks)
    assert sample.mean(Cause.UNKNOWN) == mean_interval([each.lost[Cause.UNKNOWN] for each in counted], tasks)
    asked_in_vain = [each for each in counted if each.negative]
    expected = mean_interval([each.asked for each in asked_in_vain], [each.task for each in asked_in_vain])
    assert sample.mean("over_asking") == expected
    hits, asked = [each.hits for each in counted], [each.asked for each in counted]
    assert sample.ratio("hits", "asked") == ratio_interval(hits, asked, tasks, unit_range=True)
    assert sample.by_task("full") == {
        task: [each.full for each in counted if each.task == task] for task in dict.fromkeys(tasks)
    }


@settings(deadline=None, derandomize=True, max_examples=100)
@given(data=st.data())
def test_the_curve_is_the_mean_where_what_ended_keeps_its_last_value(one: EpisodeScore, data: st.DataObject) -> None:
    scores = [each for each in data.draw(st.lists(variations(one), max_size=9)) if each.ending.scored]
    sample = Sample({})
    for each in scores:
        sample.add(each)
    longest = max((len(each.curve) for each in scores), default=0)
    padded = [each.curve + each.curve[-1:] * (longest - len(each.curve)) for each in scores]
    assert sample.curve == pytest.approx([math.fsum(at) / len(scores) for at in zip(*padded, strict=True)])


def test_ten_thousand_scores_are_read_in_little_more_room_than_one(one: EpisodeScore) -> None:
    def many(n: int) -> Iterator[EpisodeScore]:
        for number in range(n):
            yield replace(one, id=f"{number:016x}", task=f"task/{number // 5}", lost=dict(one.lost))

    def room(n: int) -> int:
        tracemalloc.start()
        scorecards(many(n), floor="silent", ceiling="knowing")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert room(10_000) - room(1_000) < 9_000 * 600
