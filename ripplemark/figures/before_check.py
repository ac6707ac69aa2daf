"""Attention before the first published check: the share of each series that had come by then, units never added up."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ripplemark.charts.before_check import Split, Splits, splits
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.channels import mains
from ripplemark.figures.choosing_series import CHANNEL, in_period, none_at_all, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.events import happenings
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_before_check import (
    Told,
    between_words,
    check_of,
    no_check,
    none_told,
    row_words,
    words,
)
from ripplemark.figures.saying_series import number
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import WITHIN, settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.checking import KINDS, OF
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Column

_METRIC = "unverified-share"
COLUMNS = (
    Column("series", "VARCHAR", "", "the series, by alias"),
    Column("channel", "VARCHAR", "", "the kind of place"),
    Column("unit", "VARCHAR", "", "what is counted; series of different units are never added up"),
    Column("share", "DOUBLE", "share", "of the series' attention that came before the check"),
    Column("low", "DOUBLE", "share", "lower end of its 95 % interval, or its lower bound"),
    Column("high", "DOUBLE", "share", "upper end of its 95 % interval, or its upper bound"),
    Column("status", "VARCHAR", "", "'ok', 'bounds', or the code that says why there is no share"),
    Column("note", "VARCHAR", "", "what a reader of this share must know"),
)


def make(asked: Asked) -> Figure:
    """The main series of each channel; without a check on record, what to add and how."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    events, kinds = happenings(asked), tuple(asked.settings["checks"])
    check = check_of(asked, events, kinds)
    taken = mains(asked, inside)
    if check is None:
        return empty(asked, *no_check(asked, events, kinds), used(asked, taken))
    answer = _answer(asked, taken)
    told = [_told(asked, each, answer) for each in taken]
    known = sorted((each for each in told if each.known), key=lambda each: each.place)
    rest = [each for each in told if not each.known]
    if not known:
        return empty(asked, *none_told(check, told), used(asked, taken))
    rows = tuple(_split(each) for each in known)
    drawn = Splits(rows, f"before the {check.name}", between_words(check), "after it")
    return compose(
        asked,
        words(asked, check, known, rest, events),
        Drawn(lambda canvas: splits(drawn, canvas), _rows([*known, *rest]), COLUMNS),
        used(asked, taken),
        (answer,),
        ("archive/events_of_incident",),
    )


def _answer(asked: Asked, taken: Sequence[Choice]) -> Measurement:
    settings = settings_for(asked, _METRIC) | {"series": ",".join(each.key for each in taken)}
    return measured(asked, _METRIC, (), settings)


def _told(asked: Asked, choice: Choice, answer: Measurement) -> Told:
    """The answer of one series, found by its key."""
    estimate = next(each for each in answer.estimates if each.by.get("key") == choice.key)
    return Told(choice, Clock.of(asked, choice), estimate)


def _split(told: Told) -> Split:
    low, high = told.ends
    of = told.estimate
    if of.status == "bounds":
        return Split(told.choice.named, row_words(told), low, high)
    return Split(told.choice.named, row_words(told), low, low, number(of.low), number(of.high))


def _rows(told: Sequence[Told]) -> pa.Table:
    listed = [
        {
            "series": each.choice.label,
            "channel": each.choice.channel,
            "unit": each.unit,
            "share": number(each.estimate.value),
            "low": number(each.estimate.low),
            "high": number(each.estimate.high),
            "status": each.estimate.status,
            "note": each.estimate.note,
        }
        for each in told
    ]
    kinds = {"VARCHAR": pa.string(), "DOUBLE": pa.float64()}
    schema = pa.schema([(each.name, kinds[each.type]) for each in COLUMNS])
    return pa.Table.from_pylist(listed, schema=schema)


BEFORE_CHECK = FigureKind(
    "before-the-check",
    "Attention before the first check",
    "The share of each series' attention that had come before the first published check; at both ends where its time is an interval.",
    "attention",
    (_METRIC,),
    make,
    (KINDS, WITHIN, OF, CHANNEL, *ONSET_RULE, *PERIOD),
)
"""See ``make``."""
