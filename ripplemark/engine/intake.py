"""The ingest connection: may read exactly the input and write one private folder, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression
from duckdb import FunctionExpression as Call

from ripplemark import catalogue
from ripplemark.engine.connection import Limits, harden, run
from ripplemark.errors import InputError
from ripplemark.result import Result

REJECTS = 100_000
"""How many structural defects are told apart; a file with more is not the table that its header says."""

UNREAD = "unread_alone"
"""Column of ``scanned`` that is true where a row has cells, but only in columns that are not read."""

_BLANK = r"[\s\x0b\x{a0}\x{2007}\x{2009}\x{202f}\x{3000}\x{feff}]+"


class EngineRefused(InputError):
    """DuckDB gave up; its own words may hold cells and paths, so only the kind of its error is told."""

    title = "The file could not be worked through"

    def __init__(self, error: duckdb.Error) -> None:
        self.kind = type(error).__name__
        room = isinstance(error, duckdb.OutOfMemoryException | duckdb.IOException)
        way = (
            "There was not enough memory or room for temporary files. Free some, or split the file"
            if room
            else "This is a fault of the program. Report it with the kind of file, never with the file"
        )
        super().__init__(f"The engine stopped ({self.kind}). {way}; nothing was stored.")


@contextmanager
def engine_words() -> Iterator[None]:
    """Turn any DuckDB error into EngineRefused, without its text and without its traceback."""
    try:
        yield
    except duckdb.Error as error:
        raise EngineRefused(error) from None


class Intake:
    """One input on its way to one private folder."""

    def __init__(self, text: Path, folder: Path, spill: Path, limits: Limits | None = None) -> None:
        self._text = text
        self.con = harden([folder], spill, limits or Limits(), files=[text])

    def run(self, name: str, /, **parameters: Any) -> Result:
        """Run one query of the catalogue over the relations made so far."""
        return run(self.con, name, parameters)

    def relation(self, name: str, **parameters: Any) -> duckdb.DuckDBPyRelation:
        """The catalogue's query as a relation, not yet run."""
        return self.con.sql(catalogue.query(name).sql, params=parameters)

    def scan(self, roles: Sequence[str | None], skip: int, delimiter: str) -> None:
        """Make the table ``scanned``: a column of text for each role, and UNREAD; one row per record, in order.

        Cells are trimmed, blank ones NULL. ``skip`` records, blank lines included, come before the first data record.
        Records with too few or too many cells or broken quotes do not appear; ``malformed`` has them.
        """
        cells = self.con.read_csv(
            str(self._text),
            skiprows=skip,
            header=False,
            columns={f"cell_{k}": "VARCHAR" for k in range(1, len(roles) + 1)},
            auto_detect=False,
            strict_mode=True,
            delimiter=delimiter,
            quotechar='"',
            escapechar='"',
            store_rejects=True,
            rejects_limit=REJECTS,
            max_line_size=4_000_000,
        )
        read = [_text(k).alias(role) for k, role in enumerate(roles, 1) if role]
        # Every column is used, as DuckDB finds no defect in columns that are not.
        unread = _any(k for k, role in enumerate(roles, 1) if not role)
        alone = unread & ~_any(k for k, role in enumerate(roles, 1) if role)
        cells.select(*read, alone.alias(UNREAD)).create("scanned")

    def malformed(self) -> pa.Table:
        """The records that do not have the header's shape: where each begins (byte, from 1) and DuckDB's word for it."""
        return self.run("ingest/malformed_records").rows

    def number(self, shift: int, lines: pa.Table | None) -> None:
        """Make the view ``numbered(line, ...)``: the k-th record stands on the k-th of ``lines``, else on shift + k."""
        empty = pa.table({"record": pa.array([], pa.int64()), "line": pa.array([], pa.int64())})
        self.register(
            {
                "line_of": empty if lines is None else lines,
                "before": pa.table({"lines": pa.array([shift], pa.int64())}),
            }
        )
        self.relation("ingest/numbered").create_view("numbered")

    def source(self, declared: Sequence[tuple[str, str]]) -> None:
        """Make the view ``source(line, role ...)`` of the declared columns, missing ones NULL.

        Rows without any cell that is read do not appear.
        """
        rows = self.con.table("numbered")
        roles = [name for name in rows.columns if name not in ("line", UNREAD)]
        some = CoalesceOperator(*(ColumnExpression(role) for role in roles)).isnotnull()
        columns = [
            ColumnExpression(role)
            if role == "line" or role in roles
            else ConstantExpression(None).cast("VARCHAR").alias(role)
            for role, _ in declared
        ]
        rows.filter(some).select(*columns).create_view("source")

    def count(self, relation: str) -> int:
        """How many rows a table or view has."""
        return int(self.con.table(relation).shape[0])

    def register(self, relations: Mapping[str, pa.Table]) -> None:
        """Make small in-memory tables from Arrow."""
        for name, table in relations.items():
            self.con.from_arrow(table).create(name)

    def close(self) -> None:
        """Close the connection."""
        self.con.close()


def _any(places: Iterable[int]) -> Expression:
    nothing = ConstantExpression(None).cast("VARCHAR")
    return CoalesceOperator(*map(_text, places), nothing).isnotnull()


def _text(k: int) -> Expression:
    pattern, nothing = ConstantExpression(f"^{_BLANK}|{_BLANK}$"), ConstantExpression("")
    trimmed = Call(
        "regexp_replace", ColumnExpression(f"cell_{k}"), pattern, nothing, ConstantExpression("g")
    )
    return Call("nullif", trimmed, nothing)
