"""How fast did it grow: the time in which attention doubled between its onset and its peak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.likelihood import Counts, Sizes, sizes_of, wary_tolerance, with_scatter
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, hours_in_words, refuse
from ripplemark.estimate.search import crossing_of, highest_of
from ripplemark.estimate.series import Floats, Ints, Series
from ripplemark.estimate.survival import Z
from ripplemark.estimate.top import Top, as_high, before_onset, find_top

LEAST_BINS = 4
LEAST_COUNT = 30.0
MOST_ENDS = 12  # of a plateau, not every bin of which is tried as the end of growth
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
        Hours; the interval is the profile likelihood's of r, inverted, and spans those up to bins before the peak that only
        noise may have kept from being it; an upper end of None: no growth at all is possible too. Two or three bins give
        the two-point value ln 2 (t2 - t1) / ln(y2 / y1) of the first and the last, which the note says. NE_GRANULARITY:
        onset and peak in one bin. NE_FEW: fewer than 30 counts. NE_PLATEAU: it did not grow.
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


def _refusal(series: Series, bins: Ints) -> Answer | None:
    n, width, total = int(bins.size), series.bin_hours, float(series.value[bins].sum())
    if n < 2:
        note = f"Onset and peak fall into one bin ({hours_in_words(width)}): narrower bins would tell how fast it grew."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=width, resolution=width)
    if total < LEAST_COUNT:
        note = f"Only {total:.0f} were counted up to the peak and {LEAST_COUNT:.0f} are needed: use a wider selection."
        return refuse("NE_FEW", note, n, resolution=width)
    return None


def _two_points(series: Series, bins: Ints) -> Answer:
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


def _fitted(series: Series, bins: Ints) -> Answer:
    found = _rate(series, bins)
    if found.best <= 0:
        return _flat(series, bins)
    ends = [found, *_earlier(series, bins, found.counts)]
    fast = max(each.high for each in ends)
    slow = min(each.low for each in ends)
    hours = LN2 * series.bin_hours
    upper = hours / slow if slow > 0 else None
    note = (
        "" if upper is not None else "The upper end is open: the bins would bear no growth at all."
    )
    return Answer(
        hours / found.best,
        hours / fast,
        upper,
        "ok",
        int(bins.size),
        note=note,
        resolution=series.bin_hours,
    )


@dataclass(frozen=True, slots=True)
class _Rate:
    """A growth rate per bin with its profile-likelihood interval, and the counts with their scatter."""

    best: float
    low: float
    high: float
    counts: Counts


def _rate(series: Series, bins: Ints) -> _Rate:
    value, at = series.value[bins], series.centre[bins]
    time = (at - at[-1]) / series.bin_hours
    counts = Counts(
        value, np.ones(value.size), upper=series.at_most(bins), rounding=series.step**2 / 12
    )
    none = np.zeros(value.size)
    rate, sizes = _best(counts, time)
    counts = with_scatter(counts, sizes.mean, none, 2, index=series.index)
    rate, sizes = _best(counts, time)
    drop = wary_tolerance(counts, sizes.mean)

    def lack(r: float) -> float:
        return sizes.kernel - _at(counts, time, r).kernel - drop

    slow, fast = (crossing_of(lack, rate, end, step=0.05) for end in (-FASTEST, FASTEST))
    ends = -FASTEST if slow is None else slow, FASTEST if fast is None else fast
    return _Rate(rate, *ends, counts)


def _earlier(series: Series, bins: Ints, counts: Counts) -> list[_Rate]:
    """The rates up to bins before the peak that were as high but for noise: growth that had ended there reads too slow."""
    value = series.value[bins]
    variance = counts.scale * value + counts.dispersion * value**2
    last = int(bins.size) - 1
    top = Top(last, last, 0.0, float(value[last]))
    places = as_high(value, variance, top, LEAST_BINS - 1)
    places = places[:: len(places) // MOST_ENDS + 1]
    return [_rate(series, bins[: place + 1]) for place in places]


def _best(counts: Counts, time: Floats) -> tuple[float, Sizes]:
    rate, _ = highest_of(lambda r: _at(counts, time, r).kernel, 0.2, 0.2, -FASTEST, FASTEST)
    return rate, _at(counts, time, rate)


def _at(counts: Counts, time: Floats, rate: float) -> Sizes:
    """The best level for a rate per bin."""
    part = np.exp(np.clip(rate * time, -60.0, 60.0))
    return sizes_of(counts, np.zeros(time.size), part[None], error=np.array([np.inf]))


def _flat(series: Series, bins: Ints) -> Answer:
    note = "It did not grow between its onset and its peak, so nothing doubled: look at the time to the peak."
    return refuse("NE_PLATEAU", note, int(bins.size), resolution=series.bin_hours)
