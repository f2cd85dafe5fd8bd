"""The rule-driven user: deterministic, offline, and unable to give away more than it was asked for.

Each reply is a function of the scenario and the view alone, so a conversation can be resumed anywhere.
The user reads the agent's messages with ``tacit.language``, answers each thing asked for by its own goal,
and records exactly which intents the reply reveals:

- asked about a facet with a hidden wish, it hints, at most ``talkativeness`` wishes a reply; offered the
  right alternative, it may say so plainly, the more likely the less ``indirectness`` it has;
- a right guess it confirms; a wrong one it denies, with a hint;
- asked again, it hints in other words, twice, and says it outright the time after;
- what it does not know, it says it does not know; what it does not care about, too;
- an open question about an aspect brings one hint, once; a general one brings none;
- after ``volunteering`` turns without progress it says something unasked;
- effort uses up ``patience``; when little is left it says so, and when none is left it leaves.

A scenario's *twists* make it harder to follow: it misspeaks about a wish and corrects itself in the next reply,
answers by halves until asked again, contradicts itself and settles it when asked, or changes its mind.

What it cannot do: understand languages other than English, hold small talk, or lie.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from tacit.dialogue import Effort, Ending, Reaction, Scenario, Twist, UserTurn, UserView
from tacit.goals import Category, Disclosure, Elicitation, EventKind, GoalEvent, Intent, Source, Span
from tacit.language import Mention, Reading, SpeechAct, Vocabulary, numbers, read
from tacit.users._speech import Reply

# Patience a message costs: a useful question, one in vain, a wrong guess, a question asked before, an open
# question that worked, one that did not, small talk, and every facet of one message beyond the third.
_HIT, _MISS, _WRONG_GUESS, _REPEAT, _OPEN, _VAGUE, _TALK, _CROWD = 0.25, 0.5, 0.5, 1.0, 0.5, 1.0, 0.75, 0.5
_EASY_FACETS = 3
_EFFORTS: tuple[Effort, ...] = ("none", "low", "medium", "high")
_STRENGTH = {act: place for place, act in enumerate(SpeechAct)}
_READING_COST = 1 / 900
"""A character, so that words run together are no cheaper to read."""
_HINTS = 3
"""How often a wish is hinted at before it is said outright."""
_WEARY = 0.25
_LATER = 2
"""Turns after a wish came out at which its user contradicts it, or changes their mind."""

_NO_PREFERENCE = ("No preference there.", "I don't mind, no preference.", "No preference on that.")
_NO_IDEA = ("No idea, whatever you think.", "I have no idea, honestly.", "No idea, you choose.")
_VAGUE_REPLIES = (
    "Hard to say in general. What do you want to know?",
    "I wouldn't know where to start. Ask me about something in particular.",
    "Depends. What exactly do you need to know?",
)
_OTHER_REPLIES = ("It's all in my first message.", "Nothing to add to what I wrote at the start.")
_TALK_REPLIES = ("Sure.", "Okay.", "Alright.", "Fine.")
_ONE_THING = ("The rest another time, that's a lot at once.", "One thing after the other, please.")
_WEARY_REPLIES = ("I'm getting tired of questions.", "That's enough questions for my taste.")
_LEAVING = ("This is taking too long. I'll book it myself.", "I've had enough, I'll do it myself. Bye.")


class _Question(NamedTuple):
    """All that the messages heard ask about one facet; ``quote`` is where."""

    facet: str
    values: tuple[str, ...]
    quote: Span
    offers: bool
    proposed: bool

    @property
    def guesses(self) -> bool:
        """Whether it puts one or more values up for confirmation, rather than to choose from."""
        return bool(self.values) and (self.proposed or (len(self.values) == 1 and not self.offers))


class RuleUser:
    """A user that holds the scenario's goal and speaks by rules.

    Args:
        scenario: whose user to be.
        vocabulary: the world's words, to understand the agent with.
    """

    name = "rules"

    def __init__(self, scenario: Scenario, vocabulary: Vocabulary) -> None:
        self._scenario = scenario
        self._vocabulary = vocabulary
        wishes = [i for i in scenario.goal if i.category is not Category.OBJECTIVE]
        self._by_facet: dict[str, list[Intent]] = {}
        for intent in wishes:
            self._by_facet.setdefault(intent.facet, []).append(intent)
        self._trip = tuple(dict.fromkeys(intent.aspect for intent in scenario.goal))

    def reply(self, view: UserView) -> UserTurn:
        """Answer what the agent said since the last reply."""
        return _Turn(self._scenario, view, self._by_facet, self._readings(view)).take()

    def _readings(self, view: UserView) -> list[tuple[int, Reading]]:
        return [(place, read(text, self._vocabulary, self._trip)) for place, text in view.heard]


class _Turn:
    """One reply in the making: what is said, what it reveals, and what it costs."""

    def __init__(
        self,
        scenario: Scenario,
        view: UserView,
        by_facet: dict[str, list[Intent]],
        readings: Sequence[tuple[int, Reading]],
    ) -> None:
        self.view, self.state, self.temper = view, view.state, scenario.temperament
        self.twists = {twist.intent: twist for twist in scenario.twists}
        self.by_facet, self.readings = by_facet, readings
        self._goal = scenario.goal.by_id
        self.rng = scenario.random(f"user {view.turn}")
        self.out = Reply(view.place, self.temper.typing, self.rng)
        self.events: list[GoalEvent] = []
        self.budget = self.temper.talkativeness
        self.spent = sum(len(text) for _, text in view.heard) * _READING_COST
        self.effort: Effort = "none"
        self.hits: list[str] = []
        self.repeats: list[str] = []
        self.checked = set[str]()
        self.kept_back = False
        self.told = set[str]()

    def take(self) -> UserTurn:
        """Build the reply."""
        self._mend_slips()
        questions = self._questions()
        self.spent += max(0, len(questions) - _EASY_FACETS) * _CROWD
        for question in questions:
            self._answer(question, several=len(questions) > 1)
        if not questions:
            self._respond()
        self._hear_recaps()
        self._waver()
        self._volunteer()
        if self.kept_back:
            self.out.say(self._pick(_ONE_THING))
        if self.out.empty:
            self.out.say(self._pick(_TALK_REPLIES))
        return self._finish(tuple(question.facet for question in questions if question.facet not in self.checked))

    def _questions(self) -> list[_Question]:
        """What was asked about or guessed at, in order, each facet once."""
        groups: dict[str, list[tuple[int, Reading, Mention]]] = {}
        for at, reading in self.readings:
            for mention in sorted((*reading.asked, *reading.proposed), key=lambda mention: mention.start):
                groups.setdefault(mention.facet, []).append((at, reading, mention))
        return [self._joined(facet, group) for facet, group in groups.items()]

    def _joined(self, facet: str, group: Sequence[tuple[int, Reading, Mention]]) -> _Question:
        at, _, telling = max(group, key=lambda one: len(one[2].values))
        return _Question(
            facet,
            tuple(dict.fromkeys(value for _, _, mention in group for value in mention.values)),
            self._quote(at, telling),
            offers=any(reading.offers for _, reading, _ in group),
            proposed=any(mention in reading.proposed for _, reading, mention in group),
        )

    def _answer(self, question: _Question, several: bool) -> None:
        """Answer one facet that was asked about or guessed at."""
        topic = f"{question.facet.partition('.')[2].replace('_', ' ').capitalize()}: " if several else ""
        live = [i for i in self.by_facet.get(question.facet, ()) if self.state.intents[i.id].live]
        for intent in live:
            self.events.append(GoalEvent(self.view.turn, EventKind.ASKED, intent.id, Source.AGENT, question.quote))
        known = [intent for intent in live if intent.known]
        if known:
            for intent in known:
                self._answer_wish(intent, question, topic)
        elif live:
            self._answer_unknown(live, topic)
        else:
            self._charge(_MISS, "low")
            self.out.say(topic + self._pick(_NO_PREFERENCE))

    def _answer_wish(self, intent: Intent, question: _Question, topic: str) -> None:
        value = intent.value
        came_out = self._is_out(intent)
        right = question.guesses and question.values == (value,)
        wrong = question.guesses and value not in question.values
        if intent.id in self.told and not right:
            return  # a slip was corrected just now, which answers this too
        if came_out and not right and self._is_contradicted(intent):
            self._settle(intent, topic)
        elif came_out and not right:
            self._repeat(intent, wrong, question.quote, topic)
        elif not came_out and self.budget <= 0:
            self.kept_back = True
        elif right:
            self._confirm(intent, question.quote, topic, came_out)
        elif (twist := self._first_answer(intent)) is not None:
            self._stray(twist, intent, topic)
        elif value in question.values and self.rng.random() > self.temper.indirectness:
            self._reveal(intent, f"{topic}{_capital(intent.text)}.", Elicitation.ACTIVE)
        else:
            denial = "No, not that. " if wrong else ""
            self._reveal(intent, topic + denial + self._hint(intent, 0), Elicitation.ACTIVE)

    def _first_answer(self, intent: Intent) -> Twist | None:
        """The twist, if any, by which the first answer about a wish goes astray."""
        twist = self.twists.get(intent.id)
        if twist is None or twist.kind not in ("slip", "partial") or self._was_evaded(intent):
            return None
        return twist

    def _was_evaded(self, intent: Intent) -> bool:
        """Whether a wish that has not come out was answered about before: wrongly, or by halves."""
        return any(intent.facet in reaction.hits for reaction in self.view.reactions)

    def _stray(self, twist: Twist, intent: Intent, topic: str) -> None:
        """Say something else than the wish, or only half of it."""
        self.out.say(topic + twist.words)
        self.budget -= 1
        self.hits.append(intent.facet)
        self._charge(_HIT, "low" if twist.kind == "slip" else "medium")

    def _mend_slips(self) -> None:
        """Correct what was said by mistake last time."""
        for twist in self.twists.values():
            intent = self._goal[twist.intent]
            if twist.kind == "slip" and self._was_evaded(intent) and not self._is_out(intent):
                correction = f"Sorry, I misspoke about {_topic(intent)}: {self._hint(intent, 0)}"
                self._reveal(intent, correction, Elicitation.ACTIVE)

    def _waver(self) -> None:
        """Some turns after a wish came out: say something that contradicts it, or want something else."""
        for twist in self.twists.values():
            intent = self._goal[twist.intent]
            if twist.kind == "contradiction" and self._has_waited(intent.id) == _LATER:
                self.out.say(f"Though, about {_topic(intent)}: {twist.words}")
            elif twist.kind == "change":
                self._change_mind(intent, twist.words)

    def _change_mind(self, intent: Intent, words: str) -> None:
        before = intent.supersedes
        if before is None or not self.state.intents[before].live or self._has_waited(before) < _LATER:
            return
        self.events.append(GoalEvent(self.view.turn, EventKind.SUPERSEDED, before, Source.USER, by=intent.id))
        self._reveal(intent, f"I've changed my mind about {_topic(intent)}: {words}", Elicitation.PASSIVE)

    def _has_waited(self, intent_id: str) -> int:
        """Turns since a wish came out; 0 while it has not."""
        out = self.state.intents[intent_id].revealed_turn
        return 0 if out is None else self.view.turn - out

    def _is_contradicted(self, intent: Intent) -> bool:
        """Whether the user said two things about a wish and was not asked about it since."""
        twist, waited = self.twists.get(intent.id), self._has_waited(intent.id)
        if twist is None or twist.kind != "contradiction" or waited <= _LATER:
            return False
        return not any(turn > self.view.turn - waited + _LATER for turn in self._asked_turns(intent))

    def _settle(self, intent: Intent, topic: str) -> None:
        """Asked which of two things it is, say it outright."""
        self._charge(_HIT, "low")
        self.checked.add(intent.facet)
        self.out.say(f"{topic}You're right, I said two things. {_capital(intent.text)}, that's what I want.")

    def _confirm(self, intent: Intent, question: Span, topic: str, came_out: bool) -> None:
        answer = f"Yes, {topic.lower()}{intent.text}."
        if came_out:
            self._charge(_HIT, "low")
            self.checked.add(intent.facet)
            self.out.say(answer)
        else:
            self._reveal(intent, answer, Elicitation.ACTIVE)
        self._observe(EventKind.UNDERSTOOD, intent, question)

    def _repeat(self, intent: Intent, wrong_guess: bool, question: Span, topic: str) -> None:
        """Asked again: other words, then plain words. A wrong guess shows that the hint was lost."""
        if wrong_guess:
            self._charge(_WRONG_GUESS, "low")
            self.checked.add(intent.facet)
            self._observe(EventKind.MISUNDERSTOOD, intent, question)
        else:
            self._charge(_REPEAT, "medium")
            self.repeats.append(intent.facet)
        start = "No, not that. " if wrong_guess else ""
        times = self._times_said(intent)
        if self.state.intents[intent.id].how is Elicitation.OPENING or times >= _HINTS:
            self.out.say(f"{topic}{start}As I said, {intent.text}.")
        else:
            self.out.say(topic + start + self._hint(intent, times))

    def _times_said(self, intent: Intent) -> int:
        """How often a wish was spoken of so far: when it came out, and whenever it was asked for after that."""
        out = self.state.intents[intent.id].revealed_turn or 0
        return 1 + sum(turn > out for turn in self._asked_turns(intent))

    def _asked_turns(self, intent: Intent) -> list[int]:
        """Earlier turns in which a wish was asked for."""
        return [e.turn for e in self.state.events if e.intent == intent.id and e.kind is EventKind.ASKED]

    def _answer_unknown(self, intents: Sequence[Intent], topic: str) -> None:
        self._charge(_MISS, "medium")
        span = self.out.say(topic + self._pick(_NO_IDEA))
        for intent in intents:
            self.events.append(GoalEvent(self.view.turn, EventKind.UNABLE, intent.id, Source.USER, span))

    def _respond(self) -> None:
        """Answer a message that asks about no facet."""
        acts = [reading.act for _, reading in self.readings]
        if SpeechAct.OPEN_QUESTION in acts:
            self._answer_open()
        elif SpeechAct.OTHER_QUESTION in acts:
            self._charge(_MISS, "low")
            self.out.say(self._pick(_OTHER_REPLIES))
        else:
            self._charge(_TALK, "none")

    def _answer_open(self) -> None:
        """One hint for an aspect that was not asked about openly before; nothing for a general question."""
        aspects = [aspect for _, reading in self.readings for aspect in reading.open_aspects]
        used = {facet for reaction in self.view.reactions if reaction.act == "open_question" for facet in reaction.hits}
        for aspect in aspects:
            hidden = [i for i in self._hidden() if i.aspect == aspect]
            if hidden and not any(facet.startswith(f"{aspect}.") for facet in used):
                self._reveal(hidden[0], self._hint(hidden[0], 0), Elicitation.ACTIVE)
                self.spent += _OPEN
                self.effort = "high"
                return
        self._charge(_VAGUE, "high")
        self.out.say(self._pick(_VAGUE_REPLIES))

    def _hear_recaps(self) -> None:
        """A wish the agent states rightly, in so many words and nothing else beside it, has been understood."""
        stated: dict[str, set[str]] = {}
        for _, reading in self.readings:
            for mention in reading.told:
                stated.setdefault(mention.facet, set()).update(mention.values)
        for at, reading in self.readings:
            for mention in reading.told:
                for intent in self.by_facet.get(mention.facet, ()):
                    if self._came_out_before(intent) and self._is_stated(intent, at, stated[mention.facet]):
                        self._observe(EventKind.UNDERSTOOD, intent, self._quote(at, mention))

    def _is_stated(self, intent: Intent, at: int, values: Set[str]) -> bool:
        """Whether a wish is what was said of its facet: its value alone, or its amount as the largest number."""
        if intent.value.isdecimal():
            return int(intent.value) == max(numbers(self._text(at)), default=0)
        return values == {intent.value}

    def _volunteer(self) -> None:
        """Say something unasked: what always comes unprompted, or after too long without progress."""
        chosen = [intent for intent in self._hidden() if intent.disclosure is Disclosure.UNPROMPTED]
        if not chosen and self._is_tired_of_waiting():
            chosen = self._hidden()
        for intent in chosen[:1]:
            aspect = intent.aspect.replace("_", " ")
            self._reveal(intent, f"By the way, about the {aspect}: {self._hint(intent, 0)}", Elicitation.PASSIVE)

    def _is_tired_of_waiting(self) -> bool:
        """Whether nothing has come out for as many turns as this user bears."""
        if not self.temper.volunteering or self.told:
            return False
        last = max((p.revealed_turn or 0 for p in self.state.intents.values()), default=0)
        return self.view.turn - last >= self.temper.volunteering

    def _reveal(self, intent: Intent, text: str, how: Elicitation) -> None:
        span = self.out.say(text)
        turn = self.view.turn
        self.events.append(GoalEvent(turn, EventKind.REVEALED, intent.id, Source.USER, span, how=how))
        if intent.category is Category.PREFERENCE:
            self.events.append(GoalEvent(turn, EventKind.ALIGNED, intent.id, Source.USER, span))
        self.told.add(intent.id)
        if how is Elicitation.ACTIVE:
            self.budget -= 1
            self.hits.append(intent.facet)
            self._charge(_HIT, "low")

    def _observe(self, kind: EventKind, intent: Intent, evidence: Span) -> None:
        self.events.append(GoalEvent(self.view.turn, kind, intent.id, Source.AGENT, evidence))

    def _hidden(self) -> list[Intent]:
        """Wishes that could still be brought up in this reply: not out, and not just answered astray."""
        return [
            intent
            for intents in self.by_facet.values()
            for intent in intents
            if intent.known and self.state.intents[intent.id].live and not self._is_out(intent)
            if intent.facet not in self.hits
        ]

    def _is_out(self, intent: Intent) -> bool:
        return intent.id in self.told or self._came_out_before(intent)

    def _came_out_before(self, intent: Intent) -> bool:
        return self.state.intents[intent.id].revealed_turn is not None

    def _hint(self, intent: Intent, times: int) -> str:
        return intent.phrasings[times % len(intent.phrasings)] if intent.phrasings else f"{intent.text}."

    def _charge(self, patience: float, effort: Effort) -> None:
        self.spent += patience
        self.effort = _EFFORTS[max(_EFFORTS.index(self.effort), _EFFORTS.index(effort))]

    def _pick(self, lines: Sequence[str]) -> str:
        return self.rng.choice(lines)

    def _quote(self, at: int, mention: Mention) -> Span:
        return Span(at, mention.start, mention.end, self._text(at)[mention.start : mention.end])

    def _text(self, at: int) -> str:
        return next(text for place, text in self.view.heard if place == at)

    def _finish(self, facets: tuple[str, ...]) -> UserTurn:
        """Weigh the patience that is left, and close the reply."""
        before = sum(reaction.spent for reaction in self.view.reactions)
        left = self.temper.patience - before - self.spent
        weary = self.temper.patience * _WEARY
        ending = None
        if left <= 0:
            self.out.say(self._pick(_LEAVING))
            ending = Ending.GAVE_UP
        elif left < weary <= left + self.spent:
            self.out.say(self._pick(_WEARY_REPLIES))
        strongest = min((reading.act for _, reading in self.readings), key=_STRENGTH.__getitem__, default="")
        reaction = Reaction(
            str(strongest), facets, tuple(self.hits), tuple(self.repeats), self.effort, round(self.spent, 4)
        )
        return UserTurn(self.out.text, tuple(self.events), reaction, ending=ending)


def _topic(intent: Intent) -> str:
    aspect, _, facet = intent.facet.partition(".")
    return f"the {aspect}'s {facet}".replace("_", " ")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
