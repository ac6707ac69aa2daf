"""Every incident in one table: its code, and for each question a sparkline and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from ripplemark.charts import lettering
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.plane import Plane
from ripplemark.charts.sparkline import Spark, top_of

Question = Literal["attention", "moderation", "search"]
HEADS: dict[Question, tuple[str, str, str]] = {
    "attention": ("Attention", "from the peak to half of it", "to half of the peak"),
    "moderation": ("Moderation", "until half of the items were gone", "until half were gone"),
    "search": ("Search", "from the peak back to usual", "back to usual"),
}
"""What each column is called, and what its number says, at length and shortly."""


LINE = 3.0
"""How high one question of an incident is where they stand below one another, in letters."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of one incident: its number in words, what stands under it, and its sparkline.

    ``value`` is empty where there is none; ``under`` then says what is missing.
    """

    value: str
    under: str
    spark: Spark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One incident: its code, its kind, and a cell for each question, in the order of HEADS."""

    code: str
    kind: str
    cells: tuple[Cell, Cell, Cell]


def overview(rows: Sequence[Row], canvas: Canvas) -> go.Figure:
    """The table as a picture; where a height is given and not all rows fit, the last line says that there are more."""
    return (_stacked if canvas.narrow else _wide)(rows, canvas)


def _fitting(rows: Sequence[Row], canvas: Canvas, head: float, high: float) -> tuple[int, float]:
    """How many rows of one height are drawn below a head, and the picture's height."""
    if canvas.height is None:
        return len(rows), head + high * len(rows) + 0.4 * canvas.letters
    if head + high * len(rows) <= canvas.height:
        return len(rows), float(canvas.height)
    return max(int((canvas.height - head - 1.5 * canvas.letters) // high), 1), float(canvas.height)


def _wide(rows: Sequence[Row], canvas: Canvas) -> go.Figure:
    """One incident a line, three columns."""
    size, small = canvas.letters, 0.86 * canvas.letters
    head, high = 3.6 * size, 3.9 * size
    number, height = _fitting(rows, canvas, head, high)
    plane = Plane(canvas, height)
    first = max(0.15 * canvas.width, *(_name_width(row, size) for row in rows[:number]))
    step = (canvas.width - first) / 3
    for k, (question, (title, *about)) in enumerate(HEADS.items()):
        x = first + k * step
        plane.text(title, x, 0.8 * size, getattr(canvas.look, question), size, bold=True)
        fits = lettering.width(about[0], small) <= step - size
        plane.text(about[0] if fits else about[1], x, 2.2 * size, canvas.look.quiet, small)
    for place, row in enumerate(rows[:number]):
        y = head + place * high
        plane.rule(0, y, canvas.width, y, canvas.look.grid)
        plane.text(row.code, 0, y + 1.35 * size, canvas.look.ink, size, bold=True)
        plane.text(row.kind, 0, y + 2.65 * size, canvas.look.quiet, small)
        for k, (question, cell) in enumerate(zip(HEADS, row.cells, strict=True)):
            box = Box(first + k * step, y, first + (k + 1) * step - size, y + high)
            _cell(plane, cell, question, box)
    _more(plane, len(rows) - number)
    return plane.figure()


def _stacked(rows: Sequence[Row], canvas: Canvas) -> go.Figure:
    """One incident a block, one question a line; what is missing is said in one line together."""
    size, right = canvas.letters, float(canvas.width)
    heights = [_block(row, size) for row in rows]
    number, height = len(rows), sum(heights)
    if canvas.height is not None:
        room = canvas.height - (1.5 * size if height > canvas.height else 0)
        number = max(sum(1 for k in range(len(rows)) if sum(heights[: k + 1]) <= room), 1)
        height = float(canvas.height)
    plane = Plane(canvas, height)
    y = 0.0
    for row, high in zip(rows[:number], heights, strict=False):
        if y:
            plane.rule(0, y, canvas.width, y, canvas.look.grid)
        plane.text(row.code, 0, y + 1.3 * size, canvas.look.ink, size, bold=True)
        plane.text(row.kind, right, y + 1.3 * size, canvas.look.quiet, 0.9 * size, align="right")
        top = y + 2.3 * size
        for question, cell in zip(HEADS, row.cells, strict=True):
            if cell.value:
                box = Box(0, top, right, top + LINE * size)
                _cell(plane, cell, question, box, HEADS[question][2])
                top += LINE * size
        if missing := "; ".join(each.under for each in row.cells if not each.value):
            words = _cut(missing, 0.86 * size, right)
            plane.text(words, 0, top + 0.8 * size, canvas.look.quiet, 0.86 * size)
        y += high
    _more(plane, len(rows) - number)
    return plane.figure()


def _block(row: Row, size: float) -> float:
    """How high an incident is where its questions stand below one another."""
    lines = sum(1 for cell in row.cells if cell.value)
    return size * (2.6 + LINE * lines + (1.8 if lines < len(row.cells) else 0.2))


def _cell(plane: Plane, cell: Cell, question: Question, box: Box, about: str = "") -> None:
    """The sparkline to the left, the words to the right; without a sparkline the words take all of it."""
    size, look = plane.canvas.letters, plane.look
    small, tone = 0.86 * size, str(getattr(look, question))
    left, middle = box.left, (box.top + box.bottom) / 2
    if cell.spark is not None and cell.spark.known:
        wide = min(0.36 * (box.right - box.left), 12 * size)
        across = Box(left, box.top + 0.7 * size, left + wide, box.bottom - 0.7 * size)
        _spark(plane, cell.spark, across, tone)
        left += wide + 0.8 * size
    under = "; ".join(each for each in (about if cell.value else "", cell.under) if each)
    lines = _lines(under, small, box.right - left)
    first = middle - 0.55 * small * len(lines)
    if cell.value:
        plane.text(cell.value, left, first - 0.1 * size, look.ink, size, bold=True)
        first += 1.15 * size
    else:
        first += 0.6 * small
    for k, words in enumerate(lines):
        plane.text(words, left, first + k * 1.15 * small, look.quiet, small)


def _lines(text: str, size: float, room: float) -> list[str]:
    """The words in one line without the parts after a semicolon that do not fit, or the first part in two lines."""
    told = _cut(text, size, room)
    return (
        [told] if lettering.width(told, size) <= room else lettering.wrapped(told, size, room)[:2]
    )


def _cut(text: str, size: float, room: float) -> str:
    """As many of the parts between semicolons as fit, at least one."""
    parts = text.split("; ")
    while len(parts) > 1 and lettering.width("; ".join(parts), size) > room:
        parts.pop()
    return "; ".join(parts)


def _spark(plane: Plane, spark: Spark, box: Box, tone: str) -> None:
    x, y = spark.points(box.right - box.left, box.bottom - box.top)
    x, y = x + box.left, y + box.top
    if spark.filled:
        plane.area(x, y, box.bottom, tone, 0.25)
    plane.line(x, y, tone, width=1.5)
    peak = top_of(y)
    if peak is not None and not spark.filled:
        plane.dots([float(x[peak])], [float(y[peak])], tone, 0.42 * plane.canvas.letters)


def _name_width(row: Row, size: float) -> float:
    return size + max(
        lettering.width(row.code, size, bold=True), lettering.width(row.kind, 0.86 * size)
    )


def _more(plane: Plane, left_out: int) -> None:
    if left_out > 0:
        size = plane.canvas.letters
        y = plane.height - 0.7 * size
        plane.text("... and more: make the picture higher.", 0, y, plane.look.quiet, 0.86 * size)
