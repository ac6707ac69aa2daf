"""From rows of bins to series on a regular grid: missing bins stay missing, bounds and partial bins are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.estimate.series import Nominal, Series
from ripplemark.measures.base import Request

KEY = (
    "dataset",
    "incident",
    "series",
    "channel",
    "platform",
    "metric",
    "region",
    "language",
    "bin_width",
)
BELOW = 0.5
"""'<1' lies between 0 and 1; sums use the middle (SCIENCE.md, C.6)."""

_WIDTH = re.compile(r"^P(?:(\d+)([DWM])|T(\d+)([HM]))$")
_LONGEST = 2_000_000


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


@dataclass(frozen=True, slots=True)
class BinnedSeries:
    """One attention series with its key columns, its first instant, and how many bins are bounds or were left out."""

    by: dict[str, Any]
    first: datetime
    series: Series
    bounds: int
    partial: bool
    uneven: int

    def instant(self, hours: float | None) -> str | None:
        """Hours since the first bin's start as an ISO 8601 time in UTC; None stays None."""
        if hours is None:
            return None
        at = (self.first + timedelta(hours=hours)).astimezone(UTC)
        return (
            (at + timedelta(milliseconds=500))
            .replace(microsecond=0)
            .isoformat()
            .replace("+00:00", "Z")
        )


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


def read(request: Request) -> Iterator[BinnedSeries]:
    """Every series that the request selects, in order of its key."""
    result = request.serving.run(
        "lifecycle/bins_by_series",
        incident=request.incident,
        scope=request.scope,
        selected=request.selected,
    )
    for _, rows in groupby(result.records(), key=lambda row: tuple(row[name] for name in KEY)):
        yield _series(list(rows))


def _series(rows: list[dict[str, Any]]) -> BinnedSeries:
    zone = ZoneInfo(rows[0]["zone"] or "UTC")
    width = step(rows[0]["bin_width"])
    places = [_place(row["bin_start"], width, zone) for row in rows]
    first = places[0]
    count = min(places[-1] - first + 1, _LONGEST) if len(places) else 0
    values = np.full(count, np.nan)
    for place, row in zip(places, rows, strict=True):
        if row["value"] is not None and place - first < count:
            values[place - first] = (
                BELOW if row["bound"] == "<" and row["value"] == 1 else row["value"]
            )
    partial = rows[-1]["bound"] == "~"
    if partial:
        values[-1] = np.nan
    starts = [_instant(first + k, rows[0]["bin_start"], width, zone) for k in range(count + 1)]
    hours = np.array([(at - starts[0]).total_seconds() / 3600 for at in starts])
    return BinnedSeries(
        {name: rows[0][name] for name in KEY if rows[0][name] is not None},
        starts[0],
        Series(
            values, hours[:-1], np.diff(hours), width.nominal, rows[0]["metric"] == "search_index"
        ),
        sum(row["bound"] == "<" for row in rows),
        partial,
        len(places) - len(set(places)),
    )


def _place(at: datetime, width: Step, zone: ZoneInfo) -> int:
    """The bin's number on the endless grid of its width: in local days or months, else in elapsed time."""
    if width.unit in ("hour", "minute"):
        seconds = width.number * (3600 if width.unit == "hour" else 60)
        return int(at.timestamp() // seconds)
    local = at.astimezone(zone).date()
    if width.unit == "month":
        return (local.year * 12 + local.month - 1) // width.number
    return local.toordinal() // width.number


def _instant(place: int, example: datetime, width: Step, zone: ZoneInfo) -> datetime:
    """When the bin of this number begins, in step with the example bin."""
    if width.unit in ("hour", "minute"):
        seconds = width.number * (3600 if width.unit == "hour" else 60)
        shift = example.timestamp() % seconds
        return datetime.fromtimestamp(place * seconds + shift, UTC)
    local = example.astimezone(zone)
    if width.unit == "month":
        month = place * width.number
        day = date(month // 12, month % 12 + 1, 1)
    else:
        day = date.fromordinal(place * width.number + local.date().toordinal() % width.number)
    return datetime(day.year, day.month, day.day, local.hour, local.minute, tzinfo=zone).astimezone(
        UTC
    )
