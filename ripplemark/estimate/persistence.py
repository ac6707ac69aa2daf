"""How long does interest stay: the return to the baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS, Baseline
from ripplemark.estimate.bootstrap import COPIES, SEED, fit, quantiles
from ripplemark.estimate.crossing import first_stay
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, hours_in_words, refuse
from ripplemark.estimate.series import DAY, Bools, Floats, Series, to_days
from ripplemark.estimate.top import Top, before_onset, find_top

WEEK = 7
QUIET_WEEKS = 2  # weekly bins that must be quiet
QUIET_SIGMAS = 2.0


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a series is back: at most so many robust standard deviations above the usual level, for so many days in a row.

    Weekly bins have to be quiet two in a row, whatever ``days``.
    """

    sigmas: float = QUIET_SIGMAS
    days: int = WEEK


STANDARD_QUIET = Quiet()


def return_to_baseline(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
    calm: Quiet = STANDARD_QUIET,
) -> Answer:
    """Days from the peak to the first day of a quiet week.

    A day is quiet when the median of the seven days around it is at most the baseline + 2 sigma; seven quiet days in a row
    are a quiet week. With weekly bins two quiet bins in a row. Hourly bins are first summed to days.

    Args:
        series: the bins; a missing day counts in no median, and four of seven days must be observed.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already; of no use for
            bins finer than a day, whose days have an onset of their own.
        calm: other limits of what is quiet, and for how long.

    Returns:
        Days between bin centres; the interval is a parametric bootstrap of the days after the peak and of the bins before the
        onset that give the baseline. NE_RIGHT: not yet; ``low`` is the days seen after the peak before which no return can
        lie. NE_GRANULARITY for bins wider than about a week. Without onset: its code.

    Source:
        SCIENCE.md, C.1 (the seven days are centred here, which puts a sudden end on its own day).
    """
    if series.value.size and series.bin_hours > 8 * DAY:
        note = (
            "Bins wider than a week cannot show a return within weeks: load weekly or daily data."
        )
        n = int(series.observed.size)
        return refuse("NE_GRANULARITY", note, n, resolution=series.bin_hours)
    days = to_days(series)
    if start is None or days is not series:
        start = find_onset(days, run, baseline_days)
    if start.bin is None:
        return start.answer
    top = find_top(days)
    other = before_onset(days, start, top)
    if other is not None:
        return other
    peak = int(days.observed[top.last])
    quiet, stay = quiet_bins(days.value[None, :], start.baseline, days.coarse, calm=calm)
    first = int(first_stay(quiet, np.array([peak]), stay)[0])
    n = int(days.observed.size)
    if first < 0:
        return _still_up(days, top, bool(quiet[0, -1]), n, calm)
    value = float((days.centre[first] - top.time) / DAY)
    low, high = return_interval(days, start, top, value, copies, seed, calm)
    answer = Answer(value, low, high, "ok", n, resolution=days.bin_hours)
    return answer.noting(start.answer.note, _missing_note(days, first))


def quiet_bins(
    value: Floats,
    base: Baseline,
    weekly: bool,
    limit: Floats | None = None,
    calm: Quiet = STANDARD_QUIET,
) -> tuple[Bools, int]:
    """Which bins are quiet, shape of ``value``, and how many in a row make a return.

    The three first and last days have no full week around them and are never quiet.

    Args:
        limit: shape (rows, 1), what a quiet bin of each row may reach; None takes the baseline's.
    """
    limit = np.full((len(value), 1), _limit(base, calm)) if limit is None else limit
    if weekly:
        return np.nan_to_num(value, nan=np.inf) <= limit, QUIET_WEEKS
    quiet = np.zeros(value.shape, dtype=np.bool_)
    if value.shape[1] < WEEK:
        return quiet, calm.days
    weeks = np.lib.stride_tricks.sliding_window_view(value, WEEK, axis=1)
    # The median is at most the limit exactly when at least half of the observed days are (a lower median on even counts).
    seen = (~np.isnan(weeks)).sum(axis=2)
    low = (weeks <= limit[:, :, None]).sum(axis=2)
    quiet[:, WEEK // 2 : WEEK // 2 + weeks.shape[1]] = (2 * low >= seen) & (seen > WEEK // 2)
    return quiet, calm.days


def _limit(base: Baseline, calm: Quiet) -> float:
    """What a quiet bin may reach."""
    return base.level + calm.sigmas * base.sigma


def _limits(base: Baseline, copies: int, seed: int, calm: Quiet) -> Floats:
    """Shape (copies, 1): the limit, as it would come out of other draws of as many bins before the onset.

    Negative binomial around the level with the baseline's own spread. A median and a median deviation of counts miss the
    level and the spread of what they are drawn from by a little, always the same; that is taken out.
    """
    if base.bins < 2:
        return np.full((copies, 1), _limit(base, calm))
    random = np.random.default_rng(seed + 1)
    rate = np.full((copies, base.bins), base.level)
    excess = base.sigma**2 - base.level
    if excess > 1e-4 * base.level**2 and base.level > 0:
        shape = base.level**2 / excess
        rate *= random.gamma(shape, 1 / shape, rate.shape)
    drawn = random.poisson(rate).astype(np.float64)
    level = np.median(drawn, axis=1, keepdims=True)
    spread = 1.4826 * np.median(np.abs(drawn - level), axis=1, keepdims=True)
    found = level + calm.sigmas * np.maximum(spread, np.sqrt(level))
    return np.asarray(found + _limit(base, calm) - np.median(found), dtype=np.float64)


def return_interval(
    days: Series,
    start: Start,
    top: Top,
    value: float,
    copies: int,
    seed: int,
    calm: Quiet = STANDARD_QUIET,
) -> tuple[float, float | None]:
    """Percentiles of the return on draws around a smooth of the days after the peak, missing days left missing.

    Each draw is held against a limit of its own, as another baseline would have given it.
    """
    seen = days.observed
    began = int(np.searchsorted(seen, start.bin or 0))
    reach = max(10, int(2 * value * DAY / days.bin_hours))
    model = fit(days, began, top.first, reach, start.baseline)
    peak = int(seen[top.last])
    part = slice(max(int(np.searchsorted(seen, peak - WEEK)), 0), seen.size)
    bins = seen[part] - seen[part][0]
    found, limits, done = [], _limits(start.baseline, copies, seed, calm), 0
    for values, _ in model.draws(part, copies, seed):
        limit, done = limits[done : done + len(values)], done + len(values)
        grid = np.full((len(values), int(bins[-1]) + 1), np.nan)
        grid[:, bins] = values
        quiet, stay = quiet_bins(grid, start.baseline, days.coarse, limit, calm)
        at = np.full(len(values), peak - int(seen[part][0]), dtype=np.int64)
        first = first_stay(quiet, at, stay)
        hours = days.centre[np.maximum(first, 0) + int(seen[part][0])] - top.time
        found.append(np.where(first < 0, np.inf, hours / DAY))
    low, _, high = quantiles(np.concatenate(found))
    step = days.bin_hours / DAY / 2
    top_end = max(high + step, value + step)
    return max(min(low, value) - step, 0.0), top_end if np.isfinite(top_end) else None


def _still_up(days: Series, top: Top, quiet_now: bool, n: int, calm: Quiet) -> Answer:
    """NE_RIGHT: no return can have begun before the last stretch that is too short to judge."""
    margin = QUIET_WEEKS - 1 if days.coarse else calm.days - 1 + WEEK // 2
    last = int(days.observed[-1])
    low = max(float((days.centre[last] - top.time) / DAY) - margin * days.bin_hours / DAY, 0.0)
    state = "The last bins look quiet, but not for long enough" if quiet_now else "Not back yet"
    seen = hours_in_words(float(days.centre[last] - top.time))
    note = f"{state}, {seen} after the peak: come back when more has been observed."
    return refuse("NE_RIGHT", note, n, low=low, resolution=days.bin_hours)


def _missing_note(days: Series, first: int) -> str:
    before = days.value[max(first - WEEK, 0) : first]
    missing = int(np.isnan(before).sum())
    return (
        f"{counted(missing, 'bin')} just before without data: it may have come earlier."
        if missing
        else ""
    )
