"""What a message asks, guesses, tells and offers: one case for each thing the reader knows how to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tacit.language import Mention, Reading, SpeechAct, Vocabulary, read
from tacit.worlds.travel.vocabulary import vocabulary

BOTH = ("flight", "hotel")


def reading(text: str, *trip: str) -> Reading:
    return read(text, vocabulary(), trip)


def values(mentions: tuple[Mention, ...]) -> dict[str, tuple[str, ...]]:
    return {mention.facet: mention.values for mention in mentions}


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("Which cabin do you want on the plane?", ["flight.cabin"]),
        ("Please let me know how many suitcases there will be.", ["flight.baggage"]),
        ("I don't know yet where you want to sit on the plane.", ["flight.seat"]),
        ("wich bed do u want", ["hotel.bed"]),
        ("Breakfast?", ["hotel.meals"]),
        ("Bed type, check-out time, and any bags to check?", ["hotel.bed", "hotel.checkin", "flight.baggage"]),
        ("Could you share the class, the seat and the luggage you have in mind?",
         ["flight.cabin", "flight.seat", "flight.baggage"]),
    ],
)  # fmt: skip
def test_ways_to_ask(text: str, facets: list[str]) -> None:
    found = reading(text, *BOTH)
    assert found.act is SpeechAct.QUESTION
    assert set(found.facets) == set(facets)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Besides the pool, any wishes about breakfast?", "hotel.meals"),
        ("Since the gym is closed, would you like a late check-out?", "hotel.checkin"),
        ("The twin beds are booked, so which floor facilities like a sauna matter?", "hotel.facilities"),
        ("I noted the aisle. Do you need a suitcase in the hold?", "flight.baggage"),
        ("Do you want a nonstop flight, because the window seats are going fast?", "flight.stops"),
    ],
)
def test_asides_ask_nothing(text: str, facet: str) -> None:
    assert reading(text, *BOTH).facets == (facet,)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("Before I hold the breakfast rate I need to know whether you mind changing planes.", "flight.stops"),
        ("The breakfast is superb, and I'd like to be quick: which seat do you want?", "flight.seat"),
        ("It is incumbent upon me to ask which class of travel you favour.", "flight.cabin"),
        ("I should like to ask whether you need a swimming pool for that purpose.", "hotel.facilities"),
        ("The only rooms left have twin beds. Would that be a problem?", "hotel.bed"),
    ],
)
def test_long_messages_ask_what_they_ask(text: str, facet: str) -> None:
    found = reading(text, *BOTH)
    assert found.act is SpeechAct.QUESTION
    assert found.facets == (facet,)


def test_a_reference_to_several_things_told_asks_nothing() -> None:
    assert reading("It has twin beds and no pool. Would that be a problem?", *BOTH).facets == ()


def test_examples_are_no_alternatives() -> None:
    assert not reading("What should it have on site, for example a pool or a gym?", "hotel").offers


@pytest.mark.parametrize(
    "text",
    [
        "I'm glad to hear the beds were comfortable.",
        "It remains to be seen how good the breakfast is.",
        "Your decision on the seat has been passed on.",
    ],
)
def test_what_sounds_like_a_request_may_tell(text: str) -> None:
    assert reading(text, *BOTH).facets == ()


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("For your early flight, window or aisle?", {"flight.seat"}),
        ("Would you like a bathtub in the twin room with the pool view?", {"hotel.room"}),
        ("Do you need a suitcase for the nonstop flight?", {"flight.baggage"}),
        ("Any wishes for the seat on the overnight flight?", {"flight.seat"}),
        ("For the beds, any wishes?", {"hotel.bed"}),
        ("Do you need a pool or do you just want to eat?", {"hotel.facilities"}),
        ("Please name the class and the number of bags.", {"flight.cabin", "flight.baggage"}),
    ],
)
def test_circumstances_yield_to_what_is_asked(text: str, facets: set[str]) -> None:
    assert set(reading(text, *BOTH).facets) == facets


@pytest.mark.parametrize(
    ("trip", "text", "facet"),
    [
        (("hotel", "apartment"), "Does the apartment need a balcony?", "apartment.outdoors"),
        (("hotel", "apartment"), "About the hotel. Is a balcony important?", "hotel.room"),
        (("flight", "apartment"), "Is a balcony important?", "apartment.outdoors"),
        (("flight", "restaurant"), "On the plane, where do you like to sit?", "flight.seat"),
        (("hotel",), "What should the room have?", "hotel.room"),
        (("hotel",), "Do you need a rental car with a roof rack?", "rental_car.equipment"),
    ],
)
def test_shared_words_go_to_what_is_named_discussed_or_on_the_trip(
    trip: tuple[str, ...], text: str, facet: str
) -> None:
    assert reading(text, *trip).facets == (facet,)


def test_a_weak_word_yields_to_a_stronger_one() -> None:
    assert reading("Where do you want to pick up the car?", "rental_car", "apartment").facets == ("rental_car.pickup",)


def test_aspects_off_the_trip_are_not_heard_unless_named() -> None:
    assert reading("Is the gearbox important?", "hotel").facets == ()


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("What do you need on these points?\n- bed\n- meals", {"hotel.bed", "hotel.meals"}),
        ("Your seat:\n- window\n- aisle", {"flight.seat"}),
        ("The inn can do:\n- twin\n- king\nWhich one do you want?", {"hotel.bed"}),
        ("Hotel meals:\n- fish\n- none", {"hotel.meals"}),
        ("These are the beds.\n- bunk\n- water\nWhich one?", {"hotel.bed"}),
        ("Please confirm:\n- aisle seat\n- two bags", {"flight.seat", "flight.baggage"}),
        ("Booking summary:\n- aisle seat\n- two bags", set()),
        ("I found these:\n1. Aurora, pool, breakfast\n2. Dock, sauna, king bed", set()),
    ],
)
def test_list_items_take_the_mood_of_the_lines_around(text: str, facets: set[str]) -> None:
    assert set(reading(text, *BOTH).facets) == facets


@pytest.mark.parametrize(
    "text",
    [
        "So a direct flight, right?",
        "You'd like a nonstop flight?",
        "I take it you want to fly nonstop, correct?",
        "You want a flight without stops. Is that right?",
        "My notes:\n- no layovers\nDid I get that right?",
    ],
)
def test_proposals(text: str) -> None:
    found = reading(text, *BOTH)
    assert found.act is SpeechAct.PROPOSAL
    assert values(found.proposed) == {"flight.stops": ("nonstop",)}
    assert not found.asked


def test_statements_tell_values_and_ask_nothing() -> None:
    found = reading("So I have booked a nonstop flight with a checked bag.", *BOTH)
    assert found.act is SpeechAct.STATEMENT
    assert values(found.told) == {"flight.stops": ("nonstop",), "flight.baggage": ("checked_bag",)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Any wishes for the hotel?", SpeechAct.OPEN_QUESTION),
        ("What's your budget for the hotel?", SpeechAct.OTHER_QUESTION),
        ("Does that work for you?", SpeechAct.OTHER_QUESTION),
        ("Hello, lovely to meet you!", SpeechAct.CHITCHAT),
        ("The hotel has a pool.", SpeechAct.STATEMENT),
        ("Please note that the gym is closed.", SpeechAct.STATEMENT),
    ],
)
def test_messages_that_ask_no_facet(text: str, act: SpeechAct) -> None:
    found = reading(text, *BOTH)
    assert found.facets == ()
    assert found.act is act


def test_open_questions_say_which_aspect_they_are_about() -> None:
    assert reading("Anything that matters to you for the hotel?", *BOTH).open_aspects == ("hotel",)


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Window or aisle?", True),
        ("Do you want twin beds or not?", False),
        ("Any allergies or intolerances?", False),
        ("Bed type?\n- twin\n- king", True),
        ("Which bed?", False),
    ],
)
def test_offers(text: str, offers: bool) -> None:
    assert reading(text, "flight", "hotel", "restaurant").offers is offers


def test_a_choice_names_its_values() -> None:
    assert values(reading("Window or aisle?", "flight").asked) == {"flight.seat": ("window_seat", "aisle_seat")}


def test_mentions_point_at_their_words() -> None:
    text = "Hi! Do you have any **luggage**?"
    (mention,) = reading(text, "flight").asked
    assert text[mention.start : mention.end] == "luggage"


@given(st.text(max_size=400), st.lists(st.sampled_from(["flight", "hotel", "apartment", "moon"]), max_size=3))
def test_any_text_can_be_read(text: str, trip: list[str]) -> None:
    found = read(text, vocabulary(), trip)
    for mention in (*found.asked, *found.proposed, *found.told):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.facet in vocabulary().facets


_PIECES = [
    "window",
    "or",
    "aisle",
    "? ",
    ", ",
    "- ",
    "\n",
    "so",
    "which",
    "do you want",
    "the hotel",
    ": ",
    "if",
    "right",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_any_mixture_of_words_that_matter_can_be_read(pieces: list[str]) -> None:
    found = read(" ".join(pieces), vocabulary(), BOTH)
    assert bool(found.asked) <= (found.act is SpeechAct.QUESTION)


@settings(deadline=5000, max_examples=10)
@given(st.sampled_from(["any ", "so, ", "?", "- x\n", "a", "hotel ", "window or aisle ", "where, ", "**", "\x00"]))
def test_long_junk_is_read_in_reasonable_time(piece: str) -> None:
    read((piece * 10_000)[:10_000], vocabulary(), BOTH)


@given(st.text(max_size=200))
def test_an_empty_vocabulary_finds_nothing(text: str) -> None:
    found = read(text, Vocabulary({}, {}, {}))
    assert found.facets == ()
    assert found.told == ()
