"""Media Cloud's tables: which header belongs to which, what their dates are, and what the others of its files are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ripplemark.readers import trends_bins
from ripplemark.readers.base import Head
from ripplemark.readers.trends_layout import filled

MOST_QUERIES = 25
"""How many columns of a wide table are read."""

_ENOUGH = 0.9
_NAMED = re.compile(r"(?:^|[^a-z])mc-[a-z]+-[a-z]+-\d{8,}|media[ _-]?cloud", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d{1,2}/\d{1,2}/)(\d{2})")
_SOLR = re.compile(
    r"\b(?:title|text|sentence|language|tags_id_\w+):\S|\)\s+(?:AND|OR|NOT)\s|\s(?:AND|OR)\s+\("
)
_COUNT = re.compile(r"\d{1,12}(?:\.0*)?")

_OTHERS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"source", "count", "ratio"}), "list of top sources: it counts stories by outlet"),
    (
        frozenset({"language", "count", "ratio"}),
        "list of top languages: it counts stories by language",
    ),
    (
        frozenset({"term", "term_count", "doc_count"}),
        "list of top words: it counts words in a sample of stories",
    ),
    (
        frozenset({"term", "count", "ratio"}),
        "list of top words: it counts words in a sample of stories",
    ),
)
_INSTEAD = "This is Media Cloud's {} and has no times. Download 'Attention Over Time' (counts), or all stories (content)."


@dataclass(frozen=True, slots=True)
class Table:
    """A header and what stands below it: titles in small letters, the header's index, cells without padding."""

    header: int
    titles: tuple[str, ...]
    written: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, title: str) -> list[str]:
        """The cells of the column of this title that hold something; empty where there is none."""
        if title not in self.titles:
            return []
        at = self.titles.index(title)
        return [row[at] for row in self.rows if at < len(row) and row[at]]


def table(head: Head) -> Table | None:
    """The first line that is not blank as a header, and the rows below; None where there is none."""
    rows = [filled(row) for row in head.rows]
    for i, row in enumerate(rows):
        if row:
            below = tuple(each for each in rows[i + 1 :] if each)
            return Table(i, tuple(cell.casefold() for cell in row), row, below)
    return None


def widths(texts: Sequence[str]) -> Mapping[str, str | None]:
    """As `trends_bins.widths`, for dates whose year may have two digits (8/20/17)."""
    return trends_bins.widths([_SHORT_YEAR.sub(r"\g<1>20\2", text) for text in texts])


def short_years(texts: Sequence[str]) -> bool:
    """True where every date is written as 8/20/17."""
    return bool(texts) and all(_SHORT_YEAR.fullmatch(text) for text in texts)


def named(head: Head) -> bool:
    """True where the file is called as Media Cloud calls its downloads, or after Media Cloud."""
    return _NAMED.search(head.name) is not None


def asked_in_solr(titles: Sequence[str]) -> bool:
    """True where a column is named by a query in Media Cloud's language (title:..., AND, OR)."""
    return any(_SOLR.search(title) for title in titles)


def counts(cells: Sequence[str]) -> bool:
    """True where nearly all cells are whole numbers from 0 up; a few may be damaged. False for no cell."""
    good = sum(_COUNT.fullmatch(cell) is not None for cell in cells)
    return bool(cells) and good >= _ENOUGH * len(cells)


def near_miss(head: Head) -> str | None:
    """What another table of Media Cloud's is, in a sentence; None where it is none that is known."""
    found = table(head)
    if found is None:
        return None
    for titles, what in _OTHERS:
        if titles <= set(found.titles):
            return _INSTEAD.format(what)
    if named(head) and {"name", "url"} == set(found.titles):
        return _INSTEAD.format("list of outlets")
    return _unread(found)


_OWN = (
    (frozenset({"date", "count", "total_count"}), "count"),
    (frozenset({"date", "count", "ratio"}), "count"),
    (frozenset({"date", "name", "matched_stories"}), "matched_stories"),
)
"""Headers of stories over time, and the column that counts them."""


def _unread(found: Table) -> str | None:
    """What keeps a table with Media Cloud's own header from being read; None where it has another one."""
    own = [counted for titles, counted in _OWN if titles <= set(found.titles)]
    if not own:
        return None
    if not found.rows:
        return "This is Media Cloud's stories over time with a header and no days: the search found nothing."
    what = "dates" if counts(found.column(own[0])) else f"numbers in '{own[0]}'"
    return f"This has the header of Media Cloud's stories over time, but too many {what} cannot be read."
