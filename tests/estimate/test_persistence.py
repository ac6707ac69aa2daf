from __future__ import annotations

import numpy as np
import pytest

from ripplemark import estimate
from ripplemark.estimate import regular

QUIET = [4.0, 5, 6, 5, 4, 6, 5]


def step(days: int, after: int = 60) -> list[float]:
    """A month of quiet, a peak, ``days`` at a third of it, and quiet again."""
    return QUIET * 5 + [300.0] + [100.0] * days + (QUIET * 20)[:after]


@pytest.mark.parametrize("days", [5, 12, 33])
def test_a_sudden_end_is_a_return_on_its_own_day(days: int) -> None:
    assert estimate.return_to_baseline(regular(step(days))).value == days + 1


def test_one_lively_day_in_a_quiet_week_does_not_undo_the_return() -> None:
    series = step(12)
    series[35 + 1 + 12 + 5] = 90
    assert estimate.return_to_baseline(regular(series)).value == 13


def test_hourly_bins_are_summed_to_days_first() -> None:
    hourly = np.repeat(np.array(step(12)), 24) / 24
    assert estimate.return_to_baseline(regular(hourly, "hour"), copies=99).value == 13


def test_weekly_bins_need_two_quiet_weeks() -> None:
    weekly = [5.0] * 20 + [90.0, 60, 30, 5, 40, 5, 5, 6, 5]
    assert estimate.return_to_baseline(regular(weekly, "week")).value == 35


def test_months_are_too_wide_for_a_return() -> None:
    monthly = [5.0] * 20 + [90.0, 60, 5, 5, 5]
    assert estimate.return_to_baseline(regular(monthly, "month")).status == "NE_GRANULARITY"


def test_no_return_yet_says_more_than_how_many_days() -> None:
    answer = estimate.return_to_baseline(regular(step(30, after=0)))
    assert (answer.status, answer.value, answer.high) == ("NE_RIGHT", None, None)
    assert answer.low == 30 - 9
    assert "come back" in answer.note


def test_a_quiet_stretch_shorter_than_a_week_is_no_return_yet_and_low_stays_true() -> None:
    answer = estimate.return_to_baseline(regular(step(20, after=8)))
    assert answer.status == "NE_RIGHT"
    assert (answer.low or 0) < 21


def test_residual_interest_is_what_is_left_of_the_peak() -> None:
    answer = estimate.residual_interest(regular(step(45)), 30)
    assert answer.value == pytest.approx((100 - 5) / (300 - 5))
    assert "day 30 ± 3 days" in answer.note


def test_residual_interest_is_signed() -> None:
    series = np.array(step(12, after=60))
    series[60:72] = 0
    assert (estimate.residual_interest(regular(series), 30).value or 0) < 0


def test_the_zeros_of_an_index_are_known_to_half_a_point() -> None:
    answer = estimate.residual_interest(
        regular([0.0] * 30 + [40, 100, 50] + [0.0] * 60, index=True), 30
    )
    assert answer.value == 0
    assert (answer.low or 0) <= -0.004
    assert (answer.high or 0) >= 0.004


def test_the_window_of_weekly_bins_counts_by_overlap() -> None:
    weekly = [5.0] * 20 + [305.0, 205, 155, 105, 65, 45, 25, 5, 5, 5]
    # Day 30 +- 3.5 from the peak's centre: 5 of its 7 days lie in the fourth week after it, 2 in the fifth.
    expected = ((5 / 7) * 65 + (2 / 7) * 45 - 5) / 300
    assert estimate.residual_interest(regular(weekly, "week"), 30).value == pytest.approx(expected)


def test_a_day_not_observed_yet_says_what_is_missing() -> None:
    answer = estimate.residual_interest(regular(step(12, after=10)), 30)
    assert answer.status == "NE_RIGHT"
    assert "day 30 needs 33.5 days" in answer.note


def test_a_window_mostly_missing_gives_no_ratio() -> None:
    series = np.array(step(12))
    series[35 + 27 : 35 + 32] = np.nan
    assert estimate.residual_interest(regular(series), 30).status == "NE_FEW"


def test_one_bin_wider_than_the_window_gives_no_ratio() -> None:
    monthly = [5.0] * 20 + [90.0, 60, 5, 5, 5]
    assert estimate.residual_interest(regular(monthly, "month"), 30).status == "NE_GRANULARITY"


def test_a_day_before_the_peak_is_refused() -> None:
    with pytest.raises(ValueError, match="after the peak"):
        estimate.residual_interest(regular(step(5)), 0)


@pytest.mark.parametrize(("usual", "rhythm"), [(1.5, 0.0), (1.5, 0.6), (20.0, 0.6)])
def test_a_series_that_is_just_as_before_has_no_interest_left(usual: float, rhythm: float) -> None:
    # A Poisson mean of 1.5 has the median 1: a mean less a median would leave 0.5 of nothing, 0.8 % of this peak.
    hour = np.arange(75 * 24)
    mean = usual * (1 + rhythm * np.sin(2 * np.pi * hour / 24))
    mean += np.where(hour >= 875, 60 * 0.5 ** ((hour - 875) / 12), 0)
    random = np.random.default_rng(7)
    answers = [
        estimate.residual_interest(regular(random.poisson(mean), "hour"), 30, copies=99)
        for _ in range(12)
    ]
    found = [each.value for each in answers if each.value is not None]
    assert len(found) == 12
    assert np.mean(found) == pytest.approx(0, abs=0.003)
    assert sum((each.low or 0) <= 0 <= (each.high or 0) for each in answers) >= 10


def test_an_earlier_spike_is_not_part_of_the_usual_mean() -> None:
    spiked = step(45)
    spiked[20] = 80
    plain, with_it = (estimate.residual_interest(regular(v), 30).value for v in (step(45), spiked))
    assert with_it == pytest.approx(plain, rel=0.01)
