"""Adding a moderation table, against pandas doing no more than reading, converting and writing it.

Run ``python benchmarks/ingest.py [rows]``; one million by default. pandas is given the columns' formats, checks nothing,
keeps no lines, hashes no links and knows no time zones: the ratio is the price of all that.
"""

from __future__ import annotations

import logging
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

log = logging.getLogger("benchmark")

_CLOCKS = ("posted_at", "notice_at", "down_at")
_ROWS = """
    SELECT 'LANTERN' AS incident, 'Platform ' || (i % 5) AS platform, 'https://example.org/p/' || i AS item,
        strftime(TIMESTAMP '2025-01-01' + to_minutes(late), '%Y-%m-%dT%H:%M') AS posted_at,
        strftime(TIMESTAMP '2025-01-05' + to_minutes(late + i % 4000), '%Y-%m-%dT%H:%M') AS notice_at,
        CASE WHEN i % 3 > 0 THEN strftime(TIMESTAMP '2025-02-05' + to_minutes(late + i % 9000), '%Y-%m-%dT%H:%M') END AS down_at,
        if(i % 3 > 0, 'removed', 'up') AS outcome, '2026-06-01' AS observed_until, 'category ' || (i % 7) AS category,
        'de' AS language, i % 100000 AS views, 1 AS n
    FROM (SELECT i, (hash(i) % 500000)::BIGINT AS late FROM range($rows) AS t(i))
"""
"""Text of many different minutes: the hard case, as each different text is converted once."""


def make(path: Path, rows: int) -> None:
    """A canonical moderation CSV of this many rows."""
    with duckdb.connect() as con:
        con.sql(_ROWS, params={"rows": rows}).write_csv(str(path))


def with_pandas(path: Path, target: Path) -> float:
    """Seconds for read_csv, to_datetime of three columns, to_parquet."""
    import pandas as pd

    start = time.perf_counter()
    frame = pd.read_csv(path)
    for name in _CLOCKS:
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%dT%H:%M", utc=True)
    frame.to_parquet(target, compression="zstd")
    return time.perf_counter() - start


def with_ripplemark(path: Path, folder: Path) -> float:
    """Seconds for one ``add``; hours that summer time skips are left out and counted."""
    start = time.perf_counter()
    options = Options(zone="Europe/Berlin", answers={"rejects": "skip"})
    report = add(Archive(folder / "archive"), Vault(folder / "vault"), path, options)
    seconds = time.perf_counter() - start
    log.info(
        "%d rows read, %d stored, %d rejected",
        report.rows_read,
        report.rows_stored,
        report.rejected,
    )
    return seconds


def main() -> None:
    """Print seconds, peak memory and the ratio."""
    logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stdout)
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        make(path, rows)
        log.info("%d rows, %.0f MB", rows, path.stat().st_size / 1e6)
        ours = with_ripplemark(path, Path(folder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        theirs = with_pandas(path, Path(folder) / "rows.parquet")
    log.info("ripplemark add   %6.1f s, peak %.1f GB", ours, peak)
    log.info("pandas           %6.1f s", theirs)
    log.info("ratio            %6.2f", ours / theirs)


if __name__ == "__main__":
    main()
