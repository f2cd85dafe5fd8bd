"""Scorecards and comparisons in a terminal: 80 columns, no boxes, readable through a pipe."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tacit.reports._compare import MetricComparison, RunComparison
from tacit.reports._plain import Printer
from tacit.reports._words import SHORT_CAUSE, fraction, money, number, p_value, plural, short
from tacit.runs import RunManifest
from tacit.scores import EFFORTS, Scorecard
from tacit.stats import Estimate

if TYPE_CHECKING:
    from rich.console import Console

_NAME = 15
_COLUMNS = (
    ("", "right", 13),
    ("", "honoured", 13),
    ("", "gain", 12),
    ("asked", "prec rec", 9),
    ("effort", "low/med/hi", 11),
    ("", "regret", 7),
)


def terminal_scorecard(cards: dict[str, Scorecard], manifest: RunManifest, console: Console) -> None:
    """Print one line of figures an agent and, below, one line an agent on where the gap went."""
    out = Printer(console)
    scripted = {agent.name for agent in manifest.agents if agent.reference}
    out.line(f"{'':{_NAME}}" + "".join(f"{above:>{width}}" for above, _, width in _COLUMNS), "dim")
    out.line(f"{'':{_NAME}}" + "".join(f"{title:>{width}}" for _, title, width in _COLUMNS), "bold")
    for name, card in cards.items():
        out.line(_figures(out, name, card), "" if name in scripted else "bold")
    out.line()
    out.line("where the rest was lost, in % of the users' wishes", "bold")
    for name, card in cards.items():
        out.wrapped(_losses(card, guesses=name != manifest.ceiling), f"{_name(out, name)}  ", " " * (_NAME + 2))
    if beside := {name: text for name, card in cards.items() if (text := _beside(card))}:
        out.line()
        out.line("beside the score", "bold")
        for name, text in beside.items():
            out.wrapped(text, f"{_name(out, name)}  ", " " * (_NAME + 2))
    out.line()
    for note in _notes(cards, scripted):
        out.wrapped(note, style="dim")


def terminal_comparison(comparison: RunComparison, console: Console) -> None:
    """Print a comparison: both means, the difference with its 95 % interval, and p."""
    out = Printer(console)
    out.wrapped(f"A  {out.quote(comparison.a)} (n = {comparison.n_a})", rest="   ")
    out.wrapped(f"B  {out.quote(comparison.b)} (n = {comparison.n_b})", rest="   ")
    out.line()
    out.line(f"{'':28}{'A':>9}{'B':>9}   {'A minus B':<22}{'p':>8}", "bold")
    for metric in comparison.metrics:
        out.line(_compared(metric), "bold" if metric.p < 0.05 else "")
    out.line()
    out.wrapped(
        f"paired over {plural(comparison.shared, 'shared scenario')}, with 95 % intervals; "
        "p by flipping signs of the scenarios' differences",
        style="dim",
    )


def _name(out: Printer, name: str) -> str:
    return f"{out.quote(short(name, _NAME - (3 if '…' in short(name, _NAME) else 1))):<{_NAME}}"


def _figures(out: Printer, name: str, card: Scorecard) -> str:
    metrics = card.metrics
    effort = "/".join(_amount(metrics[f"effort_{level}"].mean) for level in EFFORTS)
    asked = f"{_share(metrics['precision']):>4} {_share(metrics['recall']):>3}"
    cells = (
        _ranged(metrics["full"]),
        _ranged(metrics["alignment"]),
        f"{fraction(card.gain.mean)} ± {fraction(card.gain.half_width)}"
        if math.isfinite(card.gain.half_width)
        else "–",
        asked,
        effort,
        money(round(metrics["regret"].mean)) if metrics["regret"].n else "–",
    )
    row = "".join(_fit(out.sign(cell), width) for cell, (_, _, width) in zip(cells, _COLUMNS, strict=True))
    return _name(out, name) + row


def _fit(cell: str, width: int) -> str:
    """The cell in its column; where a figure is too wide for its margin, the margin goes."""
    shown = cell if len(cell) < width else cell.split(" ")[0]
    return f"{shown:>{width}}"


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
    failed = card.endings.get("agent_error", 0)
    parts = [f"the agent failed in {failed} of {card.n}"] if failed else []
    parts += [f"pass^{k} {_ranged(estimate)}" for k, estimate in card.pass_k.items() if k > 1]
    if card.twin is not None and card.twin.difference.n:
        parts.append(f"precise minus vague {_points(card.twin.difference)}")
    if card.metrics["held_out"].n:
        parts.append(f"held-out wishes {_ranged(card.metrics['held_out'])}")
    if card.metrics["over_asking"].n and card.metrics["over_asking"].mean:
        parts.append(f"asked in vain where all was said {_amount(card.metrics['over_asking'].mean)}")
    return "; ".join(parts)


def _points(difference: Estimate) -> str:
    sign = "+" if difference.mean > 0 else ""
    ends = (
        f" ({number(100 * difference.low)} to {number(100 * difference.high)})" if math.isfinite(difference.low) else ""
    )
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


def _compared(metric: MetricComparison) -> str:
    difference = metric.difference
    if not difference.n:
        return f"{metric.title:<28}{_in_unit(metric.mean_a, metric):>9}{_in_unit(metric.mean_b, metric):>9}   –"
    scale = 100 if metric.unit == "%" else 1
    digits = 1 if metric.unit == "" else 0
    sign = "+" if round(scale * difference.mean, digits) > 0 else ""
    margin = (
        f" [{number(scale * difference.low, digits)}, {number(scale * difference.high, digits)}]"
        if math.isfinite(difference.low)
        else ""
    )
    text = f"{sign}{number(scale * difference.mean, digits)}{margin}"
    p = p_value(metric.p).removeprefix("p ").removeprefix("= ")
    means = f"{_in_unit(metric.mean_a, metric):>9}{_in_unit(metric.mean_b, metric):>9}"
    return f"{metric.title:<28}{means}   {text:<22}{p:>8}"


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
