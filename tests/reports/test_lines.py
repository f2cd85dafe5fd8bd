"""Names at the ends of lines: apart from each other and on the chart, however close together the lines end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacit.reports._lines import _end_labels
from tacit.reports._roles import Roles
from tacit.runs import RunFolder, read_scorecards
from tacit.scores import Scorecard


@pytest.fixture(scope="module")
def card(references: RunFolder) -> Scorecard:
    """Any scorecard, to be given other curves."""
    return read_scorecards(references)["silent"]


@given(ends=st.lists(st.floats(0, 1), min_size=1, max_size=9), narrow=st.booleans())
def test_labels_never_overlap_nor_leave_the_chart(card: Scorecard, ends: list[float], narrow: bool) -> None:
    height = 240 if narrow else 300
    cards = {f"agent {at}": replace(card, curve=(1.0, end)) for at, end in enumerate(ends)}
    roles = Roles(["agent 0"], ["agent 0"], "floor", "ceiling")
    labels = _end_labels(cards, roles, 1, height, narrow)
    line = 1400 / height
    edges = [(one["share"] + line / 2, one["share"] + line / 2 - line * len(one["text"].split("\n"))) for one in labels]
    assert all(below <= above_bottom for (_, above_bottom), (below, _) in pairwise(edges))
    assert all(bottom >= -1e-9 for _, bottom in edges)
    named = [name for one in labels for name in one["text"].replace("\n", ", ").split(", ")]
    assert sorted(named) == sorted(cards)
