"""The long tail: searches by days after the peak on logarithmic axes, with the law that was fitted, and anniversaries marked."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ripplemark.charts.curve import Floats
from ripplemark.charts.long_tail import LongTail, long_tail
from ripplemark.estimate.anniversary import YEAR
from ripplemark.estimate.series import DAY, Series, to_days
from ripplemark.estimate.tail_exponent import TailFit
from ripplemark.estimate.top import find_top
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_long_tail import law_words, words, year_words
from ripplemark.figures.saying_series import number
from ripplemark.figures.search import search_series
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement, named
from ripplemark.measures.base import Request
from ripplemark.measures.lifecycle import One
from ripplemark.measures.period import PERIOD
from ripplemark.measures.tails import fitted_tail
from ripplemark.measures.thresholds import ONSET_RULE, TAIL_START
from ripplemark.result import Column

METRICS = ("tail-exponent", "tail-mass", "anniversaries")
COLUMNS = (
    Column("days", "DOUBLE", "days", "from the peak to the middle of the bin"),
    Column(
        "value",
        "DOUBLE",
        "",
        "the bin's value, in the unit of the series; of an upper bound half of it",
    ),
    Column("bounded", "BOOLEAN", "", "true where only an upper bound is known"),
    Column(
        "fitted",
        "DOUBLE",
        "",
        "mean of the fitted law with the usual level; empty where none is fitted",
    ),
)
_LEAST = 8
"""Bins after the peak below which there is no tail to see."""


def make(asked: Asked) -> Figure:
    """The tail of the main series of searches; without one, what is needed."""
    choice = search_series(asked)
    return choice if isinstance(choice, Figure) else _of_one(asked, choice)


def _of_one(asked: Asked, choice: Choice) -> Figure:
    answers = [measured(asked, name, choice.where, settings_for(asked, name)) for name in METRICS]
    one = _one(asked, choice, settings_for(asked, "tail-exponent"))
    tail = _bins(one)
    if one.start.bin is None or tail is None:
        found = answers[0].estimates[0]
        head = f"How searches of {asked.incident} fade in the long run cannot be said"
        more = (
            found.note
            if one.start.bin is None
            else "Fewer than eight bins come after the peak: add what comes after."
        )
        return empty(asked, head, more, used(asked, [choice]))
    fit = fitted_tail(one)
    drawn = _drawn(choice, one, tail, fit, answers)
    return compose(
        asked,
        words(asked, choice, answers),
        Drawn(lambda canvas: long_tail(drawn, canvas), _rows(drawn), COLUMNS),
        used(asked, [choice]),
        answers,
    )


def _one(asked: Asked, choice: Choice, settings: dict[str, str]) -> One:
    """The series as the measure sees it."""
    read = named("tail-exponent").settings(settings)
    return One(
        Request(asked.serving, asked.incident, asked.scope, (), choice.where, read), choice.binned
    )


def _bins(one: One) -> tuple[Series, Floats] | None:
    """The series in days (or wider bins), and the days from the peak to the middle of each bin; None for a short tail."""
    series = to_days(one.series)
    if not series.observed.size:
        return None
    after = (series.centre - find_top(series).time) / DAY
    return (series, after) if int((after[series.observed] > 0).sum()) >= _LEAST else None


def _drawn(
    choice: Choice,
    one: One,
    tail: tuple[Series, Floats],
    fit: TailFit,
    answers: list[Measurement],
) -> LongTail:
    series, after = tail
    unit = choice.binned.unit
    known = (after > 0) & np.isfinite(series.value)
    same = series is one.series
    below = choice.binned.below if same else np.zeros(series.value.size, dtype=np.bool_)
    usual = one.start.baseline.level if same else 0.0
    return LongTail(
        after[known],
        series.value[known] * unit,
        below[known].astype(np.float64),
        max(usual, 0.0) * unit,
        _fitted(fit, unit),
        law_words(answers[0].estimates[0]),
        tuple(
            (day, year_words(day, each))
            for each in answers[2].estimates
            if (day := number(float(str(each.by.get("day", YEAR))))) is not None
        ),
        choice.unit,
        choice.channel,
    )


def _fitted(fit: TailFit, unit: float) -> tuple[Floats, Floats] | None:
    """Days after the peak's middle and the fitted means per bin."""
    if fit.fit is None or fit.tail is None:
        return None
    tail = fit.tail
    middle = np.sqrt(np.maximum(tail.left, 1.0) * tail.right) + tail.bin_hours / 2
    # Without the rhythm of the week, which the fit has and the eye would take for the law's.
    above = (fit.fit.mean - tail.known) / tail.counts.bins
    return middle / DAY, (above + float(np.mean(tail.known / tail.counts.bins))) * unit


def _rows(of: LongTail) -> pa.Table:
    law = np.full(of.days.size, np.nan)
    if of.fitted is not None:
        law = np.interp(of.days, *of.fitted, left=np.nan, right=np.nan)
    return pa.table(
        {
            "days": pa.array(of.days),
            "value": pa.array(of.value),
            "bounded": pa.array(of.bounded > 0),
            "fitted": pa.array(law, from_pandas=True),
        }
    )


LONG_TAIL = FigureKind(
    "long-tail",
    "The long tail of searches",
    "Searches by days after the peak, both axes logarithmic, with the power law fitted by likelihood where the data bear one, and "
    "anniversaries marked.",
    "search",
    METRICS,
    make,
    (SERIES, *ONSET_RULE, TAIL_START, *PERIOD),
)
"""See ``make``."""
