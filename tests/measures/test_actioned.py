"""Lags of what was acted on, from rows to numbers: by platform, from dates, with all that is left out counted and told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.measures.actioned import LEAST
from ripplemark.measures.base import UnreadableSetting
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
HEADER = "platform,posted_at,entered_at,down_at,outcome,time_precision,category,keywords,n"
FIRST = date(2025, 5, 1)


def _row(
    decided: int,
    lag: int,
    n: int,
    platform: str = "A",
    outcome: str = "removed",
    posted: str | None = None,
    about: str = ",",
) -> str:
    """Decided so many days after the first one, posted so many days before that; both known by the day."""
    day = FIRST + timedelta(days=decided)
    begun = str(day - timedelta(days=lag)) if posted is None else posted
    return f"{platform},{begun},{'' if begun else day},{day},{outcome},day,{about},{n}"


def _planted(lags: dict[int, int], platform: str = "A", days: int = 20) -> list[str]:
    """The same lags (days, how many) decided on each of so many days."""
    return [_row(day, lag, n, platform) for day in range(days) for lag, n in lags.items()]


LAGS = {0: 40, 1: 30, 2: 10, 5: 20}
"""Per day of decisions: mean 0.3 + 0.2 + 1.0 = 1.5 days."""


def _platform(storing: Storing, *rows: str) -> None:
    storing(HEADER, *rows, incident=None, scope="platform")


def _ask(
    asking: Asking, where: tuple[tuple[str, str], ...] = (), **settings: str
) -> list[Estimate]:
    return asking("actioned-lag", incident=None, scope="platform", settings=settings, where=where)


def test_the_mean_is_that_of_the_differences_of_dates(storing: Storing, asking: Asking) -> None:
    _platform(storing, *_planted(LAGS))
    (mean,) = _ask(asking)
    assert (mean.status, mean.n, mean.resolution) == ("ok", 2000, 48.0)
    assert mean.value == pytest.approx(1.5)
    assert mean.low == mean.high == pytest.approx(1.5)  # each day is like the others
    assert mean.by == {"platform": "A", "statistic": "mean"}
    assert mean.lines is None
    assert "never acted on" in mean.note
    assert "Decisions of 1 May 2025 to 20 May 2025" in mean.note


def test_dates_bound_shares_and_quantiles(storing: Storing, asking: Asking) -> None:
    # SCIENCE.md, B.4: P(d <= m - 1) <= P(L <= 24 m h) <= P(d <= m).
    _platform(storing, *_planted(LAGS))
    told = {each.by["hours"]: each for each in _ask(asking, statistic="share", hours="3,24,48,72")}
    assert {h: (e.status, e.low, e.high) for h, e in told.items()} == {
        3.0: ("NE_GRANULARITY", 0.0, pytest.approx(0.7)),
        24.0: ("bounds", pytest.approx(0.4), pytest.approx(0.7)),
        48.0: ("bounds", pytest.approx(0.7), pytest.approx(0.8)),
        72.0: ("ok", pytest.approx(0.8), pytest.approx(0.8)),
    }
    (median,) = _ask(asking, statistic="median")
    assert (median.status, median.low, median.high) == ("bounds", 0.0, 2.0)
    quantiles = {
        each.by["quantile"]: (each.low, each.high) for each in _ask(asking, statistic="quantiles")
    }
    assert quantiles[0.1] == (0.0, 1.0)
    assert quantiles[0.9] == (4.0, 6.0)
    hours = [each.by["hours"] for each in _ask(asking, statistic="share")]
    assert hours == [24.0, 48.0, 168.0]


def test_what_is_in_no_lag_is_counted_and_told(storing: Storing, asking: Asking) -> None:
    _platform(
        storing,
        *_planted(LAGS),
        _row(3, 900, 7, outcome="account"),
        _row(3, -1, 5),
        _row(3, -9, 6),
        _row(3, 0, 11, posted="2000-01-01"),
        _row(3, 0, 12, posted="2003-02-01"),
        _row(3, 0, 13, posted=""),
        _row(3, 2, 14, outcome="partial"),
    )
    (mean,) = _ask(asking)
    assert (mean.value, mean.n) == (pytest.approx(1.5), 2000)
    for words in (
        "7 items about accounts: left out",
        "11 items decided before the posting: an error in the data, left out, not set to zero",
        "23 items with a date of posting that stands for 'unknown'",
        "13 items without a date of posting",
        "14 items with another outcome",
    ):
        assert words in mean.note, words


def test_platforms_are_never_pooled(storing: Storing, asking: Asking) -> None:
    _platform(storing, *_planted(LAGS), *_planted({0: 1000}, "B"), *_planted({3: 1}, "C"))
    a, b, c = _ask(asking)
    assert [each.by["platform"] for each in (a, b, c)] == ["A", "B", "C"]
    assert (a.value, b.value, c.value) == (pytest.approx(1.5), 0.0, None)
    assert "dated on the day of its posting" in b.note
    assert "dated on the day of its posting" not in a.note
    assert (c.status, c.n) == ("NE_FEW", 20)
    assert c.note.startswith("Only 20 items can be used, 3.00 days after it was posted on average")
    (only,) = _ask(asking, where=(("platform", "B"),))
    assert only.by["platform"] == "B"


def test_few_days_have_no_interval(storing: Storing, asking: Asking) -> None:
    _platform(storing, *_planted({1: LEAST}, days=3))
    (mean,) = _ask(asking)
    assert (mean.status, mean.value, mean.low, mean.high) == ("ok", 1.0, None, None)
    assert "Decisions of 3 days only: an interval needs 10" in mean.note


def test_days_that_differ_make_the_interval_wide(storing: Storing, asking: Asking) -> None:
    even = [_row(day, lag, 50, "Even") for day in range(20) for lag in (0, 4)]
    uneven = [_row(day, 4 * (day % 2), 100, "Uneven") for day in range(20)]
    _platform(storing, *even, *uneven)
    first, second = _ask(asking)
    assert first.value == second.value == pytest.approx(2.0)
    assert first.low == first.high == pytest.approx(2.0)
    assert second.low is not None
    assert second.high is not None
    # Two of twenty days are neighbours: 2.26 standard errors (Kiefer & Vogelsang, 2005), on the scale of the logarithm.
    reach = 2.2606 * 2 / np.sqrt(20)
    assert float(second.high) / 2 == pytest.approx(np.exp(reach / 2), rel=1e-3)
    assert 2 / float(second.low) == pytest.approx(np.exp(reach / 2), rel=1e-3)


def test_recent_cohorts_are_read_backwards(storing: Storing, asking: Asking) -> None:
    # Posted 100 a day for 60 days, half of them decided at once and half ten days later; nothing is known after day 59.
    rows = [_row(day, 0, 50) for day in range(60)] + [_row(day, 10, 50) for day in range(10, 60)]
    _platform(storing, *rows)
    (naive,), (recent,) = _ask(asking), _ask(asking, cohort="reverse-time")
    assert naive.value == pytest.approx(50 * 500 / (50 * 110))
    assert recent.value == pytest.approx(5.0, abs=0.05)
    assert "Content posted" in recent.note
    assert "what had too little time to show a long lag is allowed for" in recent.note


def test_intimate_images_are_selected_by_keyword_and_what_is_missed_is_told(
    storing: Storing, asking: Asking
) -> None:
    rows = [
        *(
            _row(day, 1, 60, about="cyber_violence,non_consensual_image_sharing")
            for day in range(20)
        ),
        *(_row(day, 4, 10, about="cyber_violence,") for day in range(20)),
        *(_row(day, 9, 30, about="violence,") for day in range(20)),
        *(_row(day, 9, 5, about="violence,hate_speech") for day in range(20)),
    ]
    _platform(storing, *rows)
    (narrow,), (wide,) = _ask(asking, content="intimate"), _ask(asking, content="intimate-wide")
    assert (narrow.n, narrow.value) == (1200, pytest.approx(1.0))
    assert (wide.n, wide.value) == (1400, pytest.approx((1200 * 1 + 200 * 4) / 1400))
    assert "1,200 of 2,100 items have a keyword for intimate images." in narrow.note
    assert (
        "Not counted: 200 without a keyword in categories that may hold such images." in narrow.note
    )
    assert "800 of all have no keyword at all." in narrow.note
    assert "Counted with them: 200 without a keyword" in wide.note
    assert "no series of them continues" not in narrow.note
    assert "keyword" not in _ask(asking)[0].note


def test_a_selection_across_both_versions_of_the_schema_says_so(
    storing: Storing, asking: Asking
) -> None:
    about = "cyber_violence,non_consensual_material_deepfake"
    _platform(storing, *(_row(day, 1, 20, about=about) for day in range(40, 90)))
    (told,) = _ask(asking, content="intimate")
    assert "before and since 1 July 2025" in told.note


def test_an_incident_answers_with_its_lines(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_planted({2: 50}))
    (mean,) = asking("actioned-lag")
    assert (mean.by["incident"], mean.value) == ("LANTERN", 2.0)
    assert mean.lines == tuple(range(2, 22))
    (nothing,) = asking("actioned-lag", where=(("platform", "Z"),))
    assert (nothing.status, nothing.lines) == ("NE_FEW", ())


def test_exact_times_are_numbers_on_a_grid_that_moves_no_whole_hour(
    storing: Storing, asking: Asking
) -> None:
    rows = [
        f"A,2025-05-{day:02d}T00:10:00Z,,2025-05-{day:02d}T{hour:02d}:40:30Z,removed,,,,30"
        for day in range(1, 21)
        for hour in (1, 2, 23)
    ]
    _platform(storing, *rows)
    share = {
        each.by["hours"]: each.value for each in _ask(asking, statistic="share", hours="2,3,24")
    }
    assert share == {2.0: pytest.approx(1 / 3), 3.0: pytest.approx(2 / 3), 24.0: 1.0}
    (mean,) = _ask(asking)
    assert mean.value == pytest.approx((26 / 3 + 0.5) / 24, abs=1e-3)


def test_hours_must_be_above_nought(asking: Asking) -> None:
    with pytest.raises(UnreadableSetting, match="--set hours="):
        _ask(asking, statistic="share", hours="0")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_removals_of_the_real_export_have_the_mean_that_the_file_itself_gives(
    tmp_path: Path,
) -> None:
    path = SHARED / "dsa_sor/search_export_2023-09-27/statements-of-reason.csv"
    with duckdb.connect() as con:
        facts = con.execute(
            """
            SELECT platform_name, count(*), avg(date_diff('day', content_date, application_date))
            FROM read_csv($path)
            WHERE regexp_matches(decision_visibility, 'CONTENT_(REMOVED|DISABLED)') AND decision_account IS NULL
              AND (decision_provision IS NULL OR decision_provision NOT LIKE '%TOTAL%')
            GROUP BY 1 ORDER BY 1
            """,
            {"path": str(path)},
        ).fetchall()
    archive = Archive(tmp_path / "archive")
    add(archive, Vault(tmp_path / "vault"), path, Options())
    serving = serve(archive)
    told = measure(serving, "actioned-lag", scope="platform").estimates
    serving.close()
    assert [name for name, _, _ in facts] == ["Pinterest", "Snapchat", "TikTok"]
    for estimate, (name, number, mean) in zip(told, facts, strict=True):
        assert (estimate.by["platform"], estimate.n) == (name, number)
        assert f"{mean:.2f} days after it was posted on average" in estimate.note
