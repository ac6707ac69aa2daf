"""What intervals allow for: a peak that noise has moved, a baseline that other days would have given, a rhythm of the day."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark import estimate
from ripplemark.estimate.baseline import NEW_OBJECT, baseline_before
from ripplemark.estimate.bootstrap import fit
from ripplemark.estimate.doubling import doubling_time
from ripplemark.estimate.laws import half_of, power
from ripplemark.estimate.mean_curve import Noise, mean_curve
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.persistence import STANDARD_QUIET, _limit, _limits
from ripplemark.estimate.relaxation import exponent_of_tail, relaxation_class
from ripplemark.estimate.series import Floats
from ripplemark.estimate.tail import Tail, tail_after
from ripplemark.estimate.top import Top, as_high
from ripplemark.estimate.usual import pattern_error
from ripplemark.estimate.width import fwhm


def test_bins_as_high_as_the_peak_are_those_in_a_row_that_noise_may_have_kept_lower() -> None:
    value = np.array([5.0, 98.0, 40.0, 90.0, 100.0, 95.0, 30.0, 99.0])
    top = Top(4, 4, 4.5, 100.0)
    assert as_high(value, value, top, 0) == [3, 5]
    assert as_high(value, value, top, 4) == [5]
    assert as_high(value, np.zeros(value.size), top, 0) == []
    assert as_high(value, value + 0.25 * value**2, top, 0) == [3, 2, 1, 5, 6, 7]


def test_growth_that_ended_one_bin_before_the_peak_is_in_the_interval() -> None:
    quiet, rise = np.full(40, 1.0), [20.0, 40.0, 80.0, 160.0, 320.0]
    fall = [160.0, 80.0, 40.0, 20.0, 10.0, 5.0]
    plateau = estimate.regular(np.concatenate([quiet, rise, [325.0], fall]))
    found = doubling_time(plateau)
    assert found.value is not None
    assert found.value > 25
    assert found.low is not None
    assert found.low <= 24.0
    clear = doubling_time(estimate.regular(np.concatenate([quiet, rise, fall])))
    assert clear.value == pytest.approx(24.0, rel=0.01)


def test_an_exponent_spans_those_after_bins_beside_the_peak_that_were_as_high() -> None:
    left = np.arange(239.0)
    mean = 5 + np.concatenate(
        [np.zeros(60), [800.0], 800 * power(left, left + 1, half_of(0.6, 1.0), 1.0)]
    )
    random = np.random.default_rng(4)
    value = random.poisson(mean).astype(np.float64)
    value[60], value[61] = 780.0, 800.0
    series = estimate.regular(value)
    tail = tail_after(series, find_onset(series))
    assert isinstance(tail, Tail)
    alone, told = exponent_of_tail(tail), relaxation_class(series, copies=19).exponent
    assert told.value == alone.value
    assert alone.high is not None
    assert told.high is not None
    assert told.high > alone.high
    assert told.low is not None
    assert told.low <= 0.6 <= told.high


def test_a_width_is_never_known_closer_than_half_a_bin_either_way() -> None:
    value = np.full(60, 10.0)
    value[30:36] = [2010.0, 4010.0, 2010.0, 1010.0, 500.0, 200.0]
    found = fwhm(estimate.regular(value), copies=199)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value - 12
    assert found.high >= found.value + 12


def test_the_limit_of_quiet_days_is_drawn_around_the_baselines_own() -> None:
    random = np.random.default_rng(2)
    base = baseline_before(estimate.regular(random.poisson(20, 60).astype(np.float64)), 50)
    drawn = _limits(base, 2000, 1, STANDARD_QUIET)
    assert drawn.shape == (2000, 1)
    assert np.median(drawn) == pytest.approx(_limit(base, STANDARD_QUIET))
    assert (
        1.0 < drawn.std() < 6.0
    )  # two standard deviations, of 28 days, are known to a fifth or so
    assert set(_limits(NEW_OBJECT, 5, 1, STANDARD_QUIET).ravel()) == {0.0}


def test_a_median_of_four_weeks_is_off_by_about_half_a_standard_deviation() -> None:
    random = np.random.default_rng(3)
    hours = estimate.regular(random.poisson(20, 24 * 50).astype(np.float64), "hour")
    base = baseline_before(hours, 24 * 40)
    assert base.pattern is not None
    assert pattern_error(base) == pytest.approx(float((base.pattern - 20).std()), rel=0.2)
    assert pattern_error(NEW_OBJECT) == 0.0


def test_a_smooth_over_days_keeps_the_rhythm_of_the_day() -> None:
    random, t = np.random.default_rng(6), np.arange(400.0)
    rhythm = 30 * np.sin(2 * np.pi * t / 24)
    truth = 50 + rhythm + 100 * 0.5 ** (t / 200)
    value = random.poisson(truth).astype(np.float64)
    noise = Noise(True, 0.0)
    flat = mean_curve(value, (), 0, 400, noise)
    kept = mean_curve(value, (), 0, 400, noise, rhythm)
    assert _off(kept, truth) < 0.6 * _off(flat, truth)


def _off(found: Floats, truth: Floats) -> float:
    return float(np.sqrt(np.mean((found - truth) ** 2)))


def test_draws_of_a_series_with_a_rhythm_do_not_take_its_usual_level_for_known() -> None:
    random, t = np.random.default_rng(8), np.arange(24 * 60)
    usual = 20 * (1 + 0.6 * np.sin(2 * np.pi * t / 24))
    mean = usual + np.where(t < 1000, 0.0, 200 * 0.5 ** (np.maximum(t - 1000, 0) / 24))
    series = estimate.regular(random.poisson(mean).astype(np.float64), "hour")
    start = find_onset(series)
    model = fit(series, start.bin, int(series.value.argmax()), 100, start.baseline)
    (levels,) = (level for _, level in model.draws(slice(1000, 1336), 400))
    off = levels - usual[1000:1336]
    assert model.place is not None
    assert off.std() > 1.0  # of counts with a standard deviation of 3 to 6
    assert np.corrcoef(off[:, 0], off[:, 168])[0, 1] > 0.99  # the same hour a week later
    assert abs(np.corrcoef(off[:, 0], off[:, 1])[0, 1]) < 0.5
