"""What the catalogue promises to everything that is built on it."""

from __future__ import annotations

from collections import Counter

import pytest

from tacit.language import Vocabulary, read
from tacit.worlds.travel.catalog import ASPECTS, Aspect
from tacit.worlds.travel.vocabulary import vocabulary

FACETS = [(aspect, facet) for aspect in ASPECTS for facet in aspect.facets]
PREFERENCES = [(aspect, facet, preference) for aspect, facet in FACETS for preference in facet.preferences]
TRIP = tuple(aspect.name for aspect in ASPECTS)


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    """The words of the travel world."""
    return vocabulary()


def test_the_catalogue_is_at_least_as_large_as_the_published_one() -> None:
    assert len(ASPECTS) == 5
    assert len(FACETS) >= 24
    assert len(PREFERENCES) >= 80


def test_every_id_is_unique() -> None:
    ids = Counter(f"{aspect.name}.{facet.name}.{preference.name}" for aspect, facet, preference in PREFERENCES)
    texts = Counter(preference.text for _, _, preference in PREFERENCES)
    letters = Counter(aspect.letter for aspect in ASPECTS)
    assert set(ids.values()) == set(texts.values()) == set(letters.values()) == {1}


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.name)
def test_three_preferences_an_aspect_are_for_the_test_split_only(aspect: Aspect) -> None:
    held_out = [p for facet in aspect.facets for p in facet.preferences if p.test_only]
    assert len(held_out) == 3
    assert all(any(not p.test_only for p in facet.preferences) for facet in aspect.facets)


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.name)
def test_no_two_facets_share_what_backs_them(aspect: Aspect) -> None:
    backing: list[str] = []
    for facet in aspect.facets:
        assert bool(facet.attribute) != bool(facet.features), "an attribute or features, and not both"
        backing += [facet.attribute] if facet.attribute else [*facet.features]
    assert len(backing) == len(set(backing))
    assert not {"id", "name", "city", "date", "places", "price", "included", "extras", "has", "total"} & set(backing)


def test_every_preference_can_be_satisfied_and_violated() -> None:
    for _, facet, preference in PREFERENCES:
        if facet.attribute:
            assert set(preference.values) < set(facet.domain), preference.name
        else:
            assert preference.feature in facet.features
            assert not preference.values


def test_the_question_about_a_facet_reads_to_exactly_that_facet(words: Vocabulary) -> None:
    misread = {}
    for aspect, facet in FACETS:
        question = f"For the {aspect.noun}, do you have any wishes about {facet.label}?"
        for trip in (TRIP, (aspect.name,)):
            reading = read(question, words, trip)
            if [(m.facet, m.values) for m in reading.asked] != [
                (f"{aspect.name}.{facet.name}", ())
            ] or reading.proposed:
                misread[question] = reading
    assert not misread


def test_the_guess_at_a_preference_reads_to_exactly_that_preference(words: Vocabulary) -> None:
    misread = {}
    for aspect, facet, preference in PREFERENCES:
        guess = f"For the {aspect.noun}, you would like {preference.text}, right?"
        meant = [(f"{aspect.name}.{facet.name}", (preference.name,))]
        for trip in (TRIP, (aspect.name,)):
            reading = read(guess, words, trip)
            if [(m.facet, m.values) for m in reading.proposed] != meant or reading.asked:
                misread[guess] = reading
    assert not misread


def test_a_wish_written_out_reads_to_exactly_that_preference(words: Vocabulary) -> None:
    misread = {}
    for aspect, facet, preference in PREFERENCES:
        wish = f"For the {aspect.noun} I want {preference.text}."
        reading = read(wish, words, TRIP)
        if [(m.facet, m.values) for m in reading.told] != [(f"{aspect.name}.{facet.name}", (preference.name,))]:
            misread[wish] = reading
    assert not misread
