"""Incidents one below another, measures beside one another: a dot with its interval, on an axis of each measure's own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ripplemark.charts import lapse, lettering, ticks
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.panel import Panel
from ripplemark.charts.tiles import Tiles

Form = Literal["time", "share", "ratio", "number", "words"]
_COLUMN = 15.6
"""The least width of a column, in letters."""
_WORDS = 8.4
"""Room for the words beside a dot, in letters."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer: a time in hours, a share in per cent, or a number; with its ends, and its words in two lines.

    ``value`` is None where there is no number; ``high`` None beside a ``low`` where the upper end is not reached.
    ``before`` is where it would stand with the default thresholds, if elsewhere.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    words: str = ""
    under: str = ""
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """One measure: what it is called, its form, its question's accent, and the middle of all with the middle half."""

    title: str
    form: Form
    question: Literal["attention", "moderation", "search"]
    lower: float | None = None
    middle: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One incident: its code word, and an answer for each measure."""

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What is drawn, rows from top to bottom."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


def compared(of: Compared, canvas: Canvas) -> Any:
    """The Plotly figure; where not all measures fit beside one another they stand in blocks below one another."""
    letters = canvas.letters
    names = max((lettering.width(row.name, letters, bold=True) for row in of.rows), default=0.0)
    names += 1.2 * letters
    fit = max(int((canvas.width - names) // (_COLUMN * letters)), 1)
    blocks = math.ceil(len(of.heads) / fit)
    across = math.ceil(len(of.heads) / blocks)
    high, shown = _fitting(of, canvas, blocks)
    more = len(of.rows) - shown
    one = _head(letters) + shown * high + _foot(letters)
    height = canvas.height or round(blocks * one + (1.4 * letters if more else 0))
    plane = Tiles(canvas, height)
    for block in range(blocks):
        part = range(block * across, min((block + 1) * across, len(of.heads)))
        _block(plane, of, part, names, block * one, high, shown, across)
    if more:
        y = height - 0.7 * letters
        words = f"and {more} more, not shown at this size"
        plane.text(words, canvas.width - 2, y, canvas.look.quiet, SMALL * letters, align="right")
    return plane.figure()


def _head(letters: float) -> float:
    return 2.0 * letters


def _foot(letters: float) -> float:
    return 2.4 * letters


def _fitting(of: Compared, canvas: Canvas, blocks: int) -> tuple[float, int]:
    """How high a row is, and how many of them are drawn."""
    letters, usual = canvas.letters, 2.7 * canvas.letters
    if canvas.height is None or not of.rows:
        return usual, len(of.rows)
    room = (canvas.height - blocks * (_head(letters) + _foot(letters))) / blocks
    least = 2.3 * letters
    if room >= least * len(of.rows):
        return min(room / len(of.rows), 1.3 * usual), len(of.rows)
    fit = int((room - 1.4 * letters / blocks) // least)
    return least, max(fit, 1)


def _block(
    plane: Tiles,
    of: Compared,
    part: range,
    names: float,
    top: float,
    high: float,
    shown: int,
    across: int,
) -> None:
    letters, look = plane.canvas.letters, plane.look
    wide = (plane.width - names) / across
    first = top + _head(letters)
    for k, row in enumerate(of.rows[:shown]):
        y = first + (k + 0.5) * high
        plane.text(row.name, 0, y, look.ink, letters, bold=True)
        if k:
            plane.rule(0, y - high / 2, plane.width, y - high / 2, look.grid)
    for place, number in enumerate(part):
        left = names + place * wide
        box = Box(left, first, left + wide - letters, first + shown * high)
        _column(plane, of, number, box, high, shown)


def _column(plane: Tiles, of: Compared, number: int, box: Box, high: float, shown: int) -> None:
    letters, look, head = plane.canvas.letters, plane.look, of.heads[number]
    size = SMALL * letters
    colour = str(getattr(look, head.question))
    title = _cut(head.title, letters, box.right - box.left)
    plane.text(title, box.left, box.top - 1.1 * letters, colour, letters, bold=True)
    dots = [row.dots[number] for row in of.rows[:shown]]
    drawn = head.form != "words" and any(_ends(dot) for dot in dots)
    room = _WORDS * letters if drawn else 0.0
    plot = Box(box.left, box.top, box.right - room - 0.8 * letters, box.bottom)
    if drawn:
        scale = _scale(head, [row.dots[number] for row in of.rows], plot)
        _axis(plane, scale, plot)
        _middle(plane, head, scale, plot)
    for k, dot in enumerate(dots):
        y = box.top + (k + 0.5) * high
        left = plot.right + 0.8 * letters if drawn else box.left
        if drawn:
            _before(plane, dot, scale, y)
            _dot(plane, dot, scale, y, colour, plot)
        lines = [dot.words] if dot.words else []
        lines += lettering.wrapped(dot.under, 0.9 * size, box.right - left)[: 2 - len(lines)]
        for j, line in enumerate(lines):
            at = y + (j - (len(lines) - 1) / 2) * 1.15 * size
            strong = j == 0 and bool(dot.words)
            tone = look.ink if strong else look.quiet
            plane.text(line, left, at, tone, size if strong else 0.9 * size)


def _cut(text: str, size: float, room: float) -> str:
    """As much of a title as there is room for."""
    if lettering.width(text, size, bold=True) <= room:
        return text
    while text and lettering.width(f"{text}…", size, bold=True) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _ends(dot: Dot) -> list[float]:
    return [each for each in (dot.low, dot.value, dot.high) if each is not None]


class _Line:
    """An axis of shares or numbers, with the same questions as one of times."""

    def __init__(self, box: Box, low: float, high: float, unit: str) -> None:
        self.panel = Panel(box, low, max(high, low + 1e-9), 0, 1)
        self.low, self.high, self.unit = low, high, unit

    def x(self, value: float) -> float:
        """Pixels from the picture's left edge."""
        return self.panel.x(min(max(value, self.low), self.high))

    def ticks(self, letters: float) -> list[float]:
        """Round values with room for their names."""
        wide = self.panel.box.right - self.panel.box.left
        most = max(int(wide // (5 * letters)), 1)
        return [each for each in ticks.numbers(self.high, most) if each >= self.low]

    def name(self, value: float) -> str:
        """What a tick is called."""
        return ticks.number(value, self.unit)


def _scale(head: Head, dots: Sequence[Dot], box: Box) -> Lapse | _Line:
    before = [dot.before for dot in dots if dot.before is not None]
    ends = [*before, *(each for dot in dots for each in _ends(dot))]
    if head.form == "time":
        known = [dot.value if dot.value is not None else (dot.low or dot.high) for dot in dots]
        return lapse.lapse(
            box.left, box.right, [each for each in (*known, *before) if each], max(*ends, 1 / 60)
        )
    unit = "%" if head.form in ("share", "ratio") else ""
    return _Line(box, min(*ends, 0.0), max(*ends, 100.0 if head.form == "share" else 1.0), unit)


def _axis(plane: Tiles, scale: Lapse | _Line, box: Box) -> None:
    size, look = SMALL * plane.canvas.letters, plane.look
    edge = -math.inf
    for at in scale.ticks(plane.canvas.letters):
        x = scale.x(at)
        plane.rule(x, box.top, x, box.bottom, look.grid)
        text = scale.name(at)
        half = lettering.width(text, size) / 2
        if x - half < edge or x + half > box.right + _WORDS * plane.canvas.letters:
            continue
        inside = max(x, half + 1)
        plane.text(text, inside, box.bottom + 0.95 * size, look.quiet, size, align="center")
        edge = x + half + 0.5 * size
    plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet, layer="above")


def _middle(plane: Tiles, head: Head, scale: Lapse | _Line, box: Box) -> None:
    """The middle half as a faint band, the median as a dashed line."""
    if head.lower is not None:
        end = scale.x(head.upper) if head.upper is not None else box.right
        plane.box(Box(scale.x(head.lower), box.top, end, box.bottom), plane.look.quiet, 0.10)
    if head.middle is not None:
        x = scale.x(head.middle)
        plane.rule(x, box.top, x, box.bottom, plane.look.quiet, width=1.3, dash="dash")


def _before(plane: Tiles, dot: Dot, scale: Lapse | _Line, y: float) -> None:
    """A ring where the number would stand with the default thresholds, tied to where it stands now."""
    if dot.before is None:
        return
    x, look = scale.x(dot.before), plane.look
    if dot.value is not None:
        plane.rule(x, y, scale.x(dot.value), y, look.quiet, width=1.1)
    plane.dots([x], [y], look.quiet, 0.75 * plane.canvas.letters, hollow=True)


def _dot(plane: Tiles, dot: Dot, scale: Lapse | _Line, y: float, colour: str, box: Box) -> None:
    """A bar from end to end, a dot at the value, an arrow where the upper end is not reached."""
    known = [scale.x(each) for each in _ends(dot)]
    if not known:
        return
    left, right = min(known), max(known)
    if dot.high is None and dot.low is not None:
        right = box.right
        plane.dots([right], [y], colour, 8, symbol="triangle-right")
    if right > left:
        bar = Box(left, y - 2.5, right, y + 2.5)
        plane.rectangles([bar], colour, "full" if dot.value is not None else "hatched", 0.35)
    if dot.value is not None:
        plane.dots([scale.x(dot.value)], [y], colour, 0.75 * plane.canvas.letters)
    else:
        plane.dots(known, [y] * len(known), colour, 0.6 * plane.canvas.letters, hollow=True)
