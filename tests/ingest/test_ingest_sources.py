"""Public sources on the way in: columns without number, zones that a source has of its own, answers instead of files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from adding import rows, write

from ripplemark.archive import Archive
from ripplemark.errors import InputError
from ripplemark.ingest import Options, add, check
from ripplemark.vault import Vault

DAYS = [f"{date(2023, 1, 1) + timedelta(days=k)}" for k in range(400)]
ACROSS = "\n".join(
    (",".join(("Title", *DAYS)), *(",".join((f"Lantern {k}", *["7"] * 400)) for k in range(3)), "")
)
VOLUME = "\ufeffDate,Series,Value\n2024-03-01,Volume Intensity,0.0024\n2024-03-09,Volume Intensity,0.02\n"


def test_a_row_of_columns_is_read_to_its_end(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, ACROSS, "massviews-20230101-20240204.csv")
    report = add(archive, vault, path, Options(incident="LANTERN"))
    assert (report.rows_read, report.rows_stored, report.series) == (3, 1200, 3)
    assert {row["value"] for row in rows(archive, "attention")} == {7.0}
    assert len({row["bin_start"] for row in rows(archive, "attention")}) == 400


def test_a_source_that_counts_in_utc_is_read_in_utc_whatever_zone_is_given(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, VOLUME)
    report = add(archive, vault, path, Options(incident="LANTERN", zone="Pacific/Auckland"))
    assert report.zone == "UTC"
    assert {row["bin_start"] for row in rows(archive, "attention")} == {
        "2024-03-01T00:00:00+00:00",
        "2024-03-09T00:00:00+00:00",
    }
    assert archive.decision("LANTERN", "home_zone") == "Pacific/Auckland"
    assert [each.zone for each in archive.datasets()] == ["UTC"]


def test_a_source_without_a_zone_of_its_own_keeps_the_one_given(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "Category: All categories\n\nDay,lantern: (Japan)\n2024-03-01,3\n2024-03-02,100\n"
    path = write(tmp_path, text)
    report = add(archive, vault, path, Options(incident="LANTERN", zone="Asia/Tokyo"))
    assert report.zone == "Asia/Tokyo"


def test_a_bad_value_of_a_public_source_is_rejected_with_its_line(
    archive: Archive, tmp_path: Path
) -> None:
    many = "".join(f"2024-02-{day:02d},Volume Intensity,0.01\n" for day in range(1, 29))
    path = write(tmp_path, f"Date,Series,Value\n{many}2024-03-01,Volume Intensity,lots\n")
    report = check(archive, path, Options(incident="LANTERN"))
    assert [(each.line, each.column) for each in report.rejects] == [(30, "value")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Please limit requests to one every 5 seconds.", "This is a message, not a table"),
        ("<html><title>Log in</title>", "This is a page, not a table"),
        ('{"error": "quota"}', "This is JSON, not a table"),
        ("\ufeff\n", "The file is empty"),
    ],
)
def test_an_answer_that_was_saved_as_csv_is_named_and_nothing_is_stored(
    archive: Archive, vault: Vault, tmp_path: Path, text: str, title: str
) -> None:
    path = write(tmp_path, text, "timeline.csv")
    with pytest.raises(InputError) as refused:
        add(archive, vault, path, Options(incident="LANTERN"))
    assert refused.value.title == title
    assert list(archive.datasets()) == []
