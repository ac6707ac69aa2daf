"""From a written time to an Interval, for single texts."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ripplemark.errors import InputError
from ripplemark.times.grammar import (
    DAY,
    UNITS,
    DateOrder,
    Midnight,
    Problem,
    Unread,
    Written,
    read,
    split,
)
from ripplemark.times.interval import Interval
from ripplemark.times.zones import change_between, check_zone

_TICK = timedelta.resolution
_SAYS: dict[Problem, str] = {
    "unreadable": "A time is not in a form that is known.",
    "impossible": "A time names a day or an hour that does not exist (the years are 1970 to 2100).",
    "gap": "A wall time never occurred: the clock was put forward over it in this zone.",
}


class UnreadableTime(InputError):
    """A text that gives no interval; ``problem`` is 'unreadable', 'impossible' or 'gap'."""

    title = "A time cannot be read"

    def __init__(self, problem: Problem) -> None:
        self.problem: Problem = problem
        super().__init__(
            f"{_SAYS[problem]} Accepted: 2025-10-24, 2025-10-24T10:15, 2025-10-24T10:15:30Z, 2025-10-24 10:15+02:00, "
            "24.10.2025 10:15, 24/10/2025 or 10/24/2025 3:15 PM, 24 Oct 2025 10:15, an interval "
            "2025-10-24T08:00Z/2025-10-24T12:00Z, or two of these with ' -- ' between them."
        )


def _passes(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """The UTC instants at which the zone's clock shows ``wall``: none in a gap, two in a fold; ascending."""
    shown = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return sorted({at for at in shown if at.astimezone(zone).replace(tzinfo=None) == wall})


def _jump(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clock was put forward over ``wall``."""
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return change_between(early, late, zone)


def _earliest(wall: datetime, zone: ZoneInfo) -> datetime:
    passes = _passes(wall, zone)
    return passes[0] if passes else _jump(wall, zone)


def _end(final: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after the last pass of the wall microsecond ``final``."""
    passes = _passes(final, zone)
    return passes[-1] + _TICK if passes else _jump(final, zone)


def _placed(written: Written, zone: ZoneInfo) -> tuple[Interval, datetime]:
    """The interval of one written time, and the latest instant at which it may start."""
    if written.offset is not None:
        lo = (written.wall - written.offset).replace(tzinfo=UTC)
        return Interval(lo, lo + written.span), lo
    passes = _passes(written.wall, zone)
    lo = passes[0] if passes else _jump(written.wall, zone)
    late = passes[-1] if passes else lo
    if not written.span:
        hi = late + _TICK if late > lo else late
    else:
        hi = _end(written.wall + written.span - _TICK, zone)
    if not passes and (written.span != DAY or hi == lo):
        raise Unread("gap")
    return Interval(lo, hi), late


def _between(texts: list[Written], zone: ZoneInfo) -> Interval:
    (first, _), (second, late) = (_placed(each, zone) for each in texts)
    to_day = texts[1].span == DAY
    hi = second.hi if to_day else late
    if hi < first.lo or (to_day and hi == first.lo):
        raise Unread("unreadable")
    return Interval(first.lo, hi)


def _floor(wall: datetime, unit: str) -> datetime:
    midnight = datetime.combine(wall.date(), time())
    return wall - (wall - midnight) % UNITS[unit]


def _widened(narrow: Interval, unit: str, zone: ZoneInfo) -> Interval:
    last = max(narrow.lo, narrow.hi - _TICK)
    start, final = (
        _floor(at.astimezone(zone).replace(tzinfo=None), unit) for at in (narrow.lo, last)
    )
    return Interval(_earliest(start, zone), _end(final + UNITS[unit] - _TICK, zone))


def _read_all(parts: list[str], dates: DateOrder, midnight: Midnight) -> list[Written]:
    """Every part as written; where several fail, 'unreadable' is said before 'impossible'."""
    texts: list[Written] = []
    problems: list[Problem] = []
    for part in parts:
        try:
            texts.append(read(part, dates, midnight))
        except Unread as error:
            problems.append(error.problem)
    if problems:
        raise Unread("unreadable" if "unreadable" in problems else problems[0])
    return texts


def parse(
    text: str, zone: str = "UTC", *, dates: DateOrder = "dmy", midnight: Midnight = "midnight"
) -> Interval:
    """What one cell says about when.

    Args:
        text: a written time, see ``grammar``; an offset in it is kept, otherwise it is read in ``zone``.
        zone: a name of the time zone database; UnknownZone otherwise.
        dates: which part of 3/4/2025 comes first; dates with dots or a leading year read only one way.
        midnight: whether a written 00:00 without an offset is that minute or says only the day.

    Returns:
        The interval in UTC. A wall time that occurs twice gives the interval of both passes.

    Raises:
        UnreadableTime: the form is not known, the day or hour does not exist, or the clock skipped it.
    """
    info = ZoneInfo(check_zone(zone))
    parts, unit = split(text)
    try:
        texts = _read_all(parts, dates, midnight)
        found = _between(texts, info) if len(texts) == 2 else _placed(texts[0], info)[0]
    except Unread as error:
        raise UnreadableTime(error.problem) from None
    return _widened(found, unit, info) if unit else found
