"""One plotting rectangle of a picture: where a value stands in pixels, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.charts.labels import Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle in pixels from the picture's top left corner, and the ranges of its two axes.

    Times are given as seconds since 1970 of the wall time that is drawn.
    """

    box: Box
    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def x(self, value: float) -> float:
        """Pixels from the picture's left edge."""
        share = (value - self.x_low) / (self.x_high - self.x_low)
        return self.box.left + share * (self.box.right - self.box.left)

    def y(self, value: float) -> float:
        """Pixels from the picture's top edge."""
        share = (value - self.y_low) / (self.y_high - self.y_low)
        return self.box.bottom - share * (self.box.bottom - self.box.top)
