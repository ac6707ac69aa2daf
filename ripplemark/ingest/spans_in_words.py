"""Missing and double stretches of a collection in words: whole days as days, anything finer with its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ripplemark.archive.comparing import Gap, Overlap

SPOKEN = 5
"""So many gaps or overlaps are told in words; the others are counted."""


def stretch(start: datetime, end: datetime, zone: str) -> str:
    """A half-open stretch as people say it: 'on 3 March 2025', 'from 3 March 2025 to 5 March 2025', or with minutes."""
    first, last = (at.astimezone(ZoneInfo(zone)) for at in (start, end))
    if first.time() == last.time() == time():
        final = last - timedelta(days=1)
        if final.date() <= first.date():
            return f"on {_day(first)}"
        return f"from {_day(first)} to {_day(final)}"
    return f"from {_day(first)}, {first:%H:%M}, to {_day(last)}, {last:%H:%M}"


def missing(gaps: Sequence[Gap], zone: str) -> str:
    """The stretches that no member covers, and of which series or platforms; the first few of many."""
    parts = [
        stretch(each.start, each.end, zone) + (f" ({_of(each.of)})" if each.of else "")
        for each in gaps[:SPOKEN]
    ]
    return _and_more(parts, len(gaps))


def double(overlaps: Sequence[Overlap], zone: str) -> str:
    """Which datasets hold what twice; the first few of many."""
    return _and_more([_overlap(each, zone) for each in overlaps[:SPOKEN]], len(overlaps))


def gaps_told(gaps: Sequence[Gap], zone: str) -> str:
    """Which days no member covers, and what next."""
    said = missing(gaps, zone)
    return f"No dataset of the collection covers: {said}. Add the missing files, or say so where you publish."


def overlaps_told(overlaps: Sequence[Overlap], zone: str) -> str:
    """What is held twice, by whom, what follows, and the way out."""
    first = overlaps[0]
    return (
        f"Two datasets hold the same: {double(overlaps, zone)}. {follows(overlaps)} If the later file corrects the earlier one, "
        f"add it with --replaces {first.first}; otherwise remove one of the two, for example: remove {first.second}"
    )


def _and_more(parts: Sequence[str], of: int) -> str:
    more = f"; and {of - len(parts)} more" if of > len(parts) else ""
    return "; ".join(parts) + more


def follows(overlaps: Sequence[Overlap]) -> str:
    """What holding it twice does to a number."""
    if all(each.by == "series" for each in overlaps):
        return "Series of two datasets are never added up: these bins are drawn twice."
    if all(each.by == "periods" for each in overlaps):
        return "A measure reads the figures of one dataset; a query of your own counts these twice."
    if all(each.sure for each in overlaps):
        return "Their rows are counted twice."
    return "Their rows may be counted twice: filters were used, which may have let different rows pass."


def _overlap(each: Overlap, zone: str) -> str:
    pair = f"{each.first} and {each.second}"
    if each.start is None or each.end is None:
        return f"{pair} share {each.rows} row(s)"
    of = f" ({_of(each.of)})" if any(each.of) else ""
    return f"{pair} {stretch(each.start, each.end, zone)}{of}"


def _of(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
