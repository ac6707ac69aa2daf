"""Who had it first: a lane for each series with its onset and what it shows first; below, by how much each came before each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark.charts import lettering, pairs, ticks
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.multiples import more_words
from ripplemark.charts.tiles import Tiles

_LANE = 3.1
"""Height of a lane, in letters: a line of words, and the bar below it."""
_MOST, _MOST_NARROW = 24, 12
"""Lanes that are drawn; of more, the first to begin, and the rest is counted."""
_MOST_CELLS = 8
"""Series of which every two have a cell; of more, the lanes alone are drawn."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One series, in order of onset.

    ``words`` say when it began beside the first one, or why that is not known. ``onset`` are the moment and the two ends of
    its interval, ``seen`` the two ends of what it shows first; seconds since 1970, None where not known.
    """

    name: str
    words: str
    channel: str | None
    onset: tuple[float, float, float] | None
    seen: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Firsts:
    """What is drawn from ``low`` to ``high``, told in ``zone``.

    ``cells`` say by how much lane ``row`` came before lane ``column`` ('13 h', 'tied'); the flag is True where it is certain.
    """

    lanes: tuple[Lane, ...]
    low: float
    high: float
    zone: ZoneInfo
    cells: pairs.Cells


def firsts(of: Firsts, canvas: Canvas) -> Any:
    """The Plotly figure."""
    letters, size = canvas.letters, SMALL * canvas.letters
    shown = of.lanes[: _MOST_NARROW if canvas.narrow else _MOST]
    lanes = [_wrapped(each, k, canvas) for k, each in enumerate(shown)]
    heights = [(_LANE + 1.3 * (len(lines) - 1)) * letters for lines in lanes]
    more = 1.6 * letters if len(shown) < len(of.lanes) else 0.0
    bottom = sum(heights) + 0.4 * letters + more
    matrix = _matrix_height(of, letters)
    plane = Tiles(canvas, math.ceil(max(canvas.height or 0, bottom + 3.4 * letters + matrix)))
    left, right = 0.6 * letters, canvas.width - 0.8 * letters

    def x(at: float) -> float:
        inside = min(max(at, of.low), of.high)
        return left + (inside - of.low) / (of.high - of.low) * (right - left)

    _axis(plane, of, x, bottom, size)
    top = 0.0
    for lane, lines, high in zip(shown, lanes, heights, strict=True):
        _lane(plane, lane, lines, top, high, x)
        top += high
    if more:
        words = more_words(len(of.lanes) - len(shown), canvas)
        plane.text(words, 0.2 * letters, top + 0.8 * letters, plane.look.quiet, size)
    if matrix:
        channels = [each.channel for each in of.lanes]
        heading = "By how much the row came before the column"
        pairs.put(plane, channels, of.cells, heading, bottom + 3.4 * letters)
    return plane.figure()


def _wrapped(lane: Lane, place: int, canvas: Canvas) -> list[str]:
    """The lines of a lane's words: name and standing in one where they fit."""
    size, width = SMALL * canvas.letters, canvas.width - 0.4 * canvas.letters
    together = f"{place + 1}  {lane.name}: {lane.words}"
    return lettering.wrapped(together, size, width)


def _lane(plane: Tiles, lane: Lane, lines: list[str], top: float, high: float, x: Any) -> None:
    letters, size = plane.canvas.letters, SMALL * plane.canvas.letters
    colour = plane.look.channel(lane.channel)
    for k, line in enumerate(lines):
        plane.text(line, 0.2 * letters, top + (0.9 + 1.3 * k) * letters, plane.look.ink, size)
    y = top + high - 0.95 * letters
    plane.rule(x(-math.inf), y, x(math.inf), y, plane.look.grid)
    if lane.seen is not None:
        plane.dots([x(lane.seen[0])], [y], colour, 0.75 * letters, hollow=True)
    if lane.onset is None:
        return
    at, low, late = lane.onset
    plane.rectangles(
        [Box(x(low), y - 0.32 * letters, x(late), y + 0.32 * letters)], colour, opacity=0.35
    )
    plane.dots([x(at)], [y], colour, 0.8 * letters)
    plane.points([x(at)], [y], [f"{lane.name}: {lane.words}"])


def _axis(plane: Tiles, of: Firsts, x: Any, bottom: float, size: float) -> None:
    """Wall times below; a tick that would touch the one before is left out."""
    offset = (
        datetime.fromtimestamp(of.low, UTC).astimezone(of.zone).utcoffset() or datetime.resolution
    ).total_seconds()
    width, edge = x(math.inf) - x(-math.inf), -math.inf
    plane.rule(x(-math.inf), bottom, x(math.inf), bottom, plane.look.quiet, layer="above")
    found = ticks.times(of.low + offset, of.high + offset, width, 1.2 * size)
    for tick in ticks.in_one_line(found, of.low + offset, of.high + offset, width, size):
        at = x(tick.at - offset)
        plane.rule(at, 0, at, bottom, plane.look.grid)
        half = lettering.width(tick.text, size) / 2
        inside = min(max(at, half), plane.width - half)
        if inside - half < edge:
            continue
        edge = inside + half + 0.6 * size
        plane.text(tick.text, inside, bottom + 1.0 * size, plane.look.quiet, size, align="center")
    marks = "Filled: onset with its interval."
    if any(each.seen is not None for each in of.lanes):
        marks += " Hollow: first seen in our data, at the edge where that is earlier."
    plane.text(marks, 0, bottom + 2.4 * size, plane.look.quiet, size)


def _matrix_height(of: Firsts, letters: float) -> float:
    if not of.cells or not 2 < len(of.lanes) <= _MOST_CELLS:
        return 0.0
    return pairs.height(len(of.lanes), letters)
