"""Where the parts of a table of page views stand: articles across with days down, or days across with articles down.

Toolforge writes both by hand-made rules that its own source shows: the date column is never quoted, titles always are.
FORMATS.md, section 2, says what was seen in real files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ripplemark.readers import trends_bins
from ripplemark.readers.base import Head

BIN = re.compile(r"\d{4}-\d{2}(-\d{2})?")
"""A day or a month as Toolforge writes it."""

_COUNT = re.compile(r"\d{1,15}")
_NAME = re.compile(
    r"(pageviews|langviews|massviews|redirectviews|userviews)-(\d{8})-(\d{8})(?: ?\(\d+\))?(?:\.\w+)+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'Date(,"([^"]|"")*")+')
_ENOUGH = 0.9
"""Share of cells that must be what they should: damage is for the checks to reject."""
_BESIDE = frozenset(("title", "language", "badges", "page", "project"))
"""Columns that stand before the days where those are across."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values: the article of its header, or the day of its header; the other is in the row."""

    series: str | None = None
    bin: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of counts by day or month.

    ``across`` says that the days are the columns. ``quoted``: titles are quoted and the date is not, as Toolforge does
    it. ``name`` is the tool and the two ends of the range that a file name of Toolforge's says, None for any other.
    """

    header: int
    roles: tuple[str | None, ...]
    columns: tuple[Column, ...]
    across: bool
    width: str | None
    quoted: bool
    name: tuple[str, date, date] | None

    @property
    def named_alike(self) -> bool:
        """True where the file has one of Toolforge's names."""
        return self.name is not None


def find(head: Head) -> Layout | None:
    """The layout of the head; None where it is no table of counts by day or month."""
    header = next((i for i, row in enumerate(head.rows) if any(row)), None)
    if header is None:
        return None
    titles = [cell.strip() for cell in head.rows[header]]
    data = [row for row in head.rows[header + 1 :] if any(cell.strip() for cell in row)]
    if len(titles) < 2 or not data:
        return None
    if titles[0] == "Date":
        return _down(head, header, titles, data)
    if titles[0].casefold() in _BESIDE:
        return _across(head, header, titles, data)
    return None


def _down(
    head: Head, header: int, titles: Sequence[str], data: Sequence[tuple[str, ...]]
) -> Layout | None:
    bins = [row[0].strip() for row in data]
    cells = [cell.strip() for row in data for cell in row[1:]]
    if not all(titles[1:]) or not _mostly(BIN, bins) or not _mostly(_COUNT, cells):
        return None
    roles = ("bin", *(f"article_{k}" for k in range(1, len(titles))))
    columns = tuple(Column(series=title) for title in titles[1:])
    quoted = _QUOTED.fullmatch(head.raw.splitlines()[0]) is not None if head.raw else False
    return Layout(header, roles, columns, False, _width(bins), quoted, said_by_name(head.name))


def _across(
    head: Head, header: int, titles: Sequence[str], data: Sequence[tuple[str, ...]]
) -> Layout | None:
    beside = [title.casefold() for title in titles if not BIN.fullmatch(title)]
    days = titles[len(beside) :]
    named = "title" in beside or "page" in beside
    if not days or not named or not set(beside) <= _BESIDE or not all(map(BIN.fullmatch, days)):
        return None
    cells = [cell.strip() for row in data for cell in row[len(beside) :]]
    if not _mostly(_COUNT, cells):
        return None
    roles = [_beside(title) for title in beside] + [f"article_{k}" for k in range(1, len(days) + 1)]
    columns = tuple(Column(bin=day) for day in days)
    return Layout(header, tuple(roles), columns, True, _width(days), False, said_by_name(head.name))


def _beside(title: str) -> str | None:
    return {"title": "title", "page": "title", "language": "language"}.get(title)


def _mostly(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    """True where nearly all cells that hold something match, and at least one does."""
    full = [cell for cell in cells if cell]
    return bool(full) and sum(bool(pattern.fullmatch(cell)) for cell in full) >= _ENOUGH * len(full)


def _width(bins: Sequence[str]) -> str | None:
    """P1D or P1M by how a bin is written; None where both are."""
    lengths = {len(text) for text in bins if BIN.fullmatch(text)}
    return {7: "P1M", 10: "P1D"}[lengths.pop()] if len(lengths) == 1 else None


def said_by_name(name: str) -> tuple[str, date, date] | None:
    """The tool and the two ends of the range that a file name of Toolforge's says; None for any other name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        first, last = (date(int(t[:4]), int(t[4:6]), int(t[6:])) for t in found.group(2, 3))
    except ValueError:
        return None
    return found[1].casefold(), first, last


def unfinished(layout: Layout, last: str | None) -> bool:
    """Whether the last bin may be partial: a month, unless the name's range ends with it or later."""
    at = None if last is None else trends_bins.moment(last, trends_bins.ISO)
    if layout.width != "P1M" or at is None:
        return False
    if layout.name is None:
        return True
    return layout.name[2] + timedelta(days=1) < trends_bins.end(at, "P1M").date()
