"""How long ten million distinct wall times take to become intervals, beside pandas' own conversion.

    python benchmarks/times.py [--rows 10000000] [--zone Europe/Berlin] [--form iso|dots|name|suffix|offset]

Prints one JSON line. pandas converts to single instants and drops folds and gaps; we give both ends, the precision and
the reason for every text that cannot be read. Both read the same texts in the same run, from memory to memory.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ripplemark.times import zone_segments  # noqa: E402

FORMS = {
    "iso": "%Y-%m-%dT%H:%M",
    "dots": "%d.%m.%Y %H:%M",
    "name": "%d %b %Y %I:%M %p",
    "suffix": "%Y-%m-%dT%H:%M@minute",
    "offset": "%Y-%m-%dT%H:%M+02:00@hour",
}
"""What is written; pandas reads the same format string."""


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Convert every text, into a table in memory."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE intervals AS {sql}", {"dates": "dmy", "midnight": "midnight"}
    )


def theirs(texts: pd.Series[str], form: str, zone: str) -> None:
    """Convert every text to one instant with pandas."""
    at = pd.to_datetime(texts, format=FORMS[form])
    if at.dt.tz is None:
        at.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")


def main() -> None:
    """Time both and write the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--zone", default="Europe/Berlin")
    options.add_argument("--form", choices=sorted(FORMS), default="iso")
    chosen = options.parse_args()
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    con.register("segments", zone_segments(chosen.zone))
    con.execute("CREATE TABLE zone_segments AS FROM segments")
    con.execute(
        "CREATE TABLE clock_texts AS SELECT strftime(TIMESTAMP '2006-01-01' + to_minutes(i), $form) AS text "
        "FROM range($rows) AS r(i)",
        {"form": FORMS[chosen.form], "rows": chosen.rows},
    )
    sql = (ROOT / "queries" / "times" / "clock_intervals.sql").read_text(encoding="utf-8")
    mine = seconds(lambda: ours(con, sql))
    failed = con.execute("SELECT count(*) FROM intervals WHERE problem <> 'gap'").fetchall()
    texts = con.sql("SELECT text FROM clock_texts").to_arrow_table().column(0).to_pandas()
    pandas = seconds(lambda: theirs(texts, chosen.form, chosen.zone))
    ratio = round(mine / pandas, 2)
    report = {
        "benchmark": "times",
        "rows": chosen.rows,
        "form": chosen.form,
        "zone": chosen.zone,
        "ours_s": round(mine, 2),
        "pandas_s": round(pandas, 2),
        "unread": failed[0][0],
        "bars": [
            {"what": "distinct wall times to intervals, beside pandas' conversion", "ratio": ratio}
        ],
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
