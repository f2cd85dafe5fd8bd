"""Importing a user's own copy of UserBench's files: what is taken over, what is refused, and in which words."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.dialogue import AgentView, Limits, Message, Scenario, ToolCall, begin, converse
from tacit.errors import UsageError
from tacit.interop import import_userbench
from tacit.runs import RunFolder, evaluate, read_scorecards
from tacit.users import RuleUser
from tacit.worlds import load_world
from tacit.worlds.userbench import Task

Record = Callable[..., dict[str, Any]]
Original = Callable[..., Path]


def scenarios(file: Path) -> list[Scenario]:
    return [Scenario.model_validate_json(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def imported(original: Original, make_record: Record, tmp_path: Path) -> list[Scenario]:
    """Two scenarios, imported."""
    records = {
        "flight:2-1|hotel:2-4": make_record("flight", "hotel"),
        "restaurant:1-9|apartment:1-2|rental_car:1-3": make_record("restaurant", "apartment", "rental_car"),
    }
    import_userbench(original(records), tmp_path / "scenarios.jsonl")
    return scenarios(tmp_path / "scenarios.jsonl")


def test_a_record_becomes_a_scenario_of_the_protocol(imported: list[Scenario]) -> None:
    first, second = imported
    assert (first.id, first.family, first.split) == ("userbench/22/flight:2-1|hotel:2-4", "22", "dev")
    assert (second.family, second.world) == ("111", "userbench")
    assert first.opening == "I am off to Porto on May 3rd and need flight and hotel."
    wishes = {i.id: i for i in first.goal if i.weight}
    assert list(wishes) == ["flight.cabin_class", "flight.baggage", "hotel.amenities", "hotel.amenities_2"]
    assert wishes["hotel.amenities_2"].text == "wants a sauna"
    assert wishes["flight.baggage"].phrasings == ("I come home with more ceramics than I leave with.",)


def test_categories_that_begin_alike_are_facets_of_their_own(
    original: Original, make_record: Record, tmp_path: Path
) -> None:
    about = ("bed 2", "bed", "bed size", "bed")
    hotel = make_record("hotel")
    hotel["hotel"]["preferences"] = [["hotel", category, f"a good {category}", "Hm."] for category in about]
    import_userbench(original({"hotel:4-1": hotel}), tmp_path / "scenarios.jsonl")
    (scenario,) = scenarios(tmp_path / "scenarios.jsonl")
    assert [i.facet for i in scenario.goal if i.weight] == [
        "hotel.bed_2", "hotel.bed", "hotel.bed_size", "hotel.bed_3"
    ]  # fmt: skip


def test_tables_are_cut_to_three_ten_and_five_with_the_best_kept_and_nothing_hidden_in_them(
    imported: list[Scenario],
) -> None:
    for scenario in imported:
        for table in Task.model_validate(scenario.data).tables.values():
            assert (len(table.options), len(table.correct), len(table.noise)) == (18, 3, 5)
            assert table.best in table.correct
            assert all(set(option) == {"id", "cost"} for option in table.options)
            assert [option["id"] for option in table.options] != sorted(table.meets), "the order says nothing"


def test_the_same_file_gives_the_same_bytes(original: Original, make_record: Record, tmp_path: Path) -> None:
    file = original({"hotel:2-4": make_record("hotel")})
    for name in ("a", "b"):
        import_userbench(file, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_several_answers_are_allowed_when_asked_for(original: Original, make_record: Record, tmp_path: Path) -> None:
    import_userbench(original({"hotel:2-4": make_record("hotel")}), tmp_path / "out", multi=True)
    [scenario] = scenarios(tmp_path / "out")
    assert scenario.family == "2-multi"
    assert Task.model_validate(scenario.data).rules.multi


class Scripted:
    """Plays a list of choices and contents."""

    def __init__(self, *moves: tuple[str, str]) -> None:
        self.moves = iter(moves)

    def act(self, view: AgentView) -> Any:
        from tacit.dialogue import AgentTurn

        choice, content = next(self.moves, ("", ""))
        if not choice:
            return AgentTurn(text="Bye.")
        arguments = json.dumps({"thought": "", "choice": choice, "content": content})
        return AgentTurn(tool_calls=(ToolCall("1", "interact_with_env", arguments),))


def play(scenario: Scenario, *moves: tuple[str, str]) -> list[dict[str, Any]]:
    world = load_world("userbench")
    dialogue, session = begin(world, scenario, Limits())
    converse(dialogue, session, RuleUser(scenario, world.vocabulary), Scripted(*moves))
    return dialogue.outcome["steps"]


@pytest.mark.parametrize(
    ("question", "preference"),
    [
        ("Which cabin class would you like for the flight?", "flight.cabin_class"),
        ("Any baggage to check in?", "flight.baggage"),
        ("For the hotel, do you care about the amenities?", "hotel.amenities"),
        ("Would you like the hotel to have a sauna?", "hotel.amenities_2"),
        ("At the hotel, do you want a swimming pool?", "hotel.amenities"),
    ],
)
def test_a_question_in_the_words_of_a_preference_brings_it_out(
    imported: list[Scenario], question: str, preference: str
) -> None:
    [step] = play(imported[0], ("action", question))
    assert (step["type"], step["preference"]) == (2, preference)


@pytest.mark.parametrize("question", ["Do you like jazz?", "What is your name?", "The weather is fine in Porto."])
def test_a_message_about_something_else_brings_nothing_out(imported: list[Scenario], question: str) -> None:
    [step] = play(imported[0], ("action", question))
    assert step["type"] != 2


@pytest.mark.parametrize(
    ("query", "valid"),
    [
        ("flights from Oslo to Porto on May 3", True),
        ("a hotel in Porto, check-in May 3rd, check-out 9th of May", True),
        ("a hotel in Porto from May 3rd", False),
        ("a hotel and a flight from Oslo to Porto, May 3rd to May 9th", False),
        ("something in Porto on May 3rd to 9th", False),
    ],
)
def test_a_search_needs_the_aspect_and_all_its_arguments_in_words(
    imported: list[Scenario], query: str, valid: bool
) -> None:
    [step] = play(imported[0], ("search", query))
    assert step["valid"] == valid


def test_imported_scenarios_are_evaluated_from_their_file(
    original: Original, make_record: Record, tmp_path: Path
) -> None:
    records = {f"flight:2-{n}|hotel:2-{n}": make_record("flight", "hotel") for n in range(6)}
    import_userbench(original(records), tmp_path / "scenarios.jsonl")
    folder = evaluate("userbench", out=tmp_path / "run", scenarios=tmp_path / "scenarios.jsonl")
    card = RunFolder(folder.path).manifest.card
    assert (card.scenarios, card.families, len(card.source)) == (6, ("22",), 16)
    cards = read_scorecards(folder)
    assert cards["oracle"].metrics["full"].mean == 1
    assert cards["silent"].n == 6


def test_malformed_records_are_named_and_the_others_written(
    original: Original, make_record: Record, tmp_path: Path
) -> None:
    def spoilt(**changes: Any) -> dict[str, Any]:
        whole = make_record("hotel")
        return whole | {"hotel": whole["hotel"] | changes}

    records: dict[str, Any] = {
        "good": make_record("hotel"),
        "no aspect": make_record("hotel", dimensions=["hotel", "flight"]),
        "unknown aspect": make_record("hotel", dimensions=["boat"]),
        "twice": make_record("hotel", dimensions=["hotel", "hotel"]),
        "best is wrong": spoilt(best_id="H9"),
        "other letter": spoilt(best_id="F1", correct_ids=["F1"], options={"correct": [{"id": "F1"}]}),
        "same id twice": spoilt(options={"correct": [{"id": "H1"}, {"id": "H1"}]}, correct_ids=["H1"], best_id="H1"),
        "id is no text": spoilt(options={"correct": [{"id": ["H1"]}]}),
        "no preference": spoilt(preferences=[]),
        "short preference": spoilt(preferences=[["hotel", "pool"]]),
        "blank hint": spoilt(preferences=[["hotel", "pool", "a pool", " "]]),
        "not an object": 7,
        "half a letter": make_record("hotel", initial_description="\ud800"),
    }
    done = import_userbench(original(records), tmp_path / "out")
    assert done.written == 1
    assert list(done.dropped) == [name for name in records if name != "good"]
    assert "best_id is none of correct_ids" in done.dropped["best is wrong"]
    assert "'F1' is no id of the aspect hotel" in done.dropped["other letter"]
    assert all("\n" not in reason for reason in done.dropped.values())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[1, 2]", "holds no records"),
        (b"{}", "no scenario of .* can be used"),
        (b'{"a": {"initial_description": "x", "dimensions": ["hotel"]}}', r"such as 'a': "),
        (b'{"a": ' + b"9" * 5000 + b"}", "is not JSON"),
    ],
)
def test_a_file_that_is_none_of_the_original_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "travelgym_data_22.json"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=says):
        import_userbench(file, tmp_path / "out")
    assert not (tmp_path / "out").exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_mutated_record_is_ever_more_than_dropped(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, make_record: Record
) -> None:
    record = json.loads(json.dumps(make_record("hotel")))
    for _ in range(data.draw(st.integers(1, 3))):
        at: Any = record
        while True:
            key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else list(range(len(at)))))
            if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
                break
            at = at[key]
        at[key] = data.draw(JSON)
    folder = tmp_path_factory.mktemp("mutated")
    file = folder / "travelgym_data_22.json"
    file.write_text(json.dumps({"mutated": record}), encoding="utf-8")
    try:
        import_userbench(file, folder / "out")
    except UsageError as refused:
        assert "\n" not in str(refused)
        return
    [scenario] = scenarios(folder / "out")
    assert play(scenario, ("search", "hotel"), ("action", "Which pool?"), ("answer", "H1"))


def test_a_folder_is_read_file_by_file_and_an_id_counts_once(
    original: Original, make_record: Record, tmp_path: Path
) -> None:
    original({"hotel:2-1": make_record("hotel")}, "travelgym_data_22.json")
    original({"hotel:2-1": make_record("hotel"), "flight:2-1": make_record("flight")}, "travelgym_data_33.json")
    original({"other": 1}, "notes.json")
    done = import_userbench(tmp_path, tmp_path / "out")
    assert (done.written, done.dropped) == (2, {"hotel:2-1": "another record has the same id"})
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no files travelgym_data"):
        import_userbench(tmp_path / "empty", tmp_path / "out2")


def test_nothing_is_overwritten_and_a_missing_file_is_said_to_be_missing(
    original: Original, make_record: Record, tmp_path: Path
) -> None:
    file = original({"hotel:2-1": make_record("hotel")})
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        import_userbench(file, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    with pytest.raises(UsageError, match="No such file"):
        import_userbench(tmp_path / "gone.json", tmp_path / "new")
    with pytest.raises(UsageError, match="cannot write"):
        import_userbench(file, tmp_path / "no" / "folder")


def test_without_pyarrow_the_rows_of_a_split_cannot_be_chosen_and_a_sentence_says_what_to_install(
    original: Original, make_record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'tacit\[import\]'"):
        import_userbench(original({"a": make_record("hotel")}), tmp_path / "out", rows=[tmp_path / "test.parquet"])


class _Table:
    """What is used of a table of pyarrow."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def column(self, name: str) -> _Table:
        return _Table([row[name] for row in self._rows])

    def to_pylist(self) -> list[Any]:
        return self._rows


def test_only_the_rows_of_the_given_splits_are_imported_and_know_their_split(
    original: Original, make_record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a stand-in for pyarrow, which is not among what this project installs."""
    rows = {"test": ["b"], "train": ["a"]}
    parquet = ModuleType("pyarrow.parquet")
    parquet.read_table = lambda file, columns: _Table(  # type: ignore[attr-defined]
        [{columns[0]: {"id": id_, "ground_truth": "['H1']"}} for id_ in rows[Path(file).stem]]
    )
    monkeypatch.setitem(sys.modules, "pyarrow", ModuleType("pyarrow"))
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", parquet)
    file = original({name: make_record("hotel") for name in "abc"})
    import_userbench(file, tmp_path / "both", rows=[tmp_path / "test.parquet", tmp_path / "train.parquet"])
    assert [(one.id[-1], one.split) for one in scenarios(tmp_path / "both")] == [("a", "train"), ("b", "test")]
    with pytest.raises(UsageError, match=r"neither train\.parquet nor test\.parquet"):
        import_userbench(file, tmp_path / "other", rows=[tmp_path / "all.parquet"])


def test_the_agent_is_shown_no_label_of_the_file(imported: list[Scenario]) -> None:
    world = load_world("userbench")
    scenario = imported[0]
    dialogue, session = begin(world, scenario, Limits())
    converse(dialogue, session, RuleUser(scenario, world.vocabulary), world.policies["brute-force"].make(scenario))
    shown = [Message.to_openai(message) for message in dialogue.view_for_agent().messages]
    for secret in ("because", "ideal plan", '"type": "correct"', "noise", "sauna", "steam"):
        assert secret not in json.dumps(shown)
