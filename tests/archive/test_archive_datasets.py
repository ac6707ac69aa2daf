"""Adding, listing, replacing, removing, restoring, erasing."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pytest
from pyarrow.parquet import read_table
from storing import add, binned, described, ids, write_attention

from ripplemark import schema
from ripplemark.archive import (
    AlreadyHere,
    Archive,
    NotWritable,
    Replaced,
    input_hash,
    shelf,
    verify,
    write_parquet,
)
from ripplemark.errors import ArchiveError, UnknownName
from ripplemark.vault import Vault

Adding = Callable[..., str]


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


def test_a_dataset_that_replaces_another_hides_it_and_moves_it_to_the_trash(
    archive: Archive, adding: Adding
) -> None:
    first = adding("a" * 64)
    second = adding("a" * 64, options={"tz": "UTC"}, replaces=[first])
    third = adding("b" * 64, replaces=[second])
    assert ids(archive) == [third]
    assert sorted(binned(archive)) == sorted([first, second])
    assert archive.dataset(third).replaces == (second,)
    with pytest.raises(Replaced, match=third):
        archive.restore(second)
    archive.remove(third)
    archive.restore(second)
    assert ids(archive) == [second]


def test_a_replaced_dataset_is_hidden_before_it_is_moved(archive: Archive, adding: Adding) -> None:
    # What a kill between the commit's rename and the housekeeping leaves.
    first = adding("a" * 64)
    second = adding("b" * 64, replaces=[first])
    third = adding("c" * 64, replaces=[second])
    for name in (first, second):
        os.rename(archive.root / "trash" / name, archive.root / "datasets" / name)
    assert ids(Archive(archive.root)) == [third]
    assert len(archive.files("attention")) == 1
    archive.new_incident()
    assert sorted(binned(archive)) == sorted([first, second])


def test_only_what_is_visible_can_be_replaced(archive: Archive, adding: Adding) -> None:
    name = adding("a" * 64)
    with pytest.raises(UnknownName, match=name):
        adding("b" * 64, replaces=["google-trends-00000000"])
    assert ids(archive) == [name]


def test_removing_and_restoring_brings_back_the_very_same_state(
    archive: Archive, adding: Adding
) -> None:
    first, second = adding("a" * 64), adding("b" * 64)
    before, files = archive.fingerprint(), archive.files("attention")
    archive.remove(first)
    assert archive.fingerprint() != before
    assert (ids(archive), binned(archive)) == ([second], [first])
    archive.restore(first)
    assert archive.fingerprint() == before
    assert archive.files("attention") == files
    assert binned(archive) == []


def test_a_restored_dataset_may_not_double_an_input_that_is_visible_again(
    archive: Archive, adding: Adding
) -> None:
    first = adding("a" * 64)
    archive.remove(first)
    second = adding("a" * 64, options={"tz": "UTC"})
    with pytest.raises(AlreadyHere, match=second):
        archive.restore(first)
    assert ids(archive) == [second]


def test_an_input_that_is_added_again_after_its_removal_leaves_no_double_in_the_trash(
    archive: Archive, adding: Adding
) -> None:
    name = adding("a" * 64)
    archive.remove(name)
    assert adding("a" * 64) == name
    assert (ids(archive), binned(archive)) == ([name], [])
    archive.remove(name)
    assert (ids(archive), binned(archive)) == ([], [name])


def test_an_erased_dataset_leaves_its_id_and_a_date_and_nothing_else(
    archive: Archive, adding: Adding
) -> None:
    first, second = adding("a" * 64), adding("b" * 64)
    archive.remove(second)
    archive.erase(first)
    archive.erase(second)
    assert (ids(archive), binned(archive)) == ([], [])
    entries = json.loads((archive.root / "tombstones.json").read_bytes())
    assert [set(entry) for entry in entries] == [{"id", "erased_at"}] * 2
    assert {entry["id"] for entry in entries} == {first, second}
    assert not list(archive.root.rglob("*.parquet"))
    assert not list(archive.root.rglob("datapackage.json"))
    assert not list((archive.root / ".staging").iterdir())


def test_a_copy_of_an_erased_dataset_stays_invisible_and_goes_on_opening(
    archive: Archive, adding: Adding, tmp_path: Path
) -> None:
    name = adding("a" * 64)
    shutil.copytree(archive.root / "datasets" / name, tmp_path / "backup")
    archive.erase(name)
    shutil.copytree(tmp_path / "backup", archive.root / "datasets" / name)
    assert archive.datasets() == ()
    assert archive.verify() == ()
    Archive(archive.root)
    assert not (archive.root / "datasets" / name).exists()


def test_an_erased_input_that_is_added_again_on_purpose_is_a_new_dataset(
    archive: Archive, adding: Adding
) -> None:
    name = adding("a" * 64)
    archive.erase(name)
    assert adding("a" * 64) == name
    assert ids(Archive(archive.root)) == [name]
    archive.erase(name)
    assert ids(Archive(archive.root)) == []


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


def _add_elsewhere(root: Path, vault: Path, parquet: Path, inputs: list[str]) -> list[str]:
    archive, done = Archive(root), []
    for sha256 in inputs:
        try:
            done.append(add(archive, Vault(vault), parquet, sha256))
        except AlreadyHere as refused:
            done.append(f"refused {refused.dataset_id}")
    return done


def test_two_processes_add_at_once_and_an_input_that_both_bring_is_taken_once(
    archive: Archive, vault: Vault, parquet: Path
) -> None:
    shared = [f"{number:064x}" for number in range(8)]
    alone = [["a" * 64, *shared], ["b" * 64, *shared]]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(_add_elsewhere, archive.root, vault.root, parquet, inputs)
            for inputs in alone
        ]
        done = [name for each in running for name in each.result()]
    taken = [name for name in done if not name.startswith("refused")]
    refused = [name.removeprefix("refused ") for name in done if name.startswith("refused")]
    assert len(taken) == len(set(taken)) == 10
    assert len(refused) == 8
    assert set(refused) <= set(taken) == set(ids(archive))
    assert archive.verify() == ()
    assert not list((archive.root / ".staging").iterdir())


def _change_as_a_stranger(root: Path) -> list[str]:
    if os.getuid() == 0:
        os.setresuid(65534, 65534, 65534)
    archive, said = Archive(root), []
    (name,) = ids(archive)
    assert len(archive.files("attention")) == 1
    assert archive.verify() == ()
    for act in (archive.new_incident, lambda: archive.remove(name), lambda: archive.erase(name)):
        try:
            act()
        except NotWritable as refused:
            said.append(str(refused))
    return said


def test_an_archive_without_write_permission_is_read_and_refuses_changes_in_words(
    vault: Vault, parquet: Path
) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        os.chmod(open_to_all, 0o755)
        archive = Archive(Path(open_to_all) / "bundled")
        add(archive, vault, parquet, "a" * 64)
        for path in (archive.root, *archive.root.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            said = pool.submit(_change_as_a_stranger, archive.root).result()
        for path in (archive.root, *archive.root.rglob("*")):
            path.chmod(0o755)
    assert len(said) == 3
    assert all("--archive" in words and open_to_all not in words for words in said)


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


def test_a_reader_who_looks_while_another_replaces_always_sees_exactly_one(
    archive: Archive, vault: Vault, parquet: Path
) -> None:
    name = add(archive, vault, parquet, f"{0:064x}")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        busy = pool.submit(_replace_elsewhere, archive.root, vault.root, parquet, name)
        seen = []
        while not busy.done():
            seen.append(len(archive.datasets()))
        busy.result()
    assert set(seen) == {1}


def test_a_reader_who_is_overtaken_by_a_replacement_looks_again(
    archive: Archive, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = adding("a" * 64)
    real_ids, real_problem, overtaken = shelf.ids, verify.problem, [0, 0]

    def listed(folder: Path) -> tuple[str, ...]:
        names = real_ids(folder)
        if not overtaken[0] and names == (first,):
            overtaken[0] = 1
            adding("b" * 64, replaces=[first])
        return names

    def judged(*asked: object, **more: object) -> str | None:
        if not overtaken[1]:
            overtaken[1] = 1
            adding("c" * 64, replaces=ids(archive))
        return real_problem(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(shelf, "ids", listed)
    assert len(archive.datasets()) == 1
    monkeypatch.setattr(verify, "problem", judged)
    assert len(archive.files("attention")) == 1
    assert overtaken == [1, 1]


def _replace_elsewhere(root: Path, vault: Path, parquet: Path, name: str) -> None:
    archive = Archive(root)
    for number in range(1, 16):
        name = add(archive, Vault(vault), parquet, f"{number:064x}", replaces=[name])


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
