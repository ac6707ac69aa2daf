"""Where the parts of a GDELT timeline stand: header, series, times."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.readers import gdelt_times
from ripplemark.readers.base import Head

HEADER = ("date", "series", "value")
_MOST_ABOVE = 10
"""Lines that may stand above the header, each marked as a comment."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The header's place, the different series of the head in order, and the bins' length."""

    header: int
    series: tuple[str, ...]
    width: str | None


def find(head: Head) -> Layout | None:
    """The layout of the head; None where there is no such header or no row below it holds a time of GDELT's."""
    header = find_header(head)
    if header is None:
        return None
    rows = [row for row in head.rows[header + 1 :] if len(row) == 3 and any(row)]
    bins = [row[0].strip() for row in rows]
    if not any(gdelt_times.moment(text) for text in bins):
        return None
    names = tuple(dict.fromkeys(row[1].strip() for row in rows))
    return Layout(header, names, gdelt_times.width(bins))


def find_header(head: Head) -> int | None:
    """Where Date, Series, Value stands: first, or below lines that begin with '#'; None where it does not."""
    for k, row in enumerate(head.rows[:_MOST_ABOVE]):
        if tuple(cell.strip().casefold() for cell in row) == HEADER:
            return k
        if any(row) and not row[0].lstrip().startswith("#"):
            return None
    return None
