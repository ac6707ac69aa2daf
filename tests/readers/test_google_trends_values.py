"""What the Google Trends reader makes of cells: widths, bounds, terms, places, dates, and what it says about them."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read
from trends_files import CASES, case, classic

from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.schema import WORD_PATTERN


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
    result = read(GoogleTrends, classic(*(f"{each},100" for each in bins)))
    assert {r["bin_width"] for r in result.rows} == {width}


def test_below_one_is_an_upper_bound_zero_stays_zero_and_empty_stays_empty() -> None:
    result = read(
        GoogleTrends, classic("2024-03-01,<1", "2024-03-02,0", "2024-03-03,", "2024-03-04,100")
    )
    found = [(r["value"], r["bound"]) for r in result.rows]
    assert found == [("1", "<"), ("0", None), (None, None), ("100", None)]
    assert {"below-one", "zero-below-threshold", "relative-scale"} <= result.codes()


def test_the_last_bin_is_partial_unless_bins_are_days() -> None:
    weekly = read(GoogleTrends, classic("2024-03-03,100", "2024-03-10,<1"))
    assert [(r["value"], r["bound"]) for r in weekly.rows] == [("100", None), ("1", "~")]
    [caution] = [w for w in weekly.warnings if w.code == "partial-last-bin"]
    assert caution.lines == (5,)
    daily = read(GoogleTrends, classic("2024-03-03,100", "2024-03-04,7"))
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
    result = read(GoogleTrends, classic("2024-03-03,1,2,100", header=header))
    found = [(r["series"], r["region"]) for r in result.rows]
    assert found == [('"a, b"', "Japan"), ("c: (d)", "Japan"), ("e (f)", "Congo (Kinshasa)")]


@pytest.mark.parametrize(
    "place",
    ["Côte d’Ivoire", "Washington, DC", "Provence-Alpes-Côte d'Azur", "Trinidad & Tobago", "台灣"],
)
def test_a_place_is_a_word_that_the_schema_accepts(place: str) -> None:
    rows = read(GoogleTrends, classic("2024-03-03,100", header=f'Week,"l: ({place})"')).rows
    with duckdb.connect() as con:
        asked = con.execute("SELECT regexp_matches($1, $2)", [rows[0]["region"], WORD_PATTERN])
        assert asked.fetchall() == [(True,)]


def test_several_terms_are_said_to_share_one_scale() -> None:
    header = "Day," + ",".join(f"t{i}: (Japan)" for i in range(7))
    result = read(GoogleTrends, classic("2024-03-03,1,2,3,4,5,6,100", header=header))
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
    result = read(GoogleTrends, classic(*rows, "2024-03-99,100", "2024-03-30,12x"))
    assert result.rows[-2]["bin_start"] == "2024-03-99"
    assert result.rows[-1]["value"] == "12x"
    weeks = read(
        GoogleTrends,
        classic("2024-03-03,100", "2024-03-10,1", *["2024-03-17,1"] * 17, "2024-03-99,1"),
    )
    assert [r["bound"] for r in weeks.rows][-2:] == ["~", None]


def test_a_missing_hundred_and_a_value_above_it_are_said() -> None:
    rows = [f"2024-03-{day:02d},{day}" for day in range(1, 29)]
    assert "no-hundred" in read(GoogleTrends, classic(*rows)).codes()
    assert "above-hundred" in read(GoogleTrends, classic(*rows, "2024-03-29,140")).codes()


def test_hours_without_an_offset_are_said_to_have_no_zone() -> None:
    assert "no-zone" in case("hour_zh.csv").codes()
    assert "no-zone" not in case("minute_offset.csv").codes()
    assert "no-zone" not in case("three_terms_week_de.csv").codes()


def test_no_caution_why_or_shown_value_repeats_a_term() -> None:
    for path in (CASES / "input").iterdir():
        result = case(path.name)
        said = " ".join(
            [result.match.why, str(result.reading.shown), *(w.message for w in result.warnings)]
        )
        for row in result.rows:
            assert row["series"] not in said


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
    result = read(GoogleTrends, classic(*rows, header=header))
    assert len(result.rows) == len(values) * terms
    for i, value in enumerate(values):
        mine = result.rows[i * terms : (i + 1) * terms]
        assert [r["series"] for r in mine] == [f"t{n}" for n in range(terms)]
        assert {r["line"] for r in mine} == {i + 4}
        assert {r["value"] for r in mine} == {value.removeprefix("<")}
