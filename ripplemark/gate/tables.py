"""Rows that leave: without lines and identities, with item times in bins, with nothing in a cell that may not leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import pyarrow as pa

from ripplemark import schema
from ripplemark.gate.coarse import coarse_time
from ripplemark.gate.leaks import check
from ripplemark.gate.merging import unnamed
from ripplemark.result import Column

LINES = frozenset({"line", "lines", "source_line", "source_lines"})
"""Columns that lead into the user's own file: the owner's alone."""

IDENTITIES = frozenset(
    field.name for table in schema.TABLES for field in table.fields if field.kind == "identity"
) | {"input", "sha256", "hash"}
"""Columns of keyed hashes, and what an input may be called by."""

ITEM_TIMES = frozenset(
    name
    for table in (schema.MODERATION, schema.REQUESTS)
    for field in table.fields
    if field.kind == "clock"
    for name in (field.name, f"{field.name}_lo", f"{field.name}_hi")
)
"""Columns that say when something happened to one item."""


def without(
    table: pa.Table, columns: Sequence[Column], names: frozenset[str]
) -> tuple[pa.Table, tuple[Column, ...]]:
    """The table and its columns' meaning without some of them."""
    gone = [name for name in table.column_names if name in names]
    return table.drop_columns(gone), tuple(each for each in columns if each.name not in names)


def called(table: pa.Table, hidden: Callable[[str], bool], name: Callable[[str], str]) -> pa.Table:
    """The table with its platforms by what they are called, where they host content; ``name`` is of items' platforms.

    The platform of a series of attention (a table with channels) is one by itself.
    """
    if "platform" not in table.column_names:
        return table
    names = table.column("platform").to_pylist()
    if "channel" in table.column_names:
        pairs = zip(names, table.column("channel").to_pylist(), strict=True)
        shown = [unnamed({"platform": p, "channel": c}, hidden)["platform"] for p, c in pairs]
    else:
        shown = [p and name(p) for p in names]
    place = table.schema.get_field_index("platform")
    return table.set_column(place, "platform", pa.array(shown, pa.string()))


def in_bins(table: pa.Table, zone: str) -> pa.Table:
    """The table with item times at the start of their bins; how wide a bin is follows from the span of all of them."""
    found = [
        name
        for name in table.column_names
        if name in ITEM_TIMES and pa.types.is_timestamp(table.schema.field(name).type)
    ]
    cells = {name: table.column(name).to_pylist() for name in found}
    known = [at for column in cells.values() for at in column if isinstance(at, datetime)]
    if not known:
        return table
    span = max(known) - min(known)
    for name, column in cells.items():
        place = table.schema.get_field_index(name)
        coarse = [None if at is None else coarse_time(at, span, zone) for at in column]
        kind = table.schema.field(name).type
        table = table.set_column(place, name, pa.array(coarse, kind))
    return table


def check_cells(table: pa.Table, *, hashes: bool) -> None:
    """Raise Leak where a name of a column, or a text in it, may not leave."""
    check(list(table.column_names), "column names", hashes=hashes)
    for name in table.column_names:
        check(table.column(name).unique().to_pylist(), name, hashes=hashes)
