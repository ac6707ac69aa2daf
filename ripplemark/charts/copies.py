"""How often contents were up again, on average, by time since a first removal: steps with a band; below, copies by generation."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import axes, lapse, lettering, ticks
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.dumbbell import Between
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.panel import Panel
from ripplemark.charts.room import AROUND, Room
from ripplemark.charts.tiles import Tiles


@dataclass(frozen=True, slots=True)
class Step:
    """From ``at`` hours on the mean number is ``value``, in a band; ends None where there is none."""

    at: float
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Generation:
    """A bar: its name, how many copies."""

    name: str
    copies: int


@dataclass(frozen=True, slots=True)
class Copies:
    """What is drawn.

    ``steps`` begin at 0 hours and rise; ``until`` is the longest that any content was followed, hours; ``followed`` gives,
    at some hours, how many were followed for as long, in words, and ``watched`` heads them. ``back`` is the time until half
    were up again, hours, drawn under ``back_head``, which says it in words. ``bars_head`` is empty where there is no bar.
    """

    heading: str
    steps: tuple[Step, ...]
    until: float
    clock: str
    end: str
    followed: Callable[[Sequence[float]], Sequence[str]]
    watched: str
    back_head: str
    back: Between
    bars_head: str = ""
    bars: tuple[Generation, ...] = ()


def copies(of: Copies, canvas: Canvas) -> Any:
    """The Plotly figure: the curve, who was followed, the time until half were up again, and a bar per generation."""
    return _Drawing(of, canvas).figure()


def axis_of(of: Copies, left: float, right: float) -> Lapse:
    """The horizontal axis: by powers where most of the rise would be lost at the left edge."""
    times = [step.at for step in of.steps if step.at > 0]
    return lapse.lapse(left, right, times, max(of.until, *times, 1 / 60))


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Copies, canvas: Canvas) -> None:
        self.of, self.canvas, self.size = of, canvas, SMALL * canvas.letters
        top = max((step.high or step.value for step in of.steps), default=0.0)
        top = max(top, 1.12 * max((step.value for step in of.steps), default=0.0), 1e-3)
        found = ticks.numbers(top, 4)
        self.values = found if len(found) > 1 else [0.0, top]
        left = axes.side_width(self.values, canvas.letters)
        right = canvas.width - 8
        self.scale = axis_of(of, left, right)
        if self.scale.by_powers:  # the first tick's name stands right of the nought beside the axis
            name = self.scale.name(self.scale.ticks(canvas.letters)[0])
            self.scale = axis_of(of, left + lettering.width(name, self.size) / 2, right)
        heads = lettering.wrapped(of.heading, canvas.letters, canvas.width, bold=True)
        self.heads = heads
        begin = (1.35 * len(heads) + 0.7) * canvas.letters
        self.foot = lapse.foot(canvas.letters, canvas.width - left, self.scale, of.clock)
        below = self.foot + 2.9 * self.size + self._below()
        usual = max(0.3 * canvas.width, 170.0)
        room = usual if canvas.height is None else canvas.height - begin - below - 4
        self.box = Box(left, begin, right, begin + max(room, 80.0))
        height = math.ceil(self.box.bottom + below + 4)
        self.plane = Tiles(canvas, max(canvas.height or 0, height))
        self.panel = Panel(self.box, 0.0, self.scale.high, 0.0, top)
        self.room = Room(Box(left + 2, begin, canvas.width, self.box.bottom - 2))

    def _below(self) -> float:
        """Pixels of the rows below the curve."""
        letters = self.canvas.letters
        heads = [self.of.back_head, *([self.of.bars_head] if self.of.bars else [])]
        lines = sum(len(self._lines(each)) for each in heads)
        rows = 1.9 * letters * self.of.back.known + 1.7 * letters * len(self.of.bars)
        return 1.35 * letters * lines + 1.1 * letters * len(heads) + rows

    def _lines(self, head: str) -> list[str]:
        return lettering.wrapped(head, self.canvas.letters, self.canvas.width, bold=True)

    def figure(self) -> Any:
        """Everything, in order."""
        self._head(self.of.heading, 0.0)
        axes.side(self.plane, self.panel, self.values)
        lapse.axis(self.plane, self.scale, self.box, self.of.clock)
        self._bands()
        self._curve()
        top = self._followed()
        top = self._head(self.of.back_head, top + 0.8 * self.canvas.letters)
        top = self._back(top)
        if self.of.bars:
            self._bars(self._head(self.of.bars_head, top + 0.8 * self.canvas.letters))
        return self.plane.figure()

    def _head(self, words: str, top: float) -> float:
        letters = self.canvas.letters
        for k, line in enumerate(self._lines(words)):
            y = top + (0.7 + 1.35 * k) * letters
            self.plane.text(line, 0, y, self.plane.look.ink, letters, bold=True)
        return top + (1.35 * len(self._lines(words)) + 0.3) * letters

    def _ends(self) -> list[tuple[Step, float]]:
        until = [*(step.at for step in self.of.steps[1:]), self.scale.high]
        return [(step, max(end, step.at)) for step, end in zip(self.of.steps, until, strict=True)]

    def _bands(self) -> None:
        for step, end in self._ends():
            if step.low is not None and step.high is not None and step.high > step.low:
                x = np.array([self.scale.x(step.at), self.scale.x(end)])
                y = np.full(2, self.panel.y(step.high))
                colour = self.canvas.look.moderation
                self.plane.area(x, y, self.panel.y(step.low), colour, 0.16)

    def _curve(self) -> None:
        x: list[float] = []
        y: list[float] = []
        told: list[str] = []
        for step, end in self._ends():
            x += [self.scale.x(step.at), self.scale.x(end)]
            y += [self.panel.y(step.value)] * 2
            told += [f"{lapse.span(round(at, 1))}: {step.value:.2g}" for at in (step.at, end)]
        across, down, look = np.array(x), np.array(y), self.canvas.look
        self.plane.line(across, down, look.moderation, width=2.4, told=told)
        self.room.take_line(across, down, 3.0)
        if not y:
            return
        lines = tuple(
            "\n".join(lettering.wrapped(self.of.end, self.canvas.letters, wide, bold=True))
            for wide in (14 * self.canvas.letters, 9 * self.canvas.letters)
        )
        spots = [
            (self.box.right, y[-1] + k * self.size)
            for k in (-1.2, 1.2, -2.4, 2.4, 3.6, 4.8, 6.0, 7.2)
        ]
        label = Label(
            self.of.end,
            *spots[0],
            ("left", *AROUND),
            self.canvas.letters,
            True,
            look.moderation,
            gap=6.0,
            shorter=lines,
        )
        if (placed := self.room.place(label, spots)) is not None:
            self.plane.label(placed, every_line=True)

    def _followed(self) -> float:
        """How many were followed, below the axis's ticks, none over another; gives where it ends."""
        look, top = self.canvas.look, self.box.bottom + self.foot + 0.6 * self.size
        self.plane.text(self.of.watched, 0, top, look.ink, self.size, bold=True)
        found = self.scale.ticks(self.canvas.letters)
        edge, y = -math.inf, top + 1.4 * self.size
        for at, words in zip(found, self.of.followed(found), strict=True):
            half = lettering.width(words, self.size) / 2
            x = min(max(self.scale.x(at), half), self.plane.width - half)
            if x - half >= edge:
                self.plane.text(words, x, y, look.quiet, self.size, align="center")
                edge = x + half + 0.6 * self.size
        return top + 2.1 * self.size

    def _back(self, top: float) -> float:
        """The median and its interval on the curve's own axis; an arrow where its upper end is not reached."""
        back, plane, letters = self.of.back, self.plane, self.canvas.letters
        if not back.known:
            return top
        y, colour = top + 0.9 * letters, self.canvas.look.moderation
        known = [self.scale.x(at) for at in (back.low, back.value, back.high) if at is not None]
        right = self.scale.right if back.high is None and known else max(known, default=0.0)
        if known:
            bar = Box(min(known), y - 2.5, max(right, min(known) + 1), y + 2.5)
            plane.rectangles([bar], colour, "full" if back.value is not None else "hatched", 0.4)
        if known and back.high is None:
            plane.dots([right], [y], colour, 9, symbol="triangle-right")
        if back.value is not None:
            plane.dots([self.scale.x(back.value)], [y], colour, 0.85 * letters)
        return top + 1.9 * letters

    def _bars(self, top: float) -> None:
        letters, look = self.canvas.letters, self.plane.look
        left = max(lettering.width(each.name, self.size) for each in self.of.bars) + 12
        most = max(each.copies for each in self.of.bars)
        wide = max(lettering.width(f"{each.copies:,}", self.size) for each in self.of.bars) + 8
        room = max(min(self.plane.width - left - wide, 26.0 * most), 10.0)
        for place, each in enumerate(self.of.bars):
            y = top + (0.85 + 1.7 * place) * letters
            end = left + room * each.copies / most
            self.plane.text(each.name, left - 10, y, look.quiet, self.size, align="right")
            bar = Box(left, y - 0.5 * letters, end, y + 0.5 * letters)
            self.plane.rectangles([bar], look.outcome("up"))
            self.plane.text(f"{each.copies:,}", end + 6, y, look.ink, self.size)
