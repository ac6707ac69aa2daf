"""The Google Trends reader over real downloads, against what is known of them."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from reading import Read, head, read, text_of

from ripplemark.readers.google_trends import GoogleTrends

SHARED = Path(__file__).parents[3] / "shared" / "data"
NOT_TIMELINES = ("geoMap.csv", "relatedQueries.csv")


needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")


def _shared(path: str) -> Read:
    file = SHARED / "google_trends" / path
    return read(GoogleTrends, text_of(file), name=file.name)


def _trends_files() -> list[Path]:
    files = sorted((SHARED / "google_trends").rglob("*.csv")) if SHARED.is_dir() else []
    excerpt = SHARED / "transcribed" / "multiTimeline_ko_category_excerpt.csv"
    return [*(f for f in files if f.name not in NOT_TIMELINES), *([excerpt] if files else [])]


@pytest.mark.shared
@needs_shared
def test_every_real_timeline_is_known_and_every_cell_of_it_read() -> None:
    files = _trends_files()
    assert len(files) == 28
    for file in files:
        text = text_of(file)
        result = read(GoogleTrends, text, name=file.name)
        assert result.match.confidence >= 0.9, file.name
        table = list(csv.reader(io.StringIO(text)))
        data = [row for row in table if row and row[0][:2] in ("20",)]
        assert len(result.rows) == len(data) * (len(data[0]) - 1)
        assert [r["value"] for r in result.rows] == [
            c.removeprefix("<") for row in data for c in row[1:]
        ]


@pytest.mark.shared
@needs_shared
def test_no_other_real_file_is_claimed() -> None:
    mine = set(_trends_files())
    others = [p for p in SHARED.rglob("*") if p.suffix in (".csv", ".tsv") and p not in mine]
    assert len(others) > 20
    for file in others:
        match = GoogleTrends.recognise(
            head(text_of(file), file.name, "\t" if file.suffix == ".tsv" else ",")
        )
        assert match is None or match.confidence < 0.5, file.name


@pytest.mark.shared
@needs_shared
def test_the_real_related_queries_are_named() -> None:
    folder = SHARED / "google_trends" / "steven_universe_en"
    assert "related" in (GoogleTrends.near_miss(head(text_of(folder / "relatedQueries.csv"))) or "")


@pytest.mark.shared
@needs_shared
def test_the_three_term_file_has_its_peak_and_its_tie() -> None:
    # data/README.md: ('2017-09-10', 100, ['2017-09-19', '2017-09-20'])
    rows = _shared("maria_daily_en/multiTimeline.csv").rows
    irma = max((r for r in rows if r["series"] == "Hurricane Irma"), key=lambda r: int(r["value"]))
    assert (irma["bin_start"], irma["value"], irma["bin_width"]) == ("2017-09-10", "100", "P1D")
    tie = [r["bin_start"] for r in rows if r["series"] == "Hurricane Maria" and r["value"] == "20"]
    assert tie == ["2017-09-19", "2017-09-20"]


@pytest.mark.shared
@needs_shared
def test_the_stripped_phrase_file_keeps_the_phrases_quotes() -> None:
    # data/README.md: Maria 21 on 2017-09-19; Irma's peak on 2017-09-10.
    result = _shared("fivethirtyeight/google_trends.csv")
    maria = [r for r in result.rows if r["series"] == '"Hurricane Maria"']
    top = max(maria, key=lambda r: int(r["value"]))
    assert (top["bin_start"], top["value"], top["region"]) == ("2017-09-19", "21", "United States")
    assert "edited-file" in result.codes()


@pytest.mark.shared
@needs_shared
def test_the_months_below_one_are_counted_and_none_is_lost() -> None:
    # data/README.md: (186, 111, 5, '2016-08')
    result = _shared("steven_universe_en/GoogleStevenTimeline.csv")
    assert (len(result.rows), result.facts["below_one"], result.facts["zeros"]) == (186, 111, 5)
    assert sum(r["bound"] == "<" for r in result.rows) == 111
    assert max(result.rows, key=lambda r: int(r["value"]))["bin_start"] == "2016-08-01"


@pytest.mark.shared
@needs_shared
def test_all_261_weeks_begin_on_a_sunday() -> None:
    # data/README.md: (261, 1, 0, '2014-06-08', '2019-06-02'); the file was downloaded on 2019-06-05.
    rows = _shared("steven_universe_en/multiTimeline.csv").rows
    assert len(rows) == 261
    assert {date.fromisoformat(r["bin_start"]).isoweekday() for r in rows} == {7}
    assert {r["bin_width"] for r in rows} == {"P7D"}
    assert (rows[0]["bin_start"], rows[-1]["bin_start"], rows[-1]["bound"]) == (
        "2014-06-08",
        "2019-06-02",
        "~",
    )


@pytest.mark.shared
@needs_shared
def test_the_new_files_last_month_is_complete() -> None:
    # data/README.md: (269, '2004-01-01', '2026-05-01', '2022-11-01', 99)
    result = _shared("new_ui_2026/time_series_Worldwide_20031231-1600_20260606-1519.csv")
    crypto = [r for r in result.rows if r["series"] == '"crypto dead"']
    top = max(crypto, key=lambda r: int(r["value"]))
    assert (len(crypto), crypto[0]["bin_start"], crypto[-1]["bin_start"]) == (
        269,
        "2004-01-01",
        "2026-05-01",
    )
    assert (top["bin_start"], top["value"], top["region"]) == ("2022-11-01", "99", "Worldwide")
    assert crypto[-1]["bound"] is None


@pytest.mark.shared
@needs_shared
def test_the_german_windows_overlap_at_a_factor_of_twelve() -> None:
    # data/README.md: (100, 1852, 154, 12.03, 0.924) and ('2012-04-28', '2013-01-13', 261)
    def values(name: str) -> dict[str, int]:
        rows = _shared(f"bitcoin_de_windows/{name}.csv").rows
        return {r["bin_start"]: int(r["value"]) for r in rows}

    first, second = values("2010-07-16 2011-04-03"), values("2010-11-25 2011-08-12")
    both = sorted(first.keys() & second.keys())
    assert (len(both), sum(first[d] for d in both), sum(second[d] for d in both)) == (
        100,
        1852,
        154,
    )
    misnamed = values("2012-09-05 2013-05-23")
    assert (min(misnamed), max(misnamed), len(misnamed)) == ("2012-04-28", "2013-01-13", 261)
    assert misnamed == values("2012-04-28 2013-01-13")
