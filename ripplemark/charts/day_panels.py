"""Daily figures in panels on one clock: each day thin, the seven-day mean thick, breaks and known defects where they apply."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts import axes, flags, lettering, style
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Floats
from ripplemark.charts.day_parts import DayPanel, DayPanels, Moment, Stretch, numbers, read_out
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import Room
from ripplemark.charts.thinning import Ints, alone, thinned
from ripplemark.charts.ticks import Tick

__all__ = ["DayPanel", "DayPanels", "Moment", "Stretch", "day_panels"]

_ZONE = ZoneInfo("UTC")
_DAY = 86_400.0
_HEAD = 1.85
"""Height of a panel's heading, in letters."""
_LEAST = 4.0
"""The lowest panel with its heading, in letters."""
_NARROWEST = 13.0
"""The narrowest panel, in letters."""
_MANY = 7
"""Panels from which on the mean of a week is read out in place of each day."""
_SMALLER = (1.0, 0.85, 0.72)
"""Letters where panels would not fit otherwise, as shares of the canvas's own."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """So many columns of panels so high in pixels, below a strip for what changed; ``shown`` panels fit."""

    columns: int
    high: float
    strip: float
    shown: int


def day_panels(of: DayPanels, canvas: Canvas) -> Any:
    """The Plotly figure, of the canvas's width, and of its height where it has one."""
    canvas, grid, foot = _fitted(of, canvas)
    rows = math.ceil(grid.shown / grid.columns)
    height = canvas.height or round(grid.strip + rows * grid.high + foot)
    return _Drawing(of, canvas, grid, height).figure()


def _fitted(of: DayPanels, canvas: Canvas) -> tuple[Canvas, _Grid, float]:
    """The canvas, with smaller letters where not all panels fit otherwise, the grid and the height of a time axis."""
    for share in _SMALLER:
        fitted = replace(canvas, letters=share * canvas.letters)
        foot = axes.foot_height(fitted.letters, [Tick(0.0, "", " ")])
        strip = flags.row_height(axes.SMALL * fitted.letters) if of.moments else 0.0
        grid = _grid(len(of.panels), fitted, strip, foot)
        if grid.shown >= len(of.panels):
            break
    return fitted, grid, foot


def _grid(number: int, canvas: Canvas, strip: float, foot: float) -> _Grid:
    letters = canvas.letters
    if canvas.height is None:
        columns = 2 if number > 6 and not canvas.narrow else 1
        rows = math.ceil(number / columns)
        high = letters * (9.0 if rows <= 4 else 7.2 if rows <= 8 else 6.2)
        return _Grid(columns, high, strip, number)
    room, most = canvas.height - foot - strip, max(int(canvas.width // (_NARROWEST * letters)), 1)
    fit = max(int(room // (_LEAST * letters)), 1)
    columns = next((k for k in range(1, most + 1) if k * fit >= number), most)
    rows = min(math.ceil(number / columns), fit)
    return _Grid(columns, room / rows, strip, min(number, columns * rows))


class _Drawing:
    """The picture from the back to the front."""

    def __init__(self, of: DayPanels, canvas: Canvas, grid: _Grid, height: float) -> None:
        self.of, self.grid = of, grid
        self.plane = Plane(canvas, height)
        self.letters, self.small = canvas.letters, axes.SMALL * canvas.letters
        self.room = Room(Box(0, 0, canvas.width, height))

    def figure(self) -> Any:
        shown = self.of.panels[: self.grid.shown]
        side = max(self._side(each) for each in shown)
        gap = 1.4 * self.letters
        wide = (self.plane.width - 4 - gap * (self.grid.columns - 1)) / self.grid.columns
        for k, each in enumerate(shown):
            row, column = divmod(k, self.grid.columns)
            left = column * (wide + gap) + side
            top = row * self.grid.high + (self.grid.strip if row else 0.0)
            start = top + _HEAD * self.letters + (0.0 if row else self.grid.strip)
            end = (row + 1) * self.grid.high + self.grid.strip - 0.6 * self.letters
            right = left - side + wide
            box = Box(left, start, right, end)
            panel = Panel(
                box, self.of.low, max(self.of.high, self.of.low + 1), 0.0, 1.06 * each.top
            )
            self._heading(each, Box(left - side, top, right, top + _HEAD * self.letters))
            self._panel(each, panel, footed=k + self.grid.columns >= len(shown))
            if not row:
                self._moments(box)
        self._left_out()
        return _single(self.plane.figure())

    def _side(self, each: DayPanel) -> float:
        told = numbers(each)
        return max(lettering.width(words, self.small) for _, words in told) + 9

    def _heading(self, each: DayPanel, box: Box) -> None:
        """The longest name beside which there is room for the number; the shortest alone where there is none."""
        room, y = box.right - box.left, (box.top + box.bottom) / 2
        told = each.told
        beside = lettering.width(told, self.small) + self.letters
        wide = [(name, lettering.width(name, self.letters, bold=True)) for name in each.names]
        name, taken = next((pair for pair in wide if pair[1] + beside <= room), wide[-1])
        self.plane.text(name, box.left, y, self.plane.look.ink, self.letters, bold=True)
        if taken + beside <= room:
            self.plane.text(told, box.right, y, self.plane.look.quiet, self.small, align="right")

    def _panel(self, each: DayPanel, panel: Panel, *, footed: bool) -> None:
        plane, box = self.plane, panel.box
        for value, words in numbers(each):
            y = panel.y(value)
            plane.rule(box.left, y, box.right, y, plane.look.grid)
            plane.text(words, box.left - 7, y, plane.look.quiet, self.small, align="right")
        stretches = [self._stretch(defect, panel) for defect in each.defects]
        self._lines(each, panel)
        for moment in self.of.moments:
            x = panel.x(moment.at)
            if box.left <= x <= box.right:
                colour = plane.look.ink if moment.lasting else plane.look.quiet
                width = 1.3 if moment.lasting else 0.8
                plane.rule(
                    x, box.top, x, box.bottom, colour, width=width, dash="dot", layer="above"
                )
                self.room.take(Box(x - 1, box.top, x + 1, box.bottom))
        for defect, where in zip(each.defects, stretches, strict=True):
            if where is not None:
                self._words(defect, where)
        if footed:
            found = axes.clock_ticks(
                panel.x_low, panel.x_high, _ZONE, box.right - box.left, self.small
            )
            axes.foot(plane, panel, found, 0.7 * self.letters)

    def _stretch(self, defect: Stretch, panel: Panel) -> Box | None:
        """A tinted band from a defect's first day to its last, at least two pixels wide."""
        low, high = (min(max(at, panel.x_low), panel.x_high) for at in (defect.low, defect.high))
        if defect.high <= panel.x_low or defect.low >= panel.x_high:
            return None
        left, right = panel.x(low), panel.x(high)
        box = Box(left, panel.box.top, max(right, left + 2), panel.box.bottom)
        self.plane.box(box, self.plane.look.quiet, 0.14)
        return box

    def _words(self, defect: Stretch, box: Box) -> None:
        """A defect's words in its band, or beside it, where nothing else stands."""
        heights = [
            box.top + self.small * (0.7 + 1.2 * k)
            for k in range(int((box.bottom - box.top) // (1.2 * self.small)))
        ]
        ends = [(x, y) for y in heights for x in (box.left, (box.left + box.right) / 2)]
        label = Label(
            defect.words[0],
            box.left,
            box.top,
            ("right",),
            self.small,
            colour=self.plane.look.quiet,
            gap=4,
            shorter=defect.words[1:],
        )
        placed = self.room.place(label, ends)
        if placed is not None:
            self.plane.label(placed)

    def _lines(self, each: DayPanel, panel: Panel) -> None:
        """Each day thin, the seven-day mean thick; a day between two without a figure is a dot.

        Beside the pointer the day is read out, and the mean of its week where there are many panels: their days are too close.
        """
        colour = self.plane.look.moderation
        inside = (each.start >= panel.x_low) & (each.start < panel.x_high)
        start, across = each.start[inside], axes.across(panel, each.start[inside] + _DAY / 2)
        days, weeks = each.value[inside], each.smooth[inside]
        faint, stroke = style.tint(colour, 0.4), 2.0 if self.letters >= 12 else 1.4
        several = len(self.of.panels) > _MANY
        kept = thinned(across, days)
        told = None if several else [read_out(start[k], days[k], each.share) for k in kept]
        x, y = across[kept], axes.down(panel, days[kept])
        self.plane.line(x, y, faint, width=0.8, told=told)
        self.room.take_line(x, y)
        kept = _every_third(weeks) if several else thinned(across, weeks)
        told = (
            [read_out(start[k], weeks[k], each.share, " (week)") for k in kept] if several else None
        )
        x, y = across[kept], axes.down(panel, weeks[kept])
        self.plane.line(x, y, colour, width=stroke, told=told)
        self.room.take_line(x, y)
        single = alone(np.where(np.isnan(weeks), days, np.nan))
        if single.size:
            level = axes.down(panel, days[single])
            self.plane.dots(across[single], level, colour, 1.6 * stroke)

    def _moments(self, box: Box) -> None:
        """What changed, in words above the first panel of a column; those that would touch another are left out."""
        inside = [each for each in self.of.moments if self.of.low <= each.at <= self.of.high]
        panel = Panel(box, self.of.low, max(self.of.high, self.of.low + 1), 0.0, 1.0)
        named = [(panel.x(each.at), each.words, each.lasting) for each in inside]
        raised, _ = flags.raised(named, (box.left, box.right), self.small, 1, numbered=False)
        for each, flag in zip(inside, raised, strict=True):
            if flag is not None:
                colour = self.plane.look.ink if each.lasting else self.plane.look.quiet
                y = box.top - flags.row_height(self.small) / 2
                self.plane.text(flag.text, flag.left, y, colour, self.small)

    def _left_out(self) -> None:
        left = len(self.of.panels) - self.grid.shown
        if left:
            words, plane = f"and {left} more, not shown at this size", self.plane
            y = plane.height - 0.6 * self.letters
            plane.text(words, plane.width - 2, y, plane.look.quiet, self.small, align="right")


def _every_third(values: Floats) -> Ints:
    """Every third position, and those at the edges of a gap: a mean of seven days hardly changes in between."""
    known = np.isfinite(values)
    edges = np.flatnonzero(np.diff(known.astype(np.int8)) != 0)
    ends = np.array([0, values.size - 1], dtype=np.int64)[: 2 * values.size]
    third = np.arange(0, values.size, 3)
    return np.unique(np.concatenate([third, edges, edges + 1, ends])).astype(np.int64)


def _single(picture: Any) -> Any:
    """The same picture with its places as numbers of single precision: a page with it is smaller by half."""
    for trace in picture.data:
        trace.update(x=np.float32(trace.x), y=np.float32(trace.y))
    return picture
