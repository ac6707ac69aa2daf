"""Where the parts of a table from the Television Explorer stand: dates, networks or queries, shares or clips.

Three forms are seen: the Explorer's own (the day twice, or a note in brackets in the first header cell), tidied tables of
shares with a column for each network or each query, and a long table of clips for each query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ripplemark.readers import gdelt_times, trends_bins
from ripplemark.readers.base import Head
from ripplemark.readers.gdelt_layout import HEADER
from ripplemark.readers.tv_networks import COMBINED, is_network

Form = Literal["doubled", "bracketed", "long", "networks", "queries", "clips"]

_DOUBLED = re.compile(r"(\d{8})\d{8}|(\d{4}-\d{2}-\d{2}) ?\d{4}-\d{2}-\d{2}")
_BRACKETED = re.compile(r"date\s*\(.*\)", re.IGNORECASE)
_SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2})")
_SHARE = re.compile(r"(\d{1,3})(\.\d*)?|\.\d+")
_FINE = re.compile(r"\d*\.\d{3,}")
"""A share to three decimals or more: the Explorer writes four, and leaves noughts at the end out."""
_CLIPS = ("date", "name", "matched_clips")
_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values: its query or its network, where the header says it."""

    series: str | None = None
    network: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of shares or clips by day, week or hour; ``widths`` by the order in which its dates can be read."""

    form: Form
    header: int
    roles: tuple[str | None, ...]
    columns: tuple[Column, ...]
    widths: dict[str, str | None]

    @property
    def clips(self) -> bool:
        """True where clips are counted; else the values are shares in per cent."""
        return self.form == "clips"


def find(head: Head) -> Layout | None:
    """The layout of the head; None where it is no table of shares or clips by time."""
    header = next((k for k, row in enumerate(head.rows) if any(row)), None)
    if header is None:
        return None
    titles = [cell.strip() for cell in head.rows[header]]
    rows = [[cell.strip() for cell in row] for row in head.rows[header + 1 :] if any(row)]
    if len(titles) < 2 or not rows or not all(titles):
        return None
    form = _form(titles, [row[0] for row in rows])
    if form is None:
        return None
    roles, columns = _columns(form, titles)
    widths = _widths(form, [row[0] for row in rows])
    layout = Layout(form, header, roles, columns, widths)
    return layout if widths and _fits(layout, rows) else None


def _form(titles: Sequence[str], firsts: Sequence[str]) -> Form | None:
    low = tuple(title.casefold() for title in titles)
    if low[:3] == _CLIPS:
        return "clips"
    if _BRACKETED.fullmatch(titles[0]):
        return "long" if low[1:] == HEADER[1:] else "bracketed"
    if low[0] != "date":
        return None
    if sum(bool(_DOUBLED.fullmatch(text)) for text in firsts) >= _ENOUGH * len(firsts):
        return "doubled"
    if low[1] == "query" and all(map(is_network, titles[2:])) and len(titles) > 2:
        return "networks"
    if low[1:] == HEADER[1:]:
        return None
    return "networks" if all(map(is_network, titles[1:])) else "queries"


def _columns(
    form: Form, titles: Sequence[str]
) -> tuple[tuple[str | None, ...], tuple[Column, ...]]:
    if form == "clips":
        rest: list[str | None] = [None] * (len(titles) - 3)
        return ("bin", "series", "share_1", *rest), (Column(),)
    if form == "long":
        return ("bin", "series", "share_1"), (Column(),)
    named = ["series"] if titles[1].casefold() == "query" else []
    values = titles[1 + len(named) :]
    roles = ("bin", *named, *(f"share_{k}" for k in range(1, len(values) + 1)))
    return roles, tuple(map(_column, values))


def _column(title: str) -> Column:
    if title.casefold() == COMBINED:
        return Column()
    return Column(network=title) if is_network(title) else Column(series=title)


def _widths(form: Form, firsts: Sequence[str]) -> dict[str, str | None]:
    """The bins' length by the order of day and month; ISO alone where that does not matter."""
    texts = list(dict.fromkeys(map(_start, firsts)))
    if any(gdelt_times.moment(text) for text in texts):
        found = gdelt_times.width(texts)
        return {trends_bins.ISO: found or ("P1D" if form == "doubled" else None)}
    return trends_bins.widths([full_year(text) for text in texts])


def _start(text: str) -> str:
    """The first of two days in one cell; other texts as they are."""
    found = _DOUBLED.fullmatch(text)
    return (found[1] or found[2]) if found else text


def full_year(text: str) -> str:
    """A numeric date with a year of two digits, which here is of this century, with all four."""
    found = _SHORT.fullmatch(text)
    return text if found is None else text[: found.start(4)] + "20" + found[4]


def _fits(layout: Layout, rows: Sequence[Sequence[str]]) -> bool:
    places = [k for k, role in enumerate(layout.roles) if role and role.startswith("share_")]
    cells = [row[k] for row in rows for k in places if k < len(row) and row[k]]
    right = [_is_count(cell) if layout.clips else _is_share(cell) for cell in cells]
    if not cells or sum(right) < _ENOUGH * len(cells):
        return False
    return layout.form != "queries" or _rounded([cell for cell in cells if _is_share(cell)])


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) < 16


def _is_share(cell: str) -> bool:
    return _SHARE.fullmatch(cell) is not None and float(cell) <= 100


def _rounded(shares: Sequence[str]) -> bool:
    """Four decimals and never more: most of those above nought have three or four; some are nought and written '0'."""
    above = [cell for cell in shares if float(cell) > 0]
    fine = sum(_FINE.fullmatch(cell) is not None for cell in above)
    long = any(len(cell.partition(".")[2]) > 4 for cell in above)
    return 2 * fine >= len(above) > 0 and not long and "0" in shares
