"""How long does interest stay: what is left of the peak after so many days."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.anniversary import NEAR, YEAR
from ripplemark.estimate.baseline import WINDOW_DAYS, mean_excess
from ripplemark.estimate.bootstrap import COPIES, SEED, Model, fit, quantiles
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import DAY, Floats, Series
from ripplemark.estimate.top import NEAR_PEAK, Top, before_onset, find_top

HALF_SEEN = 0.5  # of a window, below which its mean says too little
REACH = 10
ROUNDING = 0.5  # of an index, whose 0 is anything below a half
HOLDS_ANNIVERSARY = "These days hold an anniversary of the peak: interest that came back for it is part of the mean."
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
    around: float | None = None,
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

        around: w, where it is chosen.

    Returns:
        A ratio; its interval allows for noise in the height of the peak, in which bin is highest (the days are counted from
        there), in the days themselves and in the baseline. NE_RIGHT when the window is not over yet; NE_GRANULARITY when one bin is wider than it; NE_FEW when less
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
    around = around or next(width for until, width in WINDOWS if day <= until)
    top, n = find_top(series), int(series.observed.size)
    other = before_onset(series, start, top)
    if other is not None:
        return other
    middle, half = top.time + day * DAY, (around + 0.5) * DAY
    if series.bin_hours > 2 * half + 1:
        note = f"One bin is wider than the {2 * around + 1:g} days that are averaged: load narrower bins."
        return refuse("NE_GRANULARITY", note, n, resolution=series.bin_hours)
    ends = (series.start + series.width)[series.observed]
    if ends[-1] < middle + half - 0.5 * series.bin_hours:
        lasting = hours_in_words(float(ends[-1] - top.time))
        note = (
            f"Seen for {lasting} after the peak, and day {day:g} needs {day + around + 0.5:g} days: "
            "come back when they have been observed."
        )
        return refuse("NE_RIGHT", note, n, resolution=series.bin_hours)
    days = _Days(series, day * DAY - half, 2 * half)
    if days.after(top.time, top.time).sum() < HALF_SEEN * 2 * half:
        note = f"Less than half of the {2 * around + 1:g} days around day {day:g} hold data: fill the gap."
        return refuse("NE_FEW", note, n, resolution=series.bin_hours)
    usual_excess = mean_excess(series, start.bin, start.baseline, baseline_days)
    return _residual(series, start, top, days, usual_excess, copies, seed).noting(
        f"Mean of day {day:g} ± {around:g} days.",
        HOLDS_ANNIVERSARY if holds_anniversary(day, around) else "",
        start.answer.note,
    )


def holds_anniversary(day: float, around: float) -> bool:
    """Whether the days averaged around ``day`` have one in common with the week around an anniversary of the peak."""
    years = round(day / YEAR)
    return years > 0 and abs(day - years * YEAR) <= around + NEAR


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that are averaged, ``away`` to ``away`` + ``long`` hours after a peak."""

    series: Series
    away: float
    long: float

    def after(self, first: float, last: float) -> Floats:
        """Shape (observed,): hours of each observed bin inside the days after a peak between these two times."""
        seen = self.series.observed
        left = np.maximum(self.series.start[seen], first + self.away)
        right = np.minimum(
            (self.series.start + self.series.width)[seen], last + self.away + self.long
        )
        return np.asarray(np.maximum(right - left, 0.0), dtype=np.float64)


def _residual(
    series: Series,
    start: Start,
    top: Top,
    days: _Days,
    usual_excess: tuple[float, float],
    copies: int,
    seed: int,
) -> Answer:
    """The ratio; ``usual_excess`` is the mean excess before the onset, which is no interest left, and its error."""
    base, seen = start.baseline, series.observed
    above = series.value[seen] - base.at(series.value.size)[seen]
    height, n = top.level - base.level, int(seen.size)
    if height <= 0:
        note = "The peak does not stand above the usual level: choose the period of one episode."
        return refuse("NE_FEW", note, n, resolution=series.bin_hours)
    share = days.after(top.time, top.time)
    left = float(np.average(above, weights=share)) - usual_excess[0]
    began = int(np.searchsorted(seen, start.bin or 0))
    model = fit(series, began, top.first, max(REACH, 2 * (top.first - began)), base)
    drawn = _Drawn(model, base.level, usual_excess, share, _moves(series, top, days, model, above))
    crest = max(drawn.crest, 1e-9)
    low, middle, high = quantiles(drawn.ratios(copies, seed))
    move = (left + drawn.moved) / crest - middle
    rounding = ROUNDING / crest if series.index else 0.0
    low, high = min(low, low + move) - rounding, max(high, high + move) + rounding
    ratio = float(left / height)
    return Answer(ratio, min(low, ratio), max(high, ratio), "ok", n, resolution=series.bin_hours)


def _crest_of(model: Model) -> slice:
    """The bins in which a draw may have its peak."""
    high = np.flatnonzero(model.mean >= NEAR_PEAK * model.mean.max())
    return slice(int(high[0]), int(high[-1]) + 1)


def _moves(series: Series, top: Top, days: _Days, model: Model, above: Floats) -> Floats:
    """Shape (observed,): how much more would be left if the peak had been in this bin, and the days counted from there.

    By a straight line through the excess of all the days that are counted for some draw.
    """
    centre = series.centre[series.observed]
    crest = centre[_crest_of(model)]
    slope = _slope(above, centre, days.after(float(crest[0]), float(crest[-1])))
    return np.asarray(slope * (centre - top.time), dtype=np.float64)


def _slope(above: Floats, centre: Floats, hours: Floats) -> float:
    """By how much the excess changes per hour within the bins that have hours: of a straight line; 0 of one bin."""
    away = centre - (hours @ centre) / hours.sum()
    spread = float(hours @ away**2)
    return float((hours * away) @ above) / spread if spread > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the ratio is drawn from.

    Attributes:
        model: of the bins; its crest and the days are drawn each from their own bins.
        level: of the baseline.
        usual_excess: mean excess before the onset and its error.
        share: shape (observed,), hours of each bin that count.
        moves: shape (observed,), what is added where a draw has its peak in this bin.
    """

    model: Model
    level: float
    usual_excess: tuple[float, float]
    share: Floats
    moves: Floats

    @property
    def crest(self) -> float:
        """The fitted mean's own peak above the level."""
        return float(self.model.mean.max()) - self.level

    @property
    def moved(self) -> float:
        """What is added for the fitted mean's own peak."""
        return float(self.moves[int(self.model.mean.argmax())])

    def ratios(self, copies: int, seed: int) -> Floats:
        """Shape (copies,): the ratio on each draw; the baseline's error is drawn once for both parts.

        Not that of each place in the week: over whole weeks the mean excess before the onset takes it off again.
        """
        exact, crest = replace(self.model, usual_error=0.0, place=None), _crest_of(self.model)
        inside = np.flatnonzero(self.share > 0)
        part = slice(int(inside[0]), int(inside[-1]) + 1)
        weight = self.share[part] / self.share[part].sum()
        tops, later = [], []
        for values, _ in exact.draws(crest, copies, seed):
            tops.append(values.max(axis=1))
            later.append(self.moves[crest][values.argmax(axis=1)])
        means = [(values - usual) @ weight for values, usual in exact.draws(part, copies, seed + 1)]
        error = max(self.model.usual_error, self.usual_excess[1])
        shift = np.random.default_rng(seed + 2).normal(0.0, error, copies)
        left = np.concatenate(means) + np.concatenate(later) - self.usual_excess[0] - shift
        height = np.concatenate(tops) - self.level - shift
        return np.asarray(left / np.maximum(height, 1e-9), dtype=np.float64)
