"""One sheet of an .xlsx as CSV text: dates as ISO text, numbers as written, blank rows kept as blank lines."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from ripplemark.readers.base import Caution
from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import Limits
from ripplemark.readers.opening.workbook import Extras, inspect, part_of_sheet

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_FAULTS = (
    python_calamine.CalamineError,
    python_calamine.XmlError,
    python_calamine.ZipError,
    OSError,
    ValueError,
)
_EXACT = 10**15
"""Spreadsheets keep 15 digits; longer numbers have lost their end."""
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet written as UTF-8 CSV: record k (blank ones counted) is sheet row ``first_row + k``."""

    path: Path
    first_row: int
    position: int
    cautions: tuple[Caution, ...]


def as_csv(
    path: Path, size: int, into: Path, limits: Limits, sheet: int | str | None = None
) -> Sheet:
    """Write the visible sheet with most rows, or ``sheet`` (position from 1, or name), to ``into``."""
    extras = inspect(path, size, limits)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            position, chosen, full = _choose(book, sheet)
            notes = _Notes()
            target = into / "text.csv"
            first = _write(chosen, target, notes)
            hidden = len(_sheets(book)) - len(_sheets(book, visible=True))
    except python_calamine.PasswordError:
        raise defects.EncryptedZip from None
    except _FAULTS:
        raise defects.DamagedArchive(".xlsx") from None
    cautions = [*_left_out(extras, hidden), *_several(position, full, sheet), *notes.cautions()]
    errors = extras.errors.get(part_of_sheet(path, position - 1) or "", ())
    if errors:
        said = "Cells that show an error such as #N/A were read as blank."
        cautions.append(Caution("sheet-errors", said, errors))
    return Sheet(target, first, position, tuple(cautions))


def _sheets(book: python_calamine.CalamineWorkbook, *, visible: bool = False) -> list[int]:
    """Positions, from 0, of the sheets that hold cells."""
    return [
        k
        for k, about in enumerate(book.sheets_metadata)
        if about.typ == python_calamine.SheetTypeEnum.WorkSheet
        and (not visible or about.visible == python_calamine.SheetVisibleEnum.Visible)
    ]


def _choose(
    book: python_calamine.CalamineWorkbook, wanted: int | str | None
) -> tuple[int, python_calamine.CalamineSheet, int]:
    """The position (from 1) and cells of the sheet to read, and how many visible sheets have data in more than one cell, or are it."""
    found = {k + 1: book.get_sheet_by_index(k) for k in _sheets(book, visible=True)}
    full = {k: cells for k, cells in found.items() if cells.height}
    if not full:
        raise defects.EmptyFile
    if isinstance(wanted, str):
        wanted = next((k for k, cells in full.items() if cells.name == wanted), 0)
    if wanted is not None and wanted not in full:
        raise defects.NoSuchSheet(len(full))
    position = wanted or max(full, key=lambda k: (full[k].height, -k))
    count = sum(k == position or cells.height * cells.width > 1 for k, cells in full.items())
    return position, full[position], count


@dataclass(slots=True)
class _Notes:
    """What was seen on the way: rows of overlong numbers, columns where dates stand with and without a time."""

    long_numbers: list[int] = field(default_factory=list)
    dates: dict[int, int] = field(default_factory=dict)
    times: set[int] = field(default_factory=set)

    def see(self, row: int, column: int, value: Cell) -> None:
        if isinstance(value, dt.datetime):
            self.times.add(column)
        elif isinstance(value, dt.date):
            self.dates.setdefault(column, row)
        elif isinstance(value, float) and abs(value) >= _EXACT and len(self.long_numbers) < _SHOWN:
            self.long_numbers.append(row)

    def cautions(self) -> Iterator[Caution]:
        if self.long_numbers:
            said = (
                "Numbers of 16 digits or more: a spreadsheet keeps only 15, so their ends are lost. "
                "Format the column as text and enter them again."
            )
            yield Caution("sheet-digits", said, tuple(self.long_numbers))
        if rows := sorted(row for column, row in self.dates.items() if column in self.times):
            said = (
                "A column has dates with a time and dates without; a time of exactly 00:00 cannot be "
                "told from none in a sheet, so these are read as the whole day. First such row of each column."
            )
            yield Caution("sheet-midnight", said, tuple(rows))


def _write(sheet: python_calamine.CalamineSheet, target: Path, notes: _Notes) -> int:
    """Write the used rows; returns the sheet row of the first."""
    top, left = sheet.start or (0, 0)
    first = None
    with target.open("x", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        blank = 0
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = [_text(value) for value in row[left:]] if number > top else []
            if not any(cells):
                blank += 1
                continue
            if first is None:
                first = number
            else:
                out.write("\n" * blank)
            blank = 0
            for column, value in enumerate(row):
                notes.see(number, column, value)
            writer.writerow(cells)
    if first is None:
        raise defects.EmptyFile
    return first


def _text(value: Cell) -> str:
    """A cell as text: ISO dates and times, whole numbers without a fraction, 'true' and 'false'."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e17 else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, dt.timedelta):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _several(position: int, full: int, wanted: int | str | None) -> Iterator[Caution]:
    if full > 1 and wanted is None:
        said = (
            f"{full} visible sheets have data; the one at position {position}, with most rows, was read. "
            "Another one is read by giving its position."
        )
        yield Caution("sheet-chosen", said)


def _left_out(extras: Extras, hidden: int) -> Iterator[Caution]:
    counted: Sequence[tuple[int, str, str]] = (
        (extras.pictures, "picture", "pictures"),
        (extras.comments, "comment", "comments"),
        (hidden, "hidden sheet", "hidden sheets"),
        (extras.embedded, "embedded object", "embedded objects"),
        (extras.links, "link to another workbook", "links to other workbooks"),
        (int(extras.macros), "macro project", "macro projects"),
    )
    parts = [f"{n} {one if n == 1 else many}" for n, one, many in counted if n]
    if parts:
        listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
        one = sum(n for n, _, _ in counted) == 1
        said = f"{listed} {'was' if one else 'were'} not read; nothing of {'it' if one else 'them'} was stored."
        yield Caution("sheet-left-out", said)
