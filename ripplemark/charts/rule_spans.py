"""Which deadlines applied when: one bar per rule on one calendar, behind them the time in which requests came."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark.charts import axes, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.ticks import Tick
from ripplemark.charts.tiles import Tiles

_BAR = 0.34
"""Half the height of a bar, in letters."""


@dataclass(frozen=True, slots=True)
class Span:
    """One rule: its name, what is said below it, and from when to before when it applied (seconds since 1970).

    ``low`` is None where its first day is not known: it has no bar. ``high`` is None while it has no end. ``scored`` is
    False where no request is scored by it: its bar is hollow.
    """

    name: str
    told: str
    low: float | None
    high: float | None
    scored: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """What is drawn: the rules, when the first and the last request came (seconds since 1970), and words for that band."""

    rows: tuple[Span, ...]
    first: float
    last: float
    band: str
    zone: ZoneInfo


def spans(of: Spans, canvas: Canvas) -> Any:
    """The Plotly figure; names and words stand above each bar, over the picture's whole width."""
    letters, size = canvas.letters, SMALL * canvas.letters
    lines = [lettering.wrapped(each.told, size, canvas.width - 4) for each in of.rows]
    low, high = _between(of)
    ticks = axes.clock_ticks(low, high, of.zone, canvas.width - 16, size)
    foot = axes.foot_height(letters, ticks or [Tick(0.0, "", " ")])
    head = 1.7 * letters
    taken = [(2.9 + 1.3 * len(each)) * letters for each in lines]
    height = max(canvas.height or 0, math.ceil(head + sum(taken) + foot + 2))
    plane = Tiles(canvas, height)
    panel = Panel(Box(6, head, canvas.width - 10, height - foot - 2), low, high, 0, 1)
    _band(plane, of, panel, size)
    top = head
    for each, words, high_ in zip(of.rows, lines, taken, strict=True):
        _row(plane, each, words, panel, top)
        top += high_
    axes.foot(plane, panel, ticks)
    return plane.figure()


def _between(of: Spans) -> tuple[float, float]:
    """The calendar: the requests in the middle, and first and last days of rules no further off than two years."""
    day, year = 86_400.0, 365 * 86_400.0
    pad = max(0.25 * (of.last - of.first), 45 * day)
    low, high = of.first - pad, of.last + pad
    edges = [at for each in of.rows for at in (each.low, each.high) if at is not None]
    near = [at for at in edges if of.first - 2 * year <= at <= of.last + 2 * year]
    return min([low, *(at - 30 * day for at in near)]), max([high, *(at + 30 * day for at in near)])


def _band(plane: Tiles, of: Spans, panel: Panel, size: float) -> None:
    """When requests came: a tint over the whole height, its words above it."""
    left, right = panel.x(of.first), panel.x(of.last)
    box = Box(left, panel.box.top, max(right, left + 2), panel.box.bottom)
    plane.box(box, plane.look.moderation, 0.14)
    half = lettering.width(of.band, size) / 2
    middle = min(max((left + box.right) / 2, half), max(plane.width - half, half))
    plane.text(
        of.band, middle, panel.box.top - 0.8 * size, plane.look.moderation, size, align="center"
    )


def _row(plane: Tiles, each: Span, words: list[str], panel: Panel, top: float) -> None:
    letters, look = plane.canvas.letters, plane.look
    size = SMALL * letters
    plane.text(each.name, 0, top + 0.8 * letters, look.ink, letters, bold=True)
    for k, line in enumerate(words):
        plane.text(line, 0, top + (2.05 + 1.3 * k) * letters, look.quiet, size)
    if each.low is None:
        return
    y = top + (1.95 + 1.3 * len(words)) * letters
    left, right = max(each.low, panel.x_low), min(each.high or panel.x_high, panel.x_high)
    if right <= left:
        return
    bar = Box(panel.x(left), y - _BAR * letters, panel.x(right), y + _BAR * letters)
    plane.rectangles([bar], look.ink, "full" if each.scored else "open", 0.75)
    if each.high is None:
        plane.dots([bar.right + 4], [y], look.ink, 9, symbol="triangle-right")
