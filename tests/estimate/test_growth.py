"""Growth in a stretch: the rate that was planted, with an interval that covers it about as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.growth import growth
from ripplemark.estimate.series import Series

RATES = (0.12, 0.0, -0.08)


def _series(value: np.ndarray) -> Series:
    start = np.arange(value.size, dtype=np.float64)
    return Series(value.astype(np.float64), start, np.ones(value.size), "hour", False)


def test_an_exact_exponential_has_its_rate() -> None:
    value = np.round(1e6 * np.exp(-0.05 * np.arange(40)))
    answer = growth(_series(value), 0.0, 40.0)
    assert answer.value == pytest.approx(-0.05, abs=1e-4)
    assert answer.low is not None
    assert answer.high is not None
    assert answer.low < -0.05 < answer.high


def test_only_the_bins_of_the_stretch_count() -> None:
    value = np.concatenate([np.full(20, 50.0), np.round(50 * np.exp(0.2 * np.arange(20)))])
    assert growth(_series(value), 0.0, 20.0).value == pytest.approx(0.0, abs=1e-6)
    inside = growth(_series(value), 20.0, 40.0)
    assert inside.value == pytest.approx(0.2, abs=0.005)
    assert inside.n == 20


def test_missing_bins_are_skipped_and_not_zero() -> None:
    value = np.round(200 * np.exp(0.1 * np.arange(30)))
    holes = value.copy()
    holes[[7, 8, 15]] = np.nan
    assert growth(_series(holes), 0.0, 30.0).value == pytest.approx(0.1, abs=0.002)


@pytest.mark.parametrize(("value", "high"), [(np.full(10, 50.0), 3.0), (np.full(10, 2.0), 10.0)])
def test_too_little_gives_no_rate_and_says_what_is_needed(value: np.ndarray, high: float) -> None:
    answer = growth(_series(value), 0.0, high)
    assert answer.value is None
    assert answer.status == "NE_FEW"
    assert "are needed: choose a longer stretch" in answer.note


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("scatter", [0.0, 0.2])
def test_the_interval_covers_the_planted_rate_about_as_often_as_it_says(
    rate: float, scatter: float
) -> None:
    random = np.random.default_rng(6)
    mean = 60 * np.exp(rate * (np.arange(36) - 18))
    covered = 0
    for _ in range(60):
        drawn = mean * (random.gamma(1 / scatter, scatter, mean.size) if scatter else 1.0)
        answer = growth(_series(random.poisson(drawn)), 0.0, 36.0)
        assert answer.low is not None
        assert answer.high is not None
        covered += answer.low <= rate <= answer.high
    # 95 % of 60 is 57; fewer than 51 has a probability below 0.002.
    assert covered >= 51
