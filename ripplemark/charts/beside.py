"""Share gone by time with published figures over it: the curve is filled, what others published is a hollow, numbered diamond."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import axes, lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import AROUND, Room
from ripplemark.charts.survival import QUARTERS, Step

_SIZE = 11.0
"""Pixels from one corner of a diamond to the other."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A published figure: ``share`` per cent by ``at`` hours, the ends of its interval where it has one, its words."""

    at: float
    share: float
    words: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is drawn: the curve's steps and what it is called, the clock in words, how long items were watched, hours."""

    steps: tuple[Step, ...]
    until: float
    clock: str
    curve: str
    references: tuple[Reference, ...] = ()
    word: str = "gone"


def beside(of: Beside, canvas: Canvas) -> Any:
    """The Plotly figure: curve and diamonds, and below them which diamond is which."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Beside, canvas: Canvas) -> None:
        self.of, self.canvas, self.look = of, canvas, canvas.look
        self.size = SMALL * canvas.letters
        left = axes.side_width(QUARTERS, canvas.letters, "%")
        lags = [*(step.at for step in of.steps if step.at), *(each.at for each in of.references)]
        longest = max((of.until, *lags), default=0.0)
        self.scale = lapse.lapse(left, canvas.width - 8, lags, max(longest, 1 / 60))
        self.key = [self._wrapped(k, each) for k, each in enumerate(of.references, 1)]
        foot = lapse.foot(canvas.letters, canvas.width - left, self.scale, of.clock)
        lines = sum(len(each) for each in self.key)
        table = 1.35 * self.size * (lines + 1) if lines else 0.0
        top = 0.9 * self.size
        height = canvas.height or round(top + max(0.38 * canvas.width, 200) + foot + table)
        self.bottom = max(height - foot - table - 4, top + 60)
        self.foot = foot
        self.box = Box(left, top, canvas.width - 8, self.bottom)
        self.panel = Panel(self.box, 0.0, self.scale.high, 0.0, 100.0)
        self.plane = Plane(canvas, max(height, math.ceil(self.bottom + foot + table)))
        self.room = Room(Box(left + 2, 0, canvas.width, self.bottom - 2))

    def _wrapped(self, number: int, each: Reference) -> list[str]:
        """The words of a diamond's line in the list below, indented by its number."""
        return lettering.wrapped(f"{number}. {each.words}", self.size, self.canvas.width - 22)

    def figure(self) -> Any:
        """Everything, in order."""
        axes.side(self.plane, self.panel, QUARTERS, "%")
        lapse.axis(self.plane, self.scale, self.box, self.of.clock)
        self._curve()
        self._references()
        self._name()
        self._list()
        return self.plane.figure()

    def _curve(self) -> None:
        x: list[float] = []
        y: list[float] = []
        told: list[str] = []
        steps = self.of.steps
        ends = [*(step.at for step in steps[1:]), max(self.of.until, steps[-1].at)]
        for step, end in zip(steps, ends, strict=True):
            edges = [self.scale.x(step.at), self.scale.x(end)]
            if step.high > step.low:
                opacity = 0.16 if step.value is not None else 0.36
                level = np.full(2, self.panel.y(step.high))
                self.plane.area(
                    np.array(edges), level, self.panel.y(step.low), self.look.moderation, opacity
                )
            level_y = np.nan if step.value is None else self.panel.y(step.value)
            x, y = [*x, *edges], [*y, level_y, level_y]
            share = "between bounds" if step.value is None else f"{step.value:.0f} % {self.of.word}"
            told += [f"{lapse.span(round(at, 1))}: {share}" for at in (step.at, end)]
        across, down = np.array(x), np.array(y)
        self.plane.line(across, down, self.look.moderation, width=2.4, told=told)
        self.room.take_line(across, down, 3.0)

    def _references(self) -> None:
        """A hollow diamond for each published figure, a thin line for its interval, its number beside it."""
        for each in self.of.references:
            x, y = self.scale.x(each.at), self.panel.y(each.share)
            if each.low is not None and each.high is not None:
                ends = self.panel.y(each.low), self.panel.y(each.high)
                self.plane.rule(x, ends[0], x, ends[1], self.look.ink, width=1.4, layer="above")
                self.room.take(Box(x - 2, min(ends), x + 2, max(ends)))
            self.plane.dots([x], [y], self.look.ink, _SIZE, hollow=True, symbol="diamond")
            self.room.take(Box(x - 6, y - 6, x + 6, y + 6))
        for number, each in enumerate(self.of.references, 1):
            x, y = self.scale.x(each.at), self.panel.y(each.share)
            steps = (0, -1, 1, -2, 2, -3, 3, -4, 4)
            spots = [(x, y + k * 1.3 * self.size) for k in steps]
            label = Label(str(number), x, y, AROUND, self.size, True, self.look.ink, gap=6.0)
            placed = self.room.place(label, spots)
            if placed is not None:
                self.plane.label(placed)

    def _name(self) -> None:
        """What the curve is, beside its end."""
        last = self.of.steps[-1]
        share = (last.low + last.high) / 2 if last.value is None else last.value
        x, y = self.scale.x(max(self.of.until, last.at)), self.panel.y(share)
        spots = [(x, y + k * self.size) for k in (-1.2, 1.2, -2.4, 2.4, 3.6, 5.0)]
        short = tuple(
            "\n".join(lettering.wrapped(self.of.curve, self.size, wide, bold=True))
            for wide in (16 * self.canvas.letters, 10 * self.canvas.letters)
        )
        label = Label(
            *(self.of.curve, x, y, ("left", "right"), self.size, True, self.look.moderation),
            gap=6.0,
            shorter=short,
        )
        placed = self.room.place(label, spots)
        if placed is not None:
            self.plane.label(placed, every_line=True)

    def _list(self) -> None:
        """Which diamond is which, one below the other."""
        y = self.bottom + self.foot + 1.35 * self.size
        for lines in self.key:
            self.plane.dots([7.0], [y], self.look.ink, 9, hollow=True, symbol="diamond")
            for line in lines:
                self.plane.text(line, 18, y, self.look.ink, self.size)
                y += 1.35 * self.size
