"""What share of the attention of an episode fell into a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.mean_curve import Noise
from ripplemark.estimate.onset import Start
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.resurgence import curve_of, noise_around
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.survival import Z
from ripplemark.estimate.usual import usual_mean

_NOTHING = (
    "Nothing stands above the usual level from there on: choose a period that holds the episode."
)


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """The attention of one episode, from ``since`` on (hours from the start of the first bin).

    Attributes:
        value, excess: shape (observed,): every bin's value, and what of it lies above the usual mean (signed where that mean
            is known well enough).
        begins, ends: shape (observed,), hours.
        noise: how bins scatter; ``error`` is the standard error of the usual mean, which all bins share.
        since: where the episode begins; what lies before counts for nothing.
        width: the usual width of a bin, hours.
    """

    value: Floats
    excess: Floats
    begins: Floats
    ends: Floats
    noise: Noise
    error: float
    since: float
    width: float

    @classmethod
    def of(
        cls,
        series: Series,
        start: Start,
        baseline_days: float = WINDOW_DAYS,
        since: float | None = None,
    ) -> Attention:
        """Of a series with an onset; ``since`` is the onset where none is given."""
        seen = series.observed
        began = int(np.searchsorted(seen, start.bin or 0))
        usual = usual_mean(series, start, baseline_days)
        value = series.value[seen]
        noise = noise_around(series, began, curve_of(series, start.baseline, began))
        begins = series.start[seen]
        return cls(
            value,
            usual.excess(value),
            begins,
            begins + series.width[seen],
            noise,
            usual.error,
            float(begins[began]) if since is None else since,
            series.bin_hours,
        )

    def share(self, low: float, high: float) -> Answer:
        """The share of the excess over the usual level between two times: signed, a bin counts by its overlap.

        The interval is for these two times as they stand: from the scatter of the bins and from the error of the usual
        level, propagated to first order. NE_FEW where nothing stands above the usual level.
        """
        return self._of(self.excess, self.error, low, high)

    def gross(self, low: float, high: float) -> Answer:
        """The same of all attention, what is usual included."""
        return self._of(self.value, 0.0, low, high)

    def _of(self, part: Floats, error: float, low: float, high: float) -> Answer:
        all_of = self._overlap(self.since, np.inf)
        inside = self._overlap(max(low, self.since), high)
        whole = float((part * all_of).sum())
        n = int(self.value.size)
        if whole <= 0:
            return refuse("NE_FEW", _NOTHING, n, resolution=self.width)
        share = float((part * inside).sum()) / whole
        moved = inside - share * all_of
        variance = float((moved**2 * self.noise.variance(self.value)).sum())
        variance += (error * float(moved.sum())) ** 2
        half = Z * float(np.sqrt(variance)) / whole
        return Answer(share, share - half, share + half, "ok", n, resolution=self.width)

    def _overlap(self, low: float, high: float) -> Floats:
        """Shape (observed,): which share of each bin lies between two times."""
        inside = np.minimum(self.ends, high) - np.maximum(self.begins, low)
        return np.asarray(np.clip(inside, 0.0, None) / (self.ends - self.begins), dtype=np.float64)
