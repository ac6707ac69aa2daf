"""Whether the items of a large dataset stand in it once each: noted as it is added, since its rows never change.

An item that came back has a row for every time that it was up, with the number of that time; these are told apart by
their number. Any other second row of an item means that the rows have to be looked through.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from duckdb import ColumnExpression, ConstantExpression

from ripplemark.engine import Limits
from ripplemark.engine.connection import harden

MANY = 100_000
"""Rows from which on it is noted; fewer are looked through as fast as the note is read."""


def first_times_single(path: Path, rows: int) -> bool | None:
    """True where no item has two rows for its first time up; None where ``rows`` are few and nobody looked.

    ``path`` is a Parquet file of the table ``moderation``; a row without a number is a first time, one without an item
    counts for none.
    """
    if rows < MANY:
        return None
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as spill:
        con = harden([path.parent], Path(spill) / "spill", Limits())
        try:
            spell, item = ColumnExpression("spell"), ColumnExpression("item")
            first = spell.isnull() | (spell <= ConstantExpression(1))
            items = con.read_parquet(str(path)).filter(first & item.isnotnull()).select(item)
            return bool(len(items) == len(items.distinct()))
        finally:
            con.close()
