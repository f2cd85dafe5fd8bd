"""Options: what can be booked, whether it serves a trip and its wishes, and what it costs.

An option is JSON data: an id, a name, a city, dates, places, a price, a typed value for each attribute of its aspect,
the features ``included`` and those sold as ``extras``, by price.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tacit.worlds.travel.catalog import Facet, Preference
from tacit.worlds.travel.trips import Trip, Window

Option = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """A preference drawn for a scenario, with the facet it belongs to."""

    id: str
    facet: Facet
    preference: Preference

    @property
    def aspect(self) -> str:
        """The aspect it is about."""
        return self.id.partition(".")[0]


def needed_extras(option: Mapping[str, Any], wishes: Collection[Wish]) -> list[str]:
    """The paid extras an option needs to satisfy as many of ``wishes`` as it can."""
    features = [wish.preference.feature for wish in wishes]
    return [feature for feature in features if feature is not None and feature in option["extras"]]


def total(option: Mapping[str, Any], extras: Collection[str]) -> int:
    """What an option costs with extras."""
    return option["price"] + sum([option["extras"][extra] for extra in extras])


def satisfies(option: Mapping[str, Any], wish: Wish) -> bool:
    """Whether an option can satisfy a wish, by itself or with a paid extra."""
    if wish.preference.feature is not None:
        return wish.preference.feature in option["included"] or wish.preference.feature in option["extras"]
    assert wish.facet.attribute is not None
    return option[wish.facet.attribute] in wish.preference.values


def fits_on(option: Mapping[str, Any], trip: Trip, window: Window) -> bool:
    """Whether an option serves the trip on given dates: right city, right dates, room for everybody."""
    if option["city"] != trip.city or option["places"] < trip.party:
        return False
    if "date" in option:
        return option["date"] == window[0]
    return option["available_from"] <= window[0] and option["available_until"] >= window[1]
