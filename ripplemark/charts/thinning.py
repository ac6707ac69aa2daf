"""Fewer points without another picture: the lowest and the highest of every pixel column stay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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


def straightened(x: Floats, lines: Sequence[Floats], off: float = 0.25) -> Ints:
    """Which points several smooth lines over the same places need: between them each is straight to ``off`` pixels.

    Args:
        x: shape (n,), pixels, rising.
        lines: each of shape (n,), pixels, NaN where nothing is known; points beside a gap all stay.

    Returns:
        Positions, rising, the first and the last among them.
    """
    if x.size < 3:
        return np.arange(x.size, dtype=np.int64)
    stacked = np.array(lines)
    known = np.isfinite(stacked)
    edge = np.any(known[:, 1:] != known[:, :-1], axis=0)
    fixed = {0, x.size - 1, *np.flatnonzero(edge).tolist(), *(np.flatnonzero(edge) + 1).tolist()}
    found, ends = set(fixed), sorted(fixed)
    spans = list(pairwise(ends))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        inner = slice(first + 1, last)
        share = (x[inner] - x[first]) / (x[last] - x[first])
        one, other = stacked[:, [first]], stacked[:, [last]]
        apart = np.nan_to_num(np.abs(stacked[:, inner] - (one + (other - one) * share))).max(axis=0)
        worst = int(apart.argmax())
        if apart[worst] > off:
            middle = first + 1 + worst
            found.add(middle)
            spans += [(first, middle), (middle, last)]
    return np.array(sorted(found), dtype=np.int64)


def alone(values: Floats) -> Ints:
    """Positions of values with nothing known on either side: a line cannot show them, a dot can."""
    gap = np.isnan(np.concatenate([[np.nan], values, [np.nan]]))
    return np.flatnonzero(~gap[1:-1] & gap[:-2] & gap[2:]).astype(np.int64)
