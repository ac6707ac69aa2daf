"""One square per item, in the order in which they were gone; brackets below say how many by when, so nobody subtracts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ripplemark.charts import lettering
from ripplemark.charts.canvas import Canvas, Look
from ripplemark.charts.labels import LEADING, Box
from ripplemark.charts.tiles import Fill, Tiles

Kind = Literal["gone", "otherwise", "up"]
MOST = 400
"""Items that get a square each; beyond, a square stands for several."""
LARGEST = 34.0
SMALLEST = 4.0
FLAT = 0.34
"""The squares are no higher than this share of the width."""


@dataclass(frozen=True, slots=True)
class Block:
    """Items that share a fate: how many, and in which colour; ``step`` counts gone blocks from the soonest, from 0.

    ``unsure`` of them stand first and hatched: they may belong to the block before.
    """

    kind: Kind
    items: int
    step: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words under blocks ``first`` to ``last`` (their places in the order); ``kind`` gives the colour."""

    text: str
    first: int
    last: int
    kind: Kind = "gone"


@dataclass(frozen=True, slots=True)
class Squares:
    """What is drawn: blocks from the soonest gone to those still up, and the words below them."""

    blocks: tuple[Block, ...]
    brackets: tuple[Bracket, ...]

    @property
    def items(self) -> int:
        """All items."""
        return sum(block.items for block in self.blocks)


def per_square(items: int) -> int:
    """How many items a square stands for: one up to 400, else the first of 2, 5, 10, 20 ... that leaves no more than 400."""
    steps = (n * int(10**power) for power in range(10) for n in (1, 2, 5))
    return next(each for each in steps if items / each <= MOST)


def drawn(counts: Sequence[int], per: int) -> list[int]:
    """Squares for each count, one at least where there is any item; with one item per square, the counts themselves."""
    return [max(round(count / per), 1) if count else 0 for count in counts]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows and columns in which the blocks stand: squares of ``side`` pixels, ``pitch`` apart."""

    rows: int
    pitch: float
    left: tuple[float, ...]
    right: tuple[float, ...]

    @property
    def side(self) -> float:
        return self.pitch * (0.84 if self.pitch > 8 else 0.8)


@dataclass(frozen=True, slots=True)
class _Told:
    """A bracket where it stands: ends in pixels, row of words, where its words begin, and their lines."""

    bracket: Bracket
    left: float
    right: float
    row: int
    text: float
    lines: tuple[str, ...]


def squares(of: Squares, canvas: Canvas) -> Any:
    """The Plotly figure; its height follows from the squares and the words where the canvas leaves it open."""
    shown = drawn([block.items for block in of.blocks], per_square(of.items))
    told = _told(of, _grid(shown, canvas, math.inf), canvas)
    below = _below(told, canvas.letters)
    room = math.inf if canvas.height is None else max(canvas.height - below - 2, 3 * SMALLEST)
    grid = _grid(shown, canvas, room)
    told = _told(of, grid, canvas)
    top = 1.0
    needed = top + grid.rows * grid.pitch + _below(told, canvas.letters)
    height = canvas.height or math.ceil(needed)
    if canvas.height is not None:
        top = max((height - needed) / 3, top)
    plane = Tiles(canvas, max(height, math.ceil(needed)))
    for place, (block, count) in enumerate(zip(of.blocks, shown, strict=True)):
        _block(plane, block, count, grid, place, top)
    _brackets(plane, told, top + grid.rows * grid.pitch)
    return plane.figure()


def colour(look: Look, block: Block) -> tuple[str, Fill, float]:
    """Colour, fill and opacity of a block: gone later is paler, still up is the accent, what may belong before is hatched."""
    if block.kind == "up":
        return look.outcome("up"), "full", 1.0
    if block.kind == "otherwise":
        return look.outcome("uploader"), "open", 1.0
    return look.outcome("removed"), "full", max(1.0 - 0.24 * block.step, 0.25)


def _grid(shown: Sequence[int], canvas: Canvas, room: float) -> _Grid:
    """The rows that make squares largest, up to a size that is still a small one; of those the fewest rows."""
    best = (0.0, 1)
    for rows in range(2, 61):
        columns = sum(math.ceil(each / rows) for each in shown)
        gaps = max(sum(1 for each in shown if each) - 1, 0)
        high = min(room, max(FLAT * canvas.width, 3 * LARGEST)) / rows
        pitch = min(LARGEST, canvas.width / max(columns + 0.55 * gaps, 1), high)
        if pitch > best[0] + 0.25:
            best = (pitch, rows)
    pitch, rows = best
    left: list[float] = []
    right: list[float] = []
    at = 0.0
    for count in shown:
        wide = math.ceil(count / rows) * pitch
        left.append(at)
        right.append(at + max(wide - 0.16 * pitch, 0.0))
        at += wide + (0.55 * pitch if count else 0.0)
    return _Grid(min(rows, max(max(shown, default=1), 1)), pitch, tuple(left), tuple(right))


def _block(plane: Tiles, block: Block, count: int, grid: _Grid, place: int, top: float) -> None:
    boxes = []
    for k in range(count):
        x = grid.left[place] + (k // grid.rows) * grid.pitch
        y = top + (grid.rows - 1 - k % grid.rows) * grid.pitch
        boxes.append(Box(x, y, x + grid.side, y + grid.side))
    tint, fill, opacity = colour(plane.look, block)
    unsure = drawn([block.unsure], max(round(block.items / max(count, 1)), 1))[0]
    plane.rectangles(boxes[:unsure], plane.look.outcome("removed"), "hatched")
    plane.rectangles(boxes[unsure:], tint, fill, opacity)


def _told(of: Squares, grid: _Grid, canvas: Canvas) -> list[_Told]:
    """Each bracket in the first row where neither it nor its words meet another."""
    ends: list[list[tuple[float, float]]] = []
    found = []
    for bracket in of.brackets:
        left, right = grid.left[bracket.first], grid.right[bracket.last]
        lines = tuple(lettering.wrapped(bracket.text, canvas.letters, canvas.width, bold=True))
        wide = max(lettering.width(line, canvas.letters, bold=True) for line in lines)
        text = min(left, canvas.width - wide)
        reach = (min(left, text), max(right, text + wide))
        row = next(
            (k for k, taken in enumerate(ends) if all(_apart(reach, each) for each in taken)),
            len(ends),
        )
        if row == len(ends):
            ends.append([])
        ends[row].append(reach)
        found.append(_Told(bracket, left, right, row, max(text, 0.0), lines))
    return found


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] >= other[1] + 12 or other[0] >= one[1] + 12


def _heights(told: Sequence[_Told], letters: float) -> list[float]:
    rows = max((each.row for each in told), default=-1) + 1
    lines = [max(len(each.lines) for each in told if each.row == row) for row in range(rows)]
    return [8 + letters * (LEADING * count + 0.35) for count in lines]


def _below(told: Sequence[_Told], letters: float) -> float:
    return sum(_heights(told, letters)) + 6


def _brackets(plane: Tiles, told: Sequence[_Told], start: float) -> None:
    letters = plane.canvas.letters
    heights = _heights(told, letters)
    for each in told:
        y = start + 4 + sum(heights[: each.row])
        accent = plane.look.outcome("up") if each.bracket.kind == "up" else plane.look.ink
        line = accent if each.bracket.kind == "up" else plane.look.quiet
        plane.rule(each.left, y, max(each.right, each.left + 2), y, line, width=1.6)
        for x in (each.left, each.right):
            plane.rule(x, y - 3.5, x, y, line, width=1.6)
        for k, words in enumerate(each.lines):
            middle = y + 4 + letters * LEADING * (k + 0.5)
            plane.text(words, each.text, middle, accent, letters, bold=True)
