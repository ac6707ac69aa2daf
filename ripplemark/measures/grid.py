"""The endless grid of bins of one width: each bin's number, and when it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.estimate.series import Floats, Ints, Nominal

_WIDTH = re.compile(r"^P(?:(\d+)([DWM])|T(\d+)([HM]))$")


@dataclass(frozen=True, slots=True)
class Step:
    """A bin's width: so many minutes, hours, days or months."""

    number: int
    unit: Literal["minute", "hour", "day", "month"]

    @property
    def nominal(self) -> Nominal:
        """What an estimator calls such bins."""
        if self.unit == "day":
            return {1: "day", 7: "week"}.get(self.number, "other")  # type: ignore[return-value]
        return self.unit if self.number == 1 else ("minute" if self.unit == "minute" else "other")

    @property
    def seconds(self) -> int | None:
        """Length of a bin that has one length everywhere; None for days and months, which follow the calendar."""
        return {"minute": 60, "hour": 3600}.get(self.unit, 0) * self.number or None


def step(width: str | None) -> Step:
    """The step of an ISO 8601 bin width (PT1H, P1D, P7D, P1M); unknown widths count as days."""
    match = _WIDTH.match(width or "")
    if not match:
        return Step(1, "day")
    days, unit, hours, clock = match.groups()
    if clock:
        return Step(int(hours), "hour" if clock == "H" else "minute")
    if unit == "M":
        return Step(int(days), "month")
    return Step(int(days) * (7 if unit == "W" else 1), "day")


def whole(moments: list[datetime]) -> Ints:
    """Seconds since 1970, whole ones."""
    return np.array([int(each.timestamp()) for each in moments], dtype=np.int64)


def places(at: Ints, width: Step, zone: ZoneInfo) -> Ints:
    """Each bin's number on the endless grid of its width: in local days or months, else in elapsed time."""
    if width.seconds:
        return at // width.seconds
    local = [datetime.fromtimestamp(int(each), zone).date() for each in at]
    if width.unit == "month":
        return np.array(
            [(day.year * 12 + day.month - 1) // width.number for day in local], dtype=np.int64
        )
    return np.array([day.toordinal() // width.number for day in local], dtype=np.int64)


def starts(first: int, count: int, example: datetime, width: Step, zone: ZoneInfo) -> Floats:
    """When each of ``count`` bins from this number on begins, in seconds since 1970, in step with the example bin."""
    if width.seconds:
        shift = example.timestamp() % width.seconds
        return np.asarray(np.arange(first, first + count, dtype=np.float64) * width.seconds + shift)
    local = example.astimezone(zone)
    return np.array(
        [_midnight(place, local, width, zone) for place in range(first, first + count)],
        dtype=np.float64,
    )


def _midnight(place: int, local: datetime, width: Step, zone: ZoneInfo) -> float:
    if width.unit == "month":
        month = place * width.number
        day = date(month // 12, month % 12 + 1, 1)
    else:
        day = date.fromordinal(place * width.number + local.date().toordinal() % width.number)
    at = datetime(day.year, day.month, day.day, local.hour, local.minute, tzinfo=zone)
    return at.timestamp()
