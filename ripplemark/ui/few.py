"""Whether there are so few items that each of them is shown without being asked for."""

from __future__ import annotations

from ripplemark.ui import reading
from ripplemark.ui.reading import Wanted

FEW = 24
"""Items that are shown one by one unasked: two dozen bars are no longer than a picture."""


def few(squares: Wanted) -> bool:
    """True where the squares, which stand on the page already, count no more items than these."""
    counted: list[int] = reading.figure(squares).shown["items"].to_pylist()
    return sum(counted) <= FEW
