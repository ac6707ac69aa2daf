"""One run of what ``ingest.py`` compares, in a process of its own: ``ingest_runs.py NAME PATH FOLDER``. Prints JSON."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

USED = [
    "decision_visibility",
    "decision_monetary",
    "decision_provision",
    "decision_account",
    "decision_ground",
    "category",
    "category_specification",
    "content_type",
    "content_language",
    "content_date",
    "application_date",
    "source_type",
    "automated_detection",
    "automated_decision",
    "platform_name",
]
"""The columns that ``add`` reads of a dump."""
Told = dict[str, Any]


def adding(path: Path, folder: Path) -> tuple[Callable[[], Any], Callable[[], Told]]:
    """``add`` into a new archive; what it stored."""
    from benchmarks.dump import make
    from ripplemark.archive import Archive
    from ripplemark.ingest import Options, add
    from ripplemark.vault import Vault

    reports: list[Any] = []

    def run(of: Path = path) -> None:
        with tempfile.TemporaryDirectory(dir=folder) as work:
            archive, vault = Archive(Path(work) / "archive"), Vault(Path(work) / "vault")
            reports.append(add(archive, vault, of, Options()))

    with tempfile.TemporaryDirectory(dir=folder) as work:
        few = Path(work) / "few.csv"
        make(few, 200)
        run(few)  # what is imported only when it is needed is imported now

    def told() -> Told:
        return {"rows": reports[-1].rows_read, "stored": reports[-1].rows_stored}

    return run, told


def parsing(
    path: Path,
    folder: Path,  # noqa: ARG001
    *,
    into_a_table: bool = False,
) -> tuple[Callable[[], Any], Callable[[], Told]]:
    """DuckDB's own reader, told everything beforehand: the largest value of each column used, or a table of them."""
    import duckdb
    from duckdb import ColumnExpression, FunctionExpression

    with path.open(encoding="utf-8") as text:
        names = next(text).strip().split(",")
    con = duckdb.connect()
    con.execute("SET threads = $threads", {"threads": os.cpu_count()})

    rows = con.read_csv(
        str(path),
        skiprows=1,
        header=False,
        columns=dict.fromkeys(names, "VARCHAR"),
        auto_detect=False,
        delimiter=",",
        quotechar='"',
        escapechar='"',
    )
    largest = [FunctionExpression("max", ColumnExpression(name)) for name in USED]

    def run() -> None:
        if into_a_table:
            rows.select(*map(ColumnExpression, USED)).create("statements")
        else:
            rows.aggregate(largest).fetchall()

    return run, dict


def reading_with_pandas(path: Path, folder: Path) -> tuple[Callable[[], Any], Callable[[], Told]]:  # noqa: ARG001
    """read_csv of the columns used, as text, then groupby."""
    import pandas as pd

    def run() -> None:
        frame = pd.read_csv(path, usecols=USED, dtype="str")
        frame.groupby(USED, dropna=False).size()

    return run, dict


def reading_with_polars(path: Path, folder: Path) -> tuple[Callable[[], Any], Callable[[], Told]]:  # noqa: ARG001
    """A lazy scan of the columns used, as text, then group_by; as many threads."""
    import polars as pl

    def run() -> None:
        rows = pl.scan_csv(path, infer_schema=False).select(USED).group_by(USED).len()
        rows.collect(engine="streaming")

    return run, dict


def inflating(path: Path, folder: Path) -> tuple[Callable[[], Any], Callable[[], Told]]:
    """``unzip -p`` of every inner zip to nothing; the inner zips were taken out beforehand."""
    with zipfile.ZipFile(path) as outer:
        inner = [Path(outer.extract(member, folder / "inner")) for member in outer.infolist()]

    def run() -> None:
        for each in inner:
            subprocess.run(["unzip", "-p", str(each)], stdout=subprocess.DEVNULL, check=True)

    return run, dict


RUNS = {
    "add": adding,
    "parse": parsing,
    "table": partial(parsing, into_a_table=True),
    "pandas": reading_with_pandas,
    "polars": reading_with_polars,
    "unzip": inflating,
}


def one(name: str, path: Path, folder: Path) -> Told:
    """One run in this process: seconds on the clock and of all processors, and the most memory it ever held."""
    run, told = RUNS[name](path, folder)
    began, used = time.perf_counter(), _processor()
    run()
    seconds, processor = time.perf_counter() - began, _processor() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"s": seconds, "cpu_s": processor, "peak_gb": peak, **told()}


def _processor() -> float:
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


if __name__ == "__main__":
    name, path, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(one(name, Path(path), Path(folder))) + "\n")
