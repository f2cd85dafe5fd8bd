"""The phrase bank: complete, varied, and out of reach for a program that looks for key words."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from tacit.language import decode, stems
from tacit.worlds.travel.catalog import ASPECTS, Aspect, Facet, Preference
from tacit.worlds.travel.phrasings import FAMILIES, bank, hints
from tacit.worlds.travel.vocabulary import vocabulary

WISHES = [(aspect, facet, p) for aspect in ASPECTS for facet in aspect.facets for p in facet.preferences]


def _id(aspect: Aspect, facet: Facet, preference: Preference) -> str:
    return f"{aspect.name}.{facet.name}.{preference.name}"


def _phrasings(preference_id: str) -> list[str]:
    families = bank(preference_id.partition(".")[0])[preference_id]
    return [phrasing for family in families.values() for phrasing in family]


def test_the_bank_and_the_catalogue_hold_the_same_preferences() -> None:
    assert {id_ for aspect in ASPECTS for id_ in bank(aspect.name)} == {_id(*wish) for wish in WISHES}


def test_each_preference_has_twelve_phrasings_four_a_split() -> None:
    for wish in WISHES:
        assert len(_phrasings(_id(*wish))) == 12
        assert {len(hints(_id(*wish), split)) for split in FAMILIES} == {4}


def test_splits_share_neither_rhetorical_families_nor_phrasings() -> None:
    said = {split: {hint for wish in WISHES for hint in hints(_id(*wish), split)} for split in FAMILIES}
    for one, other in combinations(FAMILIES, 2):
        assert not set(FAMILIES[one]) & set(FAMILIES[other])
        assert not said[one] & said[other]


def test_nothing_in_the_bank_is_said_twice() -> None:
    every = [phrasing for wish in WISHES for phrasing in _phrasings(_id(*wish))]
    assert [text for text, times in Counter(map(stems, every)).items() if times > 1] == []
    starts = Counter(tuple(text.lower().split()[:4]) for text in every)
    assert [start for start, times in starts.items() if times > 1] == []


def test_no_phrasing_states_its_wish_or_asks_back() -> None:
    for wish in WISHES:
        for phrasing in _phrasings(_id(*wish)):
            assert wish[2].text.lower() not in phrasing.lower()
            assert "?" not in phrasing
            assert phrasing.isascii()


def _by_vocabulary(text: str, aspect: Aspect, facet: Facet) -> str | None:
    """The keyword matcher that scripted agents decode replies with."""
    return decode(text, vocabulary(), f"{aspect.name}.{facet.name}")


def _by_stems(text: str, aspect: Aspect, facet: Facet) -> str | None:
    """A cruder one: the preference of the facet that shares most word stems with the text."""
    said = set(stems(text))
    shared = {
        p.name: len({stem for stem in stems(f"{p.text} {p.name.replace('_', ' ')}") if len(stem) > 3} & said)
        for p in facet.preferences
    }
    best = [name for name, count in shared.items() if count and count == max(shared.values())]
    return best[0] if len(best) == 1 else None


@pytest.mark.parametrize("matcher", [_by_vocabulary, _by_stems])
def test_a_keyword_matcher_decodes_fewer_than_half(matcher: object) -> None:
    assert callable(matcher)
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for aspect, facet, preference in WISHES:
        for phrasing in _phrasings(_id(aspect, facet, preference)):
            total.update((aspect.name, "all"))
            if matcher(phrasing, aspect, facet) == preference.name:
                hits.update((aspect.name, "all"))
    shares = {name: hits[name] / total[name] for name in total}
    print(matcher, {name: f"{share:.3f}" for name, share in shares.items()})
    assert max(shares.values()) < 0.5
    assert shares["all"] < 0.2, "far fewer today; a drift towards plain words should be noticed"
