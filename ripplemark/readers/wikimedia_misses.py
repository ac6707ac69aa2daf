"""What a table of Wikimedia's is where it holds no views of articles by day or month."""

from __future__ import annotations

from ripplemark.readers import wikimedia_layout
from ripplemark.readers.base import Head

_INSTEAD = (
    "This is {}; it has no times. Ripplemark reads views by day or month: on pageviews.wmcloud.org choose 'Pageviews' "
    "(or another tool's view by date) and download its CSV."
)
_RENAMED = (
    "This may be Wikimedia's page views, saved again under another name. Give the file the name that the download had "
    "(pageviews-20240101-20240331.csv), or take the download itself."
)
_TOP = {"page", "edits", "editors", "views"}
_NARROW = 6
"""Columns of a list of pages at most; other tables have titles and views, too."""
_LISTS = ({"title", "pageviews"}, {"title", "views"}, {"language", "title", "badges"})


def near_miss(head: Head) -> str | None:
    """What a file with marks of Wikimedia's tools is; None without such marks."""
    rows = [tuple(cell.strip() for cell in row) for row in head.rows if any(row)]
    if not rows:
        return None
    titles = {cell.casefold() for cell in rows[0]}
    if titles >= _TOP:
        return _INSTEAD.format("Topviews' list of the most viewed pages")
    across = any(wikimedia_layout.BIN.fullmatch(cell) for cell in rows[0])
    if not across and len(titles) <= _NARROW and any(titles >= marks for marks in _LISTS):
        return _INSTEAD.format("a list of pages with their total views")
    if _is_dump(rows):
        return _INSTEAD.format("Wikimedia's hourly dump of page views, one hour of all its pages")
    if rows[0][:2] == ("ts", "y"):
        return (
            "This is a column of dates and one of values, as forecasting examples use it, which does not say what was "
            "counted and may hold logarithms of it. If these are page views, download them from pageviews.wmcloud.org."
        )
    layout = wikimedia_layout.find(head)
    if layout is not None and rows[0][0] == "Date":
        return _RENAMED
    return _nothing(head, rows) or _unread(head, rows, across=across)


def _is_dump(rows: list[tuple[str, ...]]) -> bool:
    """Lines such as 'en.m Main_Page 42 0': a domain code, a title, a count, a size."""
    cells = [row[0].split(" ") for row in rows[:20] if len(row) == 1]
    return len(cells) > 1 and all(
        len(each) == 4 and each[2].isdecimal() and each[3].isdecimal() for each in cells
    )


def _unread(head: Head, rows: list[tuple[str, ...]], *, across: bool) -> str | None:
    """What keeps a table with Toolforge's marks or one of its names from being read; None without either."""
    listed = across and bool({cell.casefold() for cell in rows[0]} & {"title", "page"})
    named = rows[0][0] == "Date" and wikimedia_layout.said_by_name(head.name) is not None
    if not (named or listed) or wikimedia_layout.find(head) is not None:
        return None
    return (
        "This looks like Wikimedia's page views, but too many of its days or months are not written as 2024-03-01 or "
        "2024-03, or of its values are not whole numbers."
    )


def _nothing(head: Head, rows: list[tuple[str, ...]]) -> str | None:
    if len(rows) == 1 and rows[0][0] == "Date" and head.raw.startswith('Date,"'):
        return "This file of page views has a header and no values: no day in its range has data."
    return None
