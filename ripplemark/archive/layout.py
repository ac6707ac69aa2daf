"""Where things lie in an archive's folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ripplemark.archive.package import ID_PATTERN
from ripplemark.errors import ArchiveError


def _now() -> datetime:
    return datetime.now(UTC)


def _token() -> str:
    return secrets.token_hex(4)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes are stamped with: when they were made, and 8 hexadecimal digits that keep two of one moment apart.

    A simulation brings its own, so that it can be made again byte by byte.
    """

    now: Callable[[], datetime] = _now
    token: Callable[[], str] = _token


STAMP = Stamp()


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and files of one archive, none of which need exist, and what its changes are stamped with."""

    root: Path
    stamp: Stamp = STAMP

    @property
    def datasets(self) -> Path:
        """One folder per dataset, named by its id."""
        return self.root / "datasets"

    @property
    def trash(self) -> Path:
        """Datasets that were removed or replaced and can be restored."""
        return self.root / "trash"

    @property
    def staging(self) -> Path:
        """What is being written, and what is being deleted; nothing here is ever read as data."""
        return self.root / ".staging"

    @property
    def decisions(self) -> Path:
        """One JSON file per decision."""
        return self.root / "decisions"

    @property
    def states(self) -> Path:
        """One JSON file per state that the archive was in."""
        return self.root / "states"

    @property
    def answers(self) -> Path:
        """Answers about large datasets, kept until these change; safe to delete."""
        return self.root / ".answers"

    @property
    def tombstones(self) -> Path:
        """What was erased: id and date only."""
        return self.root / "tombstones.json"

    @property
    def lock(self) -> Path:
        """The file whose lock a change holds."""
        return self.root / ".lock"

    def prepare(self) -> None:
        """Make what is missing; the archive's own folder for its owner alone."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.datasets, self.decisions, self.states, self.staging, self.trash):
            folder.mkdir(exist_ok=True)


def check_readable(where: Layout) -> None:
    """Raise an ArchiveError unless the archive's folder can be listed, or is not there yet."""
    try:
        os.scandir(where.root).close()
    except FileNotFoundError:
        return
    except OSError as error:
        raise ArchiveError(
            f"The archive's folder cannot be read ({error.strerror or 'input/output error'}). Name "
            "another with --archive or RIPPLEMARK_ARCHIVE."
        ) from error


def ids(folder: Path) -> tuple[str, ...]:
    """The dataset ids that have a folder here, sorted; none where the folder does not exist."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return ()
    return tuple(sorted(e.name for e in entries if ID_PATTERN.fullmatch(e.name) and e.is_dir()))
