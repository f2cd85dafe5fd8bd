"""A user with known wishes, and conversations in which the agent's lines are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tacit.dialogue import AgentTurn, Dialogue, Limits, Scenario, Temperament, UserTurn
from tacit.goals import Category, Disclosure, Goal, Intent
from tacit.language import Vocabulary
from tacit.users import RuleUser
from tacit.worlds.travel.vocabulary import vocabulary

WISHES = {
    "flight.seat.window_seat": "a window seat",
    "flight.stops.nonstop": "a nonstop flight",
    "hotel.bed.king": "one king-size bed",
    "hotel.facilities.pool": "a swimming pool",
}
PATIENT = 1_000.0


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    """The words of the travel world."""
    return vocabulary()


@pytest.fixture(scope="session")
def make_scenario() -> Callable[..., Scenario]:
    """A traveller with two wishes for the flight, two for the hotel, and no idea about its meals.

    Each wish has hints that name it by letters no other text contains: ``Hint 1 flight.seat.window_seat``.
    """

    def make(seed: int = 1, disclosure: Disclosure = Disclosure.ON_REQUEST, **temper: Any) -> Scenario:
        intents = [_objective("flight"), _objective("hotel")]
        intents += [_wish(id_, text, disclosure) for id_, text in WISHES.items()]
        intents.append(
            Intent(
                id="hotel.meals.unknown",
                category=Category.PREFERENCE,
                text="no idea about meals",
                facet="hotel.meals",
                weight=0.0,
                disclosure=Disclosure.NEVER,
            )
        )
        return Scenario(
            id=f"users/{seed}",
            world="travel",
            family="22",
            split="dev",
            seed=seed,
            goal=Goal(intents=tuple(intents)),
            opening="I need a flight and a hotel.",
            precise=f"I need a flight and a hotel, with {', '.join(WISHES.values())}.",
            temperament=Temperament(**{"patience": PATIENT, "talkativeness": 2, "indirectness": 1.0, **temper}),
        )

    return make


def _objective(aspect: str) -> Intent:
    return Intent(
        id=aspect,
        category=Category.OBJECTIVE,
        text=f"a {aspect}",
        facet=aspect,
        weight=0.0,
        disclosure=Disclosure.OPENING,
    )


def _wish(id_: str, text: str, disclosure: Disclosure) -> Intent:
    return Intent(
        id=id_,
        category=Category.PREFERENCE,
        text=text,
        phrasings=tuple(f"Hint {number} {id_}." for number in (1, 2, 3, 4)),
        facet=id_.rpartition(".")[0],
        value=id_.rpartition(".")[2],
        disclosure=disclosure,
    )


class Talk:
    """A conversation in which the test speaks for the agent."""

    def __init__(self, scenario: Scenario, words: Vocabulary, turns: int = 60) -> None:
        self.dialogue = Dialogue(scenario, "Book a trip.", (), Limits(turns=turns))
        self._user = RuleUser(scenario, words)

    def say(self, *texts: str) -> UserTurn:
        """Say something, or several things in a row; returns the user's answer to the last of them."""
        for text in texts:
            self.dialogue.agent_did(AgentTurn(text))
            self.last = self._user.reply(self.dialogue.view_for_user())
            self.dialogue.user_did(self.last)
        return self.last

    def say_while(self, text: str) -> None:
        """Repeat oneself until the conversation ends."""
        while self.dialogue.ending is None:
            self.say(text)

    def out(self) -> list[str]:
        """Ids of the wishes that came out, in order."""
        return _out(self.dialogue.state.events)


def _out(events: Iterable[Any]) -> list[str]:
    return [event.intent for event in events if event.kind == "revealed" and event.turn > 0]


@pytest.fixture(scope="session")
def out() -> Callable[[UserTurn], list[str]]:
    """Ids of the wishes that a reply reveals."""
    return lambda turn: _out(turn.events)


@pytest.fixture
def talk(make_scenario: Callable[..., Scenario], words: Vocabulary) -> Callable[..., Talk]:
    """Starts a conversation with a traveller of some temperament, or of a given scenario."""

    def start(scenario: Scenario | None = None, turns: int = 60, **temper: Any) -> Talk:
        return Talk(make_scenario(**temper) if scenario is None else scenario, words, turns)

    return start
