"""Fewer points without another picture: the lowest and the highest of every pixel column stay."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def thinned(x: Floats, values: Floats) -> Ints:
    """Which points to draw, in order: at most about two in a pixel column, every peak and every trough among them.

    Args:
        x: shape (n,), pixels, rising.
        values: shape (n,), NaN where nothing is known.

    Returns:
        Positions, rising. A column without any value keeps one NaN, so that the gap stays; the first and the last
        point always stay. Nothing gives nothing.
    """
    if not x.size:
        return np.zeros(0, dtype=np.int64)
    column = np.floor(x).astype(np.int64)
    if x.size <= 2 * (np.unique(column).size):
        return np.arange(x.size, dtype=np.int64)
    low = _last_of_each(column, np.where(np.isnan(values), np.inf, values), falling=True)
    high = _last_of_each(column, np.where(np.isnan(values), -np.inf, values), falling=False)
    return np.unique(np.concatenate([low, high, [0, x.size - 1]])).astype(np.int64)


def _last_of_each(column: Ints, values: Floats, *, falling: bool) -> Ints:
    """In each column the position of its lowest or highest value."""
    order = np.lexsort((-values if falling else values, column))
    ends = np.flatnonzero(np.diff(column[order], append=column[order[-1]] + 1))
    return np.asarray(order[ends], dtype=np.int64)


def alone(values: Floats) -> Ints:
    """Positions of values with nothing known on either side: a line cannot show them, a dot can."""
    gap = np.isnan(np.concatenate([[np.nan], values, [np.nan]]))
    return np.flatnonzero(~gap[1:-1] & gap[:-2] & gap[2:]).astype(np.int64)
