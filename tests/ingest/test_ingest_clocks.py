"""Wall times that occur twice, zones that matter, bins that a series has twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from adding import rows, write

from ripplemark.archive import Archive
from ripplemark.ingest import MixedDates, Options, Report, add, check
from ripplemark.vault import Vault
from tests.dumps import dump

BERLIN = Options(incident="LANTERN", zone="Europe/Berlin")
HOURS = ("2025-10-26T01", "2025-10-26T02", "2025-10-26T02", "2025-10-26T03")
"""Clocks in Berlin were set back from 3:00 to 2:00 on 26 October 2025, 01:00 UTC (Directive 2000/84/EC)."""


def told(report: Report, code: str) -> tuple[int, ...]:
    (caution,) = [each for each in report.warnings if each.code == code]
    return caution.lines


def starts(archive: Archive) -> list[str]:
    return [row["bin_start"][11:16] for row in rows(archive, "attention")]


def hourly(labels: tuple[str, ...], series: tuple[str, ...] = ("lantern",)) -> str:
    lines = [
        f"{name},social,posts,{label},PT1H,{k}" for k, label in enumerate(labels) for name in series
    ]
    return "\n".join(["series,channel,metric,bin_start,bin_width,value", *lines]) + "\n"


def test_two_bins_with_the_doubled_hour_are_the_first_and_the_second_pass_in_file_order(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    report = add(archive, vault, write(tmp_path, hourly(HOURS, ("a", "b"))), BERLIN)
    assert starts(archive) == ["23:00", "00:00", "01:00", "02:00"] * 2
    values = [row["value"] for row in rows(archive, "attention")]
    assert values == [0, 1, 2, 3] * 2
    assert told(report, "bins-twice") == (4, 5, 6, 7)
    assert not {"clock-twice", "bins-doubled"} & {each.code for each in report.warnings}


def test_minutes_of_the_doubled_hour_pair_too(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    labels = tuple(label + ":30" for label in HOURS)
    add(archive, vault, write(tmp_path, hourly(labels)), BERLIN)
    assert starts(archive) == ["23:30", "00:30", "01:30", "02:30"]


def test_a_trends_file_in_local_hours_passes_the_doubled_hour_twice(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    body = "\n".join(f"{label},{100 - k},{k}" for k, label in enumerate(HOURS))
    text = f"Category: All categories\n\nTime,lantern: (Worldwide),lamp: (Worldwide)\n{body}\n"
    add(archive, vault, write(tmp_path, text), BERLIN)
    assert starts(archive) == ["23:00", "00:00", "01:00", "02:00"] * 2


def test_a_doubled_hour_without_its_pair_is_the_first_pass_and_is_said(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    report = add(archive, vault, write(tmp_path, hourly((HOURS[0], HOURS[1], HOURS[3]))), BERLIN)
    assert starts(archive) == ["23:00", "00:00", "02:00"]
    assert told(report, "clock-twice") == (3,)


def test_a_bin_that_a_series_has_twice_is_said_with_its_lines(
    archive: Archive, tmp_path: Path
) -> None:
    text = hourly(("2025-10-01T01", "2025-10-01T02", "2025-10-01T01"))
    report = check(archive, write(tmp_path, text), BERLIN)
    assert told(report, "bins-doubled") == (2, 4)
    assert report.rows_stored == 3


def test_two_series_may_share_their_bins(archive: Archive, tmp_path: Path) -> None:
    report = check(archive, write(tmp_path, hourly(("2025-10-01T01",), ("a", "b"))), BERLIN)
    assert "bins-doubled" not in {each.code for each in report.warnings}
    assert report.series == 2


def test_a_clock_in_the_doubled_hour_is_the_interval_of_both_passes(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "platform,item,notice_at,down_at\nA,1,2025-10-26T02:30,2025-10-27\nA,2,2025-10-25T02:30,2025-10-27\n"
    report = add(archive, vault, write(tmp_path, text), BERLIN)
    row = next(row for row in rows(archive, "moderation") if row["source_line"] == 2)
    assert row["notice_at_lo"] == "2025-10-26T00:30:00+00:00"
    assert row["notice_at_hi"] == "2025-10-26T01:31:00+00:00"
    assert told(report, "clock-twice") == (2,)


def test_the_zone_changes_what_is_stored_and_the_report_says_which_was_used(
    vault: Vault, tmp_path: Path
) -> None:
    text = "platform,item,notice_at,down_at\nA,1,2025-07-01T12:00,2025-07-02\n"
    stored = []
    for zone in ("Europe/Berlin", None):
        other = Archive(tmp_path / str(zone))
        report = add(other, vault, write(tmp_path, text), Options(incident="LANTERN", zone=zone))
        (message,) = [each.message for each in report.warnings if each.code == "zone"]
        assert (zone or "UTC") in message
        stored.append(rows(other, "moderation")[0]["notice_at_lo"])
    assert stored == ["2025-07-01T10:00:00+00:00", "2025-07-01T12:00:00+00:00"]


def test_of_a_source_that_always_counts_in_its_own_zone_no_other_is_said_to_be_possible(
    archive: Archive, tmp_path: Path
) -> None:
    report = check(archive, dump(tmp_path, "2025-09-01"), Options(zone="Europe/Berlin"))
    (message,) = [each.message for each in report.warnings if each.code == "zone"]
    assert "read in UTC, in which this source always counts" in message
    assert "may differ" not in message
    assert "Berlin" not in message


def test_the_order_of_dates_is_asked_refused_where_mixed_and_taken_as_answered(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "platform,item,notice_at,down_at\nA,1,3/4/2025,5/4/2025\n"
    path = write(tmp_path, text)
    (asked,) = check(archive, path, BERLIN).open_questions
    assert asked.question.name == "dates"
    answered = Options(incident="LANTERN", answers={"dates": "mdy"})
    add(archive, vault, path, answered)
    assert rows(archive, "moderation")[0]["notice_at_lo"].startswith("2025-03-04")
    with pytest.raises(MixedDates, match="one order"):
        check(archive, write(tmp_path, text + "A,2,13/2/2025,2/13/2025\n"), answered)
