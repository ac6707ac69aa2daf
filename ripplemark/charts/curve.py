"""One series as charts draw it: bins by instants, gaps where nothing is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One series: n bins in order of time, n >= 0.

    Attributes:
        start, width: shape (n,), seconds since 1970 and seconds; real widths, so a day at a clock change has 23 or 25 hours.
        value: shape (n,), NaN where nothing is known; of an upper bound its end, of a partial bin what was seen of it.
        below: shape (n,), True where the value is only an upper bound ('<1').
        part: shape (n,), True where the bin was seen in part only.
        unit: what a value is, per bin: 'posts per day'.
    """

    start: Floats
    width: Floats
    value: Floats
    below: Bools
    part: Bools
    unit: str

    @property
    def centre(self) -> Floats:
        """Shape (n,): the middle of each bin in seconds since 1970."""
        return self.start + self.width / 2

    @property
    def end(self) -> float:
        """When the last bin ends, in seconds since 1970; NaN for an empty curve."""
        return float(self.start[-1] + self.width[-1]) if self.start.size else float("nan")

    @property
    def line(self) -> Floats:
        """Shape (n,): what a line goes through; NaN where nothing is known or the bin was seen in part only."""
        return np.where(self.part, np.nan, self.value)

    @property
    def top(self) -> float:
        """The highest whole bin; 0 where there is none."""
        line = self.line
        return float(np.nanmax(line)) if np.isfinite(line).any() else 0.0

    def between(self, low: float, high: float) -> Curve:
        """The bins that overlap a stretch of time, and one more on either side so that lines go to its edge."""
        inside = np.flatnonzero((self.start + self.width > low) & (self.start < high))
        if not inside.size:
            return self._part(slice(0, 0))
        return self._part(slice(max(int(inside[0]) - 1, 0), int(inside[-1]) + 2))

    def _part(self, of: slice) -> Curve:
        return Curve(
            self.start[of],
            self.width[of],
            self.value[of],
            self.below[of],
            self.part[of],
            self.unit,
        )

    def at(self, moment: float) -> float:
        """The height of the line at a moment, between the centres of the known bins beside it; NaN outside all of them."""
        line = self.line
        known = np.isfinite(line)
        if not known.any():
            return float("nan")
        height = np.interp(moment, self.centre[known], line[known], left=np.nan, right=np.nan)
        return float(height)
