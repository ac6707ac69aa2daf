"""The phases of several series on one clock: a strip for each, the darker the more attention, in the order given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark.charts import axes, lettering
from ripplemark.charts.attention_parts import TIMES
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.multiples import more_words
from ripplemark.charts.panel import Panel
from ripplemark.charts.phases import SHADES, Stretch, fitting, interval, lanes
from ripplemark.charts.plane import Plane

_KEY = ("onset", "growth", "peak", "decay", "tail", "resurgence")
_ROWS = (4.4, 3.7, 3.2)
"""Heights of a row, in letters, from the most comfortable to the least."""
_MOST, _MOST_NARROW = 24, 12
"""Strips of a picture that may be as high as it likes: of more, the first ones are drawn and the rest is counted."""
_LEAST_LETTERS = 0.82


@dataclass(frozen=True, slots=True)
class Strip:
    """One series: its wordings from the longest to the shortest, its channel, its phases, from when to when it was seen.

    ``said`` stands at the right of its name, the longest wording first. Without phases ``said`` tells why.
    """

    names: tuple[str, ...]
    channel: str | None
    parts: tuple[Stretch, ...]
    first: float
    last: float
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strips:
    """What is drawn, from ``low`` to ``high`` (seconds since 1970)."""

    strips: tuple[Strip, ...]
    low: float
    high: float
    zone: ZoneInfo


def phase_strips(of: Strips, canvas: Canvas) -> Any:
    """The Plotly figure, of the canvas's width, and of its height where it has one; strips that do not fit are counted."""
    return _Drawing(of, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Strips, canvas: Canvas) -> None:
        self.of, self.canvas, self.look = of, canvas, canvas.look
        self.letters = canvas.letters
        self.size = axes.SMALL * self.letters
        number = len(of.strips)
        width = canvas.width - 4.0
        self.left = 2.0
        self.ticks = axes.clock_ticks(of.low, of.high, of.zone, width - self.left, self.size)
        self.keyed = sorted({each.kind for strip in of.strips for each in strip.parts}, key=_place)
        self.head = self._key_rows() * 1.6 * self.size + 0.3 * self.size
        foot = axes.foot_height(self.letters, self.ticks) + 0.4 * self.letters
        most = _MOST_NARROW if canvas.narrow else _MOST
        self.shown, self.row = number, _ROWS[0 if number <= 12 else 1] * self.letters
        if canvas.height is None:
            self.shown = min(number, most)
        if canvas.height is not None:
            free = canvas.height - self.head - foot
            self.row = next(
                (each * self.letters for each in _ROWS if each * self.letters * number <= free),
                _ROWS[-1] * self.letters,
            )
            self.shown = max(min(number, int((free - 1.4 * self.size) // self.row)), 1)
            if self.row * number <= free:
                self.shown = number
        more = 1.4 * self.size if self.shown < number else 0.0
        height = canvas.height or self.head + self.row * self.shown + foot + more
        self.plane = Plane(canvas, height)
        bottom = min(self.head + self.row * self.shown, height - foot - more)
        box = Box(self.left, self.head, width, bottom)
        self.panel = Panel(box, of.low, max(of.high, of.low + 1), 0.0, 1.0)

    def figure(self) -> Any:
        """The key, then strip by strip, then the clock."""
        self._key()
        axes.foot(self.plane, self.panel, self.ticks)
        for tick in self.ticks:
            x = self.panel.x(tick.at)
            self.plane.rule(x, self.panel.box.top, x, self.panel.box.bottom, self.look.grid)
        for k, strip in enumerate(self.of.strips[: self.shown]):
            self._strip(strip, self.head + k * self.row)
        left_out = len(self.of.strips) - self.shown
        if left_out:
            words = more_words(left_out, self.canvas)
            y = self.plane.height - 0.7 * self.size
            self.plane.text(
                words, self.panel.box.right, y, self.look.quiet, self.size, align="right"
            )
        picture, box = self.plane.figure(), self.panel.box
        picture.update_layout(meta={TIMES: [[box.left, box.right], [self.of.low, self.of.high]]})
        return picture

    def _entries(self) -> list[tuple[str, float]]:
        return [
            (each, lettering.width(each, self.size) + 2.4 * self.size) for each in self._named()
        ]

    def _named(self) -> list[str]:
        return [each for each in _KEY if each in self.keyed]

    def _key_rows(self) -> int:
        x, rows = 0.0, 1
        for _, wide in self._entries():
            if x and x + wide > self.canvas.width - 4:
                x, rows = 0.0, rows + 1
            x += wide
        return rows

    def _key(self) -> None:
        """What the shades mean, in the accent of attention, for every channel alike."""
        x, y = self.left, 0.8 * self.size
        for name, wide in self._entries():
            if x > self.left and x + wide > self.canvas.width - 2:
                x, y = self.left, y + 1.6 * self.size
            half = 0.5 * self.size
            swatch = Box(x, y - half, x + 2 * half, y + half)
            self.plane.box(swatch, self.look.attention, SHADES[name])
            _frame(self.plane, swatch, self.look.quiet)
            self.plane.text(name, x + 1.4 * self.size, y, self.look.quiet, self.size)
            x += wide

    def _strip(self, strip: Strip, top: float) -> None:
        box = self.panel.box
        y = top + 0.75 * self.letters
        room = box.right - box.left
        name = fitting(strip.names, self.letters, room) or _cut(strip.names[-1], self.letters, room)
        self.plane.text(
            name, box.left, y, self.look.channel(strip.channel), self.letters, bold=True
        )
        left = room - lettering.width(name, self.letters, bold=True) - self.letters
        said = fitting(strip.said, self.size, left)
        if said is not None:
            self.plane.text(said, box.right, y, self.look.quiet, self.size, align="right")
        bar = Box(
            box.left, top + 1.45 * self.letters, box.right, top + self.row - 1.1 * self.letters
        )
        self._segments(strip, bar)

    def _segments(self, strip: Strip, bar: Box) -> None:
        of, panel = self.of, self.panel
        colour = self.look.channel(strip.channel)
        seen = [panel.x(min(max(each, of.low), of.high)) for each in (strip.first, strip.last)]
        middle = (bar.top + bar.bottom) / 2
        if seen[1] > seen[0]:
            self.plane.rule(seen[0], middle, seen[1], middle, self.look.quiet, width=0.8)
        parts = tuple(each for each in strip.parts if each.end > of.low and each.start < of.high)
        depth = lanes(parts, panel)
        for k, each in enumerate(parts):
            left, right = (panel.x(min(max(at, of.low), of.high)) for at in (each.start, each.end))
            if SHADES[each.kind]:
                self.plane.box(Box(left, bar.top, right, bar.bottom), self.look.paper, 1.0)
                self.plane.box(Box(left, bar.top, right, bar.bottom), colour, SHADES[each.kind])
            if not each.bounded or not of.low <= each.start <= of.high:
                continue
            ink, width = (self.look.ink, 1.8) if each.judged else (self.look.quiet, 0.8)
            dash = "dash" if each.judged else "solid"
            self.plane.rule(left, bar.top, left, bar.bottom + 3, ink, width=width, dash=dash)
            step = min(4.0, 0.9 * self.letters / (max(depth.values(), default=0) + 1))
            interval(self.plane, panel, each, bar.bottom + 3 + step * depth[k])
        self._inside(parts, bar, middle)

    def _inside(self, parts: Sequence[Stretch], bar: Box, y: float) -> None:
        """The names that have room in their own stretch; the others are told by shade and key."""
        if bar.bottom - bar.top < 1.15 * self.size:
            return
        for each in parts:
            if each.kind == "quiet":
                continue
            ends = (
                self.panel.x(min(max(at, self.of.low), self.of.high))
                for at in (each.start, each.end)
            )
            left, right = ends
            text = fitting([each.words[-1]], self.size, right - left - 6)
            if text is not None:
                self.plane.text(
                    text, (left + right) / 2, y, self.look.ink, self.size, align="center"
                )


def _frame(plane: Plane, box: Box, colour: str) -> None:
    for x0, y0, x1, y1 in (
        (box.left, box.top, box.right, box.top),
        (box.left, box.bottom, box.right, box.bottom),
        (box.left, box.top, box.left, box.bottom),
        (box.right, box.top, box.right, box.bottom),
    ):
        plane.rule(x0, y0, x1, y1, colour, width=0.6)


def _place(kind: str) -> int:
    return _KEY.index(kind) if kind in _KEY else -1


def _cut(name: str, size: float, room: float) -> str:
    while name and lettering.width(f"{name}…", size, bold=True) > room:
        name = name[:-1]
    return f"{name.rstrip(' ,')}…"
