"""What is left of a peak: the excess over the usual level as a share of the peak's, by days after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark.charts import axes, lettering, style, ticks
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Floats
from ripplemark.charts.labels import Box, Label, Place
from ripplemark.charts.panel import Panel
from ripplemark.charts.placing import place
from ripplemark.charts.plane import Plane
from ripplemark.charts.room import Room
from ripplemark.charts.thinning import thinned
from ripplemark.charts.ticks import Tick

_UNDER: tuple[Place, ...] = ("below", "below-right", "below-left")
_STEPS = (1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Left:
    """The mean share left from ``first`` to ``last`` (days after the peak), its interval, its wordings; shares, signed."""

    day: float
    first: float
    last: float
    share: float
    low: float | None
    high: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """What is drawn: the share of each bin by days after the peak (NaN where nothing is known), and the days marked.

    ``smooth`` is the mean of the week around each bin, None where bins are too wide for one.
    ``end`` is the last day that was observed, ``ends`` its wordings. ``channel`` gives the colour.
    """

    days: Floats
    share: Floats
    smooth: Floats | None
    marks: tuple[Left, ...]
    end: float
    ends: tuple[str, ...]
    unit: str
    channel: str | None


def residual(of: Residual, canvas: Canvas) -> Any:
    """The Plotly figure; the scale is that of what is left, so the line comes in from above near the peak."""
    letters = canvas.letters
    height = canvas.height or round(min(max(0.44 * canvas.width, 240), 400))
    plane = Plane(canvas, height)
    size = axes.SMALL * letters
    bottom, top = _range(of)
    values = _levels(bottom, top)
    left = axes.side_width(values, letters, "%")
    last = max(of.end, max((each.last for each in of.marks), default=0.0), 1.0) * 1.02
    box = Box(left, 2.2 * letters, canvas.width - 6, height - 8 - 2.6 * size)
    panel = Panel(box, 0.0, last, bottom, top)
    axes.side(plane, panel, values, "%")
    plane.rule(box.left, panel.y(0.0), box.right, panel.y(0.0), plane.look.quiet, layer="above")
    room = Room(Box(box.left, 0, canvas.width - 2, box.bottom - 2))
    plane.text(of.unit, 0, 0.8 * size, plane.look.quiet, size)
    room.take(Box(0, 0, lettering.width(of.unit, size), 1.5 * size))
    colour = plane.look.channel(of.channel)
    _curve(plane, panel, room, of, colour)
    _marks(plane, panel, room, of)
    _end(plane, panel, room, of)
    _from_above(plane, panel, room, of)
    _foot(plane, panel, last)
    return plane.figure()


def _range(of: Residual) -> tuple[float, float]:
    """Per cent: the marks with their intervals, and the line from the first mark on; nought always in it."""
    if not of.marks:
        return min(0.0, 100 * float(np.nanmin(of.share))), 106.0
    ends = [
        each for mark in of.marks for each in (mark.low, mark.share, mark.high) if each is not None
    ]
    since = min((mark.first for mark in of.marks), default=0.5 * of.end)
    line = of.share if of.smooth is None else of.smooth
    tail = line[np.isfinite(line) & (of.days >= since)]
    if tail.size:
        ends += [float(np.quantile(tail, 0.02)), float(np.max(tail))]
    low, high = min([0.0, *ends]), max([0.02, *ends])
    room = 0.12 * (high - low)
    return 100 * (low - room if low < 0 else 0.0), 100 * (high + 2 * room)


def _levels(bottom: float, top: float) -> list[float]:
    """Round shares, also below nought where the scale goes there."""
    above = ticks.numbers(top, 4)
    step = above[1] if len(above) > 1 else top
    below = [-k * step for k in range(1, int(-bottom / step + 1e-9) + 1)]
    return [*sorted(below), *above]


def _curve(plane: Plane, panel: Panel, room: Room, of: Residual, colour: str) -> None:
    """The line, cut off where it leaves the panel."""
    inside = (of.days >= 0) & (of.days <= panel.x_high)
    x, share = of.days[inside], 100 * of.share[inside]
    lines = [(share, 1.5, colour)]
    if of.smooth is not None:
        faint = style.tint(colour, 0.45)
        lines = [(share, 0.8, faint), (100 * of.smooth[inside], 2.2, colour)]
    for value, width, tone in lines:
        at, y = _below(x, value, panel.y_high)
        across, down = axes.across(panel, at), axes.down(panel, y)
        kept = thinned(across, y)
        told = [f"{y[k]:.1f} %<br>day {at[k]:.0f}" if y[k] == y[k] else "" for k in kept]
        plane.line(across[kept], down[kept], tone, width=width, told=told)
        room.take_line(across[kept], down[kept])


def _from_above(plane: Plane, panel: Panel, room: Room, of: Residual) -> None:
    """Where the line comes from, where the panel does not show it."""
    x, share = of.days, 100 * (of.share if of.smooth is None else of.smooth)
    inside = np.flatnonzero(share <= panel.y_high)
    if panel.y_high >= 100 or not inside.size or not inside[0]:
        return
    size = axes.SMALL * plane.canvas.letters
    at, y = panel.x(float(x[inside[0]])), panel.box.top + 0.6 * size
    words = "from 100 % at the peak"
    label = Label(words, at, y, ("right",), size, colour=plane.look.quiet, shorter=("from 100 %",))
    placed = room.place(label, [(at, y), (at + 10, y)])
    if placed is not None:
        plane.label(placed)


def _below(x: Floats, y: Floats, top: float) -> tuple[Floats, Floats]:
    """The line with every point above ``top`` cut off at its edge."""
    found_x: list[float] = []
    found_y: list[float] = []
    for k in range(x.size):
        before = y[k - 1] if k else np.nan
        if np.isfinite(before) and np.isfinite(y[k]) and (before > top) != (y[k] > top):
            share = (top - before) / (y[k] - before)
            found_x.append(float(x[k - 1] + share * (x[k] - x[k - 1])))
            found_y.append(top)
        found_x.append(float(x[k]))
        found_y.append(float(y[k]) if np.isfinite(y[k]) and y[k] <= top else float("nan"))
    return np.asarray(found_x), np.asarray(found_y)


def _marks(plane: Plane, panel: Panel, room: Room, of: Residual) -> None:
    look = plane.look
    drawn = []
    for mark in of.marks:
        x, y = panel.x(mark.day), panel.y(100 * mark.share)
        ends = [
            panel.y(min(max(100 * each, panel.y_low), panel.y_high))
            for each in (
                mark.low if mark.low is not None else mark.share,
                mark.high if mark.high is not None else mark.share,
            )
        ]
        left, right = panel.x(mark.first), panel.x(mark.last)
        half = max((right - left) / 2, 2.5)
        plane.box(Box(x - half, ends[1], x + half, ends[0]), look.ink, 0.16, "above")
        plane.rule(x - half, y, x + half, y, look.ink, width=1.6, layer="above")
        plane.dots([x], [y], look.ink, 7.5)
        taken = Box(x - half - 1, ends[1] - 1, x + half + 1, ends[0] + 1)
        room.take(taken)
        drawn.append((mark, x, taken))
    for mark, x, taken in drawn:
        _said(plane, room, mark, x, taken)


def _said(plane: Plane, room: Room, mark: Left, x: float, taken: Box) -> None:
    """The words of a mark: beside it, else further above with a line that leads to it."""
    letters, look = plane.canvas.letters, plane.look
    places: tuple[Place, ...] = ("above", "above-right", "above-left", "right", "left")
    beside = [
        (x, taken.top - 2),
        (x, taken.top - 1.6 * letters),
        (taken.right, (taken.top + taken.bottom) / 2),
        (taken.left, (taken.top + taken.bottom) / 2),
    ]
    under = [(x, taken.bottom + 2), (x, taken.bottom + 1.6 * letters)]
    for words in (mark.words, mark.words[1:]):
        for anchors, where in ((beside, places), (under, _UNDER)):
            label = Label(words[0], *anchors[0], where, letters, True, look.ink, 5.0, words[1:2])
            placed = room.place(label, anchors)
            if placed is not None:
                plane.label(placed)
                return
    label = Label(
        mark.words[1],
        *beside[0],
        ("above", "above-right"),
        letters,
        True,
        look.ink,
        2.0,
        needed=True,
    )
    far = [
        (x + across * letters, taken.top - up * letters)
        for up in (2, 3.5, 5, 7)
        for across in (0, 2, 5, 9)
    ]
    placed = room.place(label, far) or place([label], room)[0]
    if placed is not None:
        plane.label(placed)
        end = min(max(x, placed.box.left), placed.box.right)
        below = placed.box.top >= taken.bottom
        start = placed.box.top if below else placed.box.bottom
        plane.rule(end, start, x, taken.bottom if below else taken.top, look.quiet, width=0.8)


def _end(plane: Plane, panel: Panel, room: Room, of: Residual) -> None:
    """Where the series ends."""
    x, box = panel.x(of.end), panel.box
    plane.rule(x, box.top, x, box.bottom, plane.look.quiet, dash="dot")
    size = axes.SMALL * plane.canvas.letters
    label = Label(
        of.ends[0],
        x,
        box.top + size,
        ("left", "right"),
        size,
        colour=plane.look.quiet,
        shorter=of.ends[1:],
    )
    placed = room.place(label, [(x, box.top + size * (0.8 + 1.5 * k)) for k in range(8)])
    if placed is not None:
        plane.label(placed)


def _foot(plane: Plane, panel: Panel, last: float) -> None:
    size, box = axes.SMALL * plane.canvas.letters, panel.box
    width = box.right - box.left
    step = next((n for n in _STEPS if n / last * width >= 4.2 * size), 365)
    marks = [Tick(float(k * step), f"{k * step}") for k in range(int(last // step) + 1)]
    axes.foot(plane, panel, marks)
    plane.text(
        "days after the peak",
        box.right,
        plane.height - 0.8 * size,
        plane.look.quiet,
        size,
        align="right",
    )
