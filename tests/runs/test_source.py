"""Runs on scenarios from a file: the whole file, that very file, and nothing that cannot be played."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tacit.dialogue import Ending, Scenario, World
from tacit.errors import IncomparableError, RunFolderError, UsageError
from tacit.goals import Category, Goal, Intent
from tacit.reports import compare_runs
from tacit.runs import RunFolder, evaluate

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes scenarios to a file, one a line."""

    def write(*scenarios: Scenario | str, name: str = "scenarios.jsonl") -> Path:
        file = tmp_path / name
        lines = [one if isinstance(one, str) else one.model_dump_json() for one in scenarios]
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return file

    return write


def some(travel: World, *seeds: int, family: str = "22") -> list[Scenario]:
    return [travel.scenario(family, "dev", seed) for seed in seeds]


def test_a_file_gives_the_same_episodes_as_the_seeds_it_was_written_from(
    travel: World, written: Written, tmp_path: Path
) -> None:
    seeded = evaluate("travel", out=tmp_path / "seeded", n=3)
    filed = evaluate("travel", out=tmp_path / "filed", scenarios=written(*some(travel, 0, 1, 2)))
    assert {one.id: one for one in filed.episodes()} == {one.id: one for one in seeded.episodes()}
    card = filed.manifest.card
    assert (card.families, card.split, card.scenarios, len(card.source)) == (("22",), "dev", 3, 16)
    with pytest.raises(IncomparableError, match="source"):
        compare_runs(seeded, filed)


def test_twins_and_trials_are_made_of_scenarios_from_a_file_too(
    travel: World, written: Written, tmp_path: Path
) -> None:
    two = [one for one in some(travel, *range(6)) if not one.negative][:2]
    counts: set[tuple[int, int]] = set()
    folder = evaluate(
        "travel",
        out=tmp_path / "run",
        scenarios=written(*two),
        twins=True,
        trials=2,
        watch=lambda episode, done, total: counts.add((done, total)),
    )
    expected = 2 * 2 * 2 * len(travel.policies)
    assert max(counts) == (expected, expected)
    assert len({one.id for one in folder.episodes()}) == expected


def test_families_and_splits_are_those_of_the_file(travel: World, written: Written, tmp_path: Path) -> None:
    mixed = [travel.scenario("1", "test", 0), travel.scenario("22", "dev", 0), travel.scenario("1", "dev", 1)]
    card = evaluate("travel", out=tmp_path / "run", scenarios=written(*mixed)).manifest.card
    assert (card.families, card.split, card.scenarios) == (("1", "22"), "dev, test", 3)


def test_a_run_is_resumed_with_the_same_file_only(travel: World, written: Written, tmp_path: Path) -> None:
    file = written(*some(travel, 0, 1))
    evaluate("travel", out=tmp_path / "run", scenarios=file)
    whole = (tmp_path / "run" / "episodes.jsonl").read_bytes()
    (tmp_path / "run" / "episodes.jsonl").write_bytes(whole[: len(whole) // 2])
    resumed = evaluate("travel", out=tmp_path / "run", scenarios=file, resume=True)
    assert len(list(resumed.episodes())) == 2 * len(travel.policies)
    other = written(*some(travel, 0, 2), name="other.jsonl")
    with pytest.raises(RunFolderError, match="source"):
        evaluate("travel", out=tmp_path / "run", scenarios=other, resume=True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "it is no scenario"),
        ("[]", "it is no scenario"),
        ('{"id": "x"}', "it is no scenario"),
        ('"\\ud800"', "it is no scenario"),
        ("[" * 10_000, "it is no scenario"),
        ("\x00", "it is no scenario"),
    ],
)
def test_a_line_that_is_no_scenario_is_named(
    travel: World, written: Written, tmp_path: Path, line: str, says: str
) -> None:
    with pytest.raises(UsageError, match=rf"line 2 of .* cannot be played: {says}") as refused:
        evaluate("travel", out=tmp_path / "run", scenarios=written(*some(travel, 0), line))
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "run").exists(), "nothing was begun"


def test_scenarios_of_another_world_twice_or_spoilt_are_refused(
    travel: World, written: Written, tmp_path: Path
) -> None:
    [scenario] = some(travel, 0)
    foreign = scenario.model_copy(update={"world": "desk"})
    spoilt = scenario.model_copy(update={"id": "spoilt", "data": {}})
    booked = next(iter(scenario.data["options"]))
    strange = scenario.model_copy(update={"id": "strange", "goal": _nap(scenario, booked)})
    for second, says in (
        (foreign, "of the world 'desk'"),
        (scenario, "occurs twice"),
        (spoilt, "cannot open it"),
        (strange, "no preference '.*nap'"),
    ):
        with pytest.raises(UsageError, match=says):
            evaluate("travel", out=tmp_path / "run", scenarios=written(scenario, second))


def _nap(scenario: Scenario, aspect: str) -> Goal:
    """The scenario's goal with one wish, which the world has never heard of, in the place of all others."""
    nap = Intent(id=f"{aspect}.nap", category=Category.PREFERENCE, text="a nap", facet=f"{aspect}.nap")
    return Goal(intents=(*(intent for intent in scenario.goal if not intent.weight), nap))


def test_twins_and_perturbations_are_refused_for_a_run_makes_them_itself(
    travel: World, written: Written, tmp_path: Path
) -> None:
    scenario = next(one for one in some(travel, *range(6)) if not one.negative)
    for variant in (scenario.twin(), *travel.perturbed(scenario, "paraphrase")):
        with pytest.raises(UsageError, match=r"line 2 .* names a twin or a perturbation"):
            evaluate("travel", out=tmp_path / "run", scenarios=written(scenario, variant))


def test_a_wish_may_be_about_something_that_is_not_booked(travel: World, written: Written, tmp_path: Path) -> None:
    scenario = next(one for one in some(travel, *range(6)) if not one.negative)
    fussy = scenario.model_copy(update={"goal": _nap(scenario, "style")})
    folder = evaluate("travel", out=tmp_path / "run", scenarios=written(fussy), perturb=("change", "failures"))
    assert {one.ending for one in folder.episodes() if one.agent == "oracle"} == {Ending.ANSWERED}


def test_a_file_that_is_missing_empty_or_a_folder_is_refused(written: Written, tmp_path: Path) -> None:
    for path, says in (
        (tmp_path / "gone", "No such file"),
        (written(), "no scenarios in"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(UsageError, match=says):
            evaluate("travel", out=tmp_path / "run", scenarios=path)


def test_blank_lines_count_for_nothing(travel: World, written: Written, tmp_path: Path) -> None:
    plain = evaluate("travel", out=tmp_path / "a", scenarios=written(*some(travel, 0)))
    blank = evaluate("travel", out=tmp_path / "b", scenarios=written("", *some(travel, 0), "  ", name="blank.jsonl"))
    assert blank.manifest.card == plain.manifest.card
    assert json.loads((tmp_path / "b" / "run.json").read_text())["card"]["source"] == plain.manifest.card.source
    assert RunFolder(blank.path).manifest.card.scenarios == 1
