"""What a connection over the archive's visible files sees: the canonical views, and the facts of the datasets behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from ripplemark import catalogue, schema

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
    stored = {table.name: stored_rows(con, table, visible.files) for table in schema.TABLES}
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
    stored_rows(con, items, {items.name: (visible.settled,)}).create_view("settled_items")
    stored_rows(con, items, {items.name: others}).union(derived).create_view("unsettled_items")


def stored_rows(
    con: duckdb.DuckDBPyConnection, table: schema.Table, files: Mapping[str, Sequence[Path]]
) -> duckdb.DuckDBPyRelation:
    """The rows of a table's files, with the column ``dataset`` in front; none where it has no files."""
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
    known = set(scan.columns)  # a file written before a column was thought of says nothing about it
    told = [
        ColumnExpression(name) if name in known else ConstantExpression(None).cast(of).alias(name)
        for name, of in table.stored
    ]
    return scan.select(folder.alias("dataset"), *told)
