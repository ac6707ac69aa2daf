"""Open what a user gave: text in any encoding, packed or not, or a sheet; out comes text that the engine can scan."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ripplemark.readers.base import Caution, Dialect, Head
from ripplemark.readers.opening.container import Content, Limits, unwrap
from ripplemark.readers.opening.dialect import begin
from ripplemark.readers.opening.encoding import as_text
from ripplemark.readers.opening.json_records import as_csv, is_json
from ripplemark.readers.opening.streaming import Stream, streamed

DEFAULT_LIMITS = Limits()
_RAW = 4_000
"""Characters of the beginning that a reader sees as they stand."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, ready to be recognised and scanned.

    ``text`` is UTF-8 (perhaps with a byte order mark) with LF or CRLF: the original where it is that already, else a
    copy in the private folder. ``sha256`` and ``size`` are of the bytes that the user gave. ``sheet`` is the position,
    from 1, of the sheet that was read, and ``first_row`` the sheet's row of the first record (0
    for the header of JSON records); both None for text.
    Where there is a ``stream``, nothing but the head was read yet: ``text`` is the original or a named pipe, and
    ``sha256`` is empty.
    """

    head: Head
    text: Path
    delimiter: str
    sha256: str
    size: int
    packing: str | None = None
    sheet: int | None = None
    first_row: int | None = None
    cautions: tuple[Caution, ...] = ()
    stream: Stream | None = None


def open_input(
    path: Path,
    into: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    sheet: int | str | None = None,
    streams: Callable[[Head], bool] | None = None,
) -> Opened:
    """Check, unwrap, decode and split a file.

    Args:
        path: what the user gave; its name is a hint for the reader and never becomes part of another path.
        into: a fresh private folder; whatever must be unpacked or rewritten goes there, under fixed names.
        limits: what is too much.
        sheet: of a workbook, the sheet's position from 1 or its name; None: the visible one with most rows.
        streams: says of a head whether the rest is to be read as a stream; by default of none.

    Raises:
        InputError: one of the classes in ``defects``; nothing but files in ``into`` was written.
    """
    if streams is not None and (found := streamed(path, into, limits, streams)):
        return _as_stream(*found, into)
    content = unwrap(path, into, limits)
    if content.kind == "workbook":
        return _open_workbook(path, content, into, limits, sheet)
    if is_json(content.path):
        return _open_records(path, content, into, limits)
    text = as_text(content.path, into, limits)
    start = begin(text.path, limits)
    dialect = Dialect(text.encoding, text.newline, start.delimiter, quoted=start.quoted)
    return Opened(
        Head(path.name, dialect, start.rows, start.lines, _raw(text.path)),
        text.path,
        start.delimiter,
        content.sha256,
        content.size,
        packing=content.packing,
        cautions=text.cautions,
    )


def _as_stream(stream: Stream, head: Head, into: Path) -> Opened:
    text = stream.path
    if not stream.direct:
        text = into / "stream.csv"
        os.mkfifo(text)
    return Opened(head, text, ",", "", stream.size, packing=stream.packing, stream=stream)


def _raw(text: Path) -> str:
    with text.open(encoding="utf-8-sig", newline="") as opened:
        return opened.read(_RAW)


def _open_records(path: Path, content: Content, into: Path, limits: Limits) -> Opened:
    """JSON as a table: the header is row 0, so that row k is the k-th result of the file."""
    text = as_csv(content.path, into, limits)
    start = begin(text, limits, delimiter=",")
    said = Caution(
        "json-records", "The file is JSON: where lines are named, they count its results from 1."
    )
    return Opened(
        Head(path.name, Dialect("utf-8", "LF", ","), start.rows, tuple(range(len(start.rows)))),
        text,
        ",",
        content.sha256,
        content.size,
        packing=content.packing,
        first_row=0,
        cautions=(said,),
    )


def _open_workbook(
    path: Path, content: Content, into: Path, limits: Limits, wanted: int | str | None
) -> Opened:
    from ripplemark.readers.opening.sheet import as_csv as sheet_as_csv

    sheet = sheet_as_csv(path, content.size, into, limits, wanted)
    start = begin(sheet.path, limits, delimiter=",")
    rows = tuple(sheet.first_row + k for k in range(len(start.rows)))
    return Opened(
        Head(path.name, Dialect("utf-8", "LF", ",", sheet=True), start.rows, rows),
        sheet.path,
        ",",
        content.sha256,
        content.size,
        sheet=sheet.position,
        first_row=sheet.first_row,
        cautions=sheet.cautions,
    )
