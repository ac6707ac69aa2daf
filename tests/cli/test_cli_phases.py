"""Phases without a browser: measured, a boundary set by judgement, taken back, exported with its mark."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from planted import TOY

from ripplemark.archive import Archive
from ripplemark.cli import run


def call(capsys: pytest.CaptureFixture[str], *told: str) -> tuple[int, str, str]:
    """Its exit code, and what it wrote to stdout and stderr."""
    code = run(list(told))
    written = capsys.readouterr()
    return code, written.out, written.err


@pytest.fixture
def lantern(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Archive:
    path = tmp_path / "counts.csv"
    lines = ["series,channel,platform,metric,bin_start,bin_width,value"]
    for channel in ("social", "niche"):
        lines += [
            f"posts,{channel},Chirp,posts,2025-01-{k + 1:02d},P1D,{value}"
            for k, value in enumerate(TOY)
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert run(["add", str(path), "--incident", "LANTERN", "--tz", "UTC"]) == 0
    capsys.readouterr()
    return Archive(tmp_path / "archive")


def starts(capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], tuple[str, str]]:
    code, out, _ = call(capsys, "--json", "measure", "phases", "--incident", "LANTERN")
    assert code == 0
    return {
        (e["by"]["channel"], e["by"]["phase"]): (e["by"]["boundary"], e["value"])
        for e in json.loads(out)["estimates"]
        if e["by"]["quantity"] == "start"
    }


@pytest.mark.usefixtures("lantern")
def test_a_boundary_is_set_for_one_series_exported_with_its_mark_and_taken_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = call(
        capsys, "decide", "LANTERN", "phases.tail=at=2025-01-13 note=Off every page"
    )
    assert code == 1
    assert "Which series?" in err
    key = next(each.split("series=")[1].split()[0] for each in err.split(";") if "niche" in each)
    told = f"phases.tail=at=2025-01-13 series={key} note=Off every page"
    assert call(capsys, "decide", "LANTERN", told)[0] == 0
    found = starts(capsys)
    assert found["niche", "tail"] == ("judged", "2025-01-13T00:00:00Z")
    assert found["social", "tail"][0] == "estimated"
    target = tmp_path / "phases.csv"
    where = ("--incident", "LANTERN", "--to", str(target))
    assert call(capsys, "export", "phases", *where)[0] == 0
    lines = [
        each for each in target.read_text("utf-8-sig").splitlines() if not each.startswith("#")
    ]
    judged = [row for row in csv.DictReader(lines) if row["set_by"] == "judgement"]
    assert [(row["phase"], row["note"]) for row in judged] == [("tail", "Off every page")]
    assert call(capsys, "decide", "LANTERN", f"phases.tail=off series={key}")[0] == 0
    assert starts(capsys)["niche", "tail"][0] == "estimated"
    code, _, err = call(capsys, "decide", "LANTERN", f"phases.tail=off series={key}")
    assert (code, "No boundary of this phase" in err) == (1, True)


def test_what_cannot_be_read_is_refused_with_the_way_to_write_it(
    lantern: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    made = len(lantern.decisions())
    code, _, err = call(capsys, "decide", "LANTERN", "phases.tail=2025-01-13")
    assert (code, "note=why it begins there" in err) == (1, True)
    code, _, err = call(capsys, "decide", "LANTERN", "phases.tail=at=2025-01-13 series=x note=y")
    assert (code, "Which series?" in err) == (1, True)
    assert len(lantern.decisions()) == made
