"""The first column of a Google Trends file: when its bins begin, in which order numeric dates are, how long a bin is.

The header's word for the bin is localised and sometimes edited; the spacing of the values is neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median_low

ISO = "iso"
"""The key of `widths` for texts that read one way only."""

_ISO = re.compile(
    r"\d{4}-\d{2}(-\d{2}([T ]\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?)?"
)
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_ENOUGH = 0.9
"""Share of texts that must be bins: a damaged row is for the checks to reject, not a reason to refuse a file."""


def moment(text: str, order: str) -> datetime | None:
    """When the bin begins (an offset is turned into UTC and dropped); None where the text is no moment in this order."""
    try:
        if order == ISO:
            return _iso(text)
        found = _NUMERIC.fullmatch(text)
        if found is None:
            return None
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if order == "dmy" else (second, first)
        return datetime(year, month, day)  # noqa: DTZ001
    except ValueError:
        return None


def _iso(text: str) -> datetime | None:
    if _ISO.fullmatch(text) is None:
        return None
    at = datetime.fromisoformat(f"{text}-01" if len(text) == len("YYYY-MM") else text)
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def widths(texts: Sequence[str]) -> dict[str, str | None]:
    """The bin's length by every order in which the texts can be read; empty where they are no bins.

    Keys are `ISO` alone, or 'dmy' and 'mdy' as far as each is possible; Google writes months as their first day, so
    an order that would put a monthly series on another day is not. Values are ISO 8601 lengths, None where a
    single bin does not tell.
    """
    read = {order: _moments(texts, order) for order in (ISO, "dmy", "mdy")}
    possible = {order: moments for order, moments in read.items() if moments}
    if any("." in text for text in texts):
        possible.pop("mdy", None)
    likely = {order: moments for order, moments in possible.items() if _likely(moments)}
    chosen = likely if len(possible) > 1 and likely else possible
    return {order: width(moments) for order, moments in chosen.items()}


def _moments(texts: Sequence[str], order: str) -> list[datetime]:
    """When the bins begin; empty where too few of the texts are bins in this order."""
    moments = [at for at in (moment(text, order) for text in texts) if at is not None]
    return moments if len(moments) >= _ENOUGH * len(texts) else []


def _likely(moments: Sequence[datetime]) -> bool:
    length = width(moments)
    if length == "P1M":
        return all(at.day == 1 for at in moments)
    return length in (None, "P1D", "P7D") and _steady(moments)


def _steady(moments: Sequence[datetime]) -> bool:
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    return not gaps or gaps.count(median_low(gaps)) >= _ENOUGH * len(gaps)


def width(moments: Sequence[datetime]) -> str | None:
    """The median spacing as an ISO 8601 length: PT1M, PT8M, PT1H, P1D, P7D, P1M ...; None for fewer than two bins."""
    gaps = [abs(later - earlier) for earlier, later in pairwise(moments) if later != earlier]
    if not gaps:
        return None
    typical = median_low(gaps)
    if timedelta(days=28) <= typical <= timedelta(days=31):
        return "P1M"
    minutes = typical // timedelta(minutes=1)
    if typical >= timedelta(days=1):
        return f"P{typical.days}D"
    return f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"


def end(at: datetime, length: str) -> datetime:
    """First moment after the bin that begins then; `length` as `width` writes it."""
    if length == "P1M":
        return (at.replace(day=1) + timedelta(days=32)).replace(day=1)
    number = int(re.sub(r"\D", "", length))
    if length.startswith("PT"):
        return at + (timedelta(hours=number) if length.endswith("H") else timedelta(minutes=number))
    return at + timedelta(days=number)
