"""The stretches of wall time, and the conversion through them, against zoneinfo."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from clock_rows import ReadAll

from ripplemark.times import UnknownZone, zone_segments

TICK = timedelta(microseconds=1)
NAMES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
CHANGING = [
    "Africa/Casablanca",
    "Africa/Monrovia",
    "America/Asuncion",
    "America/Caracas",
    "America/Havana",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
]


def passes(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every UTC instant, found by trying all offsets in force nearby, at which the zone's clock shows ``wall``."""
    middle = wall.replace(tzinfo=UTC)
    near = (middle + timedelta(hours=hours) for hours in range(-50, 51, 5))
    offsets = {at.astimezone(zone).utcoffset() for at in near}
    tried = (middle - offset for offset in offsets if offset is not None)
    return sorted(at for at in tried if at.astimezone(zone).replace(tzinfo=None) == wall)


def rows(zone: str) -> list[dict[str, object]]:
    return zone_segments(zone).to_pylist()  # type: ignore[no-any-return]


def changes(zone: str, first: int, last: int) -> int:
    """How often the offset of a zone's clock is another one than five days before, in these years."""
    info, start = ZoneInfo(zone), datetime(first, 1, 1, tzinfo=UTC)
    days = range(-5, (datetime(last + 1, 1, 1, tzinfo=UTC) - start).days + 5, 5)
    offsets = [(start + timedelta(days=day)).astimezone(info).utcoffset() for day in days]
    return sum(one != other for one, other in pairwise(offsets))


def segments_agree(zone: str, first: int, last: int) -> int:
    """Compare both ends of every stretch that begins in these years; how many of them are folds or gaps."""
    info = ZoneInfo(zone)
    table = rows(zone)
    jumps = 0
    for each, following in pairwise(table):
        start, end = each["wall_from"], following["wall_from"]
        assert isinstance(start, datetime)
        assert isinstance(end, datetime)
        assert start < end
        if not first <= start.year <= last:
            continue
        jumps += each["kind"] != "plain"
        for wall in (start, end - TICK):
            found = [wall - at.replace(tzinfo=None) for at in passes(wall, info)]
            if each["kind"] == "gap":
                assert found == []
            else:
                said = (each["first_offset"], each["last_offset"])
                assert said == (found[0].total_seconds(), found[-1].total_seconds())
            assert len(found) == {"plain": 1, "fold": 2, "gap": 0}[str(each["kind"])]
    return jumps


@pytest.mark.parametrize("letter", sorted({name[:4] for name in NAMES}))
def test_every_stretch_of_every_zone_is_what_zoneinfo_says_at_both_its_ends(letter: str) -> None:
    zones = [zone for zone in NAMES if zone.startswith(letter)]
    jumps = {zone: segments_agree(zone, 1975, 2030) for zone in zones}
    assert jumps == {zone: changes(zone, 1975, 2030) for zone in zones}


def test_a_gap_names_the_instant_at_which_the_clock_jumped() -> None:
    gaps = [row for row in rows("Europe/Berlin") if row["kind"] == "gap"]
    berlin = ZoneInfo("Europe/Berlin")
    assert len(gaps) == 2100 - 1980 + 1  # summer time every year since 1980
    for row in gaps:
        at = row["gap_at"]
        assert isinstance(at, datetime)
        instant = at.replace(tzinfo=UTC)
        assert (instant - TICK).astimezone(berlin).utcoffset() == timedelta(hours=1)
        assert instant.astimezone(berlin).utcoffset() == timedelta(hours=2)


def test_a_zone_that_never_changes_is_one_plain_stretch() -> None:
    assert [row["kind"] for row in rows("UTC")] == ["plain"]
    assert zone_segments("UTC").schema.field("wall_from").type == pa.timestamp("us")


def test_segments_of_an_unknown_zone_are_refused() -> None:
    with pytest.raises(UnknownZone):
        zone_segments("Europe/Atlantis")


def around_changes(zone: str) -> list[datetime]:
    """Wall minutes at, just before, just after and inside every change of fifty years, and the hours beside it."""
    edges = [row["wall_from"] for row in rows(zone)]
    steps = [timedelta(minutes=each) for each in (-61, -30, -1, 0, 1, 29, 60)]
    walls = [edge + step for edge in edges[1:] if isinstance(edge, datetime) for step in steps]
    walls.append(datetime(2000, 2, 29, 12, 0))  # noqa: DTZ001 - a wall time has no zone
    return [wall.replace(second=0) for wall in walls if 1975 <= wall.year <= 2026]


@pytest.mark.parametrize("zone", CHANGING)
def test_minutes_around_every_change_are_the_passes_that_zoneinfo_shows(
    read_all: ReadAll, zone: str
) -> None:
    info = ZoneInfo(zone)
    walls = {wall.isoformat(timespec="minutes"): wall for wall in around_changes(zone)}
    for text, row in read_all(list(walls), zone).items():
        found = passes(walls[text], info)
        if not found:
            assert (row.problem, row.lo, row.hi) == ("gap", None, None)
            continue
        assert (row.problem, row.lo) == (None, found[0])
        assert row.hi == found[-1] + timedelta(minutes=1)
        assert row.fold == (len(found) == 2)


@pytest.mark.parametrize("zone", CHANGING)
def test_a_day_holds_every_instant_of_its_date_and_touches_the_first_and_the_last(
    read_all: ReadAll, zone: str
) -> None:
    info = ZoneInfo(zone)
    days = {wall.date() + timedelta(days=k) for wall in around_changes(zone) for k in (-1, 0, 1)}
    found = read_all([day.isoformat() for day in days], zone)
    for day in days:
        row = found[day.isoformat()]
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        shown = [
            at
            for at in (noon + timedelta(minutes=15 * k) for k in range(-160, 160))
            if at.astimezone(info).date() == day
        ]
        if row.problem == "gap":
            assert shown == []
            continue
        assert row.lo is not None
        assert row.hi is not None
        assert row.lo <= shown[0]
        assert shown[-1] < row.hi
        for inside in (row.lo, row.hi - TICK):
            assert inside.astimezone(info).date() == day
        for outside in (row.lo - TICK, row.hi):
            assert outside.astimezone(info).date() != day
