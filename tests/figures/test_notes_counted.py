"""Notes shown: notes are not called posts, and a file that says nothing of statuses is no snapshot without notes shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

HISTORY = (
    "noteId",
    "createdAtMillis",
    "timestampMillisOfFirstNonNMRStatus",
    "firstNonNMRStatus",
    "timestampMillisOfCurrentStatus",
    "currentStatus",
)
POSTED, HOUR = 1_700_000_000_000, 3_600_000


def _id(moment: int, number: int) -> int:
    """An id as X makes them: the moment in its upper bits."""
    return ((moment - 1_288_834_974_657) << 22) + number


def _history(folder: Path) -> Path:
    """30 notes shown after 5 hours, 5 of them withdrawn since, and 30 never shown."""
    look = POSTED + 2000 * HOUR
    lines = ["\t".join(HISTORY)]
    for k in range(60):
        first = (POSTED + 6 * HOUR, "CURRENTLY_RATED_HELPFUL") if k < 30 else (-1, "")
        now = "CURRENTLY_RATED_HELPFUL" if 5 <= k < 30 else "NEEDS_MORE_RATINGS"
        lines.append("\t".join(map(str, (_id(POSTED + HOUR, k), 0, *first, look, now))))
    path = folder / "history.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _notes(folder: Path) -> Path:
    """The file of notes: two notes about each of 30 posts."""
    lines = ["noteId\ttweetId\tclassification"]
    for k in range(60):
        post = _id(POSTED, k // 2)
        lines.append(f"{_id(POSTED + HOUR, k)}\t{post}\tMISINFORMED_OR_POTENTIALLY_MISLEADING")
    path = folder / "notes.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _stored(folder: Path, path: Path, **options: Path) -> None:
    add(Archive(folder / "archive"), Vault(folder / "vault"), path, Options(**options))  # type: ignore[arg-type]


def _made(folder: Path) -> Figure:
    archive = Archive(folder / "archive")
    serving = serve(archive)
    try:
        return figure(archive, serving, Gate.of("public"), "notes-shown", settings={})
    finally:
        serving.close()


def test_notes_whose_posts_no_file_says_are_counted_as_notes(tmp_path: Path) -> None:
    _stored(tmp_path, _history(tmp_path))
    found = _made(tmp_path)
    assert found.headline.startswith("Of 60 notes that were written, 30 (50 %) were shown up to ")
    assert found.claims.borne[1:] == (
        "Of 60 notes that were written, 50 % were shown within 48 h of their writing.",
        "Of 30 notes shown at some time, 5 were withdrawn again.",
    )
    assert "60 notes written; 30 shown; 5 withdrawn" in found.alt
    assert "hours since the note" in found.alt
    assert "60 notes of 1 snapshot" in found.source
    assert "posts" not in f"{found.headline} {found.subtitle} {found.alt} {found.source}"


def test_with_the_posts_beside_them_posts_are_counted(tmp_path: Path) -> None:
    _stored(tmp_path, _history(tmp_path), beside=_notes(tmp_path))
    found = _made(tmp_path)
    assert found.headline.startswith(
        "Of 30 posts that somebody wrote a note about, one was shown on 15 (50 %)"
    )
    assert "60 notes" not in found.source


def test_a_file_of_notes_alone_says_of_no_post_that_none_was_shown(tmp_path: Path) -> None:
    _stored(tmp_path, _notes(tmp_path))
    assert _made(tmp_path).empty
    _stored(tmp_path, _history(tmp_path))
    beside = _made(tmp_path)
    assert {row["posts"] for row in beside.shown.to_pylist() if row["what"] == "items"} == {60}
    assert "snapshot more" not in beside.headline


@pytest.mark.parametrize("beside", [False, True])
def test_the_clock_is_called_by_what_it_starts_at(tmp_path: Path, *, beside: bool) -> None:
    options = {"beside": _notes(tmp_path)} if beside else {}
    _stored(tmp_path, _history(tmp_path), **options)
    drawn = _made(tmp_path).draw(Canvas(800)).to_json() or ""
    assert f"Time since the {'post' if beside else 'note'}" in drawn
    assert f"Time since the {'note' if beside else 'post'}" not in drawn
