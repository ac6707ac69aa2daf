"""From the opened text to ``source``: every record at its physical line, malformed ones set apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ripplemark.engine.intake import REJECTS
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.narrowing import narrow
from ripplemark.ingest.refusals import LinesUnclear, ManyMalformed
from ripplemark.ingest.report import REASONS, reject
from ripplemark.ingest.rolling import kept, roll
from ripplemark.ingest.sought import Roles, scanned
from ripplemark.readers.opening import record_lines
from ripplemark.readers.opening.defects import HeaderOnly

_CHUNK = 4 << 20
_NEWLINE, _RETURN = 10, 13
Numbers = npt.NDArray[np.int64]


def scan(exam: Examination) -> None:
    """Make ``source``; count what was read, set malformed records apart.

    Raises:
        HeaderOnly: no row of data.
        ManyMalformed: more defects than can be told apart.
        LinesUnclear: broken quotes that leave open where records begin.
    """
    match, opened, intake = exam.found.match, exam.opened, exam.intake
    if opened.stream is not None:
        roll(exam, opened.stream)
        return
    columns = scanned(exam)
    skip = 0 if match.header is None else match.header + 1
    offset, lines = record_lines(opened, match.header, len(match.columns))
    intake.scan(
        kept(exam, columns.first), skip, opened.delimiter, quoted=opened.head.dialect.quoted
    )
    _scan_beside(exam, columns.second)
    malformed = intake.malformed()
    if malformed.num_rows:
        lines = _set_apart(exam, malformed, offset, lines)
    elif lines is not None and lines.num_rows != intake.count("scanned"):
        raise LinesUnclear
    intake.number(offset, lines)
    narrow(exam, columns)
    unread = intake.run("ingest/unread_rows").records()[0]
    rows = unread["row_count"] if exam.rows_passed is None else intake.count("whole")
    exam.rows_read = rows + exam.rejected
    if exam.rows_read == 0:
        raise HeaderOnly(opened.head.lines[match.header] if match.header is not None else 1)
    if unread["unread"]:
        said = f"Rows with cells only in columns that are not read; they are not stored: {unread['unread']}."
        exam.caution("rows-unread", said, tuple(unread["unread_lines"]))


def _scan_beside(exam: Examination, roles: Roles) -> None:
    """Make ``beside`` of the second file; say how many of its records have another shape than its header."""
    beside, match = exam.beside, exam.beside_match
    if beside is None or match is None:
        return
    skip = 0 if match.header is None else match.header + 1
    quoted = beside.head.dialect.quoted
    malformed = exam.intake.scan_beside(roles, skip, beside.delimiter, quoted=quoted)
    if malformed:
        said = f"Records of the second file that do not have its header's shape, and were not used: {malformed}."
        exam.caution("beside-malformed", said)


def _set_apart(
    exam: Examination, malformed: pa.Table, offset: int, lines: pa.Table | None
) -> pa.Table:
    """Note the malformed records at their lines; where the others stand."""
    if sum(malformed["defects"].to_pylist()) >= REJECTS:
        raise ManyMalformed(REJECTS)
    bad = lines_at(exam.opened.text, malformed["byte"].to_numpy())
    errors = zip(
        bad.tolist(), malformed["error"].to_pylist(), malformed["blank"].to_pylist(), strict=True
    )
    found = [
        (line, REASONS.get(error, "unreadable-record")) for line, error, no in errors if not no
    ]
    exam.rejects += [reject(exam.table, line, "", reason) for line, reason in found]
    exam.rejected += len(found)
    return _others(exam.intake.count("scanned"), bad, offset, lines)


def _others(kept: int, bad: Numbers, offset: int, lines: pa.Table | None) -> pa.Table:
    """The lines of the ``kept`` records among all, in order: all but those that begin on a ``bad`` line."""
    total = kept + len(bad)
    every = (
        np.arange(offset + 1, offset + 1 + total, dtype=np.int64)
        if lines is None
        else lines["line"].to_numpy()
    )
    others = np.setdiff1d(every, bad, assume_unique=True)
    if len(every) != total or len(others) != kept:
        raise LinesUnclear
    return pa.table({"record": np.arange(1, kept + 1, dtype=np.int64), "line": others})


def lines_at(text: Path, places: Numbers) -> Numbers:
    """The physical lines, from 1, of records that DuckDB notes at these bytes (from 1, ascending).

    After blank lines, or a CRLF, it notes the line end before the record; the record is at the next other byte.
    """
    whole = np.memmap(text, dtype=np.uint8, mode="r")
    starts = np.array([_first_byte(whole, int(place) - 1) for place in places], dtype=np.int64)
    found = np.empty(len(starts), dtype=np.int64)
    feeds = done = 0
    for read in range(0, len(whole), _CHUNK):
        ends = np.flatnonzero(whole[read : read + _CHUNK] == _NEWLINE) + read + 1
        until = int(np.searchsorted(starts, read + _CHUNK))
        found[done:until] = feeds + 1 + np.searchsorted(ends, starts[done:until], side="right")
        feeds, done = feeds + len(ends), until
    return found


def _first_byte(whole: npt.NDArray[np.uint8], at: int) -> int:
    while at < len(whole) - 1 and whole[at] in (_NEWLINE, _RETURN):
        at += 1
    return at
