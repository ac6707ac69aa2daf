"""Lags by group: the median with its interval, and beside it the share gone by a deadline; in the order of names, never ranked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.panel import Panel
from ripplemark.charts.tiles import Tiles


@dataclass(frozen=True, slots=True)
class Between:
    """A number with its two ends; ``value`` None where only the ends are known, an end None where it is open."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""

    @property
    def known(self) -> bool:
        """True where there is anything to draw."""
        return self.value is not None or self.low is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its name, how many items, its median in hours, its share in per cent."""

    name: str
    items: str
    median: Between
    share: Between


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """What is drawn: rows from top to bottom, the clock's start in words, the deadline in words, the axis's longest lag."""

    rows: tuple[Row, ...]
    clock: str
    deadline: str
    longest: float


def dumbbells(of: Dumbbells, canvas: Canvas) -> Any:
    """The Plotly figure: names left, medians in the middle, shares right; on a narrow canvas names above, shares in words."""
    letters, size = canvas.letters, SMALL * canvas.letters
    wide = max((lettering.width(row.name, letters, bold=True) for row in of.rows), default=0.0)
    wide = max(wide, *(lettering.width(row.items, size) for row in of.rows), 0.0)
    stacked = canvas.narrow or wide > 0.3 * canvas.width
    left = 0.0 if stacked else wide + 1.4 * letters
    cut = canvas.width if stacked else left + 0.62 * (canvas.width - left)
    scale = _scale(of, left + (4 if stacked else 0), cut - 1.6 * letters)
    head = 0.0 if stacked else 1.9 * letters
    foot = lapse.foot(letters, scale.right - left, scale, of.clock)
    pitch = _pitch(of, canvas, head + foot, stacked)
    bottom = head + pitch * len(of.rows)
    plane = Tiles(canvas, max(canvas.height or 0, math.ceil(bottom + foot + 2)))
    box = Box(scale.left, head, scale.right, bottom)
    _axis(plane, scale, box, of.clock)
    side = Panel(Box(cut + 1.6 * letters, head, canvas.width - 14, bottom), 0, 100, 0, 1)
    if not stacked:
        _heads(plane, of, scale, side)
    for place, row in enumerate(of.rows):
        _row(plane, row, scale, side, head + place * pitch, pitch, of.deadline if stacked else "")
    return plane.figure()


def _scale(of: Dumbbells, left: float, right: float) -> Lapse:
    ends = [
        at
        for row in of.rows
        for at in (row.median.value, row.median.low, row.median.high)
        if at is not None
    ]
    return lapse.lapse(left, right, ends, max((*ends, of.longest)))


def _pitch(of: Dumbbells, canvas: Canvas, taken: float, stacked: bool) -> float:
    usual = (5.4 if stacked else 3.4) * canvas.letters
    if canvas.height is None or not of.rows:
        return usual
    least = (4.9 if stacked else 2.9) * canvas.letters
    return min(max((canvas.height - taken - 4) / len(of.rows), least), 1.5 * usual)


def _axis(plane: Tiles, scale: Lapse, box: Box, clock: str) -> None:
    narrower = Box(box.left, box.top, box.right, box.bottom)
    lapse.axis(plane, scale, narrower, clock)


def _heads(plane: Tiles, of: Dumbbells, scale: Lapse, side: Panel) -> None:
    look, size = plane.look, SMALL * plane.canvas.letters
    plane.text("Half were gone after", scale.left, 0.7 * size, look.ink, size, bold=True)
    plane.text(f"Gone {of.deadline}", side.box.left, 0.7 * size, look.ink, size, bold=True)
    box = side.box
    plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet)
    for share in (0, 50, 100):
        x = side.x(share)
        plane.rule(x, box.top, x, box.bottom, look.grid)
        words = f"{share} %"
        half = lettering.width(words, size) / 2
        plane.text(
            words,
            min(x, plane.width - half),
            box.bottom + 0.95 * size,
            look.quiet,
            size,
            align="center",
        )


def _row(
    plane: Tiles, row: Row, scale: Lapse, side: Panel, top: float, pitch: float, deadline: str
) -> None:
    letters, look = plane.canvas.letters, plane.look
    size, stacked = SMALL * letters, bool(deadline)
    if stacked:
        plane.text(row.name, 0, top + 0.8 * letters, look.ink, letters, bold=True)
        told = f"{row.items}; {row.share.words} gone {deadline}" if row.share.words else row.items
        plane.text(told, 0, top + 2.0 * letters, look.quiet, size)
        y = top + 4.3 * letters
        words = y - 0.85 * letters
    else:
        y = top + 0.62 * pitch
        plane.text(row.name, 0, top + 0.5 * pitch - 0.2 * letters, look.ink, letters, bold=True)
        plane.text(row.items, 0, top + 0.5 * pitch + letters, look.quiet, size)
        words = y - 0.95 * letters
        _between(plane, row.share, [side.x(v) for v in _known(row.share)], side.x, y)
        _words(plane, row.share.words, _anchor(row.share, side.x), words, side.box)
    _between(plane, row.median, [scale.x(v) for v in _known(row.median)], scale.x, y, scale.right)
    box = Box(scale.left, top, plane.width if stacked else scale.right + 1.4 * letters, top)
    _words(plane, row.median.words, _anchor(row.median, scale.x), words, box)


def _known(of: Between) -> list[float]:
    return [at for at in (of.low, of.value, of.high) if at is not None]


def _anchor(of: Between, x: Any) -> float | None:
    known = _known(of)
    if of.value is not None:
        return float(x(of.value))
    return float(x(sum(known) / len(known))) if known else None


def _between(
    plane: Tiles,
    of: Between,
    known: Sequence[float],
    x: Any,
    y: float,
    open_to: float | None = None,
) -> None:
    """A bar from end to end, a dot at the value, an arrow where the upper end is not reached."""
    if not known:
        return
    colour = plane.look.moderation
    left, right = min(known), max(known)
    if of.high is None and open_to is not None:
        right = open_to
        plane.dots([right + 4], [y], colour, 9, symbol="triangle-right")
    if right > left:
        bar = Box(left, y - 2.5, right, y + 2.5)
        plane.rectangles([bar], colour, "full" if of.value is not None else "hatched", 0.4)
    if of.value is not None:
        plane.dots([x(of.value)], [y], colour, 11)
    else:
        plane.dots(list(known), [y] * len(known), colour, 9, hollow=True)


def _words(plane: Tiles, words: str, at: float | None, y: float, box: Box) -> None:
    """Words above their mark, kept inside; at the left where there is no mark."""
    if not words:
        return
    size, look = SMALL * plane.canvas.letters, plane.look
    half = lettering.width(words, size) / 2
    if at is None:
        plane.text(words, box.left, y + 0.95 * plane.canvas.letters, look.quiet, size)
        return
    inside = min(max(at, box.left + half), max(box.right - half, box.left + half))
    plane.text(words, inside, y, look.ink, size, align="center")
