"""A collection stands in a source line once, however many datasets it has."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault
from tests.dumps import posts


def _source(archive: Archive) -> str:
    serving = serve(archive)
    try:
        return figure(archive, serving, Gate.of("public"), "attention", incident="LANTERN").source
    finally:
        serving.close()


def test_a_collection_is_named_once_with_how_many_of_its_datasets_were_used(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    first = date(2025, 3, 1)
    for week in range(3):
        days = [str(first + timedelta(days=7 * week + day)) for day in range(7)]
        path = posts(tmp_path, f"{week}.csv", *days)
        options = Options(incident="LANTERN", append="posts-weekly", source="Chirp Research")
        add(archive, vault, path, options)
    alone = posts(tmp_path, "alone.csv", "2025-03-01", series="views")
    add(archive, vault, alone, Options(incident="LANTERN", source="Plaza Watch"))
    said = _source(archive)
    assert said.count("posts-weekly") == 1
    assert "Chirp Research, 3 datasets of the collection posts-weekly, added " in said
    assert said.count("Chirp Research") == 1
    assert "; Plaza Watch, added " in said
    assert not any(each.dataset_id in said for each in archive.datasets())
    archive.remove(archive.collection("posts-weekly").members[0].dataset_id)
    assert "2 datasets of the collection posts-weekly" in _source(archive)
