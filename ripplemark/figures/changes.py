"""Whether changes of one series follow those of another: for every two of one width of bin the lag at which they resemble most."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ripplemark.charts.pairs import Pairs, pairs
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.channels import mains
from ripplemark.figures.choosing_series import CHANNEL, in_period, none_at_all, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_changes import Pair, cell, told, words
from ripplemark.figures.saying_series import number
from ripplemark.figures.series import Choice
from ripplemark.measures.leads import ALL_PAIRS
from ripplemark.measures.period import PERIOD, Period
from ripplemark.result import Column
from ripplemark.wording import count

_METRIC = "lead-lag"
COLUMNS = (
    Column("first", "VARCHAR", "", "the one series, by alias"),
    Column("second", "VARCHAR", "", "the other series"),
    Column("lag", "DOUBLE", "h", "positive: changes of the first come before those of the second"),
    Column("low", "DOUBLE", "h", "lower end of its 95 % interval"),
    Column("high", "DOUBLE", "h", "upper end"),
    Column("status", "VARCHAR", "", "'ok', or the code that says why there is no lag"),
    Column("note", "VARCHAR", "", "the correlation, or the reason"),
)


def make(asked: Asked) -> Figure:
    """Every two of the main series of the channels; says where bins differ, or where it is no more than chance."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    taken = mains(asked, inside)
    if not 1 < len(taken) <= ALL_PAIRS:
        return empty(asked, *_number_of(asked, taken), used(asked, taken))
    settings = {"series": ",".join(each.key for each in taken)}
    answer = measured(asked, _METRIC, (), settings | Period.of(asked.settings).settings())
    place = {each.key: k for k, each in enumerate(taken)}
    compared = [
        Pair(place[str(each.by["first"])], place[str(each.by["second"])], each)
        for each in answer.estimates
        if each.by.get("quantity") == "changes"
    ]
    drawn = Pairs(
        tuple(each.named for each in taken),
        tuple(each.channel for each in taken),
        {each.place: cell(each) for each in compared},
        "Changes of the row come first by",
        {each.place: told(each, taken) for each in compared},
    )
    return compose(
        asked,
        words(asked, taken, compared),
        Drawn(lambda canvas: pairs(drawn, canvas), _rows(taken, compared), COLUMNS),
        used(asked, taken),
        (answer,),
    )


def _number_of(asked: Asked, taken: Sequence[Choice]) -> tuple[str, str]:
    if len(taken) < 2:
        return (
            f"Only one series of {asked.incident} is stored, so there is nothing to compare it with",
            "Add the same incident on another channel, in bins of the same width.",
        )
    return (
        f"{count(len(taken), 'series', 'series')} are too many to compare every two",
        f"Choose a channel, or decide which is the main series of each: up to {ALL_PAIRS} are compared.",
    )


def _rows(taken: Sequence[Choice], compared: Sequence[Pair]) -> pa.Table:
    listed = [
        {
            "first": taken[each.first].label,
            "second": taken[each.second].label,
            "lag": number(each.estimate.value),
            "low": number(each.estimate.low),
            "high": number(each.estimate.high),
            "status": each.estimate.status,
            "note": each.estimate.note,
        }
        for each in compared
    ]
    kinds = {"VARCHAR": pa.string(), "DOUBLE": pa.float64()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, kinds[each.type]) for each in COLUMNS])
    )


CHANGES = FigureKind(
    "lag-of-changes",
    "Do changes of one follow another?",
    "For every two main series of one width of bin: the lag at which changes of one resemble earlier changes of the other most, "
    "with its interval.",
    "attention",
    (_METRIC,),
    make,
    (CHANNEL, *PERIOD),
)
"""See ``make``."""
