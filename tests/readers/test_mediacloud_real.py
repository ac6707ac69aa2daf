"""Facts of ../shared/data/README.md about Media Cloud's files, on the real path: add, then query and measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_archive import SHARED, RealArchive, codes, needs_shared

from ripplemark.ingest import NotRecognised

pytestmark = [pytest.mark.shared, needs_shared]

FOLDER = SHARED / "mediacloud"
WIDE = FOLDER / "fivethirtyeight"
CONTENT = FOLDER / "hantavirus_2026" / "mc-onlinenews-mediacloud-20260507155422-content.csv"


@pytest.fixture
def real(tmp_path: Path) -> RealArchive:
    return RealArchive(tmp_path)


def test_the_hurricanes_peak_where_the_file_says(real: RealArchive) -> None:
    # data/README.md: Maria ('2017-09-20', 545, 38); Harvey 2017-08-29, Irma 2017-09-10.
    report = real.add(WIDE / "mediacloud_hurricanes.csv", incident="LANTERN")
    assert (report.format, report.rows_read, report.rows_stored, report.rejected) == (
        "mediacloud_counts",
        38,
        4 * 38,
        0,
    )
    peaks = real.query(
        "SELECT series, strftime(arg_max(bin_start, value), '%Y-%m-%d'), max(value), count(*) FROM attention GROUP BY 1"
    )
    assert (real.alias("Maria"), "2017-09-20", 545.0, 38) in peaks
    by_alias = {series: (day, n) for series, day, _, n in peaks}
    assert by_alias[real.alias("Harvey")] == ("2017-08-29", 38)
    assert by_alias[real.alias("Irma")] == ("2017-09-10", 38)


def test_a_measure_finds_the_peak_of_a_real_series(real: RealArchive) -> None:
    real.add(WIDE / "mediacloud_hurricanes.csv", incident="LANTERN")
    where = (("series", real.alias("Maria")),)
    level = next(e for e in real.measure("peak", where=where) if e.by["quantity"] == "level")
    time = next(e for e in real.measure("peak", where=where) if e.by["quantity"] == "time")
    assert (level.status, level.value) == ("ok", 545.0)
    assert str(time.value).startswith("2017-09-20")


def test_phrases_and_solr_queries_stay_apart_as_series(real: RealArchive) -> None:
    states = real.add(WIDE / "mediacloud_states.csv", incident="LANTERN")
    trump = real.add(WIDE / "mediacloud_trump.csv", incident="LANTERN")
    assert (states.rows_stored, states.series) == (3 * 51, 3)
    assert (trump.rows_stored, trump.series, trump.confidence) == (6 * 51, 6, 0.92)
    rows = real.query("SELECT dataset, sum(value)::BIGINT FROM attention GROUP BY 1 ORDER BY 1")
    assert len(rows) == 2
    series = real.alias('title:"Puerto Rico" AND (title:Trump OR title:President)')
    last = real.query(
        f"SELECT value FROM attention WHERE series = '{series}' ORDER BY bin_start DESC LIMIT 1"
    )
    assert last == [(6.0,)]


def test_the_long_table_has_its_names_and_its_largest_week(real: RealArchive) -> None:
    # data/README.md: (3120.0, ..., 'Joe Biden 2019-09-22'), 25 names.
    report = real.add(WIDE / "online_weekly.csv", incident="LANTERN")
    assert (report.rows_read, report.rows_stored, report.series) == (1008, 1008, 25)
    top = real.query(
        "SELECT series, strftime(bin_start, '%Y-%m-%d'), bin_width, value FROM attention ORDER BY value DESC LIMIT 1"
    )
    assert top == [(real.alias("Joe Biden"), "2019-09-22", "P7D", 3120.0)]


def test_a_list_of_outlets_is_named_and_not_read(real: RealArchive) -> None:
    with pytest.raises(NotRecognised, match="list of outlets"):
        real.add(WIDE / "mediacloud_top_online_news.csv", incident="LANTERN")


def test_the_list_of_2093_stories_is_counted_by_day(real: RealArchive) -> None:
    # data/README.md: (2093, 418, '2026-05-06', 874, 31)
    report = real.add(CONTENT, incident="LANTERN")
    said = codes(report)
    assert (report.format, report.rows_read, report.rejected) == ("mediacloud_stories", 2093, 0)
    assert said["titles-repeated"].startswith("418 stories repeat")
    assert said["indexed-before-published"].startswith("31 stories were found before")
    [early] = [w for w in report.warnings if w.code == "indexed-before-published"]
    assert len(early.lines) == 31
    found = real.query(
        "SELECT sum(value)::BIGINT, strftime(arg_max(bin_start, value), '%Y-%m-%d'), max(value), count(*), "
        "count(*) FILTER (WHERE value = 0) FROM attention"
    )
    assert found == [(2093, "2026-05-06", 874.0, 34, 19)]


def test_nothing_of_a_story_is_stored_in_archive_or_vault(real: RealArchive) -> None:
    real.add(CONTENT, incident="LANTERN")
    lines = CONTENT.read_text(encoding="utf-8").splitlines()[1:200]
    links = [line.rsplit(",", 1)[1].encode() for line in lines]
    stored = real.every_byte()
    assert b"Media Cloud" in stored
    assert len(links) > 100
    assert not any(link in stored for link in links if link.startswith(b"http"))
    for word in (b"spiegel", b"Hantavirus", b"hantavirus", b"Hondius"):
        assert word not in stored


def test_what_a_count_of_stories_leaves_out_stands_with_its_figures(real: RealArchive) -> None:
    real.add(CONTENT, incident="LANTERN")
    told = " ".join(real.figure("attention").caveats)
    assert "418 stories repeat the title of another one" in told
    assert "Media Cloud finds stories for days after they were published" in told


def test_the_missing_query_and_collection_stand_with_figures_of_counts(real: RealArchive) -> None:
    real.add(WIDE / "mediacloud_hurricanes.csv", incident="LANTERN")
    told = " ".join(real.figure("attention-by-series").caveats)
    assert "does not say which query was counted in which collection" in told
