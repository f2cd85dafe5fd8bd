"""Stacked bars, one a row, each from a zero line and in a frame, with its name, its numbers and what bounds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tacit.reports._palette import sentinel
from tacit.reports._words import number

if TYPE_CHECKING:
    import altair as alt

WIDE, NARROW = 1240, 324
_NAMES, _TOTALS, _NOTES = 230, 120, 340


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: its parts with their sizes, a note, an interval to be drawn under it or details to be written there.

    ``brief`` is the label where there is little room.
    """

    label: str
    brief: str
    parts: Sequence[tuple[str, float]]
    note: str
    span: tuple[float, float] | None = None
    details: str = ""


def bars(
    rows: Sequence[Row], narrow: bool, most: float, least: float, digits: int, mark: float | None = None
) -> alt.LayerChart | alt.FacetChart:
    """Bars on a scale from 0 to ``most``; numbers stand in segments of at least ``least``.

    Names and notes stand beside or, ``narrow``, above the bars; ``mark`` is notched into every bar's edges.
    """
    import altair as alt

    spans = any(row.span for row in rows)
    place = _Place(narrow, spans, most)
    layers = [*_filled(rows, place, least, digits), *_names(rows, place)]
    if spans:
        values = [{"row": at, "start": row.span[0], "end": row.span[1]} for at, row in enumerate(rows) if row.span]
        line = place.layer(values).mark_bar(height=3, yOffset=place.bottom + 5, fill=sentinel("ink"))
        layers.append(line.encode(x=place.x("start:Q"), x2="end:Q"))
    if mark is not None:
        ticks = place.layer([{"row": at, "start": mark} for at in range(len(rows))])
        for edge in (place.top - 3, place.bottom + 3):
            notch = ticks.mark_tick(
                orient="vertical", size=7, thickness=2.5, yOffset=edge, color=sentinel("ink"), opacity=1
            )
            layers.append(notch.encode(x=place.x("start:Q")))
    return alt.layer(*layers).properties(width=place.width, height=place.step * len(rows))


class _Place:
    """Where things are: the width of the bars, the height of a row, and a bar's edges from its row's middle."""

    def __init__(self, narrow: bool, spans: bool, most: float) -> None:
        self.narrow, self.spans, self.most = narrow, spans, most
        if narrow:
            self.width, self.step, self.thick, self.middle = NARROW, 60 if spans else 74, 22, 7 if spans else 3
        else:
            self.width, self.step, self.thick, self.middle = WIDE - _NAMES - (_TOTALS if spans else _NOTES), 46, 26, -2
        self.top, self.bottom = self.middle - self.thick // 2, self.middle + self.thick // 2

    def layer(self, values: list[dict[str, Any]]) -> alt.Chart:
        """An empty layer of these values, each in its row."""
        import altair as alt

        rows = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
        return alt.Chart(alt.InlineData(values=values)).encode(y=rows)

    def x(self, field: str) -> alt.X:
        """A field of the values, as a place along the bars."""
        import altair as alt

        return alt.X(field, scale=alt.Scale(domain=[0, self.most], nice=False), axis=None)


def _filled(rows: Sequence[Row], place: _Place, least: float, digits: int) -> list[alt.Chart]:
    """Segments, the frames around them, which where there is nothing are the zero line, and their numbers."""
    import altair as alt

    segments = place.layer([each for at, row in enumerate(rows) for each in _segments(at, row, least, digits)])
    totals = [{"row": at, "start": 0, "end": sum(value for _, value in row.parts)} for at, row in enumerate(rows)]
    at: dict[str, Any] = {"height": place.thick, "yOffset": place.middle}
    start = place.x("start:Q")
    return [
        segments.mark_bar(stroke=sentinel("bg"), strokeWidth=1.2, **at).encode(
            x=start, x2="end:Q", fill=alt.Fill("colour:N", scale=None)
        ),
        place.layer(totals)
        .mark_bar(filled=False, stroke=sentinel("soft"), strokeWidth=1, **at)
        .encode(x=start, x2="end:Q"),
        segments.mark_text(dy=place.middle + 1, fontSize=12, fontWeight=600).encode(
            x=place.x("middle:Q"), text="text:N", color=alt.Color("on:N", scale=None)
        ),
    ]


def _segments(at: int, row: Row, least: float, digits: int) -> list[dict[str, Any]]:
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


def _names(rows: Sequence[Row], place: _Place) -> list[alt.Chart]:
    """Labels, notes and details."""
    import altair as alt

    texts = [
        {"row": at, "label": row.brief if place.narrow else row.label, "note": row.note, "details": row.details}
        | {"start": 0, "end": place.most}
        for at, row in enumerate(rows)
    ]
    base = place.layer(texts)
    start, end = place.x("start:Q"), place.x("end:Q")
    left: dict[str, Any] = {"align": "left", "fontSize": 13}
    bold: dict[str, Any] = {"fontSize": 13, "fontWeight": 600}
    if place.narrow:
        label = base.mark_text(dy=place.top - 12, **left).encode(x=start)
        note = base.mark_text(dy=place.top - 12, align="right", **bold).encode(x=end)
        details = base.mark_text(dy=place.bottom + 11, align="left", fontSize=11.5).encode(x=start)
    elif place.spans:
        label = base.mark_text(dx=-_NAMES - _TOTALS, dy=place.middle, **left).encode(x=start)
        note = base.mark_text(dx=-14, dy=place.middle, align="right", **bold).encode(x=start)
        details = base.mark_text(align="left").encode(x=end)
    else:
        label = base.mark_text(dx=-_NAMES, dy=place.middle, **left).encode(x=start)
        note = base.mark_text(dx=14, dy=place.middle - 8, align="left", **bold).encode(x=end)
        details = base.mark_text(dx=14, dy=place.middle + 9, align="left", fontSize=12).encode(x=end)
    ink, soft = alt.value(sentinel("ink")), alt.value(sentinel("soft"))
    return [
        label.encode(text="label:N", color=ink),
        note.encode(text="note:N", color=ink),
        details.encode(text="details:N", color=soft),
    ]
