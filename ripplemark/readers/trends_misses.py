"""What a file of Google's is where it is not interest over time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ripplemark.readers import trends_bins, trends_terms
from ripplemark.readers.base import Head
from ripplemark.readers.trends_layout import MOST_TERMS, filled, find, find_header

_INSTEAD = "This is {}; Ripplemark reads its interest over time (multiTimeline.csv)."


def near_miss(head: Head) -> str | None:
    """What a file with marks of Google Trends is, where it is not interest over time; None without such marks."""
    rows = [filled(row) for row in head.rows]
    header, category = find_header(rows)
    titles = rows[header] if header is not None else ()
    if any(title.casefold().startswith("ispartial") for title in titles):
        return _INSTEAD.format("a table made with pytrends")
    if any(title.casefold().startswith("time in ") for title in titles):
        return _INSTEAD.format("a table of Google's News Lab")
    if category is not None and _is_related(rows):
        return _INSTEAD.format("Google Trends' list of related queries")
    if re.match(r"by_region_", head.name, re.IGNORECASE):
        return _INSTEAD.format("Google Trends' table by region")
    if header is not None and any(trends_terms.PLACED.fullmatch(title) for title in titles[1:]):
        return _placed_miss(rows[header + 1 :], len(titles) - 1)
    return _renamed(head)


def _renamed(head: Head) -> str | None:
    layout = find(head)
    if layout is None or not layout.timed or not layout.strict or layout.generic:
        return None
    return (
        "This may be Google Trends under another name. "
        "Give the file the name that Google gave it (time_series_...csv)."
    )


def _placed_miss(rows: Sequence[tuple[str, ...]], terms: int) -> str:
    firsts = [row[0] for row in rows if row]
    if not firsts:
        return "This Google Trends file has a header and no values: Google had too few searches to show."
    if not trends_bins.widths(firsts):
        return _INSTEAD.format("Google Trends' table by region")
    if terms > MOST_TERMS:
        return (
            f"This Google Trends file has {terms} terms; at most {MOST_TERMS} are read. Split it."
        )
    return (
        "This looks like Google Trends, but its values are not whole numbers from 0 to 100 or '<1'."
    )


def _is_related(rows: Sequence[tuple[str, ...]]) -> bool:
    """Below the category of related queries stands a line of one cell: a caption, or the word TOP."""
    full = [row for row in rows if row]
    return len(full) > 2 and len(full[1]) == 1 and any(len(row) == 2 for row in full)
