"""A label: the words that belong to a point, in which places about it they may stand, and the room that they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ripplemark.charts import lettering

LEADING = 1.25
"""Height of a line of letters, as a multiple of their size."""

Place = Literal[
    "right", "left", "above", "below", "above-right", "above-left", "below-right", "below-left"
]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the picture's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """True where the two come closer than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def within(self, other: Box) -> bool:
        """True where this lies wholly inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words that belong to a point: where it is, in which places they may stand, in order, and how they look.

    ``text`` may have several lines (``\\n``); ``shorter`` are shorter wordings, tried in order when no place is free.
    A ``needed`` label is sought further off where none is free (placing.py); others are left out.
    """

    text: str
    x: float
    y: float
    places: tuple[Place, ...] = ("right", "left", "above", "below")
    size: float = 13.0
    bold: bool = False
    colour: str = "#000000"
    gap: float = 7.0
    shorter: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label where it stands: the wording that fitted, its box, its place."""

    label: Label
    text: str
    box: Box
    place: Place


def box_of(label: Label, text: str, where: Place) -> Box:
    """The rectangle that the text would take in this place."""
    lines = text.split("\n")
    wide = max(lettering.width(line, label.size, bold=label.bold) for line in lines)
    high = len(lines) * label.size * LEADING
    left = label.x - wide / 2
    top = label.y - high / 2
    if "right" in where:
        left = label.x + label.gap
    if "left" in where:
        left = label.x - label.gap - wide
    if "above" in where:
        top = label.y - label.gap - high
    if "below" in where:
        top = label.y + label.gap
    return Box(left, top, left + wide, top + high)
