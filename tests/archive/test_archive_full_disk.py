"""A disk without room gives an error in words, and the archive is as it was."""

from __future__ import annotations

import resource
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from storing import Adding, add, described, ids, write_attention

from ripplemark.archive import Archive, DiskFull
from ripplemark.vault import Vault, VaultError

Place = tuple[Path, Path, Path]


def _allow(size: int) -> None:
    """No file may grow beyond this many bytes: what a full disk looks like without one."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _write_rows(place: Place) -> None:
    archive = Archive(place[0])
    with archive.stage() as staging:
        _allow(4096)
        write_attention(staging.folder, days=200_000)


def _commit(place: Place) -> None:
    archive, vault = Archive(place[0]), Vault(place[1])
    with archive.stage() as staging:
        shutil.copyfile(place[2], staging.folder / "attention.parquet")
        package = described(vault, "b" * 64)
        _allow(500)
        archive.commit(staging, package)


def _decide(place: Place) -> None:
    _allow(20)
    Archive(place[0]).ensure_incident("HARBOUR")


def _erase(place: Place) -> None:
    archive = Archive(place[0])
    _allow(20)
    archive.erase(ids(archive)[0])


def _words(act: Callable[[Place], None], place: Place) -> str:
    try:
        act(place)
    except DiskFull as refused:
        return str(refused)
    return "no refusal"


@pytest.mark.parametrize("act", [_write_rows, _commit, _decide, _erase])
def test_a_full_disk_is_said_in_words_and_the_archive_is_as_it_was(
    archive: Archive, vault: Vault, parquet: Path, adding: Adding, act: Callable[[Place], None]
) -> None:
    adding("a" * 64)
    before, files = archive.fingerprint(), archive.files("attention")
    place = (archive.root, vault.root, parquet)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        words = pool.submit(_words, act, place).result()
    assert "no room left" in words
    assert str(archive.root) not in words
    assert Archive(archive.root).fingerprint() == before
    assert archive.files("attention") == files
    assert archive.verify() == archive.trash() == ()
    add(archive, vault, parquet, "c" * 64)
    assert not list((archive.root / ".staging").iterdir())
    assert not list(archive.root.rglob("*.part"))


def _name_more(root: Path) -> str:
    vault = Vault(root)
    _allow(20)
    try:
        vault.aliases(["another name"])
    except VaultError as refused:
        return str(refused)
    return "no refusal"


def test_a_full_disk_leaves_the_vault_as_it_was(vault: Vault) -> None:
    vault.aliases(["one name"])
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        words = pool.submit(_name_more, vault.root).result()
    assert "another folder" in words
    assert vault.aliases(["one name"]) == {"one name": "term A"}
    assert vault.aliases(["another name"]) == {"another name": "term B"}
