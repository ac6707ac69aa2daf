"""When half of all attention had come, and how fast it doubled."""

from __future__ import annotations

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, FADES, HOURS, LEAST, Fade, share_held

from ripplemark.estimate import regular
from ripplemark.estimate.doubling import doubling_time
from ripplemark.estimate.engagement import engagement_half_life, half_accrued
from ripplemark.estimate.laws import POWER, half_of
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Nominal

FEW = 99


def test_the_toy_series_gives_its_published_engagement_half_life() -> None:
    # SCIENCE.md, F.8: 2.7985 days from the start of bin 7.
    answer = engagement_half_life(regular(np.array(TOY, dtype=np.float64)), copies=FEW)
    assert (answer.value or 0) / 24 == pytest.approx(2.7985, abs=5e-5)
    assert "within 21 days" in answer.note


@pytest.mark.parametrize(("days", "hours"), [(1, 2.9), (7, 5.9), (30, 8.8), (365, 14.1)])
def test_it_grows_with_the_horizon_as_published(days: int, hours: float) -> None:
    # SCIENCE.md, A.4: (1 + t / 1 h)^-1.2 up to 24 h, 7 d, 30 d and 365 d.
    left = np.arange(days * 2400) / 100
    amount = POWER.between(left, left + 0.01, half_of(1.2, 1.0), 1.0)
    assert half_accrued(amount[None], left, left + 0.01)[0] == pytest.approx(hours, abs=0.05)


@pytest.mark.parametrize("fade", FADES, ids=lambda fade: fade.name)
def test_the_interval_holds_the_planted_engagement_half_life(fade: Fade) -> None:
    random = np.random.default_rng(2)
    horizon = 480.0 if fade.nominal == "hour" else 80 * fade.hours
    cases = []
    for _ in range(DRAWS):
        series = fade.draw(random)
        start = find_onset(series)
        assert start.bin is not None
        amount = fade.excess()[start.bin :]
        left = np.arange(amount.size) * fade.hours
        part = left < horizon
        truth = half_accrued(amount[None, part], left[part], left[part] + fade.hours)[0]
        answer = engagement_half_life(series, horizon, copies=FEW, start=start)
        cases.append((answer, float(truth)))
    held, missing = share_held(cases)
    assert held >= LEAST, held
    assert missing <= (0.5 if fade.missing else 0.05), missing


def test_a_horizon_that_is_not_over_is_not_reached_yet() -> None:
    series = regular(np.array(TOY, dtype=np.float64))
    answer = engagement_half_life(series, 30 * 24.0)
    assert answer.status == "NE_RIGHT"
    assert "shorter horizon" in answer.note
    with pytest.raises(ValueError, match="horizon"):
        engagement_half_life(series, 0.0)


def test_a_missing_bin_counts_as_its_neighbours_and_too_many_are_not_summed() -> None:
    random = np.random.default_rng(1)
    value = FADES[4].draw(random).value
    whole = engagement_half_life(regular(value, "hour"), 480.0, copies=FEW)
    holed = value.copy()
    holed[810] = np.nan
    some = engagement_half_life(regular(holed, "hour"), 480.0, copies=FEW)
    assert some.value == pytest.approx(whole.value, rel=0.02)
    holed[900:1000] = np.nan
    assert engagement_half_life(regular(holed, "hour"), 480.0).status == "NE_FEW"


def test_a_new_object_counts_from_its_first_record() -> None:
    value = np.array([0.0, 0, 60, 30, 10, 5, 5, 5, 5])
    answer = engagement_half_life(regular(value, "hour", new_object=True), copies=FEW)
    assert answer.value == pytest.approx(1.0, abs=0.05)
    early = engagement_half_life(regular([500.0, *value[2:]], "hour", new_object=True))
    assert (early.status, early.low, early.high) == ("NE_GRANULARITY", 0, 1)


def _growing(
    nominal: Nominal, rise: int, doubling: float, height: float, base: float, dispersion: float
) -> list[tuple[Answer, float]]:
    """Exponential growth on a baseline; the truth is the definition's own slope on the true means (its Poisson fit)."""
    random, first = np.random.default_rng(3), 700 if nominal == "hour" else 60
    k = np.arange(first + rise + 60)
    top = first + rise
    up = (k >= first) & (k <= top)
    mean = base + np.where(up, height * 2.0 ** ((k - top) / doubling), 0.0)
    mean += np.where(k > top, height * 0.5 ** ((k - top) / 3), 0.0)
    rates = np.linspace(0.01, 1.5, 20000)
    time = (k[up] - top)[None, :]
    level = mean[up].sum() / np.exp(rates[:, None] * time).sum(axis=1)
    slope = (mean[up] * time).sum() - level * (time * np.exp(rates[:, None] * time)).sum(axis=1)
    truth = np.log(2) / rates[np.argmin(np.abs(slope))] * HOURS[nominal]
    cases = []
    for _ in range(DRAWS):
        rate = mean * random.gamma(1 / dispersion, dispersion, mean.size) if dispersion else mean
        series = regular(random.poisson(rate).astype(np.float64), nominal)
        cases.append((doubling_time(series), float(truth)))
    return cases


@pytest.mark.parametrize(
    "shape",
    [
        ("day", 10, 2.0, 800, 5, 0.02),
        ("day", 6, 1.0, 500, 5, 0.02),
        ("hour", 30, 6.0, 300, 3, 0.05),
        ("hour", 12, 3.0, 80, 1, 0.0),
    ],
)
def test_the_interval_holds_the_planted_doubling_time(
    shape: tuple[Nominal, int, float, float, float, float],
) -> None:
    held, missing = share_held(_growing(*shape))
    assert held >= LEAST, held
    assert missing <= 0.05


def test_growth_over_two_bins_is_read_off_them_and_says_so() -> None:
    # SCIENCE.md, A.3: ln 2 * bin / ln(y2 / y1), from 40 to 100 in a day.
    answer = doubling_time(regular(np.array(TOY, dtype=np.float64)))
    assert answer.value == pytest.approx(24 * np.log(2) / np.log(2.5))
    assert "two bins" in answer.note
    assert answer.low is not None
    assert answer.high is not None
    assert answer.low < answer.value < answer.high


def test_growth_without_growth_counts_or_bins_is_refused() -> None:
    usual = [3.0, 2, 3, 4, 3, 2, 3] * 3
    one = doubling_time(regular(np.array([*usual, 300, 100, 50, 20, 9, 4])))
    assert (one.status, one.low, one.high) == ("NE_GRANULARITY", 0, 24)
    few = doubling_time(regular(np.array([*[0.0] * 20, 6, 7, 8, 3, 1, 0, 0])))
    assert few.status == "NE_FEW"
    assert doubling_time(regular(np.array(TOY[8:], dtype=np.float64))).status == "NE_LEFT"


def test_growth_that_may_be_none_has_an_open_upper_end() -> None:
    usual = [20.0, 22, 19, 21, 20, 18, 20] * 4
    answer = doubling_time(regular(np.array([*usual, 90, 95, 80, 99, 85, 101, 40, 30, 20, 20])))
    assert answer.status == "ok"
    assert answer.high is None
    assert "no growth at all" in answer.note
