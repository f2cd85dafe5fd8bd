"""Which agents a report is about, in any world."""

from __future__ import annotations

from tacit.reports._subject import subjects
from tacit.runs import AgentEntry, RunFolder, RunManifest


def _manifest(references: RunFolder, *names: str, tested: tuple[str, ...] = ()) -> RunManifest:
    agents = [AgentEntry(name=name, label=name, digest="") for name in tested]
    agents += [AgentEntry(name=name, label=name, digest="", reference=True) for name in names]
    return references.manifest.model_copy(update={"agents": tuple(agents), "floor": names[0], "ceiling": names[-1]})


def test_all_agents_under_test_that_played(references: RunFolder) -> None:
    manifest = _manifest(references, "mute", "clerk", "seer", tested=("a", "b", "c"))
    assert subjects(manifest, {"mute", "seer", "c", "a"}) == ("a", "c")


def test_else_the_last_scripted_one_below_the_ceiling_against_the_floor(references: RunFolder) -> None:
    manifest = _manifest(references, "mute", "clerk", "butler", "seer")
    assert subjects(manifest, {"mute", "clerk", "butler", "seer"}) == ("butler", "mute")
    assert subjects(manifest, {"mute", "clerk", "seer"}) == ("clerk", "mute")
    assert subjects(manifest, {"mute", "seer"}) == ("mute",)
    assert subjects(manifest, {"seer"}) == ("seer",)
    assert subjects(manifest, set()) == ()
