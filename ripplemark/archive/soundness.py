"""Whether a dataset's Parquet file is what was stored: a quick look before reading, a whole one to verify."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from ripplemark import schema
from ripplemark.archive.package import Package

HASHED_ON_READING = 4 * 2**20
"""Files up to this size, in bytes, are hashed whole before they are first read; of larger ones the size and footer are."""

_ARROW = {
    "TIMESTAMP WITH TIME ZONE": "timestamp[us, tz=UTC]",
    "DOUBLE": "double",
    "BIGINT": "int64",
    "BOOLEAN": "bool",
    "VARCHAR": "string",
}

_LATER = {"search_results": ("stance_1", "stance_2")}
"""Columns by table that files stored by earlier versions do not have; nothing is known of them there."""


def problem(folder: Path | str, package: Package, whole: bool = False) -> str | None:
    """What is wrong with the Parquet file, in words; None where it is sound.

    A file's answer is kept as long as the file stays the same; ``whole`` hashes every byte each time.
    """
    path = os.path.join(
        folder, package.file
    )  # a thousand of them on a page; Path takes thrice as long
    try:
        stat = os.stat(path)
        if stat.st_size != package.size:
            return f"is {stat.st_size} bytes long and was {package.size}"
        if not whole:
            return _first_look(path, package.sha256, package.table, stat.st_ino, stat.st_mtime_ns)
        return _look(Path(path), package.sha256, package.table)
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror or 'input/output error'})"


@lru_cache(maxsize=8192)
def _first_look(path: str, sha256: str, table: str, *_unchanged: int) -> str | None:
    small = os.stat(path).st_size <= HASHED_ON_READING
    return _look(Path(path), sha256 if small else None, table)


def _look(path: Path, sha256: str | None, table: str) -> str | None:
    if sha256 is not None and digest(path) != sha256:
        return "has changed since it was stored"
    return footer_problem(path, schema.table(table))


def digest(path: Path) -> str:
    """The file's SHA-256, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def footer_problem(path: Path, table: schema.Table) -> str | None:
    """Whether it is a Parquet file with the table's stored columns, in order and in type; None where it is."""
    from pyarrow import ArrowException  # pyarrow takes half a second to load
    from pyarrow.parquet import read_schema

    try:
        columns = read_schema(path)
    except (ArrowException, OSError, ValueError):
        return "is not a readable Parquet file"
    found = [(field.name, str(field.type)) for field in columns]
    named, later = {name for name, _ in found}, _LATER.get(table.name, ())
    if found != [
        (name, _ARROW[stored])
        for name, stored in table.stored
        if name in named or name not in later
    ]:
        return f"does not have the columns of the table {table.name}"
    return None
