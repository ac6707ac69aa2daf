"""Labels placed by rule: each takes the first of its places where it meets nothing; what finds none is left out or said."""

from __future__ import annotations

from collections.abc import Sequence
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
    ``needed`` labels are drawn in the least bad place where none is free; others are left out.
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


def place(labels: Sequence[Label], within: Box, taken: Sequence[Box] = ()) -> list[Placed]:
    """Place labels in order of importance; earlier ones have the first choice, none meets another or what is taken."""
    standing = list(taken)
    found: list[Placed] = []
    for label in labels:
        chosen = _first_free(label, within, standing) or (
            _least_bad(label, within, standing) if label.needed else None
        )
        if chosen is not None:
            found.append(chosen)
            standing.append(chosen.box)
    return found


def _first_free(label: Label, within: Box, taken: Sequence[Box]) -> Placed | None:
    for text in (label.text, *label.shorter):
        for where in label.places:
            box = box_of(label, text, where)
            if box.within(within) and not any(box.meets(other, 2.0) for other in taken):
                return Placed(label, text, box, where)
    return None


def _least_bad(label: Label, within: Box, taken: Sequence[Box]) -> Placed:
    text = (label.text, *label.shorter)[-1]
    tried = [
        Placed(label, text, _moved_in(box_of(label, text, where), within), where)
        for where in label.places
    ]
    return min(tried, key=lambda each: sum(_shared(each.box, other) for other in taken))


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


def _moved_in(box: Box, within: Box) -> Box:
    across = max(within.left - box.left, 0) - max(box.right - within.right, 0)
    down = max(within.top - box.top, 0) - max(box.bottom - within.bottom, 0)
    return Box(box.left + across, box.top + down, box.right + across, box.bottom + down)


def _shared(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(wide, 0.0) * max(high, 0.0)
