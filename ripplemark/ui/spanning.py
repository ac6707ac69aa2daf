"""From which day to which a file's times reach, and when an event was, as a page says it: no finer than it is known."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ripplemark.figures.telling import date_words, days_words

_STARTS = ("attention", "platform_totals")
"""Tables whose last time is the start of the last bin or period; that of all others is the first moment after."""


def days(
    table: str | None, first: datetime, last: datetime, zone: str | None
) -> tuple[datetime, datetime]:
    """The first and the last day, as times of the zone; ``table`` names whose times they are."""
    local = ZoneInfo(zone or "UTC")
    start, end = first.astimezone(local), last.astimezone(local)
    if table not in _STARTS and end > start and end.time() == time():
        end -= timedelta(microseconds=1)
    return start, end


def between(low: datetime, high: datetime) -> str:
    """The time of an event that lies between these times of one zone, or lasted from one to the other.

    Whole days are days: '1 March 2025', '1 to 3 March 2025'. A minute is that minute; anything else has both its ends.
    """
    if low.time() == high.time() == time() and low.date() < high.date():
        return days_words(low, high - timedelta(days=1))
    begun = f"{date_words(low)}, {low:%H:%M}"
    if (high - low).total_seconds() <= 3600:
        return begun
    return (
        f"{begun} to {high:%H:%M}"
        if low.date() == high.date()
        else f"{begun} to {date_words(high)}, {high:%H:%M}"
    )
