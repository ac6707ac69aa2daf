"""The bundled archive goes by its name and is never written to."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from real_path import Storing

from ripplemark.archive import Archive, NotWritable
from ripplemark.archive.serving import serve
from ripplemark.cli import run
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.paths import BUNDLED, archive_root, is_bundled
from ripplemark.vault import Vault

DEMO = BUNDLED["demo"]


def _state(root: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder below ``root`` with its size and the moment it was last changed."""
    return {
        path.relative_to(root).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted([root, *root.rglob("*")])
    }


def _locked(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        path.chmod(stat.S_IRUSR | stat.S_IXUSR if path.is_dir() else stat.S_IRUSR)


def test_demo_names_the_bundled_archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert archive_root("demo") == DEMO
    monkeypatch.setenv("RIPPLEMARK_ARCHIVE", "demo")
    assert archive_root() == DEMO
    assert is_bundled(archive_root())
    monkeypatch.chdir(tmp_path)
    assert archive_root("./demo") == tmp_path / "demo"
    assert not is_bundled(tmp_path / "demo")


def test_every_reading_command_works_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    before = _state(DEMO)
    assert run(["--archive", "demo", "--json", "incidents"]) == 0
    code = json.loads(capsys.readouterr().out)[0]["incident"]
    for command in (
        ["datasets"],
        ["verify"],
        ["measure", "median-lag", "--incident", code],
        ["query", "SELECT count(*) AS bins FROM attention"],
    ):
        assert run(["--archive", "demo", "--json", *command]) == 0, command
    assert _state(DEMO) == before


def test_nothing_can_be_changed_in_it(tmp_path: Path) -> None:
    archive, before = Archive(DEMO), _state(DEMO)
    code, dataset = archive.incidents()[0], archive.datasets()[0].dataset_id
    path = tmp_path / "mine.csv"
    path.write_text("time,kind\n2025-01-01,court\n", encoding="utf-8")
    with pytest.raises(NotWritable):
        archive.decide(code, "verdict", "authentic")
    with pytest.raises(NotWritable):
        archive.remove(dataset)
    with pytest.raises(NotWritable):
        archive.new_incident()
    with pytest.raises(NotWritable):
        add(archive, Vault(tmp_path / "vault"), path, Options(incident=code))
    assert _state(DEMO) == before


def test_it_opens_and_answers_from_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    shutil.copytree(DEMO, root)
    _locked(root)
    before = _state(root)
    try:
        archive = Archive(root)
        serving = serve(archive)
        try:
            answer = measure(serving, "requests-needed", known=archive.incidents())
        finally:
            serving.close()
        assert len(answer.estimates) == 18
        assert archive.state(archive.fingerprint()) == archive.state()
        assert _state(root) == before
        assert ".lock" not in os.listdir(root)
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o700)


def test_a_simulated_archive_elsewhere_is_ones_own(
    few: Path, tmp_path: Path, storing: Storing
) -> None:
    root = tmp_path / "archive"
    shutil.copytree(few, root)
    archive = Archive(root)
    code = archive.incidents()[0]
    archive.decide(code, "verdict", "unverified")
    storing("time,kind", "2025-01-01,court", incident=code)
    assert archive.verify() == ()
    assert archive.decision(code, "verdict") == "unverified"
