"""How long did the peak last: its full width at half maximum."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED, fit, interval
from ripplemark.estimate.decay import NEAR, fall_to
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.slopes import climbed, left
from ripplemark.estimate.top import find_top

HALF = 0.5
BEFORE = 10  # bins before the onset that are drawn too
FAR = 3  # times the width, drawn beyond it
FEW = 19  # copies where only the code of the half-life is asked for


def fwhm(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Answer:
    """Hours from when the excess rose past half its peak until it fell to half for 2 bins; linear between bin centres.

    Half of the excess over the usual level, not half of a prominence, which is what ``scipy.signal.peak_widths`` measures.

    Args:
        series: the bins.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        Codes as ``half_life``; NE_GRANULARITY only where both sides together take less than a bin. NE_LEFT: above half
        from the first bin on. The interval is made as the half-life's; it spans the
        percentiles that are not moved too, and half a bin either way.

    Source:
        SCIENCE.md, A.4 (FWHM), oracle F.8: 2.5483 bins.
    """
    start = start or find_onset(series, run, baseline_days)
    fall = fall_to(series, HALF, start, FEW, seed)
    if start.bin is None or fall.status not in ("ok", "NE_GRANULARITY"):
        return fall
    seen = series.observed
    value, centre = series.value[seen], series.centre[seen]
    usual = start.baseline.at(series.value.size)[seen]
    hours = float(_width(value[None], usual[None], centre)[0])
    n, width = int(seen.size), series.bin_hours
    if not np.isfinite(hours):
        note = "It stood above half its peak from the first bin on: add earlier data."
        return refuse("NE_LEFT", note, n, resolution=width)
    began, top = int(np.searchsorted(seen, start.bin)), find_top(series)
    bins = int(np.ceil(hours / width))
    model = fit(series, began, top.first, max(NEAR, 2 * bins), start.baseline)
    part = slice(max(began - BEFORE, 0), min(n, top.first + bins + max(NEAR, FAR * bins)))
    drawn = [
        _width(values, np.broadcast_to(level, values.shape), centre[part])
        for values, level in model.draws(part, copies, seed)
    ]
    fitted = float(_width(model.mean[None], model.usual[None], centre)[0])
    low, high = interval(np.abs(np.concatenate(drawn)), fitted, hours, both=True)
    low = max(min(low, hours - width / 2), 0.0)  # where inside a bin it crossed is not seen
    high = None if high is None else max(high, hours + width / 2)
    if hours < width:
        at_most = None if high is None else max(high, width)
        note = f"It stood above half its peak for less than one bin ({hours_in_words(width)}): narrower bins would tell."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=at_most, resolution=width)
    return Answer(hours, low, high, "ok", n, resolution=width).noting(start.answer.note)


def _width(value: Floats, usual: Floats, centre: Floats) -> Floats:
    rose = climbed(value, usual, centre, HALF)
    return np.asarray(left(value, usual, centre, HALF) - rose, dtype=np.float64)
