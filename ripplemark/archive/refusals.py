"""What an archive refuses, in words; what the file system or DuckDB says is turned into these."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import duckdb

from ripplemark.errors import ArchiveError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("No space left", "quota exceeded", "File too large")
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class AlreadyHere(ArchiveError):
    """The same input is visible already, whatever its reading options were."""

    title = "This is already in the archive"

    def __init__(self, dataset_id: str, since: datetime) -> None:
        self.dataset_id, self.since = dataset_id, since
        super().__init__(
            f"Already here since {since:%Y-%m-%d}, as {dataset_id}. To read it again with other "
            f"options, say --replaces {dataset_id}; to start over, remove it first. Nothing was stored."
        )


class Frozen(ArchiveError):
    """An analysis plan was to be taken back."""

    title = "A frozen plan stays"

    def __init__(self) -> None:
        super().__init__(
            "An analysis plan cannot be changed or taken back. Freeze a later one: it counts from then on, and both are kept."
        )


class Replaced(ArchiveError):
    """A dataset cannot come back while the one that replaced it is visible."""

    title = "This was replaced"

    def __init__(self, dataset_id: str, by: str) -> None:
        self.dataset_id, self.by = dataset_id, by
        super().__init__(
            f"{dataset_id} was replaced by {by}, which is visible. Remove {by} first; then "
            f"{dataset_id} can be restored."
        )


class DiskFull(ArchiveError):
    """There is no room for what was to be written."""

    title = "The disk is full"

    def __init__(self) -> None:
        super().__init__(
            "There is no room left where the archive lies. Free some space, or erase what is in the "
            "trash, and try again; the archive is as it was before."
        )


class NotWritable(ArchiveError):
    """The archive may be read, but not changed."""

    title = "This archive is read-only"

    def __init__(self) -> None:
        super().__init__(
            "This archive cannot be changed: its folder may be read but not written. Bundled archives "
            "are like that. Name a folder of your own with --archive or RIPPLEMARK_ARCHIVE."
        )


class Damaged(ArchiveError):
    """A stored file does not hold what it should: ``subject`` is whose, ``problem`` what is wrong with it."""

    title = "A stored file is damaged"

    def __init__(
        self, subject: str, problem: str, advice: str = "Remove it and add its file again"
    ) -> None:
        self.subject, self.problem = subject, problem
        super().__init__(f"{subject}: {problem}. {advice}; the rest is not affected.")


@contextmanager
def in_words() -> Iterator[None]:
    """Turn OSError and DuckDB's IOException into an ArchiveError that names no path."""
    try:
        yield
    except OSError as error:
        raise _refusal(error.errno, error.strerror) from error
    except duckdb.IOException as error:
        full = any(words in str(error) for words in _FULL_WORDS)
        raise _refusal(errno.ENOSPC if full else None, None) from error


def _refusal(number: int | None, words: str | None) -> ArchiveError:
    if number in _FULL:
        return DiskFull()
    if number in _FORBIDDEN:
        return NotWritable()
    return ArchiveError(
        f"The archive's folder cannot be used ({words or 'input/output error'}). Check that its "
        "disk is there and in order, and try again; the archive is as it was before."
    )
