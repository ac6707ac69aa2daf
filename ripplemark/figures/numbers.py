"""The numbers of an episode: how long it rose, doubled and faded, with the three half-lives told apart, and its later peaks."""

from __future__ import annotations

import pyarrow as pa

from ripplemark.charts.durations import Duration, durations
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import (
    CHANNEL,
    SERIES,
    chosen,
    in_period,
    none_at_all,
    to_choose,
    used,
)
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.knowing import REFERENCE
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_numbers import AXIS, Told, nothing, told_of, words
from ripplemark.figures.saying_series import number
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import FALL_RULE
from ripplemark.result import Column
from ripplemark.schema import CHANNELS
from ripplemark.wording import count

HORIZONS = ("168", "720")
"""Hours; two, because the engagement half-life grows with its horizon."""
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
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    choice = _default(asked, inside)
    if choice is None:
        return empty(
            asked,
            f"{count(len(inside), 'series', 'series')}, and none is chosen as the main one",
            f"Choose one of them, or decide which is the main series: {to_choose(asked, inside)}.",
            used(asked, inside),
        )
    return _of_one(asked, choice)


def _default(asked: Asked, found: list[Choice]) -> Choice | None:
    """The series asked for, else the main one of the channel whose boundaries tell an incident, else that of searches."""
    ways = ([each for each in CHANNELS if each != "search"], *([each] for each in REFERENCE))
    mains = (chosen(asked, found, way) for way in (*ways, ["search"]))
    return next((each for each in mains if each is not None), None)


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
    if name != "engagement-half-life":
        return [measured(asked, name, choice.where, given)]
    return [measured(asked, name, choice.where, {**given, "horizon": each}) for each in HORIZONS]


def _drawn(told: Told) -> Duration:
    of = told.estimate
    return Duration(
        told.name,
        told.about,
        told.words,
        number(of.value),
        number(of.low),
        number(of.high),
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
    (SERIES, CHANNEL, *FALL_RULE, *PERIOD),
)
