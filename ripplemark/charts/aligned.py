"""Several incidents on one clock of their own: small multiples from a common moment on, over the middle band of all."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts import axes, lettering, style, ticks
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.multiples import Grid, grid
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import Floats, alone, straightened, thinned
from ripplemark.charts.ticks import Tick

_SMALLER = 0.78
_DAY = 86_400.0
_STEPS = (
    *(60.0 * n for n in (5, 15, 30)),
    *(3600.0 * n for n in (1, 2, 6, 12)),
    *(_DAY * n for n in (1, 2, 4, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650)),
)
_DECADES = 3
"""A logarithmic axis reaches so many powers of ten below its top."""


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Percentiles across incidents at k moments, NaN where too few are known: shape (k,) each; ``at`` in seconds."""

    at: Floats
    low: Floats
    lower: Floats
    middle: Floats
    upper: Floats
    high: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One incident: its code word, what is told beside it from the longest to the shortest wording, its line.

    ``at`` are seconds from the common moment (on a calendar since 1970), ``value`` NaN where nothing is known. ``peak`` is
    where its peak stands and how high; None where it has none.
    """

    name: str
    notes: tuple[str, ...]
    at: Floats
    value: Floats
    channel: str | None
    peak: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """What is drawn, from ``low`` to ``high`` seconds about the common moment, on a calendar since 1970.

    ``moment`` is what the moment is called; '' on a calendar. ``unit`` stands beside the numbers ('%' or ''). ``shared`` is
    True where all cells have one scale.
    """

    cells: tuple[Cell, ...]
    low: float
    high: float
    moment: str
    unit: str
    shared: bool
    powers: bool
    band: Band | None = None


def aligned(of: Aligned, canvas: Canvas) -> Any:
    """The Plotly figure, of the canvas's width, and of its height where it has one."""
    canvas, foot, laid = _laid(of, canvas)
    letters = canvas.letters
    height = canvas.height or round(laid.rows * laid.high + foot + letters)
    plane = Plane(canvas, height, many=True)
    shown = of.cells[: laid.shown]
    gap = 1.4 * letters if laid.columns > 1 else 0.0
    side = _side_width(of, letters)
    inset = side if laid.columns == 1 or laid.wide > 3.2 * side else 0.0
    edge = inset if of.shared else 0.0
    wide = (canvas.width - edge - gap * (laid.columns - 1)) / laid.columns
    for k, cell in enumerate(shown):
        row, column = divmod(k, laid.columns)
        left = edge + column * (wide + gap)
        box = Box(
            left + inset - edge,
            row * laid.high + 1.55 * letters,
            left + wide - 4,
            (row + 1) * laid.high - 0.55 * letters,
        )
        numbered = inset > 0 and (column == 0 or not of.shared)
        last = k + laid.columns >= len(shown)
        _cell(plane, of, cell, box, numbered=numbered, footed=last)
    left_out = len(of.cells) - laid.shown
    words = f"and {left_out} more, not shown at this size" if left_out else ""
    if of.moment:
        size, y = axes.SMALL * letters, height - 0.7 * letters
        told = f"Time from {of.moment}"
        plane.text(told, 0, y, plane.look.quiet, size)
        if lettering.width(f"{told}  {words}", size) > canvas.width:
            words = f"and {left_out} more"
    if left_out:
        axes.corner(plane, words, canvas.width, height, letters)
    return plane.figure()


def _laid(of: Aligned, canvas: Canvas) -> tuple[Canvas, float, Grid]:
    """The canvas, the height below the cells and the grid; with smaller letters where not all cells fit otherwise."""
    for share in (1.0, _SMALLER):
        fitted = replace(canvas, letters=share * canvas.letters)
        lines = [ticks.Tick(0.0, "", "" if of.moment else " ")]
        foot = axes.foot_height(fitted.letters, lines) + (0.8 * fitted.letters if of.moment else 0)
        laid = grid(len(of.cells), fitted, foot)
        if laid.shown >= len(of.cells):
            break
    return fitted, foot, laid


def _range(of: Aligned, cell: Cell | None) -> tuple[float, float]:
    """Lowest and highest value of a scale: a cell's own, or with None that of all cells and the band."""
    parts = list(of.cells) if cell is None else [cell]
    values = [_between(of, each)[1] for each in parts]
    if cell is None and of.band is not None:
        values += [of.band.low, of.band.high]
    found = np.concatenate([np.asarray(each, dtype=np.float64).ravel() for each in values])
    found = found[np.isfinite(found)]
    if not found.size:
        return 0.0, 1.0
    top = max(float(found.max()), 1e-9)
    return min(float(found.min()), 0.0), top


def _between(of: Aligned, cell: Cell) -> tuple[Floats, Floats]:
    """The part of a line within the picture, and to its edges."""
    inside = np.flatnonzero((cell.at >= of.low) & (cell.at <= of.high))
    if not inside.size:
        return np.zeros(0), np.zeros(0)
    part = slice(max(int(inside[0]) - 1, 0), int(inside[-1]) + 2)
    return axes.clipped(cell.at[part], cell.value[part], of.low, of.high)


def _scale(of: Aligned, cell: Cell, box: Box) -> Panel:
    """The panel in which values stand; with powers the values are their logarithms to base ten."""
    low, top = _range(of, None if of.shared else cell)
    high = max(of.high, of.low + 1)
    if not of.powers:
        return Panel(box, of.low, high, low, low + 1.06 * (top - low))
    end = math.log10(top)
    return Panel(box, of.low, high, end - _DECADES, end + 0.06 * _DECADES)


def _levels(of: Aligned, panel: Panel) -> list[tuple[float, float]]:
    """Round values of a side axis: each with where it stands."""
    if of.powers:
        first, last = math.ceil(panel.y_low - 1e-9), math.floor(panel.y_high)
        return [(10.0**power, float(power)) for power in range(first, last + 1)]
    if of.unit == "%" and of.shared and panel.y_high <= 115:
        return [(each, each) for each in (0.0, 50.0, 100.0)]
    return [(each, each) for each in ticks.numbers(panel.y_high, 2)]


def _side_width(of: Aligned, letters: float) -> float:
    box = Box(0, 0, 1, 1)
    found = [
        value
        for cell in (of.cells[:1] if of.shared else of.cells)
        for value, _ in _levels(of, _scale(of, cell, box))
    ]
    return axes.side_width(found, letters, of.unit)


def _cell(plane: Plane, of: Aligned, cell: Cell, box: Box, *, numbered: bool, footed: bool) -> None:
    panel = _scale(of, cell, box)
    colour = plane.look.channel(cell.channel)
    _heading(plane, cell, box)
    size = axes.SMALL * plane.canvas.letters
    for value, place in _levels(of, panel):
        if panel.y_low - 1e-9 <= place <= panel.y_high:
            y = panel.y(place)
            plane.rule(box.left, y, box.right, y, plane.look.grid)
            if numbered:
                told = ticks.number(value, of.unit)
                plane.text(told, box.left - 7, y, plane.look.quiet, size, align="right")
    floor = panel.y(max(panel.y_low, 0.0)) if not of.powers else box.bottom
    if of.moment and of.low < 0 < of.high:
        x = panel.x(0.0)
        plane.rule(x, box.top, x, box.bottom, plane.look.ink, width=1.1, dash="dot", layer="above")
    _band(plane, of, panel)
    _line(plane, of, cell, panel, colour, floor)
    if footed:
        found = _ticks(of, box.right - box.left, size)
        axes.foot(plane, panel, found, 0.7 * plane.canvas.letters)


def _heading(plane: Plane, cell: Cell, box: Box) -> None:
    """The code word on the left, what is told of it on the right where there is room."""
    letters = plane.canvas.letters
    y, room = box.top - 0.8 * letters, box.right - box.left
    plane.text(cell.name, box.left, y, plane.look.channel(cell.channel), letters, bold=True)
    left = room - lettering.width(cell.name, letters, bold=True) - letters
    small = axes.SMALL * letters
    for words in cell.notes:
        if lettering.width(words, small) <= left:
            plane.text(words, box.right, y, plane.look.quiet, small, align="right")
            break


def _heights(of: Aligned, panel: Panel, value: Floats) -> Floats:
    """Pixels; on an axis of powers what is below its foot, nought included, is not drawn."""
    if of.powers:
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log10(np.where(value > 0, value, np.nan))
        value = np.where(logs >= panel.y_low, logs, np.nan)
    return axes.down(panel, value)


def _band(plane: Plane, of: Aligned, panel: Panel) -> None:
    band = of.band
    if band is None:
        return
    inside = (band.at >= of.low) & (band.at <= of.high)
    x = axes.across(panel, band.at[inside])
    ends = [
        np.maximum(each[inside], 10.0**panel.y_low) if of.powers else each[inside]
        for each in (band.low, band.lower, band.middle, band.upper, band.high)
    ]
    every = [_heights(of, panel, each) for each in ends]
    needed = straightened(x, every)
    x, (low, lower, middle, upper, high) = x[needed], (each[needed] for each in every)
    for one, other, opacity in ((low, high, 0.10), (lower, upper, 0.14)):
        known = np.isfinite(one) & np.isfinite(other)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], known.astype(np.int8), [0]])))
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            part = slice(int(first), int(end))
            across = np.concatenate([x[part], x[part][::-1]])
            down = np.concatenate([one[part], other[part][::-1]])
            look = {"mode": "lines", "line": {"width": 0}, "fill": "toself"}
            plane.trace({**look, "fillcolor": style.tint(plane.look.quiet, opacity)}, across, down)
    plane.line(x, middle, plane.look.quiet, width=1.1)


def _line(plane: Plane, of: Aligned, cell: Cell, panel: Panel, colour: str, floor: float) -> None:
    x, value = _between(of, cell)
    across, down = axes.across(panel, x), _heights(of, panel, value)
    kept = thinned(across, down)
    told = [
        f"{ticks.number(each, of.unit)}" if each == each else "" for each in np.asarray(value)[kept]
    ]
    across, down = across[kept], down[kept]
    if of.band is None and not of.powers:
        plane.area(across, down, floor, colour, 0.12)
    stroke = 1.8 if plane.canvas.letters >= 12 else 1.2
    plane.line(across, down, colour, width=stroke, told=told)
    dots = alone(down)
    if dots.size:
        plane.dots(across[dots], down[dots], colour, 2.4 * stroke)
    if cell.peak is not None and of.low <= cell.peak[0] <= of.high:
        y = _heights(of, panel, np.array([cell.peak[1]]))[0]
        if np.isfinite(y):
            plane.dots([panel.x(cell.peak[0])], [float(y)], colour, 6.0)


def _ticks(of: Aligned, width: float, size: float) -> list[Tick]:
    if not of.moment:
        return axes.clock_ticks(of.low, of.high, ZoneInfo("UTC"), width, size)
    for step in _STEPS:
        first, last = math.ceil(of.low / step), math.floor(of.high / step)
        if last - first > 60:
            continue
        found = [Tick(k * step, lapse_name(k * step, step)) for k in range(first, last + 1)]
        widest = max((lettering.width(each.text, size) for each in found), default=0.0)
        if step / (of.high - of.low) * width >= widest + 1.3 * size:
            return found
    return [Tick(0.0, "0")]


def lapse_name(seconds: float, step: float) -> str:
    """A time before or after a moment: '0', '6 h', '−2 days'."""
    if not seconds:
        return "0"
    sign = "\N{MINUS SIGN}" if seconds < 0 else ""
    size = abs(seconds)
    if step >= _DAY:
        days = size / _DAY
        return f"{sign}{days:,.0f} {'day' if days == 1 else 'days'}"
    return f"{sign}{size / 3600:,.0f} h" if step >= 3600 else f"{sign}{size / 60:,.0f} min"
