"""What the terminal shows: 80 columns, and plain text where it is no terminal."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from rich.console import Console
from rich.text import Text

from tacit.agents import AgentFactory
from tacit.dialogue import Ending, Episode
from tacit.reports import compare_runs, narrate, terminal_comparison, terminal_scorecard
from tacit.runs import RunFolder, read_scorecards


def _piped(show: Callable[[Console], None], encoding: str = "utf-8") -> str:
    """What comes out of a pipe, of whatever width."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding) as stream:
        show(Console(file=stream, width=40))
        stream.flush()
        return raw.getvalue().decode(encoding)


def _seen(show: Callable[[Console], None], width: int = 80) -> str:
    """What a terminal of so many columns shows, with its styles."""
    stream = io.StringIO()
    show(Console(file=stream, force_terminal=True, width=width, color_system="standard", legacy_windows=False))
    return stream.getvalue()


def _is_plain(text: str) -> None:
    assert text.isascii()
    assert "\x1b" not in text
    assert not re.search(r"[^\n]\r", text)
    assert max(map(len, text.splitlines())) <= 80


def test_a_scorecard_through_a_pipe_is_plain_and_80_wide(tested: RunFolder) -> None:
    text = _piped(lambda console: terminal_scorecard(read_scorecards(tested), tested.manifest, console))
    _is_plain(text)
    names = ("asking:Asking", "silent", "cheapest", "ask-all", "one-at-a-time", "oracle")
    for name in names:
        assert len(re.findall(rf"^{re.escape(name)} ", text, re.MULTILINE)) >= 2, "figures, and where the gap went"
    assert re.search(r"^silent .*\d \(\d+-\d+\) .*\d \+- \.\d", text, re.MULTILINE)
    assert "never asked" in text
    assert "n = 12 conversations an agent, in 6 scenarios" in text
    assert "no language models" in text


def test_columns_never_run_into_each_other(tested: RunFolder, hostile: RunFolder, failing: RunFolder) -> None:
    for folder in (tested, hostile, failing):
        text = _piped(lambda console, f=folder: terminal_scorecard(read_scorecards(f), f.manifest, console))
        for line in text.split("where the rest")[0].splitlines()[2:]:
            if re.search(r"\d+ \(\d+-\d+\)", line):
                figures = re.sub(r" \+- | (?=\()", "±", line[15:])
                assert len(figures.split()) == 7, line


def test_a_long_name_stands_whole_above_its_figures(failing: RunFolder) -> None:
    lines = _piped(lambda console: terminal_scorecard(read_scorecards(failing), failing.manifest, console)).splitlines()
    for at, line in enumerate(lines):
        if line == "the_failing_agent_with_a_long_name.py:Failing":
            assert lines[at + 1].startswith(" " * 15)
            assert lines[at + 1].strip()
    assert lines.count("the_failing_agent_with_a_long_name.py:Failing") == 3


@pytest.mark.parametrize("width", [40, 60, 79, 80, 200])
def test_all_fits_into_a_terminal_of_any_width(failing: RunFolder, losing: Episode, width: int) -> None:
    cards = read_scorecards(failing)
    text = _seen(lambda console: terminal_scorecard(cards, failing.manifest, console), width)
    text += _seen(lambda console: terminal_comparison(compare_runs(failing, failing, None, "silent"), console), width)
    text += _seen(lambda console: narrate(losing, console), width)
    lines = [Text.from_ansi(line).plain for line in text.splitlines()]
    assert max(map(len, lines)) <= min(80, width)
    for word in ("right", "honoured", "gain", "low/med/hi", "regret", "A minus B", "p"):
        assert any(word in line.split() or word in line for line in lines), "narrow tables go on below, whole"


@pytest.mark.parametrize("n", [1, 2])
def test_tiny_runs_are_printed_without_impossible_bounds(
    run: Callable[..., RunFolder], asking: AgentFactory, n: int
) -> None:
    folder = run(asking, n=n)
    text = _piped(lambda console: terminal_scorecard(read_scorecards(folder), folder.manifest, console))
    text += _piped(lambda console: terminal_comparison(compare_runs(folder, folder, None, "oracle"), console))
    assert not re.search(r"nan|inf", text)
    for low, high in re.findall(r"(?:booked right|honoured|precision) .*\[(-?\d+), (-?\d+)\]", text):
        assert -100 <= int(low) <= int(high) <= 100


def test_a_scorecard_in_a_terminal_has_signs_and_80_columns(tested: RunFolder) -> None:
    text = _seen(lambda console: terminal_scorecard(read_scorecards(tested), tested.manifest, console))
    assert "±" in text
    assert "\x1b[1m" in text
    assert max(len(Text.from_ansi(line).plain) for line in text.splitlines()) <= 80


def test_a_scorecard_of_some_agents_or_none_is_printed_too(tested: RunFolder) -> None:
    cards = read_scorecards(tested)
    some = _piped(lambda console: terminal_scorecard({"oracle": cards["oracle"]}, tested.manifest, console))
    assert re.search(r"^oracle +nothing$", some, re.MULTILINE)
    assert "n = 0" in _piped(lambda console: terminal_scorecard({}, tested.manifest, console))


def test_excluded_episodes_are_named_with_their_bounds(references: RunFolder) -> None:
    from tacit.scores import score, scorecards

    scores = [
        score(one.model_copy(update={"ending": Ending.JUDGE_ERROR}) if one.scenario.endswith("/0") else one)
        for one in references.episodes()
        if one.agent == "silent"
    ]
    cards = scorecards(scores, floor="silent", ceiling="oracle")
    text = _piped(lambda console: terminal_scorecard(cards, references.manifest, console))
    _is_plain(text)
    assert re.search(r"Excluded, as not the agent's doing: silent 1, honoured between \d+ and \d+ %", text)


def test_a_comparison_prints_both_means_the_interval_and_p(tested: RunFolder) -> None:
    comparison = compare_runs(tested, tested, "one-at-a-time", "silent")
    text = _piped(lambda console: terminal_comparison(comparison, console))
    _is_plain(text)
    assert re.search(r"^honoured +\d+ % +\d+ % +\+\d+ \[-?\d+, \d+\] +[<.]", text, re.MULTILINE)
    assert "paired over 6 shared scenarios" in text


def test_a_narrated_conversation_shows_hidden_wishes_and_where_one_was_lost(losing: Episode) -> None:
    text = _piped(lambda console: narrate(losing, console))
    _is_plain(text)
    assert "(not said: " in text
    assert "-> wants: " in text
    assert "x lost here: heard, but not understood" in text
    assert re.search(r"^  x .*: lost: heard, but not", text, re.MULTILINE)


def test_a_narrated_conversation_survives_hostile_text(hostile: RunFolder) -> None:
    for episode in hostile.episodes():
        if "evil" in episode.agent:
            text = _piped(lambda console, e=episode: narrate(e, console))
            assert "\x1b" not in text
            assert "\u202e" not in text
            assert "more characters)" in text
            assert max(map(len, text.splitlines())) <= 80
            assert _piped(lambda console, e=episode: narrate(e, console), "ascii").isascii()
