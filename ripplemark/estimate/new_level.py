"""Is there a new usual level: what is usual late, or now, beside what was usual before the rise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from ripplemark.estimate.baseline import WINDOW_DAYS, Baseline
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, hours_in_words, refuse
from ripplemark.estimate.series import DAY, Bools, Floats, Series, to_days
from ripplemark.estimate.top import before_onset, find_top

SINCE, UNTIL = 180.0, 365.0
"""Days after the peak whose median is the new usual level (SCIENCE.md, C.1)."""
LATELY = 28.0
COARSEST = 31 * DAY
HALF_SEEN = 0.5
FEWEST = 4
OF_MEDIAN = 1.25  # standard error of a median over that of a mean
ROUNDING = 12**-0.5  # of an index, whose values are whole
MOST_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Level:
    """A later usual level beside the earlier one: their ratio and their difference in the series' own unit."""

    ratio: Answer
    difference: Answer


def new_level(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> Level:
    """The median of days 180 to 365 after the peak beside the median before the onset.

    Args:
        series: bins of up to a month; finer ones than a day are averaged or summed to days.
        run, baseline_days, start: as for ``onset``; ``start`` is of no use for bins finer than a day.

    Returns:
        Ratio and difference with intervals from the scatter of both stretches, widened by how alike neighbouring bins are.
        NE_RIGHT: not seen to day 365. NE_FEW: less than half of it holds data. NE_GRANULARITY: bins wider than a month. The ratio
        alone: NE_NOBASE where nothing was usual before. Without onset: its code.

    Source:
        SCIENCE.md, C.1; ratio after Fieller (1954), Journal of the Royal Statistical Society B 16:175-185.
    """
    return _of(series, run, baseline_days, start, None)


def level_lately(
    series: Series,
    lately: float = LATELY,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> Level:
    """As ``new_level``, of the last ``lately`` days that were observed, which must lie after the peak.

    Raises:
        ValueError: ``lately`` not positive.
    """
    if not lately > 0:
        raise ValueError("the last days are at least one")
    return _of(series, run, baseline_days, start, lately)


def _of(
    series: Series, run: int | None, days_: float, start: Start | None, lately: float | None
) -> Level:
    n, width = int(series.observed.size), series.bin_hours
    if n and width > COARSEST:
        note = "Bins wider than a month hold too few values for a usual level: load weekly or daily data."
        return _both(refuse("NE_GRANULARITY", note, n, resolution=width))
    days = to_days(series)
    if start is None or days is not series:
        start = find_onset(days, run, days_)
    if start.bin is None:
        return _both(start.answer)
    top = find_top(days)
    other = before_onset(days, start, top)
    if other is not None:
        return _both(other)
    found = _late(days, top.time) if lately is None else _last(days, top.last, lately)
    if isinstance(found, Answer):
        return _both(found)
    return _compared(days, start, found)


def _both(answer: Answer) -> Level:
    return Level(answer, answer)


def _late(days: Series, peak: float) -> Bools | Answer:
    seen = days.observed
    end = float((days.start + days.width)[seen[-1]])
    if end < peak + UNTIL * DAY - days.bin_hours:
        left = (peak + UNTIL * DAY - end) / DAY
        note = (
            f"Seen for {hours_in_words(end - peak)} after the peak, and a new usual level is read off days {SINCE:.0f} to "
            f"{UNTIL:.0f}: come back in {counted(max(left, 1), 'day')}."
        )
        return refuse("NE_RIGHT", note, int(seen.size), resolution=days.bin_hours)
    return _filled(days, (days.centre >= peak + SINCE * DAY) & (days.centre <= peak + UNTIL * DAY))


def _last(days: Series, peak: int, lately: float) -> Bools | Answer:
    seen = days.observed
    ends = days.start + days.width
    since = float(ends[seen[-1]]) - max(lately * DAY, FEWEST * days.bin_hours) - 1e-6
    if days.start[seen[peak]] + days.width[seen[peak]] > since + 1:
        note = f"The last {counted(max(lately, FEWEST * days.bin_hours / DAY), 'day')} do not lie after the peak yet: come back later."
        return refuse("NE_RIGHT", note, int(seen.size), resolution=days.bin_hours)
    return _filled(days, (days.start >= since) & (ends <= ends[seen[-1]]))


def _filled(days: Series, part: Bools) -> Bools | Answer:
    known = part & ~np.isnan(days.value)
    if known.sum() >= max(HALF_SEEN * part.sum(), FEWEST):
        return known
    note = "Less than half of these days hold data, or fewer than 4 bins: fill the gap."
    return refuse("NE_FEW", note, int(days.observed.size), resolution=days.bin_hours)


def _compared(days: Series, start: Start, part: Bools) -> Level:
    base = start.baseline
    value = _flat(days, base, part)
    late, spread = float(np.median(value)), _spread(value)
    alike = _alike(days, part)
    rounding = ROUNDING if days.index else 0.0
    errors = np.array(
        [
            OF_MEDIAN * spread / np.sqrt(value.size) * alike,
            OF_MEDIAN * base.sigma / np.sqrt(base.bins) * alike if base.bins else 0.0,
        ]
    )
    errors = np.sqrt(errors**2 + rounding**2)
    t = float(stdtrit(max(min(value.size, base.bins or value.size) - 1, 1), 0.975))
    n = int(value.size)
    gap, reach = late - base.level, t * float(np.sqrt((errors**2).sum()))
    note = f"Median of {counted(n, 'bin')} against {counted(base.bins, 'bin')} before the onset."
    told = [note, start.answer.note]
    width = days.bin_hours
    difference = Answer(gap, gap - reach, gap + reach, "ok", n, resolution=width).noting(*told)
    if base.level <= 0:
        none = "Nothing was usual before the rise, so nothing can be told as so many times it: see the difference."
        return Level(refuse("NE_NOBASE", none, n, resolution=width), difference)
    low, high = _fieller(late, base.level, (float(errors[0]), float(errors[1])), t)
    ratio = Answer(late / base.level, low, high, "ok", n, resolution=width).noting(*told)
    return Level(ratio, difference)


def _flat(days: Series, base: Baseline, part: Bools) -> Floats:
    """Shape (k,): the values of a stretch, each as if its day of the week were a usual one."""
    value = days.value[part]
    if base.pattern is None or base.level <= 0:
        return value
    usual = base.at(days.value.size)[part]
    return np.asarray(np.where(usual > 0, value * base.level / np.maximum(usual, 1e-9), value))


def _spread(value: Floats) -> float:
    middle = float(np.median(value))
    robust = 1.4826 * float(np.median(np.abs(value - middle)))
    return max(robust, float(np.sqrt(max(middle, 0.0))))


def _alike(days: Series, part: Bools) -> float:
    """By how much neighbours that are alike widen an error: (1 + r) / (1 - r) under a root, r of the stretch itself."""
    value = np.where(part, days.value, np.nan)
    away = value - np.nanmedian(value)
    pairs = ~np.isnan(away[1:]) & ~np.isnan(away[:-1])
    if pairs.sum() < 2 * FEWEST:
        return 1.0
    one, next_ = away[:-1][pairs], away[1:][pairs]
    whole = float(np.sqrt((one**2).sum() * (next_**2).sum()))
    r = min(max(float((one * next_).sum()) / whole, 0.0), MOST_ALIKE) if whole > 0 else 0.0
    return float(np.sqrt((1 + r) / (1 - r)))


def _fieller(
    late: float, before: float, errors: tuple[float, float], t: float
) -> tuple[float, float | None]:
    """The interval of a ratio of two means; open above where what was before may be nought."""
    g = (t * errors[1] / before) ** 2
    if g >= 1:
        return max((late - t * errors[0]) / (before + t * errors[1]), 0.0), None
    ratio = late / before
    reach = t / before * float(np.sqrt(errors[0] ** 2 * (1 - g) + ratio**2 * errors[1] ** 2))
    return max((ratio - reach) / (1 - g), 0.0), (ratio + reach) / (1 - g)
