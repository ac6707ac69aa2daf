"""Damaged files are named, left out on reading, and do not hurt the rest; packages validate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from frictionless import Package as DataPackage
from storing import Adding, add, binned, described, ids

from ripplemark import schema
from ripplemark.archive import Archive, Damaged, load, soundness, write_parquet
from ripplemark.vault import Vault


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


HARM = {
    "a byte in the middle": lambda path: flip(path, path.stat().st_size // 3),
    "the footer": lambda path: flip(path, path.stat().st_size - 20),
    "its end is missing": cut,
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_a_damaged_file_is_named_and_left_out_and_the_rest_works(
    archive: Archive, adding: Adding, harm: Callable[[Path], None]
) -> None:
    hurt, sound = adding("a" * 64), adding("b" * 64)
    harm(archive.root / "datasets" / hurt / "attention.parquet")
    named = [(finding.subject, finding.file) for finding in archive.verify()]
    assert named == [(hurt, "attention.parquet")]
    assert archive.verify() == archive.quarantined()
    assert [path.parent.name for path in archive.files("attention")] == [sound]
    with duckdb.connect() as con:
        rows = con.read_parquet([str(path) for path in archive.files("attention")])
        assert rows.count("*").fetchall() == [(5,)]
    assert ids(archive) == [hurt, sound]


@pytest.mark.parametrize("descriptor", [b"", b"{", b"[]", b'{"name": "x"}', None])
def test_a_damaged_descriptor_hides_its_dataset_and_is_named(
    archive: Archive, adding: Adding, descriptor: bytes | None
) -> None:
    hurt, sound = adding("a" * 64), adding("b" * 64)
    path = archive.root / "datasets" / hurt / "datapackage.json"
    path.unlink() if descriptor is None else path.write_bytes(descriptor)
    assert ids(archive) == [sound]
    assert [(found.subject, found.file) for found in archive.verify()] == [(hurt, path.name)]
    assert archive.quarantined() == archive.verify()
    with pytest.raises(Damaged, match=hurt):
        load(path.parent)


def test_a_damaged_dataset_is_healed_by_removing_it_and_adding_its_file_again(
    archive: Archive, adding: Adding
) -> None:
    for harmed in ("attention.parquet", "datapackage.json"):
        name = adding("a" * 64)
        cut(archive.root / "datasets" / name / harmed)
        archive.remove(name)
        assert adding("a" * 64) == name
        assert archive.verify() == ()
        assert (ids(archive), binned(archive)) == ([name], [])
        archive.erase(name)


def test_damage_in_the_trash_is_named_and_does_not_come_back_unseen(
    archive: Archive, adding: Adding
) -> None:
    name = adding("a" * 64)
    archive.remove(name)
    cut(archive.root / "trash" / name / "attention.parquet")
    assert [finding.subject for finding in archive.verify()] == [name]
    assert archive.quarantined() == ()
    archive.restore(name)
    assert archive.files("attention") == []
    assert [finding.subject for finding in archive.quarantined()] == [name]


def test_a_large_file_is_judged_by_size_and_footer_on_reading_and_by_every_byte_on_verifying(
    archive: Archive, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "HASHED_ON_READING", 100)
    name = adding("a" * 64)
    path = archive.root / "datasets" / name / "attention.parquet"
    flip(path, path.stat().st_size // 3)
    assert archive.files("attention") == [path]
    assert [finding.subject for finding in archive.verify()] == [name]
    cut(path)
    assert archive.files("attention") == []


def test_a_file_with_the_columns_of_another_table_is_named(
    archive: Archive, vault: Vault, parquet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = add(archive, vault, parquet, "a" * 64)
    other = schema.Table("attention", "other", schema.ATTENTION.fields[1:], ())
    monkeypatch.setattr(schema, "TABLES", (other,))
    soundness._first_look.cache_clear()
    (finding,) = archive.quarantined()
    soundness._first_look.cache_clear()
    assert finding.subject == name
    assert "columns of the table attention" in finding.problem


def test_a_damaged_list_of_tombstones_is_named_and_never_overwritten(
    archive: Archive, adding: Adding
) -> None:
    first, second = adding("a" * 64), adding("b" * 64)
    archive.erase(first)
    path = archive.root / "tombstones.json"
    path.write_bytes(b"[{")
    assert [finding.file for finding in archive.verify()] == [path.name]
    with pytest.raises(Exception, match=r"tombstones\.json cannot be read"):
        archive.erase(second)
    assert path.read_bytes() == b"[{"
    assert ids(archive) == [second]


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_every_dataset_is_a_valid_data_package(
    archive: Archive, vault: Vault, table: schema.Table
) -> None:
    package = described(vault, "a" * 64)
    with duckdb.connect() as connection:
        samples = {
            "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ '2025-10-24 08:00:00.123Z'",
            "DOUBLE": "0.5",
            "BIGINT": "3",
            "BOOLEAN": "true",
            "VARCHAR": "'term A'",
        }
        chosen = {field.name: field.choices for field in table.fields}
        full = ", ".join(
            f"'{chosen[n][0]}' AS {n}" if chosen.get(n) else f"{samples[of]} AS {n}"
            for n, of in table.stored
        )
        empty = ", ".join(
            f"{'NULL' if i else repr('LANTERN')} AS {n}" for i, (n, _) in enumerate(table.stored)
        )
        connection.execute(f"CREATE TABLE rows AS SELECT {full} UNION ALL SELECT {empty}")
        with archive.stage() as staging:
            write_parquet(connection, "rows", table, staging.folder)
            name = archive.commit(staging, replace(package, table=table.name))
    report = DataPackage(str(archive.root / "datasets" / name / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == 1


def test_a_package_holds_neither_the_raw_hash_nor_the_path_nor_the_machine(
    archive: Archive, adding: Adding, tmp_path: Path
) -> None:
    adding("5eed" * 16)
    for path in archive.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"5eed5eed" not in data
            assert str(tmp_path).encode() not in data
