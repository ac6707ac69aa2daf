"""An archive that several processes use at once, or that some may only read."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from storing import Adding, add, ids

from ripplemark.archive import AlreadyHere, Archive, NotWritable, shelf, verify
from ripplemark.vault import Vault


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
    import pyarrow.parquet  # noqa: F401 - while the interpreter's own folder can still be read

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
