from __future__ import annotations

import numpy as np
import pytest

from ripplemark import estimate
from ripplemark.estimate import regular
from ripplemark.estimate.series import Nominal
from ripplemark.estimate.weekly import MAD_LEFT, SD_LEFT, Profile

SCATTER = 0.05


def baselines(
    nominal: Nominal, weeks: int, missing: float = 0.0, rhythm: float = 0.3
) -> list[estimate.Baseline]:
    """Baselines of series with a mean of 400 a bin, a rhythm, and a dispersion of 0.05; 28 days before their end."""
    random, per = np.random.default_rng(4), 168 if nominal == "hour" else 7
    place = np.arange(weeks * per)
    mean = 400 * (1 + rhythm * np.sin(2 * np.pi * place / (24 if nominal == "hour" else 7)))
    found = []
    for _ in range(25 if nominal == "hour" else 250):
        value = random.poisson(mean * random.gamma(1 / SCATTER, SCATTER, mean.size)).astype(float)
        value[random.random(value.size) < missing] = np.nan
        found.append(estimate.baseline_before(regular(value, nominal), weeks * per - 1))
    return found


@pytest.mark.parametrize("nominal", ["hour", "day"])
@pytest.mark.parametrize(("weeks", "missing"), [(5, 0.0), (9, 0.0), (20, 0.0), (6, 0.02)])
def test_taking_out_the_weekly_pattern_does_not_make_bins_look_calmer(
    nominal: Nominal, weeks: int, missing: float
) -> None:
    found = [base for base in baselines(nominal, weeks, missing) if base.pattern is not None]
    true = np.sqrt(400 + SCATTER * 400**2)
    assert len(found) >= 10
    assert np.mean([base.sigma for base in found]) == pytest.approx(true, rel=0.08)
    assert np.mean([base.dispersion for base in found]) == pytest.approx(SCATTER, rel=0.1)


def test_a_pattern_borrowed_from_the_whole_series_does_not_make_bins_look_calmer() -> None:
    random, true = np.random.default_rng(5), np.sqrt(400 + SCATTER * 400**2)
    sigmas = []
    for _ in range(200):
        rate = 400 * random.gamma(1 / SCATTER, SCATTER, 63)
        base = estimate.baseline_before(regular(random.poisson(rate)), 18)
        assert base.pattern is not None
        sigmas.append(base.sigma)
    assert np.mean(sigmas) == pytest.approx(true, rel=0.08)


@pytest.mark.parametrize("weeks", [3, 4, 5, 8, 12])
def test_what_a_median_of_weeks_takes_away_is_what_a_simulation_finds(weeks: int) -> None:
    value = np.random.default_rng(weeks).normal(size=(200_000 // weeks, weeks))
    rest = value - np.median(value, axis=1, keepdims=True)
    mad, sd = Profile(np.ones(7), weeks).left
    assert 1.4826 * np.median(np.abs(rest)) == pytest.approx(mad, abs=0.01)
    assert rest.std() == pytest.approx(sd, abs=0.005)
    assert (mad, sd) == (MAD_LEFT[weeks - 3], SD_LEFT[weeks - 3])


@pytest.mark.parametrize("weeks", [15, 26, 60])
def test_beyond_the_table_the_rule_holds(weeks: int) -> None:
    value = np.random.default_rng(weeks).normal(size=(400_000 // weeks, weeks))
    rest = value - np.median(value, axis=1, keepdims=True)
    mad, sd = Profile(np.ones(7), weeks).left
    assert 1.4826 * np.median(np.abs(rest)) == pytest.approx(mad, abs=0.012)
    assert rest.std() == pytest.approx(sd, abs=0.006)


def test_a_rhythm_alone_rarely_has_an_onset() -> None:
    random, day = np.random.default_rng(12), np.arange(30 * 7)
    mean = 400 * (1 + 0.3 * np.sin(2 * np.pi * day / 7))
    found = [
        estimate.onset(regular(random.poisson(mean * random.gamma(1 / SCATTER, SCATTER, day.size))))
        for _ in range(100)
    ]
    assert np.mean([each.estimable for each in found]) <= 0.05
