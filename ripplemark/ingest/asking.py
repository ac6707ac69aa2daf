"""What the reader asks, and its SELECT: from ``source`` to ``cells``, canonical columns that are still text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, FunctionExpression

from ripplemark.ingest.examination import Examination


def ask(exam: Examination) -> None:
    """Put the reader's questions and, where all are answered, make ``cells``."""
    reader, match, intake = exam.found.reader, exam.found.match, exam.intake
    for query in reader.prepares:
        intake.relation(query).create(query.rpartition("/")[2])
    facts: Mapping[str, Any] = intake.run(reader.facts).records()[0] if reader.facts else {}
    for question in reader.questions(match, facts):
        exam.ask(question)
    if exam.open:
        return
    exam.reading = reading = reader.reading(match, facts, exam.answers)
    exam.cautions += reading.warnings
    intake.register(reading.relations)
    cells = intake.relation(reading.query, **reading.parameters)
    cells = _of_incident(exam, cells)
    if exam.options.channel:
        if "channel" in exam.table.names:
            cells = _replaced(cells, "channel", exam.options.channel)
        else:
            exam.caution("channel-not-used", f"The table '{exam.table.name}' has no channel.")
    cells.create("cells")
    exam.present = _filled(exam.intake.con.table("cells"))
    exam.homeless = exam.scope == "incident" and "incident" not in exam.present


def _of_incident(exam: Examination, cells: DuckDBPyRelation) -> DuckDBPyRelation:
    """Rows of an incident under the code that was given; rows of a platform under none."""
    if "incident" not in exam.table.names:
        return cells
    if exam.scope == "platform":
        return _replaced(cells, "incident", None)
    return _replaced(cells, "incident", exam.options.incident) if exam.options.incident else cells


def _replaced(cells: DuckDBPyRelation, name: str, value: str | None) -> DuckDBPyRelation:
    kept = [ColumnExpression(each) for each in cells.columns if each != name]
    return cells.select(*kept, ConstantExpression(value).cast("VARCHAR").alias(name))


def _filled(cells: DuckDBPyRelation) -> list[str]:
    """The columns in which a cell holds something; the others are treated as if the file lacked them."""
    counts = cells.aggregate(
        [FunctionExpression("count", ColumnExpression(name)).alias(name) for name in cells.columns]
    )
    (filled,) = counts.fetchall()
    return [name for name, n in zip(cells.columns, filled, strict=True) if n]
