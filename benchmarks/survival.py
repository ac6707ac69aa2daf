"""Time to removal of two million items: from the archive's Parquet to a median, beside lifelines on the same rows.

Run: python -m benchmarks.survival [ROWS]. Prints both times, their ratio, and both medians, which must agree.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from ripplemark import schema
from ripplemark.archive import Archive, Counts, Package, dataset_id, input_hash, write_parquet
from ripplemark.archive.serving import serve
from ripplemark.measures import measure
from ripplemark.vault import Vault

PLANTED = {
    "incident": "'LANTERN'",
    "platform": "'Platform ' || chr(65 + (i % 3)::INTEGER)",
    "item": "i::VARCHAR",
    "notice_at_lo": "TIMESTAMPTZ '2025-01-01 00:00:00Z'",
    "notice_at_hi": "TIMESTAMPTZ '2025-01-01 00:00:00Z'",
    "down_at_lo": "CASE WHEN i % 5 > 0 THEN ended END",
    "down_at_hi": "CASE WHEN i % 5 > 0 THEN ended END",
    "observed_until_lo": "CASE WHEN i % 5 = 0 THEN ended END",
    "observed_until_hi": "CASE WHEN i % 5 = 0 THEN ended END",
    "outcome": "CASE WHEN i % 5 > 0 THEN 'removed' ELSE 'up' END",
    "n": "1",
    "source_line": "i + 2",
}
"""Lags of 0 to 499 whole hours; every fifth item is still up."""


def plant(root: Path, rows: int) -> Archive:
    """An archive at ``root`` with one dataset of so many items, written as ingest writes it."""
    archive, vault = Archive(root / "archive"), Vault(root / "vault")
    columns = ", ".join(
        f"({PLANTED.get(name, 'NULL')})::{of} AS {name}" for name, of in schema.MODERATION.stored
    )
    with archive.stage() as staging, duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(
            "CREATE VIEW items AS SELECT i, TIMESTAMPTZ '2025-01-01 00:00:00Z'"
            f" + to_hours((i * 7919 % 500)::INTEGER) AS ended FROM range({rows}) AS items(i)"
        )
        con.execute(f"CREATE VIEW rows AS SELECT {columns} FROM items")
        write_parquet(con, "rows", schema.MODERATION, staging.folder)
        package = Package(
            dataset_id=dataset_id(vault, "canonical_moderation", "planted", {}),
            format="canonical_moderation",
            table="moderation",
            scope="incident",
            input=input_hash(vault, "planted"),
            incident="LANTERN",
            counts=Counts(rows_read=rows, rows_stored=rows, rows_rejected=0, weight_stored=rows),
        )
        archive.commit(staging, package, ())
    return archive


def ours(archive: Archive) -> float:
    """The median lag, as the command line computes it."""
    serving = serve(archive)
    (answer,) = measure(serving, "median-lag", incident="LANTERN").estimates
    serving.close()
    return float(answer.value or 0)


def theirs(archive: Archive) -> float:
    """The same with pandas and lifelines, from the same Parquet file."""
    from lifelines import KaplanMeierFitter

    (path,) = archive.files("moderation")
    frame = duckdb.read_parquet(str(path)).df()
    gone = frame["outcome"] == "removed"
    end = frame["down_at_hi"].fillna(frame["observed_until_hi"])
    hours = (end - frame["notice_at_lo"]).dt.total_seconds() / 3600
    return float(KaplanMeierFitter().fit(hours, gone).median_survival_time_)


def timed(work: Callable[[Archive], Any], archive: Archive) -> tuple[float, Any]:
    """Seconds and answer of one call."""
    began = time.perf_counter()
    answer = work(archive)
    return time.perf_counter() - began, answer


def main(rows: int = 2_000_000) -> None:
    """Print the comparison."""
    with tempfile.TemporaryDirectory() as folder:
        archive = plant(Path(folder), rows)
        seconds, median = timed(ours, archive)
        other_seconds, other = timed(theirs, archive)
    sys.stdout.write(
        f"{rows} items, Parquet to median: ripplemark {seconds:.2f} s ({median:g} h), "
        f"lifelines {other_seconds:.2f} s ({other:g} h), ratio {other_seconds / seconds:.1f}\n"
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
