"""Events above the lanes: each named once, in as few rows as keep every name off every other name and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ripplemark.charts import lettering
from ripplemark.charts.labels import LEADING

GAP = 6.0


@dataclass(frozen=True, slots=True)
class Crossing:
    """An event in seconds of wall time: from ``low`` to ``high``; ``words`` are its wordings, longest first.

    ``lasting`` is True where the two are its beginning and its end, False where it happened at some time between them.
    """

    low: float
    high: float
    words: tuple[str, ...]
    lasting: bool = False

    @property
    def line(self) -> float:
        """Where its line stands: at the beginning of what lasted, in the middle of what is not known exactly."""
        return self.low if self.lasting else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Flag:
    """A name above its line: the wording, its left edge, its width, its line, its row (0 is the lowest)."""

    text: str
    left: float
    width: float
    line: float
    row: int

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width


def flags(
    named: Sequence[tuple[float, tuple[str, ...]]],
    left: float,
    right: float,
    size: float,
    most: int,
) -> list[Flag | None]:
    """A flag for each event, in the order given; None where no row has room for any of its wordings.

    Args:
        named: each event's line in pixels, and its wordings, longest first.
        left, right: edges of the picture; no name leaves it.
        size: of the letters.
        most: rows.
    """
    found: list[Flag | None] = [None] * len(named)
    lines = [line for line, _ in named]
    for k in sorted(range(len(named)), key=lambda k: -named[k][0]):
        line, wordings = named[k]
        others = lines[:k] + lines[k + 1 :]
        standing = [each for each in found if each is not None]
        found[k] = next(
            (
                flag
                for text in wordings
                for row in range(most)
                for flag in _sides(text, line, row, (left, right), size, others)
                if all(_apart(flag, other) for other in standing)
            ),
            None,
        )
    return found


def row_height(size: float) -> float:
    """Pixels from one row of names to the next."""
    return size * LEADING + 3


def _sides(
    text: str,
    line: float,
    row: int,
    edges: tuple[float, float],
    size: float,
    others: Sequence[float],
) -> Iterator[Flag]:
    """The name to the right of its line, moved so far that it stays in the picture; to the left where no other line is."""
    left, right = edges
    wide = lettering.width(text, size)
    if wide > right - left:
        return
    yield Flag(text, max(min(line, right - wide), left), wide, line, row)
    if line - wide >= left and not any(line - wide - GAP < x < line + 1 for x in others):
        yield Flag(text, line - wide, wide, line, row)


def _apart(one: Flag, other: Flag) -> bool:
    """True where neither name stands on the other, nor on the other's line on its way down."""
    if one.row == other.row:
        return one.right + GAP < other.left or other.right + GAP < one.left
    high, low = (one, other) if one.row > other.row else (other, one)
    return not low.left - GAP < high.line < low.right + GAP
