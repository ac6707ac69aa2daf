"""What is usual at each hour or day of the week, and how much calmer the bins look once that is taken out of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Bools, Floats, Series

CYCLES = 4  # full weeks in the window before its weekly pattern is believed
WHOLE_CYCLES = 8  # full weeks in the series before its pattern stands in for the window's
MAD_LEFT = (0.465, 0.721, 0.727, 0.782, 0.817, 0.835, 0.863, 0.871, 0.891, 0.896, 0.909, 0.912)
"""1.4826 MAD of normal values less the median of their own group of 3, 4, ... 14, over that of the values."""
SD_LEFT = (0.884, 0.893, 0.942, 0.939, 0.962, 0.958, 0.971, 0.969, 0.977, 0.975, 0.982, 0.979)
"""The same of the standard deviation. Both from ten million draws; the error is in the last digit."""
BEYOND = 1.2, 0.3
"""For longer groups of w: 1 - 1.2 / w of the MAD and 1 - 0.3 / w of the standard deviation."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The usual level of each place in the week, or its ratio to the week's median.

    Attributes:
        usual: shape (period,), by bin position modulo the period.
        weeks: how many values each place's median was taken of, on average over the places; at least 3.
    """

    usual: Floats
    weeks: float

    @property
    def left(self) -> tuple[float, float]:
        """What is left of the robust sigma, and of the standard deviation, once each place's median is taken out.

        The median of a few weeks follows their noise: of four weeks it leaves 0.72 of the sigma. To be divided by.
        """
        groups = np.arange(3, 3 + len(MAD_LEFT))
        if self.weeks > groups[-1]:
            return 1 - BEYOND[0] / self.weeks, 1 - BEYOND[1] / self.weeks
        mad, sd = (float(np.interp(self.weeks, groups, left)) for left in (MAD_LEFT, SD_LEFT))
        return mad, sd


def of_window(series: Series, first: int, end: int) -> Profile | None:
    """The median of each place in the week over the last full weeks of the bins ``first`` to ``end`` - 1.

    None for bins that are not hours or days, below four full weeks, and where a place has under three values.
    """
    period = series.period
    if period is None or end - first < CYCLES * period:
        return None
    first = end - (end - first) // period * period
    weeks = np.roll(series.value[first:end].reshape(-1, period), shift=first % period, axis=1)
    seen = ~np.isnan(weeks)
    if np.any(np.sum(seen, axis=0) < CYCLES - 1):
        return None
    usual = _median(weeks, 0)
    return Profile(usual, _per_place(seen))


def of_series(series: Series) -> Profile | None:
    """The usual ratio of each place in the week to its week's median, over the whole series.

    The median over weeks, so an episode of some weeks does not move it. None for bins that are not hours or days, below
    eight full weeks, or where a place cannot be told. Without it every first weekend of a series would be an onset.
    """
    period = series.period
    weeks = series.value.size // period if period else 0
    if period is None or weeks < WHOLE_CYCLES:
        return None
    block = series.value[: weeks * period].reshape(weeks, period)
    block = block[np.sum(~np.isnan(block), axis=1) > period // 2]
    middle = _median(block, 1) if block.size else np.empty(0)
    block = block[middle > 0] / middle[middle > 0, None]
    if len(block) < WHOLE_CYCLES or np.any(np.all(np.isnan(block), axis=0)):
        return None
    usual = _median(block, 0)
    return Profile(usual, max(_per_place(~np.isnan(block)), CYCLES - 1))


def _median(values: Floats, axis: int) -> Floats:
    """Without the missing values; ``numpy.nanmedian`` is several times slower where none is missing."""
    median = np.nanmedian if np.isnan(values).any() else np.median
    return np.asarray(median(values, axis=axis), dtype=np.float64)


def _per_place(seen: Bools) -> float:
    return float(np.mean(np.sum(seen, axis=0)))


def flattened(window: Floats, ratio: Floats, first: int) -> Floats:
    """The window's observed values divided by the ratio of their place in the week; places of ratio 0 are left out."""
    place = ratio[np.arange(first, first + window.size) % ratio.size]
    flat = window / np.where(place > 0, place, np.nan)
    return np.asarray(flat[~np.isnan(flat)], dtype=np.float64)
