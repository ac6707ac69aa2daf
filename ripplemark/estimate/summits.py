"""Local maxima of a curve and how far each stands above the land around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Floats, Ints


@dataclass(frozen=True, slots=True)
class Summits:
    """Local maxima in order.

    Attributes:
        at: shape (m,), positions; the middle of a plateau, rounded down.
        prominence: shape (m,), height above the higher of the two lowest points between the maximum and the next higher
            ground (or the end) on either side.
    """

    at: Ints
    prominence: Floats

    def of(self, kept: np.ndarray) -> Summits:
        """Those where ``kept`` is True."""
        return Summits(self.at[kept], self.prominence[kept])


def summits(curve: Floats) -> Summits:
    """All local maxima; ends of the curve are none.

    Args:
        curve: shape (n,), without missing values.

    Source:
        As ``find_peaks`` and ``peak_prominences`` of SciPy 1.17 define them, which a test compares.
    """
    at = _maxima(curve)
    left = _lowest_before(curve, at)
    right = _lowest_before(curve[::-1], curve.size - 1 - at[::-1])[::-1]
    return Summits(at, curve[at] - np.maximum(left, right))


def _maxima(curve: Floats) -> Ints:
    """Middles of the stretches of equal values that are higher than what lies on both sides."""
    if curve.size < 3:
        return np.empty(0, dtype=np.int64)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(curve) != 0]))
    ends = np.concatenate([begins[1:], [curve.size]]) - 1
    level = curve[begins]
    high = np.zeros(begins.size, dtype=np.bool_)
    high[1:-1] = (level[1:-1] > level[:-2]) & (level[1:-1] > level[2:])
    return np.asarray((begins[high] + ends[high]) // 2, dtype=np.int64)


def _lowest_before(curve: Floats, at: Ints) -> Floats:
    """For each position in order: the lowest value since the last one that is higher (or since the start)."""
    lowest = np.empty(at.size)
    kept: list[
        tuple[float, float]
    ] = []  # height of a maximum, lowest value between it and the one kept before
    begin = 0
    for j, k in enumerate(at.tolist()):
        low = float(curve[begin : k + 1].min())
        while kept and kept[-1][0] <= curve[k]:
            low = min(low, kept.pop()[1])
        lowest[j] = low
        kept.append((float(curve[k]), low))
        begin = k
    return lowest


def apart(found: Summits, curve: Floats, distance: int) -> Summits:
    """Without those within ``distance`` - 1 positions of a higher one; the later of equals stays."""
    kept = np.ones(found.at.size, dtype=np.bool_)
    for j in np.argsort(curve[found.at], kind="stable")[::-1]:
        if kept[j]:
            near = np.abs(found.at - found.at[j]) < distance
            near[j] = False
            kept &= ~near
    return found.of(kept)
