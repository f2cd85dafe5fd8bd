"""Colours of the report, once for light and once for dark; pages and charts know them by name only.

Part of what a bar is made of (what was honoured, each cause of loss) has one colour everywhere. Any two
of these stay apart for people with protanopia, deuteranopia or tritanopia (a test simulates all three),
and none ever stands without its word. All but ``PALE`` ones have the contrast with the page that WCAG 2.2
asks of graphics (1.4.11, 3:1); those, too light for it, stand in a frame that has.
"""

from __future__ import annotations

from tacit.goals import Cause

LIGHT = {
    "bg": "#fcfbf8",
    "panel": "#ffffff",
    "sunk": "#f4f2ed",
    "ink": "#1d2127",
    "soft": "#5b626c",
    "line": "#e3dfd7",
    "faint": "#8a877f",
    "accent": "#0a5c94",
    "hint": "#fdf0c8",
    "honoured": "#0072b2",
    "lucky": "#5096c4",
    "not-asked": "#d55e00",
    "not-revealed": "#e9a800",
    "not-understood": "#c46fae",
    "ignored": "#4b4039",
    "unknown": "#848f86",
    "on-honoured": "#ffffff",
    "on-lucky": "#04121d",
    "on-not-asked": "#1d0c00",
    "on-not-revealed": "#231900",
    "on-not-understood": "#1f0a19",
    "on-ignored": "#ffffff",
    "on-unknown": "#0b0d10",
    "effort-low": "#87919d",
    "effort-medium": "#5f6a77",
    "effort-high": "#28313b",
    "on-effort-low": "#0b0e12",
    "on-effort-medium": "#ffffff",
    "on-effort-high": "#ffffff",
}
DARK = {
    "bg": "#15171b",
    "panel": "#1c1f25",
    "sunk": "#22262d",
    "ink": "#e9e6e0",
    "soft": "#a4abb5",
    "line": "#30353d",
    "faint": "#6b727c",
    "accent": "#7bbdf0",
    "hint": "#4a3f1c",
    "honoured": "#4a9fdc",
    "lucky": "#3478a8",
    "not-asked": "#e8702f",
    "not-revealed": "#f4c95d",
    "not-understood": "#e3a5d3",
    "ignored": "#f4ede2",
    "unknown": "#6f7681",
    "on-honoured": "#04121d",
    "on-lucky": "#ffffff",
    "on-not-asked": "#1d0c00",
    "on-not-revealed": "#231900",
    "on-not-understood": "#1f0a19",
    "on-ignored": "#1d2127",
    "on-unknown": "#ffffff",
    "effort-low": "#66707c",
    "effort-medium": "#99a4b0",
    "effort-high": "#e9edf1",
    "on-effort-low": "#ffffff",
    "on-effort-medium": "#0b0e12",
    "on-effort-high": "#1d2127",
}
HATCHED = ("lucky", "unknown")
PALE = ("not-revealed",)
PARTS = ("honoured", *(cause.value.replace("_", "-") for cause in Cause))


def part_of(cause: Cause | None) -> str:
    """The name of the colour that stands for a cause of loss; None stands for what was honoured."""
    return "honoured" if cause is None else cause.value.replace("_", "-")


def sentinel(name: str) -> str:
    """A colour that stands for ``name`` while a chart is drawn, to be replaced by a reference to it."""
    return f"#fe{list(LIGHT).index(name) + 1:02x}fe"


def themed(svg: str) -> str:
    """An SVG text in which every sentinel became a CSS variable, so that it follows the page's theme.

    ``HATCHED`` colours become patterns, which the page defines once.
    """
    for name in LIGHT:
        to = f"url(#hatch-{name})" if name in HATCHED else f"var(--{name})"
        svg = svg.replace(f'"{sentinel(name)}"', f'"{to}"')
    return svg
