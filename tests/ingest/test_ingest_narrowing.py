"""Filters at reading time: only the rows that pass are read, and what they were filtered by is nowhere."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import duckdb
import pytest
from adding import every_byte, rows, write

from ripplemark import catalogue
from ripplemark.archive import Archive
from ripplemark.ingest import Options, Report, add, check
from ripplemark.ingest.listed import UnreadableList, ids_of
from ripplemark.ingest.narrowing import BadPattern, NothingPassed
from ripplemark.ingest.sought import NoFilter
from ripplemark.vault import Vault

TABLE = "platform,item,notice_at,outcome,down_at,memo\n" + "".join(
    f"Platform A,https://clips.example.org/{k},2025-10-2{k},removed,2025-10-2{k + 1},{memo}\n"
    for k, memo in enumerate(("marmalade", "plum", "Marmalade jar", "", "quince"))
)
LINKS = (
    "https://Clips.example.org/{}/",
    "http://www.clips.example.org/{}?utm_source=a&b=1",
    "hxxps://clips[.]example[.]org/{}?fbclid=1",
    "clips.example.org/{}",
    "note-{}",
    "https://x.com/someone/status/{}",
)


def stored(archive: Archive, vault: Vault, path: Path, **options: object) -> Report:
    return add(archive, vault, path, Options(incident="LANTERN", **options))  # type: ignore[arg-type]


def test_only_listed_items_are_read_and_the_same_link_written_differently_is_the_same(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    listed = ("http://www.clips.example.org/1?utm_source=x", "https://clips.example.org/3/", "7")
    report = stored(archive, vault, write(tmp_path, TABLE), only=listed)
    assert (report.rows_read, report.rows_passed, report.rows_stored) == (5, 2, 2)
    assert sorted(row["source_line"] for row in rows(archive, "moderation")) == [3, 5]


def test_a_pattern_is_sought_in_the_named_column_whether_it_is_read_or_not(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(tmp_path, TABLE)
    for match, passed in (
        ("memo=(?i)marmalade", 2),
        ("Memo=^plum$", 1),
        ("platform=A", 5),
        ("memo=a=?", 2),
    ):
        report = check(archive, path, Options(incident="LANTERN", match=match))
        assert report.rows_passed == passed, match
    both = Options(incident="LANTERN", match="memo=armalade", only=("https://clips.example.org/0",))
    assert check(archive, path, both).rows_passed == 1


def test_what_was_filtered_by_is_in_no_file_no_report_no_log_and_no_error(
    archive: Archive, vault: Vault, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = write(tmp_path, TABLE)
    options = {
        "match": "memo=armalad",
        "only": tuple(f"https://clips.example.org/{k}" for k in range(9)),
    }
    report = stored(archive, vault, path, **options)
    said = json.dumps(report.document()) + caplog.text + repr(Options(**options))  # type: ignore[arg-type]
    [package] = archive.datasets()
    assert package.options["filters"] == ["only", "match"]
    assert package.options["rows_passed"] == report.rows_passed == 2
    everything = every_byte(archive.root) + every_byte(vault.root) + said.encode()
    for word in (b"armalad", b"armalade", b"clips.example.org/7", b"clips.example.org"):
        assert word not in everything
    for wrong in ("memo=marmalade(", "memo=quux marmalade"):
        with pytest.raises((BadPattern, NothingPassed)) as refused:
            check(archive, path, Options(incident="LANTERN", match=wrong))
        assert "marmalade" not in f"{refused.value} {refused.value.__cause__}"


def test_another_list_is_another_reading_and_the_same_one_is_the_same(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, TABLE)
    one = stored(archive, vault, path, only=("https://clips.example.org/1",))
    two = stored(
        archive, vault, path, only=("https://clips.example.org/2",), replaces=one.dataset_id
    )
    assert one.dataset_id != two.dataset_id


def test_a_filter_that_a_format_does_not_take_is_refused(archive: Archive, tmp_path: Path) -> None:
    trends = "Category: All categories\n\nDay,lantern: (Worldwide)\n2025-03-01,3\n2025-03-02,100\n"
    path = write(tmp_path, trends)
    for options in (Options(only=("1",)), Options(match="lantern")):
        with pytest.raises(NoFilter):
            check(archive, path, options)


def test_stories_are_narrowed_by_their_titles_which_are_not_stored(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    header = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    titles = ("Lamp at the harbour", "Weather", "A lamp again", "Weather")
    rows = "".join(
        f"{k},2025-03-0{k + 2} 10:00:00.1+00:00,en,a.example,a.example,2025-03-0{k + 1},{title},https://a.example/{k}\n"
        for k, title in enumerate(titles)
    )
    path = write(tmp_path, header + rows, "mc-onlinenews-mediacloud-20250310120000-content.csv")
    report = add(archive, vault, path, Options(incident="LANTERN", match="title=(?i)lamp"))
    assert (report.format, report.rows_read, report.rows_passed) == ("mediacloud_stories", 4, 2)
    assert any("2 stories were counted" in each.message for each in report.warnings)
    assert b"harbour" not in every_byte(archive.root)


def test_a_filter_that_nothing_passes_says_of_how_many_rows(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(tmp_path, TABLE)
    with pytest.raises(NothingPassed, match="None of 5 rows"):
        check(archive, path, Options(incident="LANTERN", only=("https://clips.example.org/99",)))


@pytest.mark.parametrize("text", [b"", b"\n \n", b"\xff\xfe\x00", b"1\x002\n"])
def test_a_list_that_cannot_be_read_is_refused(text: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableList):
        ids_of(write(tmp_path, text, "ids.txt"))


def test_a_list_has_one_id_a_line_each_once(tmp_path: Path) -> None:
    text = '\ufeff1\r\n"https://a.example.org/"\r\n\r\n 1 \r\n'
    assert ids_of(write(tmp_path, text, "ids.txt")) == ("1", "https://a.example.org/")


def test_a_listed_link_is_spelt_as_items_of_a_takedown_sheet_are() -> None:
    sheet = catalogue.query("readers/takedown_rows")
    with duckdb.connect() as con:
        for each in ("source", "takedown_moments"):
            columns = ", ".join(f'"{name}" {of}' for name, of in sheet.input(each).columns)
            con.execute(f"CREATE TABLE {each} ({columns})")
        con.execute("CREATE TABLE ids_of_rows (line BIGINT, text VARCHAR)")
        con.execute("CREATE TABLE ids_listed (text VARCHAR)")
        written = [link.format(k) for k in (1, 2) for link in LINKS]
        for line, text in enumerate(written):
            con.execute("INSERT INTO source (line, item) VALUES ($1, $2)", [line, text])
            con.execute("INSERT INTO ids_of_rows VALUES ($1, $2)", [line, text])
        spelt = dict(con.execute(f"SELECT line, item FROM ({sheet.sql})").fetchall())
        for line, text in enumerate(written):
            con.execute("DELETE FROM ids_listed")
            con.execute("INSERT INTO ids_listed VALUES ($1)", [text])
            found = con.execute(catalogue.query("ingest/rows_on_list").sql).fetchall()
            same = {each for each in spelt if spelt[each] == spelt[line]}
            assert {each for (each,) in found} == same
