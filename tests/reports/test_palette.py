"""Colours: readable in both themes, and told apart by people who see colours differently."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from tacit.reports._palette import DARK, LIGHT, PALE, PARTS, sentinel, themed

THEMES = {"light": LIGHT, "dark": DARK}
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIGHT = {
    "trichromat": np.eye(3),
    "protanope": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranope": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanope": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def _linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _contrast(a: str, b: str) -> float:
    bright, dim = sorted((float(_linear(one) @ [0.2126, 0.7152, 0.0722]) for one in (a, b)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_parts_of_a_bar_stay_apart_for_everybody(theme: str, sight: str) -> None:
    colours = {part: _lab(SIGHT[sight] @ _linear(THEMES[theme][part])) for part in PARTS}
    for a, b in combinations(PARTS, 2):
        assert np.linalg.norm(colours[a] - colours[b]) > 12, (a, b)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_enough_contrast(theme: str) -> None:
    colours = THEMES[theme]
    for text in ("ink", "soft", "accent"):
        for ground in ("bg", "panel", "sunk"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert _contrast(colours["ink"], colours["hint"]) >= 4.5
    for name in colours:
        if name.startswith("on-"):
            assert _contrast(colours[name], colours[name.removeprefix("on-")]) >= 4.5, name


@pytest.mark.parametrize("theme", THEMES)
def test_bars_and_lines_stand_out_from_the_page(theme: str) -> None:
    colours = THEMES[theme]
    drawn = [*PARTS, "lucky", "effort-low", "effort-medium", "effort-high", "faint", "soft", "accent"]
    for name in drawn:
        if name not in PALE:
            assert _contrast(colours[name], colours["bg"]) >= 3, name


@pytest.mark.parametrize("theme", THEMES)
def test_two_pale_parts_are_never_neighbours(theme: str) -> None:
    """A separator in the page's colour shows against at least one of the two parts it stands between."""
    assert sum(_contrast(THEMES[theme][name], THEMES[theme]["bg"]) < 3 for name in PARTS) <= 1


def test_both_themes_name_the_same_colours() -> None:
    assert list(LIGHT) == list(DARK)
    assert len({sentinel(name) for name in LIGHT}) == len(LIGHT)


def test_a_themed_chart_has_no_fixed_colour_left() -> None:
    svg = "".join(f'<path fill="{sentinel(name)}"/>' for name in LIGHT)
    assert "#fe" not in themed(svg)
    assert 'fill="var(--honoured)"' in themed(svg)
    assert 'fill="url(#hatch-lucky)"' in themed(svg)
