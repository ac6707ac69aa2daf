"""Items of incidents in the form that is counted fastest, kept beside the answers about them (engine/answers.py).

What rows say in words is numbered: the combinations that occur are the *kinds* of items, a few dozen for millions of rows.
A narrow file holds each row's kind and its moments as whole numbers. A query of ``queries/kept/`` answers what its namesake
in ``queries/moderation/`` answers, from these: words once for each kind, and of the rows numbers alone. Nothing in it is
not in the archive's rows; hashes of items stand only where another row is about the same item.

The folder is the answers' own, so that the files go where these go, as soon as other data are to be seen; the name says of
which queries and engine they are. Nothing is lost with them: whatever is not there, or cannot be read, is asked of the rows.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression

from ripplemark import catalogue, schema
from ripplemark.durable import PART, sync
from ripplemark.engine.connection import Limits, harden
from ripplemark.engine.views import Visible, define_views, stored_rows

MOST_ROWS = 50_000_000
"""Rows of items up to which they are kept: about 20 bytes each."""
MOST_KINDS = 10_000
"""Kinds up to which they are kept; where rows say more different things, little is gained."""
ITEMS_ENDING, KINDS_ENDING = ".items", ".kinds"
_KINDS, _ODD, _ITEMS = "kept/item_kinds", "kept/odd_items", "kept/items_by_kind"
MADE_BY = (_KINDS, _ITEMS)
"""The queries that say what is kept."""
_READ = "archive/items_from_requests"
_QUICK = {
    "moderation/lags_by_group": "kept/lags_by_group",
    "moderation/items_over_time": "kept/items_over_time",
    "moderation/exposure_by_item": "kept/exposure_by_item",
    "moderation/copies_after_removals": "kept/copies_after_removals",
}
_TIMED_BY_ITEM = ("post", "notice", "label")
"""Clocks of which an item's own row says the moment; requests have rows of their own."""


def quick(name: str, parameters: Mapping[str, Any]) -> str | None:
    """The query that answers the same from kept items; None where these cannot answer it."""
    if parameters.get("scope", "incident") != "incident":
        return None
    if name == "moderation/lags_by_group" and parameters.get("clock") not in _TIMED_BY_ITEM:
        return None
    return _QUICK.get(name)


def kept_items(visible: Visible, limits: Limits, temporary: Path) -> bool:
    """Keep the items of ``visible`` in its folder of answers, unless they are there; True where they are then.

    They are not kept without such a folder, where they are too many, or of too many kinds, or where a row has half a moment.
    A full disk, or a folder that was taken away meanwhile, is no error: then they are not there. ``temporary`` is where
    the engine may spill.
    """
    folder = visible.answers
    if folder is None or not folder.is_dir():
        return False
    if all(path.exists() for path in _paths(folder)):
        return True

    def define(con: duckdb.DuckDBPyConnection) -> None:
        define_views(con, visible)

    con = harden((*visible.folders, folder), temporary, limits, define)
    try:
        return _keep(con, folder)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException):
        return False
    finally:
        con.close()


def _keep(con: duckdb.DuckDBPyConnection, folder: Path) -> bool:
    kinds = con.sql(catalogue.query(_KINDS).sql).to_arrow_table()
    rows = sum(kinds.column("n").to_pylist()) if 0 < kinds.num_rows <= MOST_KINDS else 0
    if not 0 < rows <= MOST_ROWS:
        return False
    if con.sql(catalogue.query(_ODD).sql).fetchall() != [(0,)]:
        return False
    con.from_arrow(kinds).create("item_kinds")
    items_at, kinds_at = _paths(folder)
    for relation, path, how in (
        (con.table("item_kinds"), kinds_at, "zstd"),
        (con.sql(catalogue.query(_ITEMS).sql), items_at, "lz4_raw"),
    ):
        _write(relation, path, how)
    return True


def _write(relation: duckdb.DuckDBPyRelation, path: Path, compression: str) -> None:
    """Put rows at ``path`` by one rename; what a killed writer leaves is swept with the archive's other parts."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        relation.write_parquet(str(part), compression=compression)
        part.chmod(0o600)
        sync(part)
        os.replace(part, path)
    finally:
        with suppress(OSError):
            os.unlink(part)
    sync(path.parent)


def open_items(
    visible: Visible, limits: Limits, temporary: Path
) -> duckdb.DuckDBPyConnection | None:
    """A connection over the kept items, their kinds in place of the rows of ``moderation``; None where none are kept."""
    folder = visible.answers
    if folder is None:
        return None
    items_at, kinds_at = _paths(folder)
    if not (items_at.exists() and kinds_at.exists()):
        return None

    def define(con: duckdb.DuckDBPyConnection) -> None:
        con.read_parquet(str(items_at)).create_view("kept_items")
        _kinds_as_items(con, con.read_parquet(str(kinds_at)).to_arrow_table())
        con.from_arrow(visible.datasets).create("datasets")
        stored_rows(con, schema.REQUESTS, visible.files).create_view(schema.REQUESTS.name)
        for macro in catalogue.macros().values():
            con.execute(macro.sql)

    try:
        return harden((*visible.folders, folder), temporary, limits, define)
    except (duckdb.Error, pa.ArrowException):
        return None


def _kinds_as_items(con: duckdb.DuckDBPyConnection, kinds: pa.Table) -> None:
    """Create ``moderation`` with a row for each kind: in columns that kinds do not have nothing is known."""
    con.from_arrow(kinds).create("item_kinds")
    columns = [("dataset", "VARCHAR"), *schema.MODERATION.stored]
    con.table("item_kinds").select(
        *(
            ColumnExpression(name)
            if name in kinds.column_names
            else ConstantExpression(None).cast(of).alias(name)
            for name, of in columns
        )
    ).create_view(schema.MODERATION.name)


def _paths(folder: Path) -> tuple[Path, Path]:
    """Where the items and their kinds are kept: another text of a query, or another engine, has other files."""
    sql = [catalogue.query(name).sql for name in (*MADE_BY, _READ)]
    macros = [macro.sql for macro in catalogue.macros().values()]
    said = json.dumps([duckdb.__version__, sql, macros])
    key = hashlib.sha256(said.encode()).hexdigest()[:32]
    return folder / f"{key}{ITEMS_ENDING}", folder / f"{key}{KINDS_ENDING}"
