"""Nothing but what is meant to be used leaks out of the room."""

from __future__ import annotations

from types import ModuleType

import tacit.reports


def test_all_is_alphabetical_and_complete() -> None:
    public = [
        name
        for name, value in vars(tacit.reports).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    ]
    assert list(tacit.reports.__all__) == sorted(tacit.reports.__all__)
    assert sorted(public) == sorted(tacit.reports.__all__)
