"""A damaged file is still known for what it is: a cell of it is rejected at its line, a ruined one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import head

from ripplemark.archive import Archive
from ripplemark.ingest import Options, check
from ripplemark.readers import READERS

NEW_UI = "time_series_DE_20240101-0000_20240201-0000.csv"
MC = "date,count,total_count,ratio\n"
LANG = "Language,Title,Badges,2024-03-01,2024-03-02\n"
PLACED = "Category: All categories\n\nDay,lantern: (Worldwide)\n"


def _days(of: str, *, bad: int, cell: str) -> str:
    """Thirty days of numbers, one of them damaged."""
    return "".join(
        of.format(day=f"2024-01-{day:02}", value=cell if day == bad else day)
        for day in range(1, 31)
    )


@pytest.mark.parametrize(
    ("name", "header", "row", "wanted"),
    [
        (NEW_UI, '"Time","harbour lamp"\n', '"{day}",{value}\n', "google_trends"),
        ("multiTimeline.csv", PLACED, "{day},{value}\n", "google_trends"),
        ("counts.csv", MC, "{day},{value},100,0.5\n", "mediacloud_counts"),
        ("pageviews.csv", 'Date,"Main Page"\n', "{day},{value}\n", "wikimedia_pageviews"),
        ("volume.csv", "Date,Series,Value\n", "{day},Volume Intensity,{value}\n", "gdelt_timeline"),
        ("pytrends.csv", "date,lantern,isPartial\n", "{day},{value},False\n", "pytrends"),
    ],
    ids=lambda text: text if text.endswith(("s", "e")) and " " not in text else "",
)
def test_one_damaged_value_is_rejected_at_its_line_and_the_file_stays_what_it_is(
    name: str, header: str, row: str, wanted: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(header + _days(row, bad=12, cell="abc"), encoding="utf-8")
    report = check(Archive(tmp_path / "archive"), path, Options(incident="LANTERN"), name=name)
    line = header.count("\n") + 12
    assert report.format == wanted
    assert [(each.line, each.column, each.reason) for each in report.rejects] == [
        (line, "value", "not-a-number")
    ]
    assert report.rows_stored == 29


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", f"{MC}soon,1,9,0.1\nlater,2,9,0.2\n", "Media Cloud's stories over time, but too many dates"),
        ("a.csv", f"{MC}2024-01-01,many,9,0.1\n2024-01-02,2,9,0.2\n", "too many numbers in 'count'"),
        ("a.csv", MC, "Media Cloud's stories over time with a header and no days"),
        ("a.csv", "date,name,matched_stories\nsoon,A,1\n", "Media Cloud's stories over time"),
        ("pageviews-20240101-20240102.csv", 'Date,"Main Page"\n2024-01-01,-3\n2024-01-02,5\n', "Wikimedia's page views, but too many"),
        ("pageviews-20240101-20240102.csv", "Date,Main Page\n2024-01-01,3.5\n", "Wikimedia's page views, but too many"),
        ("langviews-20240301-20240302.csv", f"{LANG}de,Hafen,,many,more\n", "Wikimedia's page views, but too many"),
        ("a.csv", f"{PLACED}2024-01-01,5\nsoon,100\n2024-01-03,7\n", "Google Trends, but too many of its days"),
    ],
)  # fmt: skip
def test_what_is_ruined_is_named_once_for_what_it_was(name: str, text: str, says: str) -> None:
    seen = head(text, name)
    assert [each.name for each in READERS if each.recognise(seen)] == []
    told = [words for each in READERS if (words := each.near_miss(seen))]
    assert len(told) == 1
    assert says in told[0]


def test_a_list_of_pages_without_days_is_still_named_as_one() -> None:
    told = [each.near_miss(head("Language,Title,Badges\nde,Hafen,\n", "a.csv")) for each in READERS]
    assert any(words and "a list of pages" in words for words in told)
