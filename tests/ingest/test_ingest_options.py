"""What a person says is taken at its word, or refused before anything is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from adding import MODERATION, TRENDS, refusal, rows, snapshot, write

from ripplemark.archive import AlreadyHere, Archive, BadCode
from ripplemark.errors import RipplemarkError, UnknownName
from ripplemark.ingest import (
    BadAnswer,
    NoIncident,
    Options,
    PlatformFile,
    Report,
    add,
    check,
)
from ripplemark.ingest.options import QUESTIONS
from ripplemark.ingest.refusals import NotAMoment
from ripplemark.times import UnknownZone
from ripplemark.vault import Vault

LANTERN = Options(incident="LANTERN")
OPEN = "platform,item,notice_at,outcome\nPlatform A,1,2025-10-24,up\n"
RAGGED = "platform,item,notice_at,down_at\nPlatform A,1,2025-10-24,2025-10-25\nPlatform A,2\n"


def codes(report: Report) -> set[str]:
    return {each.code for each in report.warnings}


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (Options(incident="lantern"), BadCode, "capital letters"),
        (Options(incident="LANTERN\n"), BadCode, "capital letters"),
        (Options(channel="radio"), UnknownName, "niche, social"),
        (Options(keep=("views",)), UnknownName, "uploader"),
        (Options(format="xls"), UnknownName, "google_trends"),
        (Options(zone="Europe/Berlim"), UnknownZone, "Europe/Berlin"),
        (Options(answers={"rejets": "skip"}), UnknownName, ", ".join(QUESTIONS)),
        (Options(answers={"last-look": "yesterday"}), NotAMoment, "2025-11-03"),
        (Options(answers={"last-look": "3/4/2025"}), NotAMoment, "2025-11-03"),
        (Options(replaces="google-trends-00000000"), UnknownName, "dataset"),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused_before_the_file_is_read(
    options: Options,
    error: type[RipplemarkError],
    words: str,
    archive: Archive,
    vault: Vault,
    tmp_path: Path,
) -> None:
    for work in (
        lambda path: add(archive, vault, path, options),
        lambda path: check(archive, path, options),
    ):
        with pytest.raises(error, match=words):
            work(tmp_path / "there is no such file")
    assert not archive.root.exists()
    assert not vault.root.exists()


def test_an_answer_that_is_no_choice_is_refused(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path, RAGGED)
    with pytest.raises(BadAnswer, match="one of: skip"):
        check(archive, path, Options(incident="LANTERN", answers={"rejects": "maybe"}))


def test_an_answer_to_a_question_that_this_file_does_not_ask_is_said_and_does_no_harm(
    archive: Archive, tmp_path: Path
) -> None:
    options = Options(incident="LANTERN", answers={"midnight": "no-time"})
    report = check(archive, write(tmp_path, MODERATION), options)
    assert "answer-not-needed" in codes(report)
    assert report.rows_stored == 3


def test_a_day_as_last_look_is_that_day_in_the_zone(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    options = Options(incident="LANTERN", zone="Europe/Berlin", answers={"last-look": "2025-11-03"})
    add(archive, vault, write(tmp_path, OPEN), options)
    (row,) = rows(archive, "moderation")
    assert row["observed_until_lo"] == "2025-11-02T23:00:00+00:00"
    assert row["observed_until_hi"] == "2025-11-03T23:00:00+00:00"
    assert archive.datasets()[0].answers["last-look"] == "2025-11-03"


def test_rejected_rows_are_left_out_only_when_told_and_stay_counted(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, RAGGED)
    asked = refusal(archive, vault, path, LANTERN).open_questions
    assert [each.question.name for each in asked] == ["rejects"]
    report = add(archive, vault, path, Options(incident="LANTERN", answers={"rejects": "skip"}))
    assert (report.rows_read, report.rows_stored, report.rejected) == (2, 1, 1)
    (package,) = Archive(archive.root).datasets()
    counts = package.counts
    assert (counts.rows_read, counts.rows_stored, counts.rows_rejected) == (2, 1, 1)
    assert package.answers["rejects"] == "skip"


def test_a_file_without_an_incident_can_be_looked_at_but_not_stored(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    for text in (TRENDS, MODERATION):
        path = write(tmp_path, text)
        report = check(archive, path, Options())
        assert "no-incident" in codes(report)
        assert report.rows_stored > 0
        with pytest.raises(NoIncident, match="--incident"):
            add(archive, vault, path, Options())
    assert not archive.root.exists()


def test_codes_in_a_column_make_the_incidents_and_a_row_without_one_is_rejected(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "incident,platform,item,notice_at,down_at\nLANTERN,A,1,2025-01-01,2025-01-02\nHARBOUR,A,2,2025-01-01,2025-01-02\n,A,3,2025-01-01,2025-01-02\n"
    options = Options(answers={"rejects": "skip"})
    report = add(archive, vault, write(tmp_path, text), options)
    assert [(each.line, each.column, each.reason) for each in report.rejects] == [
        (4, "incident", "missing")
    ]
    assert archive.incidents() == ("HARBOUR", "LANTERN")


def test_the_given_incident_counts_more_than_the_files_own(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "incident,platform,item,notice_at,down_at\nHARBOUR,A,1,2025-01-01,2025-01-02\n"
    add(archive, vault, write(tmp_path, text), LANTERN)
    assert archive.incidents() == ("LANTERN",)


def test_a_new_incident_gets_the_zone_as_its_home_zone_and_that_is_said(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    zoned = Options(incident="LANTERN", zone="Europe/Berlin")
    report = add(archive, vault, write(tmp_path, MODERATION), zoned)
    (told,) = [each.message for each in report.warnings if each.code == "incident-new"]
    assert "Europe/Berlin" in told
    assert archive.decision("LANTERN", "home_zone") == "Europe/Berlin"
    later = check(archive, write(tmp_path, TRENDS), LANTERN)
    assert later.zone == "Europe/Berlin"
    assert "incident-new" not in codes(later)


def test_a_platforms_file_is_not_an_incidents(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "platform,period_start,period_end,metric,value\nPlatform A,2025-01-01,2025-02-01,removals,5\n"
    path = write(tmp_path, text)
    for options in (LANTERN, Options(scope="incident")):
        with pytest.raises(PlatformFile):
            check(archive, path, options)
    assert add(archive, vault, path, Options()).scope == "platform"
    with pytest.raises(PlatformFile):
        check(archive, write(tmp_path, MODERATION), Options(scope="platform", incident="LANTERN"))


def test_rows_of_platform_scope_are_nobodys_incident_and_their_lines_are_not_kept(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "incident,platform,item,notice_at,down_at\nHARBOUR,A,1,2025-01-01,2025-01-02\n"
    report = add(archive, vault, write(tmp_path, text), Options(scope="platform"))
    assert rows(archive, "moderation")[0]["incident"] is None
    assert archive.incidents() == ()
    assert all(each["lines"] is None for each in report.document()["warnings"])


def test_the_channel_replaces_the_files_own_and_is_not_silent_where_there_is_none(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    options = Options(incident="LANTERN", channel="niche")
    add(archive, vault, write(tmp_path, TRENDS), options)
    assert {row["channel"] for row in rows(archive, "attention")} == {"niche"}
    assert "channel-not-used" in codes(check(archive, write(tmp_path, MODERATION), options))


def test_the_same_input_twice_is_refused_with_any_options_unless_it_replaces(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, MODERATION)
    first = add(archive, vault, path, LANTERN).dataset_id
    before = snapshot(archive.root)
    with pytest.raises(AlreadyHere, match=str(first)):
        add(archive, vault, path, Options(incident="HARBOUR", zone="Europe/Berlin"))
    assert snapshot(archive.root) == before
    again = add(
        archive, vault, path, Options(incident="LANTERN", zone="Europe/Berlin", replaces=first)
    )
    assert [each.dataset_id for each in archive.datasets()] == [again.dataset_id]
    corrected = write(tmp_path, MODERATION.replace("10:00", "10:05"))
    last = add(archive, vault, corrected, Options(incident="LANTERN", replaces=again.dataset_id))
    assert [each.dataset_id for each in archive.datasets()] == [last.dataset_id]
    assert archive.datasets()[0].replaces == (again.dataset_id,)


def test_check_knows_an_input_that_is_here_and_makes_no_folder(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, MODERATION)
    report = check(archive, path, LANTERN, vault=vault)
    assert report.dataset_id is None
    assert not archive.root.exists()
    assert not vault.root.exists()
    stored = add(archive, vault, path, LANTERN)
    before = snapshot(archive.root), snapshot(vault.root)
    report = check(archive, path, LANTERN, vault=vault)
    assert report.dataset_id == stored.dataset_id
    assert "already-here" in codes(report)
    assert (snapshot(archive.root), snapshot(vault.root)) == before


@pytest.mark.parametrize("text", [MODERATION, TRENDS])
def test_check_says_what_add_stores(
    text: str, archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, text)
    said: list[dict[str, Any]] = [
        report.document() | {"dataset_id": None}
        for report in (check(archive, path, LANTERN), add(archive, vault, path, LANTERN))
    ]
    assert said[0] == said[1]
