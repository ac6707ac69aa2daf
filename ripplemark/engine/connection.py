"""A hardened in-memory DuckDB connection. Settings in the one order that closes every gap (measured on DuckDB 2.0)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ripplemark import catalogue
from ripplemark.errors import QueryError
from ripplemark.result import Result


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection may use: threads, and memory in DuckDB's notation."""

    threads: int = max(1, os.cpu_count() or 1)
    memory: str = "4GB"


def harden(
    folders: Sequence[Path],
    temporary: Path,
    limits: Limits,
    define: Callable[[duckdb.DuckDBPyConnection], None] = lambda _: None,
    files: Sequence[Path] = (),
) -> duckdb.DuckDBPyConnection:
    """Open a connection that can touch ``folders`` and ``files`` only; ``define`` makes its views before the lock.

    ``temporary`` is this connection's own spill folder; it is created. Symbolic links and ``..`` out of a folder are
    refused by DuckDB itself.
    """
    temporary.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(":memory:")
    for name, value in (
        ("threads", limits.threads),
        ("memory_limit", limits.memory),
        ("TimeZone", "UTC"),
        ("python_enable_replacements", False),
        ("autoload_known_extensions", False),
        ("autoinstall_known_extensions", False),
        ("temp_directory", str(temporary)),
        ("allowed_directories", [str(folder) for folder in folders]),
        ("allowed_paths", [str(file) for file in files]),
        ("enable_external_access", False),
    ):
        _set(con, name, value)
    define(con)
    _set(con, "lock_configuration", True)
    return con


def _set(con: duckdb.DuckDBPyConnection, name: str, value: Any) -> None:
    con.execute(f"SET {name} = $value", {"value": value})


def run(con: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]) -> Result:
    """Run one query of the catalogue with bound parameters; a missing or unknown parameter is a QueryError."""
    query = catalogue.query(name)
    declared = {param.name for param in query.params}
    if declared != set(parameters):
        raise QueryError(
            f"Query '{name}' takes {sorted(declared) or 'no parameters'}, not {sorted(parameters)}."
        )
    rows = con.sql(query.sql, params=dict(parameters)).to_arrow_table()
    return Result(query.name, query.title, query.columns, dict(parameters), rows)
