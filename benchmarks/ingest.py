"""Adding a day of the EU database, against DuckDB merely parsing the columns used, pandas, Polars, and ``unzip -p``.

    python benchmarks/ingest.py [--rows 3000000] [--pairs 3] [--without pandas polars zips]

(a) ``add`` of an invented full dump (3 million rows, 2 GB) as one CSV: SHA-256, every record's shape, codes to words, roll-up,
checks, Parquet, commit. DuckDB on as many threads: the largest value of each column that ``add`` reads, which is the least
that touches every cell. pandas and Polars: the same columns read and grouped, nothing else.
(b) The same rows as zips in a zip, against ``unzip -p`` of the same members to nothing, and the parsing of (a).

Every run is a process of its own that has imported what it needs before the clock starts; the file is read once before. Runs
of a pair follow each other, and a ratio is the median of the pairs' ratios. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNS = ROOT / "benchmarks" / "ingest_runs.py"
sys.path.insert(0, str(ROOT))

Told = dict[str, Any]


def apart(name: str, path: Path, folder: Path) -> Told:
    """One run in a process of its own."""
    command = [sys.executable, str(RUNS), name, str(path), str(folder)]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return dict(json.loads(done.stdout))


def ratio(ones: Sequence[Told], others: Sequence[Told], of: str = "s") -> float:
    """The median of the pairs' ratios."""
    return median(one[of] / other[of] for one, other in zip(ones, others, strict=True))


def _warm(path: Path) -> None:
    """Read the file once, without holding it: the most memory that a process held is its children's as well."""
    with path.open("rb") as raw:
        while raw.read(1 << 20):
            pass


def bar(what: str, found: float, wanted: str = "", holds: bool | None = None) -> Told:
    """One line of RESULTS.md."""
    return {"what": what, "ratio": round(found, 2), "wanted": wanted, "holds": holds}


@dataclass(slots=True)
class Measured:
    """What the runs of one dump told, by name, and the lines for RESULTS.md."""

    path: Path
    folder: Path
    runs: dict[str, list[Told]] = field(default_factory=dict)
    bars: list[Told] = field(default_factory=list)

    def by_turns(self, pairs: int, names: dict[str, tuple[str, Path]]) -> None:
        """Run each of ``names`` once in every turn; ``names`` say which run it is, and of which file."""
        for _ in range(pairs):
            for name, (run, path) in names.items():
                self.runs.setdefault(name, []).append(apart(run, path, self.folder))

    def plain(self, pairs: int) -> None:
        """The file as it is, against parsing alone."""
        self.by_turns(pairs, {"add": ("add", self.path), "parse": ("parse", self.path)})
        added, parsed = self.runs["add"], self.runs["parse"]
        peak, times = max(each["peak_gb"] for each in added), ratio(added, parsed)
        what = "add of a day's dump as CSV: times what DuckDB needs to parse the columns used"
        self.bars += [
            bar(what, times, "at most 1.5", times <= 1.5),
            bar("the same in processor time", ratio(added, parsed, "cpu_s")),
            bar("peak memory of add, GB", peak, "under 2", peak < 2),
        ]

    def once(self, name: str) -> float:
        """How many times as long as ``add`` another reader takes, one run of each."""
        self.runs[name] = [apart(name, self.path, self.folder)]
        return float(self.runs[name][0]["s"] / apart("add", self.path, self.folder)["s"])

    def others(self, without: Sequence[str]) -> None:
        """Reading into a table, pandas, Polars."""
        what = "add: times what DuckDB needs to read the columns used into a table"
        self.bars.append(bar(what, 1 / self.once("table")))
        if "pandas" not in without:
            times = self.once("pandas")
            what = "add: times faster than pandas reading and grouping"
            self.bars.append(bar(what, times, "at least 4", times >= 4))
        if "polars" not in without:
            what = "add: times faster than Polars reading and grouping"
            self.bars.append(bar(what, self.once("polars")))

    def zips(self, pairs: int, packed: Path) -> None:
        """The same rows as zips in a zip, against the slower of inflating and parsing."""
        runs = {
            "add zips": ("add", packed),
            "unzip": ("unzip", packed),
            "beside": ("parse", self.path),
        }
        self.by_turns(pairs, runs)
        both = zip(self.runs["unzip"], self.runs["beside"], strict=True)
        times = ratio(self.runs["add zips"], [max(two, key=lambda each: each["s"]) for two in both])
        what = "add of the same as zips in a zip: times the slower of unzip -p and parsing"
        self.bars.append(bar(what, times, "at most 1.5", times <= 1.5))

    def seconds(self) -> Told:
        """Seconds and processor seconds of every run."""
        return {
            f"{name}_{of}": [round(each[of], 2) for each in runs]
            for of in ("s", "cpu_s")
            for name, runs in self.runs.items()
        }


def measured(folder: Path, rows: int, pairs: int, without: Sequence[str]) -> Told:
    """Everything, by turns."""
    from benchmarks.dump import make, pack

    path, packed = folder / "dump.csv", folder / "dump.zip"
    make(path, rows)
    _warm(path)
    found = Measured(path, folder)
    found.plain(pairs)
    found.others(without)
    if "zips" not in without:
        pack(path, packed)
        found.zips(pairs, packed)
    report: Told = {
        "benchmark": "ingest",
        "rows": rows,
        "threads": os.cpu_count(),
        "mb": round(path.stat().st_size / 1e6),
        "stored": found.runs["add"][0]["stored"],
    }
    return report | found.seconds() | {"bars": found.bars}


def main() -> None:
    """Measure and write one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=(), choices=("pandas", "polars", "zips"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ripplemark-bench-") as folder:
        report = measured(Path(folder), asked.rows, asked.pairs, asked.without)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
