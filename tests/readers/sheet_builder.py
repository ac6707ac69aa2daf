"""Small XLSX workbooks written by hand: real date cells, hidden sheets, pictures and comments, no dependency."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None

ERROR = "\0error"
"""A cell that shows #N/A."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zone
_DATE, _DATETIME, _TIME = 1, 2, 3
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/>'
    '<xf numFmtId="20" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def build_xlsx(
    path: Path,
    rows: Sequence[Sequence[Cell]],
    *,
    hidden_sheets: int = 0,
    pictures: int = 0,
    comments: int = 0,
    macros: bool = False,
    first_row: int = 1,
    name: str = "Sheet1",
    more_sheets: Mapping[str, Sequence[Sequence[Cell]]] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a workbook and return its path.

    Dates are serial numbers in format 14, dates with a time in format 22, times in format 20. ``first_row`` is the
    sheet row of ``rows[0]``; an empty row is left out of the sheet. ``more_sheets`` are visible and come after the
    first; hidden ones come last and hold one cell. ``extra`` adds members as they are.
    """
    sheets = [(name, rows, first_row, False)]
    sheets += [(title, cells, 1, False) for title, cells in (more_sheets or {}).items()]
    sheets += [(f"Hidden{k}", [["hidden"]], 1, True) for k in range(hidden_sheets)]
    members: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook([(title, hidden) for title, _, _, hidden in sheets]),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{k + 1}.xml") for k in range(len(sheets))]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES.encode(),
    }
    for k, (_, cells, first, _) in enumerate(sheets):
        members[f"xl/worksheets/sheet{k + 1}.xml"] = _sheet(cells, first)
    members |= {f"xl/media/image{k + 1}.png": b"\x89PNG\r\n\x1a\n" for k in range(pictures)}
    if comments:
        members["xl/comments1.xml"] = _comments(comments)
    if macros:
        members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for member, data in (members | dict(extra or {})).items():
            book.writestr(member, data)
    return path


def _content_types(sheets: int) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{k + 1}.xml", "worksheet") for k in range(sheets)]
    overrides = "".join(
        f'<Override PartName="{p}" ContentType="{kind}.{t}+xml"/>' for p, t in parts
    )
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _relations(targets: Sequence[tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{k + 1}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for k, (kind, target) in enumerate(targets)
    )
    return f'{_XML}<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'.encode()


def _workbook(sheets: Sequence[tuple[str, bool]]) -> bytes:
    entries = "".join(
        f'<sheet name="{escape(title)}" sheetId="{k + 1}"{" state=" + chr(34) + "hidden" + chr(34) if hidden else ""}'
        f' r:id="rId{k + 1}"/>'
        for k, (title, hidden) in enumerate(sheets)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>'
    ).encode()


def _comments(count: int) -> bytes:
    entries = "".join(
        f'<comment ref="A{k + 1}" authorId="0"><text><t>note</t></text></comment>'
        for k in range(count)
    )
    return (
        f'{_XML}<comments xmlns="{_MAIN}"><authors><author>someone</author></authors>'
        f"<commentList>{entries}</commentList></comments>"
    ).encode()


def _sheet(rows: Sequence[Sequence[Cell]], first_row: int) -> bytes:
    body = "".join(_row(cells, first_row + k) for k, cells in enumerate(rows) if cells)
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'.encode()


def _row(cells: Sequence[Cell], number: int) -> str:
    written = "".join(_cell(value, f"{_letters(k)}{number}") for k, value in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(value: Cell, place: str) -> str:
    if value is None:
        return ""
    if value == ERROR:
        return f'<c r="{place}" t="e"><v>#N/A</v></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c r="{place}" t="inlineStr"><is>{text}</is></c>'
    style, serial = _serial(value)
    return f'<c r="{place}" s="{style}"><v>{serial!r}</v></c>'


def _serial(value: dt.date | dt.datetime | dt.time) -> tuple[int, int | float]:
    """The style and the serial number: days since 1899-12-30, a time of day as a fraction."""
    if isinstance(value, dt.datetime):
        return _DATETIME, (value - _EPOCH) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return _DATE, (value - _EPOCH.date()).days
    return _TIME, (value.hour * 3600 + value.minute * 60 + value.second) / 86400
