"""The bins after a peak, ready for a decay to be fitted to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.likelihood import Counts
from ripplemark.estimate.onset import Start
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.resurgence import curve_of, noise_around, returns_of
from ripplemark.estimate.series import Floats, Ints, Series
from ripplemark.estimate.top import Top, before_onset, find_top
from ripplemark.estimate.usual import usual_mean

LEAST_BINS = 8
LEAST_COUNT = 50.0
ONE_BY_ONE = 64  # bins after the peak that are never summed
FINE = 32  # blocks per e-fold of time beyond them


@dataclass(frozen=True, slots=True)
class Tail:
    """What was observed from the end of the peak bin on, up to a later peak's trough or the end.

    Attributes:
        left, right: shape (n,), hours from the end of the peak bin; right = left asks for the intensity at one moment.
        counts: the values; far from the peak blocks of neighbouring bins, which under a smooth mean says as much.
        known: shape (n,), the usual mean of each block.
        error: standard error of the usual level per bin.
        bin_hours: width of one bin.
        observed: bins behind the blocks.
        index: True for an index.
        cut: True when a later peak ended it.
    """

    left: Floats
    right: Floats
    counts: Counts
    known: Floats
    error: float
    bin_hours: float
    observed: int
    index: bool = False
    cut: bool = False

    @property
    def span(self) -> float:
        """Hours from the end of the peak bin to the end of the last one."""
        return float(self.right[-1]) if self.right.size else 0.0

    @property
    def excess(self) -> float:
        """What lies above the usual level, in all."""
        return float((self.counts.value - self.known).sum())

    @property
    def note(self) -> str:
        """What a reader of a fit must know of where it ends."""
        return "Fitted up to the next peak." if self.cut else ""

    def refusal(self) -> Answer | None:
        """NE_FEW below 8 bins or 50 counts above the usual level."""
        if self.observed < LEAST_BINS:
            note = (
                f"Seen for only {counted(self.observed, 'bin')} after the peak, and a fitted decay needs {LEAST_BINS}: "
                "come back when more has been observed, or use narrower bins."
            )
        elif self.excess < LEAST_COUNT:
            note = (
                f"Only {max(self.excess, 0):.0f} lie above the usual level after the peak, and a fitted decay needs "
                f"{LEAST_COUNT:.0f}: use a wider selection."
            )
        else:
            return None
        return refuse("NE_FEW", note, self.observed, resolution=self.bin_hours)


def tail_after(
    series: Series,
    start: Start,
    baseline_days: float = WINDOW_DAYS,
    *,
    place: int | None = None,
) -> Tail | Answer:
    """The tail of the main peak, or the answer that says why there is none (the onset's own code, or NE_FEW).

    ``place`` takes another observed bin for the peak than the highest one.
    """
    if start.bin is None:
        return start.answer
    top = find_top(series)
    if place is not None:
        top = replace(top, first=place, last=place)
    other = before_onset(series, start, top)
    if other is not None:
        return other
    end, cut = _end(series, start, top)
    usual = usual_mean(series, start, baseline_days)
    places = np.arange(top.last + 1, end)
    bins = series.observed[places]
    begins = float((series.start + series.width)[series.observed[top.last]])
    left = series.start[bins] - begins
    right = left + series.width[bins]
    tail = Tail(
        left,
        right,
        Counts(
            series.value[bins],
            np.ones(bins.size),
            upper=series.at_most(bins),
            rounding=series.step**2 / 12,
        ),
        usual.mean[places],
        float(np.hypot(usual.error, _rounded(series, start))),
        series.bin_hours,
        int(bins.size),
        series.index,
        cut,
    )
    tail = _in_blocks(tail, bins)
    return tail.refusal() or tail


def _rounded(series: Series, start: Start) -> float:
    """Standard error that rounding leaves in a usual level whose bins scatter by less than half a step, so that it does not
    average out. Source: Widrow & Kollar (2008), Quantization Noise, chapter 4.
    """
    before = series.value[: start.bin or 0]
    scatter = float(np.nanstd(before)) if np.isfinite(before).any() else 0.0
    return series.step / float(np.sqrt(12)) if scatter < series.step / 2 else 0.0


def _end(series: Series, start: Start, top: Top) -> tuple[int, bool]:
    """One past the last place of the tail: the trough before the first resurgence belongs to it."""
    seen = series.observed
    began = int(np.searchsorted(seen, start.bin or 0))
    curve = curve_of(series, start.baseline, began)
    noise = noise_around(series, began, curve)
    troughs = [
        trough for trough, _ in returns_of(curve, start.baseline, noise) if trough > top.last
    ]
    return (troughs[0] + 1, True) if troughs else (int(seen.size), False)


def _in_blocks(tail: Tail, bins: Ints) -> Tail:
    """Neighbouring bins beyond the first 64 summed into blocks of about 3 % of their time.

    Never across a gap, nor a known value with one of which only an upper bound is known.
    """
    if bins.size <= ONE_BY_ONE:
        return tail
    step = tail.left / tail.bin_hours
    block = np.where(
        step < ONE_BY_ONE,
        np.floor(step),
        ONE_BY_ONE + np.floor(FINE * np.log(np.maximum(step, 1.0) / ONE_BY_ONE)),
    )
    upper = tail.counts.upper
    new = np.concatenate([[True], (np.diff(block) != 0) | (np.diff(bins) != 1)])
    if upper is not None:
        new[1:] |= np.nan_to_num(upper[1:], nan=-1.0) != np.nan_to_num(upper[:-1], nan=-1.0)
    first = np.flatnonzero(new)
    last = np.concatenate([first[1:], [bins.size]]) - 1
    sums = [np.add.reduceat(each, first) for each in (tail.counts.value, tail.known)]
    size = (last - first + 1).astype(np.float64)
    return Tail(
        tail.left[first],
        tail.right[last],
        Counts(
            sums[0],
            size,
            upper=None if upper is None else upper[first],
            rounding=tail.counts.rounding,
        ),
        sums[1],
        tail.error,
        tail.bin_hours,
        tail.observed,
        tail.index,
        tail.cut,
    )
