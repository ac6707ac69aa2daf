"""Empty takedown logs to fill in: one row per item or one per request, as CSV and as an Excel sheet."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

Sheet = Literal["items", "requests"]

_HEADERS: dict[Sheet, tuple[str, ...]] = {
    "items": (
        "Link",
        "Platform",
        "Posted on",
        "Found on",
        "Reported on",
        "Reported by",
        "Last seen online",
        "Removed on",
        "Status",
        "Online again",
        "Last checked",
        "Views",
        "Language",
        "Region",
    ),
    "requests": (
        "Link",
        "Platform",
        "Round",
        "Sent on",
        "Sent by",
        "Route",
        "Received on",
        "Answer",
        "Answered on",
        "Status",
        "Last seen online",
        "Removed on",
        "Online again",
        "Last checked",
    ),
}
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def takedown_template(sheet: Sheet = "items") -> str:
    """The header of a takedown log as CSV text, one row per item or per request; times go into one cell, for example 2025-10-24 10:15."""
    return ",".join(_HEADERS[sheet]) + "\n"


def takedown_template_xlsx(sheet: Sheet = "items") -> bytes:
    """The same as an Excel workbook with one sheet, its header frozen and its cells of type text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _parts(sheet).items():
            book.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _XML + text)
    return out.getvalue()


def _parts(sheet: Sheet) -> dict[str, str]:
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_CONTENT}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _worksheet(_HEADERS[sheet]),
    }


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf numFmtId="49" applyNumberFormat="1" xfId="0"/>'
    '<xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>'
)
"""Three cell styles: plain, text (a spreadsheet leaves what is typed as it is), bold."""


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _worksheet(header: tuple[str, ...]) -> str:
    cells = "".join(f'<c t="inlineStr" s="2"><is><t>{text}</t></is></c>' for text in header)
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(header)}" width="18" style="1" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    )
