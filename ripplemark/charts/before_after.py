"""Two step curves on one axis of time: the share gone among items from before a moment, dashed, and from after it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import axes, lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box, Label, Place
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import Room
from ripplemark.charts.survival import QUARTERS, Step

_UPPER: tuple[Place, ...] = ("left", "above-left")
_LOWER: tuple[Place, ...] = ("right", "below-right")


@dataclass(frozen=True, slots=True)
class Side:
    """The curve of one side: its steps, how long its items were watched (hours), and its name, the longest wording first."""

    steps: tuple[Step, ...]
    until: float
    names: tuple[str, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """What is drawn: both curves, the clock in words, the hours that are marked, and what a share is of."""

    sides: tuple[Side, ...]
    clock: str
    marked: float
    word: str = "gone"


def curves(of: Sides, canvas: Canvas) -> Any:
    """The Plotly figure: both curves with their bands, the marked hours, a name beside each curve."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Sides, canvas: Canvas) -> None:
        self.of, self.canvas, self.look = of, canvas, canvas.look
        self.size = SMALL * canvas.letters
        left = axes.side_width(QUARTERS, canvas.letters, "%")
        lags = [step.at for side in of.sides for step in side.steps if step.at]
        longest = max((each.until for each in of.sides), default=0.0)
        self.scale = lapse.lapse(
            left, canvas.width - 8, [*lags, of.marked], max(longest, of.marked)
        )
        foot = lapse.foot(canvas.letters, canvas.width - left, self.scale, of.clock)
        top = 2.1 * self.size
        height = canvas.height or round(top + max(0.38 * canvas.width, 200) + foot)
        bottom = max(height - foot - 4, top + 60)
        self.box = Box(left, top, canvas.width - 8, bottom)
        self.panel = Panel(self.box, 0.0, self.scale.high, 0.0, 100.0)
        self.plane = Plane(canvas, max(height, math.ceil(bottom + foot)))
        self.room = Room(Box(left + 2, top - 0.6 * self.size, canvas.width, bottom - 2))

    def figure(self) -> Any:
        """Everything, in order."""
        axes.side(self.plane, self.panel, QUARTERS, "%")
        lapse.axis(self.plane, self.scale, self.box, self.of.clock)
        self._mark()
        for side in self.of.sides:
            self._band(side)
        for side in self.of.sides:
            self._curve(side)
        for side in self.of.sides:
            self._name(side)
        return self.plane.figure()

    def _colour(self, side: Side) -> str:
        return self.look.quiet if side.before else self.look.moderation

    def _ends(self, side: Side) -> list[tuple[Step, float]]:
        """Each step with the hour at which it ends."""
        until = [*(step.at for step in side.steps[1:]), side.until]
        return [(step, max(end, step.at)) for step, end in zip(side.steps, until, strict=True)]

    def _mark(self) -> None:
        """The hours within which shares are compared, with their words above the plot."""
        x, words = self.scale.x(self.of.marked), lapse.span(self.of.marked)
        self.plane.rule(
            x, self.box.top - 0.4 * self.size, x, self.box.bottom, self.look.quiet, dash="dot"
        )
        start = min(x + 4, self.canvas.width - lettering.width(words, self.size) - 1)
        self.plane.text(
            words, max(start, 0.0), self.box.top - 0.9 * self.size, self.look.ink, self.size
        )
        self.room.take(Box(x - 2, self.box.top, x + 2, self.box.bottom))

    def _band(self, side: Side) -> None:
        for step, end in self._ends(side):
            if step.high > step.low:
                x = np.array([self.scale.x(step.at), self.scale.x(end)])
                level, opacity = self.panel.y(step.high), 0.16 if step.value is not None else 0.36
                self.plane.area(
                    x, np.full(2, level), self.panel.y(step.low), self._colour(side), opacity
                )

    def _curve(self, side: Side) -> None:
        x: list[float] = []
        y: list[float] = []
        told: list[str] = []
        for step, end in self._ends(side):
            level = np.nan if step.value is None else self.panel.y(step.value)
            x, y = [*x, self.scale.x(step.at), self.scale.x(end)], [*y, level, level]
            share = "between bounds" if step.value is None else f"{step.value:.0f} % {self.of.word}"
            which = "before" if side.before else "after"
            told += [f"{which}, {lapse.span(round(at, 1))}: {share}" for at in (step.at, end)]
        across, down = np.array(x), np.array(y)
        dash = "dash" if side.before else "solid"
        self.plane.line(across, down, self._colour(side), width=2.4, dash=dash, told=told)
        self.room.take_line(across, down, 3.0)

    def _level(self, side: Side) -> float:
        """The share by the marked hours, per cent; the middle of its bounds where only those are known."""
        by = [step for step in side.steps if step.at <= self.of.marked] or [side.steps[0]]
        return (by[-1].low + by[-1].high) / 2 if by[-1].value is None else by[-1].value

    def _name(self, side: Side) -> None:
        """What the curve is, beside the marked hours: above and before the higher one, below and after the lower one."""
        level = self._level(side)
        others = [self._level(each) for each in self.of.sides if each is not side]
        upper = level > max(others, default=-1.0) or (level in others and not side.before)
        x, y = self.scale.x(self.of.marked), self.panel.y(level)
        way, places = (-1, _UPPER) if upper else (1, _LOWER)
        rows = (0.9, 1.8, 2.7, 3.6, 5.0, 6.4, 8.0, 10.0)
        spots = [(at, y + way * k * self.size) for k in rows for at in (x, x + 40, x - 40)]
        label = Label(
            *(side.names[0], x, y, places, self.size, True, self._colour(side)),
            gap=6.0,
            shorter=side.names[1:],
        )
        placed = self.room.place(label, spots)
        if placed is not None:
            self.plane.label(placed)
