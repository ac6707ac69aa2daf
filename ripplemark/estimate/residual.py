"""How long does interest stay: what is left of the peak after so many days."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS, mean_excess
from ripplemark.estimate.bootstrap import COPIES, SEED, Model, fit, quantiles
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import DAY, Floats, Series
from ripplemark.estimate.top import NEAR_PEAK, Top, before_onset, find_top

HALF_SEEN = 0.5  # of a window, below which its mean says too little
REACH = 10
ROUNDING = 0.5  # of an index, whose 0 is anything below a half
WINDOWS = ((45.0, 3), (180.0, 7), (float("inf"), 14))  # up to this day: this many days either side


def residual_interest(
    series: Series,
    day: float,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Answer:
    """What is left of the peak's excess around ``day`` days after it; signed, so it can be negative.

    (mean over day - w to day + w, less the baseline) / (peak less the baseline), with w = 3 days up to day 45, 7 up to
    180 and 14 beyond. Bins count by their overlap with those 2 w + 1 days around the peak's centre. A baseline is a median,
    by place in the week where that is known, and the mean of counts lies above their median: so the mean excess of the
    baseline's own bins (earlier spikes left out) is taken off the window's. A series that is just as before would otherwise
    have interest left. The peak is one bin and is compared with the median.

    Args:
        series: the bins; at least half of the window must be observed.
        day: days after the peak; > 0.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        A ratio. NE_RIGHT when the window is not over yet; NE_GRANULARITY when one bin is wider than it; NE_FEW when less
        than half of it holds data. Without onset: its code.

    Raises:
        ValueError: ``day`` not positive.

    Source:
        SCIENCE.md, C.2 and section 0 (seasonal baseline; sums that must be unbiased).
    """
    if not day > 0:
        raise ValueError("the day lies after the peak: it must be positive")
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return start.answer
    around = next(width for until, width in WINDOWS if day <= until)
    top, n = find_top(series), int(series.observed.size)
    other = before_onset(series, start, top)
    if other is not None:
        return other
    middle, half = top.time + day * DAY, (around + 0.5) * DAY
    if series.bin_hours > 2 * half + 1:
        note = f"One bin is wider than the {2 * around + 1} days that are averaged: load narrower bins."
        return refuse("NE_GRANULARITY", note, n, resolution=series.bin_hours)
    ends = (series.start + series.width)[series.observed]
    if ends[-1] < middle + half - 0.5 * series.bin_hours:
        lasting = hours_in_words(float(ends[-1] - top.time))
        note = (
            f"Seen for {lasting} after the peak, and day {day:g} needs {day + around + 0.5:g} days: "
            "come back when they have been observed."
        )
        return refuse("NE_RIGHT", note, n, resolution=series.bin_hours)
    share = _overlap(series, middle - half, middle + half)
    if share.sum() < HALF_SEEN * 2 * half:
        note = f"Less than half of the {2 * around + 1} days around day {day:g} hold data: fill the gap."
        return refuse("NE_FEW", note, n, resolution=series.bin_hours)
    usual_excess = mean_excess(series, start.bin, start.baseline, baseline_days)
    return _residual(series, start, top, share, usual_excess, copies, seed).noting(
        f"Mean of day {day:g} ± {around} days.", start.answer.note
    )


def _overlap(series: Series, low: float, high: float) -> Floats:
    """Shape (observed,): hours of each observed bin inside the window."""
    seen = series.observed
    left = np.maximum(series.start[seen], low)
    right = np.minimum((series.start + series.width)[seen], high)
    return np.asarray(np.maximum(right - left, 0.0), dtype=np.float64)


def _residual(
    series: Series,
    start: Start,
    top: Top,
    share: Floats,
    usual_excess: tuple[float, float],
    copies: int,
    seed: int,
) -> Answer:
    """The ratio; ``usual_excess`` is the mean excess before the onset, which is no interest left, and its error."""
    base, value = start.baseline, series.value[series.observed]
    usual = base.at(series.value.size)[series.observed]
    height = top.level - base.level
    if height <= 0:
        note = "The peak does not stand above the usual level: choose the period of one episode."
        return refuse("NE_FEW", note, value.size, resolution=series.bin_hours)
    left = float(np.average(value - usual, weights=share)) - usual_excess[0]
    began = int(np.searchsorted(series.observed, start.bin or 0))
    model = fit(series, began, top.first, max(REACH, 2 * (top.first - began)), base)
    draws = _residual_draws(model, base.level, usual_excess, share, copies, seed)
    crest = max(float(model.mean.max()) - base.level, 1e-9)
    low, middle, high = quantiles(draws)
    move = left / crest - middle
    rounding = ROUNDING / crest if series.index else 0.0
    low, high = min(low, low + move) - rounding, max(high, high + move) + rounding
    ratio = float(left / height)
    ends = min(low, ratio), max(high, ratio)
    return Answer(ratio, *ends, "ok", value.size, resolution=series.bin_hours)


def _residual_draws(
    model: Model,
    level: float,
    usual_excess: tuple[float, float],
    share: Floats,
    copies: int,
    seed: int,
) -> Floats:
    """The ratio on each draw; peak and window are drawn from their own bins, the baseline's error once for both."""
    exact = Model(model.mean, model.usual, 0.0, model.noise)
    high = np.flatnonzero(model.mean >= NEAR_PEAK * model.mean.max())
    crest = slice(int(high[0]), int(high[-1]) + 1)
    inside = np.flatnonzero(share > 0)
    window = slice(int(inside[0]), int(inside[-1]) + 1)
    tops = np.concatenate([v.max(axis=1) for v, _ in exact.draws(crest, copies, seed)])
    means = np.concatenate(
        [
            (values - usual) @ share[window] / share[window].sum()
            for values, usual in exact.draws(window, copies, seed + 1)
        ]
    )
    error = max(model.usual_error, usual_excess[1])
    shift = np.random.default_rng(seed + 2).normal(0.0, error, copies)
    left, height = means - usual_excess[0] - shift, tops - level - shift
    return np.asarray(left / np.maximum(height, 1e-9), dtype=np.float64)
