"""One attention series on a regular grid of bins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Nominal = Literal["minute", "hour", "day", "week", "month", "other"]

DAY = 24.0
FULL_ENOUGH = 0.9  # SCIENCE.md, section 0: a bin covered by less counts as missing


@dataclass(frozen=True, slots=True)
class Series:
    """Counts or an index per bin, in order, without holes in the grid.

    Attributes:
        value: shape (n,); >= 0; NaN is missing and never means zero. The caller passes a trailing partial bin as NaN.
        start: shape (n,), hours from the start of the first bin; strictly increasing.
        width: shape (n,), hours; real widths, so a day at a clock change has 23 or 25.
        nominal: what the bins are called; decides the run length and the weekly pattern.
        index: True for a 0-100 index, whose unit of noise is unknown; False for counts.
        new_object: True when the thing counted did not exist before its first record (a post, a page): baseline 0.
        links: of a series joined from several downloads, shape (n, k): by how much the logarithm of each bin's scale moves with
            one standard error of each of the k links; None for a series of one scale. Every parametric bootstrap draws them.
        upper: shape (n,), what a bin is at most where nothing more is known ('<1' and 0 of a search index); NaN where the value is
            known. Its value is then a stand-in for sums, and a likelihood goes by the bound. None: all values are known.
        step: to multiples of what values are rounded (1 for a search index); 0 where they are not.

    Raises:
        ValueError: shapes differ, a negative or infinite value, or bins out of order.
    """

    value: Floats
    start: Floats
    width: Floats
    nominal: Nominal = "day"
    index: bool = False
    new_object: bool = False
    links: Floats | None = None
    upper: Floats | None = None
    step: float = 0.0

    def __post_init__(self) -> None:
        if not self.value.shape == self.start.shape == self.width.shape or self.value.ndim != 1:
            raise ValueError("value, start and width must be one-dimensional and of one length")
        if np.any(np.isinf(self.value)) or np.any(self.value < 0):
            raise ValueError("values must be finite and not negative, or NaN where missing")
        if self.links is not None and self.links.shape[:1] != self.value.shape:
            raise ValueError("every bin has its links")
        if self.upper is not None and self.upper.shape != self.value.shape:
            raise ValueError("every bin has its upper bound, or NaN")
        if np.any(self.width <= 0) or np.any(np.diff(self.start) <= 0):
            raise ValueError("bins must have a width and be in order")

    @property
    def centre(self) -> Floats:
        """Shape (n,): hours from the start of the first bin to the middle of each bin."""
        return self.start + self.width / 2

    @property
    def observed(self) -> Ints:
        """Positions of the bins that are not missing, in order."""
        return np.flatnonzero(~np.isnan(self.value))

    def at_most(self, bins: Ints) -> Floats | None:
        """Shape (k,): the upper bounds of these bins, NaN where a value is known; None where all of them are."""
        if self.upper is None or np.isnan(self.upper[bins]).all():
            return None
        return self.upper[bins]

    @property
    def bin_hours(self) -> float:
        """The usual width of a bin, hours; NaN for an empty series."""
        return float(np.median(self.width)) if self.width.size else float("nan")

    @property
    def period(self) -> int | None:
        """Bins in a week for hourly and daily bins; None where there is no weekly pattern to see."""
        return {"hour": 168, "day": 7}.get(self.nominal)

    @property
    def coarse(self) -> bool:
        """True for bins of about a week or wider, where a run is one bin."""
        return bool(self.bin_hours >= 6.5 * DAY)


def regular(
    value: npt.ArrayLike,
    nominal: Nominal = "day",
    *,
    bin_hours: float | None = None,
    index: bool = False,
    new_object: bool = False,
) -> Series:
    """A series of equal bins: minute 1/60 h, hour 1, day 24, week 168, month 730.5, or ``bin_hours``."""
    usual = {"minute": 1 / 60, "hour": 1.0, "day": DAY, "week": 7 * DAY, "month": 730.5}
    hours = bin_hours if bin_hours is not None else usual.get(nominal, DAY)
    values = np.asarray(value, dtype=np.float64)
    start = np.arange(values.size, dtype=np.float64) * hours
    return Series(values, start, np.full(values.size, hours), nominal, index, new_object)


def to_days(series: Series) -> Series:
    """Sums of 24-hour blocks from the first bin; daily and coarser series are returned as they are.

    A block with less than 90 % of its hours is missing; above that it is scaled up to the full block. The last,
    incomplete block is missing too. An index is averaged, not summed.
    """
    if series.bin_hours > 0.75 * DAY or not series.value.size:
        return series
    block = np.floor((series.centre - series.start[0]) / DAY).astype(np.int64)
    blocks = int(block[-1]) + 1
    seen = ~np.isnan(series.value)
    weight = series.width if series.index else np.ones(series.value.size)
    total = np.bincount(block[seen], (series.value * weight)[seen], blocks)
    hours = np.bincount(block[seen], series.width[seen], blocks)
    per_block = 1.0 if series.index else DAY
    value = np.full(blocks, np.nan)
    full = hours >= FULL_ENOUGH * DAY
    value[full] = total[full] / hours[full] * per_block
    days = regular(value, "day", index=series.index, new_object=series.new_object)
    if series.upper is not None:
        days = replace(days, upper=_daily(np.where(seen, series.upper, 0.0), block, weight * seen))
    if series.links is None:
        return days
    bins = np.maximum(np.bincount(block, minlength=blocks), 1)[:, None]
    moved = [np.bincount(block, each, blocks) for each in series.links.T]
    return replace(days, links=np.stack(moved, axis=1) / bins)


def _daily(upper: Floats, block: Ints, weight: Floats) -> Floats:
    """Bounds of 24-hour blocks, every bin of which is bounded; NaN for the others. Means, as an index is averaged."""
    total, whole = np.bincount(block, upper * weight), np.bincount(block, weight)
    return np.asarray(total / np.where(whole > 0, whole, np.nan), dtype=np.float64)
