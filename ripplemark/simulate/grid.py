"""The hours of the simulated two years, in local days and weeks of a zone, clock changes included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.estimate.series import Floats, Ints

FIRST, LAST = date(2024, 3, 3), date(2026, 3, 5)
"""The two years: from a Sunday to a Thursday, so that the last week is a partial one."""
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Hours:
    """Every hour from local midnight of FIRST to local midnight of LAST.

    ``start`` is seconds since 1970; ``day`` the number of the local day from 0; ``of_day`` hours since its midnight;
    ``weekday`` 0 for Monday; ``midnights`` the seconds of every local midnight, the last one included.
    """

    zone: str
    start: Floats
    day: Ints
    of_day: Floats
    weekday: Ints
    midnights: Floats

    @property
    def of_two_years(self) -> int:
        """How many of the hours lie before LAST."""
        return int(np.searchsorted(self.start, self.midnights[(LAST - FIRST).days]))


def hours(zone: str, later: int = 0) -> Hours:
    """The grid of a zone whose clock changes are whole hours, so many days longer than the two years."""
    place = ZoneInfo(zone)
    dates = [FIRST + timedelta(days=k) for k in range((LAST - FIRST).days + later + 1)]
    midnights = np.array(
        [datetime(each.year, each.month, each.day, tzinfo=place).timestamp() for each in dates]
    )
    counts = np.rint(np.diff(midnights) / HOUR).astype(np.int64)
    day = np.repeat(np.arange(counts.size), counts)
    of_day = np.concatenate([np.arange(count, dtype=np.float64) for count in counts])
    weekday = (FIRST.weekday() + day) % 7
    return Hours(zone, midnights[day] + of_day * HOUR, day, of_day, weekday, midnights)


def seconds(wall: str, zone: str) -> float:
    """A wall time such as 2025-03-01T10:15 in seconds since 1970."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).timestamp()


def written(at: float, finely: str = "minute") -> str:
    """An instant as a canonical CSV has it, in UTC, to the second or the minute."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ" if finely == "second" else "%Y-%m-%dT%H:%MZ")


def local(at: float, zone: str, pattern: str = "%Y-%m-%d") -> str:
    """An instant as people in the zone write it down; a day unless ``pattern`` says otherwise."""
    return datetime.fromtimestamp(at, ZoneInfo(zone)).strftime(pattern)
