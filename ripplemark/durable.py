"""Changing files so that a kill, a power cut or a full disk leaves the old bytes or the new ones, never half.

A file is written beside its place, synced, and moved there by one rename; then its folder is synced. What a killed
writer leaves behind ends in ``.part``; nothing reads such a file, and whoever holds the folder's lock may delete it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PART = ".part"
"""How the name of a file that is still being written ends."""


def replace_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Put ``data`` at ``path`` by one rename; OSError leaves what was there before."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        _write(part, data, mode)
        os.replace(part, path)
    finally:
        with suppress(OSError):
            os.unlink(part)
    sync(path.parent)


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def sync(path: Path) -> None:
    """Ask the disk to hold a file, or a folder's list of names; file systems that cannot sync a folder are left alone."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the only exclusive lock on ``path`` (created where missing), across threads and processes; not re-entrant."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def hold(folder: Path) -> int | None:
    """Mark a folder as in use until the returned handle is closed or the process ends; None where another holds it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
