"""What a file of the Television Explorer's is where it holds no timeline."""

from __future__ import annotations

from ripplemark.readers.base import Head

_INSTEAD = (
    "This is {}; Ripplemark reads the Television Explorer's timeline of volume, exported as CSV."
)


def near_miss(head: Head) -> str | None:
    """What a file with marks of the Television Explorer is; None without such marks."""
    rows = [tuple(cell.strip() for cell in row) for row in head.rows if any(row)]
    if not rows:
        return None
    titles = {cell.casefold() for cell in rows[0]}
    if {"station", "show"} <= titles and titles & {"snippet", "url", "preview"}:
        return _INSTEAD.format(
            "the Television Explorer's list of clips, with what was said in them"
        )
    first = rows[0][0].casefold()
    bracketed = first.startswith("date") and "(" in first
    if (bracketed or titles == {"date", "combined"}) and len(rows) == 1:
        return "The Television Explorer found nothing: this timeline has a header and no row."
    if bracketed:
        return "This looks like the Television Explorer's timeline, but its values are not percentages of 0 to 100."
    return None
