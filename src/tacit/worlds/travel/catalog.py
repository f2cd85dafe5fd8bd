"""What travellers can want, and what an option can offer: five aspects, thirty facets, ninety preferences.

A *facet* is one thing a person can be asked about ("which cabin?"). A facet is backed either by one
typed *attribute* of an option (``cabin = "business"``) or by *features*, each of which an option
includes, sells as a paid extra, or does not have. A *preference* is one wish inside a facet, as a
predicate that a program can evaluate. At most one preference of a facet is drawn for a scenario, so
preferences of one scenario never constrain the same attribute and any subset can be violated alone.

Nothing here is random and nothing here knows about scenarios; see ``generator`` for those.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

Scalar = str | int | float


@dataclass(frozen=True)
class Preference:
    """One wish inside a facet, satisfied by ``values`` of the facet's attribute or by one ``feature``."""

    name: str
    text: str
    values: tuple[Scalar, ...] = ()
    feature: str | None = None
    test_only: bool = False


@dataclass(frozen=True)
class Facet:
    """One thing to ask a traveller about; ``label`` completes "your wishes about …"."""

    name: str
    label: str
    preferences: tuple[Preference, ...]
    attribute: str | None = None
    domain: tuple[Scalar, ...] = ()

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Features that back this facet; empty when an attribute does."""
        return tuple(p.feature for p in self.preferences if p.feature)


@dataclass(frozen=True)
class Aspect:
    """One thing to book. ``letter`` starts its option ids; ``prices`` bound the best option's total in dollars."""

    name: str
    noun: str
    letter: str
    prices: tuple[int, int]
    facets: tuple[Facet, ...]

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Every feature an option of this aspect can have, in catalogue order."""
        return tuple(feature for facet in self.facets for feature in facet.features)

    def facet(self, name: str) -> Facet:
        """The facet of that name."""
        return next(facet for facet in self.facets if facet.name == name)


def _choice(name: str, text: str, *values: Scalar, test_only: bool = False) -> Preference:
    return Preference(name, text, values=values, test_only=test_only)


def _feature(name: str, text: str, *, test_only: bool = False) -> Preference:
    return Preference(name, text, feature=name, test_only=test_only)


_CLOCK = tuple(f"{hour:02d}:{minute:02d}" for hour in range(5, 24) for minute in (0, 15, 30, 45))


def _between(first: str, last: str) -> tuple[str, ...]:
    return tuple(time for time in _CLOCK if first <= time <= last)


FLIGHT = Aspect(
    "flight",
    "flight",
    "F",
    (180, 900),
    facets=(
        Facet(
            "cabin",
            "the cabin class",
            (
                _choice("business", "business class", "business"),
                _choice("premium", "premium economy or better", "premium economy", "business"),
            ),
            "cabin",
            ("economy", "economy", "premium economy", "business"),
        ),
        Facet(
            "stops",
            "stops and connections",
            (
                _choice("nonstop", "a nonstop flight", 0),
                _choice("one_stop_at_most", "no more than one stop", 0, 1),
                _choice("with_stop", "a stop on the way rather than one long stretch", 1, 2),
            ),
            "stops",
            (0, 1, 2),
        ),
        Facet(
            "departure",
            "the time of departure",
            (
                _choice("early", "a departure before nine in the morning", *_between("05:00", "08:45")),
                _choice("midday", "a departure between eleven and three", *_between("11:00", "15:00")),
                _choice("evening", "a departure between six and nine in the evening", *_between("18:00", "21:00")),
                _choice(
                    "overnight",
                    "an overnight flight leaving after ten at night",
                    *_between("22:00", "23:45"),
                    test_only=True,
                ),
            ),
            "departure",
            _CLOCK,
        ),
        Facet(
            "baggage",
            "baggage",
            (
                _feature("checked_bag", "a checked bag"),
                _feature("sports_equipment", "room for sports equipment in the hold", test_only=True),
                _feature("pet_in_cabin", "a pet allowed in the cabin"),
            ),
        ),
        Facet(
            "seat",
            "the seat on the plane",
            (
                _feature("window_seat", "a window seat"),
                _feature("aisle_seat", "an aisle seat"),
                _feature("extra_legroom", "extra legroom"),
            ),
        ),
        Facet(
            "onboard",
            "service on board",
            (
                _feature("wifi", "Wi-Fi on board"),
                _feature("power_socket", "a power socket"),
                _feature("hot_meal", "a hot meal on board", test_only=True),
            ),
        ),
    ),
)

HOTEL = Aspect(
    "hotel",
    "hotel",
    "H",
    (320, 1500),
    facets=(
        Facet(
            "location",
            "where the hotel is",
            (
                _choice("centre", "a hotel in the city centre", "city centre"),
                _choice("waterfront", "a hotel on the waterfront", "waterfront"),
                _choice("station", "a hotel next to the train station", "next to the train station"),
                _choice("suburb", "a hotel in a quiet suburb", "quiet suburb", test_only=True),
            ),
            "location",
            ("city centre", "waterfront", "next to the train station", "quiet suburb"),
        ),
        Facet(
            "bed",
            "the beds in the hotel room",
            (
                _choice("king", "one king-size bed", "one king bed"),
                _choice("twin", "two separate beds", "two single beds"),
            ),
            "bed",
            ("one king bed", "two single beds", "one double bed", "double bed and sofa bed"),
        ),
        Facet(
            "meals",
            "meals at the hotel",
            (
                _feature("breakfast", "breakfast at the hotel"),
                _feature("half_board", "dinner at the hotel every evening", test_only=True),
                _feature("room_service", "room service"),
            ),
        ),
        Facet(
            "facilities",
            "the hotel's facilities",
            (
                _feature("pool", "a swimming pool"),
                _feature("gym", "a gym"),
                _feature("spa", "a spa with a sauna"),
            ),
        ),
        Facet(
            "room",
            "what the hotel room has",
            (
                _feature("balcony", "a room with a balcony"),
                _feature("view", "a room with a view"),
                _feature("bathtub", "a bathtub in the room", test_only=True),
            ),
        ),
        Facet(
            "checkin",
            "check-in and check-out times",
            (
                _feature("late_checkin", "check-in after midnight"),
                _feature("early_checkin", "check-in early in the morning"),
                _feature("late_checkout", "a late check-out"),
            ),
        ),
    ),
)

RESTAURANT = Aspect(
    "restaurant",
    "restaurant",
    "R",
    (60, 320),
    facets=(
        Facet(
            "cuisine",
            "the cuisine",
            (
                _choice("italian", "Italian food", "Italian"),
                _choice("japanese", "Japanese food", "Japanese"),
                _choice("indian", "Indian food", "Indian"),
                _choice("mexican", "Mexican food", "Mexican", test_only=True),
            ),
            "cuisine",
            ("Italian", "Japanese", "Indian", "Mexican", "French"),
        ),
        Facet(
            "diet",
            "dietary needs",
            (
                _feature("vegan_menu", "a vegan menu"),
                _feature("gluten_free_menu", "a gluten-free menu"),
                _feature("halal_menu", "a halal menu"),
            ),
        ),
        Facet(
            "atmosphere",
            "the atmosphere",
            (
                _choice("quiet", "a quiet restaurant", "quiet"),
                _choice("lively", "a lively, crowded restaurant", "lively"),
                _choice("romantic", "a romantic restaurant", "romantic"),
                _choice("family", "a restaurant that is good with children", "family-friendly"),
            ),
            "atmosphere",
            ("quiet", "lively", "romantic", "family-friendly"),
        ),
        Facet(
            "seating",
            "where in the restaurant to sit",
            (
                _feature("terrace", "a table outdoors"),
                _feature("private_room", "a private dining room"),
                _feature("window_table", "a table by the window"),
            ),
        ),
        Facet(
            "drinks",
            "drinks",
            (
                _feature("wine_list", "a serious wine list"),
                _feature("cocktail_bar", "a cocktail bar"),
                _feature("alcohol_free_pairing", "good alcohol-free drinks", test_only=True),
            ),
        ),
        Facet(
            "entertainment",
            "entertainment during the meal",
            (
                _feature("live_music", "live music"),
                _feature("open_kitchen", "an open kitchen where the chefs can be watched", test_only=True),
            ),
        ),
    ),
)

APARTMENT = Aspect(
    "apartment",
    "apartment",
    "A",
    (300, 1400),
    facets=(
        Facet(
            "bedrooms",
            "the number of bedrooms",
            (
                _choice("two_or_more", "at least two bedrooms", 2, 3, 4),
                _choice("three_or_more", "at least three bedrooms", 3, 4),
            ),
            "bedrooms",
            (1, 1, 2, 3, 4),
        ),
        Facet(
            "kitchen",
            "the kitchen",
            (
                _feature("full_kitchen", "a full kitchen to cook in"),
                _feature("dishwasher", "a dishwasher"),
                _feature("espresso_machine", "an espresso machine", test_only=True),
            ),
        ),
        Facet(
            "outdoors",
            "outdoor space",
            (
                _feature("private_balcony", "a balcony of one's own"),
                _feature("garden", "a garden"),
                _feature("roof_terrace", "a roof terrace", test_only=True),
            ),
        ),
        Facet(
            "area",
            "the neighbourhood",
            (
                _choice("old_town", "an apartment in the old town", "old town"),
                _choice("park", "an apartment beside a park", "beside a park"),
                _choice("nightlife", "an apartment in the nightlife district", "nightlife district", test_only=True),
                _choice("residential", "an apartment on a residential street", "residential street"),
            ),
            "area",
            ("old town", "beside a park", "nightlife district", "residential street"),
        ),
        Facet(
            "workspace",
            "working from the apartment",
            (
                _feature("desk", "a proper desk to work at"),
                _feature("fast_internet", "a fast internet connection"),
            ),
        ),
        Facet(
            "access",
            "getting into the apartment",
            (
                _feature("elevator", "an elevator"),
                _feature("self_checkin", "self check-in with a key box"),
                _feature("step_free", "step-free access for a wheelchair or stroller"),
            ),
        ),
    ),
)

RENTAL_CAR = Aspect(
    "rental_car",
    "rental car",
    "C",
    (160, 800),
    facets=(
        Facet(
            "transmission",
            "the transmission",
            (
                _choice("automatic", "an automatic gearbox", "automatic"),
                _choice("manual", "a manual gearbox", "manual"),
            ),
            "transmission",
            ("automatic", "manual"),
        ),
        Facet(
            "fuel",
            "the fuel",
            (
                _choice("electric", "an electric car", "electric"),
                _choice("hybrid", "a hybrid", "hybrid"),
                _choice("diesel", "a diesel car", "diesel", test_only=True),
            ),
            "fuel",
            ("electric", "hybrid", "diesel", "petrol", "petrol"),
        ),
        Facet(
            "body",
            "the kind of car",
            (
                _choice("suv", "an SUV", "SUV"),
                _choice("compact", "a small, compact car", "compact"),
                _choice("convertible", "a convertible", "convertible"),
                _choice("minivan", "a minivan", "minivan"),
            ),
            "body",
            ("SUV", "compact", "convertible", "minivan", "sedan"),
        ),
        Facet(
            "cover",
            "insurance and cover",
            (
                _feature("full_insurance", "insurance without an excess"),
                _feature("roadside_assistance", "roadside assistance"),
            ),
        ),
        Facet(
            "pickup",
            "the pick-up location",
            (
                _choice("airport", "airport pick-up", "airport"),
                _choice("downtown", "pick-up at a downtown office", "downtown office"),
                _choice("delivery", "the car delivered to the door", "delivered to the door", test_only=True),
            ),
            "pickup",
            ("airport", "downtown office", "delivered to the door"),
        ),
        Facet(
            "equipment",
            "equipment in the car",
            (
                _feature("child_seat", "a child seat"),
                _feature("navigation", "a navigation system"),
                _feature("roof_rack", "a roof rack", test_only=True),
                _feature("phone_mirroring", "a screen that mirrors the phone"),
            ),
        ),
    ),
)

ASPECTS: tuple[Aspect, ...] = (FLIGHT, HOTEL, RESTAURANT, APARTMENT, RENTAL_CAR)
BY_NAME: dict[str, Aspect] = {aspect.name: aspect for aspect in ASPECTS}
