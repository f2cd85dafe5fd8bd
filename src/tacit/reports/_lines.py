"""One line an agent over the turns of a conversation, each labelled where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tacit.reports._bars import NARROW, WIDE
from tacit.reports._palette import sentinel
from tacit.reports._roles import Roles
from tacit.reports._words import short
from tacit.scores import Scorecard

if TYPE_CHECKING:
    import altair as alt

_ENDS = {True: 104, False: 240}


def lines(cards: Mapping[str, Scorecard], roles: Roles, narrow: bool) -> alt.LayerChart | alt.FacetChart:
    """Each agent's curve up to its last turn and, dotted, what stays as it is until the longest one ends."""
    import altair as alt

    last = max((len(card.curve) for card in cards.values()), default=1) - 1 or 1
    points, stops, tails = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for name, card in reversed(list(cards.items())):  # what is drawn last lies on top
        style = _style(name, roles)
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
    drawn = alt.Chart(alt.InlineData(values=points)).mark_line(strokeJoin="round").encode(x=x, y=y, **look)
    dots = (
        alt.Chart(alt.InlineData(values=stops))
        .mark_point(filled=True, size=34, opacity=1)
        .encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    )
    waiting = alt.Chart(alt.InlineData(values=tails)).mark_line(strokeDash=[1, 4]).encode(x=x, y=y, **look)
    labels = (
        alt.Chart(alt.InlineData(values=_end_labels(cards, roles, last, height, narrow)))
        .mark_text(align="left", baseline="middle", dx=8, fontSize=12, lineBreak="\n", lineHeight=14)
        .encode(x="turn:Q", y="share:Q", text="text:N", color=alt.Color("ink:N", scale=None))
    )
    layers = (waiting, drawn, dots, labels) if tails else (drawn, dots, labels)
    width = (NARROW if narrow else WIDE) - _ENDS[narrow] - 44
    room = {"left": 2, "right": 12, "top": 4, "bottom": 4}  # a page's font may be wider than the one we measure with
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


def _style(name: str, roles: Roles) -> dict[str, Any]:
    if name == roles.subjects[0]:
        return {"colour": sentinel("accent"), "ink": sentinel("accent"), "size": 3}
    if name in roles.tested:
        return {"colour": sentinel("ink"), "ink": sentinel("ink"), "size": 2}
    return {"colour": sentinel("faint"), "ink": sentinel("soft"), "size": 1.6}


def _end_labels(
    cards: Mapping[str, Scorecard], roles: Roles, last: int, height: int, narrow: bool
) -> list[dict[str, Any]]:
    """Names at the ends of lines: lines that end together share a label, and labels never overlap."""
    named: list[tuple[float, list[str]]] = []
    for name, card in sorted(cards.items(), key=lambda item: -item[1].curve[-1]):
        value = 100 * card.curve[-1]
        if named and abs(named[-1][0] - value) < 0.5:
            named[-1][1].append(name)
        else:
            named.append((value, [name]))
    groups = [(value, [short(name, 14 if narrow else 26) for name in names]) for value, names in named]
    line, gap = 1400 / height, 300 / height  # of text, and between labels, in the unit of the scale
    texts = ["\n".join(names) if narrow or len(", ".join(names)) > 34 else ", ".join(names) for _, names in groups]
    tops, free = list[float](), float("inf")
    for (value, _), text in zip(groups, texts, strict=True):
        tops.append(min(value + line / 2, free - gap))
        free = tops[-1] - line * (text.count("\n") + 1)
    bottom = 0.0
    for at in reversed(range(len(tops))):  # where they ran out below, they move up again
        tops[at] = max(tops[at], bottom + line * (texts[at].count("\n") + 1))
        bottom = tops[at] + gap
    leads = [next((n for n in (*roles.subjects, *roles.tested) if n in names), names[0]) for _, names in named]
    return [
        {"turn": last, "share": top - line / 2, "text": text} | _style(lead, roles)
        for top, text, lead in zip(tops, texts, leads, strict=True)
    ]
