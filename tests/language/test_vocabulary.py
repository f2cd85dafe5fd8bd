"""How cues match, and that the travel world's tables are sound."""

from collections import Counter

import pytest

from tacit.language import Hit, Vocabulary, tokenize
from tacit.worlds.travel.catalog import ASPECTS
from tacit.worlds.travel.vocabulary import ASPECT_WORDS, FACET_CUES, VALUE_CUES, vocabulary

ZOO = Vocabulary(
    aspects={"cage": ["cage"], "pond": ["pond", "~water"]},
    facets={
        "cage.bars": ["bars", "iron bars", "thick|strong & bars"],
        "cage.door": ["~door", "sliding door"],
        "pond.depth": ["depth", "deep & pond"],
    },
    values={"cage.bars": {"iron": ["iron"]}},
)


def hits(text: str) -> list[Hit]:
    return ZOO.hits_in(ZOO.places(tokenize(text)), lambda aspect: True)


def facets(text: str) -> set[str]:
    return {hit.topic.facet for hit in hits(text)}


def test_words_side_by_side_must_stand_side_by_side() -> None:
    assert not hits("sliding")
    assert [hit.weak for hit in hits("a door that is sliding")] == [True]
    assert [hit.weak for hit in hits("a sliding door")] == [False]


def test_parts_must_all_occur_and_the_head_is_what_is_found() -> None:
    assert facets("how deep") == set()
    assert [(hit.start, hit.end) for hit in hits("the pond how deep")] == [(3, 4)]


def test_the_longer_head_speaks() -> None:
    assert [hit.topic.value for hit in hits("iron bars")] == [None]
    assert [hit.topic.value for hit in hits("iron")] == ["iron"]


def test_a_slip_is_mended_and_a_lookalike_is_not() -> None:
    assert facets("the depht") == {"pond.depth"}
    lamp = Vocabulary({}, {"lamp.charger": ["charger"]}, {})
    assert lamp.places(tokenize("the chargr"))
    assert not lamp.places(tokenize("the charter"))


def test_words_known_to_be_spelled_right_are_not_mended() -> None:
    lamp = Vocabulary({}, {"lamp.charger": ["charger"]}, {}, ordinary=["A chargor of old.", "charged"])
    assert lamp.places(tokenize("the chargr"))
    assert not lamp.places(tokenize("the chargor"))


def test_aspects_are_named_in_order_and_by_weak_words_only_when_on_the_table() -> None:
    places = ZOO.places(tokenize("water in the cage"))
    assert ZOO.aspects_in(places) == ["pond", "cage"]
    assert ZOO.aspects_in(places, ["cage"]) == ["cage"]


def test_set_phrases_mean_nothing() -> None:
    places = vocabulary().places(tokenize("does that work for you"))
    assert not vocabulary().hits_in(places, lambda aspect: True)


def test_unheard_aspects_do_not_overrule() -> None:
    places = ZOO.places(tokenize("iron bars"))
    assert not ZOO.hits_in(places, lambda aspect: aspect == "pond")


@pytest.mark.parametrize("facet", [f"{aspect.name}.{facet.name}" for aspect in ASPECTS for facet in aspect.facets])
def test_every_facet_and_preference_of_the_catalogue_has_cues(facet: str) -> None:
    aspect, _, name = facet.partition(".")
    entry = next(f for a in ASPECTS if a.name == aspect for f in a.facets if f.name == name)
    assert FACET_CUES[facet]
    assert {preference.name for preference in entry.preferences} <= set(VALUE_CUES[facet])


def _tables() -> dict[str, list[str]]:
    tables = {f"aspect {name}": cues for name, cues in ASPECT_WORDS.items()} | FACET_CUES
    return tables | {f"{facet}={value}": cues for facet, named in VALUE_CUES.items() for value, cues in named.items()}


@pytest.mark.parametrize("table", _tables().items(), ids=lambda table: table[0])
def test_tables_are_sorted_and_say_nothing_twice(table: tuple[str, list[str]]) -> None:
    cues = table[1]
    assert cues == sorted(cues, key=lambda cue: (cue.startswith("~"), cue.removeprefix("~")))
    repeated = [cue for cue, times in Counter(cue.removeprefix("~") for cue in cues).items() if times > 1]
    assert not repeated
