"""Items by the number of requests that were sent about them, a square each; below them how long it took, by three clocks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import dumbbell, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.dumbbell import Dumbbells
from ripplemark.charts.labels import Box
from ripplemark.charts.tiles import Tiles

_SQUARE = 22.0
_LEAST = 5.0
"""Squares narrower than this are drawn as one bar."""
Part = tuple[str, int, str]
"""A fate ('removed', 'uploader' or 'up'), how many items, and their words."""


@dataclass(frozen=True, slots=True)
class Round:
    """Items about which so many requests were sent: the name of the row, and its parts from left to right."""

    name: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> int:
        """All of them."""
        return sum(items for _, items, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Rounds:
    """What is drawn: a heading, rows from the fewest requests to the most, and the lags by each clock below their own heading."""

    heading: str
    rounds: tuple[Round, ...]
    below: str
    clocks: Dumbbells


def rounds(of: Rounds, canvas: Canvas) -> Any:
    """The Plotly figure; rows are squares where these can be told apart, else bars."""
    letters = canvas.letters
    heads = [
        lettering.wrapped(each, letters, canvas.width, bold=True) for each in (of.heading, of.below)
    ]
    gap = 1.6 * letters
    taken = sum(1.35 * letters * len(lines) + 0.5 * letters for lines in heads) + gap
    usual = dumbbell.height(of.clocks, canvas)
    pitch = _pitch(of, canvas, taken + usual)
    middle = taken + pitch * len(of.rounds)
    room = None if canvas.height is None else canvas.height - middle
    needed = middle + dumbbell.height(of.clocks, canvas, room)
    plane = Tiles(canvas, max(canvas.height or 0, math.ceil(needed)))
    top = _head(plane, heads[0], 0.0)
    _rows(plane, of, top, pitch)
    top = _head(plane, heads[1], top + pitch * len(of.rounds) + gap)
    dumbbell.put(plane, of.clocks, top, room)
    return plane.figure()


def _pitch(of: Rounds, canvas: Canvas, taken: float) -> float:
    """Pixels from row to row: what the canvas leaves, no less than words need."""
    most, least = 2.1 * canvas.letters, 1.35 * canvas.letters
    if canvas.height is None:
        return most
    return min(max((canvas.height - taken) / max(len(of.rounds), 1), least), most)


def _head(plane: Tiles, lines: list[str], top: float) -> float:
    letters = plane.canvas.letters
    for k, words in enumerate(lines):
        plane.text(words, 0, top + (0.7 + 1.35 * k) * letters, plane.look.ink, letters, bold=True)
    return top + 1.35 * letters * len(lines) + 0.5 * letters


def _rows(plane: Tiles, of: Rounds, top: float, pitch: float) -> None:
    size, look = SMALL * plane.canvas.letters, plane.look
    left = max((lettering.width(each.name, size) for each in of.rounds), default=0.0) + 8
    wide = max((_words(each, size) for each in of.rounds), default=0.0)
    most = max((each.items for each in of.rounds), default=1)
    room = max(plane.width - left - wide - 8, 20.0)
    step = min(_SQUARE, 0.86 * pitch, room / max(most, 1))
    for place, each in enumerate(of.rounds):
        y = top + (place + 0.5) * pitch
        plane.text(each.name, left - 8, y, look.quiet, size, align="right")
        x = left
        for fate, items, _ in each.parts:
            _part(plane, fate, items, x, y, step, pitch)
            x += items * step
        x += 6
        for k, (fate, _, words) in enumerate(each.parts):
            told = f"{words}{',' if k < len(each.parts) - 1 else ''}"
            tint = look.outcome("up") if fate == "up" else look.ink
            plane.text(told, x, y, tint, size, bold=fate == "up")
            x += lettering.width(f"{told} ", size, bold=fate == "up") + 2


def _words(of: Round, size: float) -> float:
    told = [f"{words}, " for *_, words in of.parts]
    return sum(lettering.width(each, size, bold=True) + 2 for each in told) + 6


def _part(
    plane: Tiles, fate: str, items: int, x: float, y: float, step: float, pitch: float
) -> None:
    side = step * 0.86 if step >= _LEAST else 0.0
    half = side / 2 if side else min(0.32 * pitch, _SQUARE / 2)
    boxes = (
        [Box(x + k * step, y - half, x + k * step + side, y + half) for k in range(items)]
        if side
        else [Box(x, y - half, x + max(items * step - 1, 1), y + half)]
    )
    if items:
        fill = "open" if fate == "uploader" else "full"
        plane.rectangles(boxes, plane.look.outcome(fate), fill)  # type: ignore[arg-type]
