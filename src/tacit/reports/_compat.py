"""A run in the terms of a published benchmark: its metrics as defined there, its floors, and its published table.

The only one so far is UserBench, with UserRL's score for the same gym beside it. The run's own corrected
figures stand in the scorecard; nothing here replaces them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tacit.dialogue import Episode
from tacit.errors import UsageError
from tacit.reports._plain import Printer
from tacit.reports._words import listed, number, plural, short
from tacit.runs import RunFolder, RunManifest, scenarios
from tacit.scores import (
    PUBLISHED_MULTI,
    PUBLISHED_SINGLE,
    PUBLISHED_TRAVELGYM,
    USERBENCH_SOURCE,
    USERRL_SOURCE,
    Floor,
    PublishedRow,
    TraceSample,
    brute_force_floor,
    guess_floor,
    travel_trace,
    userbench_trace,
)
from tacit.stats import Estimate
from tacit.worlds import load_world

if TYPE_CHECKING:
    from rich.console import Console

COMPATIBLE = ("userbench",)
_SINGLE, _MULTI, _USERRL = "", "-multi", "-userrl"
_SETTINGS = {_SINGLE: "one answer an aspect", _MULTI: "several answers an aspect"}
_ALL, _NO_NOISE = 18, 13
_NAME = 17
_COLUMNS = (("best", 9), ("correct", 9), ("score", 9), ("searches", 10), ("actions", 10), ("elicited", 16))
_GYM_COLUMNS = (("score", 21), ("time-weighted", 21), ("effective turns", 21))


@dataclass(frozen=True, slots=True)
class Played:
    """What was played by one agent in one setting; ``tested`` if it is no scripted one.

    ``sizes`` counts episodes by how many aspects they had.
    """

    agent: str
    tested: bool
    sizes: Mapping[int, int]
    metrics: Mapping[str, Estimate]


def check_compat(name: str, world: str, families: Iterable[str] = (), from_file: bool = False) -> None:
    """Refuse what ``terminal_compat`` cannot print, before anything is run.

    Args:
        from_file: whether the scenarios come from a file.

    Raises:
        UsageError: there is no such benchmark, or episodes of the world or of a family say nothing in its terms.
    """
    if name not in COMPATIBLE:
        raise UsageError(f"there is no compatibility with {name!r}; the ones there are: {', '.join(COMPATIBLE)}")
    if world not in _TRACERS:
        raise UsageError(
            f"episodes of the world {world!r} say nothing in the terms of {name}; use one of: {', '.join(_TRACERS)}"
        )
    if world == "travel" and from_file:
        raise UsageError(
            f"{name} asks for the best options of the world travel, which are made again from seeds; leave out --scenarios"
        )
    if world == "travel" and (others := [one for one in families if not one.removeprefix("travel").isdigit()]):
        raise UsageError(
            f"trips of {listed(others)} are booked as a whole, which {name} has no terms for; give families of digits"
        )


def terminal_compat(name: str, folder: RunFolder, console: Console) -> None:
    """Print a run's figures as the benchmark ``name`` defines them, beside its floors and its published table.

    Raises:
        UsageError: see ``check_compat``; or the run's scenarios cannot be made again.
    """
    manifest = folder.manifest
    check_compat(name, manifest.card.world, manifest.card.families, bool(manifest.card.source))
    groups = _TRACERS[manifest.card.world](folder)
    out = Printer(console)
    for setting in _SETTINGS:
        if setting in groups:
            _print_six(out, _played(manifest, groups[setting], setting), setting)
    gym = _USERRL if _USERRL in groups else _SINGLE
    if gym in groups:
        _print_travelgym(
            out, _played(manifest, groups[gym], gym), "" if gym == _USERRL else "; published with 16 turns"
        )
    out.line()
    for note in _notes(manifest, groups):
        out.wrapped(note, style="dim")


Groups = dict[str, dict[str, TraceSample]]
"""Traces by setting of the protocol, then by agent."""


def _played(manifest: RunManifest, by_agent: Mapping[str, TraceSample], setting: str) -> list[Played]:
    return [
        Played(entry.name, not entry.reference, sample.sizes, sample.metrics(multi=setting == _MULTI))
        for entry in manifest.agents
        if (sample := by_agent.get(entry.name))
    ]


def _counts(episode: Episode) -> bool:
    return episode.variant == "vague" and not episode.negative and episode.ending.scored


def _of_userbench(folder: RunFolder) -> Groups:
    groups: Groups = defaultdict(lambda: defaultdict(TraceSample))
    for episode in folder.episodes():
        if _counts(episode):
            _, dash, setting = episode.family.partition("-")
            groups[dash + setting][episode.agent].add(userbench_trace(episode))
    return groups


def _of_travel(folder: RunFolder) -> Groups:
    best = _best_totals(folder.manifest)
    groups: Groups = defaultdict(lambda: defaultdict(TraceSample))
    for episode in folder.episodes():
        if _counts(episode):
            if episode.scenario not in best:
                raise UsageError(f"scenario {episode.scenario!r} is none of this run's protocol; run again")
            groups[_SINGLE][episode.agent].add(travel_trace(episode, best[episode.scenario]))
    return groups


def _best_totals(manifest: RunManifest) -> dict[str, dict[str, float]]:
    """What the best option of each aspect costs, by scenario: these are made again from their seeds."""
    card = manifest.card
    world = load_world(card.world)
    if world.version != card.world_version:
        raise UsageError(
            f"the best options of this run are not known any more: it is of version {card.world_version!r} of the world "
            f"{card.world}, and this is {world.version!r}; run again"
        )
    return {one.id: _best(one.data) for one in scenarios(world, card)}


def _best(data: Mapping[str, Mapping[str, Mapping[str, float]]]) -> dict[str, float]:
    return {aspect: best["total"] for aspect, best in data["best"].items()}


_TRACERS = {"travel": _of_travel, "userbench": _of_userbench}


def _print_six(out: Printer, played: list[Played], setting: str) -> None:
    out.line()
    out.line(f"UserBench's metrics as published ({USERBENCH_SOURCE}), {_SETTINGS[setting]}", "bold")
    out.line(f"{'':{_NAME}}{'':27}{'% valid of all':>20}{'% (asked/told)':>16}", "dim")
    out.line(f"{'':{_NAME}}" + "".join(f"{title:>{width}}" for title, width in _COLUMNS), "bold")
    for one in played:
        out.line(_row(out, one), "bold" if one.tested else "")
        out.line(_intervals(one), "dim")
    out.line("asking nothing, in expectation", "dim")
    for label, floor in _floors(played, setting):
        cells = (_figure(floor.best), _figure(floor.correct), _figure(floor.score))
        out.line(f"{label:<{_NAME}}" + "".join(f"{cell:>9}" for cell in cells))
    out.line("published", "dim")
    for row in PUBLISHED_MULTI if setting == _MULTI else PUBLISHED_SINGLE:
        out.line(_published(row))


def _row(out: Printer, one: Played) -> str:
    metrics = one.metrics
    cells = [_figure(metrics[name].mean) for name in ("best", "correct", "score")]
    cells += [_percent(metrics[name].mean) for name in ("valid_search", "valid_action")]
    cells.append(_elicited(metrics["active"].mean, metrics["passive"].mean))
    return _name(out, one.agent) + "".join(f"{c:>{w}}" for c, (_, w) in zip(cells, _COLUMNS, strict=True))


def _intervals(one: Played) -> str:
    cells = [_ends(one.metrics[name], _short_figure) for name in ("best", "correct", "score")]
    cells += [_ends(one.metrics[name], _whole_percent) for name in ("valid_search", "valid_action", "elicited")]
    return f"{'':{_NAME}}" + "".join(f"{c:>{w}}" for c, (_, w) in zip(cells, _COLUMNS, strict=True))


def _published(row: PublishedRow) -> str:
    cells = [_figure(row.best), _figure(row.correct), _figure(row.score)]
    cells += [_percent(row.valid_search), _percent(row.valid_action), _elicited(row.active, row.passive)]
    return f"{row.model:<{_NAME}}" + "".join(f"{c:>{w}}" for c, (_, w) in zip(cells, _COLUMNS, strict=True))


def _floors(played: Iterable[Played], setting: str) -> list[tuple[str, Floor]]:
    """Floors on tables of 3/10/5, mixed as the scenarios that were played."""
    if setting != _MULTI:
        return [(f"any of {n}", guess_floor(n)) for n in (_ALL, _NO_NOISE)]
    sizes = sum((Counter(one.sizes) for one in played), Counter[int]())
    return [
        (f"trying {n}", _mixed({size: brute_force_floor(size, options=n) for size in sizes}, sizes))
        for n in (_ALL, _NO_NOISE)
    ]


def _mixed(floors: Mapping[int, Floor], sizes: Mapping[int, int]) -> Floor:
    """Rates are over aspects, the rest over scenarios."""
    aspects, episodes = sum(size * n for size, n in sizes.items()), sum(sizes.values())
    return Floor(
        best=sum(floors[size].best * size * n for size, n in sizes.items()) / aspects,
        correct=sum(floors[size].correct * size * n for size, n in sizes.items()) / aspects,
        score=sum(floors[size].score * n for size, n in sizes.items()) / episodes,
        all_correct=sum(floors[size].all_correct * n for size, n in sizes.items()) / episodes,
        all_best=sum(floors[size].all_best * n for size, n in sizes.items()) / episodes,
    )


def _print_travelgym(out: Printer, played: list[Played], proviso: str) -> None:
    """UserRL's figures; it lets an aspect be answered once."""
    out.line()
    out.line(f"UserRL's TravelGym ({USERRL_SOURCE}{proviso})", "bold")
    out.line(f"{'':{_NAME}}" + "".join(f"{title:>{width}}" for title, width in _GYM_COLUMNS), "bold")
    for one in played:
        gym, weighted, effective = (one.metrics[name] for name in ("travelgym", "time_weighted", "effective_turns"))
        cells = (
            f"{_figure(gym.mean)} {_bracketed(_ends(gym, _short_figure))}",
            f"{number(weighted.mean, 2)} {_bracketed(_ends(weighted, _two_digits))}",
            f"{number(effective.mean, 1)} {_bracketed(_ends(effective, _one_digit))}",
        )
        row = "".join(f"{c:>{w}}" for c, (_, w) in zip(cells, _GYM_COLUMNS, strict=True))
        out.line(_name(out, one.agent) + row, "bold" if one.tested else "")
    asking_nothing = " and ".join(f"{_figure(guess_floor(n).score)} with any of {n}" for n in (_ALL, _NO_NOISE))
    out.wrapped(f"Asking nothing, in expectation: {asking_nothing}.", rest="  ")
    trained = [f"{row.model} {_figure(row.score)} ({row.trained})" for row in PUBLISHED_TRAVELGYM if row.trained]
    raw = [f"{row.model} {_figure(row.score)}" for row in PUBLISHED_TRAVELGYM if not row.trained]
    out.wrapped(f"Published, trained (turn credit/trajectory score): {listed(trained)}.", rest="  ")
    out.wrapped(f"Published, not trained: {listed(raw)}.", rest="  ")


def _notes(manifest: RunManifest, groups: Groups) -> list[str]:
    card = manifest.card
    counts = [len(sample) for by_agent in groups.values() for sample in by_agent.values()]
    families = f"families {', '.join(card.families)}"
    notes = [
        f"Up to {plural(max(counts, default=0), 'episode')} an agent, {families}; brackets and second lines are 95 % intervals, "
        "clustered by scenario. Published figures are from 471 scenarios of eight families, have no intervals, and had "
        "language models as user and judge; here rules are both. Compare with care.",
    ]
    if card.world == "travel":
        notes.append(
            "Mapped from the travel world, which has other tools and limits and tells nothing after a booking: a message "
            "is an action, a call of a search a search, a booking an answer, correct with the extras that the wishes take. The "
            "floors are of UserBench's tables."
        )
    return notes


def _name(out: Printer, name: str) -> str:
    """The name in its column, where a sign may take more letters than one."""
    shown = short(name, _NAME - 1)
    return f"{out.sign(out.quote(short(name, _NAME - 3) if '…' in shown else shown)):<{_NAME}}"


def _figure(value: float) -> str:
    """A share as the papers print it: ".329"."""
    return "–" if math.isnan(value) else f"{value:.3f}".removeprefix("0")


def _short_figure(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _percent(share: float) -> str:
    return number(100 * share, 1)


def _whole_percent(share: float) -> str:
    return number(100 * share)


def _one_digit(value: float) -> str:
    return number(value, 1)


def _two_digits(value: float) -> str:
    return number(value, 2)


def _elicited(active: float, passive: float) -> str:
    return f"{_percent(active + passive)} ({_whole_percent(active)}/{_whole_percent(passive)})"


def _ends(estimate: Estimate, shown: Callable[[float], str]) -> str:
    """The interval, where there is one."""
    if not (math.isfinite(estimate.low) and math.isfinite(estimate.high)):
        return ""
    return f"{shown(estimate.low)}-{shown(estimate.high)}"


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""
