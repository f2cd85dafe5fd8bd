"""Scripted agents: floors and ceilings that stand beside every evaluation of this world.

They share one clerk, who searches, keeps a list of believed wishes and books; they differ in what they ask
and how they choose. None is a language model. All but the oracle know only what any agent may know: the
trip facts of the opening, the tools' results, what the user says, and the world's public list of facets.
They decode a reply by the plain words for a wish in it, so most hints escape them until they put a guess
up for confirmation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tacit.dialogue import AgentTurn, AgentView, Scenario, ToolCall
from tacit.language import decode, numbers, read
from tacit.worlds.travel.bundled import BUDGET
from tacit.worlds.travel.bundles import Pick, Terms, best_bundle, pick
from tacit.worlds.travel.catalog import BY_NAME, Aspect, Facet, Preference
from tacit.worlds.travel.options import Option, Wish, fits_on
from tacit.worlds.travel.tables import LOYALTY
from tacit.worlds.travel.tools import SEARCHES
from tacit.worlds.travel.trips import Trip, Window
from tacit.worlds.travel.vocabulary import vocabulary
from tacit.worlds.travel.wishes import wish_by_id, wishes_of

_TOOL_OF = {aspect: name for name, (aspect, _) in SEARCHES.items()}
_SHRUGS = ("no preference", "no idea,", "don't mind,")
_ANNOYED = ("tired of questions", "enough questions")
_LUXURY = 0.5
"""What a wish that may go first is worth, beside one that may not."""
_IF_POSSIBLE = ", if the money stretches"
_COMPARISON = "it can't all be had"
"""What names wishes only to say which of them may go first."""
_AGAIN = re.compile(r"about the ([a-z ]+)'s ([a-z ]+):")
"""How a traveller takes up something that was talked about before."""


@dataclass(frozen=True, slots=True)
class TravelPolicy:
    """A scripted agent by name; ``make`` gives one instance an episode."""

    name: str
    label: str
    build: Callable[[Scenario], Clerk]

    def make(self, scenario: Scenario) -> Clerk:
        """An agent for one episode."""
        return self.build(scenario)


class Clerk:
    """Searches, asks nothing, and books at random among what serves the trip: the silent guesser.

    ``declares`` makes it say at booking time what it understood, so that losses have a known cause.
    """

    declares = False

    def __init__(self, scenario: Scenario) -> None:
        self.trip = Trip(**scenario.data["trip"])
        self.aspects: list[Aspect] = [BY_NAME[name] for name in scenario.data["options"]]
        self.rng = scenario.random(type(self).__name__)
        self.wishes: dict[str, Wish] = {}
        self.luxuries = set[str]()
        self.budget: int | None = None
        self.one_programme = False
        self._tables: dict[str, list[Option]] = {}
        self._chosen: dict[str, Pick] = {}
        self._seen = 0
        self._calls = 0
        self._searching: dict[str, str] = {}

    def act(self, view: AgentView) -> AgentTurn:
        """Take in what is new, then search, ask or book."""
        for message in view.messages[self._seen :]:
            if message.role == "tool":
                self._look(message.tool_call_id or "", message.content or "")
            elif message.role == "user":
                self.listen(message.content or "")
        self._seen = len(view.messages)
        if missing := [aspect for aspect in self.aspects if aspect.name not in self._tables]:
            return AgentTurn(tool_calls=tuple(self._search(aspect) for aspect in missing))
        if not self._chosen and (question := self.question()):
            return AgentTurn(text=question)
        if not self._chosen:
            self._chosen = self.choose()
        return AgentTurn(tool_calls=tuple(self._book(aspect, chosen) for aspect, chosen in self._chosen.items()))

    def listen(self, text: str) -> None:
        """Note every wish that a message states plainly."""
        of_trip = ("trip",) if self.trip.slack else ()
        said = ".".join(part for part in text.split(".") if _COMPARISON not in part)
        reading = read(said, vocabulary(), (*(aspect.name for aspect in self.aspects), *of_trip))
        for mention in reading.told:
            if len(mention.values) == 1:
                self.believe(mention.facet, mention.values[0], text)
            elif mention.facet == BUDGET:
                self.budget = next(iter(numbers(text)), None)
            self.one_programme = self.one_programme or mention.facet == LOYALTY

    def question(self) -> str | None:
        """What to ask next; None to book."""
        return None

    def choose(self) -> dict[str, Pick]:
        """Pick at random, for one and the same date, among options that satisfy as many believed wishes as any."""
        window = self.rng.choice(self.trip.windows)
        return {aspect: self.rng.choice(_fairest(picks)) for aspect, picks in self._picks(window).items()}

    def terms(self) -> Terms:
        """What is believed to be wanted."""
        wishes = {
            aspect.name: [
                (wish, _LUXURY if facet_id in self.luxuries else 1.0)
                for facet_id, wish in self.wishes.items()
                if wish.aspect == aspect.name
            ]
            for aspect in self.aspects
        }
        return Terms(wishes, self.budget, self.one_programme)

    def believe(self, facet_id: str, value: str, text: str) -> bool:
        """Add a wish to what the user is believed to want, as ``text`` says; whether there is such a wish."""
        if all(facet_id.partition(".")[0] != aspect.name for aspect in self.aspects):
            return False
        if all(value != preference.name for preference in _facet(facet_id).preferences):
            return False
        wish = self.wishes[facet_id] = wish_by_id(f"{facet_id}.{value}")
        if f"{wish.preference.text}{_IF_POSSIBLE}".lower() in text.lower():
            self.luxuries.add(facet_id)
        return True

    def _look(self, call_id: str, content: str) -> None:
        aspect = self._searching.pop(call_id, None)
        result: Mapping[str, Any] = json.loads(content)
        if aspect is not None and "results" in result:
            self._tables[aspect] = result["results"]
        elif "booked" in result:
            self._chosen = {name: one for name, one in self._chosen.items() if one.option["id"] != result["booked"]}

    def _search(self, aspect: Aspect) -> ToolCall:
        trip = self.trip
        arguments: dict[str, Any]
        if aspect.name == "flight":
            arguments = {"origin": trip.home, "destination": trip.city, "date": trip.start, "travellers": trip.party}
        elif aspect.name == "restaurant":
            arguments = {"city": trip.city, "date": trip.start, "guests": trip.party}
        elif aspect.name == "rental_car":
            arguments = {"city": trip.city, "pick_up": trip.start, "drop_off": trip.end, "travellers": trip.party}
        else:
            arguments = {"city": trip.city, "check_in": trip.start, "check_out": trip.end, "guests": trip.party}
        call = self._call(_TOOL_OF[aspect.name], arguments)
        self._searching[call.id] = aspect.name
        return call

    def _picks(self, window: Window) -> dict[str, list[Pick]]:
        """What could be booked for a date, by aspect."""
        wishes = self.terms().wishes
        return {
            name: [pick(option, wishes[name]) for option in self._tables[name] if fits_on(option, self.trip, window)]
            for name in wishes
        }

    def _book(self, aspect: str, chosen: Pick) -> ToolCall:
        arguments: dict[str, Any] = {"option_id": chosen.option["id"], "extras": list(chosen.extras)}
        if self.declares:
            arguments["understood"] = "; ".join(self._understood(aspect)) or "no particular wishes"
        return self._call("book", arguments)

    def _understood(self, aspect: str) -> list[str]:
        """Everything believed that bears on an aspect, in words."""
        said = [wish.preference.text for wish in self.wishes.values() if wish.aspect == aspect]
        if self.budget is not None:
            said.append(f"at most {self.budget} dollars for everything")
        return [*said, "one loyalty programme"] if self.one_programme else said

    def _call(self, name: str, arguments: dict[str, Any]) -> ToolCall:
        self._calls += 1
        return ToolCall(f"call_{self._calls}", name, json.dumps(arguments))


class CheapestClerk(Clerk):
    """Asks nothing and books the cheapest of what serves the trip."""

    def choose(self) -> dict[str, Pick]:
        """The cheapest bundle that satisfies as many believed wishes as the believed budget allows."""
        terms = self.terms()
        bundle = best_bundle(self._tables, terms, self.trip) or best_bundle(
            self._tables, Terms(terms.wishes), self.trip
        )
        assert bundle is not None
        return bundle


class AskAllClerk(CheapestClerk):
    """Asks about everything in one long message, takes what comes back, and books."""

    declares = True
    _asked = False

    def question(self) -> str | None:
        """One message about every facet of every aspect."""
        if self._asked:
            return None
        self._asked = True
        lines = [f"- For the {aspect.noun}: {', '.join(f.label for f in aspect.facets)}?" for aspect in self.aspects]
        if self.trip.slack:
            lines.append("- For the whole trip: your budget, loyalty programmes, and what you could do without?")
        return "\n".join(("Before I book, please tell me your wishes about all of this:", *lines))


class OneAtATimeClerk(CheapestClerk):
    """Asks about one facet a message; puts a guess up for confirmation when it did not get a hint.

    Stops asking when the user sounds annoyed, and before the turns run out.
    """

    declares = True
    MOST_QUESTIONS = 26
    MOST_GUESSES = 2

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        facets = [_facet_id(aspect, facet) for aspect in self.aspects for facet in aspect.facets]
        of_trip = [BUDGET, LOYALTY] if self.trip.slack else []
        self._open = [*self.rng.sample(facets, len(facets)), *of_trip]
        self._current: str | None = None
        self._guesses: list[Preference] = []
        self._guess: Preference | None = None
        self._asked = 0
        self._stop = False

    def listen(self, text: str) -> None:
        """Note the answer to the last question, and ask again about what the user has taken up again."""
        plain = text.strip().lower()
        self._stop = self._stop or any(sign in plain for sign in _ANNOYED)
        if self._current is None:
            super().listen(text)
            self._open = [facet_id for facet_id in self._open if facet_id not in self.wishes]
        elif self._current in (BUDGET, LOYALTY):
            self._listen_for_terms(text, plain)
        else:
            self._listen_for_wish(self._current, text, plain)
        for aspect, facet in _AGAIN.findall(plain):
            facet_id = f"{aspect}.{facet}".replace(" ", "_")
            if self.wishes.pop(facet_id, None) is not None:
                self._open.append(facet_id)

    def _listen_for_terms(self, text: str, plain: str) -> None:
        said = numbers(text)
        if self._current == BUDGET and said:
            self.budget = said[0]
        elif self._current == LOYALTY:
            self.one_programme = not any(sign in plain for sign in _SHRUGS)

    def _listen_for_wish(self, facet_id: str, text: str, plain: str) -> None:
        if self._guess is not None and plain.startswith("yes"):
            self.believe(facet_id, self._guess.name, text)
            self._guesses = []
        elif (value := decode(text, vocabulary(), facet_id)) and self.believe(facet_id, value, text):
            self._guesses = []
        elif self._guess is None and not any(sign in plain for sign in _SHRUGS):
            known = list(_facet(facet_id).preferences)
            self._guesses = self.rng.sample(known, len(known))[: self.MOST_GUESSES]
        self._guess = None

    def question(self) -> str | None:
        """The next guess about the current facet, or the next facet."""
        if self._stop or self._asked >= self.MOST_QUESTIONS:
            return None
        self._asked += 1
        if self._guesses and self._current is not None:
            self._guess = self._guesses.pop()
            return f"For the {_noun(self._current)}, you would like {self._guess.text}, right?"
        if not self._open:
            return None
        self._current = self._open.pop()
        if self._current == BUDGET:
            return "What is your budget for everything together?"
        if self._current == LOYALTY:
            return "Do you have any wishes about loyalty programmes?"
        return f"For the {_noun(self._current)}, do you have any wishes about {_facet(self._current).label}?"


class OracleClerk(CheapestClerk):
    """Reads the user's mind: the ceiling. The only policy that may see the hidden goal."""

    declares = True

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        self.wishes = {
            f"{aspect.name}.{wish.facet.name}": wish
            for aspect in self.aspects
            for wish in wishes_of(scenario, aspect.name)
        }
        terms = {intent.id: intent.value for intent in scenario.goal if intent.id in (BUDGET, LOYALTY)}
        self.budget = int(terms[BUDGET]) if BUDGET in terms else None
        self.one_programme = LOYALTY in terms

    def listen(self, text: str) -> None:
        """Nothing to learn."""


def _fairest(picks: Sequence[Pick]) -> list[Pick]:
    most = max(pick.worth for pick in picks)
    return [pick for pick in picks if pick.worth == most]


def _facet_id(aspect: Aspect, facet: Facet) -> str:
    return f"{aspect.name}.{facet.name}"


def _facet(facet_id: str) -> Facet:
    aspect, _, name = facet_id.partition(".")
    return BY_NAME[aspect].facet(name)


def _noun(facet_id: str) -> str:
    return BY_NAME[facet_id.partition(".")[0]].noun


def _by_name(policies: Iterable[TravelPolicy]) -> dict[str, TravelPolicy]:
    return {policy.name: policy for policy in policies}


POLICIES: dict[str, TravelPolicy] = _by_name(
    (
        TravelPolicy("silent", "asks nothing, guesses among what fits the trip", Clerk),
        TravelPolicy("cheapest", "asks nothing, takes the cheapest that fits the trip", CheapestClerk),
        TravelPolicy("ask-all", "asks everything in one message", AskAllClerk),
        TravelPolicy("one-at-a-time", "asks one question at a time", OneAtATimeClerk),
        TravelPolicy("oracle", "knows every wish", OracleClerk),
    )
)
