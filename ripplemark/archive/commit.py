"""Adding a dataset: written aside, synced, and made visible by one rename."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from ripplemark import schema
from ripplemark.archive.belonging import check_alike
from ripplemark.archive.descriptor import DESCRIPTOR, to_bytes
from ripplemark.archive.layout import Layout, ids
from ripplemark.archive.notation import after
from ripplemark.archive.package import ID_PATTERN, Package
from ripplemark.archive.refusals import AlreadyHere, in_words
from ripplemark.archive.shelf import visible
from ripplemark.archive.single import first_times_single
from ripplemark.archive.soundness import digest, footer_problem
from ripplemark.archive.tidying import alone, changing
from ripplemark.archive.tombstones import tombstones
from ripplemark.durable import hold, replace_file, sync
from ripplemark.errors import ArchiveError, UnknownName


@dataclass(frozen=True, slots=True)
class Staging:
    """A fresh folder on the archive's own file system; write ``<table>.parquet`` into it, then commit it."""

    folder: Path


@contextmanager
def stage(where: Layout) -> Iterator[Staging]:
    """A staging folder that is ours until the block ends; what was not committed by then is deleted."""
    with alone(where):
        folder = where.staging / f"add-{secrets.token_hex(8)}"
        folder.mkdir()
        handle = hold(folder)
    try:
        yield Staging(folder)
    finally:
        if handle is not None:
            os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)


def write_parquet(
    connection: duckdb.DuckDBPyConnection, relation: str, table: schema.Table, folder: Path
) -> Path:
    """Write a DuckDB table or view as ``<table>.parquet``: the stored columns alone, cast, sorted, zstd.

    Args:
        connection: may write to ``folder``; its time zone does not matter.
        relation: name of a table or view that has every column of ``table.stored``, in any order.
        table: the canonical table, which gives columns, types and order.
        folder: a staging folder.

    Raises:
        ArchiveError: the disk is full, or the folder cannot be written.
        duckdb.Error: a column is missing or cannot be cast; that is a bug of the caller.
    """
    path = folder / f"{table.name}.parquet"
    columns = [duckdb.ColumnExpression(n).cast(of).alias(n) for n, of in table.stored]
    order = [duckdb.ColumnExpression(name) for name in table.sort]
    with in_words():
        rows = connection.table(relation).select(*columns).sort(*order)
        rows.write_parquet(str(path), compression="zstd")
    return path


def commit(
    where: Layout, staging: Staging, package: Package, replaces: Sequence[str] = ()
) -> Package:
    """Make the staged file visible as one dataset; the package comes back with date, hash and size filled in.

    Raises:
        AlreadyHere: the input, or the id, is visible and not replaced.
        UnknownName: ``replaces`` names something that is not visible.
        NotAlike: it differs from the other datasets of its collection.
        ArchiveError: the file is not the table that the package says, the disk is full, or the archive is read-only.
    """
    with in_words():
        staged = _described(staging, package, replaces)
    with changing(where):
        _admit(where, staged)
        staged = replace(staged, added_at=_later(where))
        replace_file(staging.folder / DESCRIPTOR, to_bytes(staged))
        os.rename(staging.folder, where.datasets / staged.dataset_id)
        sync(where.datasets)
    return staged


def _described(staging: Staging, package: Package, replaces: Sequence[str]) -> Package:
    """The package with what is known of its file, which is on the disk from here on."""
    if not ID_PATTERN.fullmatch(package.dataset_id):
        raise ValueError("a dataset id is made of small letters, digits, '.' and '-'")
    path = staging.folder / package.file
    found = sorted(os.listdir(staging.folder))
    if found != [package.file]:
        raise ValueError(f"a staging folder holds {package.file} and nothing else")
    if wrong := footer_problem(path, schema.table(package.table)):
        raise ArchiveError(f"What was written {wrong}; nothing was stored. Try again.")
    sync(path)
    items = package.table == schema.MODERATION.name
    return replace(
        package,
        single=first_times_single(path, package.counts.rows_stored) if items else None,
        sha256=digest(path),
        size=path.stat().st_size,
        replaces=tuple(dict.fromkeys([*package.replaces, *replaces])),
    )


def _later(where: Layout) -> datetime:
    """A moment after every dataset was added, and after what is added again was erased."""
    times = [each.added_at for each in visible(where) if each.added_at]
    return after(where.stamp.now(), [*times, *tombstones(where).values()])


def _admit(where: Layout, package: Package) -> None:
    here = {each.dataset_id: each for each in visible(where)}
    for name in package.replaces:
        if name not in here:
            raise UnknownName("visible dataset", name, here)
    check_alike(package, here.values())
    for each in here.values():
        same = each.dataset_id == package.dataset_id
        again = each.input == package.input and each.dataset_id not in package.replaces
        if (same or again) and each.added_at:
            raise AlreadyHere(each.dataset_id, each.added_at)
    if package.dataset_id in ids(where.datasets):
        raise ArchiveError(
            f"A damaged folder stands where {package.dataset_id} should go; nothing was stored. "
            f"Remove {package.dataset_id} first, then add the file again."
        )
