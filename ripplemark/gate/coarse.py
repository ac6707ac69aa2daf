"""Times and lags no finer than a reader needs: the moment an item went up or down can be looked up."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_BINS = ((72.0, 1), (14 * 24.0, 6), (180 * 24.0, 24))
_GRIDS = ((1.0, 1 / 60), (10.0, 0.1), (96.0, 1.0), (480.0, 2.4))
_EXACT = 1e-9


def bin_hours(span: timedelta) -> int:
    """How wide the bins are, in hours, into which item times fall that span so long: 1, 6, 24 or 168.

    Up to three days an hour, up to two weeks six hours, up to half a year a day, else a week.
    """
    hours = span.total_seconds() / 3600
    return next((width for most, width in _BINS if hours <= most), 168)


def coarse_time(at: datetime, span: timedelta, zone: str = "UTC") -> datetime:
    """The start of the bin that a moment falls into, on the wall clock of a zone; in UTC. A week begins on Monday."""
    width = bin_hours(span)
    local = at.astimezone(ZoneInfo(zone))
    start = local.replace(minute=0, second=0, microsecond=0)
    if width == 1:
        return start.astimezone(UTC)
    start = start.replace(hour=start.hour // width * width if width < 24 else 0, fold=0)
    if width == 168:
        start -= timedelta(days=start.weekday())
    return start.astimezone(UTC)


def lag_step(hours: float) -> float:
    """How fine a lag of so many hours is told, in hours: a minute below one hour ... a day above twenty days.

    It is as fine as the words are (``wording``): below one hour whole minutes, below ten hours tenths of an hour, below
    four days whole hours, below twenty days tenths of a day, else days.
    """
    return next((step for most, step in _GRIDS if abs(hours) < most), 24.0)


def coarse_lag(hours: float) -> float:
    """The lag on its grid, to the nearest step; infinite stays infinite."""
    return _on_grid(hours, round)


def coarse_moment(hours: float) -> float:
    """The lag at which a curve steps, moved *up* to its grid.

    Whether a step lies within a deadline stays what it was for every deadline that lies on the grid.
    """
    return _on_grid(hours, lambda steps: math.ceil(steps - _EXACT))


def _on_grid(hours: float, whole: object) -> float:
    if not math.isfinite(hours):
        return hours
    step = lag_step(hours)
    steps = whole(hours / step)  # type: ignore[operator]
    return float(round(steps * step, 6))


def coarse_instant(text: str, *, up: bool = False) -> str:
    """An ISO 8601 time in UTC to the hour, downwards or ``up``; a text that is no time stays as it is."""
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    if at.tzinfo is None or (at.minute, at.second, at.microsecond) == (0, 0, 0):
        return text
    hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return (hour + timedelta(hours=1 if up else 0)).isoformat().replace("+00:00", "Z")
