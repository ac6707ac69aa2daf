"""The rows that a figure shows: CSV that no spreadsheet takes for formulas, and Parquet that carries its meaning."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ripplemark.export.meaning import meaning, plain
from ripplemark.export.order import Order

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a text begins that a spreadsheet would compute."""


def as_csv(order: Order) -> bytes:
    """RFC 4180 in UTF-8: commas, one header line without comments; what it means stands in the text beside it."""
    return csv_text(order).encode()


def csv_text(order: Order) -> str:
    """The rows as CSV; empty is unknown, times are UTC, a risky text has an apostrophe before it.

    What is simulated or private says so in each row, in a last column: rows are copied without their file's name.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    mark = ["; ".join(order.marks)] if order.marks else []
    columns = [harmless(name) for name in order.figure.shown.column_names]
    writer.writerow([*columns, *(["mark"] if mark else [])])
    for row in order.figure.shown.to_pylist():
        writer.writerow([*(cell(value) for value in row.values()), *mark])
    return written.getvalue()


def cell(value: Any) -> Any:
    """One cell: numbers stay numbers, texts are made harmless, lists are JSON."""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(RISKY) else text


def as_parquet(order: Order) -> bytes:
    """The rows with their types; the words are in the schema's metadata, unit and meaning in each column's."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = meaning(order)
    shown = order.figure.shown
    fields = [
        field.with_metadata({"unit": each["unit"], "about": each["about"]})
        for field, each in zip(shown.schema, told["columns"], strict=True)
    ]
    schema = pa.schema(fields, {"ripplemark": json.dumps(told, ensure_ascii=False)})
    written = pa.BufferOutputStream()
    pq.write_table(shown.cast(schema), written, compression="zstd")
    return bytes(written.getvalue())
