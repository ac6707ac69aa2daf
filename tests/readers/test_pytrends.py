"""Promises of the pytrends reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import case, expected, inputs, rows
from reading import head, read
from real_archive import RealArchive

from ripplemark.ingest.recognise import recognise
from ripplemark.ingest.refusals import NotRecognised
from ripplemark.readers import READERS
from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.readers.pytrends import Pytrends

GOLDEN = inputs("pytrends")
TRENDS = inputs("google_trends")
DAYS = "date,blue lantern,isPartial\n2024-03-01,3,False\n2024-03-02,100,False\n2024-03-03,4,True\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_pytrends_golden_case_reads_as_expected(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_pytrends_file_is_claimed_by_pytrends_alone(path: Path) -> None:
    seen = head(path.read_text(encoding="utf-8"), path.name)
    assert [r.name for r in READERS if r.recognise(seen)] == ["pytrends"]


@pytest.mark.parametrize("path", TRENDS, ids=lambda p: p.stem)
def test_googles_own_download_is_never_taken_for_pytrends(path: Path) -> None:
    delimiter = ";" if "semicolon" in path.name else ","
    seen = head(path.read_text(encoding="utf-8"), path.name, delimiter)
    assert Pytrends.recognise(seen) is None
    assert GoogleTrends.recognise(seen) is not None


def test_a_bin_that_ispartial_names_is_marked_and_no_other() -> None:
    result = read(Pytrends, DAYS)
    assert [row["bound"] for row in result.rows] == [None, None, "~"]
    [caution] = [w for w in result.warnings if w.code == "partial-bins"]
    assert caution.lines == (4,)


def test_a_keyword_takes_its_own_ispartial_and_else_the_common_one() -> None:
    text = (
        "date,a,isPartial_a,b,isPartial\n2024-03-01,1,True,100,False\n2024-03-02,1,False,7,True\n"
    )
    result = read(Pytrends, text)
    assert [(row["series"], row["bound"]) for row in result.rows] == [
        ("a", "~"),
        ("b", None),
        ("a", None),
        ("b", "~"),
    ]
    assert "several-pulls" in result.codes()
    assert "shared-scale" not in result.codes()


def test_a_keyword_without_any_ispartial_is_never_marked_by_anothers() -> None:
    text = "date,a,isPartial_a,b\n2024-03-01,1,False,100\n2024-03-02,1,True,7\n"
    found = [(row["series"], row["bound"]) for row in read(Pytrends, text).rows]
    assert found == [("a", None), ("b", None), ("a", "~"), ("b", None)]


def test_keywords_of_one_pull_are_said_to_share_a_scale() -> None:
    text = "date,a,b,isPartial\n2024-03-01,1,100,False\n2024-03-02,0,7,False\n"
    assert {"shared-scale", "relative-scale", "no-place", "zero-below-threshold"} <= read(
        Pytrends, text
    ).codes()


def test_hours_are_utc_and_days_are_days() -> None:
    hours = DAYS.replace("-01,", "-01 10:00:00,").replace("-02,", "-01 11:00:00,")
    hours = hours.replace("2024-03-03,", "2024-03-01 12:00:00,")
    assert [row["bin_start"] for row in read(Pytrends, hours).rows] == [
        "2024-03-01T10:00:00Z",
        "2024-03-01T11:00:00Z",
        "2024-03-01T12:00:00Z",
    ]
    midnights = DAYS.replace("-01,", "-01 00:00:00,").replace("-02,", "-02 00:00:00,")
    midnights = midnights.replace("-03,", "-03 00:00:00,")
    starts = [row["bin_start"] for row in read(Pytrends, midnights).rows]
    assert starts == ["2024-03-01", "2024-03-02", "2024-03-03"]


def test_the_place_is_unknown_and_said_to_be() -> None:
    assert "region" not in read(Pytrends, DAYS).rows[0]
    assert "no-place" in read(Pytrends, DAYS).codes()


@pytest.mark.parametrize(
    "text",
    [
        "date,blue lantern\n2024-03-01,3\n2024-03-02,100\n",
        "day,blue lantern,isPartial\n2024-03-01,3,False\n",
        "date,isPartial\n2024-03-01,False\n",
        "date,blue lantern,isPartial\n2024-03-01,300,False\n",
        "date,blue lantern,isPartial\n2024-03-01,30,maybe\n",
        "date,"
        + ",".join(f"t{k}" for k in range(26))
        + ",isPartial\n2024-03-01"
        + ",1" * 26
        + ",False\n",
        "",
    ],
)
def test_what_pytrends_would_not_write_is_not_claimed(text: str) -> None:
    assert Pytrends.recognise(head(text)) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date,blue lantern,isPartial\n2024-03-01,300,False\n", "values from 0 to 100"),
        ("geoName,blue lantern\nJapan,100\n", "pytrends' table by region"),
    ],
)
def test_near_misses_of_pytrends_are_named_once(text: str, says: str) -> None:
    with pytest.raises(NotRecognised, match=says):
        recognise(head(text), None, {})
    assert len([r for r in READERS if r.near_miss(head(text))]) == 1


def test_a_damaged_row_is_kept_for_the_checks_to_refuse() -> None:
    days = "".join(f"2024-03-{day:02d},{day},False\n" for day in range(1, 29))
    text = f"date,lantern,isPartial\n{days}2024-03-99,100,False\n2024-03-30,12x,False\n"
    result = read(Pytrends, text)
    assert [result.rows[-2]["bin_start"], result.rows[-1]["value"]] == ["2024-03-99", "12x"]


def test_a_stored_pull_has_its_peak_and_leaves_the_partial_bin_out(tmp_path: Path) -> None:
    real = RealArchive(tmp_path)
    values = [2, 1, 2, 1, 2, 1, 2, 100, 60, 30, 99]
    days = [f"2024-03-{day:02d},{v},{day == 11}" for day, v in enumerate(values, start=1)]
    path = tmp_path / "pull.csv"
    path.write_text("\n".join(("date,blue lantern,isPartial", *days)) + "\n", encoding="utf-8")
    report = real.add(path, incident="LANTERN")
    assert (report.format, report.rows_stored) == ("pytrends", 11)
    level = next(e for e in real.measure("peak") if e.by["quantity"] == "level")
    assert level.value == 100.0
    assert "may be partial and is left out" in level.note
    assert real.query("SELECT count(*) FROM attention WHERE bound = '~'") == [(1,)]
