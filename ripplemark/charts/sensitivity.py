"""How one number moves when a threshold does: a row for each value of each threshold, on one axis."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.tiles import Tiles

_DAYS_FROM = 96.0
"""Hours from which on an axis is told in days."""
_PITCH, _LINE = 1.6, 1.35
"""Height of a row of one line, and of a further line in it, in letters; a heading takes as much and a third."""


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a threshold: its name, the number that it gives with its ends, the number in words.

    ``value`` is None where there is no number: ``words`` then say why. An end of None is open. ``here`` is True for the
    value that the figure was asked for, ``default`` for the default.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    words: str
    here: bool = False
    default: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One threshold: what it is called, its values from the least to the most."""

    called: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What is drawn: the strips, what the axis counts, and how a place on it is called; ``signed`` where 0 lies inside."""

    strips: tuple[Strip, ...]
    axis: str
    name: Callable[[float], str]
    signed: bool = False
    in_days: bool = False
    """True where a value counts hours, and a long axis is told in days."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the parts stand, in pixels: names up to ``left``, the axis from ``left`` to ``right``, words beyond it."""

    left: float
    right: float
    low: float
    high: float
    heads: list[list[str]]
    lines: list[list[str]]
    height: float

    def x(self, value: float) -> float:
        """Pixels from the left edge; what lies outside stands at the edge."""
        inside = min(max(value, self.low), self.high)
        return self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left)


def sensitivity(of: Sensitivity, canvas: Canvas) -> Any:
    """The Plotly figure: a heading for each threshold, below it a dot and a bar for each of its values."""
    at = _layout(of, canvas)
    plane = Tiles(canvas, math.ceil(max(canvas.height or 0, at.height)))
    letters, bottom = canvas.letters, at.height - 3.6 * canvas.letters
    _scale(plane, of, at, bottom)
    y, place = 0.4 * letters, 0
    for strip, head in zip(of.strips, at.heads, strict=True):
        for k, line in enumerate(head):
            middle = y + (0.8 + _LINE * k) * letters
            plane.text(line, 0, middle, plane.look.ink, letters, bold=True)
        y += _head_high(head, letters)
        heights = [_high(lines, letters) for lines in at.lines[place : place + len(strip.steps)]]
        _asked(plane, strip, at, y, y + sum(heights))
        for step, high in zip(strip.steps, heights, strict=True):
            _row(plane, step, at, y, at.lines[place])
            y, place = y + high, place + 1
        y += 0.5 * letters
    return plane.figure()


def _layout(of: Sensitivity, canvas: Canvas) -> _Layout:
    letters, size = canvas.letters, SMALL * canvas.letters
    steps = [step for strip in of.strips for step in strip.steps]
    names = max(
        (lettering.width(_called(step), size, bold=step.here) for step in steps), default=0.0
    )
    told = [
        lettering.width(step.words, size, bold=step.here)
        for step in steps
        if step.value is not None
    ]
    left = min(names, 0.48 * canvas.width) + 1.2 * letters
    beyond = max(told, default=0.0) + 1.2 * letters
    right = canvas.width - (beyond if beyond < 0.3 * canvas.width else 0.8 * letters)
    low, high = _ends(of, steps)
    lines = [
        [] if each.value is not None else lettering.wrapped(each.words, size, right - left)
        for each in steps
    ]
    heads = [lettering.wrapped(each.called, letters, canvas.width, bold=True) for each in of.strips]
    height = sum(_high(each, letters) for each in lines)
    height += sum(_head_high(each, letters) + 0.5 * letters for each in heads)
    return _Layout(left, right, low, high, heads, lines, height + 4.0 * letters)


def _head_high(lines: list[str], letters: float) -> float:
    return (1.35 * _PITCH + _LINE * max(len(lines) - 1, 0)) * letters


def _asked(plane: Tiles, strip: Strip, at: _Layout, top: float, bottom: float) -> None:
    """A line down the rows of a strip where the asked answer stands, and a band where its interval does."""
    here = next((step for step in strip.steps if step.here), None)
    if here is None or here.value is None:
        return
    low = at.low if here.low is None else here.low
    high = at.high if here.high is None else here.high
    plane.box(Box(at.x(low), top, at.x(high), bottom), plane.look.attention, 0.1)
    x = at.x(here.value)
    plane.rule(x, top, x, bottom, plane.look.attention, dash="dot")


def _high(lines: list[str], letters: float) -> float:
    return max(_PITCH, _LINE * len(lines) + 0.3) * letters


def _called(step: Step) -> str:
    return f"{step.name} (default)" if step.default else step.name


def _ends(of: Sensitivity, steps: list[Step]) -> tuple[float, float]:
    """Both ends of the axis: from 0 where nothing lies below, with every value and every known end inside."""
    known = [
        at for each in steps for at in (each.low, each.value, each.high) if at is not None
    ] or [0.0]
    low = min(known) if of.signed else min(0.0, *known)
    high = max(known) if of.signed else max(0.0, *known)
    if high - low < 1e-9:
        return low - 1.0, high + 1.0
    room = 0.04 * (high - low)
    return (low - room if of.signed or low < 0 else low), high + room


def _scale(plane: Tiles, of: Sensitivity, at: _Layout, bottom: float) -> None:
    """The axis below, and a line down the picture at each of its places."""
    size, look = SMALL * plane.canvas.letters, plane.look
    panel = Panel(Box(at.left, 0, at.right, bottom), at.low, at.high, 0, 1)
    edge = -math.inf
    days = of.in_days and at.high - at.low > _DAYS_FROM
    for value in _ticks(at, size, 24.0 if days else 1.0):
        text, x = of.name(value), panel.x(value)
        half = lettering.width(text, size) / 2
        plane.rule(x, 0, x, bottom, look.grid)
        inside = min(max(x, half), plane.width - half)
        if inside - half < edge:
            continue
        edge = inside + half + 0.6 * size
        plane.text(text, inside, bottom + 0.95 * size, look.quiet, size, align="center")
    plane.rule(at.left, bottom, at.right, bottom, look.quiet, layer="above")
    for k, line in enumerate(lettering.wrapped(of.axis, size, plane.width)[:2]):
        plane.text(line, 0, bottom + (2.2 + 1.2 * k) * size, look.quiet, size)


def _ticks(at: _Layout, size: float, per: float) -> list[float]:
    """Round places between both ends, counted in so many (``per``) at a time."""
    most = max(int((at.right - at.left) / (7 * size)), 2)
    rough = (at.high - at.low) / most / per
    power = 10.0 ** math.floor(math.log10(rough))
    step = per * next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough * 0.999)
    first = math.ceil(at.low / step - 1e-9)
    return [k * step for k in range(first, math.floor(at.high / step + 1e-9) + 1)]


def _row(plane: Tiles, step: Step, at: _Layout, top: float, lines: list[str]) -> None:
    letters, look, size = plane.canvas.letters, plane.look, SMALL * plane.canvas.letters
    y = top + 0.5 * _PITCH * letters
    ink = look.ink if step.default or step.here else look.quiet
    plane.text(_called(step), 0.4 * letters, y, ink, size, bold=step.here)
    if step.value is None:
        for k, line in enumerate(lines):
            plane.text(line, at.left, y + _LINE * k * letters, look.quiet, size)
        return
    _mark(plane, step, at, y)
    plane.points([at.x(step.value)], [y], [f"{step.name}: {step.words}"])
    if at.right + lettering.width(step.words, size, bold=step.here) + 0.8 * letters <= plane.width:
        plane.text(step.words, at.right + 0.8 * letters, y, ink, size, bold=step.here)


def _mark(plane: Plane, step: Step, at: _Layout, y: float) -> None:
    """A bar from end to end, an arrow at an open one, a dot that is full for the default and hollow for the others."""
    colour = plane.look.attention
    left = at.left if step.low is None else at.x(step.low)
    right = at.right if step.high is None else at.x(step.high)
    plane.rule(left, y, right, y, colour, width=2.0, layer="above")
    if step.high is None:
        plane.dots([right], [y], colour, 9, symbol="triangle-right")
    size = (0.95 if step.here or step.default else 0.7) * plane.canvas.letters
    plane.dots([at.x(step.value or 0.0)], [y], colour, size, hollow=not step.default)
