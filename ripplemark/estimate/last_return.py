"""Since when is it quiet: the time from the last return to the usual range to the end of what was observed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED
from ripplemark.estimate.crossing import first_stay
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.persistence import (
    STANDARD_QUIET,
    WEEK,
    Quiet,
    quiet_bins,
    return_interval,
    return_to_baseline,
)
from ripplemark.estimate.series import DAY, Bools, Series, to_days
from ripplemark.estimate.top import Top, find_top


def time_since_return(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
    calm: Quiet = STANDARD_QUIET,
) -> Answer:
    """Days from the last return to the baseline to the end of the last observed bin.

    A return is what ``return_to_baseline`` finds. The series left its usual range again where it was not quiet for as long as
    makes a return: seven days in a row, or two weekly bins.

    Args: as for ``return_to_baseline``.

    Returns:
        Days; the interval is that of the day of the return. NE_RIGHT: it was above its usual range at the end (never back, or back
        and above again). Otherwise the codes of ``return_to_baseline``.

    Source:
        SCIENCE.md, C.1 and A.8.
    """
    days = to_days(series)
    if start is None or days is not series:
        start = find_onset(days, run, baseline_days)
    found = return_to_baseline(
        days,
        run=run,
        baseline_days=baseline_days,
        copies=copies,
        seed=seed,
        start=start,
        calm=calm,
    )
    if found.value is None:
        return replace(found, low=None, high=None)
    top, n = find_top(days), found.n
    end = float((days.start + days.width)[days.observed[-1]])
    first = int(np.argmin(np.abs(days.centre - top.time - found.value * DAY)))
    again = _last_loud(days, start, first, calm)
    if again is None:
        return _until(end, top.time, found)
    begin, over = again
    quiet, stay = quiet_bins(days.value[None, :], start.baseline, days.coarse, calm=calm)
    back = int(first_stay(quiet, np.array([over - 1]), stay)[0])
    if back < 0:
        since = counted((end - float(days.start[begin])) / DAY, "day")
        note = f"It was back in its usual range and left it again {since} before the end of observation: come back later."
        return refuse("NE_RIGHT", note, n, resolution=days.bin_hours)
    later = _top_between(days, begin, over)
    value = float((days.centre[back] - later.time) / DAY)
    low, high = return_interval(days, replace(start, bin=begin), later, value, copies, seed, calm)
    told = Answer(value, low, high, "ok", n, resolution=days.bin_hours)
    return _until(end, later.time, told).noting(
        "It had left its usual range again after an earlier return.", start.answer.note
    )


def _until(end: float, top: float, back: Answer) -> Answer:
    """A time from a peak to a return, as the time from that return to the end."""
    seen = (end - top) / DAY
    value, low = (max(seen - (each or 0.0), 0.0) for each in (back.value, back.low))
    high = 0.0 if back.high is None else max(seen - back.high, 0.0)
    return replace(back, value=value, low=min(high, value), high=max(low, value))


def _last_loud(days: Series, start: Start, first: int, calm: Quiet) -> tuple[int, int] | None:
    """Where the last stretch begins and ends (one past it) that was above the usual range for as long as makes a return."""
    quiet, stay = quiet_bins(days.value[None, :], start.baseline, days.coarse, calm=calm)
    loud = ~quiet[0] & _judged(days)
    loud[:first] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= stay]
    return runs[-1] if runs else None


def _judged(days: Series) -> Bools:
    """Which bins can be told quiet or not: those with enough of a week around them."""
    known = ~np.isnan(days.value)
    if days.coarse or known.size < WEEK:
        return known
    seen = np.zeros(known.size, dtype=np.bool_)
    weeks = np.lib.stride_tricks.sliding_window_view(known, WEEK)
    seen[WEEK // 2 : WEEK // 2 + len(weeks)] = weeks.sum(axis=1) > WEEK // 2
    return seen


def _top_between(days: Series, begin: int, over: int) -> Top:
    """The highest bin of a stretch."""
    inside = days.value[begin:over]
    k = begin + int(np.nanargmax(inside))
    place = int(np.searchsorted(days.observed, k))
    return Top(place, place, float(days.centre[k]), float(days.value[k]))
