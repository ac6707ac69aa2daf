"""Times that have not come yet are said, with their lines; what is today anywhere on Earth is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from adding import rows, write

from ripplemark.archive import Archive, Stamp
from ripplemark.ingest import Options, Report, add, check
from ripplemark.readers.base import Caution
from ripplemark.vault import Vault

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
LOG = "platform,item,notice_at,outcome,down_at,observed_until"
HERE = Options(incident="LANTERN", zone="Europe/Berlin")


@pytest.fixture
def clocked(tmp_path: Path) -> Archive:
    """An archive whose clock stands still."""
    return Archive(tmp_path / "archive", Stamp(now=lambda: NOW))


def log(*lines: str) -> str:
    return "\n".join((LOG, *lines)) + "\n"


def ahead(report: Report) -> list[Caution]:
    return [each for each in report.warnings if each.code == "time-ahead"]


def test_rows_with_a_time_that_has_not_come_are_counted_with_their_lines_and_stored(
    clocked: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = log(
        "Chirp,a,2026-05-01T10:00,up,,2026-05-20",
        "Chirp,b,2026-05-01T10:00,up,,2028-05-20",
        "Chirp,c,2027-05-02T10:00,removed,2027-05-03T10:00,",
    )
    path = write(tmp_path, text)
    (told,) = ahead(check(clocked, path, HERE))
    assert told.lines == (3, 4)
    assert told.message.startswith("2 rows have times that have not come yet")
    assert "the furthest on 20 May 2028: is the year right?" in told.message
    report = add(clocked, vault, path, HERE)
    assert ahead(report) == [told]
    assert len(rows(clocked, "moderation")) == 3


def test_an_answered_last_look_that_lies_ahead_is_said_for_the_rows_that_it_fills(
    clocked: Archive, tmp_path: Path
) -> None:
    path = write(
        tmp_path, log("Chirp,a,2026-05-01T10:00,up,,", "Chirp,b,2026-05-01,up,,2026-05-02")
    )
    look = Options(incident="LANTERN", zone="Europe/Berlin", answers={"last-look": "2028-05-20"})
    (told,) = ahead(check(clocked, path, look))
    assert told.message.startswith("1 row has a time that has not come yet")
    assert told.lines == (2,)


@pytest.mark.parametrize("day", ["2026-05-20", "2026-05-21", "2026-05-21T13:59"])
def test_a_day_that_is_today_somewhere_on_earth_is_not_said(
    clocked: Archive, tmp_path: Path, day: str
) -> None:
    path = write(tmp_path, log(f"Chirp,a,2026-05-01T10:00,up,,{day}"))
    assert not ahead(check(clocked, path, HERE))


def test_a_rejected_row_is_not_told_a_second_time(clocked: Archive, tmp_path: Path) -> None:
    text = log(
        "Chirp,a,2026-05-01T10:00,up,,2026-05-02", "Chirp,b,2026-05-01T10:00,gone,,2028-05-20"
    )
    report = check(clocked, write(tmp_path, text), HERE)
    assert report.rejected == 1
    assert not ahead(report)


def test_bins_of_attention_and_dated_events_that_lie_ahead_are_said(
    clocked: Archive, tmp_path: Path
) -> None:
    bins = (
        "series,channel,metric,bin_start,bin_width,value\n"
        "a,social,posts,2026-05-19,P1D,4\na,social,posts,2026-06-19,P1D,5\n"
    )
    (told,) = ahead(check(clocked, write(tmp_path, bins, "bins.csv"), HERE))
    assert told.lines == (3,)
    events = "time,kind,label\n2026-05-01,fact_check,one\n2027-05-01,court,two\n"
    (told,) = ahead(check(clocked, write(tmp_path, events, "events.csv"), HERE))
    assert told.lines == (3,)


def test_a_period_that_is_not_over_yet_is_no_mistake(clocked: Archive, tmp_path: Path) -> None:
    totals = (
        "platform,period_start,period_end,metric,value\nChirp,2026-05-01,2026-06-01,statements,12\n"
    )
    options = Options(scope="platform", zone="UTC")
    report = check(clocked, write(tmp_path, totals, "totals.csv"), options)
    assert report.rows_stored == 1
    assert not ahead(report)
