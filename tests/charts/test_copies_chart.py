"""Mean number of copies by time: no words meet, steps and band stand at their numbers, bars are as long as theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import label_boxes
import numpy as np
import pytest

from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.charts.copies import Copies, Generation, Step, copies
from ripplemark.charts.dumbbell import Between

CANVASES = {
    **{size.name: size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(300),
    "dark": Canvas(800, look=DARK),
    "mono": Canvas(800, look=MONO),
    "low": Canvas(400, 260),
}


def _followed(ticks: Sequence[float]) -> list[str]:
    return [f"{max(400 - round(at), 0):,}" for at in ticks]


def _copies(top: float = 1.4, until: float = 900.0, *, band: bool = True) -> Copies:
    at = np.geomspace(1.0, 0.7 * until, 20)
    mean = top * np.linspace(0.05, 1, 20)
    steps = tuple(
        Step(float(h), float(m), 0.8 * float(m) if band else None, 1.3 * float(m) if band else None)
        for h, m in zip(at, mean, strict=True)
    )
    return Copies(
        "New copies per content, on average",
        (Step(0.0, 0.0), *steps),
        until,
        "a content's first removal",
        f"{top:g} copies per content in the end",
        _followed,
        "Contents followed for as long",
        "Half were up again, as a copy or the same item, after 40 hours (95 % interval: 20 to 61 hours)",
        Between(40.0, 20.0, 61.0),
        "Copies by generation, whenever they went up",
        (Generation("of a first item", 40), Generation("of a copy", 10), Generation("of generation 3", 0)),
    )  # fmt: skip


CASES = {
    "usual": _copies(),
    "many": _copies(240.0, 9000.0),
    "without a band": _copies(0.02, 30.0, band=False),
    "no copy": replace(_copies(), steps=(Step(0.0, 0.0),), bars=()),
    "not reached": replace(_copies(), back=Between(None, 90.0, None)),
    "nothing known of returns": replace(_copies(), back=Between()),
}


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize("case", CASES)
def test_no_words_meet_others_or_leave_the_picture(name: str, case: str) -> None:
    picture = copies(CASES[case], CANVASES[name])
    assert "Contents followed for as long" in label_boxes.boxes(picture)
    assert label_boxes.clashes(picture) == []
    assert label_boxes.outside(picture) == []


def _boxes(picture: Any, colour: str, alpha: str) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of each filled part of this colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    found = []
    for trace in picture.data:
        if trace.fill != "toself" or trace.fillcolor != f"rgba({red},{green},{blue},{alpha})":
            continue
        x, y = np.array(trace.x, dtype=float), np.array(trace.y, dtype=float)
        for part in np.split(np.arange(x.size), np.flatnonzero(np.isnan(x))):
            across, down = x[part][~np.isnan(x[part])], y[part][~np.isnan(x[part])]
            found.append((across.min(), across.max(), down.min(), down.max()))
    return found


def _curve(picture: Any) -> Any:
    return next(t for t in picture.data if t.mode == "lines" and t.line.width == 2.4)


def test_steps_rise_by_their_numbers_inside_their_band() -> None:
    of = _copies()
    picture = copies(of, Canvas(800))
    y = np.array(_curve(picture).y, dtype=float)[::2]
    heights = y[0] - y
    np.testing.assert_allclose(
        heights, heights[-1] * np.array([s.value for s in of.steps]) / 1.4, atol=1e-6
    )
    bands = _boxes(picture, LIGHT.moderation, "0.16")
    assert len(bands) == 20
    left, right, top, bottom = bands[-1]
    assert (y[0] - bottom) / heights[-1] == pytest.approx(0.8)
    assert (y[0] - top) / heights[-1] == pytest.approx(1.3)
    assert left < right
    assert _boxes(copies(CASES["without a band"], Canvas(800)), LIGHT.moderation, "0.16") == []


def test_bars_of_generations_are_as_long_as_their_numbers() -> None:
    bars = _boxes(copies(_copies(), Canvas(800)), LIGHT.outcome("up"), "1.0")
    long = [right - left for left, right, *_ in bars]
    assert long[0] == pytest.approx(4 * long[1])


def test_a_median_that_is_not_reached_ends_in_an_arrow() -> None:
    def arrows(of: Copies) -> int:
        return sum(
            trace.mode == "markers" and trace.marker.symbol == "triangle-right"
            for trace in copies(of, Canvas(800)).data
        )

    assert [arrows(CASES[name]) for name in ("usual", "not reached")] == [0, 1]
