"""From written times to instants: the order of dates, the zone, wall times that occur twice."""

from __future__ import annotations

import duckdb
from duckdb import ColumnExpression as Cell
from duckdb import ConstantExpression, FunctionExpression

from ripplemark import schema, times
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.refusals import MixedDates
from ripplemark.readers.base import Question
from ripplemark.schema import Table

SERIES = tuple(
    name for name in schema.ATTENTION.names if name not in ("bin_start", "value", "bound")
)
"""Columns that tell one series of a file from another."""

_ORDER = Question(
    "dates", "Does the day or the month come first in dates such as 3/4/2025?", ("dmy", "mdy")
)


def clocked(table: Table, present: list[str]) -> tuple[str, ...]:
    """The clock and instant columns among ``present``, in the table's order."""
    return tuple(
        f.name for f in table.fields if f.kind in ("clock", "instant") and f.name in present
    )


def convert(exam: Examination) -> None:
    """Make ``clocks``: each written time of ``cells`` with its interval; nothing where the order of dates stays open.

    Raises:
        MixedDates: some dates read only day-first, others only month-first.
    """
    reading, intake = exam.reading, exam.intake
    if reading is None:
        return
    _texts(intake.con, clocked(exam.table, exam.present)).create("clock_texts")
    dates = reading.dates or _order(exam)
    if dates is None:
        return
    intake.register({"zone_segments": times.zone_segments(exam.zone.name)})
    intake.relation("times/clock_intervals", dates=dates, midnight=reading.midnight).create(
        "clocks"
    )
    _tell(exam)


def _texts(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> duckdb.DuckDBPyRelation:
    """The distinct texts of all clock cells, ``(text VARCHAR)``: in one scan, a list for each row."""
    nothing = ConstantExpression(None).cast("VARCHAR")
    every = FunctionExpression("list_value", *map(Cell, columns), nothing)
    texts = con.table("cells").select(FunctionExpression("unnest", every).alias("text"))
    return texts.filter(Cell("text").isnotnull()).distinct()


def _order(exam: Examination) -> str | None:
    counts = exam.intake.run("times/date_order").records()[0]
    order = counts["date_order"]
    if order == "mixed":
        raise MixedDates(counts["day_first"], counts["month_first"])
    if order == "ambiguous":
        return exam.ask(_ORDER)
    return "dmy" if order == "none" else str(order)


def _tell(exam: Examination) -> None:
    """Say in which zone times were read; make ``doubled_hours`` where bins stand on hours that occur twice."""
    facts = exam.intake.run("ingest/clock_facts").records()[0]
    if facts["unzoned"]:
        exam.caution("zone", _zone(exam, facts["unzoned"], facts["changes"]))
    if not facts["folded"]:
        return
    if exam.table is schema.ATTENTION:
        _passes(exam)
    else:
        _both(exam)


def _zone(exam: Examination, unzoned: int, changes: int) -> str:
    """In which zone times were read, and why; where the source always counts in its own, no other was to be chosen."""
    read = _said(
        unzoned, "One time without an offset was", "different times without an offset were"
    )
    if exam.found.reader.zone is not None:
        return f"{read} read in {exam.zone.name}, in which this source always counts: no other zone comes into question."
    return (
        f"{read} read in {exam.zone.name}, {exam.zone.why}; in another zone every lag and every day may differ."
        f"{_changes(exam, changes)}"
    )


def _said(count: int, one: str, many: str) -> str:
    return one if count == 1 else f"{count} {many}"


def _changes(exam: Examination, changes: int) -> str:
    """What clock changes mean for lags, with a space before it; nothing for bins of attention."""
    if exam.table is schema.ATTENTION:
        return ""
    if changes:
        often = "once" if changes == 1 else f"{changes} times"
        return (
            f" The clocks there were changed {often} between the first and the last of them; lags across a change are "
            "the time that passed, not the difference of the written times."
        )
    return (
        " The clocks there were not changed between the first and the last of them: lags are the differences of the "
        "written times, and wrong across a clock change if the times were noted in a zone that had one."
    )


def _passes(exam: Examination) -> None:
    """Of two bins of a series with the same doubled wall time the later one in the file is the second pass."""
    con, present = exam.intake.con, set(exam.present)
    bins(con.table("cells"), present, Cell("bin_start")).create_view("labelled_bins")
    exam.intake.relation("ingest/doubled_hours").create("doubled_hours")
    exam.doubled = True
    told = exam.intake.run("ingest/doubled_hours_told").records()[0]
    if told["paired"]:
        said = (
            f"{told['paired']} bins are labelled with a time that occurs twice in {exam.zone.name}, because clocks were "
            "set back. Of two with one label, the first in the file is the first pass, the next the second."
        )
        exam.caution("bins-twice", said, tuple(told["paired_lines"]))
    if told["alone"]:
        said = (
            f"{told['alone']} bins are labelled with a time that occurs twice in {exam.zone.name}, and are not a pair; "
            "each was read as the first pass. Add an offset such as +02:00 where you know which."
        )
        exam.caution("clock-twice", said, tuple(told["alone_lines"]))


def bins(
    rows: duckdb.DuckDBPyRelation, present: set[str], start: duckdb.Expression
) -> duckdb.DuckDBPyRelation:
    """``(line, <SERIES>, start)`` of bins of attention; columns that the file lacks are NULL."""
    nothing = ConstantExpression(None).cast("VARCHAR")
    series = [(Cell(name) if name in present else nothing).alias(name) for name in SERIES]
    return rows.select(Cell("line"), *series, start.alias("start"))


def _both(exam: Examination) -> None:
    con = exam.intake.con
    columns = clocked(exam.table, exam.present)
    nothing = ConstantExpression(None).cast("VARCHAR")
    every = FunctionExpression("list_value", *map(Cell, columns), nothing)
    con.table("cells").select(
        Cell("line"), FunctionExpression("unnest", every).alias("text")
    ).create_view("written_times")
    facts = exam.intake.run("ingest/folded_lines").records()[0]
    exam.caution(
        "clock-twice",
        _said(facts["texts"], "One time occurs", "different times occur")
        + f" twice in {exam.zone.name}, because clocks were set back; each is kept "
        "as the interval of both. Add an offset (such as +02:00) where you know which.",
        tuple(facts["lines"]),
    )
