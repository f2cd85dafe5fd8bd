"""A person as the user: what their free replies give away, and leaving."""

from __future__ import annotations

from collections.abc import Callable

from tacit.dialogue import AgentTurn, Dialogue, Ending, Limits, Scenario, UserTurn
from tacit.goals import Elicitation, EventKind, Goal
from tacit.language import Vocabulary
from tacit.users import HumanUser

SEAT = "flight.seat.window_seat"
ASK_SEAT = "For the flight, do you have any wishes about the seat on the plane?"


def _reply(scenario: Scenario, words: Vocabulary, said: str, answer: str | None) -> tuple[Dialogue, UserTurn]:
    dialogue = Dialogue(scenario, "", (), Limits())
    dialogue.agent_did(AgentTurn(said))
    turn = HumanUser(scenario, words, lambda view: answer).reply(dialogue.view_for_user())
    dialogue.user_did(turn)
    return dialogue, turn


def test_a_hint_in_answer_to_the_question_brings_the_wish_out(
    make_scenario: Callable[..., Scenario], words: Vocabulary
) -> None:
    dialogue, turn = _reply(make_scenario(), words, ASK_SEAT, "I love to watch the clouds.")
    progress = dialogue.state.intents[SEAT]
    assert (progress.asked, progress.revealed_turn, progress.how) == (1, 1, Elicitation.ACTIVE)
    assert turn.reaction is not None
    assert turn.reaction.hits == ("flight.seat",)


def test_plain_words_unasked_bring_the_wish_out_passively(
    make_scenario: Callable[..., Scenario], words: Vocabulary
) -> None:
    dialogue, turn = _reply(make_scenario(), words, "Lovely weather in Lisbon.", "By the way, I want a window seat.")
    assert dialogue.state.intents[SEAT].how is Elicitation.PASSIVE
    assert [e.intent for e in turn.events if e.kind is EventKind.REVEALED] == [SEAT]


def test_a_wish_the_vocabulary_has_no_name_for_does_not_come_out_unasked(
    make_scenario: Callable[..., Scenario], words: Vocabulary
) -> None:
    usual = make_scenario()
    nameless = [intent.model_copy(update={"value": ""}) for intent in usual.goal]
    scenario = usual.model_copy(update={"goal": Goal(intents=tuple(nameless))})
    for answer in ("By the way, I want a window seat.", "Lovely indeed.", ""):
        _, turn = _reply(scenario, words, "Lovely weather in Lisbon.", answer)
        assert not turn.events
    _, turn = _reply(scenario, words, ASK_SEAT, "I want a window seat.")
    assert [e.intent for e in turn.events if e.kind is EventKind.REVEALED] == [SEAT]


def test_a_shrug_brings_nothing_out(make_scenario: Callable[..., Scenario], words: Vocabulary) -> None:
    for shrug in ("No idea.", "I don't mind", "whatever", "not sure really", ""):
        dialogue, _ = _reply(make_scenario(), words, ASK_SEAT, shrug)
        assert dialogue.state.intents[SEAT].asked == 1
        assert dialogue.state.intents[SEAT].revealed_turn is None


def test_a_person_may_leave(make_scenario: Callable[..., Scenario], words: Vocabulary) -> None:
    dialogue, turn = _reply(make_scenario(), words, ASK_SEAT, None)
    assert dialogue.ending is Ending.GAVE_UP
    assert not turn.events
