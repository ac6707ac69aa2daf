"""From a user's file to a dataset: recognise, ask, read, check, protect, commit; one report for page and command line."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from ripplemark.archive import Archive
from ripplemark.errors import RipplemarkError
from ripplemark.ingest.appending import joined
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.examine import WRITTEN, examined, opened_as
from ripplemark.ingest.options import Options, settle
from ripplemark.ingest.refusals import (
    BadAnswer,
    MixedDates,
    NoIncident,
    NotRecognised,
    NotStored,
    NotThatFormat,
    PlatformFile,
    Undecided,
)
from ripplemark.ingest.report import Asked, Reject, Report
from ripplemark.ingest.storing import known_as, refuse_known, rehearse, store
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
    archive: Archive,
    path: Path,
    options: Options,
    *,
    position: int = 1,
    name: str | None = None,
    vault: Vault | None = None,
) -> Report:
    """What the file is, what would be stored, what is asked, what is wrong; stores nothing and makes no folder.

    With a ``vault`` the report says, in a warning and by ``dataset_id``, whether this very input is here already.

    Raises:
        InputError: the file cannot be read at all; ``refused`` makes a report of it.
        UnknownName, BadCode, BadCollectionName: an option that cannot be meant.
        NotAlike: the file may not join the collection that is named.
    """
    zone = settle(archive, options)
    options = joined(archive, options)
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        work = Path(folder)
        opened = opened_as(path, work, name, options)
        with examined(opened, archive, work, options, zone) as exam:
            here = known_as(archive, vault, exam.sha256) if vault else None
            if here is not None and here.dataset_id != options.replaces:
                said = f"This very input is in the archive already, as {here.dataset_id}."
                exam.caution("already-here", said)
            ready = exam.reading is not None and exam.only_rejects_open
            report = rehearse(exam, archive, position) if ready else exam.report(position)
    return replace(report, dataset_id=here.dataset_id if here else None)


def add(
    archive: Archive,
    vault: Vault,
    path: Path,
    options: Options,
    *,
    position: int = 1,
    name: str | None = None,
) -> Report:
    """Store the file as one dataset; the archive is not touched unless all of it can be stored.

    Raises:
        NotStored: questions are open, or rows cannot be stored and nobody said to leave them out; carries the report.
        AlreadyHere: this very input is in the archive.
        NoIncident: rows of an incident, and nobody says of which.
        InputError: the file cannot be read.
        UnknownName, BadCode, BadCollectionName: an option that cannot be meant.
        NotAlike: the file may not join the collection that is named.
        ArchiveError: the archive cannot take it, and is as it was.
    """
    apart(archive.root, vault.root)
    zone = settle(archive, options)
    options = joined(archive, options)
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        work = Path(folder)
        opened = opened_as(path, work, name, options)
        refuse_known(archive, vault, opened.sha256, options.replaces)
        with examined(opened, archive, work, options, zone) as exam:
            if _unready(exam) and exam.digest is not None:
                refuse_known(archive, vault, exam.sha256, options.replaces)
            _refuse_unready(exam, position)
            return store(exam, archive, vault, work / WRITTEN, position)


def _unready(exam: Examination) -> bool:
    return exam.open or exam.reading is None


def _refuse_unready(exam: Examination, position: int) -> None:
    if _unready(exam):
        raise NotStored(exam.report(position))
    if exam.homeless:
        raise NoIncident


def refused(error: RipplemarkError, position: int) -> Report:
    """The report of a file that was not stored: what is known of it, with the error's title and message."""
    told = {"title": error.title, "message": str(error)}
    if isinstance(error, NotStored):
        return replace(error.report, error=told)
    return Report(file=f"file {position}", error=told)
