"""Promises of the reader of the Television Explorer's tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import case, expected, inputs, rows
from reading import head, read

from ripplemark.readers import READERS
from ripplemark.readers.gdelt_tv import GdeltTv
from ripplemark.readers.tv_networks import is_network
from ripplemark.times import parse

DOUBLED = "Date,Combined\n2024030120240301,0.01\n2024030220240302,0.5094\n"
TIDY = "Date,Blue Lantern\n8/20/24,0\n8/21/24,0.1259\n8/22/24,0.0094\n"


@pytest.mark.parametrize("path", inputs("gdelt_tv"), ids=lambda p: p.stem)
def test_television_golden_case(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize("path", inputs("gdelt_tv"), ids=lambda p: p.stem)
def test_every_bin_of_television_is_a_time_in_utc(path: Path) -> None:
    for row in case(path).rows:
        assert row["bin_start"].endswith("Z")
        assert parse(row["bin_start"], "America/New_York").lo == parse(row["bin_start"], "UTC").lo


def test_a_day_that_is_written_twice_is_one_day() -> None:
    result = read(GdeltTv, DOUBLED)
    assert [row["bin_start"] for row in result.rows] == ["2024-03-01T00:00Z", "2024-03-02T00:00Z"]
    assert {row["bin_width"] for row in result.rows} == {"P1D"}
    single = read(GdeltTv, "Date,Combined\n2024030120240301,0.01\n")
    assert single.rows[0]["bin_width"] == "P1D"


def test_a_column_is_a_network_or_all_of_them_and_never_their_sum() -> None:
    result = read(GdeltTv, "Date,Combined,CNN\n2024030120240301,0.5,0.9\n2024030220240302,0.1,0\n")
    assert [(row["platform"], row["value"]) for row in result.rows[:2]] == [
        ("Television", "0.5"),
        ("CNN", "0.9"),
    ]
    assert {row["series"] for row in result.rows} == {None}


@pytest.mark.parametrize(
    "title",
    ["CNN", "FOX News", "FOXNEWS", "BBC News", "MSNBC", "CSPAN", "KGO (ABC San Francisco)"],
)
def test_networks_and_stations_are_known_by_name(title: str) -> None:
    assert is_network(title)


@pytest.mark.parametrize("title", ["Blue Lantern", "Texas", "KITE", "WAR", "KITE (toy)"])
def test_a_query_is_not_taken_for_a_network(title: str) -> None:
    assert not is_network(title)


@pytest.mark.parametrize(
    "text",
    [
        "Date,KITE,CNN\n2024030120240301,0.01,0\n2024030220240302,0.5,0\n",
        '"Date (Daily)",Series,Value\n2024-03-01,KITE,0.01\n2024-03-01,CNN,0\n2024-03-02,KITE,0.5\n2024-03-02,CNN,0\n',
    ],
)
def test_what_is_no_network_may_be_a_query_and_is_stored_under_an_alias(text: str) -> None:
    found = [(row["series"], row["platform"]) for row in read(GdeltTv, text).rows[:2]]
    assert found == [("KITE", "Television"), (None, "CNN")]


def test_shares_are_never_counts_and_clips_are() -> None:
    share = read(GdeltTv, DOUBLED)
    clips = read(GdeltTv, "date,name,matched_clips\n2024-03-03,Lantern,12\n2024-03-10,Lantern,0\n")
    assert {row["metric"] for row in share.rows} == {"coverage_share"}
    assert {row["metric"] for row in clips.rows} == {"mentions"}
    assert "share-of-airtime" in share.codes() - clips.codes()
    assert "clips-counted" in clips.codes() - share.codes()
    assert {"share-of-airtime", "clips-counted", "no-tv-mark"} <= set(GdeltTv.caveats)


def test_a_tidied_table_without_a_mark_is_the_weakest_claim_and_says_so() -> None:
    plain, named = read(GdeltTv, TIDY), read(GdeltTv, TIDY, name="tv_lantern.csv")
    assert plain.match.confidence < named.match.confidence < read(GdeltTv, DOUBLED).match.confidence
    assert "no-tv-mark" in plain.codes() & named.codes()
    assert "no-tv-mark" not in read(GdeltTv, DOUBLED).codes()


@pytest.mark.parametrize(
    "text",
    [
        TIDY.replace("0.1259", "0.12").replace("0.0094", "0.1"),
        TIDY.replace("0.0094", "0.009412345"),
        TIDY.replace("0.1259", "125.9375"),
        TIDY.replace(",0\n", ",0.0001\n"),
        TIDY.replace("0.1259", "1259").replace("0.0094", "94"),
        TIDY.replace("Date", "day"),
        "Date,Series,Value\n2024-03-01,Volume Intensity,0.0024\n2024-03-02,Volume Intensity,0\n",
        'Date,"Blue lantern"\n2024-03-01,3\n',
        "",
    ],
)
def test_other_tables_of_numbers_are_not_taken_for_television(text: str) -> None:
    assert GdeltTv.recognise(head(text)) is None
    assert GdeltTv.near_miss(head(text)) is None


def test_nobody_else_claims_a_tidied_table_of_shares() -> None:
    claims = [each.name for each in READERS if each.recognise(head(TIDY)) is not None]
    assert claims == ["gdelt_tv"]


def test_month_first_dates_with_short_years_are_told_by_their_spacing() -> None:
    result = read(GdeltTv, TIDY)
    assert result.questions == ()
    assert [row["bin_start"][:10] for row in result.rows] == [
        "2024-08-20",
        "2024-08-21",
        "2024-08-22",
    ]


def test_first_days_of_months_are_asked_about_where_both_orders_are_possible() -> None:
    text = "Date,Query,CNN\n1/1/24,lantern,0\n2/1/24,lantern,0.1259\n3/1/24,lantern,0.0094\n"
    months = read(GdeltTv, text, {"dates": "mdy"})
    days = read(GdeltTv, text, {"dates": "dmy"})
    assert [question.name for question in months.questions] == ["dates"]
    assert months.rows[1]["bin_start"] == "2024-02-01T00:00Z"
    assert days.rows[1]["bin_start"] == "2024-01-02T00:00Z"


def test_a_last_week_may_be_partial_and_a_last_day_is_not() -> None:
    weeks = read(GdeltTv, "date,name,matched_clips\n2024-03-03,Lantern,12\n2024-03-10,Lantern,7\n")
    assert [row["bound"] for row in weeks.rows] == [None, "~"]
    assert {row["bound"] for row in read(GdeltTv, DOUBLED).rows} == {None}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("URL,MatchDateTime,Station,Show,Snippet\nx,y,CNN,z,words\n", "list of clips"),
        ("Date,Combined\n", "found nothing"),
        ('"Date (Daily +00:00: x)",CNN\n2024-03-01,1200\n', "not percentages"),
    ],
)
def test_the_explorers_other_files_are_named(text: str, word: str) -> None:
    assert GdeltTv.recognise(head(text)) is None
    assert word in (GdeltTv.near_miss(head(text)) or "")
