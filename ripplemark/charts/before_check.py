"""Attention on either side of a moment: for each series one bar of its own attention, split where the moment came."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.row_heads import LINE, headed
from ripplemark.charts.tiles import Fill, Tiles

_BAR = 1.5
"""Height of a bar, in letters."""
_WHISKER = 3.0
"""Pixels; an interval narrower than this is not drawn, as nobody could see it."""


@dataclass(frozen=True, slots=True)
class Split:
    """One series: its name, what is told of it, and its shares (0 to 1) before the moment at its earliest and at its latest.

    ``low`` and ``high`` are the interval of a share that is one number; None where it is two, or where none was made.
    """

    name: str
    told: str
    earliest: float
    latest: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Splits:
    """What is drawn: rows from top to bottom, and what the parts of a bar are called."""

    rows: tuple[Split, ...]
    before: str
    between: str
    after: str

    @property
    def unsure(self) -> bool:
        """True where the moment is an interval for one of the rows at least."""
        return any(each.latest > each.earliest for each in self.rows)

    @property
    def intervals(self) -> bool:
        """True where one of the rows has an interval."""
        return any(each.low is not None and each.high is not None for each in self.rows)


def splits(of: Splits, canvas: Canvas) -> Any:
    """The Plotly figure: a key, then for each series its name, what is told of it and its bar from 0 to 100 %."""
    letters, size = canvas.letters, SMALL * canvas.letters
    key = _key(of, size, canvas.width)
    told = [lettering.wrapped(each.told, size, canvas.width) for each in of.rows]
    names = [lettering.wrapped(each.name, letters, canvas.width, bold=True) for each in of.rows]
    lines = sum(len(name) + len(text) for name, text in zip(names, told, strict=True))
    head = (1.5 * len(key) + 0.4) * letters
    height = head + (LINE * lines + (_BAR + 0.9) * len(of.rows)) * letters + 2
    plane = Tiles(canvas, math.ceil(max(canvas.height or 0, height)))
    _draw_key(plane, key, size)
    y = head + 0.7 * letters
    for row, name, text in zip(of.rows, names, told, strict=True):
        y = headed(plane, name, text, y)
        _bar(plane, row, y - 0.5 * letters)
        y += (_BAR + 0.9) * letters
    return plane.figure()


def _bar(plane: Tiles, row: Split, y: float) -> None:
    left, right, letters = 1.0, plane.width - 2.0, plane.canvas.letters
    bottom, colour, look = y + _BAR * letters, plane.look.attention, plane.look
    cuts = [left + _inside(share) * (right - left) for share in (row.earliest, row.latest)]
    plane.rectangles([Box(left, y, right, bottom)], look.quiet, "open")
    if cuts[0] > left:
        plane.rectangles([Box(left, y, cuts[0], bottom)], colour, opacity=0.55)
    if cuts[1] > cuts[0]:
        plane.rectangles([Box(cuts[0], y, cuts[1], bottom)], colour, "hatched")
    middle = (y + bottom) / 2
    if row.low is not None and row.high is not None:
        ends = [left + _inside(share) * (right - left) for share in (row.low, row.high)]
        if ends[1] - ends[0] >= _WHISKER:
            plane.rule(ends[0], middle, ends[1], middle, look.ink, width=1.5, layer="above")
    plane.points([(left + right) / 2], [middle], [f"{row.name}: {row.told}"])


def _inside(share: float) -> float:
    return min(max(share, 0.0), 1.0)


Entry = tuple[float, str, Fill | None]


def _key(of: Splits, size: float, width: float) -> list[list[Entry]]:
    """The entries in rows, as many to a row as fit: where each begins, its words, its filling (None: a line)."""
    entries: list[tuple[str, Fill | None]] = [(of.before, "full")]
    entries += [(of.between, "hatched")] if of.unsure else []
    entries += [(of.after, "open")]
    entries += [("95 % interval", None)] if of.intervals else []
    rows: list[list[Entry]] = []
    edge = math.inf
    for words, fill in entries:
        wide = 1.6 * size + lettering.width(words, size)
        if edge + wide > width - 1:
            rows.append([])
            edge = 0.0
        rows[-1].append((edge, words, fill))
        edge += wide + 1.4 * size
    return rows


def _draw_key(plane: Tiles, rows: Sequence[Sequence[Entry]], size: float) -> None:
    letters, look, half = plane.canvas.letters, plane.look, 0.45 * size
    for k, entries in enumerate(rows):
        middle = (0.75 + 1.5 * k) * letters
        for left, words, fill in entries:
            box = Box(left + 1, middle - half, left + 1 + 2 * half, middle + half)
            if fill is None:
                plane.rule(box.left, middle, box.right, middle, look.ink, width=1.5, layer="above")
            elif fill == "open":
                plane.rectangles([box], look.quiet, "open")
            else:
                plane.rectangles([box], look.attention, fill, 0.55)
            plane.text(words, left + 1.6 * size, middle, look.ink, size)
