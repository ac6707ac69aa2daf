"""Share gone (or still up) by time since a clock's start: a step curve with its band, marked hours, and who was at risk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ripplemark.charts import axes, lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import AROUND, Room

Question = Literal["attention", "moderation", "search"]
QUARTERS = (0.0, 25.0, 50.0, 75.0, 100.0)


@dataclass(frozen=True, slots=True)
class Step:
    """From ``at`` hours on the share is ``value`` per cent, in a band; None where only the band's ends are known."""

    at: float
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A deadline: hours, and what was gone by then, in words."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Middle:
    """The median: hours, and its ends; None where it is known within its ends only, or an end is not reached."""

    value: float | None
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Shares:
    """What is drawn.

    ``steps`` rise (gone) or fall (``up``); ``until`` is the longest time that any item was watched, hours; ``at_risk``
    gives, at round hours, how many were still up and watched, in words, by the axis's own ticks. ``word`` is what a share
    is of ('' for 'gone' or, ``up``, 'still up'), ``watched`` heads the numbers at risk, ``accent`` is the question's colour. ``before`` are the steps
    with the default thresholds, where these are other ones.
    """

    steps: tuple[Step, ...]
    until: float
    clock: str
    end: str
    marks: tuple[Mark, ...] = ()
    middle: Middle | None = None
    at_risk: Any = None
    up: bool = False
    unclear: bool = False
    word: str = ""
    watched: str = "Still up and watched"
    accent: Question = "moderation"
    before: tuple[Step, ...] = ()


def shares(of: Shares, canvas: Canvas) -> Any:
    """The Plotly figure: curve, axis, and the table of items at risk below it."""
    return _Drawing(of, canvas).figure()


def axis_of(steps: Sequence[Step], until: float, left: float, right: float) -> Lapse:
    """The horizontal axis of such a curve: by powers where its first half would be lost at the left edge."""
    levels = [step.low + step.high if step.value is None else 2 * step.value for step in steps]
    far = [abs(level - levels[0]) for level in levels]
    reached = [
        next(
            step.at for step, way in zip(steps, far, strict=True) if way >= max(far) * k / 50 - 1e-9
        )
        for k in range(1, 51)
    ]
    return lapse.lapse(left, right, reached, max(until, *(step.at for step in steps), 1 / 60))


def by_powers(of: Shares) -> bool:
    """True where the axis of this curve is one of powers."""
    return axis_of(of.steps, of.until, 0.0, 100.0).by_powers


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Shares, canvas: Canvas) -> None:
        self.of, self.canvas = of, canvas
        self.size = SMALL * canvas.letters
        left = axes.side_width(QUARTERS, canvas.letters, "%")
        self.scale = axis_of(of.steps, of.until, left, canvas.width - 8)
        table = 2.7 * self.size if of.at_risk else 0.0
        foot = lapse.foot(canvas.letters, canvas.width - left, self.scale, of.clock)
        self.flags = self._flags()
        rows = max((row for *_, row in self.flags), default=-1) + 1
        top = (0.6 + 1.35 * rows) * self.size
        height = canvas.height or round(top + max(0.38 * canvas.width, 190) + foot + table)
        self.bottom = max(height - foot - table - 4, top + 60)
        self.box = Box(left, top, canvas.width - 8, self.bottom)
        self.plane = Plane(canvas, max(height, math.ceil(self.bottom + foot + table)))
        self.panel = Panel(self.box, 0.0, self.scale.high, 0.0, 100.0)
        self.room = Room(Box(left + 2, top - 0.6 * self.size, canvas.width, self.bottom - 2))
        self.foot = foot

    def figure(self) -> Any:
        """Everything, in order."""
        look = self.canvas.look
        axes.side(self.plane, self.panel, QUARTERS, "%")
        lapse.axis(self.plane, self.scale, self.box, self.of.clock)
        self._bands()
        self._before()
        x, y = self._curve()
        self.room.take_line(x, y, 3.0)
        self._marks()
        self._middle()
        self._last()
        if self.of.at_risk:
            self._table()
        self.plane.rule(
            self.box.right, self.box.top, self.box.right, self.box.bottom, look.quiet, dash="dot"
        )
        return self.plane.figure()

    def _ends(self) -> list[tuple[Step, float]]:
        """Each step with the hour at which it ends."""
        steps = list(self.of.steps)
        until = [*(step.at for step in steps[1:]), self.scale.high]
        return [(step, max(end, step.at)) for step, end in zip(steps, until, strict=True)]

    def _bands(self) -> None:
        colour = self._colour()
        for known, opacity in ((True, 0.16), (False, 0.36)):
            for step, end in self._ends():
                if (step.value is not None) is known and step.high > step.low:
                    x = np.array([self.scale.x(step.at), self.scale.x(end)])
                    y = np.full(2, self.panel.y(step.high))
                    self.plane.area(x, y, self.panel.y(step.low), colour, opacity)

    def _before(self) -> None:
        """The curve with the default thresholds, dashed, no further than the axis."""
        steps = [each for each in self.of.before if each.at <= self.scale.high]
        until = [*(step.at for step in steps[1:]), self.scale.high][: len(steps)]
        for k, (step, end) in enumerate(zip(steps, until, strict=True)):
            x, y = self.scale.x(step.at), self.panel.y(step.value or 0.0)
            look = self.canvas.look.quiet
            if k:
                self.plane.rule(x, self.panel.y(steps[k - 1].value or 0.0), x, y, look, dash="dash")
            self.plane.rule(x, y, self.scale.x(end), y, look, dash="dash")

    def _curve(self) -> tuple[Any, Any]:
        x: list[float] = []
        y: list[float] = []
        told: list[str] = []
        word = self.of.word or ("still up" if self.of.up else "gone")
        for step, end in self._ends():
            level = np.nan if step.value is None else self.panel.y(step.value)
            x += [self.scale.x(step.at), self.scale.x(end)]
            y += [level, level]
            share = "between bounds" if step.value is None else f"{step.value:.0f} % {word}"
            told += [f"{lapse.span(round(at, 1))}: {share}" for at in (step.at, end)]
        across, down = np.array(x), np.array(y)
        self.plane.line(across, down, self._colour(), width=2.4, told=told)
        return across, down

    def _colour(self) -> str:
        return str(getattr(self.canvas.look, self.of.accent))

    def _middle(self) -> None:
        middle = self.of.middle
        if middle is None:
            return
        look, y = self.canvas.look, self.panel.y(50.0)
        ends = [self.scale.x(at) for at in (middle.low, middle.high) if at is not None]
        if middle.high is None and middle.low is not None:
            ends.append(self.box.right)
        if len(ends) == 2:
            self.plane.rule(*(ends[0], y, ends[1], y), look.ink, width=4.0, layer="above")
            self.room.take(Box(ends[0], y - 3, ends[1], y + 3))
        if middle.value is not None:
            at = self.scale.x(middle.value)
            self.plane.dots([at], [y], look.ink, 10, hollow=True)
            self.room.take(Box(at - 6, y - 6, at + 6, y + 6))
            ends = [*ends, at]
        if ends:
            rows = [y + k * 1.4 * self.size for k in (0, 1, 2, -1, 3, 4)]
            spots = [(x, at) for at in rows for x in (max(ends), min(ends))]
            self._label(middle.text, spots, look.ink, bold=True)

    def _flags(self) -> list[tuple[Mark, float, float, int]]:
        """Each mark with its place, where its words begin, and their row above the plot, 0 the lowest.

        From the last to the first: words stand to the right of their line and end before every later line that passes.
        """
        found: list[tuple[Mark, float, float, int]] = []
        for mark in sorted(self.of.marks, key=lambda each: -each.at):
            if not self.scale.low <= mark.at <= self.scale.high:
                continue
            x, wide = self.scale.x(mark.at), lettering.width(mark.text, self.size)
            words = max(min(x + 4, self.canvas.width - wide - 1), 0.0)
            row = 0
            while any(
                words + wide > min(other[1], other[2]) - 6 for other in found if other[3] >= row
            ):
                row += 1
            found.append((mark, x, words, row))
        return found

    def _marks(self) -> None:
        look = self.canvas.look
        for mark, x, words, row in self.flags:
            y = self.box.top - (row + 0.75) * 1.35 * self.size
            top = y - 0.5 * self.size
            self.plane.rule(x, top, x, self.box.bottom, look.quiet, dash="dot")
            self.room.take(Box(x - 1, self.box.top, x + 1, self.box.bottom))
            self.plane.text(mark.text, words, y, look.quiet, self.size)

    def _last(self) -> None:
        """The share at the end of watching, in words, beside the end of the curve."""
        y = [
            self.panel.y(step.value if step.value is not None else (step.low + step.high) / 2)
            for step in self.of.steps[-1:]
        ]
        if y:
            levels = [(self.box.right, y[0] + k * self.size) for k in (-1.2, 1.2, -2.4, 2.4, 3.6)]
            self._label(self.of.end, levels, self._colour(), bold=True, places=("left",))

    def _label(
        self,
        text: str,
        spots: list[tuple[float, float]],
        colour: str,
        *,
        bold: bool = False,
        places: Any = AROUND,
    ) -> None:
        x, y = spots[0]
        lines = tuple(
            "\n".join(lettering.wrapped(text, self.canvas.letters, wide, bold=bold))
            for wide in (12 * self.canvas.letters, 8 * self.canvas.letters)
        )
        label = Label(text, x, y, places, self.canvas.letters, bold, colour, gap=6.0, shorter=lines)
        placed = self.room.place(label, spots)
        if placed is not None:
            self.plane.label(placed, every_line=True)

    def _table(self) -> None:
        """Numbers at risk below the axis's ticks, each kept inside the picture, none over another."""
        look = self.canvas.look
        top = self.bottom + self.foot + 0.6 * self.size
        self.plane.text(self.of.watched, 0, top, look.ink, self.size, bold=True)
        edge = -math.inf
        ticks = self.scale.ticks(self.canvas.letters)
        for at, words in zip(ticks, self.of.at_risk(ticks), strict=True):
            half = lettering.width(words, self.size) / 2
            x = min(max(self.scale.x(at), half), self.plane.width - half)
            if x - half >= edge:
                self.plane.text(
                    words, x, top + 1.4 * self.size, look.quiet, self.size, align="center"
                )
                edge = x + half + 0.6 * self.size
