"""Datasets for the archive's tests, made by the real code path."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from ripplemark import schema
from ripplemark.archive import (
    Archive,
    Counts,
    Json,
    Package,
    Warned,
    dataset_id,
    input_hash,
    write_parquet,
)
from ripplemark.vault import Vault

Adding = Callable[..., str]
"""What the fixture ``adding`` is: ``add`` into the test's own archive."""


def write_attention(folder: Path, days: int = 5, first: float = 0) -> Path:
    """A staged attention table of one series, ``days`` daily bins with the values first, first + 1 ..."""
    empty = ", ".join(f"NULL::{of} AS {name}" for name, of in schema.ATTENTION.stored)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE blank AS SELECT {empty}")
        connection.execute(
            """CREATE TABLE rows AS SELECT blank.* REPLACE (
                 'LANTERN' AS incident, 'term A' AS series, 'search' AS channel,
                 'search_index' AS metric, 'P1D' AS bin_width,
                 TIMESTAMPTZ '2025-01-01 00:00:00Z' + (i * INTERVAL 1 DAY) AS bin_start,
                 $first + i AS value)
               FROM blank, range($days) AS days(i) ORDER BY i DESC""",
            {"first": first, "days": days},
        )
        return write_parquet(connection, "rows", schema.ATTENTION, folder)


def described(vault: Vault, sha256: str, options: dict[str, Json] | None = None) -> Package:
    """The package of an input of this SHA-256, with something in every part of it."""
    chosen = options or {}
    return Package(
        dataset_id=dataset_id(vault, "google_trends", sha256, chosen),
        format="google_trends",
        table="attention",
        scope="incident",
        input=input_hash(vault, sha256),
        incident="LANTERN",
        title="title A",
        source="Google Trends",
        licence="CC BY 4.0",
        options=chosen,
        counts=Counts(rows_read=5, rows_stored=5, rows_rejected=0, weight_stored=5),
        warnings=(Warned("partial-bin", "The last bin is partial.", (7,)), Warned("zone", "UTC.")),
        series=1,
        methods={"google_trends": "1"},
        provenance={"ripplemark": "0.1.0", "queries": ["readers/google_trends"]},
    )


def add(
    archive: Archive,
    vault: Vault,
    parquet: Path,
    sha256: str,
    options: dict[str, Json] | None = None,
    replaces: Sequence[str] = (),
) -> str:
    """Commit a copy of a written table as the reading of the input of this SHA-256."""
    with archive.stage() as staging:
        shutil.copyfile(parquet, staging.folder / "attention.parquet")
        return archive.commit(staging, described(vault, sha256, options), replaces)


def ids(archive: Archive) -> list[str]:
    """The ids of the visible datasets, oldest first."""
    return [package.dataset_id for package in archive.datasets()]


def binned(archive: Archive) -> list[str]:
    """The ids in the trash, oldest first."""
    return [package.dataset_id for package in archive.trash()]
