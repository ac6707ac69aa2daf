"""Every incident in one table: three sparklines and three numbers, each from its main series."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from ripplemark.charts import overview as chart
from ripplemark.charts.overview import Question
from ripplemark.charts.sparkline import Spark, svg
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.knowing import Course, Known, known
from ripplemark.figures.telling import ON
from ripplemark.measures import Measurement
from ripplemark.result import Column, Estimate
from ripplemark.wording import KINDS, count, said


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """One question of one incident.

    ``value`` is the number in words and empty where there is none; ``missing`` then says what to add or to choose.
    ``interval`` and ``about`` are what belongs to it: its 95 % interval, and channel, unit or items.
    """

    question: Question
    value: str
    interval: str = ""
    about: str = ""
    missing: str = ""
    spark: Spark | None = None
    measurement: Measurement | None = None

    @property
    def under(self) -> str:
        """The line under the number: its interval and what it is about, or what is missing."""
        interval = self.interval.removeprefix("95 % interval: ")
        return self.missing or "; ".join(each for each in (interval, self.about) if each)

    def svg(self, width: int = 120, height: int = 28, *, colour: str = "currentColor") -> str:
        """The sparkline for a table of HTML; empty where there is nothing to draw."""
        known_ = self.spark is not None and self.spark.known
        return svg(self.spark, width, height, colour=colour) if self.spark and known_ else ""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One incident: its code, its kind in words, and the three questions; ``simulated`` where its data are."""

    incident: str
    kind: str
    attention: OverviewCell
    moderation: OverviewCell
    search: OverviewCell
    up: int | None
    simulated: bool = False

    @property
    def cells(self) -> tuple[OverviewCell, OverviewCell, OverviewCell]:
        """Attention, moderation, search."""
        return self.attention, self.moderation, self.search


def overview_rows(asked: Asked) -> tuple[OverviewRow, ...]:
    """Every incident of the archive by code, those without data too; ``asked`` may be of any figure and incident."""
    return tuple(overview_row(asked, code) for code in asked.archive.incidents())


def overview_row(asked: Asked, code: str) -> OverviewRow:
    """One incident's row; ``asked`` may be of any figure and incident."""
    asked = replace(asked, incident=code, by=(), where=(), texts={}, settings={})
    of = known(asked)
    kind = str(asked.archive.decision(asked.incident, "kind") or "other")
    return OverviewRow(
        str(asked.incident),
        KINDS.get(kind, KINDS["other"]),
        _attention(of),
        _moderation(of),
        _search(of),
        of.standing.last["up"] if of.standing is not None else None,
        any(each.provenance.get("simulated") is True for each in of.used),
    )


def _attention(of: Known) -> OverviewCell:
    if of.course is None:
        offered = sum(of.unchosen.values())
        missing = f"choose a series: {offered} offered" if offered else "no attention yet"
        return OverviewCell("attention", "", missing=missing)
    half = of.course.half
    about = f"{of.course.choice.metric.split(',')[0]} {ON[of.course.channel]}"
    return _told("attention", half, "h", about, _series(of.course))


def _moderation(of: Known) -> OverviewCell:
    if of.standing is None or of.median is None:
        return OverviewCell("moderation", "", missing="no items yet")
    stood, median = of.standing, of.median.estimates[0]
    up = f"{stood.last['up']:,} of {stood.items:,} still up"
    words = f"Items still up: {up} at the last look."
    spark = Spark(stood.at, stood.counts["up"], words, filled=True)
    never = median.status == "NE_FEW" and 2 * stood.last["up"] > stood.items
    if median.status == "NE_RIGHT" or never:
        return OverviewCell("moderation", "not reached", "", up, "", spark, of.median)
    return _told("moderation", of.median, "h", up, spark)


def _search(of: Known) -> OverviewCell:
    if of.search is None or of.search.back is None:
        missing = f"choose a series: {of.searches} offered" if of.searches else "no searches yet"
        return OverviewCell("search", "", missing=missing)
    return _told(
        "search", of.search.back, "days", of.search.choice.metric.split(",")[0], _series(of.search)
    )


def _told(
    question: Question, measurement: Measurement, unit: str, about: str, spark: Spark
) -> OverviewCell:
    estimate = measurement.estimates[0]
    words = said(estimate, unit)
    if words.value == "not known":
        value = _without(question, estimate)
        return OverviewCell(question, value, "", about, "", spark, measurement)
    return OverviewCell(question, words.value, words.interval, about, "", spark, measurement)


_NO_NUMBER = {
    "NE_LEFT": "began before the data",
    "NE_RIGHT": "not reached",
    "NE_GRANULARITY": "too fast for these bins",
    "NE_NOBASE": "no usual level known",
    "NE_PLATEAU": "no single peak",
}


def _without(question: Question, estimate: Estimate) -> str:
    """Why there is no number, in a few words."""
    if estimate.status != "NE_FEW":
        return _NO_NUMBER.get(estimate.status, "not known")
    what = "items" if question == "moderation" else "bins"
    return f"too few {what} ({estimate.n:,})"


def _series(course: Course) -> Spark:
    """The series from a little before its highest bin on."""
    curve = course.choice.curve()
    at, values = curve.centre, curve.line
    if np.isfinite(values).any():
        top = at[int(np.nanargmax(values))]
        since = top - 0.25 * (at[-1] - top)
        at, values = at[at >= since], values[at >= since]
    return Spark(at, values, f"{course.choice.unit} {ON[course.channel]}.")


# The figure

COLUMNS = (
    Column("incident", "VARCHAR", "", "code word of the incident"),
    Column("kind", "VARCHAR", "", "what kind of incident"),
    Column("question", "VARCHAR", "", "attention, moderation or search"),
    Column("metric", "VARCHAR", "", "which metric the number is"),
    Column("value", "DOUBLE", "", "the number; empty where there is none"),
    Column("low", "DOUBLE", "", "lower end of its 95 % interval, or lower bound"),
    Column("high", "DOUBLE", "", "upper end of its 95 % interval, or upper bound"),
    Column("unit", "VARCHAR", "", "unit of the three"),
    Column("status", "VARCHAR", "", "ok, bounds, or why there is no number"),
    Column("n", "BIGINT", "", "bins or items that it rests on"),
    Column("said", "VARCHAR", "", "the number in words, or what is missing"),
)
_TYPES = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BIGINT": pa.int64()}


def _make(asked: Asked) -> Figure:
    rows = overview_rows(asked)
    if not rows:
        return empty(
            asked, "No incident is on record yet", "Make a new incident and add a file to it."
        )
    drawn_rows = [
        chart.Row(
            row.incident,
            row.kind,
            (_drawn(row.attention), _drawn(row.moderation), _drawn(row.search)),
        )
        for row in rows
    ]
    drawn = Drawn(lambda canvas: chart.overview(drawn_rows, canvas), _table(rows), COLUMNS)
    measured = [
        cell.measurement for row in rows for cell in row.cells if cell.measurement is not None
    ]
    return compose(asked, _words(asked, rows), drawn, asked.packages, measured)


def _drawn(cell: OverviewCell) -> chart.Cell:
    return chart.Cell(cell.value, cell.under, cell.spark)


def _table(rows: tuple[OverviewRow, ...]) -> pa.Table:
    cells = [(row, cell, _estimate(cell)) for row in rows for cell in row.cells]
    values: list[list[object]] = [
        [row.incident for row, _, _ in cells],
        [row.kind for row, _, _ in cells],
        [cell.question for _, cell, _ in cells],
        [cell.measurement.measure.name if cell.measurement else None for _, cell, _ in cells],
        [_number(each.value) if each else None for _, _, each in cells],
        [_number(each.low) if each else None for _, _, each in cells],
        [_number(each.high) if each else None for _, _, each in cells],
        [cell.measurement.measure.unit if cell.measurement else None for _, cell, _ in cells],
        [each.status if each else None for _, _, each in cells],
        [each.n if each else None for _, _, each in cells],
        [cell.value or cell.missing for _, cell, _ in cells],
    ]
    return pa.table(
        {
            column.name: pa.array(each, _TYPES[column.type])
            for column, each in zip(COLUMNS, values, strict=True)
        }
    )


def _estimate(cell: OverviewCell) -> Estimate | None:
    return cell.measurement.estimates[0] if cell.measurement is not None else None


def _number(value: float | str | None) -> float | None:
    return float(value) if isinstance(value, int | float) and np.isfinite(value) else None


def _words(asked: Asked, rows: tuple[OverviewRow, ...]) -> Words:
    head = _headline(asked, rows)
    told = asked.gate.persons({"incidents": len(rows)})["incidents"]
    many = count(told, "incident") if told is not None else "The incidents"
    subtitle = (
        "Attention: time from the peak of the main series to half of it. Moderation: time until half of the items were "
        "gone, those still up included. Search: time from the peak until searches were back to usual. Each line has its "
        "own scale; under each number its 95 % interval."
    )
    alt = f"Table of incidents, one a row, with a sparkline and a number for attention, moderation and search. {head}."
    claims = Claims(
        (f"{head}.",),
        (
            Unborne(
                "Platforms acted faster in one incident than in the other.",
                "The clocks start differently (posting, notice, request) and the items are different ones.",
                "The same clock and the same rule for which items count, in both.",
            ),
            Unborne(
                "The incident that faded last did the most harm.",
                "How long attention lasted says nothing about what it did to anyone.",
                "Evidence of harm from the persons concerned.",
            ),
        ),
    )
    caveats = ("Numbers of different incidents rest on different sources, units and bins.",)
    counted = (f"{many} on record",) if told is not None else ()
    return Words(head, subtitle, alt, claims, caveats, counted)


def _headline(asked: Asked, rows: tuple[OverviewRow, ...]) -> str:
    """In how many incidents items are still up; each incident is somebody's, so small numbers pass the gate."""
    looked = [row for row in rows if row.up is not None]
    with_up = sum(1 for row in looked if row.up)
    told = asked.gate.persons({"up": with_up, "none": len(looked) - with_up})
    number, rest = told["up"], told["none"]
    if not looked:
        return "No incident has items on record yet"
    if number is None or rest is None:
        return "Items still up, attention and searches, incident by incident"
    if not number:
        return (
            f"No item is still up in any of {count(len(looked), 'incident')} with items on record"
        )
    return (
        f"Items are still up in {number} of {count(len(looked), 'incident')} with items on record"
    )


OVERVIEW = FigureKind(
    "overview",
    "All incidents",
    "Every incident with three sparklines and three numbers, each from its main series.",
    "all",
    ("half-life", "median-lag", "return-to-baseline"),
    _make,
    of_incident=False,
)
