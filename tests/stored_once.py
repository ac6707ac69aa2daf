"""The same rows, stored in the same order into an empty archive, are stored once in a run; every further test gets a copy."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from ripplemark.ingest import Report

FOLDERS = ("archive", "vault")
History = tuple[str, ...]
State = frozenset[tuple[str, int]]


@dataclass
class Once:
    """What was stored in this run.

    Attributes:
        folder: where copies are kept.
        known: by the calls that led to it, where a copy lies, what the files are, and the last call's report.
    """

    folder: Path
    known: dict[History, tuple[Path, State, Report]] = field(default_factory=dict)

    def given(self, history: History, to: Path) -> Report | None:
        """The archive and the vault after these calls, put in the place of those in a folder; None where they are new."""
        if history not in self.known:
            return None
        copy, _, report = self.known[history]
        _copied(copy, to)
        return report

    def keep(self, history: History, of: Path, report: Report) -> None:
        """Keep a copy of the archive and the vault in a folder."""
        copy = self.folder / str(len(self.known))
        _copied(of, copy)
        self.known[history] = copy, state(copy), report

    def untouched(self, history: History, folder: Path) -> bool:
        """True where nothing but these calls has changed the archive and the vault in a folder."""
        after = self.known[history][1] if history in self.known else frozenset()
        return state(folder) == after


def state(folder: Path) -> State:
    """Every file of the archive and the vault, with its size."""
    return frozenset(
        (str(path.relative_to(folder)), path.stat().st_size)
        for name in FOLDERS
        for path in (folder / name).rglob("*")
        if path.is_file()
    )


def _copied(of: Path, to: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(to / name, ignore_errors=True)
        if (of / name).exists():
            shutil.copytree(of / name, to / name)
