"""Rows and numbers that carry their meaning: columns with units, results with their query, estimates with their status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One result column: name, DuckDB type, unit ('' where it has none) and meaning."""

    name: str
    type: str
    unit: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of one query, with the query's name, its columns and the parameters it was run with."""

    query: str
    title: str
    columns: tuple[Column, ...]
    parameters: Mapping[str, Any]
    rows: pa.Table

    def __len__(self) -> int:
        """How many rows there are."""
        return int(self.rows.num_rows)

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, for small results; times are aware datetimes in UTC."""
        return records_of(self.rows)


def records_of(rows: pa.Table) -> list[dict[str, Any]]:
    """Rows as dictionaries."""
    names = rows.column_names
    values = [_plain(rows.column(name)) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """A column's values as Python has them; lists of numbers are cut from one list of all, which takes a fifth of the time."""
    of = column.type
    if not (pa.types.is_list(of) and pa.types.is_primitive(of.value_type)):
        return list(column.to_pylist())
    found: list[Any] = []
    for chunk in column.chunks:
        every = chunk.values.to_pylist()
        ends = chunk.offsets.to_pylist()
        known = chunk.is_valid().to_pylist()
        found += [
            every[start:end] if valid else None
            for start, end, valid in zip(ends[:-1], ends[1:], known, strict=True)
        ]
    return found


@dataclass(frozen=True, slots=True)
class Estimate:
    """One row of a measure: a number with its interval, its counts, or the reason why there is none.

    ``value`` is None where ``status`` is not ``ok``; with ``bounds`` only ``low`` and ``high`` are known. Times are
    ISO 8601 strings in UTC. ``lines`` are source lines of the user's own file (None at platform scope);
    ``resolution`` is in hours.
    """

    by: Mapping[str, Any]
    value: float | str | None
    low: float | str | None
    high: float | str | None
    n: int
    events: int | None = None
    censored: int | None = None
    status: str = "ok"
    note: str = ""
    resolution: float | None = None
    lines: tuple[int, ...] | None = field(default=None)

    def document(self) -> dict[str, Any]:
        """The estimate as it stands in ``measure --json``."""
        return {
            "by": dict(self.by),
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "events": self.events,
            "censored": self.censored,
            "status": self.status,
            "note": self.note,
            "resolution": self.resolution,
            "lines": None if self.lines is None else list(self.lines),
        }
