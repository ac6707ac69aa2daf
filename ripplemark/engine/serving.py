"""The serving connection: the canonical views over the archive's visible Parquet files, read-only."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from ripplemark import catalogue, schema
from ripplemark.engine.answers import answered
from ripplemark.engine.connection import Limits, harden, run
from ripplemark.result import Result

_ARROW = {
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
    "DOUBLE": pa.float64(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR": pa.string(),
}

DATASETS = pa.schema(
    [
        ("dataset", pa.string()),
        ("format", pa.string()),
        ("scope", pa.string()),
        ("zone", pa.string()),
        ("clock", pa.string()),
        ("added_at", pa.timestamp("us", tz="UTC")),
        ("watches", pa.list_(pa.string())),
    ]
)
"""Columns of the ``datasets`` view: one row per visible dataset; ``watches`` are the outcomes that it can tell, empty for any."""
_DERIVED = "derived_items"


@dataclass(frozen=True, slots=True)
class Visible:
    """What a serving connection may see: the folders, each table's files, and the facts of the datasets.

    ``homes`` are the home zones that were chosen, by incident code; others count as UTC. ``rules`` is what was decided
    about deadlines, by incident code and rule. ``settled`` is the one file of items that need not be looked through for
    items that stand there twice, other than for a numbered later time up; None where there is none. ``phases`` are the
    boundaries of phases that people set, by incident code, series and boundary. ``answers`` is the folder in which answers about
    these files are kept; None where none are.
    """

    folders: tuple[Path, ...] = ()
    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    datasets: pa.Table = field(default_factory=lambda: DATASETS.empty_table())
    fingerprint: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    settled: Path | None = None
    phases: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]] = field(
        default_factory=dict
    )
    answers: Path | None = None


def empty(table: schema.Table) -> pa.Table:
    """A canonical table without rows, with its stored columns."""
    return pa.schema([(name, _ARROW[of]) for name, of in table.stored]).empty_table()


class Serving:
    """Answers queries of the catalogue from the visible files; one per archive fingerprint, shared by all threads."""

    def __init__(self, visible: Visible, limits: Limits | None = None) -> None:
        self.visible = visible
        self._temporary = Path(tempfile.mkdtemp(prefix="ripplemark-"))
        self._cleared = weakref.finalize(self, shutil.rmtree, self._temporary, True)
        self._con = harden(
            visible.folders,
            self._temporary,
            limits or Limits(),
            lambda con: define_views(con, visible),
        )

    def run(self, name: str, /, **parameters: Any) -> Result:
        """Run one query by name, on a cursor of its own, or give its kept answer; see ``connection.run`` for errors."""

        def ask() -> Result:
            return run(self._con.cursor(), name, parameters)

        return answered(self.visible.answers, name, parameters, ask)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor with the same views and the same limits, for one thread."""
        return self._con.cursor()

    def close(self) -> None:
        """Close the connection and remove its spill folder."""
        self._con.close()
        self._cleared()


def define_views(con: duckdb.DuckDBPyConnection, visible: Visible) -> None:
    """Create the canonical views, each with the column ``dataset`` in front, then the macros over them; no SQL text is made."""
    con.from_arrow(visible.datasets).create("datasets")
    _define_items(con, visible)
    for macro in catalogue.macros().values():
        con.execute(macro.sql)


def _define_items(con: duckdb.DuckDBPyConnection, visible: Visible) -> None:
    """Create the views of the canonical tables.

    ``moderation`` also holds the items that follow from request logs (queries/archive/items_from_requests.sql); they are
    worked out once, as every question about items reads them. ``settled_items`` and ``unsettled_items`` are its rows by whether
    it is known that an item stands there once (see ``Visible.settled``).
    """
    stored = {table.name: _stored(con, table, visible.files) for table in schema.TABLES}
    for name, relation in stored.items():
        if name != schema.MODERATION.name:
            relation.create_view(name)
    con.sql(catalogue.query("archive/items_from_requests").sql).create(_DERIVED)
    derived = con.table(_DERIVED)
    items = schema.MODERATION
    stored[items.name].union(derived).create_view(items.name)
    if visible.settled is None:
        con.table(items.name).create_view("unsettled_items")
        con.table(items.name).filter(ConstantExpression(False)).create_view("settled_items")
        return
    others = [path for path in visible.files[items.name] if path != visible.settled]
    _stored(con, items, {items.name: (visible.settled,)}).create_view("settled_items")
    _stored(con, items, {items.name: others}).union(derived).create_view("unsettled_items")


def _stored(
    con: duckdb.DuckDBPyConnection, table: schema.Table, files: Mapping[str, Sequence[Path]]
) -> duckdb.DuckDBPyRelation:
    paths = [str(path) for path in files.get(table.name, ())]
    columns = [ColumnExpression(name) for name, _ in table.stored]
    if not paths:
        con.from_arrow(empty(table)).create(f"no_{table.name}")
        return con.table(f"no_{table.name}").select(
            ConstantExpression(None).cast("VARCHAR").alias("dataset"), *columns
        )
    folder = FunctionExpression(
        "list_extract",
        FunctionExpression("parse_path", ColumnExpression("filename")),
        ConstantExpression(-2),
    )
    scan = con.read_parquet(paths, filename=True, union_by_name=True)
    return scan.select(folder.alias("dataset"), *columns)
