"""What of a picture is still free: a grid of small cells in which lines and labels take room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ripplemark.charts.labels import Box, Label, Place, Placed, box_of

CELL = 2.0
"""Pixels of one cell, each way."""

Pixels = npt.NDArray[np.float64]


class Room:
    """Free and taken cells of a rectangle; what lies outside is never free."""

    def __init__(self, within: Box) -> None:
        self.within = within
        rows = int(np.ceil((within.bottom - within.top) / CELL)) + 1
        columns = int(np.ceil((within.right - within.left) / CELL)) + 1
        self._taken = np.zeros((max(rows, 1), max(columns, 1)), dtype=np.bool_)

    def free(self, box: Box) -> bool:
        """True where the whole box lies inside and none of it is taken."""
        return box.within(self.within) and not self._taken[self._cells(box)].any()

    def corners(self, wide: float, high: float) -> Pixels:
        """Every place where a box of this size is free, as its left and top edges: shape (n, 2), on the lattice of cells."""
        rows, columns = int(-(-high // CELL)), int(-(-wide // CELL))
        sums = np.pad(np.cumsum(np.cumsum(self._taken, 0, dtype=np.int64), 1), ((1, 0), (1, 0)))
        if rows >= sums.shape[0] or columns >= sums.shape[1]:
            return np.zeros((0, 2))
        inside = sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns]
        free = np.argwhere(inside + sums[:-rows, :-columns] == 0) * CELL
        found = free[:, ::-1] + (self.within.left, self.within.top)
        fits = (found[:, 0] + wide <= self.within.right) & (
            found[:, 1] + high <= self.within.bottom
        )
        return np.asarray(found[fits], dtype=np.float64)

    def take(self, box: Box, gap: float = 0.0) -> None:
        """Take a box and so many pixels around it."""
        wider = Box(box.left - gap, box.top - gap, box.right + gap, box.bottom + gap)
        self._taken[self._cells(wider)] = True

    def take_line(self, x: Pixels, y: Pixels, gap: float = 2.0) -> None:
        """Take a line through points in pixels, x rising; NaN breaks it."""
        for part in runs(y):
            across, down = x[part] - self.within.left, y[part] - self.within.top
            first = int(across[0] // CELL) - 2  # two cells more on either side: one is the margin
            edges = CELL * np.arange(first, int(across[-1] // CELL) + 4)
            levels = np.interp(edges, across, down)
            low = np.minimum(levels[:-1], levels[1:])
            high = np.maximum(levels[:-1], levels[1:])
            column = (across // CELL).astype(np.int64) - first
            np.minimum.at(low, column, down)
            np.maximum.at(high, column, down)
            low = np.minimum(low, np.minimum(np.roll(low, 1), np.roll(low, -1)))[1:-1]
            high = np.maximum(high, np.maximum(np.roll(high, 1), np.roll(high, -1)))[1:-1]
            tops = np.maximum((low - gap) // CELL, 0).astype(np.int64)
            ends = np.maximum(-((-high - gap) // CELL), 0).astype(np.int64)
            first += 1
            for k in range(max(-first, 0), min(low.size, self._taken.shape[1] - first)):
                self._taken[tops[k] : ends[k], first + k] = True

    def place(self, label: Label, anchors: Sequence[tuple[float, float]] = ()) -> Placed | None:
        """The label at the first of its places that is free, first wording first, at each anchor in turn; it takes it."""
        for text in (label.text, *label.shorter):
            for x, y in anchors or ((label.x, label.y),):
                for where in label.places:
                    box = moved(box_of(label, text, where), x - label.x, y - label.y)
                    if self.free(box):
                        self.take(box, 2.0)
                        return Placed(label, text, box, where)
        return None

    def _cells(self, box: Box) -> tuple[slice, slice]:
        rows = self._range(box.top - self.within.top, box.bottom - self.within.top)
        return rows, self._range(box.left - self.within.left, box.right - self.within.left)

    @staticmethod
    def _range(low: float, high: float) -> slice:
        return slice(max(int(low // CELL), 0), max(int(-(-high // CELL)), 0))


def moved(box: Box, across: float, down: float) -> Box:
    """The box elsewhere."""
    return Box(box.left + across, box.top + down, box.right + across, box.bottom + down)


def runs(values: Pixels) -> Iterable[slice]:
    """The stretches without NaN, in order."""
    known = np.concatenate([[False], ~np.isnan(values), [False]])
    edges = np.flatnonzero(np.diff(known.astype(np.int8)))
    return [slice(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


AROUND: tuple[Place, ...] = (
    "above-right",
    "right",
    "above-left",
    "left",
    "above",
    "below-right",
    "below-left",
    "below",
)
"""Where a label may stand about its point, best first."""
