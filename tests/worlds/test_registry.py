"""Worlds are found by entry points; a missing or broken one is one line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tacit.errors import UsageError
from tacit.worlds import load_world, world_names


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package that offers three worlds: a good one, one that cannot be imported, one that cannot be made."""
    (tmp_path / "elsewhere_world.py").write_text(
        "class Good:\n    name = 'good'\nclass Broken:\n    def __init__(self):\n        raise OSError('no data')\n"
    )
    info = tmp_path / "elsewhere-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[tacit.worlds]\nzoo-good = elsewhere_world:Good\nzoo-gone = elsewhere_gone:World\nzoo-broken = elsewhere_world:Broken\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "elsewhere_world", raising=False)


def test_a_built_in_world_comes_by_its_name() -> None:
    assert "travel" in world_names()
    assert load_world("travel").name == "travel"


def test_an_unknown_world_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match=r"'atlantis'.*travel"):
        load_world("atlantis")


def test_a_world_of_another_package_takes_the_same_path(installed: None) -> None:
    assert {"travel", "zoo-good", "zoo-gone", "zoo-broken"} <= set(world_names())
    assert load_world("zoo-good").name == "good"


@pytest.mark.parametrize(("name", "reason"), [("zoo-gone", "elsewhere_gone"), ("zoo-broken", "no data")])
def test_a_broken_world_is_one_line_that_names_the_reason(installed: None, name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        load_world(name)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is not None
