"""Interest that stays or comes back: the tail's share and its half, and anniversaries; by hand, and planted."""

from __future__ import annotations

import numpy as np
import pytest
from planted_fades import DRAWS, LEAST, Fade

from ripplemark.estimate import regular
from ripplemark.estimate.anniversary import anniversary
from ripplemark.estimate.laws import POWER
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.tail_mass import tail_mass

FEW = 199
FADES = (
    Fade("daily", "day", 300, 60, 3, 4, 800, 40),
    Fade("daily, slow", "day", 400, 60, 2, 3, 900, 30, law=POWER),
)


def _truth(fade: Fade, after: float = 7) -> tuple[float, float]:
    """The planted share after so many days past the peak's centre, and the day by which half of it has come."""
    excess = fade.excess()
    centre = (np.arange(fade.bins) - fade.top) * fade.hours / 24
    width = fade.hours / 24
    late = excess * np.clip((centre + width / 2 - after) / width, 0, 1)
    running = np.cumsum(late)
    edges = np.concatenate([[centre[0] - width / 2], centre + width / 2])
    half = float(np.interp(running[-1] / 2, np.concatenate([[0], running]), edges))
    return float(late.sum() / excess.sum()), half


def test_the_tail_of_a_series_without_noise_is_what_was_put_there() -> None:
    fade = Fade("plain", "day", 200, 60, 2, 5, 1e6, 100, dispersion=0)
    series = regular(100 + fade.excess())
    mass, half = tail_mass(series, copies=19)
    share, day = _truth(fade)
    assert mass.value == pytest.approx(share, rel=1e-3)
    assert half.value == pytest.approx(day, rel=0.01)
    assert "the end of what was observed" in mass.note


@pytest.mark.parametrize("fade", FADES, ids=lambda fade: fade.name)
def test_the_intervals_hold_the_planted_tail(fade: Fade) -> None:
    random = np.random.default_rng(5)
    share, day = _truth(fade)
    held = []
    for _ in range(DRAWS):
        mass, half = tail_mass(fade.draw(random), copies=FEW)
        for answer, truth in ((mass, share), (half, day)):
            if answer.value is not None:
                low, high = answer.low or -np.inf, answer.high or np.inf
                held.append(low <= truth <= high)
    assert len(held) > 1.5 * DRAWS
    assert np.mean(held) >= LEAST


def test_a_tail_that_is_not_seen_yet_or_lies_in_gaps_has_no_share() -> None:
    value = FADES[0].draw(np.random.default_rng(1)).value
    assert tail_mass(regular(value[:68]), copies=FEW)[0].status == "NE_RIGHT"
    value[80:160] = np.nan
    assert tail_mass(regular(value), copies=FEW)[0].status == "NE_FEW"


def test_without_an_onset_both_say_so_and_a_negative_day_is_refused() -> None:
    flat = regular(np.random.default_rng(3).poisson(30.0, 200).astype(np.float64))
    mass, half = tail_mass(flat, copies=FEW)
    assert mass.status == half.status != "ok"
    with pytest.raises(ValueError, match="after the peak"):
        tail_mass(flat, 0)


def _years(times: float, seed: int, days: int = 900) -> tuple[Series, float]:
    """Interest that drifts and has weekends, and so many times as much of it around day 465, 365 days after day 100."""
    random = np.random.default_rng(seed)
    drift = np.zeros(days)
    for k in range(1, days):
        drift[k] = 0.6 * drift[k - 1] + random.normal(0, 0.12)
    mean: Floats = 200 * np.exp(drift) * (1 + 0.1 * np.sin(2 * np.pi * np.arange(days) / 7))
    mean[462:469] *= times
    return regular(random.poisson(mean).astype(np.float64)), 100.5 * 24


def _p(note: str) -> float:
    return float(note.rpartition("p = ")[2].rstrip("."))


@pytest.mark.parametrize("times", [1.0, 1.6, 3.0])
def test_the_interval_holds_the_planted_anniversary(times: float) -> None:
    held = []
    for seed in range(DRAWS):
        found = anniversary(*_years(times, seed))
        assert found.low is not None
        assert found.high is not None
        held.append(found.low <= times <= found.high)
    assert np.mean(held) >= LEAST


def test_chance_alone_is_called_an_anniversary_about_as_often_as_p_says() -> None:
    rejected = [_p(anniversary(*_years(1.0, seed)).note) < 0.05 for seed in range(3 * DRAWS)]
    assert np.mean(rejected) <= 0.10
    assert all(_p(anniversary(*_years(1.8, seed)).note) < 0.05 for seed in range(10))


def test_the_ratio_is_of_a_week_and_the_three_weeks_either_side() -> None:
    value = np.ones(900)
    value[462:469] = 5.0
    value[465 - 7 : 465 - 3] = 100.0  # days 4 to 7 before count on neither side
    value[465 + 8] = 43.0
    found = anniversary(regular(value), 100.5 * 24)
    assert found.value == pytest.approx(5.0 / ((41 + 43) / 42))


def test_what_is_not_observed_has_no_anniversary() -> None:
    series, moment = _years(2.0, 1)
    short = regular(series.value[:480])
    assert anniversary(short, moment).status == "NE_RIGHT"
    assert "come back in" in anniversary(short, moment).note
    assert anniversary(series, moment - 365 * 24 * 1.2).status == "NE_LEFT"
    assert anniversary(regular(series.value[::7], "week"), moment).status == "NE_GRANULARITY"
    gap = series.value.copy()
    gap[460:468] = np.nan
    assert anniversary(regular(gap), moment).status == "NE_FEW"
    with pytest.raises(ValueError, match="year 1"):
        anniversary(series, moment, 0)
