"""The numbers of an episode: how long it rose, doubled and faded, with the three half-lives told apart, and its later peaks."""

from __future__ import annotations

import pyarrow as pa

from ripplemark.charts.durations import Duration, durations
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL, SERIES, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.one_series import of_one_series
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_numbers import AXIS, Told, nothing, told_of, words
from ripplemark.figures.saying_series import number
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import WITHIN, settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import FALL_RULE
from ripplemark.result import Column

HORIZONS = ("168", "720")
"""Hours; two, because the engagement half-life grows with its horizon."""
EARLY = ("24", "168")
"""The two of an incident that has not been seen for a week yet."""
_FINE = 2.0
"""Hours of a bin up to which a horizon of a day says anything."""
METRICS = (
    "time-to-peak",
    "doubling-time",
    "half-life",
    "fitted-half-life",
    "time-to-tenth",
    "engagement-half-life",
    "resurgences",
)
COLUMNS = (
    Column("name", "VARCHAR", "", "which number, and of which kind"),
    Column("metric", "VARCHAR", "", "the metric's name on the command line"),
    Column("about", "VARCHAR", "", "what it is, in a few words"),
    Column("hours", "DOUBLE", "h", "the number; empty where there is none"),
    Column("low", "DOUBLE", "h", "lower end of its 95 % interval, or what is known all the same"),
    Column("high", "DOUBLE", "h", "upper end; empty where it is open"),
    Column("status", "VARCHAR", "", "'ok', or the code that says why there is no number"),
    Column("note", "VARCHAR", "", "what a reader of this number must know"),
)


def make(asked: Asked) -> Figure:
    """The numbers of one series; without one, what is needed."""
    return of_one_series(asked, _of_one)


def _of_one(asked: Asked, choice: Choice) -> Figure:
    answers = [each for name in METRICS for each in _answers(asked, choice, name)]
    told = [row for answer in answers for row in told_of(answer)]
    none = nothing(asked, choice, told)
    if none is not None:
        return empty(asked, *none, used(asked, [choice]))
    drawn = [_drawn(each) for each in told if each.unit == "h"]
    return compose(
        asked,
        words(asked, choice, told),
        Drawn(lambda canvas: durations(drawn, AXIS, canvas), _rows(told), COLUMNS),
        used(asked, [choice]),
        tuple(answers),
    )


def _answers(asked: Asked, choice: Choice, name: str) -> list[Measurement]:
    given = settings_for(asked, name)
    if name != "engagement-half-life" or "horizon" in given:
        return [measured(asked, name, choice.where, given)]

    def within(hours: str) -> Measurement:
        return measured(asked, name, choice.where, {**given, "horizon": hours})

    fine = choice.binned.series.bin_hours <= _FINE
    early = fine and within(HORIZONS[0]).estimates[0].status == "NE_RIGHT"
    return [within(each) for each in (EARLY if early else HORIZONS)]


def _drawn(told: Told) -> Duration:
    of = told.estimate
    known = told.known
    return Duration(
        told.name,
        told.about,
        told.words if known or of.status != "NE_RIGHT" else "not known yet",
        number(of.value) if known else None,
        number(of.low) if known else None,
        number(of.high) if known else None,
        told.modelled,
    )


def _rows(told: list[Told]) -> pa.Table:
    listed = [
        {
            "name": each.name,
            "metric": each.metric,
            "about": each.about,
            "hours": number(each.estimate.value),
            "low": number(each.estimate.low),
            "high": number(each.estimate.high),
            "status": each.estimate.status,
            "note": each.estimate.note,
        }
        for each in told
        if each.unit == "h"
    ]
    kinds = {"VARCHAR": pa.string(), "DOUBLE": pa.float64()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, kinds[each.type]) for each in COLUMNS])
    )


NUMBERS = FigureKind(
    "numbers",
    "Numbers of this episode",
    "How long one series rose, how fast it doubled and how fast it faded, with three half-lives told apart, and its later peaks.",
    "attention",
    METRICS,
    make,
    (SERIES, CHANNEL, WITHIN, *FALL_RULE, *PERIOD),
)
