"""Counts of persons below K are not published, nor is anything from which they could be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

K = 5
"""Counts of persons below this are suppressed; risk tables print '< 5'."""


@dataclass(frozen=True, slots=True)
class Persons:
    """Counts of persons by group, and their total; None where suppressed."""

    groups: dict[str, int | None]
    total: int | None


def suppressed(counts: Mapping[str, int]) -> Persons:
    """Suppress every count from 1 to K-1, and as many of the next larger ones as it takes to keep them unknown.

    The total may stand beside the groups, so what is hidden is known in sum. The hidden groups are always *all*
    groups up to some size (ties go together; nought stays nought): then exchanging hidden values among hidden groups
    gives a table that would have been published in the same way, and nobody who knows this rule as well can tell
    which is which. The size is the smallest at which no hidden count is determined; where there is none, and where the
    total is itself below K, the total is suppressed too. No groups give no groups and a total of 0.

    Raises:
        ValueError: a negative count.
    """
    if any(number < 0 for number in counts.values()):
        raise ValueError("a count of persons cannot be negative")
    limit = _limit(counts.values())
    hidden = {group for group, number in counts.items() if 0 < number <= limit}
    total = sum(counts.values())
    told = not (0 < total < K) and _undetermined(counts[group] for group in hidden)
    return Persons(
        {group: None if group in hidden else number for group, number in counts.items()},
        total if told else None,
    )


def _limit(numbers: Iterable[int]) -> int:
    """The size up to which counts are hidden; 0 where none needs to be."""
    sizes = sorted(number for number in numbers if number > 0)
    if not sizes or sizes[0] >= K:
        return 0
    for limit in dict.fromkeys((K - 1, *(size for size in sizes if size >= K))):
        if _undetermined(size for size in sizes if size <= limit):
            return limit
    return sizes[-1]


def _undetermined(hidden: Iterable[int]) -> bool:
    """True where the sum of what is hidden leaves each of the hidden counts open.

    Two different sizes can be exchanged. Equal ones can only be told apart from a neighbour on each side, and both
    neighbours must be hidden by this rule alike: (3, 3) may be (2, 4), but a sum of (1, 1) or (4, 4) gives it away.
    """
    sizes = tuple(hidden)
    if len(set(sizes)) != 1:
        return True
    return len(sizes) > 1 and 1 < sizes[0] < K - 1
