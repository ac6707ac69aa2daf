"""Two numbers of several things against each other, with their intervals, each with its name beside it; a scale may be logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lettering, ticks
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import Room
from ripplemark.wording import amount

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing: its name, its group, and both numbers with their ends.

    ``open`` is True where ``y`` was not reached: it lies above ``y``.
    """

    name: str
    group: str
    x: float
    x_ends: tuple[float, float]
    y: float
    y_ends: tuple[float, float | None]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Scatter:
    """What is drawn: the points, what both axes are, and the unit of the upright one (``%`` or none)."""

    points: tuple[Point, ...]
    across: str
    upward: str
    unit: str = ""


def scatter(of: Scatter, accent: str, canvas: Canvas) -> Any:
    """The Plotly figure: the horizontal scale is logarithmic; groups have shapes, told in a key above."""
    return _Drawing(of, accent, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Scatter, accent: str, canvas: Canvas) -> None:
        self.of, self.letters, self.size = of, canvas.letters, SMALL * canvas.letters
        self.groups = list(
            dict.fromkeys(each.group for each in sorted(of.points, key=lambda p: p.group))
        )
        self.lines = self._key_lines(canvas.width)
        head = (1.5 * len(self.lines) + 2.0) * self.letters
        height = canvas.height or round(min(max(0.5 * canvas.width, 280), 430) + head)
        self.plane = Plane(canvas, height)
        self.colour = getattr(self.plane.look, accent)
        low, high = self._range()
        self.values = self._marks(low, high)
        left = 0.7 * self.letters + max(
            lettering.width(ticks.number(each, of.unit), self.size) for each in self.values
        )
        box = Box(left, head, canvas.width - 12, max(height - 3.4 * self.letters, head + 20))
        ends = [math.log10(end) for each in of.points for end in (each.x, *each.x_ends) if end > 0]
        spare = max(0.06 * (max(ends) - min(ends)), 0.15)
        self.panel = Panel(box, min(ends) - spare, max(ends) + spare, low, high)

    def _range(self) -> tuple[float, float]:
        ends = [end for each in self.of.points for end in (each.y, *each.y_ends) if end is not None]
        low, high = min(0.0, *ends), max(ends)
        high = high if high > low else low + 1.0
        return low * 1.08, high + 0.1 * (high - low)

    @staticmethod
    def _marks(low: float, high: float) -> list[float]:
        above = ticks.numbers(high, 4)
        step = above[1] if len(above) > 1 else high
        below = [-k * step for k in range(1, int(-low / step + 1e-9) + 1)] if step > 0 else []
        return [*sorted(below), *above]

    def _key_lines(self, width: float) -> list[list[str]]:
        """The groups in as many lines as they need."""
        lines: list[list[str]] = [[]]
        used = 0.0
        for each in self.groups:
            wide = lettering.width(each, self.size) + 2.6 * self.letters
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0.0
            lines[-1].append(each)
            used += wide
        return lines

    def _symbol(self, group: str) -> str:
        return SYMBOLS[self.groups.index(group) % len(SYMBOLS)]

    def figure(self) -> Any:
        """Axes, intervals, points, their names, and the key."""
        self._axes()
        box = self.panel.box
        room = Room(Box(box.left, box.top, self.plane.width, box.bottom))
        for each in self.of.points:
            self._bars(each, room)
        for each in self.of.points:
            self._dot(each)
        self._names(self.of.points, room)
        self._key()
        return self.plane.figure()

    def _at(self, each: Point) -> tuple[float, float]:
        return self.panel.x(math.log10(each.x)), self.panel.y(each.y)

    def _bars(self, each: Point, room: Room) -> None:
        x, y = self._at(each)
        colour, box = self.plane.look.quiet, self.panel.box
        left, right = (self.panel.x(math.log10(max(end, 1e-12))) for end in each.x_ends)
        self.plane.rule(max(left, box.left), y, min(right, box.right), y, colour, width=1.2)
        low, high = each.y_ends
        top = box.top if each.open or high is None else self.panel.y(high)
        self.plane.rule(x, self.panel.y(low), x, top, colour, width=1.2)
        if each.open or high is None:
            self.plane.dots([x], [box.top], colour, 8, symbol="triangle-up")
        room.take(Box(x - 6, y - 6, x + 6, y + 6))
        room.take(Box(x - 1, top, x + 1, self.panel.y(low)))
        room.take_line(_pair(max(left, box.left), min(right, box.right)), _pair(y, y))

    def _dot(self, each: Point) -> None:
        x, y = self._at(each)
        self.plane.dots(
            [x], [y], self.colour, 10, hollow=each.open, symbol=self._symbol(each.group)
        )

    def _names(self, points: Sequence[Point], room: Room) -> None:
        for each in points:
            x, y = self._at(each)
            label = Label(
                each.name,
                x,
                y,
                (
                    "right",
                    "left",
                    "above",
                    "below",
                    "above-right",
                    "below-right",
                    "above-left",
                    "below-left",
                ),
                self.size,
                False,
                self.plane.look.ink,
            )
            placed = room.place(label, [(x, y)])
            if placed is not None:
                self.plane.label(placed)

    def _axes(self) -> None:
        box, look = self.panel.box, self.plane.look
        for each in self.values:
            y = self.panel.y(each)
            if not box.top <= y <= box.bottom:
                continue
            self.plane.rule(box.left, y, box.right, y, look.grid)
            text = ticks.number(each, self.of.unit)
            self.plane.text(
                text, box.left - 0.4 * self.letters, y, look.quiet, self.size, align="right"
            )
        self.plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet)
        until = 0.0
        for power in range(math.floor(self.panel.x_low), math.ceil(self.panel.x_high) + 1):
            for k in (1, 2, 5):
                at = k * 10.0**power
                x = self.panel.x(math.log10(at))
                half = lettering.width(amount(at), self.size) / 2
                if (
                    not box.left <= x <= box.right
                    or x - half < until
                    or x + half > self.plane.width
                ):
                    continue
                until = x + half + 0.8 * self.letters
                self.plane.rule(x, box.bottom, x, box.bottom + 4, look.quiet)
                y = box.bottom + self.letters
                self.plane.text(amount(at), x, y, look.quiet, self.size, align="center")
        y = box.bottom + 2.4 * self.letters
        across = lettering.fitting(
            (f"{self.of.across}; equal steps are equal ratios", self.of.across),
            self.size,
            self.plane.width,
        )
        self.plane.text(across, box.right, y, look.quiet, self.size, align="right")
        self.plane.text(self.of.upward, 0, box.top - 0.9 * self.letters, look.quiet, self.size)

    def _key(self) -> None:
        y = 0.75 * self.letters
        for line in self.lines:
            x = 0.7 * self.letters
            for group in line:
                self.plane.dots([x], [y], self.colour, 9, symbol=self._symbol(group))
                self.plane.text(group, x + 0.9 * self.letters, y, self.plane.look.ink, self.size)
                x += lettering.width(group, self.size) + 2.6 * self.letters
            y += 1.5 * self.letters


def _pair(one: float, two: float) -> Any:
    import numpy as np

    return np.array([one, two])
