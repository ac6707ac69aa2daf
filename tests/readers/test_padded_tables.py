"""A table saved again by a spreadsheet has empty columns at its right: they change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import expected, inputs, reader_of
from reading import head, text_of
from real_archive import RealArchive

NAMES = (
    "mediacloud_counts",
    "mediacloud_sentences",
    "pytrends",
    "google_trends_regions",
    "google_government_removals",
)
GOLDEN = [path for name in NAMES for path in inputs(name)]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: f"{p.parents[1].name} {p.stem}")
def test_empty_columns_at_the_right_change_nothing(path: Path, tmp_path: Path) -> None:
    rows = text_of(path).splitlines()
    width = max(line.count(",") for line in rows)
    short = {line: "," * (width - line.count(",")) for line in rows if ":" in line[:12] or not line}
    text = "\n".join(f"{line}{short.get(line, '')},," for line in rows) + "\n"
    padded = tmp_path / path.name
    padded.write_text(text, encoding="utf-8")
    reader = reader_of(path.parents[1].name)
    match = reader.recognise(head(text, path.name))
    assert match is not None
    assert match.columns[-2:] == (None, None)
    incident = None if reader.scope == "platform" else "LANTERN"
    report = RealArchive(tmp_path).add(padded, incident=incident, answers={"rejects": "skip"})
    assert report.format == reader.name
    assert (report.rows_stored, report.rejected) == (len(expected(path)), 0)
