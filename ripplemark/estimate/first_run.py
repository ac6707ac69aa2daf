"""The search for the first run above its threshold, quick enough for two years of hours."""

from __future__ import annotations

from bisect import bisect_left, insort

import numpy as np

from ripplemark.estimate.baseline import (
    CYCLES,
    FEWEST,
    LEAST_COUNT,
    SIGMAS,
    Baseline,
    PreWindows,
    baseline_of,
    exceeds,
)
from ripplemark.estimate.series import Bools, Series

UNTESTABLE = -1


def first_run(series: Series, length: int, days: float) -> int | None:
    """Position of the first bin that begins a run above its threshold; None without one.

    UNTESTABLE when the run had begun before the first bin with a baseline.
    """
    value, seen = series.value, series.observed
    windows = PreWindows(series, days)
    tested = max(int(seen.size) - FEWEST, 1)
    lowest = np.lib.stride_tricks.sliding_window_view(value[seen], length).min(axis=1)
    window, over = _Window(series), _over_own_week(series, windows.length)
    for p in range(FEWEST, seen.size - length + 1):
        if lowest[p] <= LEAST_COUNT:
            continue
        k = int(seen[p])
        first, end = windows.of(k)
        bins = seen[p : p + length]
        window.move(first, end)
        if not window.may_exceed(lowest[p], bool(np.all(over[bins[:2]]))):
            continue
        base = baseline_of(series, first, end, windows.weekly)
        if base.usable and exceeds(value[bins], base.at(value.size)[bins], base, tested):
            return UNTESTABLE if p == FEWEST and _rose_before(series, k, base, tested) else k
    return None


def _over_own_week(series: Series, window: int) -> Bools:
    """Shape (n,): False where a bin cannot exceed the level of its place in the week by 3 square roots of it.

    True wherever one of its weeks was not seen, and where that level is 0. Cheap, and it keeps most bins from being tested.
    """
    value, period = series.value, series.period
    over = np.ones(value.size, dtype=np.bool_)
    weeks = window // period if period else 0
    if period is None or weeks < CYCLES or value.size <= (weeks + 1) * period:
        return over
    first = (weeks + 1) * period
    places = np.stack(
        [value[first - period * j : value.size - period * j] for j in range(1, weeks + 1)]
    )
    usual = np.median(places, axis=0)
    over[first:] = ~(value[first:] <= usual + SIGMAS * np.sqrt(usual)) | (usual <= 0)
    return over


def _rose_before(series: Series, k: int, base: Baseline, tested: int) -> bool:
    """True when the bin before the first one that could be tested is above the threshold too: it began without a baseline."""
    earlier = series.observed[series.observed < k][-1:]
    return exceeds(series.value[earlier], base.at(series.value.size)[earlier], base, tested)


class _Window:
    """The sorted observed values of a moving window, so that a median costs no sort."""

    def __init__(self, series: Series) -> None:
        self._value = series.value.tolist()
        self.weekly = series.period is not None
        self._first = self._end = 0
        self._sorted: list[float] = []

    def move(self, first: int, end: int) -> None:
        """Hold the bins ``first`` to ``end`` - 1."""
        if first >= self._end or end <= self._first:
            self._first = self._end = first
            self._sorted = []
        while self._end < end:
            self._put(self._value[self._end])
            self._end += 1
        while self._end > end:
            self._end -= 1
            self._drop(self._value[self._end])
        while self._first < first:
            self._drop(self._value[self._first])
            self._first += 1

    def may_exceed(self, value: float, over_own_week: bool) -> bool:
        """False when ``value`` cannot exceed the threshold, whatever the spread."""
        if not self._sorted:
            return False
        usual = self._sorted[(len(self._sorted) - 1) // 2]
        return over_own_week and (value > usual + SIGMAS * usual**0.5 or self.weekly)

    def _put(self, value: float) -> None:
        if value == value:
            insort(self._sorted, value)

    def _drop(self, value: float) -> None:
        if value == value:
            del self._sorted[bisect_left(self._sorted, value)]
