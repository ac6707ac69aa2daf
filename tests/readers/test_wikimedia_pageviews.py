"""Promises of the reader of Wikimedia's page views."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import case, expected, inputs, rows
from reading import head, read

from ripplemark.readers.wikimedia_pageviews import WikimediaPageviews
from ripplemark.times import parse

NAME = "pageviews-20240301-20240303.csv"
DAYS = 'Date,"Blue lantern"\n2024-03-01,3\n2024-03-02,70\n2024-03-03,9\n'


@pytest.mark.parametrize("path", inputs("wikimedia_pageviews"), ids=lambda p: p.stem)
def test_wikimedia_golden_case(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize("path", inputs("wikimedia_pageviews"), ids=lambda p: p.stem)
def test_every_day_begins_at_midnight_utc_whatever_the_incidents_zone(path: Path) -> None:
    for row in case(path).rows:
        at = parse(row["bin_start"], "Pacific/Auckland").lo
        assert (at.hour, at.minute) == (0, 0)
        assert f"{at:%Y-%m-%d}" == row["bin_start"][:10]


def test_quotation_marks_and_name_are_marks_and_one_of_them_is_enough() -> None:
    both = read(WikimediaPageviews, DAYS, name=NAME)
    quoted = read(WikimediaPageviews, DAYS, name="download.csv")
    named = read(WikimediaPageviews, DAYS.replace('"', ""), name=NAME)
    sure = [each.match.confidence for each in (both, quoted, named)]
    assert sure == sorted(sure, reverse=True)
    assert len({tuple(map(str, each.rows)) for each in (both, quoted, named)}) == 1
    assert [("edited-file" in each.codes()) for each in (both, quoted, named)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "text",
    [
        DAYS.replace('"', ""),
        DAYS.replace('"Blue lantern"', '"Blue lantern",views'),
        DAYS.replace("Date", '"Date"'),
    ],
)
def test_counts_by_day_without_a_mark_are_not_taken_for_page_views(text: str) -> None:
    assert WikimediaPageviews.recognise(head(text)) is None
    assert "another name" in (WikimediaPageviews.near_miss(head(text)) or "")


@pytest.mark.parametrize(
    "text",
    [
        DAYS.replace("Date", "date"),
        DAYS.replace(",70", ",0.7").replace(",9", ",0.9"),
        DAYS.replace("2024-03-0", "3/").replace("3/1", "3/1/24"),
        "canary\n",
        "",
    ],
)
def test_other_tables_are_neither_claimed_nor_named(text: str) -> None:
    assert WikimediaPageviews.recognise(head(text)) is None
    assert WikimediaPageviews.near_miss(head(text)) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Page,Edits,Editors,Views\nBlue lantern,3,2,900\n", "Topviews"),
        ("Page,Edits,Editors,Views,Mobile %\nBlue lantern,3,2,900,40\n", "Topviews"),
        ("Title,Pageviews\nBlue lantern,900\n", "list of pages"),
        ("Language,Title,Badges,Views\nen,Blue lantern,,900\n", "list of pages"),
        ("en Blue_lantern 42 0\nen.m Blue_lantern 17 0\n", "hourly dump"),
        ('"ts","y"\n"2024-03-01",9.59076113897809\n', "logarithms"),
        ('Date,"Blue lantern"\n', "no values"),
    ],
)
def test_wikimedias_other_tables_are_named(text: str, word: str) -> None:
    assert WikimediaPageviews.recognise(head(text)) is None
    assert word in (WikimediaPageviews.near_miss(head(text)) or "")


def test_an_empty_cell_stays_unknown_is_counted_and_nought_stays_nought() -> None:
    result = read(WikimediaPageviews, DAYS.replace(",70", ",").replace(",9", ",0"), name=NAME)
    assert [row["value"] for row in result.rows] == ["3", None, "0"]
    assert result.facts["empty"] == 1
    assert "empty-cells" in result.codes()


@pytest.mark.parametrize(
    ("until", "bound"),
    [("20240315", "~"), ("20240330", "~"), ("20240331", None), ("20240430", None)],
)
def test_a_last_month_is_partial_unless_the_range_in_the_name_covers_it(
    until: str, bound: str | None
) -> None:
    text = 'Date,"Blue lantern"\n2024-01,100\n2024-02,7\n2024-03,9\n'
    result = read(WikimediaPageviews, text, name=f"pageviews-20240101-{until}.csv")
    assert [row["bound"] for row in result.rows] == [None, None, bound]
    nameless = read(WikimediaPageviews, text, name="x.csv")
    assert nameless.rows[-1]["bound"] == "~"


def test_days_are_never_partial() -> None:
    assert {row["bound"] for row in read(WikimediaPageviews, DAYS, name=NAME).rows} == {None}


def test_days_across_are_turned_and_every_article_is_a_series() -> None:
    days = [f"2024-03-{day:02d}" for day in range(1, 32)]
    text = "\n".join(
        (",".join(("Title", *days)), *(f"Lantern {k}," + ",".join(["5"] * 31) for k in range(40)))
    )
    result = read(WikimediaPageviews, text, name="massviews-20240301-20240331.csv")
    assert len(result.rows) == 31 * 40
    assert len({row["series"] for row in result.rows}) == 40
    assert [row["bin_start"][:10] for row in result.rows[:31]] == days


def test_what_the_file_cannot_say_is_said() -> None:
    result = read(WikimediaPageviews, DAYS, name=NAME)
    assert {"filters-unknown", "redirects-apart", "utc-days"} <= result.codes()
    assert "filters-unknown" in WikimediaPageviews.caveats
    said = " ".join(each.message for each in result.warnings) + str(result.reading.shown)
    assert "lantern" not in said.casefold()


def test_a_damaged_row_is_kept_for_the_checks_to_reject() -> None:
    many = "".join(f"2024-03-{day:02d},{day}\n" for day in range(1, 29))
    result = read(
        WikimediaPageviews, f'Date,"Blue lantern"\n{many}2024-03-99,7\n2024-03-30,x\n', name=NAME
    )
    assert result.rows[-2]["bin_start"].startswith("2024-03-99")
    assert result.rows[-1]["value"] == "x"
