"""What the lifecycle and interest measures should find in a series: their definitions, applied to its noise-free bins.

The onset's threshold comes from ``estimate.baseline.exceeds`` with the true level and scatter in place of estimated ones;
everything else is written here anew, from SCIENCE.md, A.1, A.2, A.4, C.1 and C.2. Missing bins are skipped, as there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np

from ripplemark.estimate.baseline import FEWEST, OVERDISPERSED, Baseline, exceeds
from ripplemark.estimate.series import Floats
from ripplemark.simulate.attention import Drawn

DAY = 24.0
WINDOW = 28.0
LEAST_EXCESS = 20.0
WEEK = 7
RESIDUAL = ((30.0, 3.0), (90.0, 7.0), (365.0, 14.0))
"""Days after the peak, and how many days either side are averaged."""

Told = dict[str, Any]


class Clean:
    """The noise-free bins that were observed, in hours from the first bin's start."""

    def __init__(self, drawn: Drawn) -> None:
        seen = ~np.isnan(drawn.value)
        if drawn.partial:
            seen[-1] = False
        self.drawn = drawn
        self.first = float(drawn.start[0])
        self.width, self.mean, self.usual = (
            each[seen] for each in (drawn.width, drawn.mean, drawn.usual)
        )
        self.sigma_of_bins = drawn.sigma[seen]
        self.start = (drawn.start[seen] - self.first) / 3600
        self.centre = self.start + self.width / 2
        self.hours = float(np.median(drawn.width))
        self.peak = int(np.argmax(self.mean))
        self.onset = self._onset()

    @property
    def level(self) -> float:
        """The usual level: the median in the 28 days that end a day before the onset."""
        until = self.start[self.onset or 0]
        inside = (self.start >= until - DAY - WINDOW * DAY) & (self.start < until - DAY)
        usual = self.usual[inside] if inside.any() else self.usual
        return float(np.median(usual))

    @property
    def scatter(self) -> float:
        """The standard deviation of a usual bin, at least the root of the level."""
        return max(float(np.median(self.sigma_of_bins)), float(np.sqrt(self.level)))

    def _onset(self) -> int | None:
        """The first bin of the first run above the threshold under the true level and scatter."""
        level = float(np.median(self.usual))
        sigma = float(np.median(self.sigma_of_bins))
        ratio = sigma**2 / max(level, 1e-9)
        spread = (ratio - 1) / max(level, 1e-9) if ratio >= OVERDISPERSED else 0.0
        usual = Baseline(level, max(sigma, level**0.5), spread, 672, None, np.empty(0))
        run, tested = 1 if self.hours > 6.5 * DAY else 2, max(self.mean.size - FEWEST, 1)
        for k in range(FEWEST, self.mean.size - run + 1):
            bins = slice(k, k + run)
            if exceeds(self.mean[bins], self.usual[bins], usual, tested):
                return k
        return None

    def moment(self, hours: float) -> str:
        """Hours since the first bin's start as an ISO 8601 time in UTC."""
        at = datetime.fromtimestamp(round(self.first + hours * 3600), UTC)
        return at.isoformat().replace("+00:00", "Z")


def series_truth(drawn: Drawn) -> Iterator[Told]:
    """Metric, settings, ``by`` and value for every number that the series is planted with.

    ``value`` is None where there should be no number; ``expect`` then holds the code of the reason.
    """
    clean = Clean(drawn)
    if clean.onset is None:
        yield {"metric": "onset", "value": None, "expect": "NE"}
        return
    began, top = clean.onset, clean.peak
    yield {"metric": "onset", "value": clean.moment(clean.start[began])}
    yield {"metric": "peak", "by": {"quantity": "time"}, "value": clean.moment(clean.centre[top])}
    if not drawn.index:
        yield {"metric": "peak", "by": {"quantity": "level"}, "value": float(clean.mean[top])}
    share = float(clean.mean[top] / clean.mean[began:].sum())
    yield {"metric": "peak", "by": {"quantity": "share"}, "value": share}
    yield {"metric": "time-to-peak", "value": float(clean.centre[top] - clean.centre[began])}
    for metric, fraction in (("half-life", 0.5), ("time-to-tenth", 0.1)):
        yield {"metric": metric, **_fall(clean, fraction)}
    yield {"metric": "return-to-baseline", **_return(clean)}
    for day, around in RESIDUAL:
        if (left := _residual(clean, day, around)) is not None:
            yield {"metric": "residual-interest", "settings": {"day": f"{day:g}"}, "value": left}


def _fall(clean: Clean, fraction: float) -> Told:
    """Hours from the peak until the excess is at most a fraction of the peak's in two bins running (A.4)."""
    over, top = clean.mean - clean.usual, clean.peak
    if over[top] < LEAST_EXCESS:
        return {"value": None, "expect": "NE_FEW"}
    target = fraction * over[top]
    for k in range(top + 1, over.size - 1):
        if over[k] <= target and over[k + 1] <= target:
            step = (over[k - 1] - target) / (over[k - 1] - over[k])
            at = clean.centre[k - 1] + step * (clean.centre[k] - clean.centre[k - 1])
            return {"value": float(at - clean.centre[top])}
    return {"value": None, "expect": "NE_RIGHT"}


def _days(clean: Clean) -> tuple[Floats, Floats, float, float]:
    """Means and centres (in days) of the bins in which a return is looked for; the level and scatter of such a bin."""
    if clean.hours > 0.75 * DAY:
        return clean.mean, clean.centre / DAY, clean.level, clean.scatter
    block = np.floor(clean.centre / DAY).astype(np.int64)
    inside = np.bincount(block, clean.width)
    full = inside >= 0.9 * DAY
    total = np.bincount(block, clean.mean) / np.maximum(inside, 1e-9) * DAY
    usual = np.bincount(block, clean.usual) / np.maximum(inside, 1e-9) * DAY
    variance = np.bincount(block, clean.sigma_of_bins**2)
    level = float(np.median(usual[full]))
    scatter = max(float(np.sqrt(np.median(variance[full]))), float(level**0.5))
    centre = np.asarray(np.flatnonzero(full) + 0.5, dtype=np.float64)
    return np.asarray(total[full]), centre, level, scatter


def _return(clean: Clean) -> Told:
    """Days from the peak to the first day of a quiet week, or to the first of two quiet weekly bins (C.1)."""
    mean, centre, level, scatter = _days(clean)
    limit, top = level + 2 * scatter, int(np.argmax(mean))
    quiet = mean <= limit
    stay = 2
    if clean.hours <= 6.5 * DAY:
        stay, weeks = WEEK, np.lib.stride_tricks.sliding_window_view(mean, WEEK)
        quiet = np.zeros(mean.size, dtype=np.bool_)
        quiet[WEEK // 2 : WEEK // 2 + len(weeks)] = np.median(weeks, axis=1) <= limit
    for k in range(top + 1, mean.size - stay + 1):
        if quiet[k : k + stay].all():
            return {"value": float(centre[k] - centre[top])}
    return {"value": None, "expect": "NE_RIGHT"}


def _residual(clean: Clean, day: float, around: float) -> float | None:
    """The mean excess around a day after the peak, as a share of the peak's; None where not all of it was seen (C.2)."""
    middle = clean.centre[clean.peak] + day * DAY
    low, high = middle - (around + 0.5) * DAY, middle + (around + 0.5) * DAY
    inside = np.minimum(clean.start + clean.width, high) - np.maximum(clean.start, low)
    share = np.maximum(inside, 0.0)
    if share.sum() < 0.98 * (high - low) or clean.hours > high - low + 1:
        return None
    later = float(np.average(clean.mean, weights=share))
    return (later - clean.level) / (float(clean.mean[clean.peak]) - clean.level)
