"""Lifecycle numbers of series that are worked by hand, through file, archive, SQL and estimator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from planted import TOY
from real_path import Asking, Storing

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"


def _bins(
    values: Iterable[float | str | None], width: str = "P1D", step: timedelta = timedelta(days=1)
) -> list[str]:
    """Bins from 1 January 2025 on; '' is a bin without a value, None a bin without a row."""
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        f"posts,social,Platform A,posts,{start + k * step:%Y-%m-%dT%H:%MZ},{width},{value},"
        for k, value in enumerate(values)
        if value is not None
    ]


def _without(at: Iterable[int], instead: str | None) -> list[float | str | None]:
    left = set(at)
    return [instead if k in left else value for k, value in enumerate(TOY)]


ROWS = {
    "TOY": _bins(TOY),
    "BLANK": _bins(_without((20, 21), "")),
    "ABSENT": _bins(_without((20, 21), None)),
    "HOURS": _bins(TOY, "PT1H", timedelta(hours=1)),
    "PARTIAL": [*_bins(TOY), "posts,social,Platform A,posts,2025-01-29T00:00Z,P1D,90,~"],
    "RISING": _bins([2, 3, 2, 4, 3, 2, 3, 40, 60, 80, 100]),
    "HIGH": _bins([2, 3, 2, 4, 3, 2, 3, 40, 100, 95, 90, 88, 85]),
    "FLAT": _bins([3] * 20),
    "SHORT": _bins([100, 3]),
    "TWO": [*_bins(TOY), *(row.replace("posts,", "views,", 1) for row in _bins(TOY[::-1]))],
}
ROWS["BELOW"] = [
    *_bins(TOY)[:25],
    *(f"posts,social,Platform A,posts,2025-01-{day}T00:00Z,P1D,1,<" for day in (26, 27, 28)),
]
__all__ = ["HEADER", "ROWS"]


def test_the_toy_series_has_its_worked_onset_and_peak(told: Asking) -> None:
    # SCIENCE.md, F.8: onset index 7, peak index 8 (its centre), F .22936, time to peak 1 d.
    (onset,) = told("onset", "TOY")
    assert onset.value == "2025-01-08T00:00:00Z"
    assert (onset.low, onset.high) == ("2025-01-07T00:00:00Z", "2025-01-09T00:00:00Z")
    peak = {row.by["quantity"]: row for row in told("peak", "TOY")}
    assert peak["time"].value == "2025-01-09T12:00:00Z"
    assert peak["level"].value == 100.0
    assert peak["share"].value == pytest.approx(0.22936, abs=5e-6)


def test_the_toy_series_fades_as_worked(told: Asking) -> None:
    # SCIENCE.md, F.8: H_x 1.740 d, T10 5.825 d.
    (half,) = told("half-life", "TOY")
    assert half.value == pytest.approx(1.740 * 24, abs=0.012)
    assert half.low <= half.value <= half.high
    (tenth,) = told("time-to-tenth", "TOY")
    assert tenth.value == pytest.approx(5.825 * 24, abs=0.012)
    assert (half.resolution, half.n) == (24.0, 28)


def test_time_to_peak_is_a_day_and_known_to_a_bin(told: Asking) -> None:
    (answer,) = told("time-to-peak", "TOY")
    assert (answer.value, answer.resolution) == (24.0, 24.0)
    assert (answer.low, answer.high) == (0.0, 72.0)  # onset and peak may each lie a bin off


@pytest.mark.parametrize("incident", ["BLANK", "ABSENT"])
def test_missing_days_are_unknown_and_not_zero(told: Asking, incident: str) -> None:
    # SCIENCE.md, 0.1: collapsing missing to zero makes false half-lives.
    (half,) = told("half-life", incident)
    assert half.value == pytest.approx(1.740 * 24, abs=0.012)
    assert half.n == 26
    share = next(row for row in told("peak", incident) if row.by["quantity"] == "share")
    assert share.value == pytest.approx(100 / (sum(TOY[7:]) - TOY[20] - TOY[21]))


def test_hourly_bins_give_the_same_shape_in_hours(told: Asking) -> None:
    (half,) = told("half-life", "HOURS")
    assert half.value == pytest.approx(1.740, abs=5e-4)
    assert half.resolution == 1.0


def test_a_partial_last_bin_is_left_out_and_said(told: Asking) -> None:
    whole, partial = told("half-life", "TOY")[0], told("half-life", "PARTIAL")[0]
    assert (partial.value, partial.n) == (whole.value, whole.n)
    assert "last bin may be partial and is left out" in partial.note


def test_values_below_one_count_as_a_half_and_are_said(told: Asking) -> None:
    share = next(row for row in told("peak", "BELOW") if row.by["quantity"] == "share")
    assert share.value == pytest.approx(100 / (sum(TOY[7:25]) + 3 * 0.5))
    assert (
        "3 bins are given only as below 1: 0.5 each in sums, no more than a bound in fitted laws."
        in share.note
    )


@pytest.mark.parametrize(
    ("metric", "incident", "status"),
    [
        ("half-life", "HIGH", "NE_RIGHT"),
        ("half-life", "RISING", "NE_FEW"),
        ("half-life", "SHORT", "NE_"),
        ("onset", "SHORT", "NE_"),
        ("onset", "FLAT", "NE_"),
        ("return-to-baseline", "RISING", "NE_RIGHT"),
        ("residual-interest", "TOY", "NE_RIGHT"),
    ],
)
def test_where_there_is_no_number_there_is_a_reason_and_a_next_step(
    told: Asking, metric: str, incident: str, status: str
) -> None:
    (answer,) = told(metric, incident)
    assert answer.status.startswith(status)
    assert answer.value is None
    assert len(answer.note.split()) >= 6
    assert answer.note.rstrip().endswith(".")


def test_series_answer_each_for_itself_and_can_be_selected(told: Asking) -> None:
    both = told("half-life", "TWO")
    assert len(both) == 2
    first, second = (row.by["series"] for row in both)
    assert first != second
    (one,) = told("half-life", "TWO", where=(("series", second),))
    assert one == both[1]


def test_a_value_is_taken_for_what_it_is_and_never_for_sql(told: Asking) -> None:
    (none,) = told("half-life", "TWO", where=(("series", "x' OR '1'='1"),))
    assert (none.status, none.n) == ("NE_FEW", 0)
    (none,) = told("half-life", "x' OR '1'='1")
    assert (none.status, none.n) == ("NE_FEW", 0)


@pytest.mark.parametrize(
    ("first", "hours"), [("2025-03-24", 167.0), ("2025-10-20", 169.0)], ids=["spring", "autumn"]
)
def test_local_days_of_23_and_25_hours_keep_their_length(
    storing: Storing, asking: Asking, first: str, hours: float
) -> None:
    # Berlin, 30 March 2025: 23 hours; 26 October 2025: 25 hours. Peak on the Monday, half of it on the next one.
    start = datetime.fromisoformat(first)
    values = [100, 99, 98, 97, 96, 95, 94, 50, 30, 20, 10, 5, 0, 0]
    rows = [
        f"posts,social,Platform A,posts,{start + timedelta(days=k - 10):%Y-%m-%d},P1D,{value},"
        for k, value in enumerate([0] * 10 + values)
    ]
    storing(HEADER, *rows, zone="Europe/Berlin")
    (half,) = asking("half-life")
    # From the middle of Monday to the middle of the next: seven days of which one has 23 or 25 hours.
    assert half.value == pytest.approx(hours)
