"""How fast attention grew or fell in a stretch of time, whatever lies before and after it."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.likelihood import Counts, Sizes, sizes_of, wary_tolerance, with_scatter
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.search import crossing_of, highest_of
from ripplemark.estimate.series import Floats, Series

LEAST_BINS = 4
LEAST_COUNT = 30.0
FASTEST = 8.0  # e-folds per bin; nothing beyond is looked for


def growth(series: Series, low: float, high: float) -> Answer:
    """The rate r of log E[y] = a + r t over the bins whose middle lies in a stretch, in e-folds per hour.

    Poisson or, where they scatter more, negative binomial, by maximum likelihood, as ``doubling_time`` for the rise; the
    interval is the profile likelihood's. ln 2 / r is the time in which it doubles (r > 0) or halves (r < 0). All of a value
    counts, what is usual included.

    Args:
        low, high: hours from the start of the first bin; ``high`` is not included.

    Returns:
        NE_FEW: fewer than 4 bins with data, or fewer than 30 counts.

    Source:
        SCIENCE.md, A.3.
    """
    seen = series.observed
    bins = seen[(series.centre[seen] >= low) & (series.centre[seen] < high)]
    n, total = int(bins.size), float(series.value[bins].sum())
    if n < LEAST_BINS:
        note = f"{counted(n, 'bin')} with data in it and {LEAST_BINS} are needed: choose a longer stretch."
        return refuse("NE_FEW", note, n, resolution=series.bin_hours)
    if total < LEAST_COUNT:
        note = f"Only {total:.0f} were counted in it and {LEAST_COUNT:.0f} are needed: choose a longer stretch."
        return refuse("NE_FEW", note, n, resolution=series.bin_hours)
    value = series.value[bins]
    time = (series.centre[bins] - series.centre[bins[-1]]) / series.bin_hours
    counts = Counts(
        value, np.ones(value.size), upper=series.at_most(bins), rounding=series.step**2 / 12
    )
    _, sizes = _best(counts, time)
    counts = with_scatter(counts, sizes.mean, np.zeros(value.size), 2, index=series.index)
    rate, sizes = _best(counts, time)

    drop = wary_tolerance(counts, sizes.mean)

    def lack(at: float) -> float:
        return sizes.kernel - _at(counts, time, at).kernel - drop

    slow, fast = (crossing_of(lack, rate, end, step=0.05) for end in (-FASTEST, FASTEST))
    least, most = (None if each is None else each / series.bin_hours for each in (slow, fast))
    return Answer(rate / series.bin_hours, least, most, "ok", n, resolution=series.bin_hours)


def _best(counts: Counts, time: Floats) -> tuple[float, Sizes]:
    rate, _ = highest_of(lambda r: _at(counts, time, r).kernel, 0.0, 0.2, -FASTEST, FASTEST)
    return rate, _at(counts, time, rate)


def _at(counts: Counts, time: Floats, rate: float) -> Sizes:
    """The best level for a rate per bin."""
    part = np.exp(np.clip(rate * time, -60.0, 60.0))
    return sizes_of(counts, np.zeros(time.size), part[None], error=np.array([np.inf]))
