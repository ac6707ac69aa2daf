"""Attention over time: one series with its onset, its peak and its half-life, each with its interval."""

from __future__ import annotations

from typing import Any

import numpy as np

from ripplemark.charts import axes
from ripplemark.charts.attention_marks import Marked
from ripplemark.charts.attention_parts import TIMES, Attention, Back, Half, Mark
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.room import AROUND
from ripplemark.wording import amount

__all__ = ["TIMES", "Attention", "Back", "Half", "Mark", "attention"]


def attention(of: Attention, canvas: Canvas) -> Any:
    """The Plotly figure, of the canvas's width, and of its height where it has one."""
    return _Drawing(of, canvas).figure()


class _Drawing(Marked):
    """The whole picture: the marks, then the words, the most important ones first."""

    def figure(self) -> Any:
        """Draw from the back to the front, then the words, the most important ones first."""
        axes.side(self.plane, self.panel, self.values)
        self.unit()
        gaps = self.gaps()
        self.usual()
        self.bounds()
        x, y = self.line()
        self.room.take_line(x, y)
        self.onset_rule()
        self.back_rule()
        self.half_bar()
        self.later_peaks()
        self.peak_dot()
        self.partial()
        axes.foot(self.plane, self.panel, self.ticks)
        self._words(gaps)
        picture = self.plane.figure()
        box, of = self.panel.box, self.of
        picture.update_layout(meta={TIMES: [[box.left, box.right], [of.low, of.high]]})
        return picture

    def _words(self, gaps: list[Box]) -> None:
        size, small = self.letters, axes.SMALL * self.letters
        of = self.of
        if of.peak is not None and of.peak.level is not None and of.low <= of.peak.at <= of.high:
            x, y = self.panel.x(of.peak.at), self.panel.y(of.peak.level)
            self.put(_label(of.peak.words, x, y, size, self.colour, bold=True))
            self._half_words(size)
        self._back_words(size)
        self._onset_words(small)
        self._later_words(small)
        self._usual_words(small)
        for gap in gaps:
            middle = (gap.left + gap.right) / 2
            label = Label(
                "no data",
                middle,
                gap.top + 4,
                ("below", "left", "right"),
                small,
                colour=self.look.quiet,
                gap=2,
            )
            self.put(label)
        self.clocks()

    def _half_words(self, size: float) -> None:
        half = self.of.half
        if half is None:
            return
        y = self.panel.y(self.half_level(half))
        end = half.high if half.high is not None else half.at or half.low or half.start
        right = self.panel.x(min(end, self.of.high))
        left = self.panel.x(half.start)
        anchors = [(right, y), (right, y - size), ((left + right) / 2, y), (left, y)]
        label = _label(half.words, right, y, size, self.look.ink, bold=False)
        self.put(label, anchors)

    def _back_words(self, size: float) -> None:
        back = self.of.back
        if back is None:
            return
        box = self.panel.box
        if back.at is None:
            x, y = box.right, self.panel.y(self.usual_at(self.of.high)) - 2.5 * size
            heights = [y - k * 1.5 * size for k in range(8)]
            label = Label(
                back.words[0], x, y, ("left",), size, False, self.look.ink, shorter=back.words[1:]
            )
            self.put(label, [(x, each) for each in heights if each > box.top])
            return
        x, high = self.panel.x(back.at), back.high if back.high is not None else self.of.high
        right = self.panel.x(min(high, self.of.high))
        heights = [box.top + size * (1.4 + 1.5 * k) for k in range(8)]
        wide = right - x > _WIDE * (box.right - box.left)
        label = Label(
            back.words[0],
            x,
            heights[0],
            ("right", "left"),
            size,
            True,
            self.colour,
            6 if wide else right - x + 6,
            back.words[1:],
        )
        self.put(label, [(x, each) for each in heights if each < box.bottom - size])

    def _onset_words(self, size: float) -> None:
        mark = self.of.onset
        if mark is None:
            return
        if not self.of.low <= mark.at <= self.of.high:
            return
        x, box = self.panel.x(mark.at), self.panel.box
        steps = [2.0 * self.letters + size * (1.3 + 2.6 * k) for k in range(6)]
        anchors = [(x, y) for y in steps if y < box.bottom - 2 * size]
        low = self.panel.x(max(mark.low, self.of.low)) if mark.low is not None else x
        label = Label(
            mark.words[0],
            x,
            anchors[0][1] if anchors else box.top,
            ("left", "right"),
            size,
            colour=self.look.quiet,
            gap=x - low + 6,
            shorter=mark.words[1:],
            needed=True,
        )
        self.put(label, anchors)

    def _later_words(self, size: float) -> None:
        for mark in self.of.later:
            x, y = self.place_of(mark)
            told = mark.words
            label = Label(
                told[0], x, y - size, AROUND, size, colour=self.look.quiet, gap=4, shorter=told[1:]
            )
            self.put(label)

    def _usual_words(self, size: float) -> None:
        if self.of.usual is None:
            return
        inside = np.flatnonzero(
            (self.of.curve.start >= self.of.low) & (self.of.curve.start < self.of.high)
        )
        if not inside.size:
            return
        level = float(np.median(self.of.usual[inside]))
        y = self.panel.y(level)
        box = self.panel.box
        anchors = [
            (box.left + share * (box.right - box.left), y) for share in (0.0, 0.7, 0.5, 0.3, 0.85)
        ]
        words = (f"usual level {amount(level)}", "usual level")
        label = Label(
            words[0],
            box.left,
            y,
            ("above-right", "below-right"),
            size,
            colour=self.look.quiet,
            gap=4,
            shorter=words[1:],
        )
        self.put(label, anchors)


_WIDE = 0.3
"""Of the picture's width: an interval longer than this has its words within it, since little room is left beside it."""


def _label(
    words: tuple[str, ...], x: float, y: float, size: float, colour: str, *, bold: bool
) -> Label:
    return Label(words[0], x, y, AROUND, size, bold, colour, shorter=words[1:], needed=True)
