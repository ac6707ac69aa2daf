"""How many items were still up, by platform, of three million items: from the archive's Parquet to the curves, beside lifelines.

    python benchmarks/survival.py [--rows 3000000] [--rounds 5] [--python PATH]

Each round times both, one after the other: the measure `removal-survival` by platform with its intervals, as pages and
the command line compute it, over an archive that is open (how long opening takes is told apart); and pandas with lifelines, each platform's curve with its intervals, from
the same Parquet file. lifelines runs in a process of its own, by the interpreter --python names (by default this one), its start-up and
imports not counted. Both must say the same: the curves are compared at every day.

Prints one JSON line: the seconds of each round, and the median of the rounds' ratios (wanted: at least 5).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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


AT = tuple(range(24, 481, 24))
"""Hours at which both curves are compared."""
WANTED = 5.0
_THEIRS = """
import json, sys, time
import duckdb, pandas, lifelines
path, at = sys.argv[1], json.loads(sys.argv[2])
began = time.perf_counter()
frame = duckdb.connect().read_parquet(path).select(
    "platform, outcome, notice_at_lo, down_at_hi, observed_until_hi").df()
frame["gone"] = frame["outcome"] == "removed"
end = frame["down_at_hi"].fillna(frame["observed_until_hi"])
frame["hours"] = (end - frame["notice_at_lo"]).dt.total_seconds() / 3600
curves = {}
for platform, rows in frame.groupby("platform"):
    fitted = lifelines.KaplanMeierFitter().fit(rows["hours"], rows["gone"])
    fitted.confidence_interval_
    curves[platform] = fitted
seconds = time.perf_counter() - began
print(json.dumps([seconds, {name: list(map(float, each.predict(at))) for name, each in curves.items()}]))
"""
Curves = dict[str, list[float]]


def ours(archive: Archive) -> tuple[float, Curves]:
    """Seconds from an open archive to the curves with their intervals; the shares still up at AT, by platform."""
    serving = serve(archive)
    began = time.perf_counter()
    asked = {"clock": "notice"}
    answer = measure(
        serving, "removal-survival", incident="LANTERN", by=("platform",), settings=asked
    )
    seconds = time.perf_counter() - began
    serving.close()
    curves: dict[str, dict[float, float]] = {}
    for each in answer.estimates:
        curves.setdefault(str(each.by["platform"]), {})[float(each.by["at"])] = float(
            each.value or 0
        )
    return seconds, {name: [_at(curve, hours) for hours in AT] for name, curve in curves.items()}


def _at(curve: dict[float, float], hours: float) -> float:
    """The last step at or before so many hours; 1 before the first."""
    before = [step for step in curve if step <= hours]
    return curve[max(before)] if before else 1.0


def theirs(archive: Archive, python: str) -> tuple[float, Curves]:
    """The same with pandas and lifelines, from the same Parquet file, in a process of its own."""
    (path,) = archive.files("moderation")
    command = (python, "-c", _THEIRS, str(path), json.dumps(AT))
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds, curves = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), curves


def compared(archive: Archive, rounds: int, python: str) -> dict[str, Any]:
    """The seconds of every round and the median of their ratios; AssertionError where the curves differ."""
    found = []
    for _ in range(rounds):
        (mine, our_curves), (other, their_curves) = ours(archive), theirs(archive, python)
        assert our_curves.keys() == their_curves.keys()
        for name, curve in our_curves.items():
            off = max(abs(x - y) for x, y in zip(curve, their_curves[name], strict=True))
            assert off < 1e-9, f"the curves of {name} differ by {off}"
        found.append((mine, other))
    ratio = statistics.median(other / mine for mine, other in found)
    began = time.perf_counter()
    serve(archive).close()
    return {
        "opening_s": round(time.perf_counter() - began, 2),
        "ours_s": [round(mine, 2) for mine, _ in found],
        "lifelines_s": [round(other, 2) for _, other in found],
        "bars": [
            {
                "what": "removal-survival by platform, item-level rows: times faster than lifelines",
                "ratio": round(ratio, 2),
                "wanted": f"at least {WANTED:g}",
                "holds": ratio >= WANTED,
            }
        ],
    }


def main() -> None:
    """Measure and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=3_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--python", default=sys.executable)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = plant(Path(folder), given.rows)
        told = compared(archive, given.rounds, given.python)
    sys.stdout.write(json.dumps({"benchmark": "survival", "rows": given.rows, **told}) + "\n")


if __name__ == "__main__":
    main()
