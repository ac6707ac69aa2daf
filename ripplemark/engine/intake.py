"""The ingest connection: may read exactly the input and write one private folder, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
)
from duckdb import FunctionExpression as Call

from ripplemark import catalogue
from ripplemark.engine.alike import counted_alike
from ripplemark.engine.connection import Limits, harden, run
from ripplemark.errors import InputError
from ripplemark.result import Result

REJECTS = 100_000
"""How many structural defects are told apart; a file with more is not the table that its header says."""

UNREAD = "unread_alone"
"""Column of ``scanned`` that is true where a row has cells, but only in columns that are not read."""

_LINE = 2_000_000
"""The engine's buffers grow with it, and it is the faster the smaller they are; twice what a text may hold."""
_NO_REJECTS = pa.schema(
    {
        "line": pa.uint64(),
        "line_byte_position": pa.uint64(),
        "error_type": pa.string(),
        "csv_line": pa.string(),
    }
).empty_table()
_NUMBER = re.compile(r"_\d+$")
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

    def __init__(
        self,
        text: Path,
        folder: Path,
        spill: Path,
        limits: Limits | None = None,
        beside: Path | None = None,
    ) -> None:
        self._text, self._beside = text, beside
        files = [text] if beside is None else [text, beside]
        self.con = harden([folder], spill, limits or Limits(), files=files)

    def run(self, name: str, /, **parameters: Any) -> Result:
        """Run one query of the catalogue over the relations made so far."""
        return run(self.con, name, parameters)

    def relation(self, name: str, **parameters: Any) -> duckdb.DuckDBPyRelation:
        """The catalogue's query as a relation, not yet run."""
        return self.con.sql(catalogue.query(name).sql, params=parameters)

    def scan(
        self, roles: Sequence[str | None], skip: int, delimiter: str, *, quoted: bool = True
    ) -> None:
        """Make the table ``scanned``: a column of text for each role, and UNREAD; one row per record, in order.

        Cells are trimmed, blank ones NULL. ``skip`` records, blank lines included, come before the first data record.
        Records with too few or too many cells or broken quotes do not appear; ``malformed`` has them. Where nothing is
        ``quoted`` a quotation mark is a letter like any other.
        """
        cells = self._records(self._text, len(roles), skip, delimiter, quoted=quoted)
        read = [_text(k).alias(role) for k, role in enumerate(roles, 1) if role]
        # Every column is used, as DuckDB finds no defect in columns that are not.
        unread = _any(k for k, role in enumerate(roles, 1) if not role)
        alone = unread & ~_any(k for k, role in enumerate(roles, 1) if role)
        cells.select(*read, alone.alias(UNREAD)).create("scanned")

    def scan_beside(
        self, roles: Sequence[str | None], skip: int, delimiter: str, *, quoted: bool
    ) -> int:
        """Make the table ``beside`` from the second file, as ``scan`` does; how many of its records are malformed."""
        cells = self._records(
            self._beside, len(roles), skip, delimiter, quoted=quoted, rejects="beside"
        )
        cells.select(*(_text(k).alias(role) for k, role in enumerate(roles, 1) if role)).create(
            "beside"
        )
        return self.count("beside_errors")

    def _records(
        self,
        path: Path | None,
        width: int,
        skip: int,
        delimiter: str,
        *,
        quoted: bool = True,
        rejects: str = "reject",
        blank: str = "",
        line: int = 4_000_000,
    ) -> duckdb.DuckDBPyRelation:
        """The records of a text as ``cell_1`` to ``cell_<width>``; malformed ones go to ``<rejects>_errors``.

        A cell that is ``blank`` is NULL.
        """
        return self.con.read_csv(
            str(path),
            skiprows=skip,
            header=False,
            columns={f"cell_{k}": "VARCHAR" for k in range(1, width + 1)},
            auto_detect=False,
            strict_mode=True,
            delimiter=delimiter,
            quotechar='"' if quoted else "",
            escapechar='"' if quoted else "",
            store_rejects=True,
            rejects_table=f"{rejects}_errors",
            rejects_scan=f"{rejects}_scans",
            rejects_limit=REJECTS,
            max_line_size=line,
            na_values=blank,
        )

    def roll(
        self, roles: Sequence[str | None], skip: int, delimiter: str, *, swift: bool = False
    ) -> tuple[int, int, bool]:
        """Make the view ``numbered(line, role ..., n)``: one row for records that agree in every role; lines are NULL.

        Nothing but the cells of roles is kept of the text. ``swift``: the text is a file with one line of header, so that
        ``counted_alike`` may try first. Returns how many records were read, how many of them have no cell that is read, and
        whether it was done that way. ``malformed`` has those without the header's shape: defects are found in every column.
        """
        places = {role: k for k, role in enumerate(roles, 1) if role}
        read = [ColumnExpression(f"cell_{k}") for k in places.values()]
        alike = counted_alike(self._text, len(roles), list(places.values())) if swift else None
        if alike is None:
            cells = self._records(self._text, len(roles), skip, delimiter, line=_LINE)
            counted = cells.aggregate([*read, Call("count_star").cast("VARCHAR").alias("n")])
        else:
            counted = self.con.from_arrow(alike)
            self.register({"reject_errors": _NO_REJECTS})
        line = ConstantExpression(None).cast("BIGINT").alias("line")
        trimmed = [_text(k).alias(role) for role, k in places.items()]
        counted.select(line, *trimmed, ColumnExpression("n")).create("rolled")
        some = CoalesceOperator(*map(ColumnExpression, places)).isnotnull()
        self.con.table("rolled").filter(some).create_view("numbered")
        records = self.weight("rolled")
        return records, records - self.weight("numbered"), alike is not None

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

    def source(self, declared: Sequence[tuple[str, str]], name: str = "source") -> None:
        """Make the view ``source(line, role ...)``, or another ``name``, of the declared columns, missing ones NULL.

        A declared ``name_1`` stands for a row of columns: ``name_2``, ``name_3`` and so on come with it as far as the
        file has them. Rows without any cell that is read do not appear.
        """
        rows = self.con.table("numbered")
        roles = [name for name in rows.columns if name not in ("line", UNREAD)]
        declared = [*declared, *_more(declared, roles)]
        some = CoalesceOperator(*(ColumnExpression(role) for role in roles)).isnotnull()
        columns = [
            ColumnExpression(role)
            if role == "line" or role in roles
            else ConstantExpression(None).cast("VARCHAR").alias(role)
            for role, _ in declared
        ]
        rows.filter(some).select(*columns).create_view(name)

    def count(self, relation: str) -> int:
        """How many rows a table or view has."""
        return int(self.con.table(relation).shape[0])

    def weight(self, relation: str) -> int:
        """The sum of ``n`` over a table or view."""
        return _total(self.con.table(relation))

    def register(self, relations: Mapping[str, pa.Table]) -> None:
        """Make small in-memory tables from Arrow."""
        for name, table in relations.items():
            self.con.from_arrow(table).create(name)

    def close(self) -> None:
        """Close the connection."""
        self.con.close()


def _more(declared: Sequence[tuple[str, str]], roles: Sequence[str]) -> list[tuple[str, str]]:
    """The numbered roles of the file whose first one is declared and they are not, in the file's order."""
    known = dict(declared)
    return [
        (role, known[first])
        for role in roles
        if role not in known and (first := _NUMBER.sub("_1", role)) in known
    ]


def _any(places: Iterable[int]) -> Expression:
    nothing = ConstantExpression(None).cast("VARCHAR")
    return CoalesceOperator(*map(_text, places), nothing).isnotnull()


def _total(rolled: duckdb.DuckDBPyRelation) -> int:
    n = ColumnExpression("n").cast("BIGINT")
    (row,) = rolled.aggregate([Call("sum", n).cast("BIGINT")]).fetchall()
    return int(row[0] or 0)


def _text(k: int) -> Expression:
    return _trimmed(ColumnExpression(f"cell_{k}"))


def _trimmed(cell: Expression) -> Expression:
    """The cell without blanks around it; NULL where nothing is left.

    Most cells begin and end with a visible sign of ASCII; looking at these two takes half as long as a pattern.
    """
    pattern, nothing = ConstantExpression(f"^{_BLANK}|{_BLANK}$"), ConstantExpression("")
    trimmed = Call("regexp_replace", cell, pattern, nothing, ConstantExpression("g"))
    ends = (Call("array_extract", cell, ConstantExpression(place)) for place in (1, -1))
    first, last = (each.between(ConstantExpression("!"), ConstantExpression("~")) for each in ends)
    return CaseExpression(first & last, cell).otherwise(Call("nullif", trimmed, nothing))
