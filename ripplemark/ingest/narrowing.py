"""From all rows of a file to ``source``: joined with a second file, and only those that pass the filters."""

from __future__ import annotations

import duckdb
import pyarrow as pa
from duckdb import CoalesceOperator, ConstantExpression, FunctionExpression
from duckdb import ColumnExpression as Cell

from ripplemark import catalogue
from ripplemark.errors import InputError
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.sought import Columns, pattern


class BadPattern(InputError):
    """A pattern that is no regular expression."""

    title = "The pattern cannot be read"

    def __init__(self) -> None:
        super().__init__(
            "What was given to --match is no regular expression (RE2 syntax: no look-around, no back-references; "
            "(?i) at its beginning ignores case). Nothing was stored."
        )


class NothingPassed(InputError):
    """Filters that no row passes."""

    title = "No row passes the filter"

    def __init__(self, rows: int) -> None:
        self.rows = rows
        super().__init__(
            f"None of {rows:,} rows passes. Ids are compared as text: look at how the file writes them, or leave the "
            "filter out. Nothing was stored."
        )


class NotBeside(InputError):
    """A second file that says nothing about the rows of the first."""

    title = "The second file does not belong to the first"

    def __init__(self, name: str, *, takes: bool) -> None:
        self.name = name
        why = (
            "is not one that the format takes beside it, or says nothing about any of its rows"
            if takes
            else "cannot be used: the format takes no second file"
        )
        super().__init__(
            f"The first file was read as {name}; the second {why}. Give the files one by one. Nothing was stored."
        )


def narrow(exam: Examination, roles: Columns) -> None:
    """Make ``source`` of the numbered rows, ``whole`` of those that did not pass as well, and count those that pass.

    Raises:
        BadPattern: the pattern is no regular expression.
        NothingPassed: no row passes.
    """
    intake, declared = (
        exam.intake,
        catalogue.query(exam.found.reader.source).input("source").columns,
    )
    if not exam.options.filters and exam.beside is None:
        intake.source(declared)
        intake.con.table("source").create_view("whole")
        return
    known = [name for name, _ in declared]
    more = [] if roles.text is None or roles.text in known else [(roles.text, "VARCHAR")]
    intake.source([*declared, *more], "whole")
    rows = intake.con.table("whole")
    if exam.beside is not None:
        rows = _joined(exam, rows)
    if exam.options.only:
        rows = _listed(exam, rows)
    if roles.text is not None:
        rows = _matching(exam, rows, roles.text)
    if more:
        rows = rows.select(*(Cell(name) for name in rows.columns if name != roles.text))
    rows.create("source")
    if exam.options.filters:
        exam.rows_passed = intake.count("source")
        if exam.rows_passed == 0:
            raise NothingPassed(intake.count("whole"))


def _joined(exam: Examination, rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Each row with what the second file says of it; where both say something, what the first says."""
    key = exam.found.reader.beside_by or ""
    beside = exam.intake.con.table("beside")
    others = [name for name in beside.columns if name != key and name in rows.columns]
    once = beside.filter(Cell(key).isnotnull()).aggregate(
        [
            Cell(key).alias("beside_key"),
            *(FunctionExpression("min", Cell(name)).alias(f"{name}_beside") for name in others),
        ],
        key,
    )
    wide = rows.join(once, Cell(key) == Cell("beside_key"), how="left")
    _tell_matched(exam, wide)
    return wide.select(
        *(
            CoalesceOperator(Cell(name), Cell(f"{name}_beside")).alias(name)
            if name in others
            else Cell(name)
            for name in rows.columns
        )
    )


def _tell_matched(exam: Examination, wide: duckdb.DuckDBPyRelation) -> None:
    """Say how many rows the second file says something about; refuse it where it is none."""
    counted = wide.aggregate(
        [FunctionExpression("count", Cell(name)) for name in ("line", "beside_key")]
    )
    [(rows, matched)] = counted.fetchall()
    if not matched:
        raise NotBeside(exam.found.reader.name, takes=True)
    exam.caution("beside-matched", f"The second file has {matched:,} of {rows:,} rows.")


def _listed(exam: Examination, rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The rows with an id that is on the list."""
    ids = FunctionExpression("list_value", *map(Cell, exam.found.reader.filters_by))
    rows.select(Cell("line"), FunctionExpression("unnest", ids).alias("text")).create_view(
        "ids_of_rows"
    )
    exam.intake.register({"ids_listed": pa.table({"text": pa.array(exam.options.only)})})
    exam.intake.relation("ingest/rows_on_list").create("on_list")
    return rows.join(exam.intake.con.table("on_list"), "line", how="semi")


def _matching(
    exam: Examination, rows: duckdb.DuckDBPyRelation, role: str
) -> duckdb.DuckDBPyRelation:
    """The rows in whose text the pattern is found."""
    _, sought = pattern(exam)
    found = FunctionExpression("regexp_matches", Cell(role), ConstantExpression(sought))
    try:
        exam.intake.con.table("whole").limit(0).select(
            FunctionExpression("regexp_matches", ConstantExpression(""), ConstantExpression(sought))
        ).fetchall()
    except duckdb.Error:
        raise BadPattern from None
    return rows.filter(found)
