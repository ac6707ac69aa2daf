"""A user's own SQL, run in a child process that is killed at its limit.

The child gets the statement and the visible files on standard input, opens a serving connection of its own, and
writes the rows as an Arrow stream to standard output. It inherits nothing else.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ripplemark.engine.connection import Limits
from ripplemark.engine.guard import check
from ripplemark.engine.serving import Serving, Visible
from ripplemark.errors import QueryError, RipplemarkError
from ripplemark.result import Column, Result

SECONDS = 30.0
ROWS = 1_000_000
BYTES = 256 << 20
"""An answer is cut at so many rows; one of more bytes is refused."""
_BATCH = 2048
_ADDRESS_SPACE = 8 << 30
"""The child's own bound beside DuckDB's, for what DuckDB does not count, such as one huge text."""

_OWN_WORDS = (
    duckdb.ParserException,
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.OutOfRangeException,
    duckdb.SyntaxException,
)
"""DuckDB errors whose text speaks of the statement alone; any other may name a path and is not repeated."""


class AnswerTooLarge(QueryError):
    """A statement whose rows do not fit."""

    title = "The answer is too large"

    def __init__(self) -> None:
        super().__init__(
            f"The answer is larger than {BYTES >> 20} MB. Select fewer rows or columns, or aggregate first."
        )


class QueryTookTooLong(QueryError):
    """A statement that was stopped at its limit."""

    title = "The query was stopped"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"The query ran for {seconds:g} s and was stopped. Select fewer rows or columns, or aggregate first."
        )


def run_user_sql(
    visible: Visible, sql: str, *, seconds: float = SECONDS, limits: Limits | None = None
) -> Result:
    """The rows of one SELECT over the canonical views.

    Raises:
        RefusedSql: not exactly one SELECT over the views.
        QueryTookTooLong: still running after ``seconds``; the child was killed.
        QueryError: the statement is wrong, its answer too large, or it needs more memory than it may have.
    """
    bounds = limits or Limits()
    order = {
        "sql": sql,
        "folders": [str(folder) for folder in visible.folders],
        "files": {name: [str(path) for path in paths] for name, paths in visible.files.items()},
        "threads": bounds.threads,
        "memory": bounds.memory,
        "datasets": _to_hex(visible.datasets),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", "from ripplemark.engine.sandbox import child; child()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    try:
        out, err = child.communicate(json.dumps(order).encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise QueryTookTooLong(seconds) from None
    if child.returncode:
        raise QueryError(_refusal(err))
    rows = pa.ipc.open_stream(out).read_all()
    columns = tuple(Column(field.name, str(field.type)) for field in rows.schema)
    return Result("query", "A query of your own", columns, {}, rows)


def _refusal(err: bytes) -> str:
    last = err.decode("utf-8", "replace").strip().splitlines()
    if last and last[-1].startswith("{"):
        return str(json.loads(last[-1])["message"])
    return (
        "The query's process ended without an answer; it may have needed more memory than it has."
    )


def child() -> None:
    """The child process: one order in, one Arrow stream or one JSON line of refusal out."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    order = json.load(sys.stdin)
    try:
        sys.stdout.buffer.write(_answer(order))
    except RipplemarkError as error:
        _refuse(str(error))
    except _OWN_WORDS as error:
        _refuse(str(error).split("\n\n")[0])
    except (duckdb.OutOfMemoryException, MemoryError):
        _refuse("The query needs more memory than it may have. Select fewer rows or columns.")
    except duckdb.Error as error:
        _refuse(f"The engine stopped the query ({type(error).__name__}).")


def _answer(order: dict[str, Any]) -> bytes:
    visible = Visible(
        tuple(Path(folder) for folder in order["folders"]),
        {name: tuple(Path(path) for path in paths) for name, paths in order["files"].items()},
        _from_hex(order["datasets"]),
    )
    serving = Serving(visible, Limits(order["threads"], order["memory"]))
    try:
        con = serving.cursor()
        check(con, order["sql"])
        return _stream(_bounded(con.sql(order["sql"]).limit(ROWS).to_arrow_reader(_BATCH)))
    finally:
        serving.close()


def _bounded(reader: pa.RecordBatchReader) -> pa.Table:
    batches, held = [], 0
    for batch in reader:
        batches.append(batch)
        held += batch.nbytes
        if held > BYTES:
            raise AnswerTooLarge
    return pa.Table.from_batches(batches, reader.schema)


def _refuse(message: str) -> None:
    sys.stderr.write(json.dumps({"message": message}) + "\n")
    raise SystemExit(1)


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _to_hex(table: pa.Table) -> str:
    return _stream(table).hex()


def _from_hex(text: str) -> pa.Table:
    return pa.ipc.open_stream(bytes.fromhex(text)).read_all()


__all__: Sequence[str] = ("ROWS", "AnswerTooLarge", "QueryTookTooLong", "child", "run_user_sql")
