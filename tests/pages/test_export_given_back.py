"""What changed since your export: on the methods page, from the exported file."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from ripplemark.cli import run
from tests.pages.seen import words

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"
ROW = "Chirp,i{0},2025-03-01T00:00Z,2025-03-01T{0:02d}:00Z,removed,2025-03-20T00:00Z"


def _given(page: AppTest, path: Path) -> AppTest:
    page.file_uploader[0].upload(path.name, path.read_bytes())
    return page.run()


@pytest.fixture
def export(archive: Archive, storing: Storing, tmp_path: Path) -> Path:
    archive.ensure_incident("LANTERN", "rumour", "UTC")
    storing(HEADER, *(ROW.format(k) for k in range(1, 13)))
    to = tmp_path / "given.json"
    assert run(["export", "squares", "--incident", "LANTERN", "--private", "--to", str(to)]) == 0
    return to


def test_an_export_that_still_holds_is_said_to(export: Path, opening: Opening) -> None:
    page = _given(opening("methods", about="exports"), export)
    assert "are the same, and so is the headline" in page.success[0].value


def test_numbers_that_are_others_stand_in_a_table(
    export: Path, storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *(ROW.format(k).replace(",i", ",more") for k in range(13, 20)))
    page = _given(opening("methods", about="exports"), export)
    assert "The archive has changed since this was exported" in page.warning[0].value
    table = page.dataframe[0].value
    used = table[
        (table["Measure"] == "Median time to removal") & (table["What"] == "how many were used")
    ]
    assert [tuple(row) for row in used[["Then", "Now"]].to_numpy()] == [("12", "19")]
    values = table[table["What"] == "value"]
    assert set(values["Then"].str[-2:]) <= {" %", " h"}


def test_a_private_export_is_not_made_again_for_other_machines(
    export: Path, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ripplemark.paths.vault_is_open", lambda: False)
    page = _given(opening("methods", about="exports"), export)
    assert "exported for its owner's own use" in page.error[0].value
    assert "items" not in words(page).partition("What changed since your export")[2]
