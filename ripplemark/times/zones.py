"""Zones: their names, and the stretches of wall time in which the clock is plain, doubled or skipped."""

from __future__ import annotations

import difflib
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import pyarrow as pa

from ripplemark.errors import InputError

START, END = datetime(1969, 1, 1, tzinfo=UTC), datetime(2101, 2, 1, tzinfo=UTC)
"""The stretches of a zone cover every wall time and offset of the years 1970 to 2100."""

_STEP = timedelta(days=3)
"""Shorter than any stretch between two changes of a clock since 1970 (seven days: Brazil in October 2000)."""

SEGMENTS = pa.schema(
    [
        ("wall_from", pa.timestamp("us")),
        ("first_offset", pa.int64()),
        ("last_offset", pa.int64()),
        ("kind", pa.string()),
        ("gap_at", pa.timestamp("us")),
    ]
)
"""Columns of ``zone_segments``; offsets in seconds east of UTC."""


class UnknownZone(InputError):
    """A time zone's name that the time zone database does not have."""

    title = "Unknown time zone"

    def __init__(self, name: str) -> None:
        self.name = name
        short = {zone.rsplit("/", 1)[-1].lower(): zone for zone in sorted(_names())}
        whole = {zone.lower(): zone for zone in sorted(_names())}
        asked = name.strip().lower().replace(" ", "_")
        close = [
            names[each]
            for names in (whole, short)
            for each in difflib.get_close_matches(asked, names, n=3)
        ]
        self.near = tuple(dict.fromkeys(close))[:5]
        meant = f"Did you mean {', '.join(self.near)}? " if self.near else ""
        super().__init__(
            f"There is no time zone '{name}'. {meant}Give a name of the time zone database, such as Europe/Berlin or UTC."
        )


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - {"localtime", "Factory"})


def check_zone(name: str) -> str:
    """The name itself if it is a zone of the time zone database; UnknownZone names the nearest ones."""
    if name not in _names():
        raise UnknownZone(name)
    return name


def offset_at(at: datetime, zone: ZoneInfo) -> timedelta:
    """The zone's offset from UTC at an aware instant."""
    return at.astimezone(zone).utcoffset() or timedelta(0)


def change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first instant in (before, after] whose offset is not that of ``before``, to the microsecond."""
    old = offset_at(before, zone)
    while after - before > timedelta.resolution:
        middle = before + (after - before) // 2
        if offset_at(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def _changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Every change of the clock: its instant, the offset before and the offset after."""
    at, old = START, offset_at(START, zone)
    while at < END:
        ahead = at + _STEP
        new = offset_at(ahead, zone)
        if new == old:
            at = ahead
            continue
        at = change_between(at, ahead, zone)
        new = offset_at(at, zone)
        yield at, old, new
        old = new


@lru_cache(maxsize=64)
def zone_segments(zone: str) -> pa.Table:
    """The wall time of a zone from 1969 to early 2101 as stretches without a hole, for an ASOF join.

    Args:
        zone: a name of the time zone database; UnknownZone otherwise.

    Returns:
        One row per stretch, ascending: ``wall_from`` [wall time] where it starts, ``kind`` 'plain', 'fold' (each wall
        time occurs twice) or 'gap' (never), ``first_offset`` and ``last_offset`` [s east of UTC] of the first and the
        last pass (equal when plain), and ``gap_at`` [UTC], the instant of the jump, in gaps only. A zone that never
        changed has one row.
    """
    info = ZoneInfo(check_zone(zone))
    first = int(offset_at(START, info).total_seconds())
    rows: list[tuple[datetime, int, int, str, datetime | None]]
    rows = [(START.replace(tzinfo=None), first, first, "plain", None)]
    for at, before, after in _changes(info):
        instant, old, new = (
            at.replace(tzinfo=None),
            int(before.total_seconds()),
            int(after.total_seconds()),
        )
        start, end = sorted((instant + before, instant + after))
        kind, gap_at = ("gap", instant) if after > before else ("fold", None)
        rows += [(start, old, new, kind, gap_at), (end, new, new, "plain", None)]
    columns = zip(*rows, strict=True)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, SEGMENTS, strict=True)],
        schema=SEGMENTS,
    )
