"""Share gone with published figures over it: every diamond has its number and its line below, whatever the size."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ripplemark.charts.beside import Beside, Reference, beside
from ripplemark.charts.canvas import DARK, MONO, Canvas
from ripplemark.charts.survival import Step

STEPS = (Step(0.0, 0.0, 0.0, 0.0), Step(5.0, 40.0, 20.0, 60.0), Step(30.0, None, 50.0, 80.0))
CLOSE = tuple(
    Reference(3 + k / 5, 50.0, f"figure {k} of a platform with a long name") for k in range(6)
)
SHARES = (
    Reference(25.0, 100.0, "all of them", 86.7, 100.0),
    Reference(504.0, 0.0, "none", 0.0, 13.3),
)
CANVASES = (
    Canvas(1040),
    Canvas(390),
    Canvas(321, letters=9.0),
    Canvas(540, 540, look=DARK),
    Canvas(660, 240, look=MONO),
)


def _drawn(references: tuple[Reference, ...], canvas: Canvas) -> Any:
    return beside(Beside(STEPS, 400.0, "the notice", "Gone here", references), canvas)


def _words(picture: Any) -> list[str]:
    return [str(each.text) for each in picture.layout.annotations]


def _diamonds(picture: Any) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for trace in picture.data
        if trace.mode == "markers" and trace.marker.symbol == "diamond"
        for x, y in zip(trace.x, trace.y, strict=True)
        if not math.isnan(x)
    ]


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda each: f"{each.width}x{each.height}")
@pytest.mark.parametrize("references", [CLOSE, SHARES, (*CLOSE, *SHARES), ()])
def test_every_diamond_is_numbered_listed_and_inside(
    references: tuple[Reference, ...], canvas: Canvas
) -> None:
    picture = _drawn(references, canvas)
    marks = _diamonds(picture)
    assert len(marks) == 2 * len(references)  # in the plot, and in the list below
    for x, y in marks:
        assert 0 <= x <= canvas.width
        assert 0 <= y <= picture.layout.height
    told = " ".join(_words(picture))
    for number, each in enumerate(references, 1):
        assert f"{number}. {each.words.split()[0]}" in told
        assert f"<b>{number}</b>" in told
    for each in picture.layout.annotations:
        assert 0 <= each.y <= picture.layout.height


def test_a_diamond_is_hollow_and_of_another_colour_than_the_curve() -> None:
    picture = _drawn(SHARES, Canvas(800))
    (curve,) = [each for each in picture.data if each.line.width == 2.4]
    marks = [each for each in picture.data if each.mode == "markers"]
    look = Canvas(800).look
    for each in marks:
        assert each.marker.color == look.paper
        assert each.marker.line.color == look.ink != curve.line.color


def test_a_published_interval_is_drawn_as_a_line_through_its_diamond() -> None:
    with_ends, without = (
        len([s for s in _drawn(some, Canvas(800)).layout.shapes if s.line.width == 1.4])
        for some in (SHARES, CLOSE)
    )
    assert (with_ends, without) == (2, 0)


def test_the_axis_reaches_to_what_was_published_later_than_anything_here() -> None:
    far = _drawn((Reference(4000.0, 20.0, "later"),), Canvas(800))
    x = max(x for x, _ in _diamonds(far))
    assert x == pytest.approx(792)
