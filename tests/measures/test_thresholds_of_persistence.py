"""The thresholds of persistence: what is usual decides when searches are back and what is left of the peak."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from real_path import Asking, Storing
from test_measured_lifecycle import HEADER

START = datetime(2025, 1, 1, tzinfo=UTC)


def _daily(values: list[int]) -> list[str]:
    return [
        f"posts,social,Chirp,posts,{START + timedelta(days=k):%Y-%m-%d}T00:00Z,P1D,{value},"
        for k, value in enumerate(values)
    ]


def _hourly(values: list[int]) -> list[str]:
    return [
        f"posts,social,Chirp,posts,{START + timedelta(hours=k):%Y-%m-%dT%H}:00Z,PT1H,{value},"
        for k, value in enumerate(v // 4 for v in values for _ in range(24))
    ]


# 42 days near 40, 14 days near 12, a peak, then a fall through 40 to 12.
VALUES = [
    *([40, 41, 39] * 14),
    *([12, 11, 13] * 5)[:14],
    *(300, 280, 220, 160, 120, 90, 70),
    *([44, 40, 38] * 5),
    *([12, 11, 13] * 10),
]


@pytest.mark.parametrize("rows", [_daily, _hourly], ids=["days", "hours"])
@pytest.mark.parametrize("name", ["return-to-baseline", "time-since-return"])
def test_a_longer_baseline_that_reaches_a_higher_level_is_met_earlier(
    storing: Storing, asking: Asking, rows: object, name: str
) -> None:
    storing(HEADER, *rows(VALUES))  # type: ignore[operator]
    (short,) = asking(name, settings={"baseline": "14"})
    (long,) = asking(name, settings={"baseline": "56"})
    assert isinstance(short.value, float)
    assert isinstance(long.value, float)
    sooner = long.value < short.value if name == "return-to-baseline" else long.value > short.value
    assert sooner


def test_what_is_left_is_counted_above_the_level_of_the_baseline_asked_for(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *_daily(VALUES))
    (short,) = asking("residual-interest", settings={"baseline": "14", "day": "14"})
    (long,) = asking("residual-interest", settings={"baseline": "56", "day": "14"})
    assert isinstance(short.value, float)
    assert isinstance(long.value, float)
    assert long.value < 0.05 < short.value


def test_a_wider_usual_range_and_fewer_days_are_met_earlier(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *_daily(VALUES))

    def days(**settings: str) -> float:
        (found,) = asking("return-to-baseline", settings={"baseline": "14", **settings})
        assert isinstance(found.value, float)
        return found.value

    assert days(settled="10") < days() <= days(settled="1")
    assert days(quiet="14") >= days() >= days(quiet="3")
    assert days(quiet="7", settled="2") == days()


def test_the_days_averaged_and_the_start_of_the_tail_can_be_chosen(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *_daily(VALUES))
    base = {"baseline": "14", "day": "14"}
    (usual,) = asking("residual-interest", settings=base)
    (same,) = asking("residual-interest", settings={**base, "around": "3"})
    (wide,) = asking("residual-interest", settings={**base, "around": "10"})
    assert usual.value == same.value
    assert isinstance(usual.value, float)
    assert isinstance(wide.value, float)
    assert wide.value > usual.value
    assert "± 10 days" in wide.note
