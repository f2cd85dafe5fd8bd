"""Colours of the report, once for light and once for dark; pages and charts know them by name only.

Part of what a bar is made of (what was honoured, each cause of loss) has one colour everywhere. Any two
of these stay apart for people with protanopia, deuteranopia or tritanopia (a test simulates all three),
and none ever stands without its word.
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
    "faint": "#b9b6ae",
    "accent": "#0a5c94",
    "hint": "#fdf0c8",
    "honoured": "#0072b2",
    "lucky": "#6aa9cf",
    "not-asked": "#d55e00",
    "not-revealed": "#e9a800",
    "not-understood": "#c46fae",
    "ignored": "#4b4039",
    "unknown": "#c6cad0",
    "on-honoured": "#ffffff",
    "on-lucky": "#04121d",
    "on-not-asked": "#1d0c00",
    "on-not-revealed": "#231900",
    "on-not-understood": "#1f0a19",
    "on-ignored": "#ffffff",
    "on-unknown": "#1d2127",
    "effort-low": "#d3d8de",
    "effort-medium": "#8c97a4",
    "effort-high": "#38424e",
    "on-effort-low": "#1d2127",
    "on-effort-medium": "#0b0e12",
    "on-effort-high": "#ffffff",
}
DARK = {
    "bg": "#15171b",
    "panel": "#1c1f25",
    "sunk": "#22262d",
    "ink": "#e9e6e0",
    "soft": "#a4abb5",
    "line": "#30353d",
    "faint": "#575d66",
    "accent": "#7bbdf0",
    "hint": "#4a3f1c",
    "honoured": "#4a9fdc",
    "lucky": "#2c6288",
    "not-asked": "#e8702f",
    "not-revealed": "#f4c95d",
    "not-understood": "#e3a5d3",
    "ignored": "#f4ede2",
    "unknown": "#5f656f",
    "on-honoured": "#04121d",
    "on-lucky": "#ffffff",
    "on-not-asked": "#1d0c00",
    "on-not-revealed": "#231900",
    "on-not-understood": "#1f0a19",
    "on-ignored": "#1d2127",
    "on-unknown": "#ffffff",
    "effort-low": "#454c56",
    "effort-medium": "#87919d",
    "effort-high": "#e0e4e9",
    "on-effort-low": "#ffffff",
    "on-effort-medium": "#0b0e12",
    "on-effort-high": "#1d2127",
}
HATCHED = ("lucky", "unknown")
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
