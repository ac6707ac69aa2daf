"""Daily dumps of the EU database for the tests: the golden one, filed on another day."""

from __future__ import annotations

import csv
from pathlib import Path

GOLDEN = (
    Path(__file__).parent / "readers/dsa_statements/input/sor-chirp-2025-08-04-full-00000-00000.csv"
)


def dump(folder: Path, day: str, *, but: int = 0, name: str | None = None) -> Path:
    """The golden dump as if all of it had been filed on this day, without its last ``but`` statements."""
    with GOLDEN.open(newline="", encoding="utf-8") as read:
        header, *rows = csv.reader(read)
    at = [cell.strip() for cell in header].index("created_at")
    path = folder / (name or f"dump {day} {but}.csv")
    with path.open("w", newline="", encoding="utf-8") as written:
        out = csv.writer(written, quoting=csv.QUOTE_ALL)
        out.writerow(header)
        for row in rows[: len(rows) - but]:
            out.writerow([*row[:at], f"{day} 10:11:12", *row[at + 1 :]])
    return path


def posts(folder: Path, name: str, *days: str, series: str = "posts", more: str = "") -> Path:
    """Daily counts of posts on these days."""
    rows = "".join(f"{series},social,posts,{day},P1D,{k + 1}\n" for k, day in enumerate(days))
    path = folder / name
    path.write_text(
        f"series,channel,metric,bin_start,bin_width,value\n{rows}{more}", encoding="utf-8"
    )
    return path
