"""Colours that everyone can read and tell apart, and sizes that are what they say."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from ripplemark import schema
from ripplemark.charts.canvas import (
    DARK,
    LIGHT,
    MILLIMETRE,
    MONO,
    OUTCOME_GROUPS,
    SIZES,
    Look,
    UnreadableSize,
    size,
)
from ripplemark.errors import UnknownName

Floats = npt.NDArray[np.float64]

# Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), severity 1.0; for linear RGB.
VISIONS = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TELLABLE = 9.0
"""CIELAB distance; about 2.3 is just noticeable side by side, lines apart on a page need several times that."""


def linear(colour: str) -> Floats:
    part = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted(
        (float(linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Floats) -> Floats:
    xyz = (
        np.array(
            [
                [0.4124564, 0.3575761, 0.1804375],
                [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041],
            ]
        )
        @ rgb
    )
    scaled = xyz / (0.95047, 1.0, 1.08883)
    root = np.where(scaled > 216 / 24389, np.cbrt(scaled), (24389 / 27 * scaled + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO])
def test_every_colour_that_words_are_set_in_has_the_contrast_of_wcag_aa(look: Look) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for colour in (look.attention, look.moderation, look.search, look.ink, look.quiet):
        assert contrast(colour, look.paper) >= 4.5
    for name, colour in zip(schema.CHANNELS, look.channels, strict=True):
        assert contrast(colour, look.paper) >= 4.5, name


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_no_two_channels_look_alike_to_anyone(look: Look, vision: str) -> None:
    seen = [lab(np.clip(VISIONS[vision] @ linear(colour), 0, 1)) for colour in look.channels]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) >= TELLABLE


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("look", [LIGHT, DARK, MONO])
def test_what_is_still_up_never_looks_like_what_is_gone(look: Look, vision: str) -> None:
    up, *others = (lab(np.clip(VISIONS[vision] @ linear(c), 0, 1)) for c in look.outcomes)
    assert min(float(np.linalg.norm(up - other)) for other in others) >= 2 * TELLABLE


def test_without_colour_channels_differ_by_dash_or_shade() -> None:
    told = list(zip(MONO.channels, MONO.dashes, strict=True))
    alike = [pair for pair in combinations(range(len(told)), 2) if told[pair[0]] == told[pair[1]]]
    assert alike == [
        (schema.CHANNELS.index("social"), schema.CHANNELS.index("search"))
    ]  # own lanes


def test_the_accents_mean_the_same_everywhere_and_every_outcome_has_a_colour() -> None:
    assert LIGHT.channel("social") == LIGHT.attention
    assert LIGHT.channel("search") == LIGHT.search
    assert LIGHT.outcome("up") == LIGHT.moderation
    assert set(OUTCOME_GROUPS) == set(schema.OUTCOMES)
    assert LIGHT.channel(None) == LIGHT.attention


def test_a_size_is_a_name_or_pixels_or_millimetres_and_anything_else_is_refused() -> None:
    assert [size(each.name) for each in SIZES] == list(SIZES)
    assert (size("900x600").canvas.width, size("900x600").canvas.height) == (900, 600)
    assert size("120x80mm").canvas.width == round(120 * MILLIMETRE)
    with pytest.raises(UnknownName, match="article"):
        size("poster")
    for text in ("9x9", "900", "900x", "99999x600", "900x600cm"):
        with pytest.raises(UnreadableSize):
            size(text)
