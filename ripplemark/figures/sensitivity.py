"""How a number moves when its thresholds do: each varied alone over its plausible range, the others as asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa

from ripplemark.charts.sensitivity import Sensitivity, Step, Strip, sensitivity
from ripplemark.estimate.outcome import hours_in_words
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL, SERIES, used
from ripplemark.figures.composing import Drawn, compose
from ripplemark.figures.one_series import of_one_series
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_sensitivity import Tried, reason, step_words, words
from ripplemark.figures.saying_series import number, seconds
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import WITHIN, settings_for
from ripplemark.measures import MEASURES, Measure, named
from ripplemark.measures.base import Parameter
from ripplemark.measures.laboratory import LABORATORY_CAVEAT
from ripplemark.measures.lifecycle import RULE
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import FALL_RULE
from ripplemark.result import Column, Estimate

_ONE_SERIES = "lifecycle/bins_by_series"
UNITS = ("time", "h", "days", "share", "ratio")


def varied(measure: Measure) -> tuple[Parameter, ...]:
    """The thresholds of a measure, in its own order."""
    return tuple(each for each in measure.parameters if each.plausible is not None)


METRICS = tuple(
    each.name
    for each in MEASURES
    if each.query == _ONE_SERIES
    and each.unit in UNITS
    and varied(each)
    and set(varied(each)) <= set(FALL_RULE)
    and "series" not in {parameter.name for parameter in each.parameters}
    and LABORATORY_CAVEAT not in each.caveats
)
"""The numbers whose sensitivity can be shown: one for each series, with a threshold, and none of the Laboratory's or of the long tail."""
METRIC = Parameter("metric", "the number whose thresholds are varied", "half-life", str, METRICS)

COLUMNS = (
    Column("threshold", "VARCHAR", "", "which threshold is varied, by its name in addresses"),
    Column("setting", "DOUBLE", "", "its value; empty where it follows from the width of a bin"),
    Column("is_default", "BOOLEAN", "", "true for its default"),
    Column("is_chosen", "BOOLEAN", "", "true for the value that the figure was asked for"),
    Column("value", "DOUBLE", "", "the number; a time in hours after that of the chosen values"),
    Column("low", "DOUBLE", "", "lower end of its 95 % interval, or what is known all the same"),
    Column("high", "DOUBLE", "", "upper end; empty where it is open"),
    Column("status", "VARCHAR", "", "'ok', or the code that says why there is no number"),
    Column("reason", "VARCHAR", "", "why there is no number"),
)


def make(asked: Asked) -> Figure:
    """The strips of one series; without a series, or a threshold to vary, what is needed."""
    return of_one_series(asked, strips_of)


def strips_of(asked: Asked, choice: Choice) -> Figure:
    """The strips of one number of a series, ``metric`` of what was asked."""
    measure = named(asked.settings["metric"])
    given = settings_for(asked, measure.name)
    answer = measured(asked, measure.name, choice.where, given)
    here = answer.estimates[0]
    strips = {each: _tried(asked, choice, each, given) for each in varied(measure)}
    tried = [one for several in strips.values() for one in several]
    zero = seconds(here.value) or next(
        (at for at in (seconds(one.estimate.value) for one in tried) if at is not None), 0.0
    )
    drawn = Sensitivity(
        tuple(
            Strip(
                _called(each),
                tuple(_step(asked, choice, measure, one, zero) for one in several),
            )
            for each, several in strips.items()
        ),
        _axis(measure),
        partial(_place, measure.unit),
        measure.unit == "time",
        measure.unit in ("time", "h"),
    )
    return compose(
        asked,
        words(asked, choice, measure, here, strips),
        Drawn(lambda canvas: sensitivity(drawn, canvas), _rows(measure, tried, zero), COLUMNS),
        used(asked, [choice]),
        (answer,),
    )


def _tried(
    asked: Asked, choice: Choice, parameter: Parameter, given: dict[str, str]
) -> tuple[Tried, ...]:
    """The answers for every plausible value of a threshold, its default and the chosen one included."""
    name, default, chosen_ = parameter.name, parameter.default, asked.settings[parameter.name]
    steps: set[float] = set(parameter.plausible.steps) if parameter.plausible else set()
    steps |= {float(each) for each in (default, chosen_) if each is not None}
    values: list[float | None] = [None] if default is None else []
    values += sorted(steps)
    others = {key: text for key, text in given.items() if key != name}
    metric = asked.settings["metric"]
    return tuple(
        Tried(
            parameter,
            value,
            measured(
                asked,
                metric,
                choice.where,
                others if value is None else {**others, name: f"{value:g}"},
            ).estimates[0],
            value == default,
            value == chosen_,
        )
        for value in values
    )


@dataclass(frozen=True, slots=True)
class _Ends:
    """A number and its ends as the axis has them; a time in hours from ``zero``."""

    value: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, estimate: Estimate, measure: Measure, zero: float) -> _Ends:
        def at(given: object) -> float | None:
            if measure.unit != "time":
                return number(given)
            moment = seconds(given)
            return None if moment is None else (moment - zero) / 3600

        return cls(at(estimate.value), at(estimate.low), at(estimate.high))


def _called(parameter: Parameter) -> str:
    """A threshold with its unit: 'Length of the baseline, in days'."""
    plausible = parameter.plausible
    if plausible is None:
        return parameter.name
    return f"{plausible.called}, in {plausible.unit}s" if plausible.unit else plausible.called


def _step(asked: Asked, choice: Choice, measure: Measure, one: Tried, zero: float) -> Step:
    ends = _Ends.of(one.estimate, measure, zero)
    told = step_words(asked, choice, measure, one.estimate)
    name = _unset(one.parameter) if one.value is None else f"{one.value:g}"
    return Step(name, ends.value, ends.low, ends.high, told, one.chosen, one.default)


def _unset(parameter: Parameter) -> str:
    """What holds where nothing is chosen, as a row is named: 'by bin width'."""
    told = parameter.plausible.unset if parameter.plausible else ""
    return told.replace("the width of a bin", "bin width").removesuffix(" asked for")


def _axis(measure: Measure) -> str:
    if measure.unit == "time":
        return "Earlier or later than with the chosen thresholds; bars are intervals"
    return f"{measure.title}; bars are 95 % intervals"


def _place(unit: str, value: float) -> str:
    """A place on the axis: '12 h', '3 days', '2 h earlier'."""
    if unit in ("share", "ratio"):
        return f"{100 * value:g} %"
    if unit == "exponent":
        return f"{value:g}"
    hours = 24 * value if unit == "days" else value
    if abs(hours) < 1e-9:
        return "0"
    told = hours_in_words(abs(hours))
    if unit == "time":
        return f"{told} {'earlier' if hours < 0 else 'later'}"
    return told


def _rows(measure: Measure, tried: list[Tried], zero: float) -> pa.Table:
    """What is drawn, a row for each value tried."""
    listed: list[dict[str, Any]] = []
    for one in tried:
        ends = _Ends.of(one.estimate, measure, zero)
        listed.append(
            {
                "threshold": one.parameter.name,
                "setting": one.value,
                "is_default": one.default,
                "is_chosen": one.chosen,
                "value": ends.value,
                "low": ends.low,
                "high": ends.high,
                "status": one.estimate.status,
                "reason": "" if one.estimate.value is not None else reason(one.estimate),
            }
        )
    kinds = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, kinds[each.type]) for each in COLUMNS])
    )


SENSITIVITY = FigureKind(
    "sensitivity",
    "Does it depend on a threshold?",
    "One number of a series for every plausible value of each of its thresholds, with the defaults marked.",
    "attention",
    METRICS,
    make,
    (METRIC, SERIES, CHANNEL, RULE, WITHIN, *FALL_RULE, *PERIOD),
)
