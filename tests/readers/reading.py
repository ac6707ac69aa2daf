"""Run a reader as ingest will: head, match, source relation, facts, questions, reading. Plain DuckDB, small files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ripplemark import catalogue
from ripplemark.readers.base import Caution, Dialect, Head, Match, Question, Reader, Reading


@dataclass(frozen=True, slots=True)
class Read:
    """Everything a reader said about one text."""

    match: Match
    facts: Mapping[str, Any]
    questions: tuple[Question, ...]
    reading: Reading
    rows: list[dict[str, Any]]

    @property
    def warnings(self) -> tuple[Caution, ...]:
        """The cautions of the match, then those of the reading."""
        return self.match.warnings + self.reading.warnings

    def codes(self) -> set[str]:
        """The codes of all cautions."""
        return {warning.code for warning in self.warnings}


def records(text: str, delimiter: str = ",") -> tuple[list[tuple[str, ...]], list[int]]:
    """The records of a CSV text and the physical line at which each begins."""
    rows, lines, start = [], [], 1
    parser = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in parser:
        rows.append(tuple(row))
        lines.append(start)
        start = parser.line_num + 1
    return rows, lines


def head(text: str, name: str = "file.csv", delimiter: str = ",", limit: int = 200) -> Head:
    """The head that ingest would show to a reader."""
    rows, lines = records(text, delimiter)
    dialect = Dialect("utf-8", "\n", delimiter)
    return Head(name, dialect, tuple(rows[:limit]), tuple(lines[:limit]), text[:4000])


def text_of(path: Path) -> str:
    """A file's text, without a byte order mark."""
    return path.read_text(encoding="utf-8-sig")


def read(
    reader: type[Reader],
    text: str,
    answers: Mapping[str, str] | None = None,
    name: str = "file.csv",
    delimiter: str = ",",
) -> Read:
    """Read a whole text; the default of a question counts where no answer is given."""
    match = reader.recognise(head(text, name, delimiter))
    assert match is not None, "the reader does not recognise this text"
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.register("source", _source(reader, match, text, delimiter))
        facts = _rows(con, reader.facts, {})[0] if reader.facts else {}
        questions = reader.questions(match, facts)
        given = {q.name: q.default for q in questions if q.default is not None} | (answers or {})
        reading = reader.reading(match, facts, given)
        for relation, table in reading.relations.items():
            con.register(relation, table)
        rows = _rows(con, reading.query, reading.parameters)
    return Read(match, facts, questions, reading, rows)


def _source(reader: type[Reader], match: Match, text: str, delimiter: str) -> pa.Table:
    declared = catalogue.query(reader.source).input("source").columns
    rows, lines = records(text, delimiter)
    first = 0 if match.header is None else match.header + 1
    pairs = list(zip(lines, rows, strict=True))[first:]
    data = [(line, row) for line, row in pairs if any(cell.strip() for cell in row)]
    at = {role: i for i, role in enumerate(match.columns) if role is not None}
    columns: dict[str, pa.Array] = {"line": pa.array([line for line, _ in data], pa.int64())}
    named = [role for role, _ in declared[1:]]
    more = [role for role in at if role not in named and re.sub(r"_\d+$", "_1", role) in named]
    for role in (*named, *more):
        cells = [_cell(row, at.get(role)) for _, row in data]
        columns[role] = pa.array(cells, pa.string())
    return pa.table(columns)


def _cell(row: tuple[str, ...], at: int | None) -> str | None:
    return None if at is None or at >= len(row) else row[at].strip() or None


def _rows(
    con: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, Any]
) -> list[dict[str, Any]]:
    done = con.execute(catalogue.query(query).sql, dict(parameters))
    names = [column[0] for column in done.description or ()]
    return [dict(zip(names, row, strict=True)) for row in done.fetchall()]
