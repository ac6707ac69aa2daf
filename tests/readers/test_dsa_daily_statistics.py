"""Promises of the reader of daily statistics of the EU DSA Transparency Database."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import expected, inputs
from reading import head, text_of
from real_archive import SHARED, RealArchive, codes, needs_shared
from through_ingest import through

from ripplemark.ingest import PlatformFile
from ripplemark.readers import READERS
from ripplemark.readers.dsa_daily_statistics import DsaDailyStatistics

DERIVED = SHARED / "dsa_sor" / "DERIVED_daily_12_platforms.csv"


@pytest.mark.parametrize("path", inputs("dsa_daily_statistics"), ids=lambda p: p.name)
def test_every_layout_comes_out_as_written_down(path: Path, tmp_path: Path) -> None:
    got = through(path, tmp_path).rows
    as_text = [{k: "" if v is None else str(v) for k, v in row.items()} for row in got]
    wanted = expected(path)
    assert sorted(map(str, as_text)) == sorted(map(str, wanted))


@pytest.mark.parametrize("path", inputs("dsa_daily_statistics"), ids=lambda p: p.name)
def test_a_layout_is_claimed_by_this_format_alone(path: Path) -> None:
    seen = head(text_of(path))
    assert [each.name for each in READERS if each.recognise(seen)] == ["dsa_daily_statistics"]


def test_a_lag_that_nobody_had_is_unknown_and_not_nought(tmp_path: Path) -> None:
    real = RealArchive(tmp_path)
    days = next(p for p in inputs("dsa_daily_statistics") if p.name == "days.csv")
    report = real.add(days)
    lags = real.query(
        "SELECT platform, value, low, high, negative, n FROM platform_totals "
        "WHERE metric = 'actioned_lag_days' ORDER BY period_start, platform"
    )
    assert lags[0] == ("Chirp", 2.0, 0.0, 4000.0, 10, 990)
    assert lags[1] == ("Gallery", None, None, None, 0, 0)
    assert {"dsa-mean-lags", "dsa-two-versions", "dsa-acted-on"} <= set(codes(report))


def test_statistics_are_never_an_incidents(tmp_path: Path) -> None:
    with pytest.raises(PlatformFile):
        RealArchive(tmp_path).add(inputs("dsa_daily_statistics")[0], incident="LANTERN")


@pytest.mark.parametrize(
    ("header", "says"),
    [("platform_name,category,total", "received_date"), ("platform,mod_delay_mean_s", "'date'")],
)
def test_a_file_that_is_almost_one_is_named(header: str, says: str) -> None:
    seen = head(f"{header}\nChirp,3,4\n")
    assert DsaDailyStatistics.recognise(seen) is None
    assert says in (DsaDailyStatistics.near_miss(seen) or "")


def test_a_plain_table_of_days_is_not_claimed() -> None:
    other = head("date,platform,likes\n2024-01-01,Chirp,4\n")
    assert DsaDailyStatistics.recognise(other) is None
    assert DsaDailyStatistics.near_miss(other) is None


@pytest.mark.shared
@needs_shared
def test_the_real_days_give_the_known_mean_lags_and_negative_counts(tmp_path: Path) -> None:
    # data/README.md: mean days, longest, negatives; X always 0.
    real = RealArchive(tmp_path)
    report = real.add(DERIVED)
    assert (report.rows_read, report.rejected) == (8872, 0)
    lags = real.query(
        "SELECT platform, round(sum(value * n) / sum(n), 2), max(high), sum(negative)::BIGINT FROM platform_totals "
        "WHERE metric = 'actioned_lag_days' AND platform IN ('X', 'TikTok', 'Facebook', 'Instagram', 'Reddit', 'LinkedIn') "
        "GROUP BY platform ORDER BY 2"
    )
    assert lags == [
        ("X", 0.0, 0.0, 0),
        ("LinkedIn", 6.84, 5148.0, 1021),
        ("TikTok", 18.74, 9499.0, 22925),
        ("Reddit", 33.86, 5339.0, 0),
        ("Facebook", 80.22, 7955.0, 1),
        ("Instagram", 151.69, 5567.0, 0),
    ]
    totals = dict(
        real.query(
            "SELECT platform, sum(value)::BIGINT FROM platform_totals WHERE metric = 'statements' AND keywords IS NULL "
            "AND platform IN ('X', 'TikTok') GROUP BY platform"
        )
    )
    assert totals == {"X": 2188028, "TikTok": 2173701396}


@pytest.mark.shared
@needs_shared
def test_the_break_of_july_2025_is_in_the_real_days_and_is_told(tmp_path: Path) -> None:
    # data/README.md: X 27047 before, 0 after; Reddit 0 and 71400; Snapchat 0 and 25273.
    real = RealArchive(tmp_path)
    assert "dsa-two-versions" in codes(real.add(DERIVED))
    images = real.query(
        "SELECT platform, (sum(value) FILTER (period_start < DATE '2025-07-01'))::BIGINT, "
        "(sum(value) FILTER (period_start >= DATE '2025-07-01'))::BIGINT FROM platform_totals "
        "WHERE keywords = 'KEYWORD_NON_CONSENSUAL_IMAGE_SHARING' AND platform IN ('X', 'Reddit', 'Snapchat') "
        "GROUP BY platform ORDER BY platform"
    )
    assert images == [("Reddit", 0, 71400), ("Snapchat", 0, 25273), ("X", 27047, 0)]
