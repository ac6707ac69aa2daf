"""Later peaks: the toy series' own, planted ones, and scatter that must not count as one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import TOY
from planted_fades import DRAWS, LEAST, Fade, holds
from scipy.signal import find_peaks, peak_prominences

from ripplemark.estimate import regular
from ripplemark.estimate.resurgence import resurgences
from ripplemark.estimate.summits import apart, summits

AGAIN = (
    Fade("daily", "day", 160, 40, 1, 4.0, 400, 5, again=(30, 0.5)),
    Fade("daily, noisy", "day", 200, 40, 2, 6.0, 800, 20, dispersion=0.05, again=(40, 0.6)),
    Fade("hourly", "hour", 1700, 800, 2, 48.0, 200, 3, again=(400, 0.5)),
)
CALM = (
    Fade("daily, slow, noisy", "day", 200, 40, 3, 12.0, 500, 20, dispersion=0.05),
    Fade("hourly, slow, noisy", "hour", 1600, 800, 12, 60.0, 300, 5, dispersion=0.05),
)


def test_the_toy_series_comes_back_once_as_published() -> None:
    # SCIENCE.md, A.8 and F.8: peaks at 8 and 18, prominence 24, ratio 0.278.
    found = resurgences(regular(np.array(TOY, dtype=np.float64)))
    assert found.count.value == 1
    (back,) = found.each
    assert (back.bin, back.trough, back.lag.value) == (18, 17, 240)
    assert back.height.value == pytest.approx(0.278, abs=5e-4)
    assert not back.episode
    curve = summits(np.array(TOY, dtype=np.float64))
    assert curve.prominence[curve.at == 18] == [24]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 7), max_size=60))
def test_summits_are_those_of_a_published_library(values: list[int]) -> None:
    curve = np.array(values, dtype=np.float64)
    found, theirs = summits(curve), find_peaks(curve)[0]
    assert found.at.tolist() == theirs.tolist()
    assert found.prominence == pytest.approx(peak_prominences(curve, theirs)[0])
    if curve.size:  # without ties, whose order the library leaves open
        curve = curve + np.arange(curve.size) * 1e-6
        kept = apart(summits(curve), curve, 3).at.tolist()
        assert kept == find_peaks(curve, distance=3)[0].tolist()


@pytest.mark.parametrize("fade", AGAIN, ids=lambda fade: fade.name)
def test_a_planted_second_peak_is_found_where_and_as_high_as_it_was(fade: Fade) -> None:
    random = np.random.default_rng(4)
    assert fade.again is not None
    lag, mean = fade.again[0] * fade.hours, fade.excess()
    over = 24 if fade.nominal == "hour" else 1
    smooth = np.convolve(mean, np.full(over, 1 / over), mode="same")
    second = smooth[fade.top + fade.again[0] // 2 :].max()
    found = [resurgences(fade.draw(random), copies=99) for _ in range(DRAWS)]
    once = [each for each in found if each.count.value == 1]
    assert len(once) >= 0.85 * DRAWS
    assert np.mean([holds(each.each[0].lag, lag) for each in once]) >= LEAST
    heights = [holds(each.each[0].height, float(second / smooth.max())) for each in once]
    assert np.mean(heights) >= LEAST


@pytest.mark.parametrize("fade", CALM, ids=lambda fade: fade.name)
def test_scatter_around_a_decay_is_hardly_ever_a_second_peak(fade: Fade) -> None:
    random = np.random.default_rng(6)
    found = [resurgences(fade.draw(random), copies=19).count.value for _ in range(DRAWS)]
    assert np.mean(np.array(found) > 0) <= 0.1


def test_days_with_their_nights_are_no_resurgences() -> None:
    random, hour = np.random.default_rng(9), np.arange(1500)
    night = 1 + 0.9 * np.sin(2 * np.pi * hour / 24)
    mean = 5 + np.where(hour >= 800, 200 * 0.5 ** ((hour - 800) / 72) * night, 0)
    series = regular(random.poisson(mean).astype(np.float64), "hour")
    found = resurgences(series, copies=19)
    assert found.count.value == 0
    assert "a day" in found.count.note


def test_a_quiet_fortnight_between_them_makes_a_new_episode() -> None:
    calm = [3.0, 2, 3, 4, 3, 2, 3]
    value = calm * 3 + [60, 200, 90, 40, 15, 8] + calm * 4 + [50, 120, 60, 20, 8] + calm * 2
    (back,) = resurgences(regular(np.array(value)), copies=19).each
    assert back.episode
    near = calm * 3 + [60, 200, 90, 40, 15, 8] + calm + [50, 120, 60, 20, 8] + calm * 2
    assert not resurgences(regular(np.array(near)), copies=19).each[0].episode


def test_the_range_of_the_count_is_that_of_looser_and_stricter_thresholds() -> None:
    count = resurgences(regular(np.array(TOY, dtype=np.float64)), copies=19).count
    assert (count.low, count.high) == (0, 1)
    assert "twice and half" in count.note


def test_without_an_onset_or_bins_after_the_peak_there_is_no_count() -> None:
    assert resurgences(regular(np.array(TOY[8:], dtype=np.float64))).count.status == "NE_LEFT"
    assert resurgences(regular(np.array(TOY[:11], dtype=np.float64))).count.status == "NE_FEW"
    assert resurgences(regular(np.array([3.0] * 30))).each == ()
