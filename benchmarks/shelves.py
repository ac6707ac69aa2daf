"""Does a page get slower as the archive fills? Ten datasets beside a thousand, on the pages of one and the same incident.

    python benchmarks/shelves.py [--many 1000] [--runs 9]

Both archives hold the same incident with ten datasets: a week of hourly posts each. The larger one holds 99 further
incidents like it. Each page's script is timed in a process of its own that has opened the archive: first (its figures not made
yet), then warm, by turns for both archives so that a busy machine slows both. The time is an upper bound, being that of
Streamlit's own test harness, which reads back every element.

Prints one JSON line: milliseconds by page and archive, first and median of the warm runs; and the ratio of the sums of the
warm medians (wanted: at most 2).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ripplemark import schema  # noqa: E402 - the checkout comes first
from ripplemark.archive import (  # noqa: E402
    Archive,
    Counts,
    Package,
    dataset_id,
    input_hash,
    write_parquet,
)
from ripplemark.vault import Vault  # noqa: E402

PAGES = ("incident", "lifecycle", "moderation", "search", "data", "methods")
EACH = 10
WANTED = 2.0
INCIDENT = "I0"
_BINS = """
    SELECT '{code}' AS incident, 'posts' AS series, 'social' AS channel, 'Platform {k}' AS platform, 'posts' AS metric,
        NULL::VARCHAR AS region, NULL::VARCHAR AS language,
        TIMESTAMPTZ '2025-03-01 00:00:00Z' + to_hours(i::INTEGER) AS bin_start, 'PT1H' AS bin_width,
        round(5 + if(i < 60, 0, 4000 * exp(-(i - 60) / 30.0)))::DOUBLE AS value, NULL::VARCHAR AS bound
    FROM range(168) AS hours(i)
"""


def plant(root: Path, datasets: int) -> Path:
    """An archive of so many datasets, ten to an incident, written as ingest writes them."""
    archive, vault = Archive(root / "archive"), Vault(root / "vault")
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        for number in range(datasets):
            code, k = f"I{number // EACH}", number % EACH
            if k == 0:
                archive.ensure_incident(code, zone="UTC")
            con.execute("CREATE OR REPLACE VIEW bins AS " + _BINS.format(code=code, k=k))
            stored = ", ".join(f"{name}::{of} AS {name}" for name, of in schema.ATTENTION.stored)
            con.execute(f"CREATE OR REPLACE VIEW rows AS SELECT {stored} FROM bins")
            told = f"planted {number}"
            with archive.stage() as staging:
                write_parquet(con, "rows", schema.ATTENTION, staging.folder)
                package = Package(
                    dataset_id=dataset_id(vault, "canonical_attention", told, {}),
                    format="canonical_attention",
                    table="attention",
                    scope="incident",
                    input=input_hash(vault, told),
                    incident=code,
                    counts=Counts(
                        rows_read=168, rows_stored=168, rows_rejected=0, weight_stored=168
                    ),
                )
                archive.commit(staging, package, ())
    archive.decide(INCIDENT, "main.social", "posts on Platform 0")
    return archive.root


_TIMED = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
made = PagesManager.__init__
def init(self, *args, **kwargs):
    made(self, *args, **kwargs)
    PagesManager.uses_pages_directory = False
PagesManager.__init__ = init
pages, address = json.loads(sys.argv[2]), json.loads(sys.argv[3])
apps = {}
for line in sys.stdin:
    name = line.strip()
    if name not in apps:
        apps[name] = AppTest.from_file(sys.argv[1] + "/app.py", default_timeout=300)
        for key, value in address.items():
            apps[name].query_params[key] = value
        apps[name].switch_page(f"pages/{name}.py")
    began = time.perf_counter()
    apps[name].run()
    seconds = time.perf_counter() - began
    assert not apps[name].exception, name
    print(json.dumps(seconds), flush=True)
"""


class Pages:
    """The pages of one archive in a process of their own; ``run`` is seconds of one run of a page's script."""

    def __init__(self, archive: Path, address: dict[str, str], pages: tuple[str, ...]) -> None:
        told = os.environ | {"RIPPLEMARK_ARCHIVE": str(archive)}
        told["RIPPLEMARK_VAULT"] = str(archive.parent / "vault")
        self._process = subprocess.Popen(
            (sys.executable, "-c", _TIMED, str(ROOT), json.dumps(pages), json.dumps(address)),
            env=told,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def run(self, page: str) -> float:
        """Seconds of one run."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(page + "\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)


def by_turns(
    archives: dict[str, Path], address: dict[str, str], pages: tuple[str, ...], runs: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Milliseconds by page and archive, ``first`` and the median ``warm`` run, the archives taken by turns."""
    desks = {name: Pages(archive, address, pages) for name, archive in archives.items()}
    told: dict[str, dict[str, dict[str, float]]] = {}
    for page in pages:
        first = {name: desk.run(page) for name, desk in desks.items()}
        warm: dict[str, list[float]] = {name: [] for name in desks}
        for _ in range(runs):
            for name, desk in desks.items():
                warm[name].append(desk.run(page))
        told[page] = {
            name: {
                "first": round(1000 * first[name], 1),
                "warm": round(1000 * sorted(warm[name])[runs // 2], 1),
            }
            for name in desks
        }
    for desk in desks.values():
        desk.close()
    return told


def total(told: dict[str, dict[str, dict[str, float]]], name: str) -> float:
    """The sum of an archive's warm medians over all pages, in milliseconds."""
    return sum(page[name]["warm"] for page in told.values())


def main() -> None:
    """Measure and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--many", type=int, default=1000)
    options.add_argument("--runs", type=int, default=9)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = {"10": EACH, str(given.many): given.many}
        archives = {name: plant(Path(folder) / name, size) for name, size in sizes.items()}
        told = by_turns(archives, {"incident": INCIDENT}, PAGES, given.runs)
    few, many = (total(told, name) for name in sizes)
    ratio = many / few
    bar: dict[str, Any] = {
        "what": f"pages of an incident, {given.many} datasets beside 10: warm script time",
        "ratio": round(ratio, 2),
        "wanted": f"at most {WANTED:g}",
        "holds": ratio <= WANTED,
    }
    sys.stdout.write(json.dumps({"benchmark": "shelves", "script_ms": told, "bars": [bar]}) + "\n")


if __name__ == "__main__":
    main()
