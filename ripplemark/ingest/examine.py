"""Recognise, ask, read, check: from an opened file to rows ready to be stored, without touching the archive."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ripplemark.archive import Archive
from ripplemark.engine import Intake
from ripplemark.engine.intake import engine_words
from ripplemark.ingest.asking import ask
from ripplemark.ingest.checking import check_rows
from ripplemark.ingest.clocks import convert
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.options import Options, Zone
from ripplemark.ingest.publisher import holds_link
from ripplemark.ingest.recognise import Recognised, recognise
from ripplemark.ingest.refusals import PlatformFile
from ripplemark.ingest.scanning import scan
from ripplemark.readers.base import Scope
from ripplemark.readers.opening import Opened, open_input

log = logging.getLogger(__name__)

WRITTEN = "written"
"""The folder, in the private one, into which the intake connection may write."""


def opened_as(path: Path, work: Path, name: str | None) -> Opened:
    """The file, opened; ``name`` is its own name where the path has another, as for an upload."""
    opened = open_input(path, work)
    return opened if name is None else replace(opened, head=replace(opened.head, name=name))


@contextmanager
def examined(
    opened: Opened, archive: Archive, work: Path, options: Options, zone: Zone
) -> Iterator[Examination]:
    """The file's examination, as far as it comes; its connection is open until the block ends.

    Args:
        work: a private folder for what must be written on the way.
        options, zone: as settled.

    Raises:
        InputError: the file, or an answer, cannot be read; every class says what, where and what next.
    """
    found = recognise(opened.head, options.format, options.mapping)
    scope = _scope(found, options)
    (work / WRITTEN).mkdir()
    intake = Intake(opened.text, work / WRITTEN, work / "spill")
    try:
        with engine_words():
            exam = Examination(opened, found, intake, options, scope, zone)
            exam.cautions += [*opened.cautions, *found.match.warnings]
            _steps(exam)
            _tell(exam, archive)
            yield exam
    finally:
        intake.close()


def _steps(exam: Examination) -> None:
    scan(exam)
    ask(exam)
    if not exam.open:
        convert(exam)
    if not exam.open:
        check_rows(exam)
    log.debug("%d rows read, %d rejected", exam.rows_read, exam.rejected)


def _scope(found: Recognised, options: Options) -> Scope:
    scope = options.scope or found.reader.scope
    of_incidents = any("incident" in table.names for table in found.reader.tables)
    if (scope == "platform" and options.incident) or (scope == "incident" and not of_incidents):
        raise PlatformFile
    return scope


def _tell(exam: Examination, archive: Archive) -> None:
    """Answers that nothing asked for, a new incident, no incident at all."""
    options = exam.options
    asked = {each.question.name for each in exam.asked}
    if not exam.open:
        for name in sorted(set(options.answers) - asked):
            exam.caution(
                "answer-not-needed", f"The answer '{name}' was not needed: nothing asked for it."
            )
    if holds_link(options.source) or holds_link(options.licence):
        exam.caution("link-given", "Of a link given as source or licence only its host is kept.")
    if exam.homeless:
        said = "The file does not say which incident it belongs to; name one with --incident to store it."
        exam.caution("no-incident", said)
    if options.incident and options.incident not in archive.incidents():
        zone = f"its home zone is {options.zone}" if options.zone else "it has no home zone yet"
        exam.caution("incident-new", f"{options.incident} is a new incident; {zone}.")
