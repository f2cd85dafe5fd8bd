"""Charts as SVG text, drawn without a browser; colours are CSS variables, so they follow the page's theme.

Each chart is drawn twice, for a desktop and for a phone, and the page shows one of them. Nothing in a
chart is said by colour alone: segments carry their numbers, and lines are labelled where they end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tacit.goals import Cause
from tacit.reports._palette import part_of, sentinel, themed
from tacit.reports._words import SHORT_CAUSE, number, short
from tacit.scores import EFFORTS, Scorecard

if TYPE_CHECKING:
    import altair as alt

_WIDE, _NARROW = 1120, 324
_NAMES, _TOTALS, _NOTES = 250, 62, 210
_PADDING = {"left": 0, "right": 0, "top": 4, "bottom": 4}
_ENDS = {True: 104, False: 240}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in two widths, and its message in words for those who cannot see it."""

    wide: str
    narrow: str
    says: str


def gap_chart(cards: Mapping[str, Scorecard], scripted: Sequence[str], ceiling: str) -> Chart:
    """One bar an agent: what was honoured, then what was lost to each cause, in the order of a conversation.

    The ceiling knows what never came out, so it makes no lucky guesses.
    """
    rows: list[_Row] = []
    for name, card in cards.items():
        if not card.n:
            continue
        honoured, lucky = card.metrics["alignment"].mean, 0.0 if name == ceiling else card.metrics["lucky"].mean
        shares = [("honoured", honoured - lucky), ("lucky", lucky)]
        shares += [(part_of(cause), card.lost[cause].mean) for cause in Cause]
        parts = [(part, 100 * share) for part, share in shares]
        rows.append(_Row(_label(name, scripted), parts, f"{number(100 * honoured)} %"))
    says = "Share of wishes by what became of them. " + " ".join(
        f"{name}: honoured {number(100 * card.metrics['alignment'].mean)} %, "
        + ", ".join(f"{SHORT_CAUSE[c]} {number(100 * e.mean)} %" for c, e in card.lost.items() if e.mean >= 0.005)
        + "."
        for name, card in cards.items()
        if card.n
    )
    return _both("gap", lambda narrow: _bars(rows, narrow, 100, 7 if narrow else 3, digits=0, note_first=True), says)


def effort_chart(cards: Mapping[str, Scorecard], scripted: Sequence[str]) -> Chart:
    """One bar an agent: messages an episode that cost the user low, medium and high effort."""
    rows = [
        _Row(
            _label(name, scripted),
            [(f"effort-{level}", card.metrics[f"effort_{level}"].mean) for level in EFFORTS],
            f"{number(card.metrics['user_words'].mean)} words",
            " / ".join(number(card.metrics[f"effort_{level}"].mean, 1) for level in EFFORTS) + " · ",
        )
        for name, card in cards.items()
        if card.n
    ]
    most = max((sum(value for _, value in row.parts) for row in rows), default=0) or 1
    says = "Effort of the user in an average conversation. " + " ".join(
        f"{row.label}: "
        + ", ".join(f"{number(v, 1)} {part.removeprefix('effort-')}" for part, v in row.parts)
        + f", {row.note}."
        for row in rows
    )
    return _both("effort", lambda narrow: _bars(rows, narrow, most, most * (0.11 if narrow else 0.04), digits=1), says)


def turns_chart(
    cards: Mapping[str, Scorecard], subjects: Sequence[str], tested: Sequence[str], ends: Sequence[str]
) -> Chart:
    """One line an agent: the share of wishes still unspoken after each turn."""
    drawn = {name: card for name, card in cards.items() if card.curve}
    says = "Share of wishes still unspoken. " + " ".join(
        f"{name}: {number(100 * card.curve[0])} % after the opening, {number(100 * card.curve[-1])} % at the end."
        for name, card in drawn.items()
    )
    return _both("turns", lambda narrow: _lines(drawn, subjects[:1], tested, ends, narrow), says)


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    parts: Sequence[tuple[str, float]]
    note: str
    figures: str = ""


def _label(name: str, scripted: Sequence[str]) -> str:
    return f"{short(name, 22)} · scripted" if name in scripted else short(name, 30)


def _bars(
    rows: Sequence[_Row], narrow: bool, most: float, least: float, digits: int, note_first: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """Stacked bars; numbers stand in segments of at least ``least``, names beside or, narrow, above the bars."""
    import altair as alt

    values = [segment for at, row in enumerate(rows) for segment in _segments(at, row, least, digits)]
    names = [
        {"row": at, "label": row.label, "note": row.note if narrow else row.figures + row.note, "x": 0, "end": most}
        for at, row in enumerate(rows)
    ]
    step, thick, below = (52, 22, 9) if narrow else (42, 26, 0)
    scale = alt.Scale(domain=[0, most], nice=False)
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = alt.Chart(alt.InlineData(values=values)).encode(y=y)
    bars = base.mark_bar(height=thick, yOffset=below, stroke=sentinel("bg"), strokeWidth=1.2).encode(
        x=alt.X("start:Q", scale=scale, axis=None), x2="end:Q", fill=alt.Fill("colour:N", scale=None)
    )
    inside = base.mark_text(dy=below + 1, fontSize=12, fontWeight=600).encode(
        x="middle:Q", text="text:N", color=alt.Color("on:N", scale=None)
    )
    named = alt.Chart(alt.InlineData(values=names)).encode(y=y)
    if narrow:
        label = named.mark_text(align="left", dy=-12, fontSize=13)
        note = named.mark_text(align="right", dy=-12, fontSize=13, fontWeight=600 if note_first else 400)
    else:
        label = named.mark_text(align="left", dx=-_NAMES - (_TOTALS if note_first else 0), fontSize=13)
        note = named.mark_text(
            align="right" if note_first else "left",
            dx=-14 if note_first else 12,
            fontSize=13,
            fontWeight=600 if note_first else 400,
        )
    at = "x:Q" if note_first and not narrow else "end:Q"
    label = label.encode(x="x:Q", text="label:N", color=alt.value(sentinel("ink")))
    note = note.encode(x=at, text="note:N", color=alt.value(sentinel("ink" if note_first else "soft")))
    width = _NARROW if narrow else _WIDE - _NAMES - (_TOTALS if note_first else _NOTES)
    return alt.layer(bars, inside, label, note).properties(width=width, height=step * len(rows))


def _segments(at: int, row: _Row, least: float, digits: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    start = 0.0
    for part, value in row.parts:
        if value > 0:
            text = number(value, digits) if value >= least else ""
            colours = {"colour": sentinel(part), "on": sentinel(f"on-{part}")}
            end = start + value
            found.append({"row": at, "start": start, "end": end, "middle": (start + end) / 2, "text": text} | colours)
            start = end
    return found


def _lines(
    cards: Mapping[str, Scorecard], subjects: Sequence[str], tested: Sequence[str], ends: Sequence[str], narrow: bool
) -> alt.LayerChart | alt.FacetChart:
    import altair as alt

    last = max((len(card.curve) for card in cards.values()), default=1) - 1 or 1
    points, stops, tails = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for name, card in reversed(list(cards.items())):  # what is drawn last lies on top
        style = _style(name, subjects, tested, ends)
        points += [{"agent": name, "turn": t, "share": 100 * v} | style for t, v in enumerate(card.curve)]
        stops.append(points[-1])
        stop, value = len(card.curve) - 1, 100 * card.curve[-1]
        tails += [{"agent": name, "turn": t, "share": value} | style for t in (stop, last) if stop < last]
    height = 240 if narrow else 300
    x = alt.X("turn:Q", title="turns", scale=alt.Scale(domain=[0, last], nice=False), axis=_axis(alt, min(last, 6)))
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=_axis(alt, 5, "datum.value + ' %'"))
    look = {
        "detail": "agent:N",
        "color": alt.Color("colour:N", scale=None),
        "strokeWidth": alt.StrokeWidth("size:Q", scale=None),
    }
    lines = alt.Chart(alt.InlineData(values=points)).mark_line(strokeJoin="round").encode(x=x, y=y, **look)
    dots = (
        alt.Chart(alt.InlineData(values=stops))
        .mark_point(filled=True, size=34, opacity=1)
        .encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    )
    waiting = alt.Chart(alt.InlineData(values=tails)).mark_line(strokeDash=[1, 4]).encode(x=x, y=y, **look)
    labels = (
        alt.Chart(alt.InlineData(values=_end_labels(cards, subjects, tested, ends, last, height, narrow)))
        .mark_text(align="left", baseline="middle", dx=8, fontSize=12, lineBreak="\n", lineHeight=14)
        .encode(x="turn:Q", y="share:Q", text="text:N", color=alt.Color("ink:N", scale=None))
    )
    layers = (waiting, lines, dots, labels) if tails else (lines, dots, labels)
    width = (_NARROW if narrow else _WIDE) - _ENDS[narrow] - 44
    room = {**_PADDING, "right": 12}  # a page's font may be wider than the one we measure with
    return alt.layer(*layers).properties(width=width, height=height, padding=room)


def _axis(alt_: Any, ticks: int, label: str | None = None) -> Any:
    quiet = {
        "labelColor": sentinel("soft"),
        "labelPadding": 6,
        "titleColor": sentinel("soft"),
        "gridColor": sentinel("line"),
    }
    if label is not None:
        return alt_.Axis(tickCount=ticks, domain=False, ticks=False, labelExpr=label, labelFontSize=12, **quiet)
    return alt_.Axis(
        tickCount=ticks,
        tickMinStep=1,
        grid=False,
        domainColor=sentinel("faint"),
        ticks=False,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
        titleAnchor="end",
        **quiet,
    )


def _style(name: str, subjects: Sequence[str], tested: Sequence[str], ends: Sequence[str]) -> dict[str, Any]:
    if name in subjects:
        return {"colour": sentinel("accent"), "ink": sentinel("accent"), "size": 3}
    if name in tested:
        return {"colour": sentinel("ink"), "ink": sentinel("ink"), "size": 2}
    return {"colour": sentinel("faint"), "ink": sentinel("soft"), "size": 1 if name in ends else 1.6}


def _end_labels(
    cards: Mapping[str, Scorecard],
    subjects: Sequence[str],
    tested: Sequence[str],
    ends: Sequence[str],
    last: int,
    height: int,
    narrow: bool,
) -> list[dict[str, Any]]:
    """Names at the ends of lines: lines that end together share a label, and labels never overlap."""
    groups: list[tuple[float, list[str]]] = []
    for name, card in sorted(cards.items(), key=lambda item: -item[1].curve[-1]):
        value = 100 * card.curve[-1]
        if groups and abs(groups[-1][0] - value) < 0.5:
            groups[-1][1].append(name)
        else:
            groups.append((value, [name]))
    found: list[dict[str, Any]] = []
    floor = float("inf")
    for value, names in groups:
        lines = [short(name, 14 if narrow else 26) for name in names]
        text = "\n".join(lines) if narrow else ", ".join(lines)
        tall = (len(lines) if narrow else 1) * 14 / height * 100
        top = min(value + 7 / height * 100, floor - 3 / height * 100)
        lead = next((n for n in names if n in subjects or n in tested), names[0])
        found.append(
            {"turn": last, "share": top - 7 / height * 100, "text": text} | _style(lead, subjects, tested, ends)
        )
        floor = top - tall
    return found


def _both(name: str, draw: Any, says: str) -> Chart:
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
