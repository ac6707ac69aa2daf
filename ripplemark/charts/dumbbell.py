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
    """What is drawn: rows from top to bottom, the clock's start in words, the deadline in words, the axis's longest lag, the word for gone."""

    rows: tuple[Row, ...]
    clock: str
    deadline: str
    longest: float
    gone: str = "gone"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the parts stand: names left or above, medians up to ``cut``, shares beyond; ``head``, ``pitch``, ``foot`` in pixels."""

    stacked: bool
    cut: float
    scale: Lapse
    head: float
    pitch: float
    foot: float
    rows: int

    @property
    def height(self) -> float:
        return self.head + self.pitch * self.rows + self.foot + 2


def dumbbells(of: Dumbbells, canvas: Canvas) -> Any:
    """The Plotly figure: names left, medians in the middle, shares right; on a narrow canvas names above, shares in words."""
    needed = height(of, canvas, canvas.height)
    plane = Tiles(canvas, max(canvas.height or 0, math.ceil(needed)))
    put(plane, of, 0.0, canvas.height)
    return plane.figure()


def height(of: Dumbbells, canvas: Canvas, room: float | None = None) -> float:
    """Pixels that the rows, their heads and the axis take; ``room`` is what there is, None for as much as they want."""
    return _layout(of, canvas, room).height


def put(plane: Tiles, of: Dumbbells, top: float, room: float | None = None) -> None:
    """Draw all of it on a picture, from ``top`` down."""
    at = _layout(of, plane.canvas, room)
    bottom = top + at.head + at.pitch * at.rows
    box = Box(at.scale.left, top + at.head, at.scale.right, bottom)
    lapse.axis(plane, at.scale, box, of.clock)
    right = plane.width - 14
    side = Panel(
        Box(at.cut + 1.6 * plane.canvas.letters, top + at.head, right, bottom), 0, 100, 0, 1
    )
    if not at.stacked:
        _heads(plane, of, at.scale, side, top)
    deadline = f"{of.gone} {of.deadline}" if at.stacked else ""
    for place, row in enumerate(of.rows):
        y = top + at.head + place * at.pitch
        _row(plane, row, at.scale, side, y, at.pitch, deadline)


def _layout(of: Dumbbells, canvas: Canvas, room: float | None) -> _Layout:
    letters, size = canvas.letters, SMALL * canvas.letters
    wide = max((lettering.width(row.name, letters, bold=True) for row in of.rows), default=0.0)
    wide = max(wide, *(lettering.width(row.items, size) for row in of.rows), 0.0)
    stacked = canvas.narrow or wide > 0.34 * canvas.width
    left = 0.0 if stacked else wide + 1.4 * letters
    cut = canvas.width if stacked else left + 0.62 * (canvas.width - left)
    scale = _scale(of, left + (4 if stacked else 0), cut - 1.6 * letters)
    head = 0.0 if stacked else 1.9 * letters
    foot = lapse.foot(letters, canvas.width - scale.left, scale, of.clock)
    lines = max((len(_told(row, f"{of.gone} {of.deadline}", canvas)) for row in of.rows), default=1)
    pitch = _pitch(of, canvas, room, head + foot, stacked)
    extra = 1.2 * letters * (lines - 1) if stacked else 0.0
    return _Layout(stacked, cut, scale, head, pitch + extra, foot, len(of.rows))


def _told(row: Row, deadline: str, canvas: Canvas) -> list[str]:
    """What stands below a name on a narrow canvas: the items, and their share in words."""
    words = f"{row.items}; {row.share.words} {deadline}" if row.share.words else row.items
    return lettering.wrapped(words, SMALL * canvas.letters, canvas.width)


def _scale(of: Dumbbells, left: float, right: float) -> Lapse:
    ends = [
        at
        for row in of.rows
        for at in (row.median.value, row.median.low, row.median.high)
        if at is not None
    ]
    return lapse.lapse(left, right, ends, max((*ends, of.longest)))


def _pitch(of: Dumbbells, canvas: Canvas, room: float | None, taken: float, stacked: bool) -> float:
    usual = (5.4 if stacked else 3.4) * canvas.letters
    if room is None or not of.rows:
        return usual
    least = (4.9 if stacked else 2.9) * canvas.letters
    return min(max((room - taken - 4) / len(of.rows), least), 1.5 * usual)


def _heads(plane: Tiles, of: Dumbbells, scale: Lapse, side: Panel, top: float) -> None:
    look, size = plane.look, SMALL * plane.canvas.letters
    plane.text(
        f"Half were {of.gone} after", scale.left, top + 0.7 * size, look.ink, size, bold=True
    )
    plane.text(
        f"{of.gone[0].upper()}{of.gone[1:]} {of.deadline}",
        side.box.left,
        top + 0.7 * size,
        look.ink,
        size,
        bold=True,
    )
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
        lines = _told(row, deadline, plane.canvas)
        for k, words in enumerate(lines):
            plane.text(words, 0, top + (2.0 + 1.2 * k) * letters, look.quiet, size)
        y = top + (4.3 + 1.2 * (len(lines) - 1)) * letters
        above = y - 0.5 * size - 7
    else:
        y = top + 0.62 * pitch
        plane.text(row.name, 0, top + 0.5 * pitch - 0.2 * letters, look.ink, letters, bold=True)
        plane.text(row.items, 0, top + 0.5 * pitch + letters, look.quiet, size)
        above = y - 0.95 * letters
        _between(plane, row.share, [side.x(v) for v in _known(row.share)], side.x, y)
        _words(plane, row.share.words, _anchor(row.share, side.x), above, side.box)
    _between(plane, row.median, [scale.x(v) for v in _known(row.median)], scale.x, y, scale.right)
    box = Box(scale.left, top, plane.width if stacked else scale.right + 1.4 * letters, top)
    _words(plane, row.median.words, _anchor(row.median, scale.x), above, box)


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
        plane.dots([x(of.value)], [y], colour, 0.85 * plane.canvas.letters)
    else:
        plane.dots(list(known), [y] * len(known), colour, 0.7 * plane.canvas.letters, hollow=True)


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
