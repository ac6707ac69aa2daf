"""Small multiples: every series in a cell of its own, all on one clock, in the order given."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts import axes, lettering, ticks
from ripplemark.charts.attention import Mark
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Curve
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import alone, thinned
from ripplemark.wording import amount

Scale = Literal["own", "peak"]
_LEAST_WIDE, _LEAST_HIGH = 9.5, 3.1
"""The smallest cell, in letters."""
_SMALLER = 0.78
"""Letters where more cells must fit, as a share of the canvas's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One series: its wordings from the longest to the shortest, its bins, its channel, its onset and its peak."""

    names: tuple[str, ...]
    curve: Curve
    channel: str | None
    onset: Mark | None = None
    peak: Mark | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Multiples:
    """What is drawn, from ``low`` to ``high`` (seconds since 1970).

    ``scale`` 'own': every cell from 0 to its own highest value; 'peak': as a share of its own peak.
    """

    cells: tuple[Cell, ...]
    low: float
    high: float
    zone: ZoneInfo
    scale: Scale


@dataclass(frozen=True, slots=True)
class Grid:
    """So many columns and rows of cells so wide and high, in pixels; ``shown`` cells fit."""

    columns: int
    rows: int
    wide: float
    high: float
    shown: int


def grid(number: int, canvas: Canvas, foot: float) -> Grid:
    """How ``number`` cells lie on a canvas: few beside one another where they may be high, more where they may not.

    On a canvas of fixed height that holds not all of them the first ones are shown.
    """
    letters = canvas.letters
    most = max(int(canvas.width // (_LEAST_WIDE * letters)), 1)
    if canvas.height is None:
        columns = min(most, 1 if canvas.narrow else 1 + (number > 8) + (number > 18))
        rows = math.ceil(number / columns)
        high = letters * (8.5 if rows <= 3 else 6.2 if rows <= 8 else 4.8)
        return Grid(columns, rows, canvas.width / columns, high, number)
    room = canvas.height - foot - letters
    for least in (4.8, 3.8, _LEAST_HIGH):
        fit = max(int(room // (least * letters)), 1)
        for columns in range(1, most + 1):
            if columns * fit >= number:
                rows = math.ceil(number / columns)
                return Grid(columns, rows, canvas.width / columns, room / rows, number)
    return Grid(most, fit, canvas.width / most, room / fit, most * fit)


def multiples(of: Multiples, canvas: Canvas) -> Any:
    """The Plotly figure, of the canvas's width, and of its height where it has one."""
    canvas, foot, laid = _laid(len(of.cells), canvas)
    letters = canvas.letters
    left_out = len(of.cells) - laid.shown
    height = canvas.height or round(laid.rows * laid.high + foot + letters)
    plane = Plane(canvas, height)
    shown = of.cells[: laid.shown]
    gap = 1.4 * letters if laid.columns > 1 else 0.0
    side = _side_width(of, shown, letters) if laid.columns == 1 else 0.0
    for k, cell in enumerate(shown):
        row, column = divmod(k, laid.columns)
        left = column * (laid.wide + gap / laid.columns) + side
        right = left - side + laid.wide - gap * (laid.columns - 1) / laid.columns - 4
        top = row * laid.high
        box = Box(left, top + 1.55 * letters, right, top + laid.high - 0.55 * letters)
        last = k + laid.columns >= len(shown)
        _cell(plane, of, cell, box, numbered=laid.columns == 1, footed=last)
    if left_out:
        words = more_words(left_out, canvas)
        axes.corner(plane, words, canvas.width, height, letters)
    return plane.figure()


def more_words(left_out: int, canvas: Canvas) -> str:
    """What stands below the picture where some series are not in it."""
    if canvas.height is None:
        return f"and {left_out} more: choose a channel to see them"
    return f"and {left_out} more, not shown at this size"


def _laid(number: int, canvas: Canvas) -> tuple[Canvas, float, Grid]:
    """The canvas, the height of a time axis and the grid; with smaller letters where not all cells fit otherwise."""
    for share in (1.0, _SMALLER):
        fitted = replace(canvas, letters=share * canvas.letters)
        foot = axes.foot_height(fitted.letters, [ticks.Tick(0.0, "", " ")])
        laid = grid(number, fitted, foot)
        if laid.shown >= number:
            break
    return fitted, foot, laid


def _top(of: Multiples, cell: Cell) -> float:
    level = cell.peak.level if cell.peak is not None else None
    if of.scale == "peak" and level:
        return float(level)
    return cell.curve.between(of.low, of.high).top or 1.0


def _numbers(of: Multiples, cell: Cell) -> list[float]:
    return [0.0, 50.0, 100.0] if of.scale == "peak" else ticks.numbers(_top(of, cell), 2)


def _side_width(of: Multiples, cells: tuple[Cell, ...], letters: float) -> float:
    unit = "%" if of.scale == "peak" else ""
    return max((axes.side_width(_numbers(of, each), letters, unit) for each in cells), default=0.0)


def _cell(
    plane: Plane, of: Multiples, cell: Cell, box: Box, *, numbered: bool, footed: bool
) -> None:
    top = _top(of, cell)
    panel = Panel(box, of.low, max(of.high, of.low + 1), 0.0, 1.06 * top)
    colour = plane.look.channel(cell.channel)
    _heading(plane, cell, box, colour)
    shares = of.scale == "peak"
    scale = Panel(box, panel.x_low, panel.x_high, 0.0, 106.0) if shares else panel
    if numbered:
        axes.side(plane, scale, _numbers(of, cell), "%" if shares else "")
    plane.rule(box.left, box.bottom, box.right, box.bottom, plane.look.grid)
    _gaps(plane, cell.curve, panel)
    _line(plane, cell.curve, panel, colour)
    _marks(plane, cell, panel, colour)
    if footed:
        size = axes.SMALL * plane.canvas.letters
        found = axes.clock_ticks(of.low, of.high, of.zone, box.right - box.left, size)
        axes.foot(plane, panel, found, None if numbered else 0.7 * plane.canvas.letters)


def _heading(plane: Plane, cell: Cell, box: Box, colour: str) -> None:
    """The name on the left, the peak on the right where there is room for it."""
    letters = plane.canvas.letters
    y = box.top - 0.8 * letters
    room = box.right - box.left
    name = next(
        (each for each in cell.names if lettering.width(each, letters, bold=True) <= room),
        _cut(cell.names[-1], letters, room),
    )
    plane.text(name, box.left, y, colour, letters, bold=True)
    left = room - lettering.width(name, letters, bold=True) - letters
    small = axes.SMALL * letters
    for words in cell.peak.words if cell.peak is not None else ():
        if lettering.width(words, small) <= left:
            plane.text(words, box.right, y, plane.look.quiet, small, align="right")
            break


def _cut(name: str, size: float, room: float) -> str:
    """As much of a name as there is room for."""
    while name and lettering.width(f"{name}…", size, bold=True) > room:
        name = name[:-1]
    return f"{name.rstrip(' ,')}…"


def _gaps(plane: Plane, curve: Curve, panel: Panel) -> None:
    missing = np.isnan(curve.value).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], missing, [0]])))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        left = max(float(curve.start[first]), panel.x_low)
        right = min(float(curve.start[end - 1] + curve.width[end - 1]), panel.x_high)
        box = Box(panel.x(left), panel.box.top, panel.x(right), panel.box.bottom)
        if box.right - box.left >= 4:
            plane.box(box, plane.look.quiet, 0.09)


def _line(plane: Plane, curve: Curve, panel: Panel, colour: str) -> None:
    part = curve.between(panel.x_low, panel.x_high)
    value = np.where(part.below, part.value / 2, part.line)
    x, value = axes.clipped(part.centre, value, panel.x_low, panel.x_high)
    across, down = axes.across(panel, x), axes.down(panel, value)
    kept = thinned(across, value)
    across, down, value = across[kept], down[kept], value[kept]
    told = [amount(float(each)) if each == each else "" for each in value]
    plane.area(across, down, panel.box.bottom, colour, 0.12)
    stroke = 1.5 if plane.canvas.letters >= 12 else 1.1
    plane.line(across, down, colour, width=stroke, told=told)
    dots = alone(value)
    if dots.size:
        plane.dots(across[dots], down[dots], colour, 2.4 * stroke)
    for k in np.flatnonzero(part.part & np.isfinite(part.value)):
        at, level = float(part.centre[k]), float(part.value[k])
        if panel.x_low <= at <= panel.x_high and level <= panel.y_high:
            plane.dots([panel.x(at)], [panel.y(level)], colour, 4.5, hollow=True)


def _marks(plane: Plane, cell: Cell, panel: Panel, colour: str) -> None:
    box = panel.box
    if cell.onset is not None and panel.x_low <= cell.onset.at <= panel.x_high:
        mark = cell.onset
        low, high = (
            panel.x(min(max(each if each is not None else mark.at, panel.x_low), panel.x_high))
            for each in (mark.low, mark.high)
        )
        if high - low >= 3:
            plane.box(Box(low, box.top, high, box.bottom), plane.look.quiet, 0.14)
        x = panel.x(mark.at)
        plane.rule(x, box.top, x, box.bottom, plane.look.ink, width=1.1, dash="dot", layer="above")
    if cell.peak is not None and cell.peak.level is not None:
        at, level = cell.peak.at, cell.peak.level
        if panel.x_low <= at <= panel.x_high:
            plane.dots([panel.x(at)], [panel.y(level)], colour, 6.0)
