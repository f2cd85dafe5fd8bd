"""A game as agents and scores see it: what is told, what is logged, and which goal events a step makes true."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tacit.dialogue import Dialogue, Ending, Scenario, ToolCall, ToolResults, World
from tacit.goals import Elicitation, EventKind
from tacit.language import Vocabulary, count_questions
from tacit.worlds.travel.catalog import BY_NAME
from tacit.worlds.userbench import Step, Task
from tacit.worlds.userbench.judge import Judge

Play = Callable[..., Dialogue]
Take = Callable[..., ToolResults]
Query = Callable[[Scenario, str], str]


@pytest.fixture
def scenario(userbench: World) -> Scenario:
    """A scenario with two aspects."""
    return userbench.scenario("22", "dev", 3)


def question(facet: str) -> str:
    aspect, _, name = facet.partition(".")
    label = next(one.label for one in BY_NAME[aspect].facets if one.name == name)
    return f"For the {BY_NAME[aspect].noun}, do you have any wishes about {label}?"


def wish_of(scenario: Scenario) -> Any:
    return next(intent for intent in scenario.goal if intent.weight)


def test_a_right_search_shows_all_options_without_labels(
    userbench: World, scenario: Scenario, take: Take, query: Query
) -> None:
    session = userbench.open(scenario)
    for aspect, table in Task.model_validate(scenario.data).tables.items():
        text = take(session, "search", query(scenario, aspect) + " with a pool, under 20 dollars").results[0].content
        shown = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        assert [option["id"] for option in shown] == [option["id"] for option in table.options]
        assert not {"type", "reason", "violates", "misfit"} & {key for option in shown for key in option}


def test_a_question_brings_out_the_hint_with_its_events_and_their_evidence(scenario: Scenario, play: Play) -> None:
    wish = wish_of(scenario)
    dialogue = play(scenario, ("action", question(wish.facet)))
    events = {event.kind: event for event in dialogue.state.events if event.intent == wish.id}
    revealed, asked = events[EventKind.REVEALED], events[EventKind.ASKED]
    assert (revealed.how, revealed.turn) == (Elicitation.ACTIVE, 1)
    assert revealed.evidence is not None
    assert dialogue.messages[revealed.evidence.message].content == revealed.evidence.text == wish.phrasings[0]
    assert asked.evidence is not None
    content = json.loads(dialogue.messages[asked.evidence.message].tool_calls[0].arguments)["content"]
    assert content[asked.evidence.start : asked.evidence.end] == asked.evidence.text
    assert dialogue.reactions[0].hits == (wish.facet,)


def test_three_misses_in_a_row_bring_a_preference_out_that_names_its_aspect(scenario: Scenario, play: Play) -> None:
    dialogue = play(scenario, *[("action", "Lovely weather today.")] * 3)
    [told] = [event for event in dialogue.state.events if event.how is Elicitation.PASSIVE]
    aspect = scenario.goal.by_id[told.intent].aspect.replace("_", " ")
    assert told.turn == 3
    assert told.evidence is not None
    assert told.evidence.text.startswith(f"By the way, about the {aspect}: ")
    assert dialogue.messages[told.evidence.message].content == told.evidence.text


def test_plain_words_end_the_episode(scenario: Scenario, play: Play) -> None:
    dialogue = play(scenario)
    assert (dialogue.ending, dialogue.outcome) == (Ending.GAVE_UP, {})


@pytest.mark.parametrize(
    "arguments",
    [
        "not json",
        "[]",
        "{}",
        '{"choice": "finish", "content": "F1"}',
        '{"choice": ["action"], "content": "Hi"}',
        '{"choice": "action", "content": 7}',
    ],
)
def test_a_call_that_cannot_be_read_costs_a_step_and_is_no_bad_call(
    userbench: World, scenario: Scenario, arguments: str
) -> None:
    session = userbench.open(scenario)
    results = session.run((ToolCall("1", "interact_with_env", arguments),), "agent")
    assert not results.results[0].bad
    assert results.outcome is not None
    assert [step["choice"] for step in results.outcome["steps"]] == ["unreadable"]


def test_only_the_first_call_of_a_message_is_read(userbench: World, scenario: Scenario) -> None:
    session = userbench.open(scenario)
    call = json.dumps({"choice": "action", "content": "Hello."})
    results = session.run([ToolCall(str(n), "interact_with_env", call) for n in range(3)], "agent")
    assert results.outcome is not None
    assert len(results.outcome["steps"]) == len(results.replies) == 1
    assert [one.call_id for one in results.results] == ["0", "1", "2"]


def test_half_a_character_in_a_question_can_be_stored(userbench: World, scenario: Scenario) -> None:
    session = userbench.open(scenario)
    text = question(wish_of(scenario).facet).replace(" any ", " any \ud800 ")
    results = session.run(
        (ToolCall("1", "interact_with_env", json.dumps({"choice": "action", "content": text})),), "agent"
    )
    for event in results.replies[0].events:
        assert event.evidence is not None
        event.evidence.text.encode()


def test_the_log_holds_one_typed_step_for_each_turn(scenario: Scenario, play: Play, query: Query) -> None:
    wish = wish_of(scenario)
    moves = [("search", query(scenario, wish.aspect)), ("action", question(wish.facet)), ("answer", "X1")]
    steps = [Step.model_validate(one) for one in play(scenario, *moves).outcome["steps"]]
    assert [(s.turn, str(s.choice), s.valid, s.reward) for s in steps] == [
        (0, "search", True, 0.2),
        (1, "action", True, 0.2),
        (2, "answer", False, 0.0),
    ]
    assert (steps[1].preference, steps[1].matched, steps[1].how) == (wish.id, (wish.id,), "active")


def test_tacits_own_scorecard_judges_the_first_answer_to_an_aspect(
    userbench: World, take: Take, query: Query, play: Play
) -> None:
    scenario = userbench.scenario("22-multi", "dev", 3)
    task = Task.model_validate(scenario.data)
    aspect, table = next(iter(task.tables.items()))
    wrong = next(id_ for id_, met in table.meets.items() if not met)
    dialogue = play(scenario, ("search", query(scenario, aspect)), ("answer", wrong), ("answer", table.best))
    assert dialogue.outcome["chosen"] == {aspect: {"id": wrong, "meets": []}}
    assert not any(dialogue.state.intents[i.id].honoured for i in scenario.goal if i.aspect == aspect and i.weight)
    assert dialogue.outcome["regret"] == table.costs[wrong]


@pytest.mark.parametrize(
    ("query_", "found"),
    [
        ("hotel in Lisbon, 2027-03-04 to 2027-03-09, 2 guests", True),
        ("A HOTEL for two, Lisbon, March 4th until 9 March 2027", True),
        ("hotel in Lisbon from 4 to 9 Mar for two people", True),
        ("hotel in Lisbon 2027-03-04 to 2027-03-09", False),
        ("hotel in Porto, 2027-03-04 to 2027-03-09, 2 guests", False),
        ("hotel in Lisbon, 2026-03-04 to 2026-03-09, 2 guests", False),
        ("somewhere in Lisbon, 2027-03-04 to 2027-03-09, 2 guests", False),
        ("a hotel or an apartment in Lisbon, 2027-03-04 to 2027-03-09, 2 guests", False),
        ("", False),
    ],
)
def test_a_search_is_right_when_it_names_one_aspect_and_all_its_arguments(
    userbench: World, query_: str, found: bool
) -> None:
    stay = {"city": "Lisbon", "from": "2027-03-04", "until": "2027-03-09", "people": "2"}
    scenario = userbench.scenario("22", "dev", 3)
    tables = Task.model_validate(scenario.data).tables.values()
    named = {
        name: table.model_copy(update={"arguments": stay})
        for name, table in zip(("hotel", "apartment"), tables, strict=True)
    }
    judge = Judge(scenario, Task(tables=named))
    assert judge.search(query_) == ("hotel" if found else None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Tell me what you want.", 4), ("What would you like?", 4), ("Thank you very much!", 1), ("I will look.", 1)],
)
def test_a_message_without_a_facet_is_vague_or_none_of_it(scenario: Scenario, play: Play, text: str, kind: int) -> None:
    [step] = play(scenario, ("action", text)).outcome["steps"]
    assert step["type"] == kind


def test_a_question_whose_answer_is_known_or_none_is_of_type_three(scenario: Scenario, play: Play) -> None:
    wish = wish_of(scenario)
    wanted = {intent.facet for intent in scenario.goal}
    free = next(
        f"{wish.aspect}.{facet.name}"
        for facet in BY_NAME[wish.aspect].facets
        if f"{wish.aspect}.{facet.name}" not in wanted
    )
    steps = play(scenario, *[("action", question(facet)) for facet in (wish.facet, wish.facet, free)]).outcome["steps"]
    assert [step["type"] for step in steps] == [2, 3, 3]


def test_replies_without_a_preference_ask_nothing_back(scenario: Scenario, play: Play, userbench: World) -> None:
    assert isinstance(userbench.vocabulary, Vocabulary)
    dialogue = play(scenario, ("action", "Hello."), ("action", "What would you like?"))
    replies = [m.content or "" for m in dialogue.messages if m.role == "tool"]
    assert all(count_questions(reply) == 0 for reply in replies)
