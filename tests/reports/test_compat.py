"""A run in UserBench's terms: our agents, the floors and the published models in one table of 80 columns."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tacit.agents import AgentFactory
from tacit.errors import UsageError
from tacit.reports import check_compat, terminal_compat
from tacit.runs import RunFolder, evaluate
from tacit.scores import PUBLISHED_MULTI, PUBLISHED_SINGLE, TraceSample, userbench_trace
from tacit.worlds import load_world


def printed(folder: RunFolder) -> str:
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="utf-8") as stream:
        terminal_compat("userbench", folder, Console(file=stream, width=40))
        stream.flush()
        text = raw.getvalue().decode()
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    return text


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of one agent with a long name beside the references, single-choice and multi-choice."""
    oracle = load_world("userbench").policies["oracle"]
    agent = AgentFactory("agents/an_agent_with_a_rather_long_name.py:agent", "1", oracle.make, instant=True)
    out = tmp_path_factory.mktemp("compat") / "run"
    return evaluate("userbench", [agent], out=out, n=8, families=["22", "333-multi"])


def test_every_agent_floor_and_published_model_has_its_line(played: RunFolder) -> None:
    text = printed(played)
    single, multi = text.split("several answers an aspect")
    for row in PUBLISHED_SINGLE:
        assert f"{row.model:<17}" in single
    for half, table in ((single, PUBLISHED_SINGLE), (multi, PUBLISHED_MULTI)):
        assert all(f"{row.score:.3f}".removeprefix("0") in half for row in table)
        assert all(name in half for name in ("random", "silent", "brute-force", "oracle"))
    assert "any of 18             .056     .167     .144" in single
    assert "any of 13             .077     .231     .200" in single
    assert "trying 13" in multi


def test_figures_are_those_of_the_metrics_with_their_intervals_below(played: RunFolder) -> None:
    traces = [userbench_trace(e) for e in played.episodes() if e.agent == "random" and not e.family.endswith("multi")]
    score = TraceSample(traces).metrics(multi=False)["score"]
    lines = printed(played).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("random"))
    assert f"{score.mean:.3f}".removeprefix("0") in lines[at]
    assert f"{score.low:.2f}-{score.high:.2f}".replace("0.", ".") in lines[at + 1]


def test_it_says_how_it_differs_from_what_was_published(played: RunFolder) -> None:
    text = " ".join(printed(played).split())
    assert "here rules are both" in text
    assert "have no intervals" in text
    assert "families 22, 333-multi" in text


def test_a_run_of_userrls_setting_shows_its_score_alone(tmp_path: Path) -> None:
    folder = evaluate("userbench", out=tmp_path / "run", n=4, families=["22-userrl"])
    text = printed(folder)
    assert "UserBench's metrics" not in text
    assert "published with 16 turns" not in text
    oracle = next(line for line in text.splitlines() if line.startswith("oracle"))
    assert "1.000" in oracle
    assert "Qwen3-8B .573 (Equalized/R2G)" in " ".join(text.split())


def test_a_run_of_the_travel_world_is_mapped_and_says_so(references: RunFolder) -> None:
    text = printed(references)
    assert "Mapped from the travel world" in text
    rows = {
        line.split()[0]: line.split()[1:4] for line in text.splitlines() if line.startswith(("oracle ", "cheapest "))
    }
    assert rows["cheapest"][0] == ".000"
    assert "1.000" in next(line for line in text.splitlines() if line.startswith("oracle "))


def test_a_travel_run_of_another_version_of_the_world_is_refused(
    references: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = references.manifest.card.model_copy(update={"world_version": "0"})
    monkeypatch.setattr(references, "manifest", references.manifest.model_copy(update={"card": old}))
    with pytest.raises(UsageError, match="best options of this run are not known"):
        printed(references)


@pytest.mark.parametrize(
    ("name", "world", "families", "says"),
    [
        ("userbnch", "userbench", (), "no compatibility with 'userbnch'"),
        ("userbench", "desk", (), "episodes of the world 'desk' say nothing"),
        ("userbench", "travel", ("22", "hard22"), "trips of hard22 are booked as a whole"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(
    name: str, world: str, families: tuple[str, ...], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        check_compat(name, world, families)


def test_a_travel_run_from_a_file_is_refused_before_it_begins() -> None:
    check_compat("userbench", "userbench", from_file=True)
    with pytest.raises(UsageError, match="leave out --scenarios"):
        check_compat("userbench", "travel", from_file=True)


def test_an_agent_that_did_nothing_has_dashes_and_no_interval_where_there_is_nothing_to_average(
    tmp_path: Path, make_mute: Callable[[], AgentFactory]
) -> None:
    folder = evaluate("userbench", [make_mute()], out=tmp_path / "run", n=1)
    row = next(line for line in printed(folder).splitlines() if line.startswith("mute"))
    assert row.split()[1:] == [".000", ".000", ".000", "-", "-", "0.0", "(0/0)"]


@pytest.fixture
def make_mute() -> Callable[[], AgentFactory]:
    """Makes an agent that says goodbye at once."""
    from tacit.dialogue import AgentTurn

    class Mute:
        def act(self, view: object) -> AgentTurn:
            return AgentTurn(text="Goodbye.")

    return lambda: AgentFactory("mute", "1", lambda scenario: Mute(), instant=True)
