"""Scorecards and comparisons in a terminal: at most 80 columns, no boxes, readable through a pipe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tacit.dialogue import Ending
from tacit.reports._compare import MetricComparison, RunComparison
from tacit.reports._plain import Column, Printer
from tacit.reports._words import (
    ENDINGS,
    SHORT_CAUSE,
    disturbances_in,
    fraction,
    money,
    number,
    p_value,
    plural,
    possible,
    short,
    unfinished,
)
from tacit.runs import RunManifest
from tacit.scores import EFFORTS, Recovery, Scorecard
from tacit.stats import Estimate

if TYPE_CHECKING:
    from rich.console import Console

_NAME, _INDENT = 15, 17
_COLUMNS = (
    Column(("", "right"), 13),
    Column(("", "honoured"), 13),
    Column(("", "gain"), 12),
    Column(("asked", "prec rec"), 9),
    Column(("effort", "low/med/hi"), 11),
    Column(("", "regret"), 7),
)
_COMPARED = 18
_COMPARED_COLUMNS = (
    Column(("A",), 13),
    Column(("B",), 10),
    Column(("   A minus B",), 30, "<"),
    Column(("p",), 8),
)


def terminal_scorecard(cards: dict[str, Scorecard], manifest: RunManifest, console: Console) -> None:
    """Print one line of figures an agent and, below, one line an agent on where the gap went."""
    out = Printer(console)
    scripted = {agent.name for agent in manifest.agents if agent.reference}
    names = {name: out.quote(_called(name, out.width)) for name in cards}
    rows = [(names[name], _figures(card), "" if name in scripted else "bold") for name, card in cards.items()]
    out.table(_COLUMNS, rows, _NAME)
    out.line()
    out.wrapped("where the rest was lost, in % of the users' wishes", style="bold")
    for name, card in cards.items():
        out.named(names[name], _losses(card, guesses=name != manifest.ceiling), _INDENT)
    if beside := {name: text for name, card in cards.items() if (text := _beside(card))}:
        out.line()
        out.line("beside the score", "bold")
        for name, text in beside.items():
            out.named(names[name], text, _INDENT)
    if disturbed := {name: card.recovery for name, card in cards.items() if card.recovery}:
        out.line()
        out.wrapped(
            "disturbed: booked right before and after, recovery rate, in brackets its 95 % interval", style="bold"
        )
        for name, recoveries in disturbed.items():
            kinds = [kind for kind in disturbances_in(cards.values()) if kind in recoveries]
            out.named(names[name], "; ".join(_recovered(kind, recoveries[kind]) for kind in kinds), _INDENT)
    out.line()
    if stopped := unfinished(cards.values(), manifest.card):
        out.wrapped(stopped, style="bold")
    for note in _notes(cards, scripted):
        out.wrapped(note, style="dim")


def terminal_comparison(comparison: RunComparison, console: Console) -> None:
    """Print a comparison: both means, the difference with its 95 % interval, and p."""
    out = Printer(console)
    out.wrapped(f"A  {out.quote(comparison.a)} (n = {comparison.n_a})", rest="   ")
    out.wrapped(f"B  {out.quote(comparison.b)} (n = {comparison.n_b})", rest="   ")
    out.line()
    rows = [(metric.title, _compared(metric), "bold" if metric.p < 0.05 else "") for metric in comparison.metrics]
    out.table(_COMPARED_COLUMNS, rows, _COMPARED)
    out.line()
    out.wrapped(
        f"paired over {plural(comparison.shared, 'shared scenario')}, with 95 % intervals; "
        "p by flipping signs of the scenarios' differences",
        style="dim",
    )


def _called(name: str, width: int) -> str:
    """A name that fits beside its figures or, whole where possible, on a line of its own."""
    brief = short(name, _NAME - 1)
    return short(name, width - 3) if "…" in brief else brief


def _figures(card: Scorecard) -> tuple[str, ...]:
    metrics = card.metrics
    gain = f"{fraction(card.gain.mean)} ± {fraction(card.gain.half_width)}"
    return (
        _ranged(metrics["full"]),
        _ranged(metrics["alignment"]),
        gain if math.isfinite(card.gain.half_width) else "–",
        f"{_share(metrics['precision']):>4} {_share(metrics['recall']):>3}",
        "/".join(_amount(metrics[f"effort_{level}"].mean) for level in EFFORTS),
        money(round(metrics["regret"].mean)) if metrics["regret"].n else "–",
    )


def _share(estimate: Estimate) -> str:
    return number(100 * estimate.mean)


def _amount(value: float) -> str:
    """A small amount in few characters: "14", "1.6", ".3", "0"."""
    return number(value, 1 if 0 < value < 2 else 0).removeprefix("0" if 0.05 <= value < 1 else "")


def _ranged(estimate: Estimate) -> str:
    """A share in percent with its interval, which is not symmetric: "61 (57-65)"."""
    if not estimate.n:
        return "–"
    return f"{_share(estimate)} ({number(100 * estimate.low)}-{number(100 * estimate.high)})"


def _beside(card: Scorecard) -> str:
    """Figures that only some runs have."""
    cut_short = [
        ending for ending in (Ending.AGENT_ERROR, Ending.GAVE_UP, Ending.OUT_OF_TURNS) if ending in card.endings
    ]
    parts = [f"{ENDINGS[ending]} in {card.endings[ending]} of {card.n}" for ending in cut_short]
    parts += [f"pass^{k} {_ranged(estimate)}" for k, estimate in card.pass_k.items() if k > 1]
    if card.twin is not None and card.twin.difference.n:
        parts.append(f"precise minus vague {_points(card.twin.difference)}")
    if card.metrics["held_out"].n:
        parts.append(f"held-out wishes {_ranged(card.metrics['held_out'])}")
    if card.metrics["over_asking"].n and card.metrics["over_asking"].mean:
        parts.append(f"asked in vain where all was said {_amount(card.metrics['over_asking'].mean)}")
    return "; ".join(parts)


def _recovered(kind: str, one: Recovery) -> str:
    """One disturbance: "failures 37 -> 35, .95 (.81 to 1.09), +4.0 calls"."""
    if not one.success.n:
        return f"{kind} –"
    low, high = possible(one.rate, "rate")
    rate = f"{fraction(one.rate.mean)} ({fraction(low)} to {fraction(high)})"
    parts = [
        f"{kind} {_share(one.clean)} to {_share(one.success)} (n = {one.success.clusters})",
        rate if one.rate.n else "no rate",
    ]
    if one.variants > 2:
        parts.append(f"reliable@{one.variants} {_ranged(one.reliable)}")
    for what, extra in (("turns", one.extra_turns.difference), ("calls", one.extra_calls.difference)):
        if extra.n and abs(extra.mean) >= 0.05:
            parts.append(f"{'+' if extra.mean > 0 else ''}{number(extra.mean, 1)} {what}")
    if kind == "change" and one.repair.n:
        parts.append(f"repaired after {number(one.repair.mean, 1)} turns")
    return ", ".join(parts)


def _points(difference: Estimate) -> str:
    sign = "+" if difference.mean > 0 else ""
    low, high = possible(difference, "points")
    ends = f" ({number(100 * low)} to {number(100 * high)})" if math.isfinite(difference.low) else ""
    return f"{sign}{number(100 * difference.mean)}{ends}"


def _losses(card: Scorecard, guesses: bool) -> str:
    """Causes, most first. What a ceiling gets without asking it knew, so for it there are no lucky ``guesses``."""
    lost = {cause: estimate.mean for cause, estimate in card.lost.items() if estimate.n and estimate.mean >= 0.005}
    total = number(100 * sum(estimate.mean for estimate in card.lost.values())) if card.n else "–"
    lucky = card.metrics["lucky"].mean
    guessed = f"; honoured by luck {number(100 * lucky)}" if guesses and lucky >= 0.005 else ""
    if not lost:
        return f"nothing{guessed}" if card.n else "no episode counts"
    parts = ", ".join(
        f"{SHORT_CAUSE[cause]} {number(100 * share)}" for cause, share in sorted(lost.items(), key=lambda one: -one[1])
    )
    return f"{total}: {parts}{guessed}"


def _notes(cards: Mapping[str, Scorecard], scripted: set[str]) -> list[str]:
    counts = {card.n for card in cards.values()}
    least, most = min(counts, default=0), max(counts, default=0)
    n = plural(most, "conversation") if least == most else f"{least:,} to {plural(most, 'conversation')}"
    scenarios = max((card.metrics["alignment"].clusters for card in cards.values()), default=0)
    notes = [
        f"n = {n} an agent, in {plural(scenarios, 'scenario')}; with 95 % intervals of "
        "shares in brackets; the report has those of every figure."
    ]
    excluded = {name: card.excluded for name, card in cards.items() if card.excluded}
    if excluded:
        bounds = "; ".join(
            f"{short(name)} {count}, honoured between {number(100 * cards[name].bounds[0])} and "
            f"{number(100 * cards[name].bounds[1])} % had they counted"
            for name, count in excluded.items()
        )
        notes.append(f"Excluded, as not the agent's doing: {bounds}.")
    if named := [name for name in cards if name in scripted]:
        notes.append(f"Scripted, no language models: {', '.join(named)}. Users are simulated by rules.")
    return notes


def _compared(metric: MetricComparison) -> tuple[str, ...]:
    difference = metric.difference
    means = (_in_unit(metric.mean_a, metric), _in_unit(metric.mean_b, metric))
    if not difference.n:
        return (*means, "   –", "")
    scale = 100 if metric.unit == "%" else 1
    digits = 1 if metric.unit == "" else 0
    sign = "+" if round(scale * difference.mean, digits) > 0 else ""
    low, high = possible(difference, "points" if metric.unit == "%" else "difference")
    margin = (
        f" [{number(scale * low, digits)}, {number(scale * high, digits)}]" if math.isfinite(difference.low) else ""
    )
    p = p_value(metric.p).removeprefix("p ").removeprefix("= ")
    return (*means, f"   {sign}{number(scale * difference.mean, digits)}{margin}", p)


def _in_unit(value: float, metric: MetricComparison) -> str:
    if math.isnan(value):
        return "–"
    match metric.unit:
        case "%":
            return f"{number(100 * value)} %"
        case "$":
            return money(round(value))
        case _:
            return number(value, 1)
