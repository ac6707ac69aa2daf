"""Instants as wall time of a zone, in seconds since 1970: what a time axis is drawn from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.estimate.series import Floats

_DAY = 86_400.0
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time


def wall(at: datetime, zone: ZoneInfo) -> float:
    """One aware instant as seconds of wall time."""
    return seconds(at.astimezone(zone).replace(tzinfo=None))


def seconds(at: datetime) -> float:
    """A wall time without offset as seconds."""
    return (at - _EPOCH).total_seconds()


def naive(at: float) -> datetime:
    """Seconds of wall time as a datetime without offset."""
    return _EPOCH + timedelta(seconds=at)


def instant(at: float, zone: ZoneInfo) -> datetime:
    """The instant of a wall time; where it occurs twice, the first."""
    return naive(at).replace(tzinfo=zone).astimezone(UTC)


def walls(instants: Floats, zone: ZoneInfo) -> Floats:
    """Instants (shape (n,), seconds since 1970, UTC, rising) as wall time that never runs backwards.

    The zone's offset is asked once a day, and for every instant of a day on which it changes. In the hour that occurs
    twice, bins narrower than an hour stand where the first pass ended.
    """
    days, place = np.unique(np.floor(instants / _DAY), return_inverse=True)
    before = np.array([_offset(day * _DAY, zone) for day in days])
    after = np.array([_offset((day + 1) * _DAY, zone) for day in days])
    offset = before[place]
    for k in np.flatnonzero((before != after)[place]):
        offset[k] = _offset(instants[k], zone)
    found = instants + offset
    return np.maximum.accumulate(found) if found.size else found


def _offset(at: float, zone: ZoneInfo) -> float:
    shift = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset()
    return shift.total_seconds() if shift else 0.0
