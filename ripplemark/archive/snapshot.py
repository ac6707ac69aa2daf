"""What an archive held at one moment, read once: what a figure is made from, whatever changes meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ripplemark.archive.decisions import Decision, read_decisions, standing, value_of
from ripplemark.archive.incidents import codes_of
from ripplemark.archive.layout import Layout
from ripplemark.archive.notation import Json
from ripplemark.archive.package import Package
from ripplemark.archive.shelf import visible


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archive that stands still: its folder, visible datasets and decisions; answers as Archive does, reads no file.

    ``packages`` and ``made`` (every decision) come oldest first; ``counting`` are the decisions that were not undone.
    """

    root: Path
    packages: tuple[Package, ...]
    made: tuple[Decision, ...]
    counting: tuple[Decision, ...]

    def snapshot(self) -> Snapshot:
        """Itself."""
        return self

    def datasets(self) -> tuple[Package, ...]:
        """The datasets that were visible, oldest first."""
        return self.packages

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision that had been made, oldest first, undone ones and undoings included."""
        return self.made

    def decision(
        self, incident: str | None, key: str, default: Json = None, *, subject: str | None = None
    ) -> Json:
        """The value that counted: the latest that was not undone, else the incident's first value, else ``default``."""
        return value_of(self.counting, incident, subject, key, default)

    def incidents(self) -> tuple[str, ...]:
        """The codes that existed, sorted."""
        return codes_of(self.counting, self.packages)


def take(where: Layout) -> Snapshot:
    """The archive as it is now; a folder that does not exist gives nothing."""
    made = read_decisions(where)[0]
    return Snapshot(where.root, visible(where), made, standing(made))
