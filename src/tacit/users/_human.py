"""A person as the user: the same turns and events come out as from a simulated one.

What a person's free reply gives away is read off cautiously: a wish whose value they name in plain words has
come out; so has a wish behind a question they answered with anything but "no idea" or "no preference".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tacit.dialogue import Ending, Reaction, Scenario, UserTurn, UserView
from tacit.goals import Category, Elicitation, EventKind, GoalEvent, Intent, Source, Span
from tacit.language import Vocabulary, decode, read

_SHRUG = re.compile(
    r"\b(?:no idea|don'?t (?:know|mind|care)|no preference|whatever|not sure|doesn'?t matter)\b", re.IGNORECASE
)


class HumanUser:
    """Asks a person for each reply.

    Args:
        scenario: whose user they play.
        vocabulary: the world's words.
        ask: shows the agent's words and returns the person's reply; None when they leave.
    """

    name = "human"

    def __init__(self, scenario: Scenario, vocabulary: Vocabulary, ask: Callable[[UserView], str | None]) -> None:
        self._vocabulary = vocabulary
        self._ask = ask
        self._wishes = [i for i in scenario.goal if i.category is not Category.OBJECTIVE and i.known]
        self._trip = tuple(dict.fromkeys(intent.aspect for intent in scenario.goal))

    def reply(self, view: UserView) -> UserTurn:
        """Ask the person, and note what came out."""
        text = self._ask(view)
        if text is None:
            return UserTurn("(left)", ending=Ending.GAVE_UP)
        readings = [read(heard, self._vocabulary, self._trip) for _, heard in view.heard]
        asked = tuple(dict.fromkeys(facet for reading in readings for facet in reading.facets))
        events: list[GoalEvent] = []
        hits: list[str] = []
        for intent in self._wishes:
            progress = view.state.intents[intent.id]
            sought = intent.facet in asked and progress.live
            if sought:
                events.append(GoalEvent(view.turn, EventKind.ASKED, intent.id, Source.AGENT))
            if progress.live and progress.revealed_turn is None and self._gives_away(text, intent, sought):
                events += _revealed(intent, view, text, sought)
                if sought:
                    hits.append(intent.facet)
        act = str(readings[-1].act) if readings else ""
        return UserTurn(text, tuple(events), Reaction(act, asked, tuple(hits), effort="low" if asked else "none"))

    def _gives_away(self, text: str, intent: Intent, sought: bool) -> bool:
        """Whether a reply names a wish's value, or answers the question about it with any words at all."""
        plain = decode(text, self._vocabulary, intent.facet) == intent.value
        return plain or (sought and bool(text.strip()) and not _SHRUG.search(text))


def _revealed(intent: Intent, view: UserView, text: str, sought: bool) -> list[GoalEvent]:
    span = Span(view.place, 0, len(text), text)
    how = Elicitation.ACTIVE if sought else Elicitation.PASSIVE
    events = [GoalEvent(view.turn, EventKind.REVEALED, intent.id, Source.USER, span, how=how)]
    if intent.category is Category.PREFERENCE:
        events.append(GoalEvent(view.turn, EventKind.ALIGNED, intent.id, Source.USER, span))
    return events
