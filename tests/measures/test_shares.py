"""Shares of coverage are measured as what they are: percentages of any size, which count nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from real_path import Asking, Storing

from ripplemark.result import Estimate

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"
FIRST = date(2024, 3, 1)
SHAPE = (
    4,
    6,
    5,
    3,
    6,
    4,
    5,
    6,
    3,
    5,
    4,
    6,
    5,
    4,
    6,
    5,
    3,
    4,
    60,
    100,
    71,
    44,
    30,
    21,
    14,
    9,
    7,
    5,
    4,
    6,
    5,
)
"""A level of about 5, then a rise to 100 and a fall."""


def _stored(storing: Storing, name: str, highest: float, metric: str = "coverage_share") -> None:
    rows = [
        f"{name},news,GDELT,{metric},{FIRST + timedelta(days=k)},P1D,{value * highest / 100:.10g}"
        for k, value in enumerate(SHAPE)
    ]
    storing(HEADER, *rows)


def _answers(asking: Asking, metric: str, quantity: str | None = None) -> list[Estimate]:
    return [each for each in asking(metric) if each.by.get("quantity") == quantity]


def _ends(estimate: Estimate) -> list[float]:
    """Value and interval; times as seconds since 1970."""
    ends = (estimate.value, estimate.low, estimate.high)
    return [
        datetime.fromisoformat(each).timestamp() if isinstance(each, str) else float(each or 0)
        for each in ends
    ]


@pytest.mark.parametrize("metric", ["onset", "time-to-peak", "half-life", "time-to-tenth"])
def test_times_do_not_depend_on_how_large_the_shares_are(
    storing: Storing, asking: Asking, metric: str
) -> None:
    for number, highest in enumerate((0.02, 0.988, 40.0)):
        _stored(storing, f"term {number}", highest)
    found = asking(metric)
    assert [each.status for each in found] == ["ok"] * 3
    assert _ends(found[1]) == pytest.approx(_ends(found[0]))
    assert _ends(found[2]) == pytest.approx(_ends(found[0]))


def test_a_share_is_measured_as_the_same_curve_on_an_index_is(
    storing: Storing, asking: Asking
) -> None:
    _stored(storing, "one", 0.02)
    _stored(storing, "two", 100, "search_index")
    for metric in ("onset", "half-life", "return-to-baseline"):
        share, index = asking(metric)
        assert (share.status, share.value, share.low) == (index.status, index.value, index.low)


def test_a_level_is_told_in_the_sources_own_per_cent(storing: Storing, asking: Asking) -> None:
    _stored(storing, "one", 0.02)
    [level] = _answers(asking, "peak", "level")
    assert level.value == 0.02
    assert level.low is not None
    assert level.high is not None
    assert 0 < float(level.low) < 0.02 < float(level.high) < 0.06
    assert "measured as an index" in level.note


def test_no_share_is_above_all_there_is(storing: Storing, asking: Asking) -> None:
    _stored(storing, "one", 96.0)
    [level] = _answers(asking, "peak", "level")
    assert (level.value, level.high) == (96.0, 100.0)


def test_shares_that_are_all_nought_have_no_peak_and_no_onset(
    storing: Storing, asking: Asking
) -> None:
    _stored(storing, "one", 0.0)
    assert {each.status for each in asking("peak")} <= {"NE_FEW", "NE_PLATEAU"}
    assert [each.value for each in asking("onset")] == [None]
