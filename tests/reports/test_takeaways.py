"""The sentences above the charts."""

from __future__ import annotations

from dataclasses import replace

from tacit.reports._takeaways import effort_takeaway, gap_takeaway, turns_takeaway
from tacit.runs import RunFolder, read_scorecards


def test_sentences_say_what_the_figures_say(references: RunFolder) -> None:
    cards = read_scorecards(references)
    silent = cards["silent"]
    honoured, lost = (100 * value for value in (silent.metrics["alignment"].mean, 1 - silent.metrics["alignment"].mean))
    assert gap_takeaway("silent", silent) == (
        f"Of 100 wishes, silent honoured {honoured:.0f}; the biggest loss: {lost:.0f} never asked about."
    )
    assert gap_takeaway("oracle", cards["oracle"]) == "Of 100 wishes, oracle honoured 100; nothing was lost."
    assert effort_takeaway("silent", silent) == "silent asks its users nothing."


def test_half_is_said_where_half_comes_out(references: RunFolder) -> None:
    card = read_scorecards(references)["one-at-a-time"]
    said = {
        (1.0, 0.6, 0.5, 0.2): "With me, half of the wishes are out after 2 turns; 20\u00a0% never come out.",
        (1.0, 0.4): "With me, half of the wishes are out after 1 turn; 40\u00a0% never come out.",
        (0.5,): "With me, half of the wishes are out after the opening; 50\u00a0% never come out.",
        (1.0, 0.9): "With me, 90\u00a0% never come out.",
    }
    for curve, sentence in said.items():
        assert turns_takeaway("me", replace(card, curve=curve)) == sentence


def test_nothing_is_claimed_of_an_agent_without_episodes(references: RunFolder) -> None:
    card = replace(read_scorecards(references)["silent"], n=0, curve=())
    for takeaway in (gap_takeaway, turns_takeaway, effort_takeaway):
        assert takeaway("silent", card) == "No conversation of silent counts."
