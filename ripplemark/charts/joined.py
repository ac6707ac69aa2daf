"""Downloads of one search term and the series that they were joined to: the series above, each download on its own scale below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts import axes, lettering
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Floats
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import thinned

_MOST, _MOST_NARROW = 12, 9
"""Downloads that are drawn at most; those that were joined come first, and the rest is counted."""
_ROW = 3.9
"""Height of a download's row, in letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One download: its bins on its own scale (seconds since 1970; 0 to 100), whether it is part of the series, and what is said.

    ``said`` are wordings from the longest to the shortest; ``error`` is the standard error of its scale as a share.
    """

    at: Floats
    value: Floats
    joined: bool
    said: tuple[str, ...]
    error: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class JoinedWindows:
    """What is drawn: the joined series with the standard error of each bin's scale (shape (m,), a share), and the downloads."""

    at: Floats
    value: Floats
    error: Floats
    parts: tuple[Part, ...]
    zone: ZoneInfo
    unit: str


def joined_windows(of: JoinedWindows, canvas: Canvas) -> Any:
    """The Plotly figure; of more downloads than there is room for, the first are drawn and the rest is counted."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: JoinedWindows, canvas: Canvas) -> None:
        self.of, self.canvas, self.look = of, canvas, canvas.look
        self.letters, self.size = canvas.letters, axes.SMALL * canvas.letters
        self.colour = canvas.look.channel("search")
        self.head = lettering.wrapped(of.unit, self.size, canvas.width - 4)
        most = _MOST_NARROW if canvas.narrow else _MOST
        low, high = _ends(_chosen(of.parts, most))
        left = axes.side_width((100.0,), self.letters)
        self.ticks = axes.clock_ticks(low, high, of.zone, canvas.width - left - 4, self.size)
        foot, row = axes.foot_height(self.letters, self.ticks), _ROW * self.letters
        above = 1.5 * self.size * len(self.head) + 0.8 * self.letters
        series = 9.0 * self.letters
        if canvas.height is not None:
            free = canvas.height - above - foot - 2.0 * self.letters
            series = max(min(series, 0.4 * free), 3 * self.letters)
            most = max(int((free - series - 1.6 * self.letters) // row), 0)
        self.shown = _chosen(of.parts, most)
        more = 1.6 * self.letters if len(self.shown) < len(of.parts) else 0.0
        end = above + series + foot
        height = canvas.height or round(end + 0.8 * self.letters + row * len(self.shown) + more)
        self.plane = Plane(canvas, height)
        box = Box(left, above, canvas.width - 4.0, above + series)
        self.panel = Panel(box, low, max(high, low + 1), 0.0, 105.0)
        self.rows = end + 0.8 * self.letters

    def figure(self) -> Any:
        """The series with its axis, then a row for each download."""
        for k, line in enumerate(self.head):
            self.plane.text(line, 2, (0.75 + 1.5 * k) * self.size, self.look.quiet, self.size)
        axes.side(self.plane, self.panel, (0.0, 50.0, 100.0))
        axes.foot(self.plane, self.panel, self.ticks)
        self._series()
        for k, part in enumerate(self.shown):
            self._part(part, self.rows + k * _ROW * self.letters)
        left_out = len(self.of.parts) - len(self.shown)
        if left_out:
            words = f"and {left_out} more download{'s' * (left_out > 1)}"
            axes.corner(self.plane, words, self.plane.width, self.plane.height, self.letters)
        return self.plane.figure()

    def _series(self) -> None:
        of, panel = self.of, self.panel
        x, y = axes.across(panel, of.at), axes.down(panel, of.value)
        low, high = (
            axes.down(panel, np.minimum(of.value * np.exp(side * 1.96 * of.error), 105.0))
            for side in (-1, 1)
        )
        kept = thinned(x, y)
        self.plane.line(x[kept], low[kept], self.colour, width=0.8, dash="dot")
        self.plane.line(x[kept], high[kept], self.colour, width=0.8, dash="dot")
        told = [f"{of.value[k]:.1f}" if of.value[k] == of.value[k] else "" for k in kept]
        self.plane.line(x[kept], y[kept], self.colour, width=1.6, told=told)

    def _part(self, part: Part, top: float) -> None:
        """The words of a download above its bar, its own course inside."""
        box, colour = self.panel.box, self.colour if part.joined else self.look.quiet
        left, right = (self.panel.x(float(part.at[k])) for k in (0, -1))
        ink = self.look.ink if part.joined else self.look.quiet
        words = lettering.fitting(part.said, self.size, self.plane.width - 8)
        wide = lettering.width(words, self.size)
        start = max(min(left, box.right - wide), 2.0)
        self.plane.text(words, start, top + 0.75 * self.size, ink, self.size)
        bar = Box(
            left,
            top + 1.6 * self.size,
            max(right, left + 2),
            top + 1.6 * self.size + 1.8 * self.letters,
        )
        self.plane.box(bar, colour, 0.14)
        own = Panel(bar, float(part.at[0]), float(part.at[-1]) + 1, 0.0, 100.0)
        x, y = axes.across(own, part.at), axes.down(own, part.value)
        kept = thinned(x, y)
        self.plane.line(x[kept], y[kept], colour, width=1.1)


def _ends(parts: Sequence[Part]) -> tuple[float, float]:
    return min(float(each.at[0]) for each in parts), max(float(each.at[-1]) for each in parts)


def _chosen(parts: Sequence[Part], most: int) -> list[Part]:
    """Those that were joined, then those next to them in time, in order of time."""
    middle = [k for k, each in enumerate(parts) if each.joined] or [0]
    order = sorted(
        range(len(parts)),
        key=lambda k: (not parts[k].joined, min(abs(k - each) for each in middle)),
    )
    return [parts[k] for k in sorted(order[:most])]
