"""Every measure of every incident, one below another: each number with its interval, the middle of all, who has none and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.compared import compared
from ripplemark.figure import Figure
from ripplemark.figures.across_times import time_of
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL
from ripplemark.figures.compared_table import Line, Table, in_words
from ripplemark.figures.comparing import (
    Answer,
    Quantity,
    answer,
    channel_of,
    columns,
    comparable,
)
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.incident_set import (
    INCIDENTS,
    LeftOut,
    Member,
    common_channel,
    of_incidents,
)
from ripplemark.figures.saying_compared import drawn_rows, words
from ripplemark.figures.saying_moved import questioned
from ripplemark.figures.saying_series import number
from ripplemark.figures.together import at_once
from ripplemark.measures.base import Parameter
from ripplemark.measures.base import words as several
from ripplemark.measures.lifecycle import RULE
from ripplemark.measures.thresholds import ACROSS_RULE
from ripplemark.result import Column, Estimate

FIRST = ("time-to-peak", "half-life", "time-to-tenth")
"""What is compared where nothing else is asked for."""
MEASURES_ = Parameter(
    "measures",
    "which measures, by name, with commas between them; rows are in the order of the first one",
    FIRST,
    several,
    tuple(each.name for each in comparable()),
)
SORT = Parameter(
    "sort",
    "in which order rows are: 'incident' by code word, else the name of one of the measures; the first where none is given",
    None,
    str,
    ("incident", *(each.name for each in comparable())),
)
COLUMNS = (
    Column("incident", "VARCHAR", "", "code word of the incident"),
    Column("measure", "VARCHAR", "", "which metric the number is"),
    Column("which", "VARCHAR", "", "which of its numbers, where it gives several"),
    Column("value", "DOUBLE", "", "the number; empty where there is none, and for a time"),
    Column("low", "DOUBLE", "", "lower end of its 95 % interval, or lower bound"),
    Column("high", "DOUBLE", "", "upper end of its 95 % interval, or upper bound"),
    Column("unit", "VARCHAR", "", "unit of the three"),
    Column("status", "VARCHAR", "", "ok, bounds, or why there is no number"),
    Column("n", "BIGINT", "", "bins or items that it rests on"),
    Column("channel", "VARCHAR", "", "kind of place of the series; empty for items"),
    Column("counted", "VARCHAR", "", "what the series counts; for items the clock"),
    Column("bin_width", "VARCHAR", "", "length of a bin, ISO 8601"),
    Column("said", "VARCHAR", "", "the number in words, or what is missing"),
    Column(
        "default_value",
        "DOUBLE",
        "",
        "the number with every threshold at its default; empty where no threshold is changed",
    ),
    Column(
        "default_said",
        "VARCHAR",
        "",
        "the same in words, or what is missing; empty where no threshold is changed",
    ),
)


def make(asked: Asked) -> Figure:
    """The incidents that have any of the measures; says who is left out, and why."""
    return of_incidents(asked, _of_incidents)


def _of_incidents(asked: Asked, members: list[Member], left: LeftOut) -> Figure:
    common = common_channel(members)
    measures = asked.settings["measures"]
    at_once(lambda one: _line(one, measures, asked.settings["channel"], common), members)
    lines = []
    for one in members:
        line = _line(one, measures, asked.settings["channel"], common)
        if any(each.measurement is not None for each in line.answers.values()):
            lines.append(line)
        else:
            reasons = dict.fromkeys(each.missing for each in line.answers.values())
            left.add(one.code, "; ".join(reasons))
    if not lines:
        told = " ".join(
            (*left.sentences(), "Choose another channel, or add a file to an incident.")
        )
        return empty(asked, "None of the incidents has data for these measures", told)
    heads = columns([each for line in lines for each in line.answers.values()], measures)
    if not heads:
        return empty(
            asked, "These measures have no one number for an incident", "Choose other measures."
        )
    ordered = _ordered(lines, _first(heads, asked.settings["sort"]))
    return _composed(
        asked, Table(tuple(heads), tuple(ordered), _usual(asked, ordered, common)), common, left
    )


def _usual(asked: Asked, lines: Sequence[Line], common: str | None) -> dict[str, Line]:
    """The same lines by code with every threshold at its default; none where no threshold is changed."""
    if not questioned(asked):
        return {}
    measures, channel = asked.settings["measures"], asked.settings["channel"]

    def by_default(line: Line) -> Line:
        return _line(line.member.by_default(), measures, channel, common)

    at_once(by_default, lines)
    return {line.member.code: by_default(line) for line in lines}


def _first(heads: Sequence[Quantity], sort: str | None) -> Quantity | None:
    """By which number rows are put in order; None for by code."""
    if sort == "incident":
        return None
    return next((each for each in heads if each.measure == sort), heads[0])


def _line(one: Member, measures: Sequence[str], chosen: str | None, common: str | None) -> Line:
    answers = {name: answer(one, name, channel_of(name, chosen, common)) for name in measures}
    return Line(one, answers)


def _ordered(lines: list[Line], first: Quantity | None) -> list[Line]:
    """By a measure, those without it last; by code where there is none, and for one of items, whose clocks and items differ."""

    def place(line: Line) -> tuple[int, float, str]:
        if first is None or first.of_items:
            return 0, 0.0, line.member.code
        found = line.estimate(first)
        if found is None:
            return 2, 0.0, line.member.code
        if first.per_hour is not None:
            time = time_of(found, first.unit)
            return (
                (2, 0.0, line.member.code)
                if time is None
                else (
                    (0 if time.over else 1),
                    time.hours,
                    line.member.code,
                )
            )
        value = number(found.value)
        return (2, 0.0, line.member.code) if value is None else (0, -value, line.member.code)

    return sorted(lines, key=place)


def _composed(asked: Asked, table: Table, common: str | None, left: LeftOut) -> Figure:
    channel = asked.settings["channel"] or common
    drawn = drawn_rows(table)
    return compose(
        asked,
        words(asked, table, channel, left),
        Drawn(lambda canvas: compared(drawn, canvas), _rows(table), COLUMNS),
        _used(table),
        [
            each.measurement
            for line in table.lines
            for each in line.answers.values()
            if each.measurement is not None
        ],
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    line: Line
    quantity: Quantity
    answer: Answer
    estimate: Estimate | None
    usual: Line | None


def _number(pick: Callable[[Estimate], Any]) -> Callable[[_Cell], float | None]:
    return lambda cell: number(pick(cell.estimate)) if cell.estimate is not None else None


def _usual_value(cell: _Cell) -> float | None:
    found = cell.usual.estimate(cell.quantity) if cell.usual else None
    return number(found.value) if found is not None else None


def _by(name: str) -> Callable[[_Cell], str | None]:
    return lambda cell: (
        str(cell.estimate.by[name]) if cell.estimate and name in cell.estimate.by else None
    )


_CELLS: Mapping[str, Callable[[_Cell], Any]] = {
    "incident": lambda cell: cell.line.member.code,
    "measure": lambda cell: cell.quantity.measure,
    "which": lambda cell: cell.quantity.which or None,
    "value": _number(lambda each: each.value),
    "low": _number(lambda each: each.low),
    "high": _number(lambda each: each.high),
    "unit": lambda cell: cell.quantity.unit or None,
    "status": lambda cell: cell.estimate.status if cell.estimate else None,
    "n": lambda cell: cell.estimate.n if cell.estimate else None,
    "channel": _by("channel"),
    "counted": lambda cell: _by("clock" if cell.quantity.of_items else "metric")(cell),
    "bin_width": _by("bin_width"),
    "said": lambda cell: in_words(cell.line, cell.quantity),
    "default_value": lambda cell: _usual_value(cell),
    "default_said": lambda cell: in_words(cell.usual, cell.quantity) if cell.usual else None,
}
_TYPES = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BIGINT": pa.int64()}


def _rows(table: Table) -> pa.Table:
    """One row for each number of each incident, in the order of the picture."""
    cells = [
        _Cell(
            line,
            each,
            line.answers[each.measure],
            line.estimate(each),
            table.usual.get(line.member.code),
        )
        for line in table.lines
        for each in table.heads
    ]
    return pa.table(
        {
            column.name: pa.array(
                [_CELLS[column.name](cell) for cell in cells], _TYPES[column.type]
            )
            for column in COLUMNS
        }
    )


def _used(table: Table) -> list[Package]:
    """The datasets that the numbers rest on: those of the series, and of the items where items are measured."""
    found: dict[str, Package] = {}
    of_items = any(each.of_items for each in table.heads)
    for line in table.lines:
        ids = {str(each.by.get("dataset")) for each in line.estimates}
        for each in line.member.asked.packages:
            items = (
                of_items and each.scope == "incident" and each.table in ("moderation", "requests")
            )
            if each.dataset_id in ids or items:
                found[each.dataset_id] = each
    return list(found.values())


COMPARED = FigureKind(
    "compared",
    "Measures of several incidents",
    "Measures of several incidents beside one another, each number with its interval, over the middle half of all.",
    "all",
    FIRST,
    make,
    (INCIDENTS, CHANNEL, MEASURES_, SORT, RULE, *ACROSS_RULE),
    of_incident=False,
)
"""See ``make``."""
