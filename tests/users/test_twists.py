"""Users who are harder to follow: slips, half answers, contradictions, and changes of mind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tacit.dialogue import Ending, Limits, Scenario, Twist, UserTurn, World, begin, converse, resume
from tacit.goals import Category, Disclosure, Elicitation, EventKind, Goal, GoalState, Intent
from tacit.users import RuleUser
from tacit.worlds import load_world
from tacit.worlds.travel.catalog import BY_NAME

SEAT, STOPS, BED, POOL = "flight.seat.window_seat", "flight.stops.nonstop", "hotel.bed.king", "hotel.facilities.pool"
AISLE = "flight.seat.aisle_seat"
ASK_SEAT = "For the flight, do you have any wishes about the seat on the plane?"
ASK_STOPS = "For the flight, do you have any wishes about stops and connections?"
ASK_BED = "For the hotel, do you have any wishes about the beds in the hotel room?"
RIGHT_SEAT = "For the flight, you would like a window seat, right?"
WRONG_SEAT = "For the flight, you would like an aisle seat, right?"
CHAT = "Lovely weather in Lisbon this week."
ASIDE = "Something else entirely."
SORRY = "Sorry, I misspoke about the flight's seat: "
KINDS = ("slip", "partial", "contradiction", "change")

Start = Callable[..., Any]
Make = Callable[..., Scenario]
Out = Callable[[UserTurn], list[str]]


@pytest.fixture
def twisted(make_scenario: Make) -> Callable[..., Scenario]:
    """A traveller with one twist about the seat; whoever changes their mind about it first wants one on the aisle."""

    def make(kind: str, **temper: Any) -> Scenario:
        scenario = make_scenario(**temper)
        twist = Twist.model_validate({"kind": kind, "intent": SEAT, "words": ASIDE})
        goal = _fickle(scenario.goal) if kind == "change" else scenario.goal
        return scenario.model_copy(update={"twists": (twist,), "goal": goal})

    return make


def _fickle(goal: Goal) -> Goal:
    last = goal.by_id[SEAT]
    first = last.model_copy(
        update={"id": AISLE, "text": "an aisle seat", "value": "aisle_seat", "phrasings": (f"Hint 1 {AISLE}.",)}
    )
    replaced = last.model_copy(update={"supersedes": AISLE})
    intents: list[Intent] = []
    for intent in goal:
        intents.extend((first, replaced) if intent is last else (intent,))
    return Goal(intents=tuple(intents))


def _kinds(turn: UserTurn, intent: str) -> list[EventKind]:
    return [event.kind for event in turn.events if event.intent == intent]


# Slips


def test_a_slip_is_corrected_in_the_next_reply_whatever_was_said_meanwhile(
    talk: Start, twisted: Make, out: Out
) -> None:
    for line in (CHAT, ASK_BED, "What time is it?", "Do you have any wishes for the hotel?"):
        conversation = talk(twisted("slip"))
        slip = conversation.say(ASK_SEAT)
        assert slip.text == ASIDE
        assert _kinds(slip, SEAT) == [EventKind.ASKED]
        assert (slip.reaction.facets, slip.reaction.hits, slip.reaction.repeats) == (
            ("flight.seat",),
            ("flight.seat",),
            (),
        )
        mended = conversation.say(line)
        assert mended.text.startswith(f"{SORRY}Hint 1 {SEAT}.")
        assert _kinds(mended, SEAT) == [EventKind.REVEALED, EventKind.ALIGNED]
        assert conversation.dialogue.state.intents[SEAT].how is Elicitation.ACTIVE
        assert SORRY not in conversation.say(CHAT).text, "once"


def test_a_slip_is_made_once(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("slip"))
    replies = [conversation.say(line) for line in (ASK_SEAT, CHAT, ASK_SEAT, ASK_SEAT)]
    assert [ASIDE in reply.text for reply in replies] == [True, False, False, False]
    assert replies[2].text == f"Hint 2 {SEAT}."
    assert replies[2].reaction.repeats == ("flight.seat",)


def test_a_right_guess_cuts_through_a_slip(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("slip"))
    assert conversation.say(RIGHT_SEAT).text == "Yes, a window seat."
    assert SORRY not in conversation.say(CHAT).text


@pytest.mark.parametrize(
    ("line", "reply", "kinds"),
    [
        (ASK_SEAT, f"{SORRY}Hint 1 {SEAT}.", [EventKind.ASKED]),
        (WRONG_SEAT, f"{SORRY}Hint 1 {SEAT}.", [EventKind.ASKED]),
        (RIGHT_SEAT, f"{SORRY}Hint 1 {SEAT}. Yes, a window seat.", [EventKind.ASKED, EventKind.UNDERSTOOD]),
    ],
)
def test_asked_again_at_once_the_correction_is_the_answer_and_no_repetition(
    talk: Start, twisted: Make, line: str, reply: str, kinds: list[EventKind]
) -> None:
    conversation = talk(twisted("slip"))
    again = (conversation.say(ASK_SEAT), conversation.say(line))[1]
    assert again.text == reply
    assert _kinds(again, SEAT) == [EventKind.REVEALED, EventKind.ALIGNED, *kinds]
    assert again.reaction.repeats == ()


def test_a_slip_about_what_is_volunteered_is_corrected_before_it_is_volunteered(
    talk: Start, twisted: Make, out: Out
) -> None:
    conversation = talk(twisted("slip", disclosure=Disclosure.UNPROMPTED))
    first = conversation.say(ASK_SEAT)
    assert SEAT not in out(first)
    assert len(out(first)) == 1, "something else is volunteered"
    assert SORRY in conversation.say(CHAT).text


# Half answers


def test_half_an_answer_is_completed_when_asked_again_which_is_no_repetition(
    talk: Start, twisted: Make, out: Out
) -> None:
    conversation = talk(twisted("partial"))
    half = conversation.say(ASK_SEAT)
    assert half.text == ASIDE
    assert out(half) == []
    assert half.reaction.hits == ("flight.seat",)
    assert half.reaction.effort == "medium"
    assert conversation.say(CHAT).events == ()
    whole = conversation.say(ASK_SEAT)
    assert whole.text == f"Hint 1 {SEAT}."
    assert out(whole) == [SEAT]
    assert whole.reaction.repeats == ()
    assert whole.reaction.spent < 0.5
    assert conversation.say(ASK_SEAT).reaction.repeats == ("flight.seat",)


def test_half_an_answer_alone_leaves_the_wish_hidden(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("partial"))
    conversation.say(ASK_SEAT, *[CHAT] * 8)
    assert conversation.out() == []


@pytest.mark.parametrize("lines", [(RIGHT_SEAT,), (ASK_SEAT, RIGHT_SEAT)])
def test_a_right_guess_completes_half_an_answer(talk: Start, twisted: Make, out: Out, lines: tuple[str, ...]) -> None:
    reply = talk(twisted("partial")).say(*lines)
    assert reply.text == "Yes, a window seat."
    assert out(reply) == [SEAT]


# Contradictions


def test_two_turns_after_a_wish_came_out_its_user_contradicts_it_once(talk: Start, twisted: Make, out: Out) -> None:
    conversation = talk(twisted("contradiction"))
    replies = [conversation.say(line) for line in (ASK_SEAT, ASK_BED, CHAT, CHAT, CHAT, CHAT)]
    contradiction = f"Though, about the flight's seat: {ASIDE}"
    assert [contradiction in reply.text for reply in replies] == [False, False, True, False, False, False]
    assert replies[2].events == ()
    assert conversation.dialogue.state.intents[SEAT].live


def test_asked_about_a_contradiction_the_user_settles_it_and_is_normal_again(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("contradiction"))
    conversation.say(ASK_SEAT, CHAT, CHAT)
    settled = conversation.say(ASK_SEAT)
    assert settled.text == "You're right, I said two things. A window seat, that's what I want."
    assert settled.reaction.repeats == ()
    assert settled.reaction.facets == (), "to ask which of two it is, is no question asked in vain"
    assert settled.reaction.effort == "low"
    assert settled.reaction.spent < 0.5
    again = conversation.say(ASK_SEAT)
    assert again.text.startswith("Hint ")
    assert again.reaction.repeats == ("flight.seat",)


def test_a_wrong_guess_settles_a_contradiction_and_shows_no_misunderstanding(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("contradiction"))
    reply = conversation.say(ASK_SEAT, CHAT, CHAT, WRONG_SEAT)
    assert reply.text.startswith("You're right, I said two things.")
    assert EventKind.MISUNDERSTOOD not in _kinds(reply, SEAT)
    assert conversation.say(WRONG_SEAT).text.startswith("No, not that. ")


def test_a_right_guess_settles_a_contradiction_too(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("contradiction"))
    assert conversation.say(ASK_SEAT, CHAT, CHAT, RIGHT_SEAT).text == "Yes, a window seat."
    assert conversation.say(ASK_SEAT).reaction.repeats == ("flight.seat",)


def test_what_was_asked_before_the_contradiction_does_not_settle_it(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("contradiction"))
    assert conversation.say(ASK_SEAT, ASK_SEAT, ASK_SEAT).text.startswith(f"Hint 3 {SEAT}. Though, ")
    assert conversation.say(ASK_SEAT).text.startswith("You're right")


def test_what_never_came_out_is_never_contradicted(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("contradiction"))
    assert not any(ASIDE in conversation.say(line).text for line in (CHAT, ASK_BED, ASK_STOPS, CHAT, CHAT))


# Changes of mind


def test_two_turns_after_a_wish_came_out_another_one_takes_its_place(talk: Start, twisted: Make, out: Out) -> None:
    conversation = talk(twisted("change"))
    replies = [conversation.say(line) for line in (ASK_SEAT, ASK_BED, CHAT, CHAT, CHAT)]
    assert out(replies[0]) == [AISLE]
    changed = replies[2]
    assert f"I've changed my mind about the flight's seat: {ASIDE}" in changed.text
    assert _kinds(changed, AISLE) == [EventKind.SUPERSEDED]
    assert _kinds(changed, SEAT) == [EventKind.REVEALED, EventKind.ALIGNED]
    state = conversation.dialogue.state
    assert (state.intents[AISLE].live, state.intents[SEAT].live) == (False, True)
    assert state.intents[SEAT].how is Elicitation.PASSIVE
    assert [bool(reply.events) for reply in replies[3:]] == [False, False], "once"


def test_the_wish_that_was_given_up_weighs_nothing_and_the_new_one_everything(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("change"))
    state = conversation.dialogue.state
    conversation.say(ASK_SEAT)
    assert (state.weight(AISLE), state.weight(SEAT)) == (1, 0)
    conversation.say(CHAT, CHAT)
    assert (state.weight(AISLE), state.weight(SEAT)) == (0, 1)


def test_a_user_who_was_never_asked_never_changes_their_mind(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("change"))
    conversation.say(ASK_BED, ASK_STOPS, *[CHAT] * 8)
    assert not any(event.kind is EventKind.SUPERSEDED for event in conversation.dialogue.state.events)
    assert conversation.dialogue.state.weight(AISLE) == 1


def test_after_a_change_of_mind_guesses_are_held_against_the_new_wish(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("change"))
    assert conversation.say(WRONG_SEAT).text == "Yes, an aisle seat."
    conversation.say(CHAT, CHAT)
    assert conversation.say(WRONG_SEAT).text.startswith("No, not that. ")
    assert conversation.say(RIGHT_SEAT).text == "Yes, a window seat."


def test_asked_again_after_a_change_of_mind_the_user_speaks_of_the_new_wish_alone(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("change"))
    conversation.say(ASK_SEAT, CHAT, CHAT)
    texts = [conversation.say(ASK_SEAT).text for _ in range(4)]
    assert all(AISLE not in text and "aisle" not in text for text in texts)
    assert "As I said, a window seat." in texts[-1]


def test_a_wish_volunteered_is_given_up_like_one_asked_for(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("change", volunteering=1))
    replies = [conversation.say(CHAT) for _ in range(3)]
    assert AISLE in replies[0].text
    assert "I've changed my mind" in replies[2].text


# Together with everything else


def test_among_several_questions_the_reply_names_what_it_is_about(talk: Start, twisted: Make) -> None:
    for kind in ("slip", "partial"):
        reply = talk(twisted(kind)).say(f"{ASK_SEAT} {ASK_BED}")
        assert reply.text == f"Seat: {ASIDE} Bed: Hint 1 {BED}."


def test_what_goes_astray_uses_up_talkativeness(talk: Start, twisted: Make, out: Out) -> None:
    for kind in ("slip", "partial"):
        reply = talk(twisted(kind, talkativeness=1)).say(f"{ASK_SEAT} {ASK_BED}")
        assert out(reply) == []
        assert ASIDE in reply.text


def test_a_question_kept_back_does_not_count_as_the_first_answer(talk: Start, twisted: Make) -> None:
    conversation = talk(twisted("slip", talkativeness=1))
    assert ASIDE not in conversation.say(f"{ASK_BED} {ASK_SEAT}").text
    assert SORRY not in conversation.say(CHAT).text
    assert conversation.say(ASK_SEAT).text == ASIDE


@pytest.mark.parametrize("kind", KINDS)
def test_a_user_who_is_harder_to_follow_runs_out_of_patience_like_any_other(
    talk: Start, twisted: Make, kind: str
) -> None:
    conversation = talk(twisted(kind, patience=3.0))
    conversation.say_while(ASK_SEAT)
    texts = [message.content for message in conversation.dialogue.messages if message.role == "user"]
    assert conversation.dialogue.ending is Ending.GAVE_UP
    assert sum("tired of questions" in text or "enough questions" in text for text in texts) <= 1


LINES = st.lists(
    st.sampled_from((ASK_SEAT, ASK_STOPS, ASK_BED, RIGHT_SEAT, WRONG_SEAT, CHAT, f"{ASK_SEAT} {ASK_BED}")), max_size=9
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=LINES,
    kind=st.sampled_from(KINDS),
    seed=st.integers(0, 200),
    talkativeness=st.integers(1, 3),
    volunteering=st.integers(0, 3),
    indirectness=st.sampled_from([0.0, 0.5, 1.0]),
)
def test_whatever_is_said_each_wish_comes_out_once_and_nothing_unasked(
    talk: Start, make_scenario: Make, lines: list[str], kind: str, seed: int, volunteering: int, **temper: Any
) -> None:
    plain = make_scenario(seed, volunteering=volunteering, **temper)
    twist = Twist.model_validate({"kind": kind, "intent": SEAT, "words": ASIDE})
    goal = _fickle(plain.goal) if kind == "change" else plain.goal
    conversation = talk(plain.model_copy(update={"twists": (twist,), "goal": goal}))
    for line in lines:
        reply = conversation.say(line)
        for event in reply.events:
            if event.kind is EventKind.REVEALED and event.how is Elicitation.ACTIVE:
                facet = goal.by_id[event.intent].facet
                assert any(facet in r.facets or facet in r.hits for r in conversation.dialogue.reactions)
        hidden = [i for i in goal if i.category is Category.PREFERENCE and i.id not in conversation.out()]
        assert not any(intent.id in reply.text for intent in hidden)
    assert len(conversation.out()) == len(set(conversation.out()))
    assert GoalState.replay(goal, conversation.dialogue.state.events) == conversation.dialogue.state


# In the scenarios of the world


@pytest.fixture(scope="module")
def twisted_scenarios() -> Mapping[str, list[Scenario]]:
    """Generated scenarios by the kind of their first twist, with patient and tidy users who don't bring it up themselves."""
    travel = load_world("travel")
    found: dict[str, list[Scenario]] = {kind: [] for kind in KINDS}
    for seed in range(80):
        scenario = travel.scenario("hard222", "dev", seed)
        if scenario.twists and scenario.goal.by_id[scenario.twists[0].intent].disclosure is Disclosure.ON_REQUEST:
            calm = {"patience": 1_000.0, "typing": "tidy", "volunteering": 0}
            temperament = scenario.temperament.model_copy(update=calm)
            found[scenario.twists[0].kind].append(scenario.model_copy(update={"temperament": temperament}))
    return found


def _question(scenario: Scenario, intent_id: str) -> str:
    aspect, _, name = scenario.goal.by_id[intent_id].facet.partition(".")
    facet = next(facet for facet in BY_NAME[aspect].facets if facet.name == name)
    return f"For the {BY_NAME[aspect].noun}, do you have any wishes about {facet.label}?"


@pytest.mark.parametrize("kind", KINDS)
def test_every_twist_of_the_world_plays_out(
    talk: Start, twisted_scenarios: Mapping[str, list[Scenario]], kind: str
) -> None:
    assert len(twisted_scenarios[kind]) >= 5
    for scenario in twisted_scenarios[kind]:
        twist = scenario.twists[0]
        conversation = talk(scenario)
        replies = [conversation.say(line) for line in (_question(scenario, twist.intent), CHAT, CHAT, CHAT)]
        at = [number for number, reply in enumerate(replies) if twist.words in reply.text]
        assert at == ([0] if kind in ("slip", "partial") else [2]), scenario.id
        out = conversation.dialogue.state.intents[twist.intent].revealed_turn
        assert out == {"slip": 2, "partial": None, "contradiction": 1, "change": 3}[kind]


def _play(travel: World, scenario: Scenario, name: str) -> Any:
    dialogue, session = begin(travel, scenario, Limits())
    return converse(dialogue, session, RuleUser(scenario, travel.vocabulary), travel.policies[name].make(scenario))


def test_a_conversation_with_twists_taken_up_anywhere_goes_on_as_it_did(
    twisted_scenarios: Mapping[str, list[Scenario]],
) -> None:
    travel = load_world("travel")
    for scenario in (scenario for each in twisted_scenarios.values() for scenario in each[:2]):
        acts = _play(travel, scenario, "one-at-a-time").acts
        for place, act in enumerate(acts):
            if isinstance(act, UserTurn):
                again, _ = resume(travel, scenario, Limits(), acts[:place])
                user = RuleUser(scenario, travel.vocabulary)
                assert user.reply(again.view_for_user()) == act
                assert user.reply(again.view_for_user()) == act, "asking twice changes nothing"


def test_twists_make_no_difference_to_an_agent_that_asks_nothing(
    twisted_scenarios: Mapping[str, list[Scenario]],
) -> None:
    travel = load_world("travel")
    for kind in ("slip", "partial", "contradiction"):
        for scenario in twisted_scenarios[kind][:5]:
            straight = scenario.model_copy(update={"twists": scenario.twists[1:]})
            assert _play(travel, scenario, "silent").acts == _play(travel, straight, "silent").acts
