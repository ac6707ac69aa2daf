"""The period of a lifecycle or interest measure: from a date or moment on, up to another that is not included."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark import times
from ripplemark.errors import InputError
from ripplemark.measures.base import Parameter

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")


class BackwardsPeriod(InputError):
    """A period that ends before it begins."""

    title = "The period ends before it begins"

    def __init__(self) -> None:
        super().__init__(
            "A period holds the bins that begin at 'from' or later and before 'to': give a 'to' that lies after 'from'."
        )


def moment(text: str) -> str:
    """A date or a moment as ISO 8601; ValueError for anything else, and for a day that does not exist."""
    if not _FORMS.fullmatch(text):
        raise ValueError
    try:
        times.parse(text)
    except InputError:
        raise ValueError from None
    return text


FROM = Parameter(
    "from",
    "where the period begins: a date such as 2025-03-01 (its midnight in the incident's home zone; for bins of a day or "
    "wider, the day on which a bin begins in its own zone) or a moment such as 2025-03-01T12:00Z. A bin counts if it "
    "begins then or later",
    None,
    moment,
)
TO = Parameter(
    "to",
    "where the period ends, itself not included: a date or a moment, as for 'from'. A bin counts if it begins before",
    None,
    moment,
)
PERIOD = (FROM, TO)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` on, up to and without ``until``; ISO 8601 texts, None where that side is open."""

    since: str | None = None
    until: str | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Period:
        """The period of a measure's or a figure's settings; BackwardsPeriod where it ends before it begins."""
        period = cls(settings.get("from"), settings.get("to"))
        since, until = period.instants("UTC")
        if since is not None and until is not None and until <= since:
            raise BackwardsPeriod
        return period

    @property
    def open(self) -> bool:
        """True where neither side is given: the whole series."""
        return self.since is None and self.until is None

    def settings(self) -> dict[str, str]:
        """The settings of which this is the period."""
        given = {"from": self.since, "to": self.until}
        return {name: text for name, text in given.items() if text is not None}

    def instants(self, home: str, days_in: str | None = None) -> tuple[float | None, float | None]:
        """Both ends in seconds since 1970.

        Args:
            home: the zone in which a date begins at midnight and a moment without an offset is read.
            days_in: the zone in which the bins' own days begin, for bins of a day or wider; dates are read in it.
        """
        return _instant(self.since, home, days_in), _instant(self.until, home, days_in)


def _instant(text: str | None, home: str, days_in: str | None) -> float | None:
    if text is None:
        return None
    if _DATE.fullmatch(text):
        day = date.fromisoformat(text)
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(days_in or home))
        return midnight.astimezone(UTC).timestamp()
    return times.parse(text, home).lo.timestamp()
