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
from ripplemark.ingest.ahead import tell_ahead
from ripplemark.ingest.asking import ask
from ripplemark.ingest.checking import check_rows
from ripplemark.ingest.clocks import convert
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.narrowing import NotBeside
from ripplemark.ingest.options import Options, Zone
from ripplemark.ingest.publisher import holds_link
from ripplemark.ingest.recognise import Recognised, recognise
from ripplemark.ingest.refusals import PlatformFile
from ripplemark.ingest.rolling import streams
from ripplemark.ingest.scanning import scan
from ripplemark.readers.base import Match, Scope
from ripplemark.readers.opening import Opened, open_input

log = logging.getLogger(__name__)

BESIDE = "beside"
"""The folder, in the private one, for what of a second file must be unpacked or rewritten."""

WRITTEN = "written"
"""The folder, in the private one, into which the intake connection may write."""


def opened_as(path: Path, work: Path, name: str | None, options: Options) -> Opened:
    """The file, opened; ``name`` is its own name where the path has another, as for an upload."""
    opened = open_input(path, work, streams=streams(options))
    return opened if name is None else replace(opened, head=replace(opened.head, name=name))


@contextmanager
def examined(
    opened: Opened, archive: Archive, work: Path, options: Options, zone: Zone
) -> Iterator[Examination]:
    """The file's examination, as far as it comes; its connection is open until the block ends.

    Args:
        work: a private folder for what must be written on the way.
        options, zone: as settled.

    A large text is looked through twice where its bytes, once all were seen, raise doubts about how it was split.

    Raises:
        InputError: the file, or an answer, cannot be read; every class says what, where and what next.
    """
    found = recognise(opened.head, options.format, options.mapping)
    for swift in (True, False):
        with _once(opened, found, archive, work, options, zone, swift=swift) as exam:
            if not exam.forgave:
                yield exam
                return


@contextmanager
def _once(
    opened: Opened,
    found: Recognised,
    archive: Archive,
    work: Path,
    options: Options,
    zone: Zone,
    *,
    swift: bool,
) -> Iterator[Examination]:
    scope = _scope(found, options)
    (work / WRITTEN).mkdir(exist_ok=True)
    beside = _beside(found, options, work)
    second = beside[0] if beside else None
    exam = None
    intake = Intake(
        opened.text, work / WRITTEN, work / "spill", beside=second.text if second else None
    )
    try:
        with engine_words():
            exam = Examination(opened, found, intake, options, scope, _zone(found, zone))
            exam.swift = swift and opened.stream is not None
            exam.beside, exam.beside_match = beside or (None, None)
            exam.cautions += [*opened.cautions, *found.match.warnings]
            if second is not None:
                exam.cautions += second.cautions
            _steps(exam)
            if exam.reading is not None and exam.only_rejects_open:
                tell_ahead(exam, archive.now)
            _tell(exam, archive)
            yield exam
    finally:
        if exam is not None and exam.digest is not None:
            exam.digest.close()
        intake.close()


def _steps(exam: Examination) -> None:
    scan(exam)
    ask(exam)
    if not exam.open:
        convert(exam)
    if not exam.open:
        check_rows(exam)
    log.debug("%d rows read, %d rejected", exam.rows_read, exam.rejected)


def _zone(found: Recognised, settled: Zone) -> Zone:
    """The zone in which the source counts, where it is always the same one; else the one that was settled."""
    own = found.reader.zone
    return settled if own is None else Zone(own, "in which this source counts")


def _beside(found: Recognised, options: Options, work: Path) -> tuple[Opened, Match] | None:
    """The second file, opened, and its columns; None where none was given.

    Raises:
        NotBeside: the format takes no second file, or not this one.
    """
    if options.beside is None:
        return None
    reader = found.reader
    if reader.beside_by is None:
        raise NotBeside(reader.name, takes=False)
    (work / BESIDE).mkdir()
    opened = open_input(options.beside, work / BESIDE)
    match = reader.beside(opened.head)
    if match is None:
        raise NotBeside(reader.name, takes=True)
    return opened, match


def _scope(found: Recognised, options: Options) -> Scope:
    """What the rows are about; rows of a platform are an incident's only through a list of its items."""
    reader = found.reader
    scope = options.scope or reader.scope
    of_incidents = any("incident" in table.names for table in reader.tables)
    if reader.scope == "platform":
        listed = bool(options.only and reader.filters_by and of_incidents)
        if options.incident and options.scope is None and listed:
            scope = "incident"
        if scope == "incident" and not listed:
            raise PlatformFile(reader.name)
    if (scope == "platform" and options.incident) or (scope == "incident" and not of_incidents):
        raise PlatformFile(reader.name)
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
