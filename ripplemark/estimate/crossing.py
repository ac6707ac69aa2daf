"""Where a falling excess crosses a fraction of its peak, for many rows at once."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.series import Bools, Floats, Ints

STAY = 2  # bins that must stay below, SCIENCE.md A.4


def crossings(
    value: Floats, usual: Floats, centre: Floats, fraction: float, stay: int = STAY
) -> tuple[Ints, Ints, Floats]:
    """Peak column, crossing column (-1: none) and hours between them, for each row.

    Args:
        value, usual: shape (rows, m), the observed bins and their baseline.
        centre: shape (m,), hours.
        fraction: of the peak's excess.
        stay: columns in a row that must lie below; >= 1.

    Returns:
        Hours run from the centre of the first highest column to the point between the last column above and the first of
        ``stay`` columns below; infinite where not reached.
    """
    rows = np.arange(value.shape[0])
    excess, peak = value - usual, value.argmax(axis=1)
    target = fraction * excess[rows, peak]
    first = first_stay(excess <= target[:, None], peak, stay)
    last = np.maximum(first - 1, 0)
    above, below = excess[rows, last], excess[rows, first]
    falls = above > below
    step = np.where(falls, (above - target) / np.where(falls, above - below, 1.0), 1.0)
    at = centre[last] + step * (centre[first] - centre[last])
    return peak, first, np.where(first < 0, np.inf, at - centre[peak])


def first_stay(below: Bools, peak: Ints, stay: int) -> Ints:
    """Per row, the first column after ``peak`` from which ``stay`` columns in a row are True; -1 where there is none."""
    size = below.shape[1] - stay + 1
    if size < 1:
        return np.full(below.shape[0], -1, dtype=np.int64)
    run = below[:, :size].copy()
    for ahead in range(1, stay):
        run &= below[:, ahead : size + ahead]
    run &= np.arange(size)[None, :] > peak[:, None]
    return np.where(run.any(axis=1), run.argmax(axis=1), -1).astype(np.int64)
