"""Two modelled curves on one clock: what a database of what was acted on shows, and what is true of everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import axes, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import Floats

_ROW = 1.4
_QUARTERS = (0.0, 25.0, 50.0, 75.0, 100.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: its words, its shares in per cent at the days of the picture, and whether it is the one that misleads."""

    words: str
    shares: Floats
    seen: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a curve that is told: its days and its per cent."""

    days: float
    share: float
    words: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """What is drawn: days, two curves over them, the marks, what the axis is called."""

    days: Floats
    curves: tuple[Curve, Curve]
    marks: tuple[Mark, ...]
    axis: str


def pair(of: Pair, canvas: Canvas) -> Any:
    """The Plotly figure: a key with what each curve tells, and below it both curves, dashed as all that is modelled."""
    size, look = SMALL * canvas.letters, canvas.look
    key = _key(of, size, canvas.width)
    top = sum(len(lines) for _, lines in key) * _ROW * size + 1.2 * size
    left = axes.side_width(_QUARTERS, canvas.letters, "%")
    name = lettering.wrapped(of.axis, size, canvas.width - 2)
    foot = (1.9 + _ROW * len(name)) * size
    high = max((canvas.height or 0) - top - foot, max(0.34 * canvas.width, 150.0))
    if canvas.height is not None:
        high = max(canvas.height - top - foot, 90.0)
    plane = Plane(canvas, round(max(canvas.height or 0, top + high + foot)))
    box = Box(left, top, canvas.width - 8, top + high)
    panel = Panel(box, 0.0, float(of.days[-1]), 0.0, 100.0)
    _words(plane, key, size)
    axes.side(plane, panel, _QUARTERS, "%")
    _foot(plane, panel, name, size)
    for curve in of.curves:
        colour = look.moderation if curve.seen else look.ink
        x, y = axes.across(panel, of.days), axes.down(panel, curve.shares)
        told = [
            f"{curve.words}: {share:.0f} % within {day:.1f} days"
            for day, share in zip(of.days, curve.shares, strict=True)
        ]
        plane.line(x, y, colour, width=2.2, dash="dash", told=told)
    for mark in of.marks:
        colour = look.moderation if mark.seen else look.ink
        plane.dots([panel.x(mark.days)], [panel.y(mark.share)], colour, 8.0, hollow=not mark.seen)
    return plane.figure()


def _key(of: Pair, size: float, width: float) -> list[tuple[bool, list[str]]]:
    """What each curve is and tells, in lines that fit."""
    found = []
    for curve in of.curves:
        told = [mark.words for mark in of.marks if mark.seen is curve.seen]
        text = f"{curve.words}: {', '.join(told)}" if told else curve.words
        found.append((curve.seen, lettering.wrapped(text, size, width - 2.6 * size)))
    return found


def _words(plane: Plane, key: Sequence[tuple[bool, list[str]]], size: float) -> None:
    y = 0.5 * _ROW * size
    for seen, lines in key:
        colour = plane.look.moderation if seen else plane.look.ink
        plane.rule(0, y, 1.7 * size, y, colour, width=2.2, layer="above")
        plane.dots([0.85 * size], [y], colour, 8.0, hollow=not seen)
        for line in lines:
            plane.text(line, 2.3 * size, y, plane.look.ink, size)
            y += _ROW * size


def _foot(plane: Plane, panel: Panel, name: Sequence[str], size: float) -> None:
    box, look = panel.box, plane.look
    days = np.arange(0, panel.x_high + 0.5, 2)
    for day in days:
        x, text = panel.x(float(day)), f"{day:.0f}"
        plane.rule(x, box.top, x, box.bottom, look.grid)
        plane.text(text, x, box.bottom + 0.95 * size, look.quiet, size, align="center")
    plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet, layer="above")
    for row, line in enumerate(name):
        plane.text(line, 0, box.bottom + (2.2 + _ROW * row) * size, look.quiet, size)
