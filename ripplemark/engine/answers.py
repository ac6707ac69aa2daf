"""Answers about millions of items, kept on disk beside the archive: files that never change have to be counted once only.

An answer follows from the files that the connection sees, the query's text, its parameters and the engine. The first names
the folder, which the archive makes, and takes away as soon as other files are to be seen (archive/answers.py); the others
name the file. Nothing is lost with a file or the folder: what is not there, or cannot be read, is asked of the engine again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ripplemark import catalogue
from ripplemark.durable import replace_file
from ripplemark.engine.kept_items import MADE_BY, quick
from ripplemark.result import Result

ROOM = 256 << 20
"""Bytes that answers may take together; the one that was made first goes first."""
KIND = "moderation/"
"""What the name of a query begins with whose answers are kept."""
_READ = "archive/items_from_requests"
"""The query by which items follow from request logs: every question about items reads them as well."""
_ENDING = ".arrow"


def answered(
    folder: Path | None, name: str, parameters: Mapping[str, Any], ask: Callable[[], Result]
) -> Result:
    """The answer of a query: as it was kept in ``folder``, else as ``ask`` gives it, and then it is kept.

    Without a folder, or where it does not exist, nothing is kept. A full disk or a folder that cannot be written to is no
    error: the answer is there, and will be asked for again.
    """
    if folder is None or not name.startswith(KIND) or not folder.is_dir():
        return ask()
    path = folder / f"{_key(name, parameters)}{_ENDING}"
    rows = _read(path)
    if rows is not None:
        query = catalogue.query(name)
        return Result(query.name, query.title, query.columns, dict(parameters), rows)
    answer = ask()
    with suppress(OSError):
        replace_file(path, _bytes(answer.rows), 0o600)
        _make_room(folder)
    return answer


def _key(name: str, parameters: Mapping[str, Any]) -> str:
    """What tells this question from every other, in 32 hexadecimal digits; a new engine or another text asks anew."""
    sql = [catalogue.query(each).sql for each in (name, _READ, *_others(name, parameters))]
    macros = [macro.sql for macro in catalogue.macros().values()]
    said = json.dumps([duckdb.__version__, sql, macros, dict(parameters)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _others(name: str, parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The query that answers from kept items in place of this one."""
    other = quick(name, parameters)
    return () if other is None else (other, *MADE_BY)


def _read(path: Path) -> pa.Table | None:
    """The rows in a file; None where there is none, or it does not end as it should."""
    try:
        with pa.OSFile(str(path)) as file, pa.ipc.open_file(file) as rows:
            return rows.read_all()
    except (OSError, pa.ArrowException):
        return None


def _bytes(rows: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    packed = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(sink, rows.schema, options=packed) as file:
        file.write_table(rows)
    return sink.getvalue()


def _make_room(folder: Path) -> None:
    kept = [(path.stat(), path) for path in folder.glob(f"*{_ENDING}")]
    taken = sum(about.st_size for about, _ in kept)
    for about, path in sorted(kept, key=lambda each: each[0].st_mtime_ns):
        if taken <= ROOM:
            break
        path.unlink(missing_ok=True)
        taken -= about.st_size
