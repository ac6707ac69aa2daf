"""Onset, peak, half-life and return on a picture of one series, each with its interval."""

from __future__ import annotations

import numpy as np

from ripplemark.charts.attention_parts import Half, Mark
from ripplemark.charts.attention_scene import Scene
from ripplemark.charts.labels import Box


class Marked(Scene):
    """A picture of one series with its marks, still without their words."""

    def onset_rule(self) -> None:
        mark = self.of.onset
        if mark is None or not self.of.low <= mark.at <= self.of.high:
            return
        box, x = self.panel.box, self.panel.x(mark.at)
        ends = [
            self.panel.x(min(max(each, self.of.low), self.of.high))
            for each in (mark.low or mark.at, mark.high or mark.at)
        ]
        if ends[1] - ends[0] >= 3:
            self.plane.box(Box(ends[0], box.top, ends[1], box.bottom), self.look.quiet, 0.1)
        top = 2.0 * self.letters
        self.plane.rule(x, top, x, box.bottom, self.look.quiet, width=1.2, dash="dot")
        self.room.take(Box(x - 1, top, x + 1, box.bottom))
        level = self.of.curve.at(mark.at)
        if np.isfinite(level):
            self.plane.dots(
                [x], [self.panel.y(level)], self.look.ink, 3.4 * self.stroke, hollow=True
            )

    def back_rule(self) -> None:
        """A line down to where the usual level was reached again, with its interval as a band."""
        back = self.of.back
        if back is None or back.at is None or not self.of.low <= back.at <= self.of.high:
            return
        box, x = self.panel.box, self.panel.x(back.at)
        high = self.of.high if back.high is None else min(back.high, self.of.high)
        low = max(back.low if back.low is not None else back.at, self.of.low)
        band = Box(self.panel.x(low), box.top, self.panel.x(high), box.bottom)
        self.plane.box(band, self.colour, 0.13)
        self.plane.rule(x, box.top, x, box.bottom, self.colour, width=1.4, layer="above")
        level = self.of.curve.at(back.at)
        height = float(level) if np.isfinite(level) else self.usual_at(back.at)
        self.plane.dots([x], [self.panel.y(height)], self.look.ink, 3.4 * self.stroke)
        self.room.take(Box(x - 1, box.top, x + 1, box.bottom))

    def peak_dot(self) -> None:
        mark = self.of.peak
        if mark is None or mark.level is None or not self.of.low <= mark.at <= self.of.high:
            return
        x, y = self.panel.x(mark.at), self.panel.y(mark.level)
        if mark.low is not None and mark.high is not None:
            self.bar(mark.low, mark.high, y, self.colour)
        self.plane.dots([x], [y], self.colour, 4.2 * self.stroke)
        self.room.take(Box(x - 5, y - 5, x + 5, y + 5))

    def place_of(self, mark: Mark) -> tuple[float, float]:
        """Where a later peak is marked: a little above the line."""
        y = self.panel.y(min(mark.level or 0.0, self.panel.y_high))
        return self.panel.x(mark.at), max(y - 3.2 * self.stroke, self.panel.box.top)

    def later_peaks(self) -> None:
        """A small hollow triangle above each later peak."""
        for mark in self.of.later:
            x, y = self.place_of(mark)
            self.plane.dots(
                [x], [y], self.look.quiet, 3.2 * self.stroke, hollow=True, symbol="triangle-down"
            )
            self.room.take(Box(x - 5, y - 5, x + 5, y + 5))

    def half_level(self, half: Half) -> float:
        if half.at is not None and np.isfinite(level := self.of.curve.at(half.at)):
            return float(level)
        top = (self.of.peak.level if self.of.peak else None) or 0.0
        if self.of.usual is None:
            return top / 2
        usual = self.usual_at(half.start)
        return usual + (top - usual) / 2

    def half_bar(self) -> None:
        """A line from the peak to where half of it was reached, with its interval; an arrow where it was not."""
        half = self.of.half
        if half is None:
            return
        y = self.panel.y(self.half_level(half))
        low = half.low if half.low is not None else half.at
        end = half.high if half.high is not None else self.of.high
        self.bar(low or half.start, end, y, self.look.ink)
        last = half.at if half.at is not None else half.high if half.high is not None else low
        if last is None:
            return
        x0, x1 = self.panel.x(half.start), self.panel.x(min(last, self.of.high))
        self.plane.rule(x0, y, x1, y, self.look.ink, width=1.3, layer="above")
        peak = self.of.peak.level if self.of.peak else None
        if peak is not None:
            top = self.panel.y(peak)
            self.plane.rule(x0, top, x0, y, self.look.ink, width=0.8, dash="dot", layer="above")
            self.room.take(Box(x0 - 1, top, x0 + 1, y))
        if half.at is not None:
            self.plane.dots([x1], [y], self.look.ink, 3.6 * self.stroke)
        elif half.high is None:
            self.plane.dots([x1], [y], self.look.ink, 4.2 * self.stroke, symbol="triangle-right")
        self.room.take(Box(x0, y - 4, max(x1, self.panel.x(min(end, self.of.high))) + 4, y + 4))

    def bar(self, low: float, high: float, y: float, colour: str) -> None:
        """An interval in time, as a broad translucent bar; at least as long as a dot is wide."""
        left, right = (
            self.panel.x(min(max(each, self.of.low), self.of.high)) for each in (low, high)
        )
        thick = 1.5 * self.stroke
        self.plane.box(Box(left, y - thick, right, y + thick), colour, 0.24, "above")
