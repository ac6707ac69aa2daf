"""Shares by time of which only bounds are known: a panel for each group, a band of steps between the least and the most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import axes, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import Floats

_ROW = 1.4
"""Height of a row of words, in its letters."""
_WIDE = 2.2
"""A picture this many times as wide as a panel is high has two panels beside each other."""


@dataclass(frozen=True, slots=True)
class Band:
    """One group: its name, words below it, and at each of ``hours`` the least and the most that the share can be, 0 to 1.

    Without hours there is no panel, only words. Where both are the same number, the band is a line.
    """

    name: str
    words: tuple[str, ...]
    hours: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """What is drawn: the bands, the first and the last hour of the axis (``linear`` from 0), what the axis is called."""

    bands: tuple[Band, ...]
    first: float
    last: float
    axis: str
    said: str
    top: float = 100.0


def bands(of: Bands, canvas: Canvas) -> Any:
    """The Plotly figure: panels below one another, two in a row where there is room, all on the same two axes."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Bands, canvas: Canvas) -> None:
        self.of, self.canvas, self.look = of, canvas, canvas.look
        self.size = SMALL * canvas.letters
        columns = 1 if canvas.narrow or len(of.bands) == 1 else 2
        self.gap = 1.6 * self.size
        self.wide = (canvas.width - self.gap * (columns - 1)) / columns
        self.left = axes.side_width([of.top / 2, of.top], canvas.letters, "%")
        self.words = [
            [line for text in band.words for line in self._wrapped(text)] for band in of.bands
        ]
        rows = [
            list(range(k, min(k + columns, len(of.bands))))
            for k in range(0, len(of.bands), columns)
        ]
        axis = lettering.wrapped(of.axis, self.size, canvas.width - 2)
        heads = [
            (max(1 + len(self.words[k]) for k in row) * _ROW + 0.7) * self.size for row in rows
        ]
        drawn = [any(of.bands[k].hours for k in row) for row in rows]
        foot = 2.9 * self.size
        taken = sum(heads) + foot * sum(drawn) + 0.6 * self.size * len(rows)
        taken += _ROW * self.size * len(axis)
        panels = max(sum(drawn), 1)
        least = max(5.5 * self.size, 70.0)
        free = max(((canvas.height or 0) - taken) / panels, least)
        if canvas.height is None:
            free = max(0.3 * self.wide, 120.0)
        self.rows, self.heads, self.drawn, self.axis = rows, heads, drawn, axis
        self.free, self.foot = free, foot
        total = taken + free * sum(drawn)
        self.plane = Plane(canvas, math.ceil(max(canvas.height or 0, total)))

    def _wrapped(self, text: str) -> list[str]:
        return lettering.wrapped(text, self.size, self.wide - 2)

    def figure(self) -> Any:
        """Row by row, from the top down."""
        y = 0.0
        for row, head, drawn in zip(self.rows, self.heads, self.drawn, strict=True):
            for column, k in enumerate(row):
                x = column * (self.wide + self.gap)
                self._head(x, y, k)
                if self.of.bands[k].hours:
                    box = Box(x + self.left, y + head, x + self.wide - 4, y + head + self.free)
                    self._panel(box, self.of.bands[k])
            y += head + (self.free + self.foot if drawn else 0.0) + 0.6 * self.size
        for line in self.axis:
            self.plane.text(line, 0, y + 0.5 * _ROW * self.size, self.look.quiet, self.size)
            y += _ROW * self.size
        return self.plane.figure()

    def _head(self, x: float, y: float, k: int) -> None:
        row = _ROW * self.size
        name = self.of.bands[k].name
        while len(name) > 2 and lettering.width(name, self.size, bold=True) > self.wide - 2:
            name = name[:-2] + "…"
        self.plane.text(name, x, y + row / 2, self.look.ink, self.size, bold=True)
        for at, line in enumerate(self.words[k], 1):
            self.plane.text(line, x, y + (at + 0.5) * row, self.look.quiet, self.size)

    def _panel(self, box: Box, band: Band) -> None:
        scale = Lapse(box.left, box.right, self.of.first, self.of.last)
        panel = Panel(box, 0.0, 1.0, 0.0, self.of.top)
        axes.side(self.plane, panel, [0.0, self.of.top / 2, self.of.top], "%")
        self._foot(scale, box)
        at, low, high = _steps(band, self.of.last)
        x = np.array([scale.x(each) for each in at])
        below, above = axes.down(panel, 100 * low), axes.down(panel, 100 * high)
        self._fill(x, below, above)
        for y in (below, above):
            self.plane.line(x, y, self.look.moderation, width=1.4, told=self._told(band, at.size))

    def _fill(self, x: Floats, below: Floats, above: Floats) -> None:
        """The band, from edge to edge of each step."""
        for k in range(0, x.size - 1, 2):
            pair = slice(k, k + 2)
            if below[k] - above[k] > 0.1:
                self.plane.area(x[pair], above[pair], float(below[k]), self.look.moderation, 0.28)

    def _told(self, band: Band, size: int) -> list[str]:
        """What is read out beside the pointer: the bounds that hold at the start of each step."""
        said = [
            f"{band.name}: {self.of.said} {scale_name(hours)}: {percent(low, high)}"
            for hours, low, high in zip(band.hours, band.low, band.high, strict=True)
        ]
        return [said[min(k // 2, len(said) - 1)] for k in range(size)]

    def _foot(self, scale: Lapse, box: Box) -> None:
        """Ticks with their names, each inside the panel's own width."""
        for at in scale.ticks(self.canvas.letters):
            x, text = scale.x(at), scale.name(at)
            self.plane.rule(x, box.top, x, box.bottom, self.look.grid)
            half = lettering.width(text, self.size) / 2
            inside = min(max(x, half), box.right + 4 - half)
            y = box.bottom + 1.35 * self.size
            self.plane.text(text, inside, y, self.look.quiet, self.size, align="center")
        self.plane.rule(box.left, box.bottom, box.right, box.bottom, self.look.quiet, layer="above")


def _steps(band: Band, last: float) -> tuple[Floats, Floats, Floats]:
    """Both ends of each step: the least holds from its hour on, the most that is known later holds before it too."""
    at = [*band.hours, max(last, band.hours[-1])]
    x = np.array([each for k in range(len(at) - 1) for each in (at[k], at[k + 1])])
    low = np.repeat(np.array(band.low), 2)
    later = [*band.high[1:], band.high[-1]]
    return x, low, np.repeat(np.array(later), 2)


def scale_name(hours: float) -> str:
    """'6 h', '48 h', '7 days'."""
    days = hours / 24
    return f"{days:,.0f} days" if hours > 72 and days == round(days) else f"{hours:g} h"


def percent(low: float, high: float) -> str:
    """Two bounds, or one number where they say the same: '44 to 76 %', '80 %', '0 to 0.4 %'."""
    one, other = (_number(each) for each in (low, high))
    return f"{one} %" if one == other else f"{one} to {other} %"


def _number(share: float) -> str:
    value = 100 * share
    return f"{value:.1g}" if 0 < value < 1 else f"{value:.0f}"


def axis_ends(groups: Sequence[Band], least: float) -> tuple[float, float]:
    """The first and the last hour that any band knows; at least ``least`` hours apart from nought."""
    hours = [each for band in groups for each in band.hours]
    return min(hours, default=least), max(hours, default=2 * least)
