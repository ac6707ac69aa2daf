"""Every row against the schema: ``joined`` rows with their clocks, ``accepted`` ones, and the rejects."""

from __future__ import annotations

import duckdb
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ConstantExpression,
    FunctionExpression,
    StarExpression,
)
from duckdb import ColumnExpression as Cell

from ripplemark import schema
from ripplemark.ingest.clocks import bins, clocked
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.problems import Problem, any_of, not_a_word, problems
from ripplemark.ingest.report import reject
from ripplemark.readers.base import Question

BAD = "cannot_be_stored"
"""Column of ``joined`` where rows are judged once."""


def check_rows(exam: Examination) -> None:
    """Make ``joined``, the view ``accepted``, and the list of what cannot be stored; ask whether to leave that out."""
    con, table = exam.intake.con, exam.table
    of_incident = exam.scope == "incident" and not exam.homeless
    checks = problems(table, exam.present, of_incident=of_incident, words=not _words_well(exam))
    bad = any_of(condition for _, _, condition in checks)
    if exam.found.reader.rolls:
        refused = _judged_once(exam, bad)
    else:
        _joined(exam).create_view("joined")
        refused = con.table("joined").filter(bad)
        con.table("joined").filter(~bad).create_view("accepted")
    if not exam.found.reader.rolls or exam.intake.count("refused"):
        _defects(refused, checks, set(exam.present)).create("rejected")
        _tell_rejected(exam)
    if table is schema.ATTENTION and "bin_start" in exam.present:
        _tell_doubled(exam)
    if exam.rejected:
        exam.ask(_leave_out(exam.rejected, exam.rows_read))


def _words_well(exam: Examination) -> bool:
    """True where every text in a column of words is well written: each different one is looked at once, not in each row."""
    names = [each.name for each in exam.table.fields if each.kind == "word"]
    here = [Cell(name) for name in names if name in exam.present]
    if not here:
        return True
    every = FunctionExpression("unnest", FunctionExpression("list_value", *here)).alias("text")
    texts = exam.intake.con.table("cells").select(every).distinct()
    return not texts.filter(not_a_word(Cell("text"))).limit(1).fetchall()


def _tell_rejected(exam: Examination) -> None:
    """List the cells that cannot be stored; a row that is rolled up has no line."""
    exam.rejected += 0 if exam.found.reader.rolls else exam.intake.count("rejected")
    exam.rejects += [
        reject(exam.table, row["line"] or 0, row["column"], row["reason"], row["value"])
        for row in exam.intake.run("ingest/rejected_cells").records()
    ]


def _judged_once(exam: Examination, bad: duckdb.Expression) -> duckdb.DuckDBPyRelation:
    """Make the table ``joined`` with what the checks say, as rolled-up rows are few; count the bad ones by what they stand
    for. Returns the bad rows."""
    con = exam.intake.con
    _joined(exam).select(StarExpression(), bad.alias(BAD)).create("joined")
    rows = con.table("joined")
    rows.filter(~Cell(BAD)).create_view("accepted")
    rows.filter(Cell(BAD)).create("refused")
    exam.rejected += exam.intake.weight("refused")
    return con.table("refused")


def _joined(exam: Examination) -> duckdb.DuckDBPyRelation:
    """``cells`` with ``<clock>_lo/_hi/_problem`` beside the texts."""
    con = exam.intake.con
    rows = con.table("cells")
    for name in clocked(exam.table, exam.present):
        parts = [Cell(part).alias(f"{name}_{part}") for part in ("lo", "hi", "problem")]
        times = con.table("clocks").select(Cell("text").alias(f"{name}_text"), *parts)
        rows = rows.join(times, Cell(name) == Cell(f"{name}_text"), how="left")
    if exam.doubled:
        passes = con.table("doubled_hours").select(
            Cell("line").alias("line_twice"), Cell("second_at")
        )
        rows = rows.join(passes, Cell("line") == Cell("line_twice"), how="left")
        second = CoalesceOperator(Cell("second_at"), Cell("bin_start_lo")).alias("bin_start_lo")
        rows = rows.select(*(Cell(name) for name in rows.columns if name != "bin_start_lo"), second)
    return rows


def _defects(
    rows: duckdb.DuckDBPyRelation, checks: list[Problem], present: set[str]
) -> duckdb.DuckDBPyRelation:
    """``(line, defects)``: for each bad row a list of column, reason and text, NULL where a check passes."""
    nothing = ConstantExpression("").cast("VARCHAR")
    defects = [
        CaseExpression(
            condition,
            FunctionExpression(
                "list_value",
                ConstantExpression(column),
                ConstantExpression(reason),
                Cell(column) if column in present else nothing,
            ),
        )
        for column, reason, condition in checks
    ]
    return rows.select(Cell("line"), FunctionExpression("list_value", *defects).alias("defects"))


def _leave_out(rejected: int, read: int) -> Question:
    return Question(
        "rejects",
        f"{rejected} of {read} rows cannot be stored as they are. Correct the file, or store it without them; they "
        "stay counted with the dataset.",
        ("skip",),
    )


def _tell_doubled(exam: Examination) -> None:
    con = exam.intake.con
    bins(con.table("accepted"), set(exam.present), Cell("bin_start_lo")).create_view("placed_bins")
    facts = exam.intake.run("ingest/doubled_bins").records()[0]
    if facts["doubled"]:
        said = (
            f"{facts['doubled']} rows repeat a bin of their series; all are stored, and sums count each. Keep one row "
            "for each bin, or tell the series apart by a column such as region or metric."
        )
        exam.caution("bins-doubled", said, tuple(facts["lines"]))
