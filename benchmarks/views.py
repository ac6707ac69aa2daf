"""Ten million items of one incident: how long each view of what became of them takes, cold and warm.

    python benchmarks/views.py [--rows 10000000] [--rounds 3] [--runs 5] [--archive FOLDER]

The rows are single items, as a platform's own log would have them: when each was posted and reported to the minute, when
it was gone or last seen, views for three in ten, no uploader, and one row in a hundred for an item that came back.
Cold is the time from an archive that is not open to the figure, each in a process of its own that has made nothing yet
(its start-up and imports not counted), with the answers on the disk that adding the file leaves there. Live is the same for
a choice that nobody made before, so that every item is counted: another clock and other outcomes that count as gone, for
the figures that have these; from the items as adding the file keeps them. First is the page's own choice from these items,
with no answer on the disk at all. Warm is the script of the whole page, its figures being made, timed as in shelves.py.
--archive keeps what was planted in a folder, and uses what is there.

Prints one JSON line: cold, live and first seconds by figure, cold and live ones the least of --rounds (seconds of a machine
that others use too are upper bounds), seconds that preparing took and bytes that kept items take, and milliseconds of the
page's script, first and median of the warm runs (wanted: cold under 2 s, warm under 300 ms).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
from ripplemark.figures import FIGURES  # noqa: E402
from ripplemark.figures.preparing import prepare, views  # noqa: E402
from ripplemark.vault import Vault  # noqa: E402

INCIDENT = "LANTERN"
COLD_S, WARM_MS = 2.0, 300.0
BEGUN, ENDED = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
_TIMES = """
    SELECT *, posted + to_minutes((draw(2) * draw(2) * 4320)::INTEGER) AS noticed,
        posted + to_minutes((60 + draw(3) * draw(3) * 30000)::INTEGER) AS ended, draw(4) AS fate
    FROM (SELECT i, i % 100 = 99 AS back, i - (i % 100 = 99)::INTEGER AS item FROM range({rows}) AS items(i)),
    LATERAL (SELECT TIMESTAMPTZ '2025-03-01 00:00:00Z' + to_minutes((draw(1) * draw(1) * 86400)::INTEGER) AS posted)
"""
"""Every hundredth row is the second time up of the item before it; moments lie in three months."""
_DRAW = "(hash(item, {seed}) % 1000003) / 1000003.0"
_PLANTED = {
    "incident": f"'{INCIDENT}'",
    "platform": "'Platform ' || chr(65 + (hash(item, 5) % 5)::INTEGER)",
    "item": "md5(item::VARCHAR)",
    "spell": "if(back, 2, 1)",
    "posted_at_lo": "posted",
    "posted_at_hi": "posted",
    "entered_at_lo": "if(back, ended + INTERVAL 6 HOUR, NULL)",
    "entered_at_hi": "if(back, ended + INTERVAL 6 HOUR, NULL)",
    "notice_at_lo": "noticed",
    "notice_at_hi": "noticed",
    "notice_kind": "if(fate < 0.5, 'user', 'trusted_flagger')",
    "down_at_lo": "if(gone, ended, NULL)",
    "down_at_hi": "if(gone, ended, NULL)",
    "observed_until_lo": "TIMESTAMPTZ '2025-06-01 00:00:00Z'",
    "observed_until_hi": "TIMESTAMPTZ '2025-06-01 00:00:00Z'",
    "outcome": "CASE WHEN NOT gone THEN 'up' WHEN fate < 0.75 THEN 'removed' ELSE 'uploader' END",
    "detection": "if(fate < 0.4, 'notice', 'own_initiative')",
    "views": "if(hash(item, 6) % 10 < 3, hash(item, 7) % 5000, NULL)",
    "n": "1",
    "source_line": "i + 2",
}


def plant(root: Path, rows: int) -> Archive:
    """An archive at ``root`` with one log of so many rows, written as ingest writes it."""
    archive, vault = Archive(root / "archive"), Vault(root / "vault")
    archive.ensure_incident(INCIDENT, zone="UTC")
    columns = ", ".join(
        f"({_PLANTED.get(name, 'NULL')})::{of} AS {name}" for name, of in schema.MODERATION.stored
    )
    with archive.stage() as staging, duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET memory_limit = '4GB'")
        con.execute(f"SET temp_directory = '{root / 'spill'}'")
        con.execute("CREATE VIEW items AS " + _drawn(_TIMES.format(rows=rows)))
        con.execute("CREATE VIEW told AS SELECT *, NOT back AND fate < 0.8 AS gone FROM items")
        con.execute(f"CREATE VIEW rows AS SELECT {columns} FROM told")
        write_parquet(con, "rows", schema.MODERATION, staging.folder)
        package = Package(
            dataset_id=dataset_id(vault, "canonical_moderation", "planted", {}),
            format="canonical_moderation",
            table="moderation",
            scope="incident",
            input=input_hash(vault, "planted"),
            incident=INCIDENT,
            counts=Counts(rows_read=rows, rows_stored=rows, rows_rejected=0, weight_stored=rows),
            first_time=BEGUN,
            last_time=ENDED,
        )
        archive.commit(staging, package, ())
    return archive


def _drawn(sql: str) -> str:
    """SQL with a number between 0 and 1 in place of each ``draw(seed)``: the same for each item in every run."""
    for seed in range(1, 5):
        sql = sql.replace(f"draw({seed})", _DRAW.format(seed=seed))
    return sql


_COLD = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving, Visible
from ripplemark.figures import figure
from ripplemark.gate import Gate
Serving(Visible()).close()
began = time.perf_counter()
archive = Archive(Path(sys.argv[2]))
serving = serve(archive)
figure(archive, serving, Gate.of("owner"), sys.argv[3], incident=sys.argv[4], settings=json.loads(sys.argv[5]))
print(json.dumps(time.perf_counter() - began))
"""


OTHER = {"clock": "post", "gone": "removed,uploader"}
"""What nobody chose before."""


def others() -> dict[str, dict[str, str]]:
    """The other choice, by figure: what each has of it; figures that have none of it are left out."""
    found = {
        each.name: {
            name: OTHER[name] for name in OTHER if name in {p.name for p in each.parameters}
        }
        for each in FIGURES
        if each.name in views()
    }
    return {name: settings for name, settings in found.items() if settings}


def kept(archive: Archive) -> set[Path]:
    """The answers that are kept; the items beside them are none."""
    folder = archive.answers()
    return set(folder.glob("*.arrow")) if folder else set()


def forget(archive: Archive, but: Collection[Path] = ()) -> None:
    """Delete the answers that are kept, other than those in ``but``, and leave their folder."""
    for answer in kept(archive).difference(but):
        answer.unlink()


def weight(archive: Archive) -> int:
    """Bytes that kept items take."""
    folder = archive.answers()
    return sum(path.stat().st_size for path in folder.glob("*.items")) if folder else 0


def prepared(archive: Archive) -> float:
    """Seconds that the last step of adding takes: items are kept, each view is made, and its answers are kept."""
    forget(archive)
    folder = archive.answers()
    for items in folder.glob("*.items") if folder else ():
        items.unlink()
    began = time.perf_counter()
    prepare(archive, [each.dataset_id for each in archive.datasets()], lambda _: None)
    return round(time.perf_counter() - began, 1)


def cold(
    archive: Archive, asked: Mapping[str, Mapping[str, str]], rounds: int, *, known: bool = True
) -> dict[str, float]:
    """Seconds from the closed archive to each figure, in a process that has made none: the least of so many rounds.

    Answers that are kept before stay, and no others; without ``known`` there are none.
    """
    before = kept(archive) if known else set()
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, taken in found.items():
            forget(archive, before)
            told = (name, INCIDENT, json.dumps(asked[name]))
            command = (sys.executable, "-c", _COLD, str(ROOT), str(archive.root), *told)
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            taken.append(float(json.loads(done.stdout.splitlines()[-1])))
    forget(archive, before)
    return {name: round(min(taken), 2) for name, taken in found.items()}


def bars(
    seconds: dict[str, float],
    live: dict[str, float],
    first: dict[str, float],
    warm: float,
    rows: int,
) -> list[dict[str, Any]]:
    """What was promised: how long the slowest view takes cold and live, and the page's script warm; beside it the slowest first."""
    slowest, chosen, longest = (
        max(each, key=lambda name: each[name]) for each in (seconds, live, first)
    )
    return [
        {
            "what": f"{rows:,} items: the slowest view ({slowest}) in a new process, its answers kept when the file was added, in s",
            "ratio": seconds[slowest],
            "wanted": f"under {COLD_S:g}",
            "holds": seconds[slowest] < COLD_S,
        },
        {
            "what": f"{rows:,} items: the slowest view ({chosen}) in a new process, for a choice that nobody made before, in s",
            "ratio": live[chosen],
        },
        {
            "what": f"{rows:,} items: the slowest view ({longest}) with no answer kept, in s",
            "ratio": first[longest],
        },
        {
            "what": f"{rows:,} items: script of the page moderation, warm, in ms",
            "ratio": warm,
            "wanted": f"under {WARM_MS:g}",
            "holds": warm < WARM_MS,
        },
    ]


def main() -> None:
    """Measure and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--archive", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = given.archive or Path(folder)
        here = (root / "archive").exists()
        archive = Archive(root / "archive") if here else plant(root, given.rows)
        rows = sum(each.counts.rows_stored for each in archive.datasets())
        took = prepared(archive)
        own: dict[str, dict[str, str]] = {name: {} for name in views()}
        seconds = cold(archive, own, given.rounds)
        live = cold(archive, others(), given.rounds)
        pages = {"planted": archive.root}
        told = shelves.by_turns(pages, {"incident": INCIDENT}, ("moderation",), given.runs)
        first = cold(archive, own, 1, known=False)
        size = weight(archive)
    script = told["moderation"]["planted"]
    line = {
        "benchmark": "views",
        "rows": rows,
        "cold_s": seconds,
        "live_s": live,
        "first_s": first,
        "prepared_s": took,
        "kept_items_bytes": size,
        "script_ms": script,
    }
    line["bars"] = bars(seconds, live, first, script["warm"], rows)
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
