"""The bootstrap over clusters: whole clusters are drawn again, the same way each time."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.cluster import (
    LEAST_CLUSTERS,
    cluster_bootstrap,
    percentile_interval,
    tabulate,
)
from ripplemark.estimate.series import Floats


def _share(totals: Floats) -> Floats:
    return totals[:, 1] / totals.sum(axis=1)


def test_counts_are_summed_by_cluster_and_cell_with_their_weights() -> None:
    counts = tabulate([7, 3, 7, 7], np.array([0, 1, 1, 1]), np.array([1.0, 2.0, 4.0, 8.0]), 3)
    assert counts.tolist() == [[0, 2, 0], [1, 12, 0]]


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    counts = np.random.default_rng(1).poisson(50, (40, 2)).astype(np.float64)
    first, again, other = (cluster_bootstrap(counts, _share, 200, seed) for seed in (1, 1, 2))
    assert first.shape == (200,)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_spread_of_a_mean_is_that_of_independent_clusters() -> None:
    # Of 50 clusters of one row each the bootstrap is the ordinary one: the variance of a mean is s^2 (n - 1) / n^2.
    value = np.random.default_rng(3).normal(10, 4, 50)
    drawn = cluster_bootstrap(
        np.column_stack([value, np.ones(50)]), lambda total: total[:, 0] / total[:, 1], 20_000
    )
    assert drawn.mean() == pytest.approx(value.mean(), abs=0.02)
    assert drawn.std() == pytest.approx(value.std() / np.sqrt(50), rel=0.03)


def test_a_million_rows_of_thirty_days_are_as_sure_as_thirty_days_are() -> None:
    # Each day has a share of its own, uniform on 0.3 to 0.7: the standard error is 0.4 / sqrt(12) / sqrt(30).
    share = np.random.default_rng(5).uniform(0.3, 0.7, 30)
    counts = np.column_stack([1 - share, share]) * 1_000_000 / 30
    low, high = percentile_interval(cluster_bootstrap(counts, _share, 2000), 30)
    assert low is not None
    assert high is not None
    assert high - low == pytest.approx(2 * 1.96 * share.std() / np.sqrt(30), rel=0.1)


def test_memory_stays_small_by_drawing_in_steps_without_changing_what_is_drawn() -> None:
    counts = np.zeros((20, 30_000))
    counts[:, :2] = np.random.default_rng(1).poisson(50, (20, 2))
    shares = cluster_bootstrap(counts, lambda total: total[:, 1] / total[:, :2].sum(axis=1), 100)
    assert shares == pytest.approx(cluster_bootstrap(counts[:, :2], _share, 100))


def test_few_clusters_make_no_interval_and_none_no_bootstrap() -> None:
    drawn = np.linspace(0, 1, 100)
    assert percentile_interval(drawn, LEAST_CLUSTERS - 1) == (None, None)
    assert percentile_interval(np.full(5, np.nan), 50) == (None, None)
    assert percentile_interval(drawn, LEAST_CLUSTERS) == pytest.approx((0.02, 0.98), abs=0.011)
    with pytest.raises(ValueError, match="at least one cluster"):
        cluster_bootstrap(np.zeros((0, 3)), _share)


def test_an_infinite_end_is_open() -> None:
    assert percentile_interval(np.array([1.0] * 50 + [np.inf] * 50), 20) == (1.0, None)
