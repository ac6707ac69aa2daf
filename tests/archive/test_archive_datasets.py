"""Adding and listing datasets: staged whole, committed once, described as given."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import duckdb
import pytest
from pyarrow.parquet import read_table
from storing import Adding, add, described, ids, write_attention

from ripplemark import schema
from ripplemark.archive import AlreadyHere, Archive, input_hash, write_parquet
from ripplemark.errors import ArchiveError, UnknownName
from ripplemark.vault import Vault


def test_a_folder_that_does_not_exist_is_an_empty_archive_and_reading_makes_nothing(
    archive: Archive,
) -> None:
    assert archive.datasets() == archive.trash() == archive.decisions() == archive.incidents() == ()
    assert archive.files("attention") == []
    assert archive.verify() == archive.quarantined() == ()
    assert len(archive.fingerprint()) == 12
    assert not archive.root.exists()


def test_a_dataset_is_visible_once_committed_and_its_package_says_what_was_given(
    archive: Archive, vault: Vault, adding: Adding
) -> None:
    name = adding("a" * 64, options={"tz": "Europe/Berlin"})
    package = archive.dataset(name)
    given = described(vault, "a" * 64, {"tz": "Europe/Berlin"})
    for key in ("incident", "source", "options", "counts", "warnings", "provenance", "input"):
        assert getattr(package, key) == getattr(given, key)
    (path,) = archive.files("attention")
    assert path == archive.root / "datasets" / name / "attention.parquet"
    assert archive.files("moderation") == []
    assert package.size == path.stat().st_size
    assert archive.incidents() == ("LANTERN",)
    assert archive.holder(given.input) == package
    assert archive.holder("0" * 32) is None
    assert archive.verify() == ()


def test_stored_rows_are_sorted_for_pruning_and_have_the_stored_columns_alone(
    parquet: Path,
) -> None:
    with duckdb.connect() as con:
        rows = con.read_parquet(str(parquet))
        assert list(zip(rows.columns, map(str, rows.types), strict=True)) == list(
            schema.ATTENTION.stored
        )
        assert [value for (value,) in rows.select("value").fetchall()] == [0, 1, 2, 3, 4]


def test_a_staging_folder_that_is_not_committed_leaves_nothing(
    archive: Archive, parquet: Path
) -> None:
    with archive.stage() as staging:
        shutil.copyfile(parquet, staging.folder / "attention.parquet")
    assert not staging.folder.exists()
    assert archive.datasets() == ()


def test_another_process_that_tidies_leaves_a_staging_folder_in_use_alone(
    archive: Archive, parquet: Path
) -> None:
    with archive.stage() as staging:
        shutil.copyfile(parquet, staging.folder / "attention.parquet")
        Archive(archive.root).new_incident()
        assert (staging.folder / "attention.parquet").is_file()


def test_a_staged_file_that_is_not_its_table_is_refused(archive: Archive, vault: Vault) -> None:
    with archive.stage() as staging:
        (staging.folder / "attention.parquet").write_bytes(b"PAR1 and no more")
        with pytest.raises(ArchiveError, match="not a readable Parquet file"):
            archive.commit(staging, described(vault, "a" * 64))
    assert archive.datasets() == ()


def test_the_same_input_is_refused_whatever_its_options_with_date_and_id(
    archive: Archive, adding: Adding
) -> None:
    name = adding("a" * 64)
    since = archive.dataset(name).added_at
    assert since is not None
    for options in ({}, {"tz": "UTC"}):
        with pytest.raises(AlreadyHere, match=f"since {since:%Y-%m-%d}, as {name}") as refused:
            adding("a" * 64, options=options)
        assert (refused.value.dataset_id, refused.value.since) == (name, since)
    assert ids(archive) == [name]


def test_an_unknown_id_is_answered_with_the_valid_ones(archive: Archive, adding: Adding) -> None:
    name = adding("a" * 64)
    for act in (archive.remove, archive.erase, archive.dataset):
        for unknown in ("google-trends-00000000", "../datasets", ""):
            with pytest.raises(UnknownName, match=name):
                act(unknown)
    with pytest.raises(UnknownName, match="none yet"):
        archive.restore(name)
    assert ids(archive) == [name]


def test_an_id_tells_nothing_without_the_key_and_changes_with_the_options(
    vault: Vault, tmp_path: Path
) -> None:
    one, two = described(vault, "a" * 64), described(vault, "a" * 64, {"tz": "UTC"})
    other = described(Vault(tmp_path / "other"), "a" * 64)
    assert one == described(vault, "a" * 64)
    assert one.dataset_id.startswith("google-trends-")
    assert len({one.dataset_id, two.dataset_id, other.dataset_id}) == 3
    assert one.input == two.input == input_hash(vault, "a" * 64)
    assert "a" * 8 not in one.dataset_id + one.input


def test_a_file_in_the_place_of_an_archive_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not a folder")
    with pytest.raises(ArchiveError, match="--archive"):
        Archive(tmp_path / "archive")


def test_an_archive_is_for_its_owner_alone(archive: Archive) -> None:
    archive.new_incident()
    assert stat.S_IMODE(archive.root.stat().st_mode) == 0o700


def test_everything_is_synced_before_the_rename_that_makes_it_visible(
    archive: Archive, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    late: list[str] = []
    real_sync, real_rename = os.fsync, os.rename

    def fsync(handle: int) -> None:
        synced.add(os.fstat(handle).st_ino)
        real_sync(handle)

    def rename(source: Path, target: Path) -> None:
        if target.parent.name == "datasets":
            late.extend(
                p.name for p in [source, *source.iterdir()] if p.stat().st_ino not in synced
            )
        real_rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    adding("a" * 64)
    assert late == []
    assert (archive.root / "datasets").stat().st_ino in synced


def test_a_view_is_stored_as_well_as_a_table(tmp_path: Path, parquet: Path) -> None:
    with duckdb.connect() as connection:
        connection.read_parquet(str(parquet)).create_view("seen")
        written = write_parquet(connection, "seen", schema.ATTENTION, tmp_path)
    assert read_table(written).equals(read_table(parquet))


def test_a_connection_that_may_write_nowhere_else_can_write_a_staging_folder(
    archive: Archive, vault: Vault, parquet: Path, tmp_path: Path
) -> None:
    with archive.stage() as staging, duckdb.connect() as connection:
        connection.execute("CREATE TABLE rows AS FROM read_parquet($path)", {"path": str(parquet)})
        connection.execute("SET allowed_directories = $folders", {"folders": [str(staging.folder)]})
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        with pytest.raises(duckdb.PermissionException):
            write_parquet(connection, "rows", schema.ATTENTION, tmp_path)
        write_parquet(connection, "rows", schema.ATTENTION, staging.folder)
        assert archive.commit(staging, described(vault, "a" * 64)) in ids(archive)


def test_a_table_without_rows_is_a_dataset_as_any_other(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    name = add(archive, vault, write_attention(tmp_path, days=0), "a" * 64)
    assert ids(archive) == [name]
    assert archive.verify() == ()


def test_datasets_removed_together_are_one_change_and_each_can_come_back(
    archive: Archive, adding: Adding
) -> None:
    names = [adding(letter * 64) for letter in "abc"]
    states = len(list((archive.root / "states").iterdir()))
    assert archive.remove_together(names[:2]) == 2
    assert ids(archive) == names[2:]
    assert len(list((archive.root / "states").iterdir())) == states + 1
    archive.restore(names[0])
    assert set(ids(archive)) == {names[0], names[2]}


def test_of_datasets_removed_together_none_goes_where_one_is_not_known(
    archive: Archive, adding: Adding
) -> None:
    name = adding("a" * 64)
    with pytest.raises(UnknownName, match="nothing-here"):
        archive.remove_together([name, "nothing-here"])
    assert ids(archive) == [name]
