"""The report as a file: what it says, what it leaves out, how big it is, how long it takes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.dialogue import Ending
from tacit.errors import RunFolderError
from tacit.reports import gather, write_report
from tacit.reports._losses import anchor_of, fates
from tacit.reports._words import plural
from tacit.runs import RunFolder, read_scorecards


def _text(page: Path) -> str:
    """What a reader sees, roughly: no tags, no styles, white space folded."""
    source = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "", source)
    return re.sub(
        r"\s+", " ", text.replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )


def test_the_headline_is_a_sentence_with_floor_ceiling_gain_and_n(tested: RunFolder, pages: dict[str, Path]) -> None:
    card = read_scorecards(tested)["agents/asking.py:Asking"]
    honoured = card.metrics["alignment"]
    text = _text(pages["tested"])
    start = (
        f"asking.py:Asking honoured {100 * honoured.mean:.0f} % [{100 * honoured.low:.0f}, {100 * honoured.high:.0f}]"
    )
    assert f"{start} of what its users wanted." in text
    assert re.search(r"Floor \d+ %, ceiling 100 %: gain [−.\d]+ \[[−.\d]+, [−.\d]+\]", text)
    assert re.search(r"(All|Most|The largest part) of the rest was lost ", text)
    assert "n = 12 conversations in 6 scenarios" in text


def test_without_an_agent_under_test_the_asking_reference_stands_against_the_silent_one(pages: dict[str, Path]) -> None:
    text = _text(pages["references"])
    assert re.search(r"one-at-a-time scripted honoured \d+ % \[\d+, \d+\] of what its users wanted", text)
    assert re.search(r"silent scripted honoured \d+ %", text)
    assert "Users here are simulated by rules; scripted agents are no language models." in text


def test_a_report_of_what_was_gathered_before_does_not_read_the_run_again(
    tested: RunFolder, pages: dict[str, Path], tmp_path: Path
) -> None:
    folder = RunFolder(Path(shutil.copytree(tested.path, tmp_path / "run")))
    gathered = gather(folder)
    folder.episodes_path.unlink()
    assert _text(write_report(folder, gathered=gathered)) == _text(pages["tested"])


def test_scripted_agents_are_always_called_scripted(pages: dict[str, Path]) -> None:
    rows = re.findall(r'<th scope="row">(.*?)</th>', pages["tested"].read_text(encoding="utf-8"))
    for name in ("silent", "cheapest", "ask-all", "one-at-a-time", "oracle"):
        named = [row for row in rows if f">{name}<" in row]
        assert len(named) == 2
        assert all("scripted" in row for row in named)


def test_tested_agents_come_first_then_floor_to_ceiling(pages: dict[str, Path]) -> None:
    rows = re.findall(
        r'<th scope="row"><span class="agent" title="([^"]*)"', pages["tested"].read_text(encoding="utf-8")
    )
    assert rows[:6] == ["agents/asking.py:Asking", "silent", "cheapest", "ask-all", "one-at-a-time", "oracle"]


def test_optional_columns_appear_where_there_is_something_to_say(pages: dict[str, Path]) -> None:
    tested, references = _text(pages["tested"]), _text(pages["references"])
    for column in ("pass^2", "precise minus vague"):
        assert column in tested
        assert column not in references
    assert "tokens per conversation" not in tested
    assert "excluded" not in tested


def test_every_failure_of_the_run_is_counted_and_linked(failing: RunFolder, pages: dict[str, Path]) -> None:
    source = pages["failing"].read_text(encoding="utf-8")
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for episode in failing.episodes():
        if episode.agent.startswith("agents/") and episode.variant == "vague":
            for failure in fates(episode).failures:
                counted[anchor_of(failure)][episode.agent] += 1
    assert len(counted) >= 4
    for anchor, by_agent in counted.items():
        row = re.search(rf'<tr><th scope="row">[^\n]*?<a href="#{anchor}">.*?</tr>', source)
        assert row is not None, anchor
        assert [int(n) for n in re.findall(r"<td>(\d+)</td>", row[0])] == [
            by_agent[agent.name] for agent in failing.manifest.agents if not agent.reference
        ]
        only = re.search(rf'<p class="only" id="{anchor}".*?</p>', source)
        assert only is not None
        assert f"{plural(by_agent.total(), 'conversation')} in the run" in only[0]


def test_conversations_show_every_failure_of_the_run(pages: dict[str, Path]) -> None:
    for name in ("references", "failing"):
        source = pages[name].read_text(encoding="utf-8")
        whole = re.findall(r'<details class="episode" id="e-[0-9a-f]{16}" data-shows="([^"]*)"', source)
        assert 3 <= len(whole) <= 36
        anchors = re.findall(r'<p class="only" id="([^"]*)"', source)
        assert {anchor for shows in whole for anchor in shows.split()} == set(anchors)


def test_all_agents_under_test_are_reported_on(pages: dict[str, Path]) -> None:
    text = _text(pages["failing"])
    for name in ("Failing", "asking.py:Asking"):
        assert re.search(rf"{name} honoured \d+ % \[", text)
    assert "silent scripted honoured" not in text


def test_each_chart_is_said_in_a_sentence(pages: dict[str, Path]) -> None:
    text = _text(pages["tested"])
    assert re.search(r"Of 100 wishes, asking.py:Asking honoured \d+; the biggest loss: \d+ ", text)
    assert re.search(r"With asking.py:Asking, .*\d+ % never come out\.", text)
    assert re.search(r"A user of asking.py:Asking answers [\d.]+ messages a conversation", text)


def test_hints_are_marked_and_glossed(pages: dict[str, Path]) -> None:
    source = pages["references"].read_text(encoding="utf-8")
    assert re.search(r"<mark>[^<]+</mark>\s*<span class=\"gloss\">↳ wants: ", source)


def test_hostile_text_is_escaped_cut_and_made_visible(pages: dict[str, Path]) -> None:
    source = pages["hostile"].read_text(encoding="utf-8")
    assert "<script>alert" not in source
    assert "<img" not in source
    assert "&lt;script&gt;alert(&#39;gotcha&#39;)" in source
    assert "x" * 4_001 not in source
    assert "96,000 more characters" in source
    assert "⟦U+202E⟧right to left⟦U+2066⟧" in source
    assert not set("\u202e\u2066\x1b") & set(source)
    assert "{{ 7 * 7 }}" in source


def test_nothing_in_the_file_points_outside(pages: dict[str, Path]) -> None:
    for page in pages.values():
        source = page.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        source = source.replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
        assert "http://" not in source
        assert "https://" not in source
        assert not re.search(r'(?:src|href)="(?!#|data:,)', source)


def test_is_written_where_asked_and_may_be_written_again(tested: RunFolder, tmp_path: Path) -> None:
    first = write_report(tested, tmp_path / "a.html").read_text(encoding="utf-8")
    assert write_report(tested, tmp_path / "a.html").read_text(encoding="utf-8") == first


def test_a_place_that_cannot_be_written_is_one_line(tested: RunFolder, tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="cannot write"):
        write_report(tested, tmp_path / "missing" / "report.html")


def test_a_run_without_episodes_says_what_to_do(tested: RunFolder, tmp_path: Path) -> None:
    shutil.copy(tested.path / "run.json", tmp_path)
    (tmp_path / "episodes.jsonl").touch()
    with pytest.raises(RunFolderError, match="--resume"):
        write_report(RunFolder(tmp_path))


def test_excluded_episodes_and_missing_agents_are_said(tested: RunFolder, tmp_path: Path) -> None:
    """An interrupted run, in which a user broke and the ceiling never played."""
    shutil.copy(tested.path / "run.json", tmp_path)
    kept = [one for one in tested.episodes() if one.agent != "oracle"]
    broken = kept[0].model_copy(update={"ending": Ending.USER_ERROR, "detail": "ValueError: <oops>"})
    lines = [one.model_dump_json() for one in (broken, *kept[1:])]
    (tmp_path / "episodes.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = _text(write_report(RunFolder(tmp_path)))
    assert "simulated user failed" in text
    assert "honoured, had they counted" in text
    assert "(ValueError: <oops>)" in text
    assert "no episode yet" in text


def test_every_episode_broken_is_still_a_report(references: RunFolder, tmp_path: Path) -> None:
    shutil.copy(references.path / "run.json", tmp_path)
    lines = [
        one.model_copy(update={"ending": Ending.WORLD_ERROR}).model_dump_json() + "\n" for one in references.episodes()
    ]
    (tmp_path / "episodes.jsonl").write_text("".join(lines), encoding="utf-8")
    assert "No episode of this agent counts" in _text(write_report(RunFolder(tmp_path)))


def test_is_small_and_quick(run: Callable[..., RunFolder], tmp_path: Path) -> None:
    folder = run(n=50)
    start = time.monotonic()
    page = write_report(folder)
    assert time.monotonic() - start < 20, "the budget is 3 s on an idle machine; this only catches a blow-up"
    assert page.stat().st_size < 2_000_000


def test_importing_reports_is_light() -> None:
    code = "import sys, tacit.reports; print([m for m in ('altair', 'jinja2', 'vl_convert') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
