"""One series while it is drawn: axes, bins, gaps, bounds and usual level, and what room is left for words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from ripplemark.charts import axes, lettering, ticks
from ripplemark.charts.attention_parts import Attention
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Floats
from ripplemark.charts.labels import Box, Label, Place, Placed
from ripplemark.charts.panel import Panel
from ripplemark.charts.placing import leader, place
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import AROUND, Room
from ripplemark.charts.thinning import alone, thinned
from ripplemark.wording import amount

_FEW = 9.0
"""Pixels between bins from which on each bin has its own dot."""
_PLAIN = 2.0
"""Pixels between bins below which a weekly pattern of the usual level is drawn as its middle."""

_SEEN = 10 * 86_400.0
"""Seconds; an hour more or less cannot be seen in a picture of a longer stretch."""


class Scene:
    """A picture of one series, from the back to the front."""

    def __init__(self, of: Attention, canvas: Canvas) -> None:
        self.of, self.letters = of, canvas.letters
        self.shown = of.curve.between(of.low, of.high)
        height = canvas.height or round(min(max(0.46 * canvas.width, 240), 440))
        self.plane = Plane(canvas, height)
        self.look = canvas.look
        self.colour = self.look.channel(of.channel)
        self.panel, self.values, self.ticks = self._panel(height)
        box = self.panel.box
        self.room = Room(Box(box.left + 2, 0, canvas.width - 2, box.bottom - 2))

    def _panel(self, height: float) -> tuple[Panel, list[float], list[ticks.Tick]]:
        of, letters, width = self.of, self.letters, self.plane.width
        top = max(self._top(), 1e-9)
        values = ticks.numbers(top, 3 if height < 260 else 4)
        left = axes.side_width(values, letters)
        right = width - 6
        found = axes.clock_ticks(of.low, of.high, of.zone, right - left, axes.SMALL * letters)
        bottom = height - axes.foot_height(letters, found)
        box = Box(left, 3.4 * letters, right, max(bottom, 4 * letters))
        return Panel(box, of.low, max(of.high, of.low + 1), 0.0, 1.06 * top), values, found

    def _top(self) -> float:
        level = self.of.peak.level if self.of.peak else None
        part = np.where(self.shown.part, self.shown.value, np.nan)
        seen = [self.shown.top, level or 0.0, *part[np.isfinite(part)].tolist()]
        return float(max(seen))

    def unit(self) -> None:
        size = axes.SMALL * self.letters
        words = self.of.curve.unit
        self.plane.text(words, 0, 0.8 * size, self.look.quiet, size)
        self.room.take(Box(0, 0, lettering.width(words, size) + size, 1.5 * size))

    def gaps(self) -> list[Box]:
        """Bands where nothing is known, where they are wide enough to be seen."""
        missing = np.isnan(self.shown.value)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], missing.astype(np.int8), [0]])))
        found = []
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            start = max(float(self.shown.start[first]), self.of.low)
            last = float(self.shown.start[end - 1] + self.shown.width[end - 1])
            box = Box(
                self.panel.x(start),
                self.panel.box.top,
                self.panel.x(min(last, self.of.high)),
                self.panel.box.bottom,
            )
            if box.right - box.left >= 4:
                self.plane.box(box, self.look.quiet, 0.09)
                found.append(box)
        return found

    def usual(self) -> None:
        if self.of.upper is not None:
            box = self.panel.box
            top = self.panel.y(min(self.of.upper, self.panel.y_high))
            self.plane.box(Box(box.left, top, box.right, box.bottom), self.look.quiet, 0.13)
        if self.of.usual is None:
            return
        inside = (self.of.curve.start >= self.of.low) & (self.of.curve.start < self.of.high)
        x = axes.across(self.panel, self.of.curve.centre[inside])
        y = axes.down(self.panel, self.of.usual[inside])
        if x.size > 1 and float(np.median(np.diff(x))) < _PLAIN:
            y = np.full(y.size, self.panel.y(float(np.median(self.of.usual[inside]))))
        kept = thinned(x, y)
        if kept.size:
            self.plane.line(x[kept], y[kept], self.look.quiet, width=1.2, dash="dot")

    def bounds(self) -> None:
        """Strips in which the values lie of which only an upper bound is known."""
        floor = self.panel.box.bottom
        for k in np.flatnonzero(self.shown.below):
            ends = self.shown.start[k] + np.array([0.0, self.shown.width[k]])
            x = axes.across(self.panel, np.clip(ends, self.of.low, self.of.high))
            if x[1] > x[0]:
                top = min(self.panel.y(float(self.shown.value[k])), floor - 2)
                self.plane.area(x, np.array([top, top]), floor, self.colour, 0.3)

    def line(self) -> tuple[Floats, Floats]:
        """The line with a break at every gap; bins without neighbours, and few bins, have dots. Clipped to the panel."""
        x, value = (
            self.shown.centre,
            np.where(self.shown.below, self.shown.value / 2, self.shown.line),
        )
        x, value = axes.clipped(x, value, self.of.low, self.of.high)
        across, down = axes.across(self.panel, x), axes.down(self.panel, value)
        kept = thinned(across, value)
        told = [self._told(x[k], value[k]) for k in kept]
        if self.of.filled:
            self.plane.area(across[kept], down[kept], self.panel.box.bottom, self.colour, 0.13)
        self.plane.line(across[kept], down[kept], self.colour, width=self.stroke, told=told)
        dots = alone(value)
        step = float(np.median(np.diff(across))) if across.size > 1 else self.plane.width
        if step >= _FEW:
            dots = np.flatnonzero(np.isfinite(value) & (x > self.of.low) & (x < self.of.high))
        if dots.size:
            self.plane.dots(across[dots], down[dots], self.colour, 2.2 * self.stroke)
        return across[kept], down[kept]

    @property
    def stroke(self) -> float:
        return (2.2 if self.letters >= 12 else 1.6) * (0.75 if self._dense else 1.0)

    @property
    def _dense(self) -> bool:
        """True where there is hardly a pixel for each bin."""
        return self.shown.start.size > 0.7 * (self.panel.box.right - self.panel.box.left)

    def _told(self, at: float, value: float) -> str:
        local = datetime.fromtimestamp(at, UTC).astimezone(self.of.zone)
        return (
            f"{amount(float(value))}<br>{local.day} {local:%b %Y, %H:%M}" if value == value else ""
        )

    def usual_at(self, at: float) -> float:
        """The usual level at a moment; the line's own height where none is known."""
        k = int(np.searchsorted(self.of.curve.start, at, side="right")) - 1
        if self.of.usual is None or not self.of.usual.size:
            level = self.of.curve.at(at)
            return float(level) if np.isfinite(level) else 0.0
        return float(self.of.usual[min(max(k, 0), self.of.usual.size - 1)])

    def partial(self) -> None:
        """Bins that were seen in part only: hollow, beside the line and not on it."""
        for k in np.flatnonzero(self.shown.part & np.isfinite(self.shown.value)):
            x, y = (
                self.panel.x(float(self.shown.centre[k])),
                self.panel.y(float(self.shown.value[k])),
            )
            if self.panel.box.left <= x <= self.panel.box.right:
                self.plane.dots([x], [y], self.colour, 3.4 * self.stroke, hollow=True)
                self.room.take(Box(x - 5, y - 5, x + 5, y + 5))
                label = Label(
                    "partial bin", x, y, AROUND, axes.SMALL * self.letters, colour=self.look.quiet
                )
                self.put(label)

    def clocks(self) -> None:
        """A short tick up from the axis, and a word, where the clock was changed; only where hours can be seen."""
        if self.of.high - self.of.low > _SEEN:
            return
        box, size = self.panel.box, axes.SMALL * self.letters
        for at, by in axes.clock_changes(self.of.low, self.of.high, self.of.zone):
            x = self.panel.x(at)
            self.plane.rule(x, box.bottom - 0.7 * size, x, box.bottom, self.look.quiet, width=1.2)
            way = "forward" if by > 0 else "back"
            told = (f"clocks {way} {abs(by) / 3600:g} h", f"clocks {way}")
            places: tuple[Place, ...] = ("right", "left", "above", "above-right", "above-left")
            label = Label(
                told[0], x, box.bottom - 0.9 * size, places, size, False, self.look.quiet, 4
            )
            heights = [(x, box.bottom - (0.9 + 1.3 * k) * size) for k in range(3)]
            self.put(replace(label, shorter=told[1:]), heights)

    def put(self, label: Label, anchors: list[tuple[float, float]] | None = None) -> None:
        """The label where it fits; a needed one, in a crowd, further off with a line to its point."""
        placed = self.room.place(label, anchors or ())
        if placed is None and label.needed:
            placed = place([label], self.room)[0]
        if placed is None:
            return
        line = leader(placed) if label.needed and not self._beside(placed, anchors) else None
        if line is not None:
            self.plane.rule(*line, self.look.quiet, width=0.8, layer="above")
        self.plane.label(placed)

    def _beside(self, placed: Placed, anchors: list[tuple[float, float]] | None) -> bool:
        """True where a label stands at one of the anchors along its own mark, which leads to it."""
        label, box = placed.label, placed.box
        return any(
            max(box.left - x, x - box.right, 0.0) <= 1.6 * label.gap
            and max(box.top - y, y - box.bottom, 0.0) <= 1.6 * label.gap
            for x, y in anchors or ()
        )
