"""A file of platform scope is never an incident: refused with the reason and the way, stored as a norm without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.cli import run
from ripplemark.ingest import PlatformFile
from ripplemark.readers import READERS

HEADER = "platform,period_start,period_end,metric,value,n\n"
TOTALS = HEADER + "Chirp,2025-06-01,2025-06-02,statements,12,12\n"
ITEMS = "platform,item,notice_at,down_at\nChirp,1,2025-06-01,2025-06-02\n"


@pytest.fixture
def totals(tmp_path: Path) -> str:
    path = tmp_path / "totals.csv"
    path.write_text(TOTALS)
    return str(path)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.mark.parametrize("command", ["add", "check"])
@pytest.mark.parametrize("scope", [[], ["--scope", "platform"], ["--scope", "incident"]])
def test_with_an_incident_it_is_refused_with_the_reason_and_the_way_and_nothing_is_stored(
    totals: str,
    archive: Archive,
    capsys: pytest.CaptureFixture[str],
    command: str,
    scope: list[str],
) -> None:
    assert run([command, totals, "--incident", "LANTERN", *scope]) == 1
    said = capsys.readouterr().err
    assert PlatformFile.title in said
    plain = " ".join(said.split())
    assert "covers a platform or a whole database" in plain
    assert "never counted with one" in plain
    assert "Add it without --incident" in plain
    assert "Nothing was stored" in plain
    assert archive.datasets() == ()
    assert archive.incidents() == ()


def test_the_document_of_the_refusal_names_it(
    totals: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--json", "add", totals, "--incident", "LANTERN"]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert told["dataset_id"] is None
    assert told["error"]["title"] == PlatformFile.title


def test_rows_of_items_told_to_be_of_a_platform_are_refused_with_an_incident_too(
    tmp_path: Path, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "items.csv"
    path.write_text(ITEMS)
    assert run(["add", str(path), "--incident", "LANTERN", "--scope", "platform"]) == 1
    assert PlatformFile.title in capsys.readouterr().err
    assert archive.incidents() == ()


def test_one_refused_file_leaves_those_beside_it_alone(
    totals: str, tmp_path: Path, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    items = tmp_path / "items.csv"
    items.write_text(ITEMS)
    assert run(["--json", "add", totals, str(items), "--incident", "LANTERN"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [each["scope"] for each in told if each["dataset_id"]] == ["incident"]
    assert [each.table for each in archive.datasets()] == ["moderation"]


def test_without_an_incident_it_is_a_norm_that_the_way_leads_to(
    totals: str, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--json", "add", totals]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["scope"] == "platform"
    assert archive.incidents() == ()
    asked = ["--json", "measure", "reported-decisions", "--scope", "platform"]
    assert run(asked) == 0
    (estimate,) = json.loads(capsys.readouterr().out)["estimates"]
    assert (estimate["by"]["platform"], estimate["value"]) == ("Chirp", 12)
    to = archive.root.parent / "own.csv"
    export = ["export", "platform-reports", "--set", f"dataset={told['dataset_id']}"]
    assert run([*export, "--to", str(to)]) == 0
    assert "Chirp,2025-06-01,12" in to.read_text(encoding="utf-8-sig")


def test_every_reader_of_platform_scope_says_so_and_fills_tables_that_can_be_norms() -> None:
    scoped = [reader for reader in READERS if reader.scope == "platform"]
    assert "canonical_platform_totals" in {reader.name for reader in scoped}
    for reader in scoped:
        assert reader.tables
