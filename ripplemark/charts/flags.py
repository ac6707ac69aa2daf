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
    ``needed`` is True where words above the picture speak of it: of all events it is the last to lose its name.
    """

    low: float
    high: float
    words: tuple[str, ...]
    lasting: bool = False
    needed: bool = False

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


Named = tuple[float, tuple[str, ...], bool]
"""An event's line in pixels, its wordings, longest first, and whether it must be named."""


def raised(
    events: Sequence[Named], edges: tuple[float, float], size: float, most: int, numbered: bool
) -> tuple[list[Flag | None], list[str]]:
    """A flag for each event, in the order given, and what is to be told below the picture of those without a name.

    The arrangement that names those that are needed, then most, then in the longest words. With ``numbered`` an event
    without room for a name has a number, which the list below explains; it has None, and no line, where even that does
    not fit.
    """
    named = [(line, words) for line, words, _ in events]
    needed = [k for k, each in enumerate(events) if each[2]]
    found = _best(named, needed, edges, size, most)
    missing = [k for k, flag in enumerate(found) if flag is None]
    if not missing or not numbered:
        return found, []
    order = {k: n for n, k in enumerate(sorted(missing, key=lambda k: events[k][0]), 1)}
    again = [
        (line, (f"{order[k]}",)) if k in order else (line, words)
        for k, (line, words) in enumerate(named)
    ]
    with_numbers = _best(again, needed, edges, size, most)
    lost = [k for k, flag in enumerate(with_numbers) if flag is None]
    told = [f"{order[k]} {named[k][1][0]}" for k in order if k not in lost]
    return with_numbers, told + [named[k][1][0] for k in lost]


def _best(
    named: Sequence[tuple[float, tuple[str, ...]]],
    needed: Sequence[int],
    edges: tuple[float, float],
    size: float,
    most: int,
) -> list[Flag | None]:
    """The best of several orders and lengths of words."""
    everyone = range(len(named))
    orders = (
        sorted(everyone, key=lambda k: -named[k][0]),
        sorted(everyone, key=lambda k: named[k][0]),
        sorted(everyone, key=lambda k: (k not in needed, -named[k][0])),
    )
    best: list[Flag | None] = [None] * len(named)
    score = (-1, -1)
    for without in range(4):
        for order in orders:
            shorter = [(line, words[min(without, len(words) - 1) :]) for line, words in named]
            found = _in_order(shorter, order, edges, size, most)
            told = (
                sum(found[k] is not None for k in needed),
                sum(each is not None for each in found),
            )
            if told > score:
                best, score = found, told
            if score == (len(needed), len(named)):
                return best
    return best


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
    return _best(named, (), (left, right), size, most)


def _in_order(
    named: Sequence[tuple[float, tuple[str, ...]]],
    order: Sequence[int],
    edges: tuple[float, float],
    size: float,
    most: int,
) -> list[Flag | None]:
    found: list[Flag | None] = [None] * len(named)
    lines = [line for line, _ in named]
    for k in order:
        line, wordings = named[k]
        others = lines[:k] + lines[k + 1 :]
        standing = [each for each in found if each is not None]
        found[k] = next(
            (
                flag
                for text in wordings
                for row in range(most)
                for flag in _sides(text, line, row, edges, size, others)
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
    return not low.left < high.line < low.right
