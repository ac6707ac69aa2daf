"""The model of what a removal averts gives the published numbers, and refuses what it does not hold for."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.harm import CUTOFF, averted, delay_for, exponent

# Schneider & Rizoiu (2023), PNAS 120(34) e2307360120, the two centroids (SCIENCE.md, E.3). Published are their half-lives,
# 7.48 and 13.97 min, and branching ratios, 0.75 and 0.44; here with the digits that the published shares imply.
MID_RANGE = (0.75141, 7.4854)
FAST = (0.44127, 14.0065)


def share(branching: float, minutes: float, delay: float) -> float:
    gamma = exponent(minutes / 60)
    return float(averted(branching, gamma, np.array([delay]))[0])


def test_removal_after_a_day_averts_what_was_published() -> None:
    assert share(*MID_RANGE, 24.0) == pytest.approx(0.2918, abs=5e-5)
    assert share(*FAST, 24.0) == pytest.approx(0.1329, abs=5e-5)


def test_the_delays_for_a_fifth_are_those_published() -> None:
    slow = delay_for(0.2, MID_RANGE[0], exponent(MID_RANGE[1] / 60))
    fast = delay_for(0.2, FAST[0], exponent(FAST[1] / 60))
    assert slow is not None
    assert slow == pytest.approx(176.9, abs=0.05)
    assert min(slow, 168.0) == 168.0  # as published, capped at a week
    assert fast == pytest.approx(2.22, abs=0.005)


def test_the_digits_used_here_round_to_the_published_ratios() -> None:
    assert [round(MID_RANGE[0], 2), round(FAST[0], 2)] == [0.75, 0.44]
    # Their published half-lives, rounded to 0.01 min, give the shares to within a tenth of a point.
    assert share(MID_RANGE[0], 7.48, 24.0) == pytest.approx(0.2918, abs=1e-3)
    assert share(FAST[0], 13.97, 24.0) == pytest.approx(0.1329, abs=1e-3)


def test_near_critical_content_as_worked_out() -> None:
    day, hour = averted(0.9, 0.25, np.array([24.0, 1.0]))
    assert [round(float(day), 2), round(float(hour), 2)] == [0.55, 0.73]  # SCIENCE.md, E.3


def test_removal_at_once_averts_the_branching_ratio_and_never_less_than_later() -> None:
    delays = np.linspace(0, 500, 200)
    curve = averted(0.6, 0.3, delays)
    assert curve[0] == pytest.approx(0.6)
    assert np.all(np.diff(curve) < 0)
    assert curve[-1] > 0


def test_the_delay_is_the_inverse_of_the_share() -> None:
    for wanted in (0.05, 0.3, 0.6):
        hours = delay_for(wanted, 0.6, 0.3)
        assert hours is not None
        assert float(averted(0.6, 0.3, np.array([hours]))[0]) == pytest.approx(wanted)
    assert delay_for(0.61, 0.6, 0.3) is None


def test_half_of_the_direct_offspring_come_within_the_half_life() -> None:
    gamma = exponent(0.125)
    assert 1 - (1 + 0.125 / CUTOFF) ** -gamma == pytest.approx(0.5)


@pytest.mark.parametrize("branching", [0.0, 1.0, 1.2, -0.1, float("nan")])
def test_a_process_that_never_ends_is_refused(branching: float) -> None:
    with pytest.raises(ValueError, match="branching"):
        averted(branching, 0.25, np.array([1.0]))


def test_what_is_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="delay"):
        averted(0.5, 0.25, np.array([-1.0]))
    with pytest.raises(ValueError, match="half-life"):
        exponent(0.0)
    with pytest.raises(ValueError, match="exponent"):
        averted(0.5, 0.0, np.array([1.0]))
    with pytest.raises(ValueError, match="share"):
        delay_for(1.0, 0.5, 0.25)
