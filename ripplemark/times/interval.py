"""Two instants that hold a time known only to a precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MINUTE, _SECOND, _DAY = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


def _whole(at: datetime, width: timedelta) -> bool:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) % width == timedelta(0)


def _instant(at: datetime, timespec: str) -> str:
    return at.replace(tzinfo=None).isoformat(timespec=timespec) + "Z"


def _shortest(at: datetime) -> str:
    for width, timespec in ((_MINUTE, "minutes"), (_SECOND, "seconds")):
        if _whole(at, width):
            return _instant(at, timespec)
    return _instant(at, "microseconds")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A time t with ``lo <= t < hi``, or exactly ``lo`` where both are equal.

    Args:
        lo: earliest instant, aware, UTC.
        hi: first instant after the interval, aware, UTC; equal to ``lo`` for an exact instant.

    Raises:
        ValueError: an instant that is not aware UTC, or ``hi`` before ``lo``.
    """

    lo: datetime
    hi: datetime

    def __post_init__(self) -> None:
        if self.lo.utcoffset() != timedelta(0) or self.hi.utcoffset() != timedelta(0):
            raise ValueError("both ends of an Interval are aware datetimes in UTC")
        if self.hi < self.lo:
            raise ValueError("an Interval ends before it starts")

    @property
    def exact(self) -> bool:
        """Whether the instant is known to the microsecond."""
        return self.lo == self.hi

    @property
    def width(self) -> float:
        """Length in hours, >= 0; 0 for an exact instant."""
        return (self.hi - self.lo) / timedelta(hours=1)

    def text(self) -> str:
        """The canonical text; ``parse`` gives the same Interval back in every zone, for the years 1970 to 2100.

        A whole UTC minute, second or day is written short (``2025-10-24T08:00Z``, ``2025-10-24Z``), an exact
        instant with its microseconds, anything else as ``lo/hi``.
        """
        if self.exact:
            return _instant(self.lo, "microseconds")
        for width, timespec in ((_MINUTE, "minutes"), (_SECOND, "seconds")):
            if self.hi - self.lo == width and _whole(self.lo, width):
                return _instant(self.lo, timespec)
        if self.hi - self.lo == _DAY and _whole(self.lo, _DAY):
            return f"{self.lo.date().isoformat()}Z"
        return f"{_shortest(self.lo)}/{_shortest(self.hi)}"
