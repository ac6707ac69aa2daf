"""Across incidents: quartiles that censoring does not move, ranks that do not guess, bands that say nothing of few."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.across import (
    LEAST,
    Rank,
    band,
    numbers_spread,
    on_grid,
    rank,
    times_spread,
)

# Freireich et al. (1963), remission in weeks, 6-MP arm; SCIENCE.md, F.1. Its table gives S(13) = .6902, S(22) = .5378 and
# S(23) = .4482, the last step: the quartile is 13, the median 23, the upper quartile is not reached.
TIMES = np.array(
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=np.float64
)
OVER = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=np.bool_)


def test_the_quartiles_of_a_published_table_are_those_of_its_curve() -> None:
    found = times_spread(TIMES, OVER)
    assert (found.lower, found.median, found.upper) == (13.0, 23.0, None)
    assert (found.n, found.over) == (21, 9)


def test_times_that_were_not_over_are_not_left_out() -> None:
    rng = np.random.default_rng(20251124)
    far = []
    for _ in range(60):
        true = rng.exponential(24.0, 200)
        watched = rng.uniform(5.0, 60.0, 200)
        over = true <= watched
        found = times_spread(np.minimum(true, watched), over)
        assert found.median is not None
        far.append((found.median, float(np.median(true[over]))))
    kept, dropped = np.mean(far, axis=0)
    planted = 24.0 * np.log(2)
    assert kept == pytest.approx(planted, rel=0.05)
    assert dropped < 0.8 * planted


def test_few_have_no_middle() -> None:
    few = np.arange(1.0, LEAST)
    assert times_spread(few, np.ones(few.size, np.bool_)).median is None
    assert numbers_spread(few).median is None
    assert numbers_spread(np.array([0.1, 0.2, 0.3, 0.4, 0.5])).median == pytest.approx(0.3)


def test_one_that_was_not_watched_for_long_enough_is_not_called_slower() -> None:
    others = np.array([5.0, 20.0, 30.0, 8.0, 40.0])
    over = np.array([True, True, True, False, False])
    assert rank(10.0, others, over) == Rank(slower=3, of=4)


def test_a_band_is_made_of_what_is_known_at_a_moment_and_of_nothing_else() -> None:
    curves = np.tile(np.arange(5.0)[:, None], (1, 3))
    curves[0, 1] = np.nan
    found = band(curves)
    assert found[2].tolist()[0] == 2.0
    assert np.isnan(found[:, 1]).all()
    assert found[:, 2] == pytest.approx([0.4, 1.0, 2.0, 3.0, 3.6])


def test_a_series_between_its_bins_is_on_their_line_and_in_a_gap_nowhere() -> None:
    at = np.array([0.5, 1.5, 2.5, 3.5])
    value = np.array([10.0, 20.0, np.nan, 40.0])
    found = on_grid(at, value, np.ones(4), np.array([-1.0, 0.1, 1.0, 1.5, 2.0, 3.5, 3.9, 4.5]))
    assert found == pytest.approx([np.nan, 10, 15, 20, np.nan, 40, 40, np.nan], nan_ok=True)
    assert np.isnan(on_grid(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(2))).all()
    assert on_grid(at[:1], value[:1], np.ones(1), np.array([0.9, 1.1])) == pytest.approx(
        [10, np.nan], nan_ok=True
    )
