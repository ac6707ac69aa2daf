"""The long tail of a peak: the bins by days after it, both axes logarithmic, with a fitted law, and anniversaries marked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Floats
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import Room
from ripplemark.wording import amount

_DAYS = (1, 2, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1460, 2920)


@dataclass(frozen=True, slots=True, eq=False)
class LongTail:
    """What is drawn, all by days after the peak.

    ``days`` and ``value`` are the bins after it, with ``bounded`` where a value is only an upper bound. ``usual`` is the level before the
    rise; 0 for none. ``fitted`` are the days and the means of the fitted law, None where there is none, ``law`` its words from
    the longest to the shortest. ``years`` are anniversaries with what is said of them.
    """

    days: Floats
    value: Floats
    bounded: Floats
    usual: float
    fitted: tuple[Floats, Floats] | None
    law: tuple[str, ...]
    years: tuple[tuple[float, tuple[str, ...]], ...]
    unit: str
    channel: str | None


def long_tail(of: LongTail, canvas: Canvas) -> Any:
    """The Plotly figure: a key above, bins as dots, nought and upper bounds as hollow ones."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: LongTail, canvas: Canvas) -> None:
        self.of, self.letters, self.size = of, canvas.letters, SMALL * canvas.letters
        self.key = [*self._dotted(canvas), *self._law(canvas)]
        head = (1.5 * len(self.key) + 2.4) * self.letters
        height = canvas.height or round(min(max(0.5 * canvas.width, 280), 430) + head)
        self.plane, self.look = Plane(canvas, height), canvas.look
        self.colour = self.look.channel(of.channel)
        self.marks = self._levels()
        left = 0.7 * self.letters + max(
            lettering.width(amount(each), self.size) for each in self.marks
        )
        box = Box(left, head, canvas.width - 10, max(height - 3.4 * self.letters, head + 20))
        low, high = math.log10(self._lowest()), math.log10(1.25 * float(np.max(of.value)))
        first, last = max(float(of.days[0]) * 0.9, 0.5), float(of.days[-1]) * 1.08
        self.panel = Panel(box, math.log10(first), math.log10(last), low, max(high, low + 0.1))

    def _dotted(self, canvas: Canvas) -> list[str]:
        usual = "dotted: the level before the rise" if self.of.usual > 0 else ""
        hollow = "hollow: 0, or only known to be below" if self._hollow().any() else ""
        text = "; ".join(part for part in (self.of.unit, usual, hollow) if part)
        return lettering.wrapped(text, self.size, canvas.width - 3 * self.letters)

    def _law(self, canvas: Canvas) -> list[str]:
        if self.of.fitted is None:
            return []
        return [lettering.fitting(self.of.law, self.size, canvas.width - 3 * self.letters)]

    def _hollow(self) -> Any:
        return (self.of.value <= 0) | (self.of.bounded > 0)

    def _lowest(self) -> float:
        """The foot of the axis: below every value above 0, and further below where there are bins of nought to stand on it."""
        value = self.of.value[self.of.value > 0]
        known = [float(value.min()) if value.size else 1.0]
        known += [self.of.usual] if self.of.usual > 0 else []
        known += [float(self.of.fitted[1].min())] if self.of.fitted is not None else []
        return max(min(known), 1e-6) * (0.5 if (self.of.value <= 0).any() else 0.8)

    def _levels(self) -> list[float]:
        """Powers of ten on the axis, with twos and fives between where there are few of them."""
        low, high = math.log10(self._lowest()), math.log10(1.25 * float(np.max(self.of.value)))
        between = (1, 2, 5) if high - low < 2.2 else (1,)
        powers = range(math.floor(low), math.ceil(high) + 1)
        found = [k * 10.0**p for p in powers for k in between]
        return [each for each in found if low <= math.log10(each) <= high] or [10.0**high]

    def _x(self, days: Floats) -> Floats:
        return np.array([self.panel.x(math.log10(max(float(each), 0.5))) for each in days])

    def _y(self, value: Floats) -> Floats:
        """Pixels; nought and less lie on the axis."""
        low = 10**self.panel.y_low
        return np.array([self.panel.y(math.log10(max(float(each), low))) for each in value])

    def figure(self) -> Any:
        """Axes, anniversaries, usual level, bins, law and key."""
        self._axes()
        of, box = self.of, self.panel.box
        room = Room(Box(box.left, 0, self.plane.width, box.bottom))
        self._years(room)
        if of.usual > 0:
            y = float(self._y(np.array([of.usual]))[0])
            self.plane.rule(box.left, y, box.right, y, self.look.quiet, dash="dot", width=1.2)
        self._dots()
        if of.fitted is not None:
            x, y_ = self._x(of.fitted[0]), self._y(of.fitted[1])
            self.plane.line(x, y_, self.look.ink, width=2.0, dash="dash")
        self._key()
        return self.plane.figure()

    def _dots(self) -> None:
        of, hollow = self.of, self._hollow()
        x, y = self._x(of.days), self._y(of.value)
        size = 5.0 if x.size < 150 else 3.6
        self.plane.dots(x[~hollow], y[~hollow], self.colour, size)
        if hollow.any():
            self.plane.dots(x[hollow], y[hollow], self.colour, size + 1.2, hollow=True)

    def _years(self, room: Room) -> None:
        """A line at each anniversary with what is said of it above the panel."""
        box = self.panel.box
        for day, words in self.of.years:
            x = float(self._x(np.array([day]))[0])
            if not box.left <= x <= box.right:
                continue
            self.plane.rule(x, box.top, x, box.bottom, self.look.quiet, dash="dot")
            y = box.top - 0.9 * self.letters
            label = Label(
                words[0], x, y, ("left", "right"), self.size, False, self.look.ink, 3.0, words[1:]
            )
            placed = room.place(label, [(x, y)])
            if placed is not None:
                self.plane.label(placed)

    def _axes(self) -> None:
        box, look = self.panel.box, self.look
        for each in self.marks:
            y = self.panel.y(math.log10(each))
            self.plane.rule(box.left, y, box.right, y, look.grid)
            left = box.left - 0.4 * self.letters
            self.plane.text(amount(each), left, y, look.quiet, self.size, align="right")
        self.plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet)
        until = 0.0
        for day in _DAYS:
            at = float(self._x(np.array([float(day)]))[0])
            if not box.left - 1 <= at <= box.right:
                continue
            self.plane.rule(at, box.bottom, at, box.bottom + 4, look.quiet)
            half = lettering.width(str(day), self.size) / 2
            if at - half < until or at + half > self.plane.width:
                continue
            until = at + half + 0.6 * self.letters
            y = box.bottom + self.letters
            self.plane.text(str(day), at, y, look.quiet, self.size, align="center")
        y = box.bottom + 2.4 * self.letters
        words = "days after the peak; equal steps are equal ratios"
        self.plane.text(words, box.right, y, look.quiet, self.size, align="right")

    def _key(self) -> None:
        y = 0.75 * self.letters
        self.plane.dots([1.1 * self.letters], [y], self.colour, 5.0)
        laws = 1 if self.of.fitted is not None else 0
        for k, words in enumerate(self.key):
            if k == len(self.key) - laws:
                end = 2 * self.letters
                self.plane.rule(0, y, end, y, self.look.ink, width=2, dash="dash", layer="above")
            self.plane.text(words, 2.4 * self.letters, y, self.look.ink, self.size)
            y += 1.5 * self.letters
