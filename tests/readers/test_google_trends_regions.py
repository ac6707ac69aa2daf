"""Promises of the reader of Google Trends' table by region."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from golden import case, expected, inputs, rows
from reading import head, read, text_of
from real_archive import SHARED, RealArchive, codes, needs_shared
from real_path import Storing

from ripplemark.ingest import NotRecognised, NotStored
from ripplemark.ingest.recognise import recognise
from ripplemark.measures import MEASURES
from ripplemark.readers import READERS
from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.readers.google_trends_regions import GoogleTrendsRegions
from ripplemark.readers.trends_range import possible

GOLDEN = inputs("google_trends_regions")
TRENDS = inputs("google_trends")
LIFECYCLE = (
    "onset",
    "peak",
    "time-to-peak",
    "doubling-time",
    "half-life",
    "fitted-half-life",
    "time-to-tenth",
    "engagement-half-life",
    "resurgences",
    "phases",
    "fwhm",
    "concentration",
    "relaxation-class",
    "collective-memory",
    "branching-ratio",
    "decay-laws",
    "return-to-baseline",
    "residual-interest",
    "interest-now",
    "new-baseline",
    "tail-mass",
    "tail-exponent",
    "anniversaries",
    "time-since-return",
)
OF_SEVERAL = ("lead-lag", "unverified-share", "check-lag", "stitched-series", "anchored-terms")
"""Measures of several series, which leave out what has no times."""
STEVEN = SHARED / "google_trends" / "steven_universe_en"


def _map(*cells: str, header: str = "Country,blue lantern: (6/25/14 - 6/5/19)") -> str:
    return "\n".join(("Category: All categories", "", header, *cells, ""))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_table_by_region_reads_as_expected(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_table_by_region_is_claimed_by_its_reader_alone(path: Path) -> None:
    seen = head(text_of(path), path.name)
    assert [r.name for r in READERS if r.recognise(seen)] == ["google_trends_regions"]


@pytest.mark.parametrize("path", TRENDS, ids=lambda p: p.stem)
def test_a_timeline_is_never_taken_for_a_table_by_region(path: Path) -> None:
    delimiter = ";" if "semicolon" in path.name else ","
    seen = head(text_of(path), path.name, delimiter)
    assert GoogleTrendsRegions.recognise(seen) is None
    assert GoogleTrendsRegions.near_miss(seen) is None
    assert GoogleTrends.recognise(seen) is not None


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("6/25/14 - 6/5/19", {"mdy": ("2014-06-25", "P1807D")}),
        ("20/3/21 - 20/3/22", {"dmy": ("2021-03-20", "P366D")}),
        ("09/09/2019 – 09/09/2024", {"dmy": ("2019-09-09", "P1828D")}),
        ("6/5/14 - 6/5/19", {"dmy": ("2014-05-06", "P1827D"), "mdy": ("2014-06-05", "P1827D")}),
        ("06.05.2014 – 13.05.2014", {"dmy": ("2014-05-06", "P8D")}),
        ("2014-06-05 - 2014-06-05", {"dmy": ("2014-06-05", "P1D")}),
        ("2014/6/5～2014/6/6", {"dmy": ("2014-06-05", "P2D")}),
        ("2020", {"dmy": ("2020-01-01", "P366D")}),
        ("2021", {"dmy": ("2021-01-01", "P365D")}),
        ("6/5/19 - 6/5/14", {}),
        ("31/31/14 - 6/5/19", {}),
        ("1/1/99 - 2/1/99", {}),
        ("United States", {}),
        ("Past 7 days", {}),
        ("", {}),
    ],
)
def test_a_range_is_read_in_every_order_in_which_it_is_one(
    text: str, ranges: dict[str, tuple[str, str]]
) -> None:
    found = {order: (r[0].first.isoformat(), r[0].width) for order, r in possible([text]).items()}
    assert found == ranges


def test_a_range_that_reads_both_ways_is_asked_about() -> None:
    text = _map("Chile,100", header="Country,blue lantern: (6/5/14 - 6/5/19)")
    asked = read(GoogleTrendsRegions, text, {"dates": "mdy"})
    assert [q.name for q in asked.questions] == ["dates"]
    assert asked.questions[0].default is None
    other = read(GoogleTrendsRegions, text, {"dates": "dmy"})
    starts = [result.rows[0]["bin_start"] for result in (asked, other)]
    assert starts == ["2014-06-05", "2014-05-06"]


def test_several_terms_must_all_have_a_range_in_one_order() -> None:
    both = _map("Chile,1,2", header="Country,a: (6/5/14 - 6/5/19),b: (6/25/14 - 6/5/19)")
    result = read(GoogleTrendsRegions, both)
    assert result.questions == ()
    assert [row["bin_start"] for row in result.rows] == ["2014-06-05", "2014-06-25"]
    assert "scale-of-each-term" in result.codes()


def test_an_empty_place_stays_empty_below_one_is_a_bound_and_zero_stays_zero() -> None:
    result = read(GoogleTrendsRegions, _map("Guam,", "Chile,100", "Peru,<1", "Cuba,0"))
    found = [(row["value"], row["bound"]) for row in result.rows]
    assert found == [(None, None), ("100", None), ("1", "<"), ("0", None)]
    said = {w.code: w.message for w in result.warnings}
    assert said["too-few-searches"].startswith("1 value is empty")
    assert {"below-one", "zero-below-threshold", "places-not-times", "relative-places"} <= set(said)


def test_percentages_are_shares_of_the_terms_and_said_to_be() -> None:
    header = "Country,a: (2020),b: (2020)"
    result = read(GoogleTrendsRegions, _map("Chile,45%,55 %", header=header))
    assert [row["value"] for row in result.rows] == ["45", "55"]
    assert "share-of-terms" in result.codes()
    assert "relative-places" not in result.codes()


def test_a_file_without_its_category_line_is_said_to_be_edited() -> None:
    result = read(GoogleTrendsRegions, "Region,blue lantern: (2020)\nTexas,100\n")
    assert result.match.confidence == 0.9
    assert "edited-file" in result.codes()


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (_map("Chile,100", header="Country,l: (Past 7 days)"), "geoMap.csv", "range of days"),
        (_map("Chile,1200", header="Country,l: (2020)"), "geoMap.csv", "its values cannot be read"),
        ('"Region","lantern"\n"Texas",100\n', "by_region_US_20240101-0900.csv", "not in the file"),
        (_map(header="Country,l: (2020)"), "geoMap.csv", "no values"),
        (
            "Category: All categories\n\nTOP\nlamp,100\n\nRISING\nlight,Breakout\n",
            "relatedEntities.csv",
            "related topics: it has no times",
        ),
        (
            'Category: All categories\n"lantern: (6/5/14 - 6/5/19, Worldwide)"\n\nTOP\nlamp,100\n',
            "relatedQueries.csv",
            "related queries or topics: it has no times",
        ),
    ],
)
def test_googles_other_tables_are_named_once(text: str, name: str, says: str) -> None:
    with pytest.raises(NotRecognised, match=says):
        recognise(head(text, name), None, {})
    of_google = [r for r in READERS if r.name.startswith(("google", "pytrends"))]
    assert len([r for r in of_google if r.near_miss(head(text, name))]) == 1


def _stored(tmp_path: Path) -> RealArchive:
    real = RealArchive(tmp_path)
    path = tmp_path / "geoMap.csv"
    path.write_text(_map("Guam,", "Chile,100", "Mexico,97"), encoding="utf-8")
    real.add(path, incident="LANTERN")
    return real


@pytest.mark.parametrize("metric", LIFECYCLE)
def test_no_lifecycle_measure_makes_a_number_of_places_and_each_says_why(
    tmp_path: Path, metric: str
) -> None:
    estimates = _stored(tmp_path).measure(metric)
    assert len({each.by["region"] for each in estimates}) == 3
    for each in estimates:
        assert each.value is None
        assert each.status.startswith("NE_")
        assert "it says where, not when" in each.note


@pytest.mark.parametrize("metric", OF_SEVERAL)
def test_no_measure_of_several_series_makes_a_number_of_places(tmp_path: Path, metric: str) -> None:
    (only,) = _stored(tmp_path).measure(metric)
    assert (only.value, only.status) == (None, "NE_FEW")


def test_every_lifecycle_measure_is_among_those_that_are_tried() -> None:
    told = {each.name for each in MEASURES if "bin_width" in each.columns}
    assert told == {*LIFECYCLE, *OF_SEVERAL}


def test_places_take_no_part_in_the_choice_of_a_main_series(tmp_path: Path) -> None:
    real = _stored(tmp_path)
    days = "\n".join(f"2024-03-{day:02d},{v}" for day, v in enumerate([1, 2] * 6 + [100, 9], 1))
    path = tmp_path / "multiTimeline.csv"
    path.write_text(f"Category: All\n\nDay,lamp: (Japan)\n{days}\n", encoding="utf-8")
    real.add(path, incident="LANTERN")
    figure = real.figure("search-interest")
    assert "none is chosen" not in figure.headline
    assert "Japan" in figure.headline
    assert len(real.query("SELECT DISTINCT region FROM attention")) == 4


def test_the_timeline_of_places_alone_has_nothing_with_times(tmp_path: Path) -> None:
    headline = _stored(tmp_path).figure("incident-timeline").headline
    assert headline == "Nothing with times is on record for LANTERN yet"


@pytest.mark.parametrize("name", ["search-interest", "attention", "attention-by-series"])
def test_a_figure_of_places_alone_says_that_there_are_no_times(tmp_path: Path, name: str) -> None:
    figure = _stored(tmp_path).figure(name)
    assert figure.headline == "Only interest by place is stored for LANTERN"
    assert "none for any day" in figure.subtitle


@pytest.mark.shared
@needs_shared
def test_the_real_map_has_its_250_countries_and_189_blanks(tmp_path: Path) -> None:
    # data/README.md: (250, 189, 'Guam')
    real = RealArchive(tmp_path)
    with pytest.raises(NotStored) as refused:
        real.add(STEVEN / "geoMap.csv", incident="LANTERN")
    assert [a.question.name for a in refused.value.report.open_questions] == ["dates"]
    report = real.add(STEVEN / "geoMap.csv", incident="LANTERN", answers={"dates": "mdy"})
    assert (report.rows_read, report.rows_stored, report.rejected) == (250, 250, 0)
    assert codes(report)["too-few-searches"].startswith("189 values are empty")
    found = real.query(
        "SELECT count(*), count(*) FILTER (WHERE value IS NULL), count(DISTINCT region), "
        "max_by(region, value), max(value), min(bin_start)::VARCHAR, any_value(bin_width) FROM attention"
    )
    assert found == [(250, 189, 250, "Chile", 100.0, "2014-06-05 00:00:00+00", "P1827D")]
    assert real.query("SELECT value FROM attention WHERE region = 'Guam'") == [(None,)]
    first = read(GoogleTrendsRegions, text_of(STEVEN / "geoMap.csv"), {"dates": "mdy"}).rows[0]
    assert (first["line"], first["region"]) == (4, "Guam")


@pytest.mark.shared
@needs_shared
def test_the_real_related_queries_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotRecognised, match="related queries or topics: it has no times"):
        RealArchive(tmp_path).add(STEVEN / "relatedQueries.csv", incident="LANTERN")


@pytest.mark.parametrize(
    ("range_", "zone", "last"),
    [
        ("6/5/14 - 6/5/19", "UTC", "2019-06-05"),
        ("1/10/24 - 7/10/24", "Europe/Berlin", "2024-07-10"),
        ("7/10/24 - 12/10/24", "Europe/Berlin", "2024-12-10"),
        ("7/10/24 - 7/10/24", "America/New_York", "2024-07-10"),
    ],
    ids=["five years", "into summer time", "out of summer time", "one day"],
)
def test_the_report_reaches_from_the_first_to_the_last_day_of_the_range(
    storing: Storing, range_: str, zone: str, last: str
) -> None:
    header = f"Country,blue lantern: ({range_})"
    report = storing(
        "Category: All categories",
        "",
        header,
        "Japan,100",
        "Kenya,7",
        zone=zone,
        answers={"dates": "mdy"},
    )
    assert report.first_time is not None
    assert report.last_time is not None
    ends = [
        datetime.fromisoformat(each).astimezone(ZoneInfo(zone))
        for each in (report.first_time, report.last_time)
    ]
    month, day, year = map(int, range_.split(" - ", maxsplit=1)[0].split("/"))
    assert [each.date().isoformat() for each in ends] == [f"20{year}-{month:02}-{day:02}", last]
