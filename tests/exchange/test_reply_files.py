"""A right-of-reply sheet says which file a line number is of: the same number stands in every file."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.exchange.reply import Sheet, sheet

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"
ROW = "Chirp,{1}{0},2025-03-01T00:00Z,2025-03-01T{0:02d}:30Z,removed,2025-03-20T00:00Z"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The archive that ``storing`` fills."""
    return Archive(tmp_path / "archive")


def _made(archive: Archive) -> Sheet:
    serving = serve(archive)
    try:
        return sheet(archive, serving, "LANTERN", "Chirp", {"at": "6"})
    finally:
        serving.close()


def test_of_one_file_the_sheet_names_the_dataset_once(archive: Archive, storing: Storing) -> None:
    stored = storing(HEADER, *(ROW.format(k, "a") for k in range(1, 13)))
    made = _made(archive)
    assert f"Our file is stored as {stored.dataset_id}." in made.text
    assert made.lines["gone within 6 h"] == (2, 3, 4, 5, 6)
    assert made.document()["files"] == [stored.dataset_id]


def test_of_two_files_each_count_names_the_one_that_its_lines_are_of(
    archive: Archive, storing: Storing
) -> None:
    first = storing(HEADER, *(ROW.format(k, "a") for k in range(1, 13)))
    second = storing(HEADER, *(ROW.format(k, "b") for k in range(4, 16)))
    made = _made(archive)
    assert made.lines[f"gone within 6 h, in {first.dataset_id}"] == (2, 3, 4, 5, 6)
    assert made.lines[f"gone within 6 h, in {second.dataset_id}"] == (2, 3)
    assert f"Gone within 6 h, in {second.dataset_id}: 2, 3\n" in made.text
    assert "each count names the one that its lines are of" in made.text
