"""The words above a bar that has the whole width: the name of its row, then what is told of it."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.axes import SMALL
from ripplemark.charts.tiles import Tiles

LINE = 1.4
"""Height of a line of such words, in letters."""


def headed(plane: Tiles, name: Sequence[str], told: Sequence[str], y: float) -> float:
    """Draw both, line by line, the first at ``y``; where the next line would stand, in pixels from the top."""
    letters, look = plane.canvas.letters, plane.look
    for line in name:
        plane.text(line, 0, y, look.ink, letters, bold=True)
        y += LINE * letters
    for line in told:
        plane.text(line, 0, y, look.quiet, SMALL * letters)
        y += LINE * letters
    return y
