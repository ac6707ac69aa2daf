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


def found_late(items: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Lags of half a population gone by 48 h, and the lag at which each was found; those gone before are in no log."""
    random = np.random.default_rng(seed)
    lag = 48 * np.exp(1.2 * random.normal(size=items))
    entry = random.uniform(0, 72, items)
    return lag[lag > entry], entry[lag > entry]


def test_items_gone_before_anybody_looked_do_not_make_the_share_too_low() -> None:
    lag, entry = found_late(4000)
    gone, once = np.ones(lag.size, dtype=np.bool_), np.ones(lag.size)
    answer = estimate.share_within(lag, lag, gone, once, 48, entry)
    assert np.mean(lag <= 48) < 0.42
    assert answer.value == pytest.approx(0.5, abs=0.02)
    assert answer.low is not None
    assert answer.high is not None
    assert answer.low <= 0.5 <= answer.high
    assert "found late" in answer.note


def test_the_share_gone_and_the_share_still_up_add_up_with_late_entries_too() -> None:
    lag, entry = found_late(300)
    gone, once = np.ones(lag.size, dtype=np.bool_), np.ones(lag.size)
    share_gone = estimate.share_within(lag, lag, gone, once, 48, entry).value
    still_up = estimate.lag_curves(lag, lag, gone, once, entry).at(48).value
    assert share_gone is not None
    assert still_up is not None
    assert share_gone + still_up == pytest.approx(1)


def test_without_a_late_entry_the_share_stays_a_plain_binomial_share() -> None:
    lag = np.arange(5.0, 105, 5)
    gone, once = np.ones(20, dtype=np.bool_), np.ones(20)
    answer = estimate.share_within(lag, lag, gone, once, 48, np.zeros(20))
    assert answer == share(list(lag))


def test_a_share_begins_once_ten_items_are_watched_and_says_so() -> None:
    entry = np.concatenate([[0.0, 0.5], np.full(30, 5.0)])
    lag = np.concatenate([[1.0, 2.0], np.arange(30) + 6.0])
    gone, once = np.ones(32, dtype=np.bool_), np.ones(32)
    answer = estimate.share_within(lag, lag, gone, once, 20.5, entry)
    assert answer.value == pytest.approx(0.5)
    assert "Of items that were still up after 5 h" in answer.note
    assert estimate.share_within(lag, lag, gone, once, 4, entry).status == "NE_LEFT"


def test_items_never_watched_ten_at_a_time_give_no_share() -> None:
    entry = np.arange(0.0, 120, 10) + 1
    gone, once = np.ones(12, dtype=np.bool_), np.ones(12)
    answer = estimate.share_within(entry + 5, entry + 5, gone, once, 48, entry)
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert "never 10 of them were watched at one time" in answer.note


def test_one_minute_that_straddles_the_deadline_leaves_a_number_with_its_sampling_error() -> None:
    low = [10.0] * 50 + [60.0] * 49 + [47.995]
    answer = share(low, [*low[:-1], 48.01])
    sooner, later = share([*low[:-1], 47.0]), share([*low[:-1], 49.0])
    assert answer.status == "ok"
    assert answer.value in (sooner.value, later.value)
    assert (answer.low, answer.high) == (later.low, sooner.high)
    assert "earliest and their latest" in answer.note


def test_what_is_undecided_makes_bounds_from_a_quarter_of_the_half_width_on() -> None:
    # 100 items, half gone: the interval is 0.404 to 0.596, a quarter of its half width 0.024.
    def straddling(number: int, by: float) -> str:
        low = [10.0] * 50 + [60.0] * (50 - number)
        return share(low + [48 - by] * number, low + [48 + by] * number).status

    assert [straddling(number, 8.0) for number in (1, 2, 3, 4)] == ["ok", "ok", "bounds", "bounds"]
    # Intervals up to a quarter of the deadline: all of the half width, for their middles are right on average.
    assert [straddling(number, 1.0) for number in (4, 9, 10)] == ["ok", "ok", "bounds"]


def test_bounds_say_how_far_they_reach_with_sampling_error() -> None:
    answer = share([0.0] * 5 + [24.0] * 5 + [72.0] * 10, [24.0] * 5 + [72.0] * 5 + [96.0] * 10)
    low, high = estimate.binomial_interval(5, 20)[0], estimate.binomial_interval(10, 20)[1]
    assert f"Sampling error comes on top: with it, {low:.0%} to {high:.0%}." in answer.note


def test_the_curve_too_gives_a_number_where_little_is_undecided() -> None:
    low = np.concatenate([np.full(50, 10.0), np.full(49, 60.0), [40.0]])
    high = np.concatenate([low[:-1], [64.0]])
    gone, once = np.ones(100, dtype=np.bool_), np.ones(100)
    answer = estimate.lag_curves(low, high, gone, once).at(48)
    assert answer.status == "ok"
    assert answer.value in (0.49, 0.5)
