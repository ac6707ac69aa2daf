"""Did interest come back a year later: the week around each anniversary of the peak beside the weeks either side of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ripplemark.estimate.anniversary import YEAR, anniversary
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import DAY
from ripplemark.estimate.top import before_onset, find_top
from ripplemark.measures.base import Measure, Parameter, positive
from ripplemark.measures.fades import Row, found_once, in_rows
from ripplemark.measures.lifecycle import QUERY, SERIES_COLUMNS, One
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE

WHICH = Parameter(
    "day",
    "the day after the peak that is looked at; every 365th day up to the end of the series where none is given",
    None,
    positive,
)


def _anniversaries(one: One) -> Iterator[Row]:
    for day in _days(one):
        found: Answer = found_once(one, "anniversary", partial(_at, one, day), day)
        yield {"day": f"{day:g}"}, found


def _days(one: One) -> list[float]:
    """The days that are asked for: the one that is named, else every full year that is over, and always the first."""
    named = one.request.settings["day"]
    if named is not None:
        return [float(named)]
    series = one.series
    since = find_top(series).time if series.observed.size else 0.0
    end = float((series.start + series.width)[-1])
    return [float(YEAR * j) for j in range(1, max(int((end - since) / DAY / YEAR), 1) + 1)]


def _at(one: One, day: float) -> Answer:
    if one.start.bin is None:
        return one.start.answer
    top = find_top(one.series)
    other = before_onset(one.series, one.start, top)
    return other or anniversary(one.series, top.time + (day - YEAR) * DAY)


ANNIVERSARIES = Measure(
    "anniversaries",
    "Interest on anniversaries",
    "AR_j",
    "ratio",
    "Mean of the seven days around each 365th day after the peak over the mean of days 8 to 28 either side of it; 1 is no difference. "
    "The same ratio at 200 random other days of that year says what comes by chance: the interval takes these as noise, and the note "
    "has the share of them that stand out as much (p, one-sided).",
    "Ripplemark's own definition; permutation p-value with one added above and below, Phipson & Smyth (2010)",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_anniversaries, {}),
    (WHICH, *ONSET_RULE, *PERIOD),
    (
        "Whatever else happened in that week counts too: a ratio above 1 does not say why.",
        "Several anniversaries are several tests: one in twenty stands out by chance alone.",
    ),
)
