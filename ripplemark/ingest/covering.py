"""What a file that joins a collection covers: bins, periods, its own day, or the rows that it shares with other members."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from ripplemark import schema
from ripplemark.archive import Archive, Package
from ripplemark.archive.coverage import PERIODS, SERIES, Coverage, Key, Strand, strands
from ripplemark.archive.spans import Span
from ripplemark.ingest.examination import Examination

_WIDTH = re.compile(r"P(?:(\d+)([DWM])|T(\d+)([HM]))")
_ONE_ROW = {
    "moderation": ("platform", "item", "spell"),
    "requests": ("platform", "item", "sent_at_lo", "sent_at_hi"),
    "events": ("incident", "time_lo", "time_hi", "kind", "label"),
    "incidents": ("incident",),
    "search_results": ("engine", "query", "locale", "device", "captured_at_lo", "rank"),
}
"""The columns by which a row of a table is known in another dataset, where the table has no bins and no periods."""
_MUST = {"moderation": "item", "requests": "item"}
"""A column without which a row cannot be known again."""


def covered(exam: Examination, codes: Sequence[str]) -> Coverage:
    """What ``stored`` covers; ``codes`` are the incidents of its rows. ``shared`` is left empty."""
    if exam.table is schema.ATTENTION:
        return Coverage("series", tuple(codes), _series(exam))
    if exam.table is schema.PLATFORM_TOTALS:
        return Coverage("periods", tuple(codes), _periods(exam))
    reader = exam.found.reader
    if reader.daily and exam.scope == "platform":
        day = reader.own_day(exam.opened.head, exam.found.match)
        return Coverage("day", tuple(codes), _own_day(exam, day))
    return Coverage("rows", tuple(codes))


def shared(written: Path, archive: Archive, members: Iterable[Package]) -> dict[str, int]:
    """How many rows of a written table each of these datasets holds too, by its id; only where it holds any.

    Tables with bins or periods of their own, and rows without an item of their own, share nothing here.
    """
    columns = _ONE_ROW.get(written.stem)
    if columns is None:
        return {}
    own, found = _rows(written, columns), {}
    for each in members:
        path = archive.root / "datasets" / each.dataset_id / each.file
        if path.is_file() and (again := len(own & _rows(path, columns))):
            found[each.dataset_id] = again
    return found


def _rows(path: Path, columns: Sequence[str]) -> set[tuple[object, ...]]:
    rows = pq.read_table(path, columns=list(columns)).to_pydict()
    every = set(zip(*(rows[name] for name in columns), strict=True))
    must = _MUST.get(path.stem)
    return {row for row in every if must is None or row[columns.index(must)] is not None}


def _series(exam: Examination) -> tuple[Strand, ...]:
    zone = ZoneInfo(exam.zone.name)
    bins: dict[Key, list[Span]] = {}
    for row in exam.intake.run("ingest/covered_series").records():
        ends = _Ends(row["bin_width"], zone)
        bins[_key(row, SERIES)] = [(at, ends.after(at)) for at in row["begins"]]
    return strands(bins)


def _periods(exam: Examination) -> tuple[Strand, ...]:
    periods: dict[Key, list[Span]] = {}
    for row in exam.intake.run("ingest/covered_periods").records():
        span = (row["period_start"], row["period_end"])
        periods.setdefault(_key(row, PERIODS), []).append(span)
    return strands(periods)


def _own_day(exam: Examination, day: date | None) -> tuple[Strand, ...]:
    """The day for every platform that has a row; for the file as a whole where none has; nothing where no day is known."""
    if day is None:
        return ()
    start = datetime.combine(day, time(), UTC)
    found = exam.intake.run("ingest/covered_platforms").records()
    keys = tuple((str(row["platform"] or ""),) for row in found) or (("",),)
    return (Strand(keys, ((start, start + timedelta(days=1)),)),)


def _key(row: dict[str, object], names: Sequence[str]) -> Key:
    return tuple("" if row[name] is None else str(row[name]) for name in names)


class _Ends:
    """When a bin that begins at a moment ends: days, weeks and months by the calendar of the zone, shorter ones by the clock."""

    def __init__(self, width: str | None, zone: ZoneInfo) -> None:
        found = _WIDTH.fullmatch(width or "P1D")
        number, unit, clock, short = found.groups() if found else ("1", "D", None, None)
        self.zone, self.months, self.days, self.clock = zone, 0, 0, timedelta()
        if clock:
            self.clock = timedelta(**{"hours" if short == "H" else "minutes": int(clock)})
        elif unit == "M":
            self.months = int(number)
        else:
            self.days = int(number) * (7 if unit == "W" else 1)

    def after(self, at: datetime) -> datetime:
        """The first moment after the bin, in UTC."""
        if self.clock:
            return at.astimezone(UTC) + self.clock
        local = at.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=self.days)
        if self.months:
            month = local.month - 1 + self.months
            local = local.replace(year=local.year + month // 12, month=month % 12 + 1, day=1)
        return local.replace(tzinfo=self.zone).astimezone(UTC)
