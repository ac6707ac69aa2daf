"""Files for the ingest tests, and what lies in an archive afterwards."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from ripplemark.archive import Archive
from ripplemark.ingest import NotStored, Options, Report, add
from ripplemark.vault import Vault

ROOT = Path(__file__).parents[2]

MODERATION = (
    "platform,item,posted_at,notice_at,outcome,down_at,observed_until,views\n"
    "Platform A,https://clips.example.org/1,2025-10-24T08:00,2025-10-24T10:00,removed,2025-10-25T10:00,,5\n"
    "Plattform Ü,https://clips.example.org/2,,2025-10-24T11:00,up,,2025-11-02,\n"
    '"Platform, C",three,,2025-10-24,label,2025-10-26T08:00Z,2025-11-02T09:00,0\n'.replace(
        '"Platform, C"', '"Platform C"'
    )
)
TRENDS = (
    "Category: All categories\n\n"
    "Day,lantern: (Worldwide),café lantern: (Worldwide)\n"
    "2025-03-01,3,<1\n2025-03-02,100,7\n2025-03-03,55,0\n"
)


def write(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    """The text as a UTF-8 file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(archive: Archive, vault: Vault, path: Path, options: Options) -> Report:
    """The report of a file that is not stored because something is open."""
    try:
        add(archive, vault, path, options)
    except NotStored as error:
        return error.report
    raise AssertionError("the file was stored")


def rows(archive: Archive, table: str) -> list[dict[str, Any]]:
    """Every stored row of a table, instants as ISO text in UTC."""
    files = [str(path) for path in archive.files(table)]
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        read = con.read_parquet(files).to_arrow_table().to_pylist()
    return [
        {
            key: value.isoformat() if hasattr(value, "isoformat") else value
            for key, value in row.items()
        }
        for row in read
    ]


def snapshot(folder: Path) -> dict[str, str]:
    """Every file and folder below, with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }


def every_byte(folder: Path) -> bytes:
    """All bytes of all files below, names included; what Parquet packs is unpacked too."""
    found = [b""]
    for path in sorted(folder.rglob("*")):
        found.append(str(path.relative_to(folder)).encode())
        if path.is_file():
            found.append(path.read_bytes())
        if path.suffix == ".parquet":
            found.append(str(pq.read_table(path).to_pylist()).encode())
            found.append(str(pq.read_metadata(path).metadata).encode())
    return b"\n".join(found)


def command(
    archive: Path, vault: Path, *words: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """One run of the command line; nothing of the caller's own folders is known to it but what is given."""
    return subprocess.run(
        [sys.executable, "-m", "ripplemark", *words],
        cwd=ROOT,
        env=os.environ
        | {"RIPPLEMARK_ARCHIVE": str(archive), "RIPPLEMARK_VAULT": str(vault)}
        | environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
