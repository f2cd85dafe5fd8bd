"""What the report and the terminal say of disturbed scenarios, and that they say nothing where there are none."""

from __future__ import annotations

import io
from collections.abc import Callable

from rich.console import Console

from tacit.agents import AgentFactory
from tacit.reports import terminal_scorecard, write_report
from tacit.runs import RunFolder, read_scorecards


def _printed(folder: RunFolder) -> str:
    stream = io.StringIO()
    terminal_scorecard(read_scorecards(folder), folder.manifest, Console(file=stream, width=80))
    return stream.getvalue()


def test_the_terminal_says_what_became_of_success_under_each_disturbance(disturbed: RunFolder) -> None:
    text = _printed(disturbed)
    assert max(map(len, text.splitlines())) <= 80
    oracle = " ".join(text.split("disturbed:")[1].split("\noracle ")[1].split("\n\n")[0].split())
    assert "failures 100 to 100 (n = 6), 1.00 (1.00 to 1.00), +6.0 calls" in oracle
    assert "change 100 to 100" in oracle
    assert "reliable@4 100" in oracle


def test_the_report_has_a_table_for_each_disturbance(disturbed: RunFolder) -> None:
    page = write_report(disturbed).read_text(encoding="utf-8")
    section = page.split('<section id="disturbances">')[1].split("</section>")[0]
    for heading in ("The first message in other words", "Tools that fail at first", "A change of mind"):
        assert f"<h3>{heading}</h3>" in section
    assert "reliable@4" in section
    assert '<a href="#disturbances">' in page


def test_where_nothing_was_disturbed_nothing_is_said_of_it(references: RunFolder) -> None:
    assert "disturbed" not in _printed(references)
    assert "disturbances" not in write_report(references).read_text(encoding="utf-8").replace(".disturbances", "")


def test_disturbed_conversations_count_in_no_other_figure(
    disturbed: RunFolder, run: Callable[..., RunFolder], asking: AgentFactory
) -> None:
    plain = read_scorecards(run(asking))
    for name, card in read_scorecards(disturbed).items():
        assert card.n == plain[name].n
        assert card.metrics["alignment"] == plain[name].metrics["alignment"]
        assert card.gain == plain[name].gain
