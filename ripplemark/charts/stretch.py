"""A stretch of time: for each series which share of its attention came in it, and how it grew or fell there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.row_heads import LINE, headed
from ripplemark.charts.tiles import Tiles


@dataclass(frozen=True, slots=True)
class Share:
    """One series: its name, its share (0 to 1) with both ends, what is said beside it; None where there is no share."""

    name: str
    channel: str | None
    value: float | None
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is drawn: a row for each series, and a line of words for each event inside."""

    rows: tuple[Share, ...]
    events: tuple[str, ...]


def stretch(of: Stretch, canvas: Canvas) -> Any:
    """The Plotly figure: name and words above a bar from 0 to 100 %, filled up to the share, its interval on it."""
    letters, size = canvas.letters, SMALL * canvas.letters
    lines = [lettering.wrapped(each.told, size, canvas.width) for each in of.rows]
    names = [lettering.wrapped(each.name, letters, canvas.width, bold=True) for each in of.rows]
    events = [line for each in of.events for line in lettering.wrapped(each, size, canvas.width)]
    rows = sum(
        (LINE * (len(name) + len(told)) + 2.1) * letters
        for name, told in zip(names, lines, strict=True)
    )
    height = rows + (1.5 * len(events) + 1.8 if events else 0.4) * letters
    plane = Tiles(canvas, math.ceil(max(canvas.height or 0, height)))
    y = 0.8 * letters
    for row, name, told in zip(of.rows, names, lines, strict=True):
        y = headed(plane, name, told, y)
        _bar(plane, row, y - 0.3 * letters)
        y += 2.1 * letters
    if events:
        plane.text("Events inside", 0, y, plane.look.ink, letters, bold=True)
    for line in events:
        y += 1.5 * letters
        plane.text(line, 0, y, plane.look.quiet, size)
    return plane.figure()


def _bar(plane: Tiles, row: Share, y: float) -> None:
    right, high = plane.width - 2, 0.6 * plane.canvas.letters
    plane.rectangles([Box(1, y, right, y + high)], plane.look.quiet, "open")
    if row.value is None:
        return
    colour = plane.look.channel(row.channel)
    end = 1 + min(max(row.value, 0.0), 1.0) * (right - 1)
    if end > 1:
        plane.rectangles([Box(1, y, end, y + high)], colour)
    low, top = (
        min(max(v, 0.0), 1.0) for v in (row.low or 0.0, 1.0 if row.high is None else row.high)
    )
    middle = y + high / 2
    x = [1 + share * (right - 1) for share in (low, top)]
    plane.rule(x[0], middle, x[1], middle, plane.look.ink, width=1.5, layer="above")
