"""Words that several figures share: days in the home zone, shares, durations, channels with their preposition."""

from __future__ import annotations

from datetime import datetime

from ripplemark.figures.knowing import Known
from ripplemark.figures.sourcing import day
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, said

ON = {
    "niche": "on niche forums",
    "social": "on social media",
    "video": "in video",
    "messaging": "in messaging",
    "search": "in web searches",
    "news": "in the news",
    "encyclopedia": "in the encyclopedia",
    "fact_check": "in fact checks",
    "": "in the one series",
}
"""Where attention was, as it stands in a sentence; '' is a series that names no channel."""


def instant(estimate: Estimate) -> datetime | None:
    """An estimate's value as a moment; None where it is none."""
    return datetime.fromisoformat(estimate.value) if isinstance(estimate.value, str) else None


def told_day(of: Known, at: datetime) -> str:
    """A day in the home zone: 5 March 2025."""
    return day(at, str(of.zone))


def date_words(at: datetime) -> str:
    """A wall time's day: 5 March 2025."""
    return f"{at.day} {at:%B %Y}"


def days_words(low: datetime, high: datetime) -> str:
    """The days from one wall time to another: 5 March 2025; 2 to 5 March 2025; 28 February to 5 March 2025."""
    if low.date() == high.date():
        return date_words(low)
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day} to {date_words(high)}"
    if low.year == high.year:
        return f"{low.day} {low:%B} to {date_words(high)}"
    return f"{date_words(low)} to {date_words(high)}"


def percent(low: float, high: float) -> str:
    """A share, or the two shares between which it lies, in whole per cent; never nought and never all."""
    ends = [min(max(round(100 * each), 1), 99) for each in (low, high)]
    if ends[0] == ends[1]:
        exact = round(100 * low)
        sign = "less than " if exact < 1 else "more than " if exact > 99 else ""
        return f"{sign}{ends[0]} %"
    return f"{ends[0]} to {ends[1]} %"


def after(estimate: Estimate, unit: str) -> str:
    """'after 31 hours', 'after 20 to 31 hours', 'in under 1 hour'."""
    value = said(estimate, unit).value
    return f"in {value}" if value.startswith("under") else f"after {value}"


def within(estimate: Estimate) -> str:
    """'in 26 hours', 'in 20 to 31 hours', 'in under a day'."""
    return f"in {said(estimate, 'h').value}"


def said_number(days: float) -> str:
    """A number of days in words."""
    return said(Estimate({}, days, None, None, 0), "days").value


def channel(name: str) -> str:
    """A channel in words."""
    return CHANNELS.get(name, "attention")


def sentence(text: str) -> str:
    """The words with a capital."""
    return text[:1].upper() + text[1:]
