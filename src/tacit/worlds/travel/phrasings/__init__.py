"""The phrase bank: how travellers hint at each preference, in six rhetorical families, two hints each.

The files were written for this project. A split of the scenarios uses two of the families, so an agent
tested on one split has met none of its hints in another.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

FAMILIES: dict[str, tuple[str, str]] = {
    "train": ("story", "habit"),
    "dev": ("plan", "people"),
    "test": ("feeling", "image"),
}


@cache
def bank(aspect: str) -> dict[str, dict[str, list[str]]]:
    """Hints by preference id and rhetorical family, for one aspect."""
    return json.loads((files(__name__) / f"{aspect}.json").read_text(encoding="utf-8"))


@cache
def hints(preference: str, split: str) -> tuple[str, ...]:
    """The hints at a preference that a split uses."""
    families = bank(preference.partition(".")[0])[preference]
    return tuple(hint for family in FAMILIES[split] for hint in families[family])
