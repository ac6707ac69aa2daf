"""From a user's file to a dataset: recognise, ask, read, check, protect, commit; one report for page and command line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ripplemark.archive import Archive
from ripplemark.errors import RipplemarkError
from ripplemark.ingest import shape
from ripplemark.ingest.examine import BadAnswer, Examination, examine, report_of
from ripplemark.ingest.options import Options
from ripplemark.ingest.refusals import (
    MixedDates,
    NoIncident,
    NotRecognised,
    NotStored,
    NotThatFormat,
    PlatformFile,
    Undecided,
)
from ripplemark.ingest.report import Asked, Reject, Report
from ripplemark.ingest.store import refuse_known, select, store, told
from ripplemark.vault import Vault, apart

__all__ = [
    "Asked",
    "BadAnswer",
    "MixedDates",
    "NoIncident",
    "NotRecognised",
    "NotStored",
    "NotThatFormat",
    "Options",
    "PlatformFile",
    "Reject",
    "Report",
    "Undecided",
    "add",
    "check",
    "refused",
]


def check(
    archive: Archive, path: Path, options: Options, *, position: int = 1, name: str | None = None
) -> Report:
    """What the file is, what would be stored, what is asked, what is wrong; stores nothing, anywhere.

    Raises:
        InputError: the file cannot be read at all; ``refused`` makes a report of it.
    """
    with (
        tempfile.TemporaryDirectory(prefix="ripplemark-") as folder,
        _examined(archive, path, Path(folder), options, name) as exam,
    ):
        if exam.reading is None or (exam.open and not _only_rejects(exam)):
            return report_of(exam, position)
        select(exam, shape.Protection("", ""), None)
        return told(exam, position)


def add(
    archive: Archive,
    vault: Vault,
    path: Path,
    options: Options,
    *,
    position: int = 1,
    name: str | None = None,
) -> Report:
    """Store the file as one dataset.

    Raises:
        NotStored: questions are open, or rows cannot be stored and nobody said to leave them out; carries the report.
        AlreadyHere: this very input is in the archive.
        InputError: the file cannot be read.
        ArchiveError: the archive cannot take it, and is as it was.
    """
    apart(archive.root, vault.root)
    with archive.stage() as staging, tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        with _examined(archive, path, Path(folder), options, name, staging.folder) as exam:
            refuse_known(archive, vault, exam.opened.sha256, options.replaces)
            if exam.open or exam.reading is None:
                raise NotStored(report_of(exam, position))
            report = store(exam, archive, vault, staging, position)
        if options.incident:
            archive.ensure_incident(options.incident, zone=options.zone)
    return report


def refused(error: RipplemarkError, position: int) -> Report:
    """The report of a file that could not be read: its error's title and message."""
    if isinstance(error, NotStored):
        return replace(error.report, error={"title": error.title, "message": str(error)})
    return Report(file=f"file {position}", error={"title": error.title, "message": str(error)})


def _only_rejects(exam: Examination) -> bool:
    return all(asked.question.name == "rejects" for asked in exam.asked if asked.open)


@contextmanager
def _examined(
    archive: Archive,
    path: Path,
    work: Path,
    options: Options,
    name: str | None,
    staging: Path | None = None,
) -> Iterator[Examination]:
    home = archive.decision(options.incident, "home_zone") if options.incident else None
    exam = examine(path, work, options, str(home) if home else None, name, staging)
    try:
        yield exam
    finally:
        exam.intake.close()
