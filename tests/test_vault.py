"""The vault keeps a key, names and inputs to its owner, and loses none of them to a race."""

from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripplemark.errors import ArchiveError
from ripplemark.vault import DESTROYING_THE_KEY, Input, Vault, VaultError, apart
from ripplemark.vault.names import letters


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "config" / "vault")


def test_a_vault_is_made_on_first_use_and_not_by_looking(vault: Vault) -> None:
    assert Vault.open(vault.root) is None
    assert vault.name("term A") is None
    assert vault.input_of("log-1") is None
    assert vault.aliases([]) == {}
    assert not vault.root.exists()
    assert Vault.open(vault.root, create=True) is not None
    assert Vault.open(vault.root) is not None


def test_only_the_owner_can_read_anything_in_it(vault: Vault) -> None:
    vault.root.mkdir(mode=0o755, parents=True)
    vault.hash("x")
    vault.aliases(["a name"])
    vault.remember_input("log-1", "a" * 64, "requests.csv")
    modes = {
        path.relative_to(vault.root).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in (vault.root, *vault.root.rglob("*"))
    }
    folders = {".", "inputs"}
    assert {modes.pop(name) for name in folders} == {0o700}
    assert set(modes) == {"key", "names.json", "inputs/log-1.json", ".lock"}
    assert set(modes.values()) == {0o600}


def test_the_key_is_made_once_and_hashes_depend_on_it(vault: Vault, tmp_path: Path) -> None:
    again, other = Vault(vault.root), Vault(tmp_path / "other")
    assert len(vault.key) == 32
    assert vault.key == again.key != other.key
    assert vault.hash("a link") == again.hash(b"a link") != other.hash("a link")
    assert len(vault.hash("")) == 32
    assert vault.hash("a link") != vault.hash("a link ")


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(), min_size=1, max_size=20))
def test_an_item_has_the_same_hash_in_python_and_in_sql(texts: list[str]) -> None:
    vault = Vault(Path("unused"))
    vault._key = bytes(range(32))
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT left(sha256($key || value), 32) FROM (SELECT unnest($texts::VARCHAR[]) AS value)",
            {"key": vault.hex_key, "texts": texts},
        ).fetchall()
    assert [value for (value,) in rows] == [vault.item_hash(text) for text in texts]


def _key_elsewhere(root: Path) -> bytes:
    return Vault(root).key


def _names_elsewhere(root: Path, names: list[str]) -> list[dict[str, str]]:
    return [Vault(root).aliases([name]) for name in names]


def test_processes_that_come_at_once_agree_on_the_key_and_on_every_alias(vault: Vault) -> None:
    names = [f"name {number}" for number in range(30)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        keys = list(pool.map(_key_elsewhere, [vault.root] * 2))
        lists = [names, names[::-1]]
        given = list(pool.map(_names_elsewhere, [vault.root] * 2, lists))
    assert keys == [vault.key] * 2
    merged = [{k: v for one in each for k, v in one.items()} for each in given]
    assert merged[0] == merged[1] == vault.aliases(names)
    assert sorted(merged[0].values()) == sorted(f"term {letters(n)}" for n in range(1, 31))


def test_aliases_follow_the_order_of_names_and_stay(vault: Vault) -> None:
    assert vault.aliases(["b", "a", "b"]) == {"b": "term A", "a": "term B"}
    assert vault.aliases(["c", "a"]) == {"c": "term C", "a": "term B"}
    assert vault.aliases(["a"], "title") == {"a": "title A"}
    assert vault.name("term B") == vault.name("title A") == "a"
    odd = 'a name with "quotes", \n and \U0001f3ee and \ud800'
    assert vault.name(vault.aliases([odd])[odd]) == odd


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert len({letters(number) for number in range(1, 2000)}) == 1999


def test_a_forgotten_name_is_gone_from_the_disk_and_its_alias_is_not_given_again(
    vault: Vault,
) -> None:
    vault.aliases(["one secret", "two"])
    vault.forget(["term A", "term Q"])
    assert vault.name("term A") is None
    assert vault.name("term B") == "two"
    for path in vault.root.rglob("*"):
        assert path.is_dir() or b"secret" not in path.read_bytes()
    assert vault.aliases(["one secret"]) == {"one secret": "term C"}


def test_an_input_is_remembered_per_dataset_and_forgotten(vault: Vault) -> None:
    vault.remember_input("log-1", "a" * 64, "requests.csv")
    vault.remember_input("log-2", "b" * 64, "zweite Liste.xlsx")
    assert vault.input_of("log-1") == Input("a" * 64, "requests.csv")
    vault.forget_input("log-1")
    vault.forget_input("log-1")
    assert vault.input_of("log-1") is None
    assert vault.input_of("log-2") == Input("b" * 64, "zweite Liste.xlsx")
    with pytest.raises(ValueError):
        vault.remember_input("../key", "a" * 64, "x")


def test_destroying_the_key_breaks_the_link_to_everything_hashed_before(vault: Vault) -> None:
    before = vault.hash("a link")
    vault.aliases(["a name"])
    vault.destroy_key()
    vault.destroy_key()
    assert not (vault.root / "key").exists()
    assert vault.hash("a link") != before
    assert vault.name("term A") == "a name"
    assert "no way back" in DESTROYING_THE_KEY


def test_a_damaged_vault_file_is_named_and_never_overwritten(vault: Vault) -> None:
    assert vault.aliases(["a name"])
    assert vault.key
    for name in ("key", "names.json"):
        path = vault.root / name
        path.write_bytes(b"{")
        with pytest.raises(VaultError, match=f"'{name}' is damaged"):
            Vault(vault.root).aliases(["another"]) if name != "key" else Vault(vault.root).key
        assert path.read_bytes() == b"{"


def test_archive_and_vault_may_not_lie_in_one_another(tmp_path: Path) -> None:
    archive, link = tmp_path / "archive", tmp_path / "link"
    archive.mkdir()
    link.symlink_to(archive)
    apart(archive, tmp_path / "vault")
    apart(archive, tmp_path / "archive-vault")
    for vault in (archive, archive / "vault", tmp_path, link / "vault"):
        with pytest.raises(ArchiveError, match="may not lie in one another"):
            apart(archive, vault)
