"""One bar per item from its clock's start: a tick per request, a gap where it was down, an open end while it is up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ripplemark.charts import lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.tiles import Tiles

_INDENT = 2.6
End = Literal["gone", "otherwise", "up"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time for which an item was up: hours after the clock's start from ``begin`` to an end between ``low`` and ``high``."""

    begin: float
    low: float
    high: float
    end: End


@dataclass(frozen=True, slots=True)
class Swim:
    """One bar: its stretches in order, the hours at which a request was sent, its row label ('' for none), its words."""

    stretches: tuple[Stretch, ...]
    asked: tuple[float, ...] = ()
    label: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Swimmer:
    """What is drawn: bars from top to bottom; ``clock`` names the start in words; ``ticks`` say what a tick is; ``marks`` are hours to rule through all; ``gone``, ``still_up``, ``up`` are the words of the key."""

    bars: tuple[Swim, ...]
    clock: str
    ticks: str = "request sent"
    marks: tuple[float, ...] = ()
    gone: str = "gone"
    still_up: str = "still up"
    up: str = "up"


def swimmer(of: Swimmer, canvas: Canvas) -> Any:
    """The Plotly figure; bars become thinner where the canvas is not high enough, and never overlap."""
    letters, size = canvas.letters, SMALL * canvas.letters
    labels = max((lettering.width(bar.label, size) for bar in of.bars), default=0.0)
    left = labels + 8 if labels else 0.0
    scale = _scale(of, left, canvas.width - 14)
    key = _key(of)
    rows = _key_rows(key, canvas)
    top = 1.55 * letters * rows + 6 + (1.4 * size if of.marks else 0)
    below = lapse.foot(letters, canvas.width - left, scale, of.clock)
    least = 1.15 * size if labels else 0.7 * letters
    pitch = _pitch(len(of.bars), canvas, top + below, least)
    height = canvas.height or math.ceil(top + pitch * len(of.bars) + below + 4)
    box = Box(left, top, canvas.width - 14, top + pitch * len(of.bars))
    plane = Tiles(canvas, max(height, math.ceil(box.bottom + below)))
    lapse.axis(plane, scale, box, of.clock)
    for at in of.marks:
        _mark(plane, scale, box, at, size)
    for row, bar in enumerate(of.bars):
        _bar(plane, scale, bar, box.top + (row + 0.5) * pitch, pitch)
    _labels(plane, of, box, pitch, size)
    _ticks(plane, of, scale, box, pitch)
    _write_key(plane, key)
    return plane.figure()


def _scale(of: Swimmer, left: float, right: float) -> Lapse:
    ends = [s.high for bar in of.bars for s in bar.stretches]
    gone = [s.high for bar in of.bars for s in bar.stretches if s.end == "gone"]
    return lapse.lapse(left, right, gone or ends, max((*ends, *of.marks), default=1.0))


def by_powers(bars: Sequence[Swim]) -> bool:
    """True where the axis of these bars is one of powers."""
    return _scale(Swimmer(tuple(bars), ""), 0.0, 100.0).by_powers


def _pitch(bars: int, canvas: Canvas, taken: float, least: float) -> float:
    """Pixels from bar to bar: as many as the canvas gives, else enough for row labels, and no more than a bar needs."""
    if canvas.height is not None:
        return max(min((canvas.height - taken - 4) / max(bars, 1), 26.0), 2.5)
    return min(max(0.62 * canvas.width / max(bars, 1), least), 1.7 * canvas.letters)


def _bar(plane: Tiles, scale: Lapse, bar: Swim, y: float, pitch: float) -> None:
    half = 0.34 * pitch
    look = plane.look
    for stretch in bar.stretches:
        tint = look.outcome({"gone": "removed", "otherwise": "uploader", "up": "up"}[stretch.end])
        left, low, high = (scale.x(at) for at in (stretch.begin, stretch.low, stretch.high))
        if stretch.end == "up":
            low = high = max(high, left + 1)
        sure = max(low, left)
        shown = Box(left, y - half, max(sure, left + 1.0), y + half)
        plane.rectangles([shown], tint, opacity=1.0)
        if high > sure + 1.5:
            plane.rectangles([Box(sure, y - half, high, y + half)], tint, "hatched")
        if stretch.end == "up":
            plane.dots(
                [high + 4], [y], tint, max(min(1.7 * half, 10.0), 3.5), symbol="triangle-right"
            )
    if bar.told:
        last = bar.stretches[-1]
        plane.points([scale.x(last.high)], [y], [bar.told])


def _ticks(plane: Tiles, of: Swimmer, scale: Lapse, box: Box, pitch: float) -> None:
    """Requests as short upright lines in ink with the paper around them."""
    for wide, tint in ((4.2, plane.look.paper), (1.8, plane.look.ink)):
        boxes = []
        for row, bar in enumerate(of.bars):
            y = box.top + (row + 0.5) * pitch
            for at in bar.asked:
                x = max(scale.x(at), box.left + 0.9)
                boxes.append(Box(x - wide / 2, y - 0.45 * pitch, x + wide / 2, y + 0.45 * pitch))
        plane.rectangles(boxes, tint)


def _labels(plane: Tiles, of: Swimmer, box: Box, pitch: float, size: float) -> None:
    """Row labels, as many as fit above one another."""
    every = max(math.ceil(1.1 * size / pitch), 1)
    for row, bar in enumerate(of.bars):
        if bar.label and row % every == 0:
            y = box.top + (row + 0.5) * pitch
            plane.text(bar.label, box.left - 7, y, plane.look.quiet, size, align="right")


def _mark(plane: Tiles, scale: Lapse, box: Box, at: float, size: float) -> None:
    x = scale.x(at)
    plane.rule(x, box.top - 2, x, box.bottom, plane.look.quiet, dash="dot", layer="above")
    words = lapse.span(at)
    half = lettering.width(words, size) / 2
    inside = min(max(x, half), plane.width - half)
    plane.text(words, inside, box.top - 0.8 * size, plane.look.quiet, size, align="center")


def _key(of: Swimmer) -> list[tuple[str, str]]:
    """What a reader meets in this picture, and nothing else."""
    stretches = [stretch for bar in of.bars for stretch in bar.stretches]
    ends = {stretch.end for stretch in stretches}
    found = []
    if "gone" in ends:
        found.append(("gone", f"{of.up} until {of.gone}"))
    if "otherwise" in ends:
        found.append(("otherwise", "ended otherwise"))
    if "up" in ends:
        found.append(("up", f"{of.still_up} when last looked at"))
    if any(each.end != "up" and each.high > each.low for each in stretches):
        found.append(("between", f"{of.gone} at some time in here"))
    if any(bar.asked for bar in of.bars):
        found.append(("tick", of.ticks))
    return found


def _spots(key: Sequence[tuple[str, str]], canvas: Canvas) -> list[tuple[float, int]]:
    """Where each entry of the key begins, and in which row."""
    found: list[tuple[float, int]] = []
    at, row = 0.0, 0
    for _, words in key:
        wide = _INDENT * canvas.letters + lettering.width(words, canvas.letters, bold=True)
        if at and at + wide > canvas.width:
            at, row = 0.0, row + 1
        found.append((at, row))
        at += wide + 1.4 * canvas.letters
    return found


def _key_rows(key: Sequence[tuple[str, str]], canvas: Canvas) -> int:
    return max((row for _, row in _spots(key, canvas)), default=-1) + 1


def _write_key(plane: Tiles, key: Sequence[tuple[str, str]]) -> None:
    letters, look = plane.canvas.letters, plane.look
    for (what, words), (x, row) in zip(key, _spots(key, plane.canvas), strict=True):
        y = (0.75 + 1.55 * row) * letters
        swatch = Box(x, y - 0.36 * letters, x + 1.6 * letters, y + 0.36 * letters)
        if what == "tick":
            middle = x + 0.8 * letters
            plane.rectangles(
                [Box(middle - 1, y - 0.5 * letters, middle + 1, y + 0.5 * letters)], look.ink
            )
        elif what == "between":
            plane.rectangles([swatch], look.outcome("removed"), "hatched")
        else:
            name = {"gone": "removed", "otherwise": "uploader", "up": "up"}[what]
            plane.rectangles([swatch], look.outcome(name))
        if what == "up":
            plane.dots(
                [swatch.right + 3], [y], look.outcome("up"), 0.6 * letters, symbol="triangle-right"
            )
        tint = look.outcome("up") if what == "up" else look.ink
        plane.text(words, x + _INDENT * letters, y, tint, letters, bold=what == "up")
