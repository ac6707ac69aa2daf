"""The search for the first run above its threshold, quick enough for two years of hours."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

import numpy as np

from ripplemark.estimate.baseline import (
    FEWEST,
    LEAST_RATIO_LEVEL,
    STANDARD,
    Baseline,
    PreWindows,
    Threshold,
    baseline_of,
    exceeds,
)
from ripplemark.estimate.series import Bools, Floats, Ints, Series
from ripplemark.estimate.weekly import CYCLES

UNTESTABLE = -1
AT_ONCE = 128  # runs whose windows are laid side by side; a window of hours holds 672 values


def first_run(
    series: Series, length: int, days: float, threshold: Threshold = STANDARD
) -> int | None:
    """Position of the first bin that begins a run above its threshold; None without one.

    UNTESTABLE when the run had begun before the first bin with a baseline.
    """
    value, seen = series.value, series.observed
    if seen.size < length:
        return None
    windows = PreWindows(series, days)
    tested = max(int(seen.size) - FEWEST, 1)
    lowest = np.lib.stride_tricks.sliding_window_view(value[seen], length).min(axis=1)
    sigmas = threshold.sigmas
    weekly = _over_own_week(series, windows, sigmas)[seen]
    over = np.lib.stride_tricks.sliding_window_view(weekly, length)
    hopeful = (lowest > threshold.least) & np.all(over[:, :2], axis=1)
    early = _Early(series, windows, sigmas)
    worth = FEWEST + np.flatnonzero(hopeful[FEWEST:])
    for p in _worth_testing(series, windows, length, worth, sigmas):
        k = int(seen[p])
        first, end = windows.of(k)
        bins = seen[p : p + length]
        if not early.may_exceed(bins, first, end):
            continue
        base = baseline_of(series, first, end, windows.weekly)
        if base.usable and exceeds(value[bins], base.of(bins), base, tested, threshold):
            before = p == FEWEST and _rose_before(series, k, base, tested, threshold)
            return UNTESTABLE if before else k
    return None


def _worth_testing(
    series: Series, windows: PreWindows, length: int, runs: Ints, sigmas: float
) -> Iterator[int]:
    """Of the runs that begin at these positions among the observed bins, those that may lie above their threshold."""
    for done in range(0, runs.size, AT_ONCE):
        some = runs[done : done + AT_ONCE]
        bins = series.observed[some[:, None] + np.arange(length)]
        yield from some[_over_own_spread(series, windows, bins, sigmas)].tolist()


def _over_own_spread(series: Series, windows: PreWindows, bins: Ints, sigmas: float) -> Bools:
    """Shape (runs,): False where a run cannot exceed its places in the week by ``sigmas`` robust sigmas of its own window.

    As in ``baseline_of``, many at once, and with a sigma that is never larger. True wherever the window has not all of its
    bins or no full weeks, and where a level is 0.

    Args:
        bins: shape (runs, length), the positions of each run.
    """
    value, size, period = series.value, windows.length, series.period
    over = np.ones(len(bins), dtype=np.bool_)
    first = bins[:, 0] - windows.gap - size
    if period is None or size % period or size < CYCLES * period or not np.any(first >= 0):
        return over
    asked = np.flatnonzero(first >= 0)
    window = np.lib.stride_tricks.sliding_window_view(value, size)[first[asked]]
    weeks = window.reshape(len(asked), -1, period)
    usual, level = np.median(weeks, axis=1), np.median(window, axis=1)
    known = np.all(usual > 0, axis=1)  # never where a bin is missing
    asked, weeks, usual, level = asked[known], weeks[known], usual[known], level[known]
    flat = (weeks / (usual / level[:, None])[:, None, :]).reshape(len(asked), size)
    off = np.abs(flat - np.median(flat, axis=1)[:, None])
    sigma = np.maximum(1.4826 * np.median(off, axis=1), np.sqrt(level))
    place = (bins[asked] - first[asked, None]) % period
    least = np.take_along_axis(usual, place, axis=1) + sigmas * sigma[:, None] * (1 - 1e-9)
    over[asked] = np.all(value[bins[asked]] > least, axis=1)
    return over


def _over_own_week(series: Series, windows: PreWindows, sigmas: float) -> Bools:
    """Shape (n,): False where a bin cannot exceed the level of its place in the week by ``sigmas`` square roots of it.

    For hours only, whose many tests ask for more than that; days are few. True wherever the window has no pattern of its
    own (``weekly.of_window``) or one of the bin's weeks was not seen, and where that level is 0. Cheap, and it keeps most
    bins from being tested.
    """
    value, period, gap = series.value, series.period, windows.gap
    over = np.ones(value.size, dtype=np.bool_)
    weeks = windows.length // period if period else 0
    first = (weeks + 1) * (period or 0)
    if series.nominal != "hour" or period is None or weeks < CYCLES or value.size <= first:
        return over
    before = [slice(first - period * j, value.size - period * j) for j in range(1, weeks + 1)]
    usual = np.median(np.stack([value[each] for each in before]), axis=0)
    over[first:] = ~(value[first:] <= usual + sigmas * np.sqrt(usual)) | (usual <= 0)
    # The pattern of the bins before ``end`` rests on the places ``end`` to ``end`` + period - 1, a week and more before.
    seen = np.concatenate([~np.isnan(value), np.zeros(period, dtype=np.bool_)])
    places = np.zeros(seen.size, dtype=np.int64)
    for j in range(1, weeks + 1):
        places[period * j :] += seen[: -period * j]
    few = np.concatenate([[0], np.cumsum(places < CYCLES - 1)])
    end = np.arange(first, value.size) - gap
    over[first:] |= few[end + period] > few[end]
    return over


def _rose_before(series: Series, k: int, base: Baseline, tested: int, threshold: Threshold) -> bool:
    """True when the bin before the first one that could be tested is above the threshold too: it began without a baseline."""
    earlier = series.observed[series.observed < k][-1:]
    usual = base.at(series.value.size)[earlier]
    return exceeds(series.value[earlier], usual, base, tested, threshold)


class _Early:
    """What is usual in windows that are too short for a pattern of their own, or of series without weeks."""

    def __init__(self, series: Series, windows: PreWindows, sigmas: float) -> None:
        self._value, self._period, self._sigmas = series.value, series.period, sigmas
        self._ratio = None if windows.weekly is None else windows.weekly.usual
        self._raw = self._flat = _Window(series.value)
        if self._ratio is not None:
            place = self._ratio[np.arange(series.value.size) % self._ratio.size]
            self._flat = _Window(series.value / np.where(place > 0, place, np.nan))

    def may_exceed(self, bins: Ints, first: int, end: int) -> bool:
        """False when a run cannot exceed the threshold of the bins ``first`` to ``end`` - 1, whatever their spread.

        True for windows of full weeks, whose own pattern counts.
        """
        if self._period is not None and end - first >= CYCLES * self._period:
            return True
        level, ratio = self._raw.median(first, end), np.ones(bins.size)
        if np.isnan(level):
            return False
        if self._ratio is not None and level >= LEAST_RATIO_LEVEL:
            level, ratio = self._flat.median(first, end), self._ratio[bins % self._ratio.size]
        least = level * ratio + self._sigmas * level**0.5 * (1 - 1e-9)
        return not np.any(self._value[bins] <= least)


class _Window:
    """The sorted values of a moving window, so that a median costs no sort."""

    def __init__(self, value: Floats) -> None:
        self._value = value.tolist()
        self._first = self._end = 0
        self._sorted: list[float] = []

    def median(self, first: int, end: int) -> float:
        """Of the bins ``first`` to ``end`` - 1 that hold a value; NaN where none does."""
        self.move(first, end)
        if not self._sorted:
            return float("nan")
        half = len(self._sorted) // 2
        return (self._sorted[half] + self._sorted[-half - 1]) / 2

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

    def _put(self, value: float) -> None:
        if value == value:
            insort(self._sorted, value)

    def _drop(self, value: float) -> None:
        if value == value:
            del self._sorted[bisect_left(self._sorted, value)]
