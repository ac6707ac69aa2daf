"""A cell for every two of several series: what is known of the pair, the row before the column."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.tiles import Tiles

Cells = Mapping[tuple[int, int], tuple[str | tuple[str, ...], bool]]
"""By row and column: what stands in the cell (or its wordings, the longest first), and whether it is certain."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is drawn: the series with their channels, the cells above the diagonal, and what a cell says, in words."""

    names: tuple[str, ...]
    channels: tuple[str | None, ...]
    cells: Cells
    heading: str
    told: Mapping[tuple[int, int], str]


def pairs(of: Pairs, canvas: Canvas) -> Any:
    """The Plotly figure: the series with their numbers, then the cells."""
    letters, size = canvas.letters, SMALL * canvas.letters
    lines = [
        lettering.wrapped(f"{k}  {name}", size, canvas.width) for k, name in enumerate(of.names, 1)
    ]
    top = 1.4 * letters * sum(map(len, lines)) + 0.8 * letters
    n = len(of.names)
    plane = Tiles(canvas, math.ceil(max(canvas.height or 0, top + height(n, letters))))
    y = 0.8 * letters
    for line in (each for several in lines for each in several):
        plane.text(line, 0.2 * letters, y, plane.look.ink, size)
        y += 1.4 * letters
    put(plane, of.channels, of.cells, of.heading, top, of.told)
    return plane.figure()


def height(number: int, letters: float) -> float:
    """Pixels that the cells of so many series take, with their heading."""
    return (1.9 * (number + 1) + 1.6) * letters


def put(
    plane: Tiles,
    channels: Sequence[str | None],
    cells: Cells,
    heading: str,
    top: float,
    told: Mapping[tuple[int, int], str] | None = None,
) -> None:
    """Draw the cells on a picture, from ``top`` down; paler where something is not certain."""
    letters, look, n = plane.canvas.letters, plane.look, len(channels)
    size = SMALL * letters
    plane.text(heading, 0, top + 0.6 * letters, look.ink, size)
    wide = min((plane.width - 2 * letters) / max(n - 1, 1), 8 * letters)
    high, first = 1.9 * letters, top + 1.6 * letters
    for column in range(1, n):
        middle = 2 * letters + (column - 0.5) * wide
        plane.text(f"{column + 1}", middle, first + high / 2, look.quiet, size, align="center")
    for row in range(n - 1):
        y = first + (row + 1.5) * high
        plane.text(f"{row + 1}", 0.4 * letters, y, look.quiet, size)
        for column in range(row + 1, n):
            words, certain = cells.get((row, column), ("", False))
            if not words:
                continue
            wordings = (words,) if isinstance(words, str) else words
            text = lettering.fitting(wordings, size, wide - 4)
            left = 2 * letters + (column - 1) * wide
            box = Box(left + 1, y - high / 2 + 1, left + wide - 1, y + high / 2 - 1)
            colour = look.channel(channels[row]) if certain else look.quiet
            plane.rectangles([box], colour, opacity=0.25 if certain else 0.08)
            ink = look.ink if certain else look.quiet
            plane.text(text, left + wide / 2, y, ink, size, align="center")
            if told and (row, column) in told:
                plane.points([left + wide / 2], [y], [told[row, column]])
