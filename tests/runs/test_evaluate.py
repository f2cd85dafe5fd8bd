"""Evaluations from beginning to end: what is refused, what is resumed, what comes out."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

import tacit
from tacit.agents import AgentFactory, load
from tacit.dialogue import Agent, Episode, Limits, Scenario
from tacit.errors import DifficultyError, RunFolderError, UsageError
from tacit.runs import RunFolder, evaluate, read_scorecards, read_scores

Make = Callable[[Scenario], Agent]
Stored = Callable[[Path], dict[str, Episode]]
Python = Callable[..., subprocess.CompletedProcess[str]]


# ── what cannot be done ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"split": "nope"}, "'nope'"),
        ({"n": 0}, "0 scenarios"),
        ({"n": -1}, "-1 scenarios"),
        ({"trials": 0}, "0 trials"),
        ({"concurrency": 0}, "concurrency"),
        ({"act_seconds": 0}, "seconds"),
        ({"act_seconds": float("nan")}, "seconds"),
        ({"act_seconds": float("inf")}, "seconds"),
        ({"families": ["9"]}, "difficulty '9'"),
        ({"families": ["22", "999999"]}, "difficulty '999999'"),
        ({"families": ["22", ""]}, "difficulty ''"),
        ({"world": "narnia"}, "'narnia'"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(
    tmp_path: Path, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as error:
        evaluate(**{"world": "travel", "out": tmp_path / "run", "n": 1, **asked})
    assert said in str(error.value)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("names", [("mine", "mine"), ("silent",), ("mine", "oracle")])
def test_two_agents_of_one_name_are_refused(tmp_path: Path, asking: Make, names: tuple[str, ...]) -> None:
    agents = [AgentFactory(name, str(i), asking) for i, name in enumerate(names)]
    with pytest.raises(UsageError, match=f"two agents are called {names[-1]!r}"):
        evaluate("travel", agents, out=tmp_path / "run", n=1)


def test_an_impossible_difficulty_is_a_difficulty_error(tmp_path: Path) -> None:
    with pytest.raises(DifficultyError):
        evaluate("travel", out=tmp_path / "run", families=["22", "0"])


# ── what comes out ──────────────────────────────────────────────────────────────────────────────────


def test_a_difficulty_counts_once_whatever_it_is_called(tmp_path: Path, stored: Stored) -> None:
    folder = evaluate("travel", out=tmp_path / "a", families=["travel22", "33", "22"], n=1)
    assert folder.manifest.card.families == ("22", "33")
    assert len(stored(folder.path)) == 2 * 5
    same = evaluate("travel", out=tmp_path / "b", families=["22", "33"], n=1)
    assert folder.manifest.card == same.manifest.card


def test_a_watcher_hears_of_every_episode_once_it_is_stored(tmp_path: Path, asking: Make) -> None:
    heard: list[tuple[int, int]] = []

    def watch(episode: Episode, done: int, total: int) -> None:
        assert [one.id for one in RunFolder(tmp_path / "run").episodes()][-1] == episode.id
        heard.append((done, total))

    evaluate("travel", [AgentFactory("mine", "1", asking)], out=tmp_path / "run", n=3, trials=2, watch=watch)
    assert heard == [(done, 36) for done in range(1, 37)]


def test_twins_and_trials_and_families_all_get_their_episodes(tmp_path: Path) -> None:
    folder = evaluate("travel", out=tmp_path / "run", families=["22", "33"], n=12, trials=2, twins=True)
    scores = read_scores(folder)
    negatives = len({(one.scenario) for one in scores if one.negative})
    assert 0 < negatives < 24
    assert len(scores) == 5 * 2 * (2 * 24 - negatives)
    cards = read_scorecards(folder)
    for card in cards.values():
        assert card.n == 48
        assert set(card.pass_k) == {1, 2}
        assert card.twin is not None
    assert cards["oracle"].metrics["alignment"].mean == 1.0
    assert cards["oracle"].gain.mean == 1.0
    assert cards["silent"].gain.mean == 0.0


def test_scorecards_stand_in_the_order_of_the_manifest(tmp_path: Path, asking: Make) -> None:
    mine = [AgentFactory("z", "1", asking), AgentFactory("b", "1", asking)]
    folder = evaluate("travel", mine, out=tmp_path / "run", n=1, limits=Limits(turns=1))
    assert list(read_scorecards(folder)) == ["z", "b", "silent", "cheapest", "ask-all", "one-at-a-time", "oracle"]
    assert [agent.reference for agent in folder.manifest.agents] == [False] * 2 + [True] * 5


def test_the_seed_decides_everything(tmp_path: Path, stored: Stored) -> None:
    one, two, other = (
        stored(evaluate("travel", out=tmp_path / name, n=4, seed=seed).path)
        for name, seed in (("one", 7), ("two", 7), ("other", 11))
    )
    assert one == two
    assert list(one) == list(two), "scripted agents are stored in the order of the plan"
    assert not one.keys() & other.keys()
    next_ = stored(evaluate("travel", out=tmp_path / "next", n=4, seed=8).path)
    shared = one.keys() & next_.keys()
    assert {one[id_].scenario for id_ in shared} == {f"travel/22/dev/{seed}" for seed in (8, 9, 10)}
    assert len(shared) == 3 * 5
    assert all(one[id_] == next_[id_] for id_ in shared), "the same episode, whichever run it belongs to"


def test_the_package_offers_the_whole_job(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def agent(messages, tools):\n    return 'Any wishes about the beds?'\n")
    agent = tacit.load_agent(f"{tmp_path}/mine.py:agent")
    folder = tacit.evaluate("travel", [agent], out=tmp_path / "run", n=2, limits=Limits(turns=2))
    card = tacit.read_scorecards(tacit.RunFolder(folder.path))[agent.name]
    assert card.n == 2
    assert card.metrics["turns"].mean == 2
    assert card.metrics["regret"].n == 0, "nothing was booked, so there is nothing to regret"
    assert card.endings == {"out_of_turns": 2}


# ── resuming ────────────────────────────────────────────────────────────────────────────────────────


def test_resuming_a_finished_run_runs_nothing(run: Path) -> None:
    before = (run / "episodes.jsonl").read_bytes(), (run / "run.json").read_bytes()
    evaluate("travel", out=run, n=2, resume=True, watch=lambda *_: pytest.fail("nothing was left to run"))
    assert before == ((run / "episodes.jsonl").read_bytes(), (run / "run.json").read_bytes())


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_missing_is_run_and_nothing_else(run: Path, finished: Path, stored: Stored, seed: int) -> None:
    whole = (finished / "episodes.jsonl").read_bytes().splitlines(keepends=True)
    rng = Random(seed)
    kept = [line for line in whole if rng.random() < 0.5]
    torn = whole[0][: rng.randrange(len(whole[0]))]
    (run / "episodes.jsonl").write_bytes(b"".join(kept) + torn)
    heard: list[tuple[int, int]] = []
    notices: list[str] = []
    evaluate("travel", out=run, n=2, resume=True, watch=lambda _, *count: heard.append(count), notice=notices.append)
    assert stored(run) == stored(finished)
    assert heard == [(done, 10) for done in range(len(kept) + 1, 11)]
    assert len(notices) == (torn != b"")


def test_resuming_what_never_began_begins_it(tmp_path: Path, stored: Stored, finished: Path) -> None:
    assert stored(evaluate("travel", out=tmp_path / "new", n=2, resume=True).path) == stored(finished)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"n": 3}, "scenarios"),
        ({"seed": 1}, "seed"),
        ({"trials": 2}, "trials"),
        ({"split": "test"}, "split"),
        ({"twins": True}, "twins"),
        ({"families": ["33"]}, "families"),
        ({"limits": Limits(turns=29)}, "limits"),
        ({"act_seconds": 1.0}, "act_seconds"),
        ({"n": 3, "twins": True}, "scenarios, twins"),
    ],
)
def test_a_run_of_another_card_is_not_resumed_and_the_difference_is_named(
    run: Path, change: dict[str, Any], named: str
) -> None:
    before = (run / "episodes.jsonl").read_bytes()
    for _ in range(2):  # the second time shows that the folder was let go of
        with pytest.raises(RunFolderError, match=rf"holds another run \(different: {named}\)"):
            evaluate("travel", out=run, **{"n": 2, "resume": True, **change})
    assert (run / "episodes.jsonl").read_bytes() == before


def test_a_run_of_another_version_is_not_resumed_and_the_fields_are_named(run: Path) -> None:
    before = (run / "episodes.jsonl").read_bytes()
    manifest = json.loads((run / "run.json").read_text())
    manifest["card"] |= {"tacit": "0.0.9", "world_version": "0"}
    (run / "run.json").write_text(json.dumps(manifest))
    with pytest.raises(RunFolderError, match=r"holds another run \(different: world_version, tacit\)"):
        evaluate("travel", out=run, n=2, resume=True)
    assert (run / "episodes.jsonl").read_bytes() == before


def test_a_run_whose_agents_code_changed_is_not_resumed(tmp_path: Path) -> None:
    module = tmp_path / "mine.py"
    module.write_text("def agent(messages, tools):\n    return 'Any wishes about the beds?'\n")
    ask = {"out": tmp_path / "run", "n": 1, "limits": Limits(turns=1)}
    evaluate("travel", [load(f"{module}:agent")], **ask)
    evaluate("travel", [load(f"{module}:agent")], **ask, resume=True)
    module.write_text("def agent(messages, tools):\n    return 'Any wishes about the view?'\n")
    with pytest.raises(RunFolderError, match=r"different: agents \(or their code\)"):
        evaluate("travel", [load(f"{module}:agent")], **ask, resume=True)
    with pytest.raises(RunFolderError, match=r"different: agents \(or their code\)"):
        evaluate("travel", **ask, resume=True)


def test_a_run_that_stands_is_not_begun_again(run: Path) -> None:
    before = (run / "episodes.jsonl").read_bytes()
    with pytest.raises(RunFolderError, match="is not empty"):
        evaluate("travel", out=run, n=2)
    assert (run / "episodes.jsonl").read_bytes() == before


# ── a file that may not grow ────────────────────────────────────────────────────────────────────────

OUT_OF_ROOM = """
    import resource, sys
    import tacit
    from tacit.errors import RunFolderError
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    agents = [tacit.load_agent(spec) for spec in sys.argv[3:]]
    try:
        tacit.evaluate("travel", agents, out=sys.argv[1], n=2)
    except RunFolderError as error:
        print(error)
"""


@pytest.mark.parametrize("limit", [50_000, 111_111])
def test_a_run_that_runs_out_of_room_ends_in_one_error_and_can_go_on(
    tmp_path: Path, finished: Path, stored: Stored, python: Python, limit: int
) -> None:
    done = python(OUT_OF_ROOM, "run", limit)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("cannot write to 'run' (File too large)")
    assert done.stdout.count("\n") == 1
    kept = stored(tmp_path / "run")
    assert 0 < len(kept) < 10
    assert kept.items() <= stored(finished).items()
    evaluate("travel", out=tmp_path / "run", n=2, resume=True, notice=pytest.fail)
    assert stored(tmp_path / "run") == stored(finished)


def test_the_same_happens_with_conversations_in_flight(tmp_path: Path, stored: Stored, python: Python) -> None:
    (tmp_path / "mine.py").write_text(
        "import asyncio\nasync def agent(messages, tools):\n    await asyncio.sleep(0.001)\n    return 'Any wishes?'\n"
    )
    done = python(OUT_OF_ROOM, "run", 90_000, "mine.py:agent")
    assert done.stdout.startswith("cannot write to 'run' (File too large)"), done.stderr
    kept = stored(tmp_path / "run")
    assert 0 < len(kept) < 12


def test_inside_a_running_event_loop_it_says_what_to_do(tmp_path: Path) -> None:
    async def cell() -> None:
        evaluate("travel", out=tmp_path / "run", n=1)

    with pytest.raises(UsageError, match=r"to_thread"):
        asyncio.run(cell())
