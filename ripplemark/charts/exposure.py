"""Views by platform, a dot each on an axis of powers of ten; hollow where no more than a lower end is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.tiles import Tiles

AXIS = "Views, added up; equal steps are equal ratios"


@dataclass(frozen=True, slots=True)
class Row:
    """One group of items: its name, how many they are, their views (None: not known), and these in words.

    ``hollow`` where there were as many or more; ``up`` for items whose time is not over.
    """

    name: str
    items: str
    views: float | None
    words: str
    hollow: bool = False
    up: bool = False


@dataclass(frozen=True, slots=True)
class Exposures:
    """What is drawn: rows from top to bottom."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Powers:
    """An axis of powers of ten between two edges in pixels; ``low`` and ``high`` are exponents, whole, low < high."""

    left: float
    right: float
    low: int
    high: int

    def x(self, value: float) -> float:
        """Pixels from the picture's left edge; what is below the lowest power, nought included, stands at the left edge."""
        power = math.log10(value) if value > 0 else self.low
        share = (min(max(power, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def ticks(self, letters: float) -> list[float]:
        """Powers of ten with room for their names; between them 2 and 5 where there are few."""
        whole = [10.0**k for k in range(self.low, self.high + 1)]
        finer = sorted({n * each for each in whole for n in (1, 2, 5) if n * each <= whole[-1]})
        few = self.high - self.low <= 2
        if few and len(found := self._spaced(finer, letters)) == len(finer):
            return found
        return self._spaced(whole, letters)

    def _spaced(self, found: Sequence[float], letters: float) -> list[float]:
        kept: list[float] = []
        edge = -math.inf
        for at in found:
            half = lettering.width(f"{at:,.0f}", SMALL * letters) / 2
            if self.x(at) - half >= edge:
                kept.append(at)
                edge = self.x(at) + half + 1.1 * letters
        return kept


def powers(values: Sequence[float], left: float, right: float) -> Powers:
    """The axis for these values; those at 0 do not widen it."""
    some = [each for each in values if each > 0] or [1.0]
    low, high = math.floor(math.log10(min(some))), math.ceil(math.log10(max(some)) - 1e-12)
    return Powers(left, right, max(low, 0), max(high, low + 1))


def exposures(of: Exposures, canvas: Canvas) -> Any:
    """The Plotly figure: names left of their dots, on a narrow canvas above them."""
    letters, size = canvas.letters, SMALL * canvas.letters
    wide = max(
        (
            max(lettering.width(row.name, letters, bold=True), lettering.width(row.items, size))
            for row in of.rows
        ),
        default=0.0,
    )
    stacked = canvas.narrow or wide > 0.4 * canvas.width
    left = letters if stacked else wide + 1.6 * letters
    scale = powers([row.views for row in of.rows if row.views], left, canvas.width - 1.6 * letters)
    axis = lettering.wrapped(AXIS, size, canvas.width - left)
    foot = (1.9 + 1.3 * len(axis)) * size
    pitch = _pitch(of, canvas, foot, stacked)
    bottom = 4 + pitch * len(of.rows)
    plane = Tiles(canvas, max(canvas.height or 0, math.ceil(bottom + foot + 2)))
    _axis(plane, scale, axis, bottom)
    for place, row in enumerate(of.rows):
        _row(plane, row, scale, 4 + place * pitch, pitch, stacked=stacked)
    return plane.figure()


def _pitch(of: Exposures, canvas: Canvas, foot: float, stacked: bool) -> float:
    usual = (4.6 if stacked else 3.2) * canvas.letters
    if canvas.height is None or not of.rows:
        return usual
    least = (4.2 if stacked else 2.5) * canvas.letters
    return min(max((canvas.height - foot - 6) / len(of.rows), least), 1.5 * usual)


def _axis(plane: Tiles, scale: Powers, name: Sequence[str], bottom: float) -> None:
    size, look = SMALL * plane.canvas.letters, plane.look
    for at in scale.ticks(plane.canvas.letters):
        x, text = scale.x(at), f"{at:,.0f}"
        half = lettering.width(text, size) / 2
        plane.rule(x, 4, x, bottom, look.grid)
        inside = min(max(x, half + 1), plane.width - half - 1)
        plane.text(text, inside, bottom + 0.95 * size, look.quiet, size, align="center")
    plane.rule(scale.left, bottom, scale.right, bottom, look.quiet, layer="above")
    for k, line in enumerate(name):
        plane.text(line, scale.left, bottom + (2.35 + 1.3 * k) * size, look.quiet, size)


def _row(plane: Tiles, row: Row, scale: Powers, top: float, pitch: float, *, stacked: bool) -> None:
    letters, look = plane.canvas.letters, plane.look
    size = SMALL * letters
    middle = top + (0.5 * pitch if not stacked else 3.5 * letters)
    above = top + 0.8 * letters if stacked else middle - 0.6 * letters
    plane.text(row.name, 0, above, look.ink, letters, bold=True)
    plane.text(row.items, 0, above + 1.2 * letters, look.quiet, size)
    colour = look.outcome("up") if row.up else look.moderation
    x = scale.left
    if row.views is not None:
        x = scale.x(row.views)
        plane.dots([x], [middle], colour, 0.85 * letters, hollow=row.hollow)
        plane.points([x], [middle], [f"{row.name}: {row.words}"])
    wide, apart = lettering.width(row.words, size), 0.9 * letters if row.views is not None else 0.0
    if x + apart + wide <= plane.width:
        plane.text(row.words, x + apart, middle, look.ink, size)
    else:
        plane.text(row.words, x - apart, middle, look.ink, size, align="right")
