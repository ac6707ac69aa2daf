"""What a file of Google's is where it is not interest over time."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.readers import trends_bins, trends_terms
from ripplemark.readers.base import Head
from ripplemark.readers.trends_layout import MOST_TERMS, filled, find, find_header

_INSTEAD = "This is {}; Ripplemark reads its interest over time (multiTimeline.csv)."
_UNDATED = (
    "This looks like Google Trends, but too many of its days, weeks or months cannot be read."
)
_NOTHING = (
    "This Google Trends file has a header and no values: Google had too few searches to show. "
    "Ask it for a longer time, a larger place or a broader term."
)
_UNTIMED = "This is Google Trends' list of related {}: it has no times. Download its interest over time (multiTimeline.csv)."


def near_miss(head: Head) -> str | None:
    """What a file with marks of Google Trends is, where it is not interest over time; None without such marks."""
    rows = [filled(row) for row in head.rows]
    header, category = find_header(rows)
    titles = rows[header] if header is not None else ()
    if any(title.casefold().startswith("time in ") for title in titles):
        return _INSTEAD.format("a table of Google's News Lab")
    if category is not None and _is_related(rows):
        what = (
            "topics" if head.name.casefold().startswith("relatedentities") else "queries or topics"
        )
        return _UNTIMED.format(what)
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


def _placed_miss(rows: Sequence[tuple[str, ...]], terms: int) -> str | None:
    """What keeps a table of placed terms from being read; None where its rows are places: another reader names it."""
    firsts = [row[0] for row in rows if row]
    if not firsts:
        return _NOTHING
    if not trends_bins.widths(firsts):
        return _UNDATED if mostly_bins(firsts) else None
    if terms > MOST_TERMS:
        return (
            f"This Google Trends file has {terms} terms; at most {MOST_TERMS} are read. Split it."
        )
    return (
        "This looks like Google Trends, but its values are not whole numbers from 0 to 100 or '<1'."
    )


def mostly_bins(firsts: Sequence[str]) -> bool:
    """True where most of the first cells are dates one by one: a table by time, however damaged, and none by place."""
    orders = (trends_bins.ISO, "dmy", "mdy")
    dated = sum(any(trends_bins.moment(text, order) for order in orders) for text in firsts)
    return 2 * dated > len(firsts)


def _is_related(rows: Sequence[tuple[str, ...]]) -> bool:
    """Below the category of related queries stands a line of one cell: a caption, or the word TOP."""
    full = [row for row in rows if row]
    return len(full) > 2 and len(full[1]) == 1 and any(len(row) == 2 for row in full)
