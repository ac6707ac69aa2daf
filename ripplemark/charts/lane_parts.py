"""What a picture of lanes is made from: series, stacks of items, boundaries and events, in seconds of wall time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ripplemark.charts.flags import Crossing
from ripplemark.charts.thinning import Floats

Accent = Literal["attention", "moderation", "search"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A boundary on a line: its time with its interval (seconds of wall time), and its wordings, longest first.

    ``start`` is where a half-life begins, the peak; ``low`` and ``high`` are ``at`` where no interval is known.
    """

    kind: Literal["onset", "peak", "half", "back"]
    at: float
    low: float
    high: float
    words: tuple[str, ...]
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One series: middles of its bins (seconds of wall time, rising), values (NaN: nothing known), its marks.

    ``names`` are wordings, longest first, none where the lane's heading names it; ``channel`` gives its colour.
    """

    names: tuple[str, ...]
    channel: str
    at: Floats
    values: Floats
    unit: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """How many items stood so, at the stack's times; ``state`` gives its colour, ``names`` its wordings, ``said`` its name without a number."""

    state: str
    names: tuple[str, ...]
    counts: Floats
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers from the bottom up at shared times; ``end`` is the last look, with its wordings."""

    at: Floats
    layers: tuple[Layer, ...]
    end: float | None = None
    end_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its name, what is drawn in it (wordings, longest first), and its lines or its stack.

    ``quiet`` is said instead of a picture where there is nothing to draw; ``unit`` follows the numbers of its scale.
    """

    title: str
    about: tuple[str, ...]
    accent: Accent
    lines: tuple[Line, ...] = ()
    stack: Stack | None = None
    unit: str = ""
    quiet: str = ""

    @property
    def drawn(self) -> bool:
        """True where there is anything to draw."""
        return bool(self.lines) or self.stack is not None

    def top(self, low: float, high: float) -> float:
        """The highest value between two times; 0 where there is none."""
        found = [each.values[within(each.at, low, high)] for each in self.lines]
        if self.stack is not None:
            total = np.sum([each.counts for each in self.stack.layers], axis=0)
            found.append(total[within(self.stack.at, low, high)])
        known = np.concatenate(found) if found else np.zeros(0)
        known = known[~np.isnan(known)]
        return float(known.max()) if known.size else 0.0


@dataclass(frozen=True, slots=True)
class Lanes:
    """What is drawn, from ``low`` to ``high`` in seconds of wall time since 1970."""

    low: float
    high: float
    lanes: tuple[Lane, ...]
    crossings: tuple[Crossing, ...] = ()


def within(at: Floats, low: float, high: float) -> slice:
    """The points of a stretch, and one to either side for the line that leads there; ``at`` rises."""
    first = max(int(np.searchsorted(at, low)) - 1, 0)
    return slice(first, int(np.searchsorted(at, high, side="right")) + 1)
