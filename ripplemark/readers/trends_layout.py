"""Where the parts of a Google Trends file stand: category line, header, terms with their places, values.

Everything here is decided from the head of the file; FORMATS.md, section 1, says what was seen in real ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ripplemark.readers import trends_bins, trends_terms
from ripplemark.readers.base import Head

MOST_TERMS = 25
"""How many term columns are read; Google itself allows five terms."""

_ENOUGH = 0.9
_TIME_WORDS = frozenset(
    ("time", "zeit", "tiempo", "temps", "tempo", "時間", "时间", "시간", "waktu")
)
MEASURES = frozenset(
    [
        "value",
        "values",
        "count",
        "counts",
        "n",
        "total",
        "views",
        "posts",
        "tweets",
        "mentions",
        "stories",
        "volume",
        "score",
        "visits",
        "wert",
        "anzahl",
        "valeur",
        "nombre",
        "valor",
    ]
)
"""Names of columns that say what was counted, not what was searched for."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of bins over small whole numbers, and which of Google's marks it bears.

    `strict`: every cell is a value of 0 to 100 or '<1'. `generic`: a column is named like a measure ('views').
    `timed`: the first column is called 'Time'. `tops` and `below_one` count values of 100 and '<1' in the head.
    """

    header: int
    category: str | None
    roles: tuple[str | None, ...]
    terms: tuple[trends_terms.Term, ...]
    widths: Mapping[str, str | None]
    name: trends_terms.NewName | None
    strict: bool
    generic: bool
    timed: bool
    tops: int
    below_one: int


def find(head: Head) -> Layout | None:
    """The layout of the head; None where its first column is not bins or its values are not 0 to 100."""
    rows = [filled(row) for row in head.rows]
    header, category = find_header(rows)
    if header is None or len(rows[header]) < 2:
        return None
    data = [row for row in rows[header + 1 :] if row]
    widths = trends_bins.widths([row[0] for row in data])
    named = [i for i, cell in enumerate(rows[header]) if i > 0 and cell]
    cells = [row[i] for row in data for i in named if i < len(row) and row[i]]
    good = sum(is_value(cell) for cell in cells)
    if not widths or not cells or good < _ENOUGH * len(cells):
        return None
    name = trends_terms.new_name(head.name)
    titles = [rows[header][i] for i in named]
    return Layout(
        header,
        category,
        _roles(head, header, named),
        tuple(trends_terms.term(title, category, name) for title in titles),
        widths,
        name,
        good == len(cells),
        any(title.casefold() in MEASURES for title in titles),
        rows[header][0].casefold() in _TIME_WORDS,
        cells.count("100"),
        sum(cell.startswith("<") for cell in cells),
    )


def filled(row: tuple[str, ...]) -> tuple[str, ...]:
    """The row's cells, trimmed, without the empty ones at its end (a spreadsheet pads short lines)."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def padded(roles: Sequence[str | None], head: Head, header: int) -> tuple[str | None, ...]:
    """The roles with None for the empty columns that a spreadsheet adds to the header: one for each of the file's columns."""
    more = len(head.rows[header]) - len(roles)
    return (*roles, *([None] * more))


def find_header(rows: Sequence[tuple[str, ...]]) -> tuple[int | None, str | None]:
    """Index of the header and the category, if a category line stands above it (any language, either colon)."""
    full = [i for i, row in enumerate(rows) if row]
    if not full:
        return None, None
    first = rows[full[0]]
    colon = re.search(r"[:：]", first[0]) if len(first) == 1 else None
    if colon is None:
        return full[0], None
    return (full[1] if len(full) > 1 else None), first[0][colon.end() :].strip()


def is_value(cell: str) -> bool:
    """True where the cell is a value as Google writes it: a whole number from 0 to 100, or '<1'."""
    return cell.replace(" ", "") == "<1" or (
        cell.isascii() and cell.isdecimal() and len(cell) < 4 and int(cell) <= 100
    )


def _roles(head: Head, header: int, named: Sequence[int]) -> tuple[str | None, ...]:
    roles: list[str | None] = [None] * max(len(head.rows[header]), 1)
    roles[0] = "bin"
    for number, i in enumerate(named, start=1):
        roles[i] = f"term_{number}"
    return tuple(roles)
