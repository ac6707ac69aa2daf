"""What would have come without the episode, as a mean: what sums and likelihoods must take off.

The baseline of a threshold is a median. Counts are skewed, so their mean lies above it; over a thousand hourly bins that
difference would be taken for attention.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS, Baseline, mean_excess
from ripplemark.estimate.onset import Start
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.weekly import CYCLES

OF_MEDIAN = 1.2
"""Variance of a median of few normal values, times their number (0.30 for four, whose median is the mean of the middle two)."""
HOURS = 24


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual mean of the observed bins.

    Attributes:
        mean: shape (observed,), >= 0.
        error: standard error of its level, shared by all bins.
        corrected: True where the mean of the baseline's own bins was used; False for its median, where fewer than 14 were
            seen, too few for a mean over many later bins, and for a new object (0 without error).
    """

    mean: Floats
    error: float
    corrected: bool

    def excess(self, value: Floats) -> Floats:
        """Shape (observed,): what lies above; below 0 only where the mean is good enough for signed sums (SCIENCE.md, 0)."""
        above = value - self.mean
        return above if self.corrected else np.maximum(above, 0.0)


def usual_mean(series: Series, start: Start, baseline_days: float = WINDOW_DAYS) -> Usual:
    """The usual mean before the onset ``start``, which must have a bin, carried on to all observed bins."""
    base = calmed(start.baseline)
    level = base.at(series.value.size)[series.observed]
    if not base.bins:
        return Usual(level, 0.0, False)
    spread = 1.25 * base.sigma / float(np.sqrt(base.bins))
    if base.short:
        return Usual(level, spread, False)
    more, error = mean_excess(series, start.bin or 0, base, baseline_days)
    return Usual(np.maximum(level + more, 0.0), error if error > 0 else spread, True)


def calmed(base: Baseline) -> Baseline:
    """The baseline with the noise of its weekly pattern taken back, as far as noise explains the pattern.

    The median of each hour of the week rests on four values, and follows their noise: of a flat series with one count an
    hour it runs from 0 to 2, which a likelihood would take for known. So the pattern is drawn towards a simpler one (hours of
    the week: hour of the day times day of the week; days: the level), by the share of the difference that such noise makes.

    Source: James & Stein (1961), positive part.
    """
    pattern = base.pattern
    if pattern is None or base.level <= 0:
        return base
    noise = pattern_error(base) ** 2
    return replace(base, pattern=_drawn_to(_simple(pattern, noise), pattern, noise))


def pattern_error(base: Baseline) -> float:
    """Standard error of a weekly pattern at each of its places, a median of few values; 0 without a pattern."""
    if base.pattern is None:
        return 0.0
    weeks = max(base.bins / base.pattern.size, CYCLES)
    return float(base.sigma * np.sqrt(OF_MEDIAN / weeks))


def _simple(pattern: Floats, noise: float) -> Floats:
    """Hour of the day times day of the week, each drawn to their mean in the same way; of days alone the mean."""
    mean = float(pattern.mean())
    if pattern.size % HOURS or mean <= 0:
        return np.full(pattern.size, mean)
    week = pattern.reshape(-1, HOURS)
    days = _drawn_to(np.full(len(week), mean), week.mean(axis=1), noise / HOURS)
    hours = _drawn_to(np.full(HOURS, mean), week.mean(axis=0), noise / len(week))
    return np.asarray(np.outer(days, hours).ravel() / mean)


def _drawn_to(simple: Floats, values: Floats, noise: float) -> Floats:
    """Between ``simple`` and ``values``: the nearer to the former, the more of their distance the noise explains."""
    spread = float(np.mean((values - simple) ** 2))
    kept = max(1 - noise / spread, 0.0) if spread > 0 else 0.0
    return np.asarray(simple + kept * (values - simple), dtype=np.float64)
