"""What a message says: which facets it asks about, what it proposes, and which parts ask nothing.

Every sentence is taken apart by its form (``_clauses``) and its clauses are matched against the world's
words (``_placing``), in order, so that later clauses know what is being talked about. What a question
mentions only as a circumstance is set apart (``_circumstances``). Then what one sentence means for another
is settled: list items (``_lists``) take the mood of the line above or below them, and a bare "is that
right?" turns what was said before it into a proposal, as a bare "would that be a problem?" turns it into a
question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tacit.language import _english as english
from tacit.language._circumstances import weighed, without_circumstances, without_compared
from tacit.language._clauses import Analysis, Clause, Mood, analysed
from tacit.language._lists import Block, blocks
from tacit.language._placing import Focus, placed
from tacit.language._text import Sentence, sentences
from tacit.language._vocabulary import Hit, Topic, Vocabulary

_LONGEST = 20_000
_SMALL_TALK = 320
"""Characters of a message that may be small talk."""
_BRIEF = 5
"""Words of a list item that may be one of several alternatives."""
_OPEN = 1000
"""Characters of a sentence that may be an open question."""


class SpeechAct(StrEnum):
    """What a message does, by its strongest sentence."""

    QUESTION = "question"
    PROPOSAL = "proposal"
    OPEN_QUESTION = "open_question"
    OTHER_QUESTION = "other_question"
    STATEMENT = "statement"
    CHITCHAT = "chitchat"


@dataclass(frozen=True, slots=True)
class Mention:
    """A facet, and possibly a value of it, at characters ``start`` to ``end`` of the message."""

    facet: str
    values: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A message understood.

    ``asked`` are facets the message wants to hear about, in order, each once; ``proposed`` those it wants
    confirmed, with the values it proposes; ``told`` those it merely states. ``open_aspects`` are the
    aspects an open question names (empty: it names none). ``offers`` is set when alternatives are given.
    """

    act: SpeechAct
    asked: tuple[Mention, ...] = ()
    proposed: tuple[Mention, ...] = ()
    told: tuple[Mention, ...] = ()
    open_aspects: tuple[str, ...] = ()
    offers: bool = False

    @property
    def facets(self) -> tuple[str, ...]:
        """Every facet asked or proposed, in order."""
        mentions = sorted((*self.asked, *self.proposed), key=lambda mention: mention.start)
        return tuple(dict.fromkeys(mention.facet for mention in mentions))


def read(text: str, vocabulary: Vocabulary, trip: Sequence[str] = ()) -> Reading:
    """Read a message of an agent.

    Args:
        text: the message; of a very long one only the beginning is read.
        vocabulary: the world's words.
        trip: aspects on the table, to place cues that several aspects share; empty for all.
    """
    return _read(text[:_LONGEST], vocabulary, tuple(trip))


@lru_cache(maxsize=4096)
def _read(text: str, vocabulary: Vocabulary, trip: tuple[str, ...]) -> Reading:
    said = sentences(text)
    lists = blocks(said, text)
    listed = {place for block in lists for place in (*block.items, block.lead)}
    heard: list[_Heard] = []
    discussed: tuple[str, ...] = ()
    for place, sentence in enumerate(said):
        heard.append(_hear(sentence, vocabulary, Focus(trip, discussed), is_listed=place in listed))
        discussed = heard[-1].discussed
    for block in lists:
        _settle_list(block, heard)
    _settle_confirmations(heard)
    _settle_references(heard)
    return _summary(heard)


class _Finding(NamedTuple):
    """A hit, with its characters in the message."""

    hit: Hit
    start: int
    end: int


@dataclass(slots=True)
class _Heard:
    """What one sentence says: ``found`` in the clauses that carry its mood, ``aside`` in the others."""

    sentence: Sentence
    analysis: Analysis
    mood: Mood
    discussed: tuple[str, ...]
    found: list[_Finding] = field(default_factory=list)
    aside: list[_Finding] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    offers: bool = False

    @property
    def facets(self) -> set[str]:
        """Facets found in the clauses that carry the mood."""
        return {finding.hit.topic.facet for finding in self.found}


def _hear(sentence: Sentence, vocabulary: Vocabulary, focus: Focus, *, is_listed: bool) -> _Heard:
    analysis = analysed(sentence)
    heard = _Heard(sentence, analysis, analysis.mood, focus.discussed)
    clauses = [(clause, True) for clause in analysis.asking] + [(clause, False) for clause in analysis.telling]
    clauses.sort(key=lambda pair: pair[0].tokens[0].start)
    said: list[tuple[Clause, list[Hit]]] = []
    for clause, carries in clauses:
        carries = carries or (is_listed and analysis.mood is Mood.TELLS)
        result = placed(clause.tokens, vocabulary, Focus(focus.trip, heard.discussed))
        hits = [hit for hit in result.hits if carries or not hit.weak]
        if carries and hits:
            hits = _before_formality(clause, hits)
        if carries:
            said.append((clause, hits + _ranked(clause, hits, vocabulary, focus)))
        else:
            heard.aside.extend(_findings(clause, hits))
        heard.named.extend(result.named)
        if result.named or hits:
            heard.discussed = result.named or tuple({hit.topic.aspect: None for hit in hits})
    _settle_circumstances(heard, said, vocabulary.ranks)
    heard.offers = not english.EXAMPLES.search(analysis.words) and any(
        _gives_choice(clause, heard.found) for clause in analysis.asking
    )
    return heard


def _ranked(clause: Clause, hits: Sequence[Hit], vocabulary: Vocabulary, focus: Focus) -> list[Hit]:
    """What a choice between unrelated things asks: which of them matters more, to a user who can be asked that."""
    ranks = [rank for rank in vocabulary.ranks if rank.partition(".")[0] in focus.trip]
    if not ranks or not weighed(clause, hits):
        return []
    return [Hit(Topic(rank.partition(".")[0], rank), hits[0].start, hits[-1].end) for rank in ranks]


def _settle_circumstances(heard: _Heard, said: Sequence[tuple[Clause, list[Hit]]], ranks: Set[str]) -> None:
    """File what the clauses that carry the mood mention, what is only a circumstance or only compared as an aside."""
    kept = [hits for _, hits in said]
    if heard.mood is not Mood.TELLS:
        compared = [finding for finding in heard.aside if finding.hit.topic.facet in ranks]
        kept = without_compared(said, without_circumstances(said), ranks, aside=bool(compared))
        heard.found.extend(compared)
        heard.aside = [finding for finding in heard.aside if finding not in compared]
    for (clause, hits), ours in zip(said, kept, strict=True):
        heard.found.extend(_findings(clause, ours))
        heard.aside.extend(_findings(clause, [hit for hit in hits if hit not in ours]))


def _before_formality(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """What a clause asks besides a formality: all if it names none, else what strong words in front of it say.

    In a world that has a name for the formality, such as a budget, it is a question like any other.
    """
    formality = english.FORMALITY.search(clause.words)
    if formality is None:
        return hits
    first, last = (clause.words.count(" ", 0, place) for place in formality.span())
    return [hit for hit in hits if not hit.weak and (hit.end < first or (hit.start <= last and hit.end > first))]


def _findings(clause: Clause, hits: Iterable[Hit]) -> list[_Finding]:
    tokens = clause.tokens
    return [_Finding(hit, tokens[hit.start].start, tokens[hit.end - 1].end) for hit in hits]


def _gives_choice(clause: Clause, found: Sequence[_Finding]) -> bool:
    """Whether a sentence names alternatives: two values of a facet, or an "or" that weighs things."""
    values = {(finding.hit.topic.facet, finding.hit.topic.value) for finding in found if finding.hit.topic.value}
    if len(values) > len({facet for facet, _ in values}):
        return True
    words = clause.words
    if not found or not english.CHOICE.search(words) or english.NO_CHOICE.search(words):
        return False
    return bool(values) or english.PREFERENCE.search(words) is not None


def _settle_list(block: Block, heard: list[_Heard]) -> None:
    """Give the items of a list the mood of the line that leads in, or of the one that follows."""
    items = [heard[place] for place in block.items]
    lead = heard[block.lead] if block.lead is not None else None
    tail = heard[block.tail] if block.tail is not None else None
    shared = _shared_facet(items)
    choice = lead is not None and _offers_choice(lead, items, tail)
    mood = Mood.ASKS if choice else _mood_of_list(lead, tail, shared)
    if mood is Mood.TELLS:
        return
    if mood is Mood.ASKS and lead is not None and (choice or _is_heading(lead)):
        lead.mood = Mood.ASKS
        lead.found = [finding for finding in (*lead.found, *lead.aside) if choice or not finding.hit.weak]
        lead.aside = []
    around = {facet for line in (lead, tail) if line and line.mood is Mood.ASKS for facet in line.facets}
    topics = around or {shared}
    for item in items:
        item.offers = item.offers or shared is not None
        if item.mood is Mood.TELLS:
            item.mood = mood
            if mood is Mood.ASKS and shared:
                item.found = [finding for finding in item.found if finding.hit.topic.facet in topics]


def _shared_facet(items: Sequence[_Heard]) -> str | None:
    """The facet that the items of a list are values of, if they are alternatives."""
    if len(items) < 2:
        return None
    counts = Counter(facet for item in items for facet in item.facets)
    if not counts:
        return None
    facet, most = counts.most_common(1)[0]
    return facet if most >= 2 and 2 * most >= len(items) and sum(counts.values()) <= 1.5 * most else None


def _mood_of_list(lead: _Heard | None, tail: _Heard | None, shared: str | None) -> Mood:
    """What the lines around a list make of its items; alternatives of one facet ask even under a mere title."""
    if tail is not None and tail.mood is Mood.CONFIRMS:
        return Mood.GUESSES
    if lead is not None and not lead.found and (lead.mood is Mood.GUESSES or _confirms(lead)):
        return Mood.GUESSES
    if lead is not None and lead.mood is Mood.ASKS:
        return Mood.ASKS
    reports = lead is not None and english.RESULTS.search(lead.analysis.words) is not None
    if lead is not None and not reports and english.INVITES.search(lead.analysis.words):
        return Mood.ASKS
    below = tail.analysis.words if tail is not None and tail.mood is Mood.ASKS else ""
    each = english.EACH.search(below) is not None and not (tail and tail.found)
    if (each and not reports) or (shared and (_demands(tail) or not reports)):
        return Mood.ASKS
    return Mood.TELLS


def _confirms(lead: _Heard) -> bool:
    """Whether a line puts the list below it up for confirmation: "Please confirm:"."""
    return english.CONFIRM_LIST.search(lead.analysis.words) is not None


def _offers_choice(lead: _Heard, items: Sequence[_Heard], tail: _Heard | None) -> bool:
    """Whether the line above a list names one facet and the items nothing else: "Kitchen:", "- hob", "- oven"."""
    titles = {finding.hit.topic.facet for finding in (*lead.found, *lead.aside)}
    below = {facet for item in items for facet in item.facets}
    if len(titles) != 1 or not below <= titles or len(items) < 2 or lead.mood is not Mood.TELLS:
        return False
    brief = all(len(item.sentence.tokens) <= _BRIEF and item.mood is Mood.TELLS for item in items)
    reports = english.RESULTS.search(lead.analysis.words) is not None
    return _demands(tail) or (brief and _is_heading(lead) and not reports)


def _demands(line: _Heard | None) -> bool:
    """Whether a line asks for a choice and says no more: "Which one?"."""
    if line is None or line.mood is not Mood.ASKS or line.found:
        return False
    return english.DEMAND.search(line.analysis.words) is not None


def _is_heading(lead: _Heard) -> bool:
    """Whether a line is no sentence but the title of what follows: "Your table:"."""
    if lead.mood is not Mood.TELLS or lead.sentence.mark != ":":
        return False
    return all(clause.asks is None for clause in lead.analysis.telling)


def _settle_confirmations(heard: list[_Heard]) -> None:
    """Turn what a bare "is that right?" asks about into a proposal."""
    for place, line in enumerate(heard):
        if line.mood is not Mood.CONFIRMS:
            continue
        before = heard[place - 1] if place else None
        if line.found:
            line.mood = Mood.GUESSES
        elif before is not None and before.mood is Mood.TELLS and english.ABOUT_YOU.search(before.analysis.words):
            before.mood = Mood.GUESSES
            before.found, before.aside = [*before.found, *before.aside], []


def _settle_references(heard: Sequence[_Heard]) -> None:
    """Have a bare "would that be a problem?" ask about the one facet told in its sentence or the one before it."""
    for place, line in enumerate(heard):
        if line.mood is not Mood.ASKS or line.found or not english.REFERS_BACK.search(_asking_words(line)):
            continue
        before = heard[place - 1] if place else None
        told = [*before.found, *before.aside] if before is not None and before.mood is Mood.TELLS else []
        for source in (line.aside, told):
            plain = [finding for finding in source if not finding.hit.weak]
            if len({finding.hit.topic.facet for finding in plain}) == 1:
                line.found = plain
                break


def _asking_words(line: _Heard) -> str:
    """The words of the clauses that ask, no more of them than an open question may have."""
    return " ".join([clause.words for clause in line.analysis.asking])[:_OPEN]


def _summary(heard: Sequence[_Heard]) -> Reading:
    asked = [finding for line in heard if line.mood is Mood.ASKS for finding in line.found]
    proposed = [finding for line in heard if line.mood in (Mood.GUESSES, Mood.CONFIRMS) for finding in line.found]
    told = [finding for line in heard if line.mood is Mood.TELLS for finding in line.found if not finding.hit.weak]
    told.extend(finding for line in heard for finding in line.aside)
    opens = [line for line in heard if _is_open(line)]
    return Reading(
        act=_act(heard, bool(asked), bool(proposed), bool(told), bool(opens)),
        asked=_merged(asked),
        proposed=_merged(proposed),
        told=_merged(told),
        open_aspects=tuple(dict.fromkeys(aspect for line in opens for aspect in line.named or line.discussed)),
        offers=bool(asked) and any(line.offers for line in heard if line.mood is Mood.ASKS),
    )


def _is_open(line: _Heard) -> bool:
    """Whether a sentence asks for wishes of any kind."""
    if line.mood is not Mood.ASKS or line.found:
        return False
    words = _asking_words(line)
    return english.OPEN.search(words) is not None and english.FORMALITY.search(words) is None


def _act(heard: Sequence[_Heard], asked: bool, proposed: bool, told: bool, opens: bool) -> SpeechAct:
    if asked:
        return SpeechAct.QUESTION
    if proposed:
        return SpeechAct.PROPOSAL
    if opens:
        return SpeechAct.OPEN_QUESTION
    if any(line.mood is not Mood.TELLS for line in heard):
        return SpeechAct.OTHER_QUESTION
    words = " ".join([line.analysis.words for line in heard])
    greets = len(words) < _SMALL_TALK and english.GREETING.search(words) is not None
    return SpeechAct.CHITCHAT if greets and not told else SpeechAct.STATEMENT


def _merged(findings: Iterable[_Finding]) -> tuple[Mention, ...]:
    """One mention a facet, at its first place, with all values named."""
    by_facet: dict[str, list[_Finding]] = {}
    for finding in sorted(findings, key=lambda finding: (finding.start, finding.hit.topic.facet)):
        by_facet.setdefault(finding.hit.topic.facet, []).append(finding)
    return tuple(
        Mention(
            facet,
            tuple(dict.fromkeys(finding.hit.topic.value for finding in group if finding.hit.topic.value is not None)),
            group[0].start,
            group[0].end,
        )
        for facet, group in by_facet.items()
    )
