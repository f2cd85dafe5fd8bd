"""Charts as SVG text, drawn without a browser; colours are CSS variables, so they follow the page's theme.

Each chart is drawn twice, for a desktop and for a phone, and the page shows one of them. Nothing in a
chart is said by colour alone: segments carry their numbers, and lines are labelled where they end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tacit.goals import Cause
from tacit.reports._bars import Row, bars
from tacit.reports._lines import lines
from tacit.reports._palette import part_of, themed
from tacit.reports._roles import Roles
from tacit.reports._words import SHORT_CAUSE, interval, number, percent
from tacit.scores import EFFORTS, Scorecard

if TYPE_CHECKING:
    import altair as alt

_PADDING = {"left": 2, "right": 2, "top": 4, "bottom": 4}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in two widths, and its message in words for those who cannot see it."""

    wide: str
    narrow: str
    says: str


def gap_chart(cards: Mapping[str, Scorecard], roles: Roles) -> Chart:
    """One bar an agent: what was honoured, then what was lost to each cause, in the order of a conversation.

    A line under each bar is the interval of what was honoured, a tick across it the floor. The ceiling knows
    what never came out, so it makes no lucky guesses.
    """
    rows: list[Row] = []
    for name, card in cards.items():
        if not card.n:
            continue
        honoured = card.metrics["alignment"]
        lucky = 0.0 if name == roles.ceiling else card.metrics["lucky"].mean
        shares = [("honoured", honoured.mean - lucky), ("lucky", lucky)]
        shares += [(part_of(cause), card.lost[cause].mean) for cause in Cause]
        parts = [(part, 100 * share) for part, share in shares]
        span = (100 * honoured.low, 100 * honoured.high)
        note = f"{percent(honoured.mean)} {interval(honoured)}"
        rows.append(Row(roles.label(name, 28), roles.label(name, 40 - len(note)), parts, note, span))
    floor = cards.get(roles.floor)
    mark = 100 * floor.metrics["alignment"].mean if floor is not None and floor.n else None
    says = "Share of wishes by what became of them. " + " ".join(
        f"{name}: honoured {percent(card.metrics['alignment'].mean)} {interval(card.metrics['alignment'])}, "
        + ", ".join(f"{SHORT_CAUSE[c]} {percent(e.mean)}" for c, e in card.lost.items() if e.mean >= 0.005)
        + "."
        for name, card in cards.items()
        if card.n
    )
    return _both("gap", lambda narrow: bars(rows, narrow, 100, 7 if narrow else 3, digits=0, mark=mark), says)


def effort_chart(cards: Mapping[str, Scorecard], roles: Roles) -> Chart:
    """One bar an agent: messages an episode that cost the user low, medium and high effort, with their intervals."""
    rows = [_effort_row(name, card, roles) for name, card in cards.items() if card.n]
    most = max((sum(value for _, value in row.parts) for row in rows), default=0) or 1
    says = "Messages a user answers in an average conversation, at low / medium / high effort. " + " ".join(
        f"{row.label}: {row.note}{row.details and f', {row.details}'}." for row in rows
    )
    return _both("effort", lambda narrow: bars(rows, narrow, most, most * (0.11 if narrow else 0.05), digits=1), says)


def _effort_row(name: str, card: Scorecard, roles: Roles) -> Row:
    levels = [(level, card.metrics[f"effort_{level}"]) for level in EFFORTS]
    total = sum(estimate.mean for _, estimate in levels)
    figures = [f"{number(e.mean, 1)} {interval(e, 'amount')}" if e.mean else "0" for _, e in levels]
    note = f"{number(total, 1)} messages" if total else "none"
    parts = [(f"effort-{level}", estimate.mean) for level, estimate in levels]
    brief = roles.label(name, 40 - len(note))
    return Row(roles.label(name, 28), brief, parts, note, details=" / ".join(figures) if total else "")


def turns_chart(cards: Mapping[str, Scorecard], roles: Roles) -> Chart:
    """One line an agent: the share of wishes still unspoken after each turn."""
    drawn = {name: card for name, card in cards.items() if card.curve}
    says = "Share of wishes still unspoken. " + " ".join(
        f"{name}: {percent(card.curve[0])} after the opening, {percent(card.curve[-1])} at the end."
        for name, card in drawn.items()
    )
    return _both("turns", lambda narrow: lines(drawn, roles, narrow), says)


def _both(name: str, draw: Callable[[bool], alt.LayerChart | alt.FacetChart], says: str) -> Chart:
    return Chart(_svg(draw(False), f"{name}-w", says), _svg(draw(True), f"{name}-n", says), says)


def _svg(chart: alt.LayerChart | alt.FacetChart, name: str, says: str) -> str:
    """Draw; then make the text fit for a page: themed, its own font left to CSS, one image to a screen reader."""
    import vl_convert
    from markupsafe import escape

    plain = chart.configure(background="transparent", padding=_PADDING).configure_view(stroke=None)
    spec = plain.to_dict(validate=False)
    svg = vl_convert.vegalite_to_svg(spec)
    svg = re.sub(r' (?:font-family|aria-[a-z]+|role|class|pointer-events)="[^"]*"', "", svg)
    svg = re.sub(r"\b(id=\"|url\(#)", rf"\g<1>{name}-", svg)
    return themed(svg).replace("<svg ", f'<svg role="img" aria-label="{escape(says)}" ', 1)
