"""A file that joins a collection: refused where it differs, and told with what is missing and what is double."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from adding import every_byte, write

from ripplemark.archive import Archive, BadCollectionName, NotAlike
from ripplemark.ingest import NotStored, Options, Report, add, check
from ripplemark.vault import Vault
from tests.dumps import dump, posts

DUMPS = Options(append="dsa-daily")
POSTS = Options(append="posts-daily", incident="LANTERN", zone="Europe/Berlin")
LOG = (
    "platform,item,notice_at,outcome,down_at\n"
    "Chirp,https://clips.example.org/1,2025-10-24T10:00Z,removed,2025-10-25T10:00Z\n"
    "Chirp,https://clips.example.org/2,2025-10-24T10:00Z,removed,2025-10-26T10:00Z\n"
)


def told(report: Report) -> dict[str, str]:
    return {each.code: each.message for each in report.warnings}


def test_the_days_of_dumps_are_those_of_filing_and_a_missing_one_is_told(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    for day in ("2025-09-01", "2025-09-02"):
        report = add(archive, vault, dump(tmp_path, day), DUMPS)
        assert "collection-gaps" not in told(report)
    report = add(archive, vault, dump(tmp_path, "2025-09-05"), DUMPS)
    assert "from 3 September 2025 to 4 September 2025" in told(report)["collection-gaps"]
    assert report.collection is not None
    assert report.collection["members"] == 3
    assert report.collection["gaps"] == [
        {"start": "2025-09-03T00:00:00Z", "end": "2025-09-05T00:00:00Z", "of": []}
    ]
    assert "collection-overlaps" not in told(report)
    assert report.document()["collection"] == report.collection


def test_a_day_held_twice_is_told_with_both_ids_and_the_way_out_which_works(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    first = add(archive, vault, dump(tmp_path, "2025-09-01"), DUMPS).dataset_id
    again = dump(tmp_path, "2025-09-01", but=1)
    second = add(archive, vault, again, DUMPS)
    said = told(second)["collection-overlaps"]
    assert f"{first} and {second.dataset_id} on 1 September 2025" in said
    assert f"--replaces {first}" in said
    archive.remove(str(second.dataset_id))
    third = add(archive, vault, again, replace(DUMPS, append=None, replaces=first))
    assert "collection-overlaps" not in told(third)
    (package,) = archive.datasets()
    assert package.collection == "dsa-daily"


def test_a_dump_with_statements_of_several_days_says_that_its_days_are_not_known(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    one, other = dump(tmp_path, "2025-09-01"), dump(tmp_path, "2025-09-02")
    both = tmp_path / "both.csv"
    both.write_text(one.read_text() + "".join(other.read_text().splitlines(True)[1:]))
    report = add(archive, vault, both, DUMPS)
    assert report.collection is not None
    assert report.collection["uncompared"] == [report.dataset_id]
    assert "not known which days" in told(report)["collection-uncompared"]


def test_bins_are_days_of_the_zone_across_a_change_of_the_clock(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    # 30 March 2025 has 23 hours in Berlin: taken as 24, it would reach into the next day.
    add(archive, vault, posts(tmp_path, "a.csv", "2025-03-29", "2025-03-30"), POSTS)
    report = add(archive, vault, posts(tmp_path, "b.csv", "2025-03-31", "2025-04-03"), POSTS)
    assert "collection-overlaps" not in told(report)
    assert "from 1 April 2025 to 2 April 2025" in told(report)["collection-gaps"]


def test_bins_without_a_value_cover_nothing(archive: Archive, vault: Vault, tmp_path: Path) -> None:
    empty = "posts,social,posts,2025-03-30,P1D,\n"
    add(archive, vault, posts(tmp_path, "a.csv", "2025-03-29", more=empty), POSTS)
    report = add(archive, vault, posts(tmp_path, "b.csv", "2025-03-31"), POSTS)
    assert "on 30 March 2025" in told(report)["collection-gaps"]


def test_a_month_and_an_hour_end_where_the_next_begins(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    header = "series,channel,metric,bin_start,bin_width,value\n"
    for number, rows in enumerate(
        (
            "m,social,posts,2025-01-01,P1M,1\nh,social,posts,2025-10-26T00:00Z,PT1H,1\n",
            "m,social,posts,2025-02-01,P1M,1\nh,social,posts,2025-10-26T01:00Z,PT1H,1\n",
            "m,social,posts,2025-03-01,P1M,1\nh,social,posts,2025-10-26T02:00Z,PT1H,1\n",
        )
    ):
        path = write(tmp_path, header + rows, f"{number}.csv")
        report = add(archive, vault, path, POSTS)
    assert not {"collection-gaps", "collection-overlaps"} & set(told(report))


def test_items_that_two_logs_hold_are_counted_whatever_their_times(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    options = Options(append="log", incident="LANTERN")
    first = add(archive, vault, write(tmp_path, LOG, "a.csv"), options)
    later = LOG.replace("/1,", "/3,")
    second = add(archive, vault, write(tmp_path, later, "b.csv"), options)
    said = told(second)["collection-overlaps"]
    assert f"{first.dataset_id} and {second.dataset_id} share 1 row" in said
    assert "missing days cannot be told" in told(second)["collection-uncompared"]
    other = LOG.replace("/1,", "/4,").replace("/2,", "/5,")
    third = add(archive, vault, write(tmp_path, other, "c.csv"), options)
    assert third.collection is not None
    assert third.collection["overlap_count"] == 1


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (replace(POSTS, append="dsa-daily"), "format"),
        (replace(POSTS, append="posts-daily", incident="KETTLE"), "incident"),
        (replace(POSTS, append="posts-daily", licence="CC BY 4.0"), "licence"),
    ],
)
def test_what_differs_is_refused_with_the_reason_and_nothing_is_stored(
    archive: Archive, vault: Vault, tmp_path: Path, options: Options, what: str
) -> None:
    add(archive, vault, dump(tmp_path, "2025-09-01"), DUMPS)
    add(archive, vault, posts(tmp_path, "a.csv", "2025-03-29"), POSTS)
    before = every_byte(archive.root)
    path = posts(tmp_path, "b.csv", "2025-03-30")
    with pytest.raises(NotAlike) as refused:
        add(archive, vault, path, options)
    assert refused.value.what == what
    with pytest.raises(NotAlike):
        check(archive, path, options)
    assert every_byte(archive.root) == before


def test_an_incident_named_in_the_file_counts_as_the_one_that_is_given(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    add(archive, vault, posts(tmp_path, "a.csv", "2025-03-29"), POSTS)
    text = "incident,series,channel,metric,bin_start,bin_width,value\n"
    row = "{},posts,social,posts,2025-03-30,P1D,2\n"
    named = replace(POSTS, incident=None)
    other = write(tmp_path, text + row.format("KETTLE"), "b.csv")
    with pytest.raises(NotAlike):
        add(archive, vault, other, named)
    add(archive, vault, write(tmp_path, text + row.format("LANTERN"), "c.csv"), named)
    assert len(archive.collection("posts-daily").members) == 2


def test_a_citation_is_said_once_and_holds_for_all(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    first = replace(POSTS, source="Chirp Research", licence="CC BY 4.0")
    add(archive, vault, posts(tmp_path, "a.csv", "2025-03-29"), first)
    add(archive, vault, posts(tmp_path, "b.csv", "2025-03-30"), POSTS)
    cited = {(each.source, each.licence) for each in archive.datasets()}
    assert cited == {("Chirp Research", "CC BY 4.0")}


def test_a_name_that_is_none_is_refused_before_the_file_is_read(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    missing = tmp_path / "no such file"
    for name in ("Jane Doe", "dump.csv", ""):
        with pytest.raises(BadCollectionName):
            add(archive, vault, missing, replace(POSTS, append=name))
        with pytest.raises(BadCollectionName):
            check(archive, missing, replace(POSTS, append=name))


def test_check_says_what_would_be_missing_and_names_no_series(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    add(archive, vault, dump(tmp_path, "2025-09-01"), DUMPS)
    report = check(archive, dump(tmp_path, "2025-09-03"), DUMPS)
    assert "on 2 September 2025" in told(report)["collection-gaps"]
    secret = posts(tmp_path, "a.csv", "2025-03-29", series="quince marmalade")
    report = check(archive, secret, POSTS)
    assert "It would join the collection posts-daily" in told(report)["collection"]
    assert "quince" not in str(report.document())
    assert len(archive.datasets()) == 1


def test_a_file_that_asks_joins_when_it_is_answered(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, LOG.replace("removed,2025-10-26T10:00Z", "up,"))
    options = Options(append="log", incident="LANTERN")
    with pytest.raises(NotStored):
        add(archive, vault, path, options)
    add(archive, vault, path, replace(options, answers={"last-look": "2025-11-01"}))
    assert len(archive.collection("log").members) == 1
