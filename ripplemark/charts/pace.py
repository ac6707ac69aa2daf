"""Is moderation keeping pace: how many items were up, and below it, bar by bar, what came on record against what went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ripplemark.charts import axes, lettering, placing, ticks
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import LEADING, Box, Label, Place
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import Room
from ripplemark.charts.thinning import Floats, thinned

Key = tuple[tuple[str, str], ...]
"""Entries of a key: a state of ``_OUTCOMES``, and its words."""

_OUTCOMES = {
    "up": "up",
    "unsure": "unknown",
    "new": "up",
    "back": "up",
    "removed": "removed",
    "otherwise": "uploader",
}
"""The outcome whose colour each part has; what comes on record is up then."""
_OPACITY = {"up": 0.5, "unsure": 0.9, "new": 0.85, "back": 0.4, "removed": 0.9, "otherwise": 0.6}
_ROW = 1.55
"""Height of a row of a heading, in its letters."""
_MARGIN = 0.75
"""Free room above and below the longest bars, in letters: for the numbers beside them."""
_PEAK: tuple[Place, ...] = ("above", "above-right", "above-left", "right", "left")
_END: tuple[Place, ...] = ("above-left", "left", "below-left")


@dataclass(frozen=True, slots=True)
class Told:
    """A label in the upper panel: at which wall time, at how many items, its wordings, the longest first."""

    at: float
    level: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """Items up: shape (n,) each. From ``start`` to ``end`` (seconds of wall time) so many were up, or perhaps up."""

    start: Floats
    end: Floats
    up: Floats
    unsure: Floats
    said: tuple[str, ...]

    @property
    def top(self) -> float:
        """The most items that may have been up at once; at least 1."""
        return max(float((self.up + self.unsure).max(initial=0.0)), 1.0)


@dataclass(frozen=True, slots=True)
class Bars:
    """Items by bar: shape (m,) each. Upwards what came, by part from the axis on; downwards what went."""

    start: Floats
    end: Floats
    came: tuple[tuple[str, Floats], ...]
    went: tuple[tuple[str, Floats], ...]
    said: tuple[str, ...]

    def reach(self, parts: Sequence[tuple[str, Floats]]) -> float:
        """The longest bar of these parts, in items."""
        return float(np.sum([each for _, each in parts], axis=0).max(initial=0.0)) if parts else 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What is drawn: headings with their keys, levels with their labels in order of importance, bars on the same clock."""

    above: tuple[str, ...]
    above_key: Key
    levels: Levels
    told: tuple[Told, ...]
    below: tuple[str, ...]
    below_key: Key
    bars: Bars

    @property
    def low(self) -> float:
        """Where the axis of time begins."""
        return float(min(self.levels.start[0], self.bars.start[0]))

    @property
    def high(self) -> float:
        """Where it ends."""
        return float(max(self.levels.end[-1], self.bars.end[-1]))


def pace(of: Pace, canvas: Canvas) -> Any:
    """The Plotly figure: two panels on one clock, each with its heading."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Pace, canvas: Canvas) -> None:
        self.of, self.look = of, canvas.look
        self.size = SMALL * canvas.letters
        self.width = float(canvas.width)
        came, went = (of.bars.reach(each) for each in (of.bars.came, of.bars.went))
        came, longest = max(came, 1.0), max(of.levels.top, came, went, 1.0)
        side = axes.side_width([round(longest)], canvas.letters)
        left, right = side, self.width - 8
        self.ticks = ticks.times(of.low, of.high, right - left, self.size)
        foot = axes.foot_height(canvas.letters, self.ticks)
        heads = [self._head(*each) for each in ((of.above, of.above_key), (of.below, of.below_key))]
        high = [_ROW * self.size * len(rows) + 0.3 * self.size for rows in heads]
        taken, gap = sum(high) + foot, 0.9 * self.size
        free = max((canvas.height or 0) - taken - gap, 0.0)
        if canvas.height is None:
            free = max(0.42 * self.width, 230.0)
        free = max(free, 9 * self.size)
        upper, lower = 0.58 * free, 0.42 * free
        self.heads = ((0.0, heads[0]), (high[0] + upper + gap, heads[1]))
        above = Box(left, high[0], right, high[0] + upper)
        start = above.bottom + gap + high[1]
        below = Box(left, start, right, start + lower)
        strip = min(LEADING * canvas.letters + 12, 0.45 * upper)
        top = of.levels.top * upper / (upper - strip)
        margin = (came + went) * _MARGIN * self.size / max(lower - 2 * _MARGIN * self.size, 1.0)
        self.above = Panel(above, of.low, of.high, 0.0, top)
        self.below = Panel(below, of.low, of.high, -went - margin, came + margin)
        self.beside = _above(self.above, of.levels.top, self.size)
        self.both = _both(self.below, came, went, self.size)
        total = round(max(canvas.height or 0, below.bottom + foot))
        self.plane = Plane(canvas, total)

    def figure(self) -> Any:
        """Everything, from the back to the front."""
        plane, box = self.plane, self.above.box
        for top, rows in self.heads:
            self._heading(top, rows)
        axes.side(plane, self.above, self.beside)
        self._numbers()
        self._levels()
        plane.rule(box.left, box.bottom, box.right, box.bottom, self.look.quiet, layer="above")
        self._bars()
        axes.foot(plane, self.below, self.ticks)
        self._told()
        return plane.figure()

    def _head(self, words: Sequence[str], key: Key) -> list[list[tuple[float, str, str]]]:
        """The rows of a heading: where each entry begins, its part ('' for the heading itself), its words."""
        room = 0.97 * self.width
        fits = (each for each in words if lettering.width(each, self.size, bold=True) <= room)
        lines = lettering.wrapped(next(fits, words[-1]), self.size, room, bold=True)
        rows = [[(0.0, "", line)] for line in lines]
        edge = lettering.width(lines[-1], self.size, bold=True) + 1.2 * self.size
        for part, told in key:
            wide = 1.3 * self.size + lettering.width(told, self.size)
            if edge + wide > self.width - 1:
                rows.append([])
                edge = 0.0
            rows[-1].append((edge, part, told))
            edge += wide + 1.1 * self.size
        return rows

    def _heading(self, top: float, rows: list[list[tuple[float, str, str]]]) -> None:
        half = 0.42 * self.size
        for row, entries in enumerate(rows):
            y = top + (row + 0.5) * _ROW * self.size
            for left, part, told in entries:
                if not part:
                    self.plane.text(told, left, y, self.look.ink, self.size, bold=True)
                    continue
                square = Box(left, y - half, left + 2 * half, y + half)
                self.plane.box(square, self._colour(part), _OPACITY[part])
                for edge in (square.top, square.bottom):
                    self.plane.rule(
                        square.left, edge, square.right, edge, self.look.quiet, width=0.7
                    )
                self.plane.text(told, left + 1.3 * self.size, y, self.look.ink, self.size)

    def _colour(self, part: str) -> str:
        return self.look.outcome(_OUTCOMES[part])

    def _numbers(self) -> None:
        """Numbers beside the bars, without a sign: both ways count items."""
        panel, box = self.below, self.below.box
        for value in self.both:
            y = panel.y(value)
            colour = self.look.grid if value else self.look.quiet
            layer = "below" if value else "above"
            self.plane.rule(box.left, y, box.right, y, colour, layer=layer)  # type: ignore[arg-type]
            said = ticks.number(abs(value))
            self.plane.text(said, box.left - 7, y, self.look.quiet, self.size, align="right")

    def _levels(self) -> None:
        """Steps: what is up, and above it, lighter and with a dotted edge, what may be."""
        levels, floor = self.of.levels, self.above.box.bottom
        x = _pairs(levels.start, levels.end)
        x = axes.across(self.above, x)
        up = np.repeat(levels.up, 2)
        both = up + np.repeat(levels.unsure, 2)
        said = [each for each in levels.said for _ in range(2)]
        kept = thinned(x, both)
        if levels.unsure.any():
            y = axes.down(self.above, both)
            self.plane.area(x[kept], y[kept], floor, self._colour("unsure"), _OPACITY["unsure"])
            self.plane.line(x[kept], y[kept], self.look.quiet, width=1.0, dash="dot")
        kept = np.union1d(kept, thinned(x, up))
        y = axes.down(self.above, up)
        self.plane.area(x[kept], y[kept], floor, self._colour("up"), _OPACITY["up"])
        told = [said[k] for k in kept]
        self.plane.line(x[kept], y[kept], self._colour("up"), width=1.6, told=told)

    def _bars(self) -> None:
        bars = self.of.bars
        left, right = (axes.across(self.below, each) for each in (bars.start, bars.end))
        gap = np.minimum(0.12 * (right - left), 2.0)
        left, right = left + gap, right - gap
        for parts, sign in ((bars.came, 1.0), (bars.went, -1.0)):
            base = np.zeros(bars.start.size)
            for part, counts in parts:
                ends = axes.down(self.below, sign * (base + counts))
                starts = axes.down(self.below, sign * base)
                for k in np.flatnonzero(counts):
                    self.plane.area(
                        np.array([left[k], right[k]]),
                        np.array([ends[k], ends[k]]),
                        float(starts[k]),
                        self._colour(part),
                        _OPACITY[part],
                    )
                    self.plane.line(
                        np.array([left[k], right[k]]),
                        np.array([ends[k], ends[k]]),
                        self._colour(part),
                        width=1.0,
                        told=[bars.said[k], bars.said[k]],
                    )
                base = base + counts

    def _told(self) -> None:
        """The labels of the upper panel with a dot each; a label that must stand far off has a line to its dot."""
        box, levels = self.above.box, self.of.levels
        room = Room(Box(box.left, box.top, self.width - 1, box.bottom))
        x = axes.across(self.above, _pairs(levels.start, levels.end))
        for level in (levels.up, levels.up + levels.unsure):
            room.take_line(x, axes.down(self.above, np.repeat(level, 2)), 1.0)
        labels = []
        for k, each in enumerate(self.of.told):
            at, y = self.above.x(each.at), self.above.y(each.level)
            labels.append(
                Label(
                    each.words[0],
                    at,
                    y,
                    _END if at > box.right - 4 else _PEAK,
                    self.plane.canvas.letters,
                    bold=not k,
                    colour=self.look.ink,
                    gap=5,
                    shorter=each.words[1:],
                    needed=True,
                )
            )
            room.take(Box(at - 3, y - 3, at + 3, y + 3))
            self.plane.dots([at], [y], self.look.ink, 5.5)
        for placed in placing.place(labels, room):
            if placed is None:
                continue
            self.plane.label(placed)
            if (line := placing.leader(placed)) is not None:
                self.plane.rule(*line, self.look.quiet, width=0.8, layer="above")


def _pairs(start: Floats, end: Floats) -> Floats:
    """Both ends of each stretch, in order."""
    return np.column_stack([start, end]).ravel()


def _above(panel: Panel, top: float, size: float) -> list[float]:
    """Round whole numbers beside the upper panel, as many as have room."""
    return _apart(panel, [_whole(top, most) for most in (3, 2, 1)], size)


def _both(panel: Panel, came: float, went: float, size: float) -> list[float]:
    """The same beside the bars, below nought too."""
    steps = [_whole(max(came, went), most) for most in (3, 2, 1)]
    return _apart(
        panel,
        [
            [-each for each in reversed(found) if 0 < each <= went]
            + [each for each in found if each <= came]
            for found in steps
        ],
        size,
    )


def _apart(panel: Panel, tried: Sequence[list[float]], size: float) -> list[float]:
    """The first numbers that stand far enough from each other; nought alone where none do."""
    for found in tried:
        gaps = [panel.y(low) - panel.y(high) for low, high in pairwise(found)]
        if min(gaps, default=math.inf) >= 1.5 * size:
            return found
    return [0.0]


def _whole(top: float, most: int) -> list[float]:
    """Round whole numbers from nought up; at least ``top`` itself where nothing round is below it."""
    found = [each for each in ticks.numbers(top, most) if each == round(each)]
    return found if len(found) > 1 else [0.0, float(round(top))]
