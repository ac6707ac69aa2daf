"""The forms in which stories over time are written: Media Cloud's own, wide (a column for each query), long (a row for each name)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ripplemark.readers import mediacloud_layout
from ripplemark.readers.base import Caution, Head
from ripplemark.readers.mediacloud_cautions import UNSURE
from ripplemark.readers.mediacloud_layout import MOST_QUERIES, Table
from ripplemark.readers.trends_layout import MEASURES

STORIES = "stories"
"""The series of a file that names no query."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write stories over time: how sure it is, why, what is read as what, the queries' names, the dates."""

    confidence: float
    why: str
    roles: tuple[str | None, ...]
    queries: tuple[str, ...]
    dates: tuple[str, ...]
    warnings: tuple[Caution, ...] = ()


def find(head: Head, table: Table) -> Form | None:
    """The form of a table of stories over time; None where it has none of Media Cloud's marks."""
    titles = set(table.titles)
    if {"date", "name", "matched_stories"} <= titles:
        return _long(table)
    if (
        "date" in titles
        and "count" in titles
        and titles <= {"date", "count", "total_count", "ratio"}
    ):
        return _own(head, table)
    return _wide(head, table)


def _own(head: Head, table: Table) -> Form | None:
    """Media Cloud's own header."""
    if not mediacloud_layout.counts(table.column("count")):
        return None
    roles = _roles(table, {"date": "bin", "count": "query_1", "total_count": "total"})
    dates = tuple(table.column("date"))
    if {"total_count", "ratio"} & set(table.titles):
        return Form(
            0.97, "Media Cloud's columns: date, count, total_count, ratio", roles, (STORIES,), dates
        )
    if mediacloud_layout.named(head):
        return Form(
            0.95, "columns date and count, in a file named by Media Cloud", roles, (STORIES,), dates
        )
    return Form(
        0.5,
        "columns date and count, as Media Cloud writes them",
        roles,
        (STORIES,),
        dates,
        (UNSURE,),
    )


def _long(table: Table) -> Form | None:
    """A row for each date and name, with how many stories matched."""
    if not mediacloud_layout.counts(table.column("matched_stories")):
        return None
    roles = _roles(table, {"date": "bin", "name": "name", "matched_stories": "query_1"})
    why = "columns date, name and matched_stories, a table of Media Cloud's counts"
    return Form(0.9, why, roles, (STORIES,), tuple(table.column("date")))


def _wide(head: Head, table: Table) -> Form | None:
    """A date and one column for each query, named by it."""
    queries = table.written[1:]
    if table.titles[0] != "date" or not queries or "" in queries or len(queries) > MOST_QUERIES:
        return None
    cells = [cell for row in table.rows for cell in row[1:] if cell]
    claim = _wide_claim(head, table) if mediacloud_layout.counts(cells) else None
    if claim is None:
        return None
    roles = ("bin", *(f"query_{k}" for k in range(1, len(queries) + 1)))
    dates = tuple(row[0] for row in table.rows if row[0])
    return Form(*claim[:2], roles, queries, dates, claim[2])


def _wide_claim(head: Head, table: Table) -> tuple[float, str, tuple[Caution, ...]] | None:
    if mediacloud_layout.asked_in_solr(table.written):
        return 0.92, "whole numbers by date, under queries in Media Cloud's language", ()
    if MEASURES & set(table.titles):
        return None
    if mediacloud_layout.named(head):
        return 0.8, "whole numbers by date, in a file named after Media Cloud", ()
    if len(table.titles) > 2 and mediacloud_layout.short_years([row[0] for row in table.rows]):
        return 0.3, "whole numbers by dates such as 8/20/17, one column for each query", (UNSURE,)
    return None


def _roles(table: Table, known: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(
        known.get(title) if title not in table.titles[:i] else None
        for i, title in enumerate(table.titles)
    )
