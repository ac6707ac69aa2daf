"""Times and lags at the gate: as fine as their words, on the right side of a deadline, and no finer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leaving import OWNER, PRIVATE, PUBLIC, estimate_of

from ripplemark.gate.coarse import bin_hours, coarse_lag, coarse_moment, coarse_time, lag_step
from ripplemark.measures import MEASURES
from ripplemark.result import Estimate


def test_times_are_told_to_the_hour_in_public_only() -> None:
    row = Estimate({}, "2025-10-21T13:17:00Z", "2025-10-21T13:10:00Z", "2025-10-21T13:20:00Z", 9)
    (shown,) = PUBLIC.estimates([row])
    assert (shown.value, shown.low, shown.high) == (
        "2025-10-21T13:00:00Z",
        "2025-10-21T13:00:00Z",
        "2025-10-21T14:00:00Z",
    )
    assert PRIVATE.estimates([row])[0].value == row.value
    assert OWNER.estimates([row]) == (row,)


@given(st.floats(0, 5000))
def test_a_lag_in_public_is_as_fine_as_its_words_and_no_finer(hours: float) -> None:
    told = coarse_lag(hours)
    assert abs(told - hours) <= lag_step(hours) / 2 + 1e-6
    assert coarse_lag(told) == pytest.approx(told)


@given(st.floats(0, 400), st.sampled_from([1, 6, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336]))
def test_a_step_of_a_curve_stays_on_its_side_of_a_deadline(hours: float, deadline: int) -> None:
    assert (coarse_moment(hours) <= deadline + 1e-6) == (hours <= deadline + 1e-6)


def test_moments_asked_for_stay_and_moments_of_items_move_to_the_grid() -> None:
    row = estimate_of({"incident": "LANTERN", "at": 36.5}, 0.5)
    assert PUBLIC.estimates([row], "probability")[0].by["at"] == 36.5
    assert PUBLIC.estimates([row], "probability", steps=True)[0].by["at"] == 37.0
    assert PRIVATE.estimates([row], "probability", steps=True)[0].by["at"] == 36.5


def test_one_rule_makes_lags_coarse_whatever_else_a_measure_answers() -> None:
    lag = estimate_of({"incident": "LANTERN", "quantity": "lag", "tau": 36.512}, 33.337)
    share = estimate_of({"incident": "LANTERN", "quantity": "share"}, 0.33337)
    told = PUBLIC.estimates([lag, share], "h; share", in_hours=("lag",))
    assert [each.value for each in told] == [33.0, 0.33337]
    assert told[0].by["tau"] == 37.0
    assert PRIVATE.estimates([lag], "h; share", in_hours=("lag",))[0].value == 33.337


def test_every_quantity_in_hours_says_so() -> None:
    # A unit of several words needs its hours named, or they would leave as fine as they are.
    mixed = [each for each in MEASURES if "h" in each.unit.split("; ") and each.unit != "h"]
    assert {each.name for each in mixed} >= {"lag-difference", "exposure-before-removal"}
    assert all(each.in_hours for each in mixed), [e.name for e in mixed if not e.in_hours]


MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2021, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


SPANS = st.floats(0, 9000).map(lambda hours: timedelta(hours=hours))


@given(
    MOMENTS, SPANS, st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
)
def test_a_coarse_time_is_the_start_of_the_bin_that_holds_it(
    at: datetime, span: timedelta, zone: str
) -> None:
    start = coarse_time(at, span, zone)
    width = bin_hours(span)
    assert timedelta(0) <= at - start <= timedelta(hours=width + 1)
    assert coarse_time(start, span, zone) == start
    assert start.astimezone(ZoneInfo(zone)).minute == 0


def test_bins_grow_with_the_span() -> None:
    widths = [bin_hours(timedelta(days=days)) for days in (0, 3, 3.1, 14, 15, 180, 181, 9000)]
    assert widths == [1, 1, 6, 6, 24, 24, 168, 168]
    assert OWNER.time_bin(timedelta(days=1)) is None
    assert PUBLIC.time_bin(timedelta(days=1)) == 1
