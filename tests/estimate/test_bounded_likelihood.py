"""Bins of which only an upper bound is known, '<1' and 0 of a search index: what a likelihood makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from ripplemark.estimate import regular
from ripplemark.estimate.fitted import fitted_half_life
from ripplemark.estimate.likelihood import Counts, sizes_of
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import DAY, Floats, Series, to_days
from ripplemark.estimate.tail_exponent import tail_exponent

NONE = float("nan")
DRAWS = 60


@pytest.mark.parametrize(
    "counts",
    [
        Counts(np.array([4.0, 0.5, 2.0]), np.ones(3), scale=0.3, upper=np.array([NONE, 1, NONE])),
        Counts(
            np.array([4.0, 1.5]), np.array([1.0, 3.0]), upper=np.array([NONE, 1.0]), rounding=0.1
        ),
        Counts(np.array([9.0, 5.0]), np.ones(2), dispersion=0.2, upper=np.array([NONE, 10.0])),
    ],
    ids=["index", "rounded block", "overdispersed counts"],
)
def test_the_slope_is_that_of_the_likelihood(counts: Counts) -> None:
    n, step = counts.value.size, 1e-5
    for mean in (np.full(n, 0.4), np.full(n, 1.7), np.linspace(3.0, 12.0, n)):
        score, information = counts.slope(mean)
        for k in range(n):
            up, down = mean.copy(), mean.copy()
            up[k] += step
            down[k] -= step
            by_hand = (counts.kernel(up) - counts.kernel(down)) / (2 * step)
            assert score[k] == pytest.approx(by_hand, rel=1e-4, abs=1e-6)
        assert (information >= 0).all()


def test_kernel_and_whole_likelihood_of_bounds_rise_and_fall_together() -> None:
    counts = Counts(np.array([6.0, 0.5]), np.ones(2), scale=0.5, upper=np.array([NONE, 1.0]))
    one, other = np.array([5.0, 0.3]), np.array([7.0, 2.5])
    whole = counts.log_likelihood(one) - counts.log_likelihood(other)
    assert whole == pytest.approx(counts.kernel(one) - counts.kernel(other))


def test_a_bound_bears_any_mean_well_below_it_and_speaks_against_one_above() -> None:
    counts = Counts(np.array([0.5]), np.ones(1), scale=0.1, upper=np.array([1.0]), rounding=1 / 12)
    told = [counts.kernel(np.array([mean])) for mean in (0.01, 0.1, 0.3, 1.0, 3.0)]
    assert told[0] == pytest.approx(told[1], abs=0.02)
    assert told[1] > told[2] > told[3] > told[4]
    assert told[4] < -5


def test_counts_are_judged_as_before_where_every_value_is_known() -> None:
    value, mean = np.array([3.0, 0.0, 7.0]), np.array([2.0, 0.4, 8.0])
    plain = Counts(value, np.ones(3), dispersion=0.05)
    marked = replace(plain, upper=np.full(3, NONE))
    assert marked.kernel(mean) == pytest.approx(plain.kernel(mean), rel=1e-12)
    assert marked.pearson(mean) == pytest.approx(plain.pearson(mean), rel=1e-12)


def test_days_of_bounded_hours_only_are_bounded() -> None:
    value = np.r_[np.full(24, 0.5), np.full(23, 0.5), 4.0, np.full(24, 0.0)]
    upper = np.r_[np.ones(24), np.ones(23), NONE, np.full(24, 2.0)]
    hours = replace(regular(value, "hour", index=True), upper=upper)
    days = to_days(hours)
    assert days.upper is not None
    assert days.upper == pytest.approx([1.0, NONE, 2.0], nan_ok=True)


def _faded(law: Callable[[Floats], Floats], seed: int) -> tuple[Series, Series]:
    """A daily search index as a sample, rounded, '<1' below a half and 0 for fewer than three: stand-ins, and bounds."""
    days = np.arange(270.0)
    mean = np.r_[np.full(60, 0.05), 0.05 + 100 * law(days)]
    sample = np.random.default_rng(seed).poisson(5 * mean)
    share = 100 * sample / sample.max()
    value = np.where(share < 0.5, 0.5, np.round(share))
    value[sample < 3] = 0.0
    plain = regular(value, "day", index=True)
    return plain, replace(plain, upper=np.where(value < 1, 1.0, np.nan), step=1.0)


def _holds(answer: Answer, truth: float) -> bool:
    if answer.low is None:
        return False
    return answer.low <= truth and (answer.high is None or truth <= answer.high)


@pytest.mark.parametrize(
    ("law", "truth", "more", "asked"),
    [
        pytest.param(
            lambda days: 2.0 ** (-days / 12),
            12 * DAY,
            -3,
            lambda series: fitted_half_life(series, model="exponential").answer,
            id="half-life",
        ),
        pytest.param(
            # Bin by bin the integral of (1 + t)^-1.2, t in days from the end of the peak bin.
            lambda days: np.r_[1.0, (days[1:] ** -0.2 - (days[1:] + 1) ** -0.2) / 0.2],
            1.2,
            20,
            lambda series: tail_exponent(series).answer,
            id="exponent of the tail",
        ),
    ],
)
def test_bounds_hold_the_planted_law_also_where_stand_ins_do_not(
    law: Callable[[Floats], Floats], truth: float, more: int, asked: Callable[[Series], Answer]
) -> None:
    pairs = [_faded(law, seed) for seed in range(DRAWS)]
    stand_ins = sum(_holds(asked(plain), truth) for plain, _ in pairs)
    bounds = [asked(bounded) for _, bounded in pairs]
    held = sum(_holds(each, truth) for each in bounds)
    middle = float(np.median([each.value for each in bounds if each.value is not None]))
    assert held >= 0.88 * DRAWS
    assert held >= stand_ins + more
    assert middle == pytest.approx(truth, rel=0.1)


def test_a_correction_takes_no_more_away_than_is_known() -> None:
    known, shape = np.full(40, 2.0), 0.5 ** np.arange(40.0)
    value = np.r_[60.0, 28.0, 17.0, 9.0, 5.0, np.full(35, 0.5)]
    bounded = Counts(value, np.ones(40), upper=np.where(value < 1, 1.0, NONE), rounding=1 / 12)
    parts = np.stack([shape, np.ones(40)])
    found = sizes_of(bounded, known, parts, error=np.array([np.inf, 50.0]))
    assert found.size[1] >= -2.0
    assert found.mean[0] == pytest.approx(60, rel=0.1)
    assert found.mean[-1] < 0.5
