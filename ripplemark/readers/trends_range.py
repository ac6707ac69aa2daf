"""The range of days that a column of Google Trends' table by region is about: 'term: (6/5/14 - 6/5/19)'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ORDERS = ("dmy", "mdy")

_YEARS = range(2004, 2070)
"""Google Trends begins in 2004; two digits cannot mean more than 2069."""

_BETWEEN = re.compile(r"\s+[-~]\s+|\s*[\u2013\u2014\u301c\uff5e]\s*")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\.?")
_YEAR = re.compile(r"(\d{4})\s*\u5e74?")


@dataclass(frozen=True, slots=True)
class Range:
    """First and last day, both in the range."""

    first: date
    last: date

    @property
    def width(self) -> str:
        """The range as an ISO 8601 length: both days count."""
        return f"P{(self.last - self.first).days + 1}D"


def read(text: str, order: str) -> Range | None:
    """The range that a text names, with numeric dates read in this order; None where it names none.

    A year alone is that year; years are two or four digits long. The two days are divided by a dash of any kind.
    """
    year = _YEAR.fullmatch(text.strip())
    if year:
        return _range(_valid(int(year[1]), 1, 1), _valid(int(year[1]), 12, 31))
    sides = _BETWEEN.split(text.strip())
    if len(sides) != 2:
        return None
    return _range(_day(sides[0], order), _day(sides[1], order))


def _range(first: date | None, last: date | None) -> Range | None:
    if first is None or last is None or last < first or last - first > timedelta(days=36600):
        return None
    return Range(first, last)


def _day(text: str, order: str) -> date | None:
    iso, numeric = _ISO.fullmatch(text.strip()), _NUMERIC.fullmatch(text.strip())
    if iso:
        return _valid(int(iso[1]), int(iso[3]), int(iso[4]))
    if numeric is None or (order == "mdy" and numeric[2] == "."):
        return None
    one, two, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    month, day = (one, two) if order == "mdy" else (two, one)
    return _valid(year + 2000 if year < 100 else year, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    """The day; None where there is none, or where it lies outside of Google Trends' years."""
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def possible(texts: Sequence[str]) -> dict[str, tuple[Range, ...]]:
    """The ranges by every order in which all texts can be read; orders that agree are given once."""
    found: dict[str, tuple[Range, ...]] = {}
    for order in ORDERS:
        ranges = tuple(each for each in (read(text, order) for text in texts) if each is not None)
        if texts and len(ranges) == len(texts) and ranges not in found.values():
            found[order] = ranges
    return found
