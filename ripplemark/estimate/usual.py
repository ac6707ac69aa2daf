"""What would have come without the episode, as a mean: what sums and likelihoods must take off.

The baseline of a threshold is a median. Counts are skewed, so their mean lies above it; over a thousand hourly bins that
difference would be taken for attention.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS, mean_excess
from ripplemark.estimate.onset import Start
from ripplemark.estimate.series import Floats, Series


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
    base = start.baseline
    level = base.at(series.value.size)[series.observed]
    if not base.bins:
        return Usual(level, 0.0, False)
    spread = 1.25 * base.sigma / float(np.sqrt(base.bins))
    if base.short:
        return Usual(level, spread, False)
    more, error = mean_excess(series, start.bin or 0, base, baseline_days)
    return Usual(np.maximum(level + more, 0.0), error if error > 0 else spread, True)
