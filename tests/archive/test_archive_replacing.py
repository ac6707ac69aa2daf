"""Replacing, removing, restoring, erasing: what is visible, what lies in the trash, and what is gone for good."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from storing import Adding, binned, ids

from ripplemark.archive import AlreadyHere, Archive, Replaced
from ripplemark.errors import UnknownName


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
