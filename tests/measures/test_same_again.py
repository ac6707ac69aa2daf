"""Intervals that draw items again: the same rows give the same numbers under any salt, in any process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault

HEADER = "incident,platform,item,copy_of,uploader,posted_at,notice_at,last_up_at,down_at,outcome,views,observed_until"
ASKED = (
    ("exposure-before-removal", {}),
    ("reupload-ratio", {"horizon": "48"}),
    ("median-lag", {"clock": "notice"}),
    ("restricted-mean-lag", {"clock": "notice", "tau": "20"}),
    ("lag-difference", {"clock": "notice", "split": "2025-03-15", "cluster": "day"}),
)


def _rows(number: int) -> Iterator[str]:
    """Items with skewed views, each with a copy for every third, their ends between two looks."""
    random = np.random.default_rng(number)
    for k in range(number):
        views = int(np.exp(1.5 * random.normal() + 5))
        day, hours = 1 + k % 28, int(random.integers(1, 20))
        start = f"2025-03-{day:02d}T00:00Z"
        ends = f"2025-03-{day:02d}T{hours:02d}:00Z,2025-03-{day:02d}T{hours + 3:02d}:{k % 60:02d}Z"
        yield f"LANTERN,Platform A,item {k},,who {k % 40},{start},{start},{ends},removed,{views},"
        if k % 3 == 0:
            again = f"2025-03-{day:02d}T23:30Z"
            yield f"LANTERN,Platform A,copy {k},item {k},who,{again},,,,up,,2025-04-20T00:00Z"


def _stored(folder: Path, number: int) -> Path:
    folder.mkdir(parents=True)
    path = folder / "items.csv"
    path.write_text("\n".join([HEADER, *_rows(number)]) + "\n", "utf-8")
    add(Archive(folder / "archive"), Vault(folder / "vault"), path, Options())
    return folder / "archive"


def _numbers(archive: Path) -> list[list[tuple[object, ...]]]:
    serving = serve(Archive(archive))
    found = [
        [_told(each) for each in measure(serving, name, incident="LANTERN", settings=how).estimates]
        for name, how in ASKED
    ]
    serving.close()
    return found


def _told(each: Estimate) -> tuple[object, ...]:
    return each.by.get("quantity"), each.status, each.value, each.low, each.high


@pytest.mark.parametrize("number", [60, 2400])
def test_two_archives_with_keys_of_their_own_give_the_same_intervals(
    tmp_path: Path, number: int
) -> None:
    one, other = (_numbers(_stored(tmp_path / name, number)) for name in ("one", "other"))
    assert any(low is not None for rows in one for *_, low, _ in rows)
    assert one == other


def test_two_processes_with_hash_seeds_of_their_own_give_the_same_intervals(tmp_path: Path) -> None:
    archive = _stored(tmp_path / "one", 60)
    told = []
    for seed in ("0", "1", "4242"):
        answers = []
        for name, how in ASKED:
            settings = [word for pair in how.items() for word in ("--set", "=".join(pair))]
            asked = ["measure", name, "--incident", "LANTERN", *settings, "--json"]
            done = subprocess.run(
                [sys.executable, "-m", "ripplemark", "--archive", str(archive), *asked],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            )
            answers.append(json.loads(done.stdout)["estimates"])
        told.append(answers)
    assert told[0] == told[1] == told[2]
