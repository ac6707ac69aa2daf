"""Run every benchmark, print what it says, and write RESULTS.md: each promise with the ratio that was measured.

    python benchmarks/results.py [NAME ...]

Without names all are run. With names only those are, and the others keep the lines that they have in RESULTS.json.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAMES = (
    "page",
    "growth",
    "shelves",
    "survival",
    "views",
    "lifecycle_speed",
    "ingest",
    "times",
    "bursts",
)
KEPT, PAGE = HERE / "RESULTS.json", HERE / "RESULTS.md"
Told = dict[str, Any]


def run(name: str) -> list[Told]:
    """The JSON lines that a benchmark prints, with the machine's load before and after; CalledProcessError where it fails."""
    before = os.getloadavg()[0]
    command = (sys.executable, str(HERE / f"{name}.py"))
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    measured = {
        "measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M}Z",
        "load": [round(each, 1) for each in (before, os.getloadavg()[0])],
    }
    return [line | measured for line in lines]


def page(found: dict[str, list[Told]]) -> str:
    """RESULTS.md: a table of all promises, then what each benchmark told, for who wants to look behind the ratio."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    rows = [
        _row(bar, told)
        for lines in found.values()
        for told in lines
        for bar in told.get("bars", ())
    ]
    parts = [
        "# What was measured",
        (
            f"Written by `make bench` ({machine}). Every ratio is of two things measured in one run, by turns; seconds of a shared machine "
            "mean little by themselves. What each benchmark does is said at the head of its file."
        ),
        "| What | Measured | Wanted | | Load |\n|---|---|---|---|---|\n" + "\n".join(rows),
        "![Script time by size of the archive](growth.svg)",
    ]
    for name, lines in found.items():
        told = "\n".join(
            json.dumps({k: v for k, v in line.items() if k != "bars"}) for line in lines
        )
        parts.append(f"## {name}\n\n```json\n{told}\n```")
    return "\n\n".join(parts) + "\n"


def _row(bar: Told, told: Told) -> str:
    holds = {True: "holds", False: "**does not hold**"}.get(bar.get("holds"), "reported")
    load = " to ".join(map(str, told["load"]))
    return f"| {bar['what']} | {bar['ratio']} | {bar.get('wanted', '')} | {holds} | {load} |"


def main() -> None:
    """Run, print, write."""
    names = sys.argv[1:] or list(NAMES)
    kept: dict[str, list[Told]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for name in names:
        kept[name] = run(name)
        for line in kept[name]:
            sys.stdout.write(json.dumps(line) + "\n")
        found = {each: kept[each] for each in NAMES if each in kept}
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
