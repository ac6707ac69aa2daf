"""What was usual before: the level, its spread, and the threshold that an onset must exceed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, pdtrc

from ripplemark.estimate import weekly
from ripplemark.estimate.series import DAY, Floats, Ints, Series

WINDOW_DAYS = 28.0
GAP_DAYS = 1.0
FULL_BINS = 14  # fewer is a short baseline; below FEWEST there is none
FEWEST = 5
LEAST_RATIO_LEVEL = 5.0  # per bin; below, ratios of counts say too little
ALPHA = 0.05
SIGMAS = 3.0
LEAST_COUNT = 5.0
SPIKE = 5.0  # sigmas; what stood so far above before is an earlier episode
OVERDISPERSED = 1.5  # Pearson chi-square per degree of freedom, SCIENCE.md A.5
SHORT_NOTE = "short baseline"


@dataclass(frozen=True, slots=True)
class Threshold:
    """How far above the usual level a bin counts as a rise: the highest of three limits holds.

    Attributes:
        sigmas: robust standard deviations above the level; > 0.
        least: a value that must be exceeded whatever is usual, in the series' own units; >= 0.
        alpha: how often chance alone may exceed the limit in the whole series; between 0 and 1.
    """

    sigmas: float = SIGMAS
    least: float = LEAST_COUNT
    alpha: float = ALPHA


STANDARD = Threshold()
"""The limits of SCIENCE.md, A.1."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The usual level in the bins before a candidate onset.

    Attributes:
        level: median per bin; 0 for an object that did not exist before.
        sigma: 1.4826 times the median absolute deviation, at least the square root of the level.
        dispersion: a in variance = mean + a mean^2 (negative binomial); 0 is Poisson.
        bins: observed bins used. Fewer than 5: no baseline (``usable`` is False; level and sigma are NaN).
        pattern: shape (period,), the usual level per place in the week, by bin position modulo the period; None where
            fewer than four full weeks were seen.
        values: the observed values used.
    """

    level: float
    sigma: float
    dispersion: float
    bins: int
    pattern: Floats | None
    values: Floats

    @property
    def short(self) -> bool:
        """True when fewer than 14 bins were seen, unless the object is new."""
        return 0 < self.bins < FULL_BINS

    @property
    def usable(self) -> bool:
        """True when there is a level to compare with."""
        return not np.isnan(self.level)

    @property
    def note(self) -> str:
        """The remark that a short baseline owes its reader; empty otherwise."""
        if not self.short:
            return ""
        return f"Rests on a {SHORT_NOTE} of {self.bins} bins: add earlier data if there is any."

    def at(self, size: int) -> Floats:
        """Shape (size,): the usual level of each bin of a series of that length."""
        return self.of(np.arange(size))

    def of(self, bins: Ints) -> Floats:
        """Shape of ``bins``: the usual level of the bins at these positions."""
        if self.pattern is None:
            return np.full(bins.size, self.level)
        return self.pattern[bins % self.pattern.size]


NEW_OBJECT = Baseline(0.0, 0.0, 0.0, 0, None, np.empty(0))
NO_BASELINE = Baseline(float("nan"), float("nan"), 0.0, 0, None, np.empty(0))


def window_bins(series: Series, days: float) -> int:
    """Length of the pre-window in bins: ``days``, but never under 14 bins (28 days hold only four weeks)."""
    return max(round(days * DAY / series.bin_hours), FULL_BINS)


class PreWindows:
    """Where the pre-window of each bin lies.

    The gap of one day before a bin applies only if 14 observed bins remain before it; for bins wider than a day it is 0.
    """

    def __init__(self, series: Series, days: float) -> None:
        self.length = window_bins(series, days)
        self.gap = int(GAP_DAYS * DAY / series.bin_hours + 1e-9)
        self.weekly = weekly.of_series(series)
        self._seen = np.concatenate([[0], np.cumsum(~np.isnan(series.value))]).tolist()

    def of(self, k: int) -> tuple[int, int]:
        """First and last-plus-one position of the window before bin ``k``."""
        end = max(k - self.gap, 0)
        if self._seen[end] - self._seen[max(end - self.length, 0)] < FULL_BINS:
            end = k
        return max(end - self.length, 0), end


def baseline_before(series: Series, k: int, days: float = WINDOW_DAYS) -> Baseline:
    """Level and spread in the window before bin ``k``; nothing usable when fewer than 5 bins were observed.

    A weekly pattern (the median of each place in the week) enters once four full weeks of the window were seen (before
    that, the pattern of the whole series where it has eight). Sigma and dispersion are then those of the values divided by
    their place's ratio to the level (where that is not 0), and divided by what taking out the pattern leaves of them
    (``weekly.Profile.left``): a median of four values follows their noise.

    Source: SCIENCE.md, section 0, "Baseline" and "Short baselines".
    """
    if series.new_object:
        return NEW_OBJECT
    windows = PreWindows(series, days)
    return baseline_of(series, *windows.of(k), windows.weekly)


def mean_excess(series: Series, k: int, base: Baseline, days: float) -> tuple[float, float]:
    """Mean of the values before bin ``k`` less their usual level, and its standard error; (0, 0) for a new object.

    Earlier spikes (over 5 sigma, and over 5) are left out. Counts are skewed, so their mean lies above their median (a
    Poisson mean of 1.5 has the median 1): what is taken off a mean must be a mean.
    """
    if series.new_object:
        return 0.0, 0.0
    first, end = PreWindows(series, days).of(k)
    excess = series.value[first:end] - base.at(series.value.size)[first:end]
    excess = excess[~np.isnan(excess)]
    excess = excess[excess <= max(SPIKE * base.sigma, LEAST_COUNT)]
    if excess.size < FEWEST:
        return 0.0, 0.0
    return float(excess.mean()), float(excess.std(ddof=1) / np.sqrt(excess.size))


def baseline_of(
    series: Series, first: int, end: int, whole: weekly.Profile | None = None
) -> Baseline:
    """The baseline from the bins ``first`` to ``end`` - 1 themselves, with ``weekly.of_series`` to fall back on."""
    window = series.value[first:end]
    values = window[~np.isnan(window)]
    if values.size < FEWEST:
        return NO_BASELINE
    level, flat, left, pattern = float(np.median(values)), values, (1.0, 1.0), None
    own = weekly.of_window(series, first, end)
    if own is not None:
        pattern = own.usual
        if level > 0:
            flat, left = weekly.flattened(window, pattern / level, first), own.left
    elif whole is not None and level >= LEAST_RATIO_LEVEL:
        flat, left = weekly.flattened(window, whole.usual, first), whole.left
        level = float(np.median(flat)) if flat.size else level
        pattern = level * whole.usual
    spread = 1.4826 * float(np.median(np.abs(flat - np.median(flat)))) if flat.size else 0.0
    sigma = max(spread / left[0], float(np.sqrt(level)))
    dispersion = _dispersion(flat, level, sigma, left[1])
    return Baseline(level, sigma, dispersion, values.size, pattern, values)


def _dispersion(values: Floats, level: float, sigma: float, left: float) -> float:
    """Moment estimate of a; earlier spikes (over 5 sigma) do not enter; 0 unless clearly overdispersed.

    ``left`` is what flattening left of the standard deviation.
    """
    usual = values[values <= level + SPIKE * sigma]
    if usual.size < FEWEST or level <= 0:
        return 0.0
    mean, variance = float(usual.mean()), float(usual.var(ddof=1)) / left**2
    if mean <= 0 or variance / mean < OVERDISPERSED:
        return 0.0
    return (variance / mean - 1) / mean


def exceeds(
    value: Floats, usual: Floats, base: Baseline, tested: int, threshold: Threshold = STANDARD
) -> bool:
    """True when every value lies above the threshold of its bin.

    Threshold: the largest of the level + 3 sigma, the negative binomial (or Poisson) quantile at 1 - 0.05 / ``tested``,
    and 5. Being above a quantile is decided by the tail probability, which is the same thing and quicker.

    Args:
        value, usual: shape (m,); the bins asked about and the usual level of each.
        base: gives sigma and dispersion.
        tested: how many bins are tested in the series; >= 1.
        threshold: other limits than 3, 0.05 and 5.

    Source: SCIENCE.md, A.1.
    """
    least, limit = threshold.least, usual + threshold.sigmas * base.sigma
    if np.any(value <= least) or np.any(value <= limit):
        return False
    return bool(np.all(_beyond(value, usual, base.dispersion) <= threshold.alpha / tested))


def _beyond(value: Floats, usual: Floats, dispersion: float) -> Floats:
    """P(Y >= value) under the usual level."""
    below = np.ceil(value) - 1
    if dispersion <= 0:
        return np.asarray(np.where(usual > 0, pdtrc(below, np.maximum(usual, 1e-12)), 0.0))
    # The negative binomial's upper tail as an incomplete beta function: scipy.stats would take longer to import.
    size = 1 / dispersion
    tail = betainc(np.maximum(below + 1, 1e-12), size, usual / (size + np.maximum(usual, 1e-12)))
    return np.asarray(np.where(usual > 0, tail, 0.0), dtype=np.float64)
