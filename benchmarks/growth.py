"""Does a page get slower as the archive holds more of a database? Archives of 10^5 to 10^8 source rows, page by page.

    python benchmarks/growth.py [--largest 8] [--runs 9]

Every archive holds the same incident (ten series of posts and a log of forty items), and beside it one dataset of platform
scope that stands for so many statements of reasons, rolled up as ingest rolls them up: rows that agree in every column are one
row with their number. How many different rows there are follows from drawing so many statements from 300,000 kinds, of
which the commonest is some 6,000 times as common as the rarest; nothing else is different. Each page's script is timed as in shelves.py,
the archives by turns.

Prints one JSON line: stored rows, milliseconds by page and archive, first and median of the warm runs; the largest ratio
of two archives' sums of warm medians (wanted: at most 1.5), and the same of the first runs, in which every figure is made. Draws
benchmarks/growth.svg.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import shelves  # noqa: E402 - its folder comes first

from ripplemark import schema  # noqa: E402
from ripplemark.archive import (  # noqa: E402
    Archive,
    Counts,
    Package,
    dataset_id,
    input_hash,
    write_parquet,
)
from ripplemark.vault import Vault  # noqa: E402

PAGES = ("incident", "lifecycle", "moderation", "search", "platforms", "data")
WANTED = 1.5
KINDS = 300_000
_DAY = "TIMESTAMPTZ '2025-09-01 00:00:00Z' + to_days((i % 30)::INTEGER)"
_GONE = f"{_DAY} + to_days((hash(i, 1) % 40)::INTEGER)"
_ROLLED = {
    "platform": "'Platform ' || chr(65 + (hash(i, 2) % 12)::INTEGER)",
    "posted_at_lo": _DAY,
    "posted_at_hi": f"{_DAY} + INTERVAL 1 DAY",
    "down_at_lo": _GONE,
    "down_at_hi": f"{_GONE} + INTERVAL 1 DAY",
    "outcome": "'removed'",
    "detection": "if(hash(i, 3) % 5 = 0, 'notice', 'own_initiative')",
    "category": "'category ' || (hash(i, 4) % 15)",
    "ground": "if(hash(i, 5) % 4 = 0, 'illegal', 'terms')",
    "language": "['de', 'en', 'fr', 'es', 'it', 'pl'][1 + (hash(i, 6) % 6)::INTEGER]",
    "time_precision": "'day'",
    "n": "n",
}
_LOG = {
    "incident": f"'{shelves.INCIDENT}'",
    "platform": "'Platform ' || chr(65 + (i % 3)::INTEGER)",
    "item": "md5(i::VARCHAR)",
    "notice_at_lo": "TIMESTAMPTZ '2025-03-03 00:00:00Z' + to_hours((i * 3)::INTEGER)",
    "notice_at_hi": "TIMESTAMPTZ '2025-03-03 00:00:00Z' + to_hours((i * 3)::INTEGER)",
    "down_at_lo": "if(i % 4 > 0, TIMESTAMPTZ '2025-03-04 00:00:00Z' + to_hours((i * 7)::INTEGER), NULL)",
    "down_at_hi": "if(i % 4 > 0, TIMESTAMPTZ '2025-03-04 00:00:00Z' + to_hours((i * 7)::INTEGER), NULL)",
    "outcome": "if(i % 4 > 0, 'removed', 'up')",
    "observed_until_lo": "TIMESTAMPTZ '2025-04-01 00:00:00Z'",
    "observed_until_hi": "TIMESTAMPTZ '2025-04-01 00:00:00Z'",
    "source_line": "i + 2",
}


def plant(root: Path, statements: int) -> tuple[Path, int]:
    """An archive beside so many statements, and how many rows these became."""
    archive = Archive(shelves.plant(root, shelves.EACH))
    _add(archive, "log", _LOG, "FROM range(40) AS items(i)", 40, shelves.INCIDENT)
    kinds = (
        f"FROM (SELECT i, floor({statements} * weight / sum(weight) OVER () + (hash(i, 7) % 1000) / 1000) AS n "
        f"FROM (SELECT i, 1 / (i + 50) AS weight FROM range({KINDS}) AS kinds(i))) WHERE n > 0"
    )
    return archive.root, _add(archive, "statements", _ROLLED, kinds, statements, None)


def _add(
    archive: Archive, name: str, given: dict[str, str], source: str, read: int, code: str | None
) -> int:
    vault = Vault(archive.root.parent / "vault")
    columns = ", ".join(
        f"({given.get(column, 'NULL')})::{of} AS {column}"
        for column, of in schema.MODERATION.stored
    )
    with archive.stage() as staging, duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"CREATE TABLE rows AS SELECT {columns} {source}")
        ((rows, weight),) = con.execute("SELECT count(*), sum(n) FROM rows").fetchall()
        write_parquet(con, "rows", schema.MODERATION, staging.folder)
        package = Package(
            dataset_id=dataset_id(vault, "canonical_moderation", name, {}),
            format="canonical_moderation",
            table="moderation",
            scope="incident" if code else "platform",
            input=input_hash(vault, name),
            incident=code,
            counts=Counts(
                rows_read=read, rows_stored=rows, rows_rejected=0, weight_stored=int(weight or rows)
            ),
        )
        archive.commit(staging, package, ())
    return int(rows)


def spread(told: dict[str, dict[str, dict[str, float]]], names: list[str], which: str) -> float:
    """The largest ratio between two archives' sums over all pages."""
    sums = [sum(page[name][which] for page in told.values()) for name in names]
    return max(sums) / min(sums)


def draw(told: dict[str, dict[str, dict[str, float]]], sizes: list[int], path: Path) -> None:
    """Both sums against source rows, as an SVG file."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 3.6), layout="constrained")
    for which, colour in (("first", "#8a8f98"), ("warm", "#1f6fb2")):
        sums = [sum(page[f"{size:.0e}"][which] for page in told.values()) for size in sizes]
        axes.plot(sizes, sums, marker="o", color=colour)
        axes.annotate(
            which, (sizes[-1], sums[-1]), xytext=(8, -3), textcoords="offset points", color=colour
        )
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="source rows",
        ylabel="script, all pages (ms)",
        title=f"Script time of {len(told)} pages by size of the archive",
    )
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, draw and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--largest", type=int, default=8)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--svg", type=Path, default=ROOT / "benchmarks" / "growth.svg")
    given = options.parse_args()
    sizes = [10**power for power in range(5, given.largest + 1)]
    with tempfile.TemporaryDirectory() as folder:
        planted = {f"{size:.0e}": plant(Path(folder) / str(size), size) for size in sizes}
        archives = {name: root for name, (root, _) in planted.items()}
        told = shelves.by_turns(archives, {"incident": shelves.INCIDENT}, PAGES, given.runs)
    names = list(archives)
    warm, first = spread(told, names, "warm"), spread(told, names, "first")
    draw(told, sizes, given.svg)
    bars = [
        {
            "what": f"pages on archives of {names[0]} to {names[-1]} source rows: warm script time, slowest beside fastest",
            "ratio": round(warm, 2),
            "wanted": f"at most {WANTED:g}",
            "holds": warm <= WANTED,
        },
        {"what": "the same, first runs, every figure being made", "ratio": round(first, 2)},
    ]
    rows = {name: rows for name, (_, rows) in planted.items()}
    line = {"benchmark": "growth", "stored_rows": rows, "script_ms": told, "bars": bars}
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
