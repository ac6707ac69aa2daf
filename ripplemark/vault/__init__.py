"""The private side: the hashing key, the names behind aliases, the raw hashes of inputs. Never inside an archive.

Everything here stays on the owner's machine, readable by the owner alone. Without the vault an archive is
pseudonymous; with it the owner sees their own names on screen.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ripplemark.durable import sync
from ripplemark.errors import ArchiveError
from ripplemark.vault import names as _names
from ripplemark.vault.folder import PrivateFolder, VaultError, damaged

__all__ = ["DESTROYING_THE_KEY", "HASH_DIGITS", "Input", "Vault", "VaultError", "apart"]

HASH_DIGITS = 32
"""How many hexadecimal digits a keyed hash has: 128 bits."""

DESTROYING_THE_KEY = (
    "Without the key nobody, the owner included, can test whether a link, a handle or a file is in "
    "the archive: the hashes stay and keep rows apart, but lead nowhere. There is no way back. Files "
    "read later get a new key, so an item in an old dataset and the same item in a new one count as "
    "two, and a file that is already here is not recognised. Names behind aliases stay in the vault "
    "until they are forgotten. Copies of the key, in a backup for instance, are not reached."
)
"""What it means to destroy the key, for the person who is about to do it."""

_KEY_BYTES = 32
_DATASET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Input:
    """What a dataset was read from, as the owner knows it: the file's SHA-256 (hex) and its name."""

    sha256: str
    file_name: str


class Vault:
    """One vault folder; nothing is created before something has to be kept."""

    def __init__(self, root: Path) -> None:
        self._folder = PrivateFolder(root)
        self._key: bytes | None = None

    @classmethod
    def open(cls, root: Path, create: bool = False) -> Vault | None:
        """The vault at ``root``; None where there is none and ``create`` does not ask for one."""
        vault = cls(root)
        if create:
            vault._folder.prepare()
        return vault if root.is_dir() else None

    @property
    def root(self) -> Path:
        """The vault's folder, which may not exist yet."""
        return self._folder.root

    @property
    def key(self) -> bytes:
        """32 random bytes, made on first use, once even where two processes ask at the same time."""
        if self._key is None:
            self._key = self._read_key() or self._make_key()
        return self._key

    @property
    def hex_key(self) -> str:
        """The key as 64 hexadecimal digits: what SQL is given as ``$key``."""
        return self.key.hex()

    def hash(self, value: str | bytes) -> str:
        """HMAC-SHA256 of a text or bytes under the key, 32 hexadecimal digits: for inputs, never for stored columns."""
        data = value.encode() if isinstance(value, str) else value
        return hmac.new(self.key, data, hashlib.sha256).hexdigest()[:HASH_DIGITS]

    def item_hash(self, text: str) -> str:
        """What SQL gives for ``left(sha256($key || value), 32)`` with ``hex_key`` as ``$key``: for stored columns.

        DuckDB has no HMAC. The digest is cut to half, which closes the length extension that HMAC guards against.
        """
        return hashlib.sha256((self.hex_key + text).encode()).hexdigest()[:HASH_DIGITS]

    def destroy_key(self) -> None:
        """Delete the key for good (see DESTROYING_THE_KEY); a process at work keeps its copy until it ends."""
        with self._folder.changing():
            self._key = None
            self._folder.delete("key")
            sync(self.root)

    def aliases(self, names: Iterable[str], prefix: str = "term") -> dict[str, str]:
        """An alias for each name: "term A", "term B" ... "term Z", "term AA"; new names take the next in order.

        A name keeps its alias for ever, and no alias is given twice, not even after ``forget``. The same name under
        another prefix has another alias. No names give no aliases.
        """
        return _names.alias_all(self._folder, names, prefix)

    def name(self, alias: str) -> str | None:
        """The name behind an alias; None where the vault has none, or has forgotten it."""
        return _names.name_of(self._folder, alias)

    def forget(self, aliases: Iterable[str]) -> None:
        """Delete the names behind these aliases; unknown ones are no error."""
        _names.forget(self._folder, aliases)

    def remember_input(self, dataset_id: str, sha256: str, file_name: str) -> None:
        """Keep what a dataset was read from; a second call for the same dataset replaces the first."""
        with self._folder.changing("inputs"):
            kept = {"sha256": sha256, "file_name": file_name}
            self._folder.save(_input_file(dataset_id), kept)

    def input_of(self, dataset_id: str) -> Input | None:
        """What a dataset was read from; None where the vault does not know."""
        name = _input_file(dataset_id)
        if not (kept := self._folder.load(name)):
            return None
        try:
            return Input(str(kept["sha256"]), str(kept["file_name"]))
        except KeyError as error:
            raise damaged(name) from error

    def forget_input(self, dataset_id: str) -> None:
        """Delete what is known of a dataset's input; nothing known is no error."""
        with self._folder.changing("inputs"):
            self._folder.delete(_input_file(dataset_id))
            sync(self.root / "inputs")

    def _read_key(self) -> bytes | None:
        key = self._folder.read("key")
        if key is not None and len(key) != _KEY_BYTES:
            raise damaged("key")
        return key

    def _make_key(self) -> bytes:
        with self._folder.changing():
            key = self._read_key()
            if key is None:
                key = secrets.token_bytes(_KEY_BYTES)
                self._folder.write("key", key)
            return key


def apart(archive_root: Path, vault_root: Path) -> None:
    """Refuse an archive and a vault of which one lies in the other, links followed: whoever gets one must not get both.

    Raises:
        ArchiveError: they are the same folder, or one holds the other.
    """
    archive, vault = archive_root.resolve(), vault_root.resolve()
    if archive.is_relative_to(vault) or vault.is_relative_to(archive):
        raise ArchiveError(
            "The archive and the vault may not lie in one another: whoever is given the archive "
            "would hold the names as well. Name two separate folders with RIPPLEMARK_ARCHIVE and "
            "RIPPLEMARK_VAULT."
        )


def _input_file(dataset_id: str) -> str:
    if not _DATASET.fullmatch(dataset_id):
        raise ValueError("a dataset id is made of letters, digits, '.', '_' and '-'")
    return f"inputs/{dataset_id}.json"
