"""Facts about the real files of Community Notes (../shared/data/README.md), through the opening and the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from real_archive import SHARED, needs_shared
from through_ingest import examining

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

FOLDER = SHARED / "community_notes"
HISTORY, NOTES = FOLDER / "noteStatusHistory-00000.tsv", FOLDER / "notes-00000.tsv"
ROWS = "community_notes_rows"

pytestmark = [pytest.mark.shared, needs_shared]


def _said(path: Path, work: Path, sql: str, options: Options | None = None) -> tuple[Any, ...]:
    with examining(path, work, options) as exam:
        [row] = exam.intake.con.sql(sql).fetchall()
        return tuple(row)


def test_the_notes_are_all_read_and_the_busiest_day_is_theirs(tmp_path: Path) -> None:
    # (4880, 610); days by createdAtMillis and by the id's own time agree here.
    sql = f"""
        SELECT sum(n), max(n) FROM (
            SELECT count(*) AS n FROM {ROWS} GROUP BY make_timestamp(note_at * 1000)::DATE)
    """
    assert _said(NOTES, tmp_path, sql) == (4880, 610)


def test_the_hours_from_post_to_note_come_exactly_from_the_ids(tmp_path: Path) -> None:
    # (4.863, 61922.5, 0) with createdAtMillis; the note's own id differs from that by milliseconds.
    sql = f"""
        SELECT round(median(h), 3), round(max(h), 1), count(*) FILTER (h < 0)
        FROM (SELECT (note_at - post_at) / 3.6e6 AS h FROM {ROWS})
    """
    assert _said(NOTES, tmp_path, sql) == (4.863, 61922.5, 0)


def test_the_history_has_no_time_of_writing_and_mostly_none_of_a_status(tmp_path: Path) -> None:
    # (36118, 36118, 35250)
    sql = """
        SELECT count(*), count(*) FILTER (created = '0'), count(*) FILTER (first_at = '-1') FROM source
    """
    assert _said(HISTORY, tmp_path, sql) == (36118, 36118, 35250)


@pytest.mark.parametrize(
    ("first", "told"), [("HELPFUL", (381, 21.928)), ("NOT_HELPFUL", (487, 12.477))]
)
def test_the_median_hours_to_a_first_status_are_those_of_the_file(
    first: str, told: tuple[int, float], tmp_path: Path
) -> None:
    sql = f"""
        SELECT count(*), round(median((first_at - note_at) / 3.6e6), 3)
        FROM {ROWS} WHERE first = '{first}' AND first_at IS NOT NULL
    """
    assert _said(HISTORY, tmp_path, sql) == told


def test_the_notes_beside_the_history_give_posts_to_the_notes_that_both_have(
    tmp_path: Path,
) -> None:
    # (4683, 82)
    sql = (
        f"SELECT count(*), count(*) FILTER (current = 'HELPFUL') FROM {ROWS} WHERE post IS NOT NULL"
    )
    assert _said(HISTORY, tmp_path, sql, Options(beside=NOTES)) == (4683, 82)


def test_the_whole_history_is_stored_with_its_untimed_notes_told(tmp_path: Path) -> None:
    report = add(Archive(tmp_path / "archive"), Vault(tmp_path / "vault"), HISTORY, Options())
    assert (report.rows_read, report.rows_stored, report.rejected) == (36118, 36118, 0)
    assert report.last_time == "2022-08-08T01:59:17.179000Z"
    [untimed] = [each.message for each in report.warnings if each.code == "notes-untimed"]
    assert "866 notes" in untimed
    [withdrawn] = [each.message for each in report.warnings if each.code == "notes-withdrawn"]
    assert "93 notes" in withdrawn
