"""Shares of result pages over time: panels below one another on one axis of time, each with its legend above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts import axes, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas, Look
from ripplemark.charts.curve import Floats
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane

Tone = Literal["tells", "corrects", "alike", "quiet"]
_HIGH = 150.0


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One line: moments (seconds since 1970), shares from 0 to 1 with their ends (NaN where there is none), its words and look."""

    words: str
    at: Floats
    share: Floats
    low: Floats
    high: Floats
    tone: Tone
    dash: str = "solid"


@dataclass(frozen=True, slots=True)
class Shares:
    """One panel: what it is of ('' for the only one), its lines, and a level with its words, where there is one."""

    named: str
    courses: tuple[Course, ...]
    level: tuple[float, str] | None = None


def result_lines(of: Sequence[Shares], zone: ZoneInfo, canvas: Canvas) -> Any:
    """The Plotly figure."""
    letters = canvas.letters
    every = np.concatenate([course.at for each in of for course in each.courses])
    low, high = float(every.min()), float(every.max())
    span = max(high - low, 86_400.0)
    low, high = low - 0.02 * span, high + 0.02 * span
    left = axes.side_width((0, 50, 100), letters, "%")
    ticks = axes.clock_ticks(low, high, zone, canvas.width - left - 8, SMALL * letters)
    heads = [_head(each, canvas) for each in of]
    feet = axes.foot_height(letters, ticks) + 0.8 * letters
    plane = Plane(canvas, max(canvas.height or 0, round(sum(heads) + len(of) * (_HIGH + feet))))
    y = 0.0
    for each, head in zip(of, heads, strict=True):
        _legend(plane, each, y)
        box = Box(left, y + head, canvas.width - 8, y + head + _HIGH)
        panel = Panel(box, low, high, 0.0, 104.0)
        axes.side(plane, panel, (0, 50, 100), "%")
        axes.foot(plane, panel, ticks)
        _panel(plane, panel, each)
        y += head + _HIGH + feet
    return plane.figure()


def _entries(of: Shares) -> list[tuple[str, Tone, str]]:
    found = [(each.words, each.tone, each.dash) for each in of.courses]
    if of.level is not None:
        found.append((of.level[1], "quiet", "dot"))
    return found


def _rows(of: Shares, canvas: Canvas) -> list[tuple[float, int, list[str]]]:
    """Where each entry of the legend stands: x, row of its first line, and its lines."""
    size = SMALL * canvas.letters
    found: list[tuple[float, int, list[str]]] = []
    x, row = 0.0, 0
    for words, _, _ in _entries(of):
        lines = lettering.wrapped(words, size, canvas.width - 2.4 * size)
        wide = 2.4 * size + max(lettering.width(each, size) for each in lines)
        if x and x + wide > canvas.width:
            x, row = 0.0, row + 1
        found.append((x, row, lines))
        x += wide + 1.6 * size
        if len(lines) > 1:
            x, row = 0.0, row + len(lines)
    return found


def _head(of: Shares, canvas: Canvas) -> float:
    placed = _rows(of, canvas)
    rows = max((row + len(lines) for _, row, lines in placed), default=0)
    name = 1.7 * canvas.letters if of.named else 0.2 * canvas.letters
    return name + 1.45 * SMALL * canvas.letters * rows + 0.9 * canvas.letters


def _legend(plane: Plane, of: Shares, top: float) -> None:
    letters, look, size = plane.canvas.letters, plane.look, SMALL * plane.canvas.letters
    y = top
    if of.named:
        plane.text(of.named, 0, y + 0.9 * letters, look.ink, letters, bold=True)
        y += 1.7 * letters
    for (x, row, lines), (_, tone, dash) in zip(_rows(of, plane.canvas), _entries(of), strict=True):
        middle = y + (row + 0.5) * 1.45 * size
        plane.line(
            np.array([x, x + 1.9 * size]),
            np.array([middle, middle]),
            _colour(look, tone),
            dash=dash,
        )
        for k, words in enumerate(lines):
            plane.text(words, x + 2.4 * size, middle + 1.45 * size * k, look.quiet, size)


def _colour(look: Look, tone: Tone) -> str:
    return {
        "tells": look.outcome("up"),
        "corrects": look.attention,
        "alike": look.search,
        "quiet": look.quiet,
    }[tone]


def _panel(plane: Plane, panel: Panel, of: Shares) -> None:
    look = plane.look
    if of.level is not None:
        y = panel.y(100 * of.level[0])
        plane.line(
            np.array([panel.box.left, panel.box.right]),
            np.array([y, y]),
            look.quiet,
            width=1.4,
            dash="dot",
        )
    for each in of.courses:
        colour = _colour(look, each.tone)
        x = axes.across(panel, each.at)
        _band(plane, panel, x, each, colour)
        y_line = axes.down(panel, 100 * each.share)
        told = [f"{100 * v:.0f} %" if v == v else "" for v in each.share]
        plane.line(
            x, y_line, colour, width=2.0 if each.dash == "solid" else 1.5, dash=each.dash, told=told
        )
        seen = np.isfinite(each.share)
        if seen.sum() <= 60 and each.dash == "solid":
            plane.dots(x[seen], y_line[seen], colour, 4.5)


def _band(plane: Plane, panel: Panel, x: Floats, of: Course, colour: str) -> None:
    """What is known of each moment: thin bars from the low end to the high one."""
    known = np.isfinite(of.low) & np.isfinite(of.high) & (of.high > of.low + 1e-9)
    for k in np.flatnonzero(known):
        top, bottom = panel.y(100 * float(of.high[k])), panel.y(100 * float(of.low[k]))
        plane.box(Box(float(x[k]) - 1.6, top, float(x[k]) + 1.6, bottom), colour, 0.22)
