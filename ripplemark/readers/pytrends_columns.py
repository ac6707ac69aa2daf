"""The columns of a table made with pytrends: date, keywords, isPartial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ripplemark.readers.trends_layout import MOST_TERMS, is_value

FLAG = "ispartial"
"""What the title of a column that marks partial bins begins with, in small letters."""

_WORDS = frozenset(("true", "false"))
_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Columns:
    """Where date, keywords and their isPartial stand; a keyword without one of its own takes the common one.

    ``flag_of`` has for each keyword the number of its isPartial among ``flags``, from 1; 0 where it has none.
    """

    date: int
    keywords: tuple[int, ...]
    flags: tuple[int, ...]
    flag_of: tuple[int, ...]


def find(titles: tuple[str, ...]) -> Columns | None:
    """Which column is what; None without a column date or without an isPartial. A frame's own numbering is left out."""
    low = [title.casefold() for title in titles]
    marks = [i for i, title in enumerate(low) if title == FLAG or title.startswith(f"{FLAG}_")]
    if "date" not in low or not marks:
        return None
    date = low.index("date")
    keywords = [i for i, title in enumerate(titles) if title and i != date and i not in marks]
    own = {low[i].removeprefix(f"{FLAG}_"): k for k, i in enumerate(marks, start=1)}
    common = own.get(FLAG, 0)
    return Columns(
        date, tuple(keywords), tuple(marks), tuple(own.get(low[i], common) for i in keywords)
    )


def cells(data: Sequence[tuple[str, ...]], columns: Sequence[int]) -> list[str]:
    """The cells of these columns that hold something, row by row."""
    return [row[i] for row in data for i in columns if i < len(row) and row[i]]


def values(found: Sequence[str]) -> bool:
    """True where nearly all cells are values from 0 to 100: a damaged one is for the checks to refuse. False for none."""
    good = sum(is_value(cell.removesuffix(".0")) for cell in found)
    return bool(found) and good >= _ENOUGH * len(found)


def flags(found: Sequence[str]) -> bool:
    """True where nearly all cells are True or False; False for none."""
    good = sum(cell.casefold() in _WORDS for cell in found)
    return bool(found) and good >= _ENOUGH * len(found)


def roles(width: int, found: Columns) -> tuple[str | None, ...]:
    """A role for each of `width` columns: bin, term_1 ..., partial_1 ...; None for a frame's own numbering."""
    told: list[str | None] = [None] * width
    told[found.date] = "bin"
    for number, i in enumerate(found.keywords, start=1):
        told[i] = f"term_{number}"
    for number, i in enumerate(found.flags, start=1):
        told[i] = f"partial_{number}" if number <= MOST_TERMS else None
    return tuple(told)
