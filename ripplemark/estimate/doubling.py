"""How fast did it grow: the time in which attention doubled between its onset and its peak."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.likelihood import Counts, Sizes, sizes_of, tolerance, with_scatter
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, hours_in_words, refuse
from ripplemark.estimate.search import crossing_of, highest_of
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.survival import Z
from ripplemark.estimate.top import before_onset, find_top

LEAST_BINS = 4
LEAST_COUNT = 30.0
FASTEST = 8.0  # e-folds per bin; nothing beyond is looked for
LN2 = float(np.log(2.0))


def doubling_time(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> Answer:
    """Hours in which attention doubled, from the onset bin to the peak bin.

    log E[y] = a + r t over these bins, Poisson or, where they scatter more, negative binomial; ln 2 / r.

    Args:
        series: the bins; missing ones are skipped.
        run, baseline_days: as for ``onset``.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        Hours; the interval is the profile likelihood's of r, inverted; an upper end of None: no growth at all is possible
        too. Two or three bins give the two-point value ln 2 (t2 - t1) / ln(y2 / y1) of the first and the last, which the
        note says. NE_GRANULARITY: onset and peak in one bin. NE_FEW: fewer than 30 counts. NE_PLATEAU: it did not grow.
        Without onset: its code.

    Source:
        SCIENCE.md, A.3.
    """
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return start.answer
    top = find_top(series)
    other = before_onset(series, start, top)
    if other is not None:
        return other
    seen = series.observed
    bins = seen[(seen >= start.bin) & (seen <= seen[top.last])]
    refused = _refusal(series, bins)
    if refused is not None:
        return refused
    if bins.size < LEAST_BINS:
        return _two_points(series, bins).noting(start.answer.note)
    return _fitted(series, bins).noting(start.answer.note)


def _refusal(series: Series, bins: np.ndarray) -> Answer | None:
    n, width, total = int(bins.size), series.bin_hours, float(series.value[bins].sum())
    if n < 2:
        note = f"Onset and peak fall into one bin ({hours_in_words(width)}): narrower bins would tell how fast it grew."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=width, resolution=width)
    if total < LEAST_COUNT:
        note = f"Only {total:.0f} were counted up to the peak and {LEAST_COUNT:.0f} are needed: use a wider selection."
        return refuse("NE_FEW", note, n, resolution=width)
    return None


def _two_points(series: Series, bins: np.ndarray) -> Answer:
    first, last = (float(series.value[k]) for k in (bins[0], bins[-1]))
    apart = float(series.centre[bins[-1]] - series.centre[bins[0]])
    growth, error = float(np.log(last / first)), float(np.sqrt(1 / first + 1 / last))
    if growth <= 0:
        return _flat(series, bins)
    low, high = growth - Z * error, growth + Z * error
    upper = LN2 * apart / low if low > 0 else None
    note = (
        f"Read off two bins, the first and the last of {counted(bins.size, 'bin')} of growth; their interval is that of "
        "counting alone. Narrower bins would bear a fit."
    )
    return Answer(
        LN2 * apart / growth,
        LN2 * apart / high,
        upper,
        "ok",
        int(bins.size),
        note=note,
        resolution=series.bin_hours,
    )


def _fitted(series: Series, bins: np.ndarray) -> Answer:
    value, at = series.value[bins], series.centre[bins]
    time = (at - at[-1]) / series.bin_hours
    counts, none = Counts(value, np.ones(value.size)), np.zeros(value.size)
    rate, sizes = _best(counts, time)
    counts = with_scatter(counts, sizes.mean, none, 2, index=series.index)
    rate, sizes = _best(counts, time)
    if rate <= 0:
        return _flat(series, bins)

    def lack(r: float) -> float:
        return sizes.kernel - _at(counts, time, r).kernel - tolerance(counts)

    slow, fast = (crossing_of(lack, rate, end, step=0.05) for end in (-FASTEST, FASTEST))
    hours = LN2 * series.bin_hours
    upper = hours / slow if slow is not None and slow > 0 else None
    note = (
        "" if upper is not None else "The upper end is open: the bins would bear no growth at all."
    )
    return Answer(
        hours / rate,
        hours / (FASTEST if fast is None else fast),
        upper,
        "ok",
        int(bins.size),
        note=note,
        resolution=series.bin_hours,
    )


def _best(counts: Counts, time: Floats) -> tuple[float, Sizes]:
    rate, _ = highest_of(lambda r: _at(counts, time, r).kernel, 0.2, 0.2, -FASTEST, FASTEST)
    return rate, _at(counts, time, rate)


def _at(counts: Counts, time: Floats, rate: float) -> Sizes:
    """The best level for a rate per bin."""
    part = np.exp(np.clip(rate * time, -60.0, 60.0))
    return sizes_of(counts, np.zeros(time.size), part[None], error=np.array([np.inf]))


def _flat(series: Series, bins: np.ndarray) -> Answer:
    note = "It did not grow between its onset and its peak, so nothing doubled: look at the time to the peak."
    return refuse("NE_PLATEAU", note, int(bins.size), resolution=series.bin_hours)
