"""Promises of the reader of GDELT's timelines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from golden import case, expected, inputs, rows
from reading import Read, head, read

from ripplemark.readers import gdelt_times
from ripplemark.readers.gdelt_timeline import GdeltTimeline
from ripplemark.times import parse

HEADER = "Date,Series,Value"


def _volume(*lines: str, answers: dict[str, str] | None = None) -> Read:
    return read(GdeltTimeline, "\n".join((HEADER, *lines, "")), answers)


@pytest.mark.parametrize("path", inputs("gdelt_timeline"), ids=lambda p: p.stem)
def test_gdelt_golden_case(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-01", "2024-03-01T00:00Z"),
        ("20240301", "2024-03-01T00:00Z"),
        ("20240301T131500Z", "2024-03-01T13:15Z"),
        ("20240301131500", "2024-03-01T13:15Z"),
        ("202403011315", "2024-03-01T13:15Z"),
        ("2024-03-01 13:15:00", "2024-03-01T13:15Z"),
        ("2024-03-01T13:15", "2024-03-01T13:15Z"),
        ("2024-03-01T13:15:00Z", "2024-03-01T13:15Z"),
        ("2024-03-01T13:15:00.000Z", "2024-03-01T13:15Z"),
        ("2024-03-01T13:15:00+00:00", "2024-03-01T13:15Z"),
        ("2024-03-01 13:15:07", "2024-03-01T13:15:07Z"),
    ],
)
def test_every_way_in_which_gdelt_may_write_a_time_is_the_same_in_sql_and_in_python(
    written: str, meant: str
) -> None:
    row = _volume(f"{written},Volume Intensity,0.01", "2024-04-01,Volume Intensity,0.01").rows[0]
    assert row["bin_start"] == meant
    assert parse(row["bin_start"], "America/New_York").lo == gdelt_times.moment(written)


def test_bins_are_as_long_as_they_are_apart_whatever_the_number_of_series() -> None:
    start = datetime(2024, 3, 1, tzinfo=UTC)
    for minutes, width in ((15, "PT15M"), (60, "PT1H"), (1440, "P1D")):
        lines = []
        for k in range(5):
            at = f"{start + timedelta(minutes=minutes * k):%Y%m%dT%H%M%SZ}"
            lines += [
                f"{at},{name} Volume Intensity,0.1" for name in ("English", "German", "Dutch")
            ]
        assert {row["bin_width"] for row in _volume(*lines).rows} == {width}


def test_shares_are_never_counts_and_counts_are_stories() -> None:
    share = _volume("2024-03-01,Volume Intensity,0.0024", "2024-03-09,Volume Intensity,0.02")
    count = _volume("2024-03-01,Article Count,12", "2024-03-09,Article Count,9")
    assert {row["metric"] for row in share.rows} == {"coverage_share"}
    assert {row["metric"] for row in count.rows} == {"stories"}
    assert "share-of-coverage" in share.codes()
    assert "gdelt-coverage" in count.codes()
    told = {"share-of-coverage", "gdelt-coverage", "no-query", "utc-days"}
    assert told == set(GdeltTimeline.caveats)


def test_what_is_no_attention_is_left_out_and_counted() -> None:
    result = _volume(
        "2024-03-01,Article Count,12",
        "2024-03-01,Total Monitored Articles,159665",
        "2024-03-01,Average Tone,-2.5",
        "2024-03-02,Article Count,40",
        "2024-03-02,Total Monitored Articles,182921",
        "2024-03-02,Something Else,3",
    )
    assert [row["value"] for row in result.rows] == ["12", "40"]
    told = [each.message for each in result.warnings if each.code == "series-left-out"]
    assert [message.split(" ")[0] for message in told] == ["2", "1", "1"]
    assert "shares of" in told[0]
    assert "tone" in told[1]


@pytest.mark.parametrize(
    ("series", "language", "region"),
    [
        ("Volume Intensity", None, None),
        ("English Volume Intensity", "English", None),
        ("Norwegian Nynorsk Volume Intensity", "Norwegian Nynorsk", None),
        ("United Kingdom Volume Intensity", None, "United Kingdom"),
        ("United Kingdom Article Count", None, "United Kingdom"),
    ],
)
def test_languages_and_countries_of_the_sources_keep_series_apart(
    series: str, language: str | None, region: str | None
) -> None:
    row = _volume(f"2024-03-01,{series},1", f"2024-03-02,{series},1").rows[0]
    assert (row["language"], row["region"]) == (language, region)


@pytest.mark.parametrize(
    ("looked", "partial"),
    [
        (None, ["2024-03-04", "2024-03-05"]),
        ("2024-03-05", ["2024-03-04", "2024-03-05"]),
        ("2024-03-06", ["2024-03-05"]),
        ("2024-03-06T18:00Z", ["2024-03-05"]),
        ("2024-03-07", []),
        ("2025-01-01", []),
    ],
)
def test_days_that_were_young_at_the_download_are_partial(
    looked: str | None, partial: list[str]
) -> None:
    lines = [f"2024-03-{day:02d},Volume Intensity,0.01" for day in range(1, 6)]
    result = _volume(*lines, answers={"last-look": looked} if looked else None)
    assert [row["bin_start"][:10] for row in result.rows if row["bound"] == "~"] == partial
    [question] = result.questions
    assert (question.name, question.default) == ("last-look", "2024-03-05")
    assert ("partial-last-bin" in result.codes()) == bool(partial)


def test_absent_days_are_counted_and_not_invented() -> None:
    result = _volume(*(f"2024-03-{day:02d},Volume Intensity,0" for day in (1, 2, 3, 6, 7)))
    assert len(result.rows) == 5
    [told] = [each.message for each in result.warnings if each.code == "bins-absent"]
    assert told.startswith("2 bins")


def test_lines_above_the_header_are_told_and_passed() -> None:
    text = f"# query: lantern\n# mode: timelinevol\n{HEADER}\n2024-03-01,Volume Intensity,0.01\n"
    result = read(GdeltTimeline, text)
    assert result.match.header == 2
    assert "lines-above" in result.codes()
    assert "lantern" not in " ".join(each.message for each in result.warnings)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"{HEADER}\n2024-03-01,Average Tone,-2.1\n", "tone"),
        (f"{HEADER}\n2024-03-01,Total Monitored Articles,159665\n", "all articles"),
        (f"{HEADER}\n2024-03-01,Prices,3\n", "none of its series"),
        (f"{HEADER}\n03/01/2024,Volume Intensity,0.1\n", "cannot be read"),
        (f"{HEADER}\n", "found nothing"),
        ("URL,MobileURL,Date,Title\nhttps://a.example,,2024-03-01,x\n", "list of articles"),
        ("datetime,Volume Intensity\n2024-03-01,0.1\n", "gdeltdoc"),
    ],
)
def test_gdelts_other_files_are_named(text: str, word: str) -> None:
    assert GdeltTimeline.recognise(head(text)) is None
    assert word in (GdeltTimeline.near_miss(head(text)) or "")


@pytest.mark.parametrize(
    "text", ["", "date,value\n2024-03-01,3\n", "Date,Blue Lantern\n2024-03-01,3\n"]
)
def test_tables_without_gdelts_header_are_neither_claimed_nor_named(text: str) -> None:
    assert GdeltTimeline.recognise(head(text)) is None
    assert GdeltTimeline.near_miss(head(text)) is None
