"""From a stream to ``source``: records that agree in every cell that is read become one row with ``n`` while they are read."""

from __future__ import annotations

from collections.abc import Callable

from ripplemark import catalogue
from ripplemark.engine.intake import REJECTS
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.options import Options
from ripplemark.ingest.refusals import ManyMalformed, Undecided
from ripplemark.ingest.report import REASONS, reject
from ripplemark.readers import READERS
from ripplemark.readers.base import Head
from ripplemark.readers.opening import Digest, flowing
from ripplemark.readers.opening.defects import HeaderOnly
from ripplemark.readers.opening.streaming import Stream

Roles = tuple[str | None, ...]

LINES_TOLD = 2_000
"""So many malformed records are told with their lines; the others are counted."""


def streams(options: Options) -> Callable[[Head], bool]:
    """Says of a head whether its file is streamed: of a format that rolls up, with nothing to filter row by row."""

    def wanted(head: Head) -> bool:
        claims = (
            each.recognise(head)
            for each in READERS
            if each.rolls and options.format in (None, each.name)
        )
        return any(match is not None and match.header == 0 for match in claims)

    if options.filters or options.beside is not None or options.mapping:
        return lambda _: False
    return wanted


def kept(exam: Examination, roles: Roles) -> Roles:
    """The roles without those of columns that are stored only where they are kept."""
    wanted = exam.options.keep
    left_out = {
        role
        for name, made_of in exam.found.reader.keeps.items()
        if name not in wanted
        for role in made_of
    }
    return tuple(None if role in left_out else role for role in roles)


def roll(exam: Examination, stream: Stream) -> None:
    """Make ``source`` while the stream flows; count what was read, set malformed records apart, begin the input's hash.

    Raises:
        Undecided: a format that does not roll up claims the file as well.
        HeaderOnly: a plain file without a row of data; a packed one is a day without statements.
        ManyMalformed: more defects than can be told apart.
        DamagedArchive, ZipBomb, OtherHeader, FileChanged: as the stream says.
    """
    intake, opened = exam.intake, exam.opened
    if not exam.found.reader.rolls:
        raise Undecided([exam.found.reader.name, *(each.name for each in READERS if each.rolls)])
    declared = catalogue.query(exam.found.reader.source).input("source").columns
    names = {name for name, _ in declared}
    roles = tuple(role if role in names else None for role in kept(exam, exam.found.match.columns))
    exam.digest = Digest(stream.path)
    with flowing(stream, opened.text):
        read, blank, exam.swift = intake.roll(
            roles,
            int(stream.direct),
            opened.delimiter,
            swift=exam.swift and _may_be_swift(exam, stream),
        )
    _set_apart(exam, stream)
    intake.source(declared)
    exam.rows_read = read - blank + exam.rejected
    if exam.rows_read == 0 and stream.packing is None:
        raise HeaderOnly(1)
    if blank:
        exam.caution("rows-unread", f"Rows without any cell that is read; not stored: {blank}.")


def _may_be_swift(exam: Examination, stream: Stream) -> bool:
    """A plain file with line feeds, of which many records agree: with an id in every record none does."""
    return stream.direct and exam.opened.head.dialect.newline == "LF" and not exam.options.keep


def _set_apart(exam: Examination, stream: Stream) -> None:
    """Count the malformed records; the first ones with their lines, which a second look at the text finds."""
    malformed = exam.intake.malformed().to_pylist()
    if sum(each["defects"] for each in malformed) >= REJECTS:
        raise ManyMalformed(REJECTS)
    found = [each for each in malformed if not each["blank"]]
    exam.rejected += len(found)
    told = found[:LINES_TOLD]
    if not told:
        return
    lines = stream.lines_at([each["byte"] for each in told])
    exam.rejects += [
        reject(exam.table, line, "", REASONS.get(each["error"], "unreadable-record"))
        for line, each in zip(lines, told, strict=True)
    ]
    if len(stream.members) > 1:
        said = "Lines of records that cannot be read are counted through all files of the archive, in the order of their names."
        exam.caution("lines-through", said)
