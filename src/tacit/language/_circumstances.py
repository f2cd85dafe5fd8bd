"""Which words of a question only give its time, place or purpose, or are only weighed against each other.

"What would you like to drink *with your meal*?" is about drinks, and "*for your early flight*, how many bags?"
about bags. But circumstances are what is asked about when nothing else is ("any wishes for *the beds*?"), so
they yield only to another facet: one found in the rest of the clause or, where the whole clause is a
circumstance, in the question that follows it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from tacit.language import _english as english
from tacit.language._clauses import Clause
from tacit.language._vocabulary import Hit


def without_circumstances(found: Sequence[tuple[Clause, list[Hit]]]) -> list[list[Hit]]:
    """What each clause of a question asks about, given all it mentions.

    A clause with "or" goes on about what stands before it, so weak words in it bring up nothing new.
    """
    kept = [_without_phrases(clause, hits) for clause, hits in found]
    questions = [place for place, (clause, _) in enumerate(found) if clause.asks] or list(range(len(found)))
    for place, (clause, _) in enumerate(found):
        earlier = [hit for hits in kept[:place] for hit in hits]
        if earlier and clause.words.startswith("or "):
            kept[place] = [hit for hit in kept[place] if not hit.weak or hit in _of_facets(kept[place], earlier)]
        later = [hit for question in questions if question > place for hit in kept[question]]
        if later and not clause.asks and english.SETTING.match(clause.words):
            kept[place] = _of_facets(kept[place], later)
    return kept


def without_compared(
    found: Sequence[tuple[Clause, list[Hit]]], kept: Sequence[list[Hit]], ranks: Set[str], *, aside: bool
) -> list[list[Hit]]:
    """What each clause asks about, without the things that the question only weighs against each other.

    Args:
        kept: what each clause asks about so far.
        ranks: facets by which a user weighs things.
        aside: whether another part of the sentence weighs things ("if only one is possible, …").
    """
    weighing = [any(hit.topic.facet in ranks for hit in hits) for hits in kept]
    if not any(weighing) and not aside:
        return list(kept)
    asked = any(weighs and clause.asks for weighs, (clause, _) in zip(weighing, found, strict=True))
    own = {rank.partition(".")[0] for rank in ranks}
    return [
        [hit for hit in hits if hit.topic.facet in ranks]
        if weighs
        else [hit for hit in hits if (asked and clause.asks) or hit.topic.aspect in own]
        for weighs, (clause, _), hits in zip(weighing, found, kept, strict=True)
    ]


def weighed(clause: Clause, hits: Sequence[Hit]) -> bool:
    """Whether a question leaves a choice between two things that have nothing to do with each other: "the pool or the seat?"."""
    words = clause.words.split()
    if clause.asks is False or words.count("or") != 1 or english.WISHES.search(clause.words):
        return False
    middle = words.index("or")
    before = {hit.topic.facet for hit in hits if hit.topic.value is not None and hit.end <= middle}
    after = {hit.topic.facet for hit in hits if hit.topic.value is not None and hit.start > middle}
    return len(before) == 1 and len(after) == 1 and before != after


def _without_phrases(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """The hits outside of circumstances, and those inside that are about the same facets; all, if all are inside."""
    if len({hit.topic.facet for hit in hits}) < 2:
        return hits
    places = _circumstances(clause)
    free = [hit for hit in hits if hit.start not in places]
    return _of_facets(hits, free) if free else hits


def _of_facets(hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    facets = {hit.topic.facet for hit in others}
    return [hit for hit in hits if hit.topic.facet in facets]


def _circumstances(clause: Clause) -> set[int]:
    """Places of the words in a clause that belong to circumstances."""
    words = clause.words.split()
    found: set[int] = set()
    for match in english.CIRCUMSTANCE.finditer(clause.words):
        first = clause.words.count(" ", 0, match.start())
        if first and words[first - 1] in english.GOES_WITH_NEXT:
            continue
        ends = (place for place in range(first + 2, len(words)) if words[place] in english.CIRCUMSTANCE_ENDS)
        found.update(range(first, next(ends, len(words))))
    return found
