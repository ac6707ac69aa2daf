"""Many equal shapes at a time: squares and bars as a few traces, hatched where something is not known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from ripplemark.charts import style
from ripplemark.charts.labels import Box
from ripplemark.charts.plane import Plane

Fill = Literal["full", "hatched", "open"]
_GAP = 4.0


class Tiles(Plane):
    """A plane that also holds rectangles by the hundred; ``Fill`` says how sure what they stand for is."""

    def rectangles(
        self, boxes: Sequence[Box], colour: str, fill: Fill = "full", opacity: float = 1.0
    ) -> None:
        """Rectangles of one colour: full, hatched (known within bounds), or open (an outline alone)."""
        if not boxes:
            return
        x = np.array([[b.left, b.right, b.right, b.left, b.left, np.nan] for b in boxes])
        y = np.array([[b.top, b.top, b.bottom, b.bottom, b.top, np.nan] for b in boxes])
        solid = style.tint(colour, opacity if fill == "full" else 0.12 if fill == "hatched" else 0)
        outline = {"width": 0 if fill == "full" else 1, "color": colour}
        look = {"mode": "lines", "line": outline, "fill": "toself", "fillcolor": solid}
        self.trace(look, x.ravel()[:-1], y.ravel()[:-1])
        if fill == "hatched":
            self._hatch(boxes, colour)

    def _hatch(self, boxes: Sequence[Box], colour: str) -> None:
        """Diagonals from the lower left to the upper right, cut at each box."""
        x: list[float] = []
        y: list[float] = []
        for box in boxes:
            wide, high = box.right - box.left, box.bottom - box.top
            for at in np.arange(_GAP, wide + high, _GAP):
                x += [box.left + max(at - high, 0), box.left + min(at, wide), np.nan]
                y += [box.top + min(at, high), box.top + max(at - wide, 0), np.nan]
        if x:
            look = {"mode": "lines", "line": {"width": 1, "color": colour}}
            self.trace(look, np.array(x[:-1]), np.array(y[:-1]))

    def points(self, x: Sequence[float], y: Sequence[float], told: Sequence[str]) -> None:
        """Places that are not drawn and say something beside the pointer."""
        look = {"mode": "markers", "marker": {"size": 12, "opacity": 0}}
        self.trace(look, np.asarray(x), np.asarray(y), told)
