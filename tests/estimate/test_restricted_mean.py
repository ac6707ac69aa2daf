"""The restricted mean: published values, the variance that is not lifelines', codes, lags known to within an interval."""

from __future__ import annotations

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from oracles import CONTROL_TIME, MP_ENDED, MP_TIME

from ripplemark import estimate
from ripplemark.estimate.restricted_mean import area

EVERY = np.ones(21, dtype=np.bool_)
Z = 1.959963984540054


def curve(time: np.ndarray, ended: np.ndarray) -> estimate.SurvivalCurve:
    return estimate.kaplan_meier(time, ended, np.ones(time.size))


# SCIENCE.md, F.1: mean and standard error up to a horizon, in weeks.
@pytest.mark.parametrize(
    ("time", "ended", "horizon", "value", "error"),
    [
        (MP_TIME, MP_ENDED, 23.0, 17.9092, 1.5532),
        (CONTROL_TIME, EVERY, 23.0, 8.6667, 1.3774),
        (MP_TIME, MP_ENDED, 35.0, 23.2874, 2.8275),
    ],
)
def test_both_arms_give_the_published_means_and_standard_errors(
    time: np.ndarray, ended: np.ndarray, horizon: float, value: float, error: float
) -> None:
    answer = estimate.restricted_mean(curve(time, ended), horizon)
    assert answer.value == pytest.approx(value, abs=5e-5)
    assert answer.low == pytest.approx(value - Z * error, abs=2e-4)
    assert answer.high == pytest.approx(min(value + Z * error, horizon), abs=2e-4)


def test_the_difference_of_the_arms_is_the_published_one() -> None:
    # SCIENCE.md, F.1: 9.2426 (5.174 to 13.311).
    (one, its), (other, others) = (
        area(curve(time, ended), 23.0)
        for time, ended in ((MP_TIME, MP_ENDED), (CONTROL_TIME, EVERY))
    )
    half = Z * np.hypot(its, others)
    assert one - other == pytest.approx(9.2426, abs=5e-5)
    assert (one - other - half, one - other + half) == pytest.approx((5.174, 13.311), abs=5e-4)


@pytest.mark.filterwarnings("ignore:The maximum number of subdivisions")
def test_the_variance_is_that_of_the_mean_and_not_that_of_single_times() -> None:
    # SCIENCE.md, B.3: lifelines returns Var[min(T, tau)], 137.2 for the 6-MP arm; the squared standard error is 7.99.
    theirs = restricted_mean_survival_time(
        KaplanMeierFitter().fit(MP_TIME, MP_ENDED), t=35, return_variance=True
    )
    value, error = area(curve(MP_TIME, MP_ENDED), 35.0)
    assert value == pytest.approx(float(theirs[0]))
    assert float(theirs[1]) == pytest.approx(137.2, abs=0.1)
    assert error**2 == pytest.approx(7.99, abs=0.01)


def test_where_all_ended_it_is_the_plain_mean_at_any_later_horizon() -> None:
    answer = estimate.restricted_mean(curve(CONTROL_TIME, EVERY), 500.0)
    assert answer.value == pytest.approx(CONTROL_TIME.mean())
    # Without censoring Greenwood's is the plain variance of a mean.
    assert area(curve(CONTROL_TIME, EVERY), 500.0)[1] == pytest.approx(CONTROL_TIME.std() / 21**0.5)


def test_a_row_of_weight_w_equals_w_rows() -> None:
    lag, n = np.array([0, 1, 2, 5, 9, 9.0]), np.array([50, 20, 10, 8, 7, 5])  # SCIENCE.md, F.3
    ended = np.array([1, 1, 1, 1, 1, 0], dtype=np.bool_)
    weighted = area(estimate.kaplan_meier(lag, ended, n.astype(np.float64)), 9.0)
    expanded = area(curve(np.repeat(lag, n), np.repeat(ended, n)), 9.0)
    assert weighted == pytest.approx(expanded)
    assert weighted[0] == pytest.approx(0.5 + 0.3 + 3 * 0.2 + 4 * 0.12)  # by hand


def test_late_entries_are_at_risk_only_from_then_on() -> None:
    # By hand: entries at 0, 3, 0 and ends at 2, 5, 6; S = 1/2 from 2, 1/4 from 5, 0 from 6.
    late = estimate.kaplan_meier(
        np.array([2.0, 5.0, 6.0]), np.ones(3, dtype=np.bool_), np.ones(3), np.array([0.0, 3.0, 0.0])
    )
    assert area(late, 6.0)[0] == pytest.approx(2 + 3 / 2 + 1 / 4)


def test_a_horizon_before_a_late_curve_begins_has_no_number() -> None:
    entry = np.concatenate([[0.0, 0.0], np.full(20, 5.0)])
    time = np.concatenate([[1.0, 2.0], np.arange(20) + 6.0])
    curves = estimate.lag_curves(time, time, np.ones(22, dtype=np.bool_), np.ones(22), entry)
    assert estimate.restricted_mean_lag(curves, 5.0).status == "NE_LEFT"
    later = estimate.restricted_mean_lag(curves, 30.0)
    assert later.value == pytest.approx(np.mean(np.arange(20) + 6.0))
    assert "still up after 5 h" in later.note


def test_beyond_the_follow_up_there_is_no_number_and_the_note_says_what_to_ask_for() -> None:
    answer = estimate.restricted_mean(curve(MP_TIME, MP_ENDED), 36.0)
    assert (answer.status, answer.value) == ("NE_RIGHT", None)
    assert "horizon (tau) of 35 h or less" in answer.note


@pytest.mark.parametrize("size", [0, 1, 9])
def test_few_items_have_counts_and_no_mean(size: int) -> None:
    answer = estimate.restricted_mean(
        curve(np.arange(size) + 1.0, np.ones(size, dtype=np.bool_)), 3.0
    )
    assert (answer.status, answer.value, answer.n) == ("NE_FEW", None, size)


def test_no_end_at_all_has_counts_and_no_mean() -> None:
    answer = estimate.restricted_mean(curve(np.full(30, 9.0), np.zeros(30, dtype=np.bool_)), 3.0)
    assert (answer.status, answer.events, answer.censored) == ("NE_FEW", 0, 30)


def test_a_horizon_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        estimate.restricted_mean(curve(MP_TIME, MP_ENDED), 0.0)


def test_before_the_first_end_the_mean_is_the_horizon_itself() -> None:
    answer = estimate.restricted_mean(curve(MP_TIME, MP_ENDED), 4.0)
    assert (answer.value, answer.low, answer.high) == (4.0, 4.0, 4.0)


def known_to(width: float, which: slice) -> estimate.Answer:
    """Of 40 items that ended after 10 to 49 h, some are known only to within ``width`` hours."""
    high = np.arange(40) + 10.0
    low = high.copy()
    low[which] -= width
    curves = estimate.lag_curves(np.maximum(low, 0), high, np.ones(40, dtype=np.bool_), np.ones(40))
    return estimate.restricted_mean_lag(curves, 49.0)


def test_narrow_intervals_count_by_their_middles() -> None:
    answer = known_to(6.0, slice(None))
    assert (answer.status, answer.resolution) == ("ok", 6.0)
    assert answer.value == pytest.approx(29.5 - 3.0)


def test_a_few_wide_intervals_widen_the_interval_only() -> None:
    answer, exact = known_to(9.0, slice(0, 4)), known_to(0.0, slice(0, 4))
    assert answer.status == "ok"
    assert answer.value == pytest.approx(29.5 - 0.1 * 4.5)
    assert answer.low is not None
    assert exact.low is not None
    assert answer.low < exact.low - 0.8
    assert answer.high == pytest.approx(exact.high)
    assert "earliest and their latest" in answer.note


def test_days_give_two_bounds_and_say_how_far_they_reach_with_sampling_error() -> None:
    answer = known_to(24.0, slice(None))
    low = np.maximum(np.arange(40) + 10.0 - 24, 0).mean()
    assert (answer.status, answer.value) == ("bounds", None)
    assert (answer.low, answer.high) == (pytest.approx(low), pytest.approx(29.5))
    assert "Sampling error comes on top" in answer.note
    assert answer.resolution == 24.0
