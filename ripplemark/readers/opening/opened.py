"""Open what a user gave: text in any encoding, packed or not, or a sheet; out comes text that the engine can scan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ripplemark.readers.base import Caution, Dialect, Head
from ripplemark.readers.opening.container import Content, Limits, unwrap
from ripplemark.readers.opening.dialect import begin
from ripplemark.readers.opening.encoding import as_text

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, ready to be recognised and scanned.

    ``text`` is UTF-8 (perhaps with a byte order mark) with LF or CRLF: the original where it is that already, else a
    copy in the private folder. ``sha256`` and ``size`` are of the bytes that the user gave. ``sheet`` is the position,
    from 1, of the sheet that was read, and ``first_row`` the sheet's row of the first record; both None for text.
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


def open_input(
    path: Path, into: Path, *, limits: Limits = DEFAULT_LIMITS, sheet: int | str | None = None
) -> Opened:
    """Check, unwrap, decode and split a file.

    Args:
        path: what the user gave; its name is a hint for the reader and never becomes part of another path.
        into: a fresh private folder; whatever must be unpacked or rewritten goes there, under fixed names.
        limits: what is too much.
        sheet: of a workbook, the sheet's position from 1 or its name; None: the visible one with most rows.

    Raises:
        InputError: one of the classes in ``defects``; nothing but files in ``into`` was written.
    """
    content = unwrap(path, into, limits)
    if content.kind == "workbook":
        return _open_workbook(path, content, into, limits, sheet)
    text = as_text(content.path, into, limits)
    start = begin(text.path, limits)
    dialect = Dialect(text.encoding, text.newline, start.delimiter)
    return Opened(
        Head(path.name, dialect, start.rows, start.lines),
        text.path,
        start.delimiter,
        content.sha256,
        content.size,
        packing=content.packing,
        cautions=text.cautions,
    )


def _open_workbook(
    path: Path, content: Content, into: Path, limits: Limits, wanted: int | str | None
) -> Opened:
    from ripplemark.readers.opening.sheet import as_csv

    sheet = as_csv(path, content.size, into, limits, wanted)
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
