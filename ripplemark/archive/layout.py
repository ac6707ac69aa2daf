"""Where things lie in an archive's folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ripplemark.archive.package import ID_PATTERN
from ripplemark.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and files of one archive; none need exist."""

    root: Path

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
