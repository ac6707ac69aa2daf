"""Bootstrap over clusters: whole days, or all items of one uploader, are drawn again, never single rows.

Rows of one day or of one uploader resemble each other. Drawing them one by one would make the interval of a million rows
meaninglessly narrow. What is drawn is counts per cluster and cell, so that a million rows cost what their cells cost.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ripplemark.estimate.bootstrap import CELLS, COPIES, SEED
from ripplemark.estimate.series import Floats, Ints

TAIL = 2.5
LEAST_CLUSTERS = 10
"""Fewer clusters than this cannot stand for those that might have been: no interval."""


def tabulate(cluster: npt.ArrayLike, cell: Ints, weight: Floats, cells: int) -> Floats:
    """Counts per cluster and cell.

    Args:
        cluster: shape (n,), any labels that sort, such as days; equal ones are one cluster.
        cell: shape (n,), from 0 to ``cells`` - 1.
        weight: shape (n,), frequency weights.

    Returns:
        Shape (clusters, cells), clusters in their order.
    """
    labels, place = np.unique(cluster, return_inverse=True)
    flat = place.ravel() * cells + cell
    counts: Floats = np.bincount(flat, weight, labels.size * cells).astype(np.float64)
    return counts.reshape(labels.size, cells)


def cluster_bootstrap(
    counts: Floats,
    statistic: Callable[[Floats], Floats],
    draws: int = COPIES,
    seed: int = SEED,
) -> Floats:
    """A statistic of ``draws`` samples of clusters, each as many clusters as there are, drawn with replacement.

    Args:
        counts: shape (clusters, cells), frequency-weighted counts, or anything else that is summed over clusters.
        statistic: from sums of shape (rows, cells) to values of shape (rows,) or (rows, k); NaN where a sample has none.
        draws: samples; > 0.
        seed: the same seed gives the same samples.

    Returns:
        Shape (draws,) or (draws, k).

    Raises:
        ValueError: no cluster.

    Source:
        Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8; SCIENCE.md, 0.7 and B.3.
    """
    clusters, cells = counts.shape
    if not clusters:
        raise ValueError("a bootstrap needs at least one cluster")
    random = np.random.default_rng(seed)
    step = max(CELLS // max(cells, 1), 1)
    chance = np.full(clusters, 1 / clusters)
    found = [
        statistic(random.multinomial(clusters, chance, min(step, draws - done)) @ counts)
        for done in range(0, draws, step)
    ]
    return np.concatenate(found)


def percentile_interval(drawn: Floats, clusters: int) -> tuple[float | None, float | None]:
    """The 2.5 and 97.5 percentiles of one statistic's draws; two None below ten clusters, or where no draw is a number.

    Args:
        drawn: shape (draws,); NaN is left out, infinite values count as larger than all others and make an open end.
        clusters: how many there were to draw from.
    """
    known = np.sort(drawn[~np.isnan(drawn)])
    if clusters < LEAST_CLUSTERS or not known.size:
        return None, None
    low, high = (float(known[round(q / 100 * (known.size - 1))]) for q in (TAIL, 100 - TAIL))
    return low, high if np.isfinite(high) else None
