"""The files that a user would have had: written into a temporary folder, with the options for reading them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ripplemark.simulate.grid import HOUR, local, seconds, written
from ripplemark.simulate.plan import Event, Incident

EVENTS = ("time", "time_end", "kind", "credibility")
SOURCE = "Ripplemark's simulation"
LICENCE = "CC0-1.0"


@dataclass(frozen=True, slots=True)
class Folder:
    """Numbered CSV files of one simulation."""

    path: Path

    def table(self, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Path:
        """A CSV with this header."""
        path = self._next()
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
        return path

    def text(self, text: str) -> Path:
        """A file with this text."""
        path = self._next()
        path.write_text(text, encoding="utf-8")
        return path

    def _next(self) -> Path:
        return self.path / f"input-{sum(1 for _ in self.path.iterdir()) + 1:04d}.csv"


def event_rows(incident: Incident) -> list[tuple[str, ...]]:
    """The incident's events below EVENTS."""
    begins = seconds(incident.begins, incident.zone)
    return [_event(each, begins, incident.zone) for each in incident.events]


def _event(event: Event, begins: float, zone: str) -> tuple[str, ...]:
    at = begins + event.after * HOUR
    end = "" if event.lasts is None else written(at + event.lasts * HOUR)
    return local(at, zone) if event.daily else written(at), end, event.kind, event.credibility
