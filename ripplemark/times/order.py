"""Whether the dates of a column are written day-first or month-first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ripplemark.times.grammar import split

_EITHER = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2(?:[0-9]{4}|[0-9]{2})(?![0-9])")

Order = Literal["dmy", "mdy", "mixed", "ambiguous", "none"]


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """Numeric dates with slashes or dashes, counted by how they can be read; dots and leading years do not count.

    ``day_first`` read only day-first, ``month_first`` only month-first, ``either`` both ways.
    """

    day_first: int
    month_first: int
    either: int

    @property
    def order(self) -> Order:
        """'dmy', 'mdy', 'mixed' (both kinds), 'ambiguous' (only dates that read both ways), 'none' (no such dates)."""
        if self.day_first and self.month_first:
            return "mixed"
        if self.day_first or self.month_first:
            return "dmy" if self.day_first else "mdy"
        return "ambiguous" if self.either else "none"


def order_counts(texts: Iterable[str]) -> OrderCounts:
    """Count the texts' numeric dates by how they can be read; an interval counts both its dates."""
    counts = [0, 0, 0]
    for part in (part for text in texts for part in split(text)[0]):
        if found := _EITHER.match(part):
            one, two = 1 <= int(found[1]) <= 12, 1 <= int(found[3]) <= 12
            if one and two:
                counts[2] += 1
            elif two and 13 <= int(found[1]) <= 31:
                counts[0] += 1
            elif one and 13 <= int(found[3]) <= 31:
                counts[1] += 1
    return OrderCounts(*counts)


def date_order(texts: Iterable[str]) -> Order:
    """Which part of the texts' numeric dates comes first; see ``OrderCounts.order``."""
    return order_counts(texts).order
