"""An XLSX workbook: the rows that a figure shows, and a sheet that says what they are."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from ripplemark.export.meaning import meaning, plain
from ripplemark.export.order import Order
from ripplemark.export.tables import cell

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's calendar has no zone
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LONGEST = 32_767
"""Characters that a cell can hold."""
PLAIN, HEADING, MOMENT, DAY, PROSE = range(5)
"""Styles: as it is, bold, a time, a date, a wrapped text."""

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def as_xlsx(order: Order) -> bytes:
    """Sheet 'Shown' with the rows (times in UTC), sheet 'About' with the words; texts are never formulas."""
    table = order.figure.shown
    shown = [tuple(table.column_names), *(tuple(row.values()) for row in table.to_pylist())]
    sheets = {
        "Shown": _sheet(shown, [max(12, len(name) + 2) for name in table.column_names], PLAIN),
        "About": _sheet([("What", "Text"), *_about(order)], [22, 110], PROSE),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(sheets).items():
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _about(order: Order) -> Iterable[tuple[str, str]]:
    told = meaning(order)
    yield from ((mark, "This holds for everything in this file.") for mark in order.marks)
    for name in ("headline", "subtitle", "source", "alt", "cite"):
        yield name.capitalize(), told[name]
    yield from (("Can be written", each) for each in told["claims"]["borne"])
    for each in told["claims"]["unborne"]:
        yield "Cannot be written", f"{each['sentence']} Why: {each['why']} Needed: {each['needed']}"
    yield from (("Caveat", each) for each in told["caveats"])
    for name in ("figure", "incident", "archive", "audience"):
        yield name.capitalize(), str(told[name] or "")
    yield "Publication", told["publication"]["statement"]
    yield from ((f"Parameter {key}", str(cell(value))) for key, value in told["parameters"].items())
    for each in told["columns"]:
        unit = f" [{each['unit']}]" if each["unit"] else ""
        yield f"Column {each['name']}", f"{each['about']}{unit}"
    yield from ((f"Query {each['name']}", each["sql"]) for each in told["queries"])


def _sheet(rows: Sequence[Sequence[Any]], widths: Sequence[int], style: int) -> str:
    columns = "".join(
        f'<col min="{k}" max="{k}" width="{width}" customWidth="1"/>'
        for k, width in enumerate(widths, 1)
    )
    lines = "".join(
        f'<row r="{k}">{"".join(_cell(value, HEADING if k == 1 else style, f"{_letters(at)}{k}") for at, value in enumerate(row))}</row>'
        for k, row in enumerate(rows, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{lines}</sheetData></worksheet>"
    )


def _cell(value: Any, style: int, place: str) -> str:
    if isinstance(value, datetime):
        return _number((_wall(value) - _DAY_ZERO).total_seconds() / 86400, MOMENT, place)
    if isinstance(value, date):
        return _number((datetime.combine(value, time()) - _DAY_ZERO).days, DAY, place)
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        finite = plain(value)
        return "" if finite is None else _number(finite, style, place)
    if value is None:
        return ""
    text = _ILLEGAL.sub("", value if isinstance(value, str) else str(cell(value)))[:LONGEST]
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(value: float, style: int, place: str) -> str:
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


def _wall(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)


def _letters(at: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    found = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        found = chr(65 + left) + found
    return found


def _parts(sheets: dict[str, str]) -> dict[str, str]:
    """The files of the package, by name."""
    numbered = list(enumerate(sheets, 1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{k}.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        for k, _ in numbered
    )
    listed = "".join(f'<sheet name="{name}" sheetId="{k}" r:id="rId{k}"/>' for k, name in numbered)
    related = "".join(
        f'<Relationship Id="rId{k}" Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet{k}.xml"/>'
        for k, _ in numbered
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId{len(sheets) + 1}" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{k}.xml": sheets[name] for k, name in numbered},
    }
