"""Before and after a request: a row for each result that was asked about, a mark for each look, filled where it stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import axes, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.ticks import Tick

_STEPS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Asked:
    """One result: its words, its looks (days from the request, whether it stood there), and when the request was refused."""

    words: str
    looks: tuple[tuple[float, bool], ...]
    refused: float | None


def delisted(of: Sequence[Asked], canvas: Canvas) -> Any:
    """The Plotly figure; days before and after the request on one axis."""
    letters, size = canvas.letters, SMALL * canvas.letters
    row = (2.6 if canvas.narrow else 1.7) * letters
    left = 4.0 if canvas.narrow else max(lettering.width(each.words, size) for each in of) + 12
    days = [at for each in of for at, _ in each.looks]
    low, high = min(0.0, *days), max(1.0, *days)
    span = high - low
    keys = _legend_rows(canvas)
    top = (1.5 * len(keys) + 0.6) * letters
    height = top + row * len(of) + 4.0 * size
    plane = Plane(canvas, max(canvas.height or 0, round(height)))
    box = Box(left, top, canvas.width - 10, top + row * len(of))
    panel = Panel(box, low - 0.02 * span, high + 0.02 * span, 0.0, 1.0)
    x0 = panel.x(0.0)
    # On a phone the rule leaves out the words above each row.
    reach = 0.55 * size if canvas.narrow else row / 2
    rows = [top + row * (k + (0.72 if canvas.narrow else 0.5)) for k in range(len(of))]
    for each, y in zip(of, rows, strict=True):
        plane.rule(x0, y - reach, x0, y + reach, plane.look.ink, width=1.4)
        _row(plane, panel, each, y, left, size)
    for each, y in zip(of, rows, strict=True):  # above every look
        if each.refused is not None:
            _cross(plane, panel.x(each.refused), y)
    _legend(plane, keys)
    step = next((s for s in _STEPS if span / s * 4 * size < box.right - box.left), 365)
    ticks = [
        Tick(float(at), f"{at}".replace("-", "\N{MINUS SIGN}"))
        for at in range(int(low // step) * step, int(high) + 1, step)
        if at >= low
    ]
    axes.foot(plane, panel, ticks)
    plane.text(
        "days from the request",
        box.right,
        box.bottom + 3.2 * size,
        plane.look.quiet,
        size,
        align="right",
    )
    return plane.figure()


def _legend_rows(canvas: Canvas) -> list[list[str]]:
    """The keys, beside one another as far as there is room."""
    size = SMALL * canvas.letters
    rows: list[list[str]] = [[]]
    used = 0.0
    for words in ("stood there", "no longer there", "request refused"):
        wide = lettering.width(words, size) + 3 * size
        if used and used + wide > canvas.width:
            rows.append([])
            used = 0.0
        rows[-1].append(words)
        used += wide
    return rows


def _legend(plane: Plane, rows: Sequence[Sequence[str]]) -> None:
    letters, size = plane.canvas.letters, SMALL * plane.canvas.letters
    for k, row in enumerate(rows):
        x, y = 0.5 * size, (1.5 * k + 0.75) * letters
        for words in row:
            _mark(plane, words, x, y)
            plane.text(words, x + 0.9 * size, y, plane.look.quiet, size)
            x += lettering.width(words, size) + 3 * size


def _mark(plane: Plane, words: str, x: float, y: float) -> None:
    look = plane.look
    if words == "request refused":
        _cross(plane, x, y)
    else:
        plane.dots([x], [y], look.outcome("up"), 7, hollow=words != "stood there")


def _row(plane: Plane, panel: Panel, of: Asked, y: float, left: float, size: float) -> None:
    look = plane.look
    plane.rule(panel.box.left, y, panel.box.right, y, look.grid)
    if plane.canvas.narrow:
        plane.text(of.words, left, y - 1.15 * size, look.quiet, size)
    else:
        plane.text(of.words, left - 10, y, look.quiet, size, align="right")
    for there in (True, False):
        at = [panel.x(day) for day, seen in of.looks if seen == there]
        if at:
            plane.dots(at, [y] * len(at), look.outcome("up"), 6.5, hollow=not there)


def _cross(plane: Plane, x: float, y: float) -> None:
    """A refusal, on a patch of paper: it stands in a row of looks, of which there may be one at every step."""
    plane.dots([x], [y], plane.look.paper, 13, symbol="square")
    plane.dots([x], [y], plane.look.ink, 9, symbol="x-thin-open")
