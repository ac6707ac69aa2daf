"""Promises of the Google Trends reader."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import Read, head, read, text_of

from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.schema import WORD_PATTERN
from ripplemark.times import parse

CASES = Path(__file__).parent / "google_trends"
SHARED = Path(__file__).parents[3] / "shared" / "data"
NOT_TIMELINES = ("geoMap.csv", "relatedQueries.csv")

CATEGORY_LINES = (
    ("Category: All categories", "Week", "Worldwide", "Worldwide"),
    ("Kategorie: Alle Kategorien", "Woche", "Weltweit", "Worldwide"),
    ("Categoría: Todas las categorías", "Semana", "Todo el mundo", "Worldwide"),
    ("Categoria: Todas as categorias", "Semana", "Brasil", "Brasil"),
    ("カテゴリ: すべてのカテゴリ", "週", "すべての国", "Worldwide"),
    ("類別：所有類別", "週", "台灣", "台灣"),
    ("类别：所有类别", "semaine", "全球", "Worldwide"),
    ("Kategori: Semua kategori", "Minggu", "Indonesia", "Indonesia"),
    ("카테고리: 게임", "주", "대한민국", "대한민국"),
    ("Catégorie : Toutes les catégories", "Semaine", "France", "France"),
    ("Categoria: Tutte le categorie", "Settimana", "Italia", "Italia"),
)


def _case(name: str) -> Read:
    delimiter = ";" if "semicolon" in name else ","
    return read(GoogleTrends, text_of(CASES / "input" / name), name=name, delimiter=delimiter)


def _classic(*rows: str, header: str = "Week,blue lantern: (Worldwide)") -> str:
    return "\n".join(("Category: All categories", "", header, *rows, ""))


@pytest.mark.parametrize("path", sorted((CASES / "input").iterdir()), ids=lambda p: p.stem)
def test_golden_case(path: Path) -> None:
    expected = list(csv.DictReader(io.StringIO(text_of(CASES / "expected" / path.name))))
    rows = [{k: "" if v is None else str(v) for k, v in r.items()} for r in _case(path.name).rows]
    assert rows == expected


@pytest.mark.parametrize("path", sorted((CASES / "input").iterdir()), ids=lambda p: p.stem)
def test_every_bin_is_a_time_that_ingest_can_read(path: Path) -> None:
    starts = [parse(r["bin_start"], "Europe/Berlin").lo for r in _case(path.name).rows]
    assert starts == sorted(starts)


def test_every_golden_input_has_its_expectation() -> None:
    names = {side: {p.name for p in (CASES / side).iterdir()} for side in ("input", "expected")}
    assert names["input"] == names["expected"]


@pytest.mark.parametrize(("line", "word", "place", "region"), CATEGORY_LINES)
@pytest.mark.parametrize("blank", [[""], []], ids=["blank line", "blank line lost"])
def test_the_classic_file_is_known_in_every_language(
    line: str, word: str, place: str, region: str, blank: list[str]
) -> None:
    rows = ["2024-03-03,7", "2024-03-10,100", "2024-03-17,9"]
    text = "\n".join([line, *blank, f"{word},lantern: ({place})", *rows, ""])
    result = read(GoogleTrends, text)
    assert result.match.confidence > 0.9
    assert {r["region"] for r in result.rows} == {region}
    assert {r["bin_width"] for r in result.rows} == {"P7D"}
    assert [r["value"] for r in result.rows] == ["7", "100", "9"]


def test_a_spreadsheets_padding_of_the_category_line_does_not_hide_it() -> None:
    text = "Category: All categories,\n,\nWeek,lantern: (Japan)\n2024-03-03,1\n2024-03-10,100\n"
    assert read(GoogleTrends, text).match.confidence > 0.9


@pytest.mark.parametrize(
    ("bins", "width"),
    [
        (("2024-03-01T10:00:00-08:00", "2024-03-01T10:01:00-08:00"), "PT1M"),
        (("2024-03-01T10:00:00-08:00", "2024-03-01T10:08:00-08:00"), "PT8M"),
        (("2024-03-01T10", "2024-03-01T11"), "PT1H"),
        (("2024-03-01", "2024-03-02", "2024-03-04"), "P1D"),
        (("2024-03-03", "2024-03-10"), "P7D"),
        (("2024-01", "2024-02", "2024-03"), "P1M"),
        (("2024-01-01", "2024-02-01"), "P1M"),
        (("2024-02",), None),
    ],
)
def test_the_width_comes_from_the_values_and_not_from_the_headers_word(
    bins: tuple[str, ...], width: str | None
) -> None:
    result = read(GoogleTrends, _classic(*(f"{each},100" for each in bins)))
    assert {r["bin_width"] for r in result.rows} == {width}


def test_below_one_is_an_upper_bound_zero_stays_zero_and_empty_stays_empty() -> None:
    result = read(
        GoogleTrends, _classic("2024-03-01,<1", "2024-03-02,0", "2024-03-03,", "2024-03-04,100")
    )
    found = [(r["value"], r["bound"]) for r in result.rows]
    assert found == [("1", "<"), ("0", None), (None, None), ("100", None)]
    assert {"below-one", "zero-below-threshold", "relative-scale"} <= result.codes()


def test_the_last_bin_is_partial_unless_bins_are_days() -> None:
    weekly = read(GoogleTrends, _classic("2024-03-03,100", "2024-03-10,<1"))
    assert [(r["value"], r["bound"]) for r in weekly.rows] == [("100", None), ("1", "~")]
    [caution] = [w for w in weekly.warnings if w.code == "partial-last-bin"]
    assert caution.lines == (5,)
    daily = read(GoogleTrends, _classic("2024-03-03,100", "2024-03-04,7"))
    assert [r["bound"] for r in daily.rows] == [None, None]


@pytest.mark.parametrize(
    ("until", "rows", "partial"),
    [
        ("20240320-0900", ("2024-01-01,100", "2024-02-01,7"), False),
        ("20240301-0900", ("2024-01-01,100", "2024-02-01,7"), True),
        ("20240215-0900", ("2024-01-01,100", "2024-02-01,7"), True),
        ("20240319-0900", ("2024-03-03,100", "2024-03-10,7"), False),
        ("20240317-0900", ("2024-03-03,100", "2024-03-10,7"), True),
        ("20240304-0900", ("2024-03-03,100", "2024-03-04,7"), True),
        ("20240305-0900", ("2024-03-03,100", "2024-03-04,7"), False),
    ],
)
def test_a_new_files_name_settles_whether_its_last_bin_is_partial(
    until: str, rows: tuple[str, ...], partial: bool
) -> None:
    text = "\n".join(("Time,blue lantern", *rows))
    result = read(GoogleTrends, text, name=f"time_series_DE_20231231-1600_{until}.csv")
    assert [r["bound"] for r in result.rows] == [None, "~" if partial else None]
    assert {r["region"] for r in result.rows} == {"DE"}


def test_a_term_may_hold_commas_quotes_colons_and_brackets() -> None:
    header = 'Week,"""a, b"": (Japan)",c: (d): (Japan),e (f): (Congo (Kinshasa))'
    result = read(GoogleTrends, _classic("2024-03-03,1,2,100", header=header))
    found = [(r["series"], r["region"]) for r in result.rows]
    assert found == [('"a, b"', "Japan"), ("c: (d)", "Japan"), ("e (f)", "Congo (Kinshasa)")]


@pytest.mark.parametrize(
    "place",
    ["Côte d’Ivoire", "Washington, DC", "Provence-Alpes-Côte d'Azur", "Trinidad & Tobago", "台灣"],
)
def test_a_place_is_a_word_that_the_schema_accepts(place: str) -> None:
    rows = read(GoogleTrends, _classic("2024-03-03,100", header=f'Week,"l: ({place})"')).rows
    with duckdb.connect() as con:
        asked = con.execute("SELECT regexp_matches($1, $2)", [rows[0]["region"], WORD_PATTERN])
        assert asked.fetchall() == [(True,)]


def test_several_terms_are_said_to_share_one_scale() -> None:
    header = "Day," + ",".join(f"t{i}: (Japan)" for i in range(7))
    result = read(GoogleTrends, _classic("2024-03-03,1,2,3,4,5,6,100", header=header))
    assert len(result.rows) == 7
    assert "shared-scale" in result.codes()


def test_us_dates_are_month_first_and_are_not_asked_about_where_the_spacing_tells() -> None:
    text = "Time,blue lantern\n9/6/2026,100\n9/7/2026,4\n9/8/2026,5\n"
    result = read(GoogleTrends, text)
    assert result.questions == ()
    assert result.reading.dates == "mdy"
    assert [r["bin_start"] for r in result.rows] == ["2026-09-06", "2026-09-07", "2026-09-08"]


def test_first_days_of_months_and_single_days_are_asked_about_where_both_are_possible() -> None:
    text = "Time,blue lantern\n1/1/2026,100\n2/1/2026,4\n3/1/2026,5\n"
    months = read(GoogleTrends, text, {"dates": "mdy"})
    days = read(GoogleTrends, text, {"dates": "dmy"})
    assert [q.name for q in months.questions] == ["dates"]
    assert months.questions[0].default is None
    assert [(r["bin_start"], r["bin_width"]) for r in months.rows][1] == ("2026-02-01", "P1M")
    assert [(r["bin_start"], r["bin_width"]) for r in days.rows][1] == ("2026-01-02", "P1D")


def test_a_damaged_row_is_kept_for_the_checks_to_reject() -> None:
    rows = [f"2024-03-{day:02d},{day}" for day in range(1, 29)]
    result = read(GoogleTrends, _classic(*rows, "2024-03-99,100", "2024-03-30,12x"))
    assert result.rows[-2]["bin_start"] == "2024-03-99"
    assert result.rows[-1]["value"] == "12x"
    weeks = read(
        GoogleTrends,
        _classic("2024-03-03,100", "2024-03-10,1", *["2024-03-17,1"] * 17, "2024-03-99,1"),
    )
    assert [r["bound"] for r in weeks.rows][-2:] == ["~", None]


def test_a_missing_hundred_and_a_value_above_it_are_said() -> None:
    rows = [f"2024-03-{day:02d},{day}" for day in range(1, 29)]
    assert "no-hundred" in read(GoogleTrends, _classic(*rows)).codes()
    assert "above-hundred" in read(GoogleTrends, _classic(*rows, "2024-03-29,140")).codes()


def test_hours_without_an_offset_are_said_to_have_no_zone() -> None:
    assert "no-zone" in _case("hour_zh.csv").codes()
    assert "no-zone" not in _case("minute_offset.csv").codes()
    assert "no-zone" not in _case("three_terms_week_de.csv").codes()


def test_no_caution_why_or_shown_value_repeats_a_term() -> None:
    for path in (CASES / "input").iterdir():
        result = _case(path.name)
        said = " ".join(
            [result.match.why, str(result.reading.shown), *(w.message for w in result.warnings)]
        )
        for row in result.rows:
            assert row["series"] not in said


def test_fewer_marks_mean_less_confidence() -> None:
    names = (
        "three_terms_week_de.csv",
        "day_stripped.csv",
        "german_semicolon.csv",
        "damaged_dmy.csv",
    )
    sure = [_case(name).match.confidence for name in names]
    assert sure == sorted(sure, reverse=True)
    assert sure[-1] == 0.5
    assert "edited-file" in _case("damaged_dmy.csv").codes()


@pytest.mark.parametrize(
    "text",
    [
        "date,value\n2024-03-01,3\n2024-03-02,100\n",
        "Time,views\n2024-03-01,3\n2024-03-02,100\n",
        "Date,Lantern\n2024-03-01,3\n2024-03-02,100\n",
        "Time,lantern\n2024-03-01,3.5\n2024-03-02,100\n",
        "Time,lantern\n2024-03-01,3\n2024-03-02,1000\n",
        "date,lantern\n2024-03-01,<1\n2024-03-02,250\n",
        "date,posts\n2024-03-01,<1\n2024-03-02,25\n",
        "Source: somewhere\n\nDate,Value\n2024-03-01,3\n2024-03-02,100\n",
        "just one line\n",
        "",
    ],
)
def test_a_table_without_googles_marks_is_not_google_trends(text: str) -> None:
    assert GoogleTrends.recognise(head(text)) is None
    assert GoogleTrends.near_miss(head(text)) is None


MISSES = (
    (_classic("Japan,100", "Guam,", header="Country,lantern: (6/5/14 - 6/5/19)"), "by region"),
    (
        'Category: All categories\n"lantern: (6/5/14 - 6/5/19, Worldwide)"\n\nTOP\nlamp,100\n\nRISING\nlight,Breakout\n',
        "related queries",
    ),
    ("Category: All categories\n\nTOP\nlamp,100\n\nRISING\nlight,Breakout\n", "related queries"),
    ("Time,lantern\n2024-03-01,3\n2024-03-02,40\n", "under another name"),
    ("date,lantern,isPartial\n2024-03-01,100,False\n", "pytrends"),
    ("Time in ET,lantern\n7:40 PM ET,33.5\n", "News Lab"),
    (_classic(), "no values"),
    (_classic("2024-03-01,50%", "2024-03-02,10%"), "whole numbers"),
    (
        _classic("2024-03-01", header="Day," + ",".join(f"t{i}: (Japan)" for i in range(26))),
        "26 terms",
    ),
)


@pytest.mark.parametrize(("text", "says"), MISSES)
def test_googles_other_files_are_not_read_and_are_named(text: str, says: str) -> None:
    assert GoogleTrends.recognise(head(text)) is None
    assert says in (GoogleTrends.near_miss(head(text)) or "")


@settings(deadline=None, max_examples=40)
@given(
    values=st.lists(st.sampled_from(["<1", *map(str, range(101))]), min_size=2, max_size=60),
    step=st.sampled_from([1, 7]),
    terms=st.integers(1, 5),
)
def test_every_cell_of_a_classic_file_comes_back_once(
    values: list[str], step: int, terms: int
) -> None:
    start = date(2024, 1, 7)
    header = "Tag," + ",".join(f"t{i}: (Japan)" for i in range(terms))
    rows = [
        ",".join([(start + timedelta(days=step * i)).isoformat(), *([value] * terms)])
        for i, value in enumerate(values)
    ]
    result = read(GoogleTrends, _classic(*rows, header=header))
    assert len(result.rows) == len(values) * terms
    for i, value in enumerate(values):
        mine = result.rows[i * terms : (i + 1) * terms]
        assert [r["series"] for r in mine] == [f"t{n}" for n in range(terms)]
        assert {r["line"] for r in mine} == {i + 4}
        assert {r["value"] for r in mine} == {value.removeprefix("<")}


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
def test_the_real_table_by_region_and_related_queries_are_named() -> None:
    folder = SHARED / "google_trends" / "steven_universe_en"
    assert "by region" in (GoogleTrends.near_miss(head(text_of(folder / "geoMap.csv"))) or "")
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
