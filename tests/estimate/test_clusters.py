"""Whole clusters are left out in turn: exact for means, and wide where few of them decide."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from ripplemark.estimate.cluster import jackknife_reach, tabulate
from ripplemark.estimate.series import Floats


def _without_each(value: Floats) -> Floats:
    return (value.sum() - value) / (value.size - 1)


def test_counts_are_summed_by_cluster_and_cell_with_their_weights() -> None:
    counts = tabulate([7, 3, 7, 7], np.array([0, 1, 1, 1]), np.array([1.0, 2.0, 4.0, 8.0]), 3)
    assert counts.tolist() == [[0, 2, 0], [1, 12, 0]]


def test_of_a_mean_it_is_students_interval_with_the_days_that_decide() -> None:
    # Quenouille (1956): the jackknife's standard error of a mean is s / sqrt(n). Deviations of 1 and -1 decide alike: n of t.
    value = np.tile([4.0, 6.0], 10)
    reach = jackknife_reach(_without_each(value))
    assert reach == pytest.approx(t.ppf(0.975, 20) * value.std(ddof=1) / np.sqrt(20))


def test_one_cluster_that_decides_alone_leaves_hardly_any_freedom() -> None:
    value = np.zeros(40)
    value[3] = 400.0
    # Satterthwaite's degrees of freedom: (39/40)^2 + 39 / 40^2 squared, over the fourth powers' sum.
    parts = (value - value.mean()) ** 2
    freedom = parts.sum() ** 2 / (parts**2).sum()
    assert freedom < 1.1
    expected = t.ppf(0.975, freedom) * value.std(ddof=1) / np.sqrt(40)
    assert jackknife_reach(_without_each(value)) == pytest.approx(expected)
    assert expected > 4 * 1.96 * value.std(ddof=1) / np.sqrt(40)


def test_clusters_that_are_alike_tell_of_no_error_and_empty_rests_are_not_used() -> None:
    assert jackknife_reach(np.full(12, 3.5)) == 0
    assert jackknife_reach(np.full(3, np.nan)) == 0
    left_out = _without_each(np.tile([4.0, 6.0], 10))
    assert jackknife_reach(np.append(left_out, np.nan)) == pytest.approx(jackknife_reach(left_out))


def test_it_holds_the_truth_where_clusters_differ_in_size_and_level() -> None:
    random, held = np.random.default_rng(11), 0
    for _ in range(200):
        size = 1 + random.poisson(random.gamma(1, 8, 25))
        total = size * random.normal(10, 3, 25)
        value = total.sum() / size.sum()
        reach = jackknife_reach((total.sum() - total) / (size.sum() - size))
        held += abs(value - 10) <= reach
    assert 0.91 <= held / 200 <= 0.995
