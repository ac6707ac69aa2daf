"""What a file of GDELT's is where it holds no timeline of attention."""

from __future__ import annotations

from ripplemark.readers import gdelt_series
from ripplemark.readers.base import Head
from ripplemark.readers.gdelt_layout import find, find_header

_INSTEAD = (
    "This is {}; Ripplemark reads GDELT's timelines of volume. Ask GDELT for mode=timelinevol or mode=timelinevolraw, with "
    "format=csv."
)


def near_miss(head: Head) -> str | None:
    """What a file with marks of GDELT is; None without such marks."""
    titles = {cell.strip().casefold() for cell in (head.rows[0] if head.rows else ())}
    if {"url", "title", "date"} <= titles and titles & {"mobileurl", "urlmobile", "mobile url"}:
        return _INSTEAD.format("GDELT's list of articles, with their links")
    if {"datetime", "volume intensity"} <= titles or {"datetime", "article count"} <= titles:
        return _INSTEAD.format("a table made with gdeltdoc")
    header = find_header(head)
    if header is None:
        return None
    layout = find(head)
    if layout is None:
        below = [row for row in head.rows[header + 1 :] if any(row)]
        return (
            "This is a GDELT timeline whose dates cannot be read: they should look like 2024-04-29 or 20240429T130000Z."
            if below
            else "GDELT found nothing: this timeline has a header and no row. Try other words or another period."
        )
    if all(map(gdelt_series.is_tone, layout.series)):
        return _INSTEAD.format(
            "GDELT's average tone: how articles sounded, not how many there were"
        )
    if all(map(gdelt_series.is_denominator, layout.series)):
        return _INSTEAD.format(
            "the number of all articles that GDELT watched, whatever they were about"
        )
    return "This is laid out as a GDELT timeline, but none of its series is a volume or a number of articles."
