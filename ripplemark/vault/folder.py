"""A folder that its owner alone may read (0700, files 0600), changed by one process at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ripplemark.durable import PART, locked, replace_file
from ripplemark.errors import ArchiveError


class VaultError(ArchiveError):
    """The vault cannot be read or changed; what it held is still there."""

    title = "The vault is unchanged"


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the file system refuses into a VaultError that names no path; a missing file stays FileNotFoundError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise VaultError(
            f"The vault's folder cannot be used ({error.strerror or 'input/output error'}). Make it "
            "readable and writable for you, or name another folder with RIPPLEMARK_VAULT."
        ) from error


class PrivateFolder:
    """Small files by name, each replaced whole; the folder is made when something is first kept."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self, inner: str = "") -> None:
        """Make the folder, and a folder in it, for the owner alone."""
        with in_words():
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.chmod(self.root, 0o700)
            (self.root / inner).mkdir(mode=0o700, exist_ok=True)

    @contextmanager
    def changing(self, inner: str = "") -> Iterator[None]:
        """The folder exists and is ours alone until the block ends; what a killed writer left is swept."""
        self.prepare(inner)
        with in_words(), locked(self.root / ".lock"):
            for left in (self.root / inner).glob(f".*{PART}"):
                os.unlink(left)
            yield

    def read(self, name: str) -> bytes | None:
        """The bytes kept under a name; None where there are none."""
        with suppress(FileNotFoundError), in_words():
            return (self.root / name).read_bytes()
        return None

    def write(self, name: str, data: bytes) -> None:
        """Replace what is kept under a name; called while ``changing``."""
        replace_file(self.root / name, data, 0o600)

    def delete(self, name: str) -> None:
        """Delete what is kept under a name; nothing kept is no error."""
        with suppress(FileNotFoundError):
            os.unlink(self.root / name)

    def load(self, name: str) -> dict[str, Any]:
        """The JSON object kept under a name; empty where there is none."""
        text = self.read(name)
        try:
            return dict(json.loads(text)) if text is not None else {}
        except (ValueError, TypeError) as error:
            raise damaged(name) from error

    def save(self, name: str, value: object) -> None:
        """Replace the JSON object kept under a name; called while ``changing``."""
        self.write(name, json.dumps(value, indent=1).encode())


def damaged(name: str) -> VaultError:
    """The error for a vault file that does not hold what it should."""
    return VaultError(
        f"The vault's file '{name}' is damaged. Put back a copy of it, or move it away to start afresh."
    )
