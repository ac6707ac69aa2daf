from __future__ import annotations

import numpy as np
import pytest

from ripplemark import estimate


def share(
    low: list[float],
    high: list[float] | None = None,
    ended: list[int] | None = None,
    by: float = 48,
) -> estimate.Answer:
    ends = np.array(low if high is None else high, dtype=np.float64)
    observed = (
        np.ones(len(low), dtype=np.bool_) if ended is None else np.array(ended, dtype=np.bool_)
    )
    return estimate.share_within(
        np.array(low, dtype=np.float64), ends, observed, np.ones(len(low)), by
    )


def test_binomial_intervals_are_the_published_ones() -> None:
    # SCIENCE.md, E.5: 25 of 25, Wilson 86.7-100 %, 0 of 25: 0-13.3 %; Clopper-Pearson 86.3-100 and 0-13.7.
    assert estimate.binomial_interval(25, 25) == pytest.approx((0.863, 1.0), abs=5e-4)
    assert estimate.binomial_interval(0, 25) == pytest.approx((0.0, 0.137), abs=5e-4)
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I: 81 of 263, score without continuity correction.
    assert estimate.binomial_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_without_censoring_the_share_is_hits_over_items() -> None:
    answer = share([float(h) for h in range(5, 105, 5)])
    assert answer.value == 9 / 20
    assert (answer.low, answer.high) == estimate.binomial_interval(9, 20)


def test_gone_exactly_at_the_deadline_is_within_it() -> None:
    assert share([48.0] * 10 + [49.0] * 10).value == 0.5


def test_an_item_still_up_after_the_deadline_counts_as_not_within() -> None:
    assert share([10.0] * 10 + [60.0] * 10, ended=[1] * 10 + [0] * 10).value == 0.5


def test_an_item_last_seen_up_before_the_deadline_is_censored_and_not_a_miss() -> None:
    answer = share([10.0] * 10 + [20.0] * 5 + [60.0] * 5, ended=[1] * 10 + [0] * 5 + [1] * 5)
    assert answer.value == pytest.approx(0.5)
    later = share([30.0] * 10 + [20.0] * 5 + [60.0] * 5, ended=[1] * 10 + [0] * 5 + [1] * 5)
    assert later.value == pytest.approx(10 / 15)
    assert "Kaplan-Meier" in later.note


def test_an_interval_that_holds_the_deadline_makes_bounds() -> None:
    answer = share([0.0] * 5 + [24.0] * 5 + [72.0] * 10, [24.0] * 5 + [72.0] * 5 + [96.0] * 10)
    assert (answer.status, answer.value, answer.low, answer.high) == ("bounds", None, 0.25, 0.5)


def test_whole_days_bound_a_deadline_in_days_by_the_two_neighbouring_days() -> None:
    # SCIENCE.md, B.4: P(d <= m - 1) <= P(L <= 24 m h) <= P(d <= m).
    days = np.repeat([0, 1, 2, 3], 5)
    low, high = np.maximum(days - 1, 0) * 24.0, (days + 1) * 24.0
    answer = share(list(low), list(high), by=48)
    assert (answer.low, answer.high) == (np.mean(days <= 1), np.mean(days <= 2))


def test_whole_days_cannot_answer_a_deadline_of_hours() -> None:
    days = np.repeat([0, 1, 2, 3], 5)
    low, high = np.maximum(days - 1, 0) * 24.0, (days + 1) * 24.0
    answer = share(list(low), list(high), by=3)
    assert (answer.status, answer.low, answer.high) == ("NE_GRANULARITY", 0, 0.5)
    assert "wider than the deadline of 3 h" in answer.note


def test_fewer_than_ten_notices_give_the_counts_and_no_share() -> None:
    answer = share([1.0, 2, 3, 60, 60, 60, 60])
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert answer.note.startswith("3 of 7 were gone within 48 h; too few for a share")


def test_nobody_followed_to_the_deadline_is_no_share() -> None:
    assert share([10.0] * 6 + [20.0] * 6, ended=[1] * 6 + [0] * 6).status == "NE_RIGHT"


def test_the_middle_stands_for_an_interval_up_to_a_quarter_of_the_quantity() -> None:
    assert estimate.narrow(np.array([8.0]), np.array([10.0]), 8)
    assert not estimate.narrow(np.array([8.0]), np.array([10.1]), 8)
    assert estimate.narrow(np.empty(0), np.empty(0), 8)


def test_narrow_intervals_give_the_median_of_their_middles() -> None:
    low = np.arange(20.0, 40.0)
    every, one = np.ones(20, dtype=np.bool_), np.ones(20)
    answer = estimate.median_lag(low, low + 4, every, one)
    assert (answer.status, answer.value, answer.resolution) == ("ok", 31, 4)


def test_wide_intervals_give_the_two_medians_as_bounds() -> None:
    low = np.arange(20.0, 40.0)
    every, one = np.ones(20, dtype=np.bool_), np.ones(20)
    answer = estimate.median_lag(low, low + 24, every, one)
    assert (answer.status, answer.value, answer.low, answer.high) == ("bounds", None, 29, 53)


def test_a_median_whose_late_curve_is_not_reached_has_an_open_bound() -> None:
    low = np.concatenate([np.full(10, 10.0), np.full(8, 30.0)])
    high = np.concatenate([np.full(10, 50.0), np.full(8, 30.0)])
    answer = estimate.median_lag(low, high, np.arange(18) < 10, np.ones(18))
    assert (answer.status, answer.low) == ("bounds", 10)


def test_ends_in_the_wrong_order_are_refused() -> None:
    one = np.ones(1)
    with pytest.raises(ValueError, match="low <= high"):
        estimate.median_lag(one * 2, one, one.astype(np.bool_), one)
    with pytest.raises(ValueError, match="deadline"):
        share([1.0] * 12, by=0)


def test_one_coarse_time_among_forty_widens_the_median_s_interval_and_does_not_take_the_number() -> (
    None
):
    middle = np.arange(1.0, 41.0)
    low, high = middle - 0.01, middle + 0.01
    low[19], high[19] = 8.0, 32.0
    gone, once = np.ones(40, dtype=bool), np.ones(40)
    answer = estimate.median_lag(low, high, gone, once)
    early = estimate.median_survival(estimate.kaplan_meier(low, gone, once))
    late = estimate.median_survival(estimate.kaplan_meier(high, gone, once))
    assert answer.status == "ok"
    assert early.value is not None
    assert answer.value is not None
    assert late.value is not None
    assert early.value <= answer.value <= late.value
    assert (answer.low, answer.high) == (early.low, late.high)
    assert "wide interval" in answer.note


def test_days_against_a_median_of_two_days_stay_two_bounds() -> None:
    low = np.repeat([0.0, 24.0, 48.0, 72.0], 10)
    answer = estimate.median_lag(low, low + 48, np.ones(40, dtype=bool), np.ones(40))
    assert (answer.status, answer.value) == ("bounds", None)
    assert (answer.low, answer.high) == (24.0, 72.0)
