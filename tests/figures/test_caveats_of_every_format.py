"""What a format cannot say is on its report and on the figures of its rows: every format, every golden file of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, Report, add
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader
from ripplemark.vault import Vault

GOLDEN = Path(__file__).parents[1] / "readers"
ANSWERS = {
    "captured-at": "2025-01-01",
    "dates": "dmy",
    "last-look": "2026-01-01",
    "query": "harbour lamp",
    "rejects": "skip",
}
SHOWN = {
    "dsa_statements": ("who-found-norms", "actioned-lag"),
    "dsa_daily_statistics": ("platform-reports", "platform-record"),
    "community_notes": ("notes-shown",),
    "websearcher": ("overview",),
    "google_trends_regions": ("overview",),
}
"""Where rows of a format are seen; those of the others in the figures of attention."""
UNSEEN = ("google_government_removals",)
"""Formats that no figure draws: what they cannot say is on the report."""
SILENT = ("notes_alone.tsv",)
"""A file that no figure draws, because it says nothing of what the figure is about."""
CASES = [
    pytest.param(reader, path, id=f"{reader.name}-{path.name}")
    for reader in READERS
    if reader.caveats
    for path in sorted((GOLDEN / reader.name / "input").iterdir())
]


def _added(folder: Path, reader: type[Reader], path: Path) -> Report:
    code = "LANTERN" if reader.scope == "incident" else None
    options = Options(incident=code, zone="UTC", answers=ANSWERS)
    vault = Vault(folder / "vault")
    return add(Archive(folder / "archive"), vault, path, options, name=path.name)


def _figures(folder: Path, reader: type[Reader], stored: str) -> list[Figure]:
    archive = Archive(folder / "archive")
    serving = serve(archive)
    code = "LANTERN" if reader.scope == "incident" else None
    try:
        return [
            figure(
                archive,
                serving,
                Gate.of("owner"),
                name,
                incident=None if name == "overview" else code,
                settings={"dataset": stored} if name.startswith("platform-") else {},
            )
            for name in SHOWN.get(reader.name, ("attention", "attention-by-series"))
        ]
    finally:
        serving.close()


@pytest.mark.parametrize(("reader", "path"), CASES)
def test_what_a_file_cannot_say_is_on_its_report_and_on_its_figures(
    reader: type[Reader], path: Path, tmp_path: Path
) -> None:
    report = _added(tmp_path, reader, path)
    said = {each.message for each in report.warnings if each.code in reader.caveats}
    assert said
    if reader.name in UNSEEN:
        return
    drawn = [each for each in _figures(tmp_path, reader, report.dataset_id or "") if not each.empty]
    assert bool(drawn) == (path.name not in SILENT)
    assert [said - set(each.caveats) for each in drawn] == [set()] * len(drawn)
