"""How GDELT writes when a bin begins: days as ISO dates, hours and quarters as ISO or compact times, always UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from ripplemark.readers import trends_bins

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?Z?")
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?(?:Z|\+00:?00)?"
)


def moment(text: str) -> datetime | None:
    """When the bin begins, in UTC; None where the text is no time of GDELT's."""
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def width(texts: Iterable[str]) -> str | None:
    """The bins' length by the spacing of the different times, ISO 8601; None for fewer than two."""
    found = {at for at in map(moment, texts) if at is not None}
    return trends_bins.width(sorted(found))
