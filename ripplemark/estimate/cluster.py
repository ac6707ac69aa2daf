"""Clusters: whole days, or all items of one uploader, are left out together, never single rows.

Rows of one day or of one uploader resemble each other. Leaving them out one by one would make the interval of a million rows
meaninglessly narrow. What is left out is counts per cluster and cell, so that a million rows cost what their cells cost.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ripplemark.estimate.series import Floats, Ints

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


def jackknife_reach(left_out: Floats) -> float:
    """Half the width of the 95 % interval of an estimate, from what it is with each cluster left out.

    Args:
        left_out: shape (n,), the estimate without each of the clusters; NaN, where nothing is left, is not used. n >= 2.

    Returns:
        The jackknife's standard error times Student's t, with as many degrees of freedom as clusters decide the
        variance: where a few carry most of it, it is known no better than from so few. 0 where none matters.

    Source:
        Efron & Stein (1981), Annals of Statistics 9:586-596; Satterthwaite (1946), Biometrics Bulletin 2:110-114.
    """
    from scipy.special import stdtrit  # here, so that the command line starts without it

    known = left_out[~np.isnan(left_out)]
    parts = (known - known.mean()) ** 2 if known.size else known
    whole = float(parts.sum())
    if whole <= 0:
        return 0.0
    freedom = max(whole**2 / float(parts @ parts), 1.0)
    return float(stdtrit(freedom, 0.975) * np.sqrt((known.size - 1) / known.size * whole))
