"""A decay on a logarithmic scale: the bins after the peak, and the laws that were fitted to them, the better one drawn full."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Floats
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.wording import amount, duration

_STEPS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 4320, 8760, 17520, 43800)
"""Hours between two marks of the axis."""


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """One fitted law: its words from the longest to the shortest, and its means at the bins; the better one is ``chosen``."""

    words: tuple[str, ...]
    mean: Floats
    chosen: bool


@dataclass(frozen=True, slots=True, eq=False)
class Decay:
    """What is drawn: the middles of the bins (hours after the peak bin), their values per bin, the usual level, the laws."""

    hours: Floats
    value: Floats
    usual: Floats
    laws: tuple[Law, ...]
    unit: str
    channel: str | None


def decay(of: Decay, canvas: Canvas) -> Any:
    """The Plotly figure: a key of the laws above, the bins as dots, a bin of nought as a hollow dot on the axis."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Decay, canvas: Canvas) -> None:
        self.of, self.letters, self.size = of, canvas.letters, SMALL * canvas.letters
        self.keys = [
            lettering.fitting(each.words, self.size, canvas.width - 3 * self.letters)
            for each in of.laws
        ]
        head = 1.5 * self.letters * (len(self.keys) + 1) + 0.4 * self.letters
        height = canvas.height or round(min(max(0.5 * canvas.width, 280), 440) + head)
        self.plane = Plane(canvas, height)
        self.look = canvas.look
        self.colour = self.look.channel(of.channel)
        self.marks = self._levels()
        left = 0.6 * self.letters + max(
            lettering.width(amount(each), self.size) for each in self.marks
        )
        box = Box(left, head, canvas.width - 8, max(height - 3.2 * self.letters, head + 20))
        ends = math.log10(self.marks[0]), math.log10(self._top())
        self.panel = Panel(box, 0.0, float(of.hours[-1]) * 1.02, ends[0], ends[1])

    def _top(self) -> float:
        of = self.of
        return 1.15 * max(float(np.max(of.value)), *(float(each.mean.max()) for each in of.laws))

    def _levels(self) -> list[float]:
        """Powers of ten from below the lowest value up; where there are few of them, twos and fives between."""
        of = self.of
        positive = np.concatenate([of.value[of.value > 0], of.usual[of.usual > 0]])
        lowest = min(
            float(positive.min()) if positive.size else 1.0,
            *(float(each.mean.min()) for each in of.laws),
        )
        low, high = math.floor(math.log10(max(lowest, 1e-6))), math.log10(self._top())
        between = (1, 2, 5) if high - low < 2.2 else (1,)
        found = [k * 10.0**p for p in range(low, math.ceil(high) + 1) for k in between]
        below = [each for each in found if each <= lowest] or found[:1]
        return [each for each in found if below[-1] <= each <= 10**high]

    def _y(self, value: Floats) -> Floats:
        """Pixels; nought and less lie on the axis."""
        low = 10**self.panel.y_low
        logs = np.log10(np.maximum(value, low))
        return np.array([self.panel.y(float(each)) for each in logs])

    def figure(self) -> Any:
        """Axes, usual level, bins, laws, and what each of them is."""
        self._axes()
        of, x = self.of, np.array([self.panel.x(float(each)) for each in self.of.hours])
        if (of.usual > 0).all():
            self.plane.line(x, self._y(of.usual), self.look.quiet, width=1.2, dash="dot")
        self._dots(x)
        for law in sorted(of.laws, key=lambda each: each.chosen):
            colour = self.look.ink if law.chosen else self.look.quiet
            self.plane.line(
                x, self._y(law.mean), colour, width=2.0, dash="solid" if law.chosen else "dash"
            )
        self._key()
        return self.plane.figure()

    def _dots(self, x: Floats) -> None:
        y, none = self._y(self.of.value), self.of.value <= 0
        size = 4.5 if x.size < 200 else 3.2
        self.plane.dots(x[~none], y[~none], self.colour, size)
        if none.any():
            self.plane.dots(x[none], y[none], self.colour, size + 1.5, hollow=True)

    def _axes(self) -> None:
        box, look = self.panel.box, self.look
        for each in self.marks:
            y = self.panel.y(math.log10(each))
            self.plane.rule(box.left, y, box.right, y, look.grid)
            self.plane.text(
                amount(each), box.left - 0.4 * self.letters, y, look.quiet, self.size, align="right"
            )
        span, most = self.panel.x_high, 4 if box.right - box.left < 420 else 7
        step = next((each for each in _STEPS if span / each <= most), _STEPS[-1])
        for k in range(int(span // step) + 1):
            at = self.panel.x(k * step)
            words = duration(k * step) if k else "0"
            half = lettering.width(words, self.size) / 2
            inside = min(max(at, box.left + half * bool(k) - half * (not k)), box.right - half)
            self.plane.rule(at, box.bottom, at, box.bottom + 4, look.quiet)
            self.plane.text(
                words, inside, box.bottom + self.letters, look.quiet, self.size, align="center"
            )
        self.plane.text(
            "time after the peak bin",
            box.right,
            box.bottom + 2.3 * self.letters,
            look.quiet,
            self.size,
            align="right",
        )

    def _key(self) -> None:
        y = 0.75 * self.letters
        dot = [1.1 * self.letters]
        self.plane.dots(dot, [y], self.colour, 4.5)
        usual = "; dotted: the usual level" if (self.of.usual > 0).all() else ""
        told = f"{self.of.unit}{usual}"
        self.plane.text(told, 2.4 * self.letters, y, self.look.ink, self.size)
        for law, words in zip(self.of.laws, self.keys, strict=True):
            y += 1.5 * self.letters
            colour = self.look.ink if law.chosen else self.look.quiet
            dash = "solid" if law.chosen else "dash"
            self.plane.rule(0, y, 2 * self.letters, y, colour, width=2, dash=dash, layer="above")
            self.plane.text(words, 2.4 * self.letters, y, colour, self.size)
