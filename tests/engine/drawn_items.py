"""Rows of items by lot, anything of which may be missing, and rows of requests; and how a test stores such rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from ripplemark import schema
from ripplemark.archive import (
    Archive,
    Counts,
    Package,
    dataset_id,
    input_hash,
    write_parquet,
)
from ripplemark.engine.serving import empty
from ripplemark.vault import Vault

Row = dict[str, Any]
Scope = Literal["incident", "platform"]
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
OUTCOMES = ("removed", "removed", "removed", "uploader", "account", "unknown", "label", "geo", "up", "up", "refused", None)  # fmt: skip


def _moment(draw: random.Random, name: str, hour: float, known: float) -> Row:
    """A moment in its two columns: exact to the hour or to the microsecond, a day, an interval between two looks, or nothing."""
    if draw.random() > known:
        return {}
    low = NOON + timedelta(hours=round(hour))
    wide = draw.choice((timedelta(0), timedelta(minutes=1), timedelta(days=1), timedelta(hours=31)))
    if draw.random() < 0.2:
        low += timedelta(microseconds=draw.randint(0, 10**9))
    return {f"{name}_lo": low, f"{name}_hi": low + wide}


def row(draw: random.Random, line: int) -> Row:
    """A row of items, anything of which may be missing; one in two is one of a few items that stand several times."""
    start = draw.uniform(-400000, -399000) if draw.random() < 0.02 else draw.uniform(0, 300)
    shared = draw.random() < 0.5
    return {
        "platform": draw.choice(("Platform A", "Platform B", "Platform C", None)),
        "item": draw.choice((f"{draw.randint(0, 40):064x}", None if draw.random() < 0.1 else f"{line % 40:064x}")) if shared else f"{100 + line:064x}",
        "spell": draw.choice((None, 1, 1, 2, 3)) if shared else draw.choice((None, 1, 1, 1, 2)),
        "copy_of": f"{draw.randint(0, 40):064x}" if draw.random() < 0.15 else None,
        **_moment(draw, "posted_at", start, 0.8),
        **_moment(draw, "entered_at", start + draw.uniform(-20, 200), 0.4),
        **_moment(draw, "notice_at", start + draw.uniform(-10, 60), 0.7),
        **_moment(draw, "label_at", start + draw.uniform(0, 60), 0.3),
        **_moment(draw, "last_up_at", start + draw.uniform(-5, 60), 0.3),
        **_moment(draw, "down_at", start + draw.choice((0, draw.uniform(-20, 200))), 0.6),
        **_moment(draw, "observed_until", start + draw.uniform(0, 400), 0.8),
        "notice_kind": draw.choice(("user", "authority", None)),
        "outcome": draw.choice(OUTCOMES),
        "automated_detection": draw.choice((True, False, None)),
        "region": draw.choice((None, "DE", "FR")),
        "views": draw.choice((None, draw.randint(0, 900))),
        "n": draw.choice((None, 1, 1, 3)),
        "source_line": None if not shared and draw.random() < 0.1 else line,
    }  # fmt: skip


def request(draw: random.Random, line: int) -> Row:
    sent, gone = draw.uniform(0, 300), draw.random() < 0.5
    return {
        "platform": "Platform A",
        "item": f"{draw.choice((draw.randint(0, 60), draw.randint(100, 400))):064x}",
        **_moment(draw, "sent_at", sent, 1),
        "outcome": "removed" if gone else None,
        **(_moment(draw, "outcome_at", sent + 20, 1) if gone else {}),
        **(_moment(draw, "up_again_at", sent + 90, 0.3) if gone else {}),
        **_moment(draw, "last_checked", 600, 0.9),
        "source_line": line,
    }


def store(
    root: Path, table: schema.Table, rows: Sequence[Row], incident: str, scope: Scope = "incident"
) -> None:
    """Rows as one dataset, written as ``add`` writes them; columns that are not named are empty."""
    archive, vault = Archive(root / "archive"), Vault(root / "vault")
    named = f"{incident} {len(archive.datasets())}"
    blank = empty(table)
    filled = [{**dict.fromkeys(blank.column_names), "incident": incident, **row} for row in rows]
    reader = f"canonical_{table.name}"
    with archive.stage() as staging, duckdb.connect() as con:
        con.from_arrow(pa.Table.from_pylist(filled, schema=blank.schema)).create("rows")
        write_parquet(con, "rows", table, staging.folder)
        package = Package(
            dataset_id=dataset_id(vault, reader, named, {}),
            format=reader,
            table=table.name,
            scope=scope,
            input=input_hash(vault, named),
            incident=incident,
            counts=Counts(len(rows), len(rows), 0, len(rows)),
        )
        archive.commit(staging, package, ())


def once(rows: list[Row]) -> list[Row]:
    """The first of all rows that have the same item and number of its time up: what makes a dataset a settled one."""
    return list({(row["item"] or row["source_line"], max(row["spell"] or 1, 1)): row for row in rows}.values())  # fmt: skip
