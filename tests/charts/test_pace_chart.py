"""Items up above bars of what came and went: no words meet, bars and steps have the sizes of their numbers, one clock."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import label_boxes
import numpy as np
import pytest

from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.charts.pace import Bars, Levels, Pace, Told, pace

CANVASES = {
    **{size.name: size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(300),
    "dark": Canvas(800, look=DARK),
    "mono": Canvas(800, look=MONO),
    "low": Canvas(400, 260),
}
HOUR, DAY = 3600.0, 86_400.0
FIRST = 1_740_787_200.0
"""1 March 2025 as seconds of wall time."""


def _pace(days: int = 9, most: int = 18, left: int = 5) -> Pace:
    """Items that rise to ``most`` and fall to ``left``, with some of unsure fate, over so many days."""
    hours = days * 24
    at = FIRST + HOUR * np.arange(hours + 1)
    middle = hours // 3
    up = np.concatenate(
        [np.linspace(0, most, middle), np.linspace(most, left, hours - middle)]
    ).round()
    unsure = np.where(np.arange(hours) % 7 < 3, 2.0, 0.0)
    levels = Levels(at[:-1], at[1:], up, unsure, tuple(f"{n:.0f} up" for n in up))
    start = FIRST + DAY * np.arange(days)
    came, back = np.arange(days, 0.0, -1), np.full(days, 1.0)
    removed, otherwise = np.arange(0.0, days), np.full(days, 2.0)
    bars = Bars(
        start,
        start + DAY,
        (("new", came), ("back", back)),
        (("removed", removed), ("otherwise", otherwise)),
        tuple("said" for _ in start),
    )
    told = (
        Told(float(at[middle - 1]), most + 2.0, (f"{most} up, 3 March 2025", f"{most} up")),
        Told(float(at[-1]), float(left), (f"{left} still up, last look 9 March 2025", f"{left}")),
    )
    key = (("up", "up"), ("unsure", "gone or not: not known"))
    below = (
        ("new", "new on record"),
        ("back", "came back"),
        ("removed", "removed"),
        ("otherwise", "gone otherwise"),
    )
    heading = ("On record (up) against removed or gone otherwise (down), per day", "Items per day")
    return Pace(("Items up, to the hour",), key, levels, told, heading, below, bars)


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize(
    ("days", "most", "left"), [(9, 18, 5), (60, 12_345, 12_000), (1, 1, 0), (2, 40, 39), (9, 7, 0)]
)
def test_no_words_meet_others_or_leave_the_picture(
    name: str, days: int, most: int, left: int
) -> None:
    picture = pace(_pace(days, most, left), CANVASES[name])
    told = set(label_boxes.boxes(picture))
    assert {"new on record", "gone or not: not known", "gone otherwise"} <= told
    assert any(each.startswith(f"{most} up") for each in told)
    assert any(each.startswith(f"{left} still up") or each == f"{left}" for each in told)
    assert label_boxes.clashes(picture) == []
    assert label_boxes.outside(picture) == []


def _areas(picture: Any, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of each filled part that has this colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    found = []
    for trace in picture.data:
        if trace.fill != "toself" or not trace.fillcolor.startswith(f"rgba({red},{green},{blue},"):
            continue
        x, y = np.array(trace.x, dtype=float), np.array(trace.y, dtype=float)
        for part in np.split(np.arange(x.size), np.flatnonzero(np.isnan(x))):
            across, down = x[part][~np.isnan(x[part])], y[part][~np.isnan(x[part])]
            found.append((across.min(), across.max(), down.min(), down.max()))
    return found


def test_bars_are_as_long_as_their_numbers_and_both_ways_by_one_measure() -> None:
    of = _pace()
    picture = pace(of, Canvas(800))
    down = [b - t for _, _, t, b in _areas(picture, LIGHT.outcome("removed"))]
    assert len(down) == 8  # none on the first day
    each = down[0]
    np.testing.assert_allclose(down, [each * n for n in range(1, 9)], rtol=1e-6)
    up = [b - t for _, _, t, b in _areas(picture, LIGHT.outcome("up"))]
    # Of one colour: the steps above, bars of what is new, and what came back.
    bars = sorted(up)[:-1]
    np.testing.assert_allclose(bars, sorted([*(each * n for n in range(1, 10)), *[each] * 9]))


def test_bars_that_meet_at_nought_stand_under_the_steps_of_their_day() -> None:
    of = _pace()
    picture = pace(of, Canvas(800))
    (left, right, _, _), *bars = sorted(
        _areas(picture, LIGHT.outcome("up")), key=lambda each: each[0] - each[1]
    )
    day = (right - left) / 9
    starts = sorted({round(each[0], 3) for each in bars})
    np.testing.assert_allclose(
        starts, [left + day * k + min(0.12 * day, 2) for k in range(9)], atol=0.01
    )


def test_steps_hold_to_the_end_of_each_stretch() -> None:
    of = _pace(2, 18, 5)
    levels = replace(of.levels, unsure=np.zeros_like(of.levels.unsure))
    picture = pace(replace(of, levels=levels, told=()), Canvas(800))
    line = next(t for t in picture.data if t.text and "up" in t.text[0] and t.text[0] != "said")
    x, y = np.array(line.x, dtype=float), np.array(line.y, dtype=float)
    assert np.all(y[::2] == y[1::2])
    np.testing.assert_allclose(x[1:-1:2], x[2::2])
    floor = y.max() if levels.up.min() == 0 else None
    assert floor is not None
    heights = floor - y[::2]
    np.testing.assert_allclose(heights, heights.max() * levels.up / levels.up.max(), atol=1e-6)


def test_what_is_not_known_has_a_lighter_area_and_a_dotted_edge() -> None:
    of = _pace()
    known = replace(of, levels=replace(of.levels, unsure=np.zeros_like(of.levels.unsure)))
    for each, number in ((of, 1), (known, 0)):
        picture = pace(each, Canvas(800))
        assert len(_areas(picture, LIGHT.outcome("unknown"))) == number
        assert sum(trace.line.dash == "dot" for trace in picture.data) == number


def test_numbers_beside_the_bars_are_whole_and_have_no_sign() -> None:
    for days, most in ((1, 1), (9, 18), (60, 12_345)):
        picture = pace(_pace(days, most, 0), Canvas(390))
        beside = [
            e.text
            for e in picture.layout.annotations
            if e.xanchor == "right" and e.text[0].isdigit()
        ]
        numbers = [text for text in beside if text.replace(",", "").isdigit()]
        assert len(numbers) >= 4
        assert not any("." in text or "-" in text for text in beside if " " not in text)
