"""An Excel workbook with a sheet to fill in: a frozen header, cells of type text, lists to choose from; and one that explains it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROWS = 20_000
"""So many rows below the header have the lists."""
GUIDE = "how to fill this in"
"""The name of the sheet that explains the other."""
_WIDE, _LINE, _HIGHEST = 120, 15, 409
"""Characters of a line of the guide, its height in points, and the highest row that a spreadsheet has."""


def blank_workbook(
    sheet: str,
    header: Sequence[str],
    choices: Mapping[str, Sequence[str]] | None = None,
    guide: Sequence[str] = (),
) -> bytes:
    """The workbook's bytes, the same for the same header.

    Args:
        sheet: the sheet's name.
        choices: for a column of the header the words that it may hold; shown as a list, and anything else is refused.
        guide: lines that explain the columns, on a second sheet. They stand in one cell: a reader of the workbook takes the
            sheet with most rows, which is then the filled one.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _parts(sheet, header, choices or {}, guide).items():
            book.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _XML + text)
    return out.getvalue()


def _parts(
    sheet: str, header: Sequence[str], choices: Mapping[str, Sequence[str]], guide: Sequence[str]
) -> dict[str, str]:
    sheets = {sheet: _worksheet(header, choices)} | ({GUIDE: _guide(guide)} if guide else {})
    files = [f"worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, 1)
    )
    typed = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_CONTENT}.worksheet+xml"/>'
        for name in files
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/>'
            f"{typed}</Types>"
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            *(("worksheet", name) for name in files), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
        **{f"xl/{name}": text for name, text in zip(files, sheets.values(), strict=True)},
    }


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/>'
    '<xf numFmtId="49" applyNumberFormat="1" xfId="0"/>'
    '<xf fontId="1" applyFont="1" xfId="0"/><xf applyAlignment="1" xfId="0"><alignment vertical="top" wrapText="1"/></xf>'
    "</cellXfs></styleSheet>"
)
"""Four cell styles: plain, text (a spreadsheet leaves what is typed as it is), bold, wrapped."""


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _worksheet(header: Sequence[str], choices: Mapping[str, Sequence[str]]) -> str:
    cells = "".join(f'<c t="inlineStr" s="2"><is><t>{escape(text)}</t></is></c>' for text in header)
    lists = "".join(_list(header.index(name), words) for name, words in choices.items())
    if lists:
        lists = f'<dataValidations count="{len(choices)}">{lists}</dataValidations>'
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(header)}" width="18" style="1" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{cells}</row></sheetData>{lists}</worksheet>'
    )


def _guide(lines: Sequence[str]) -> str:
    """One wide cell with all lines."""
    high = min(_LINE * sum(1 + len(each) // _WIDE for each in lines), _HIGHEST)
    text = escape("\n".join(lines))
    return (
        f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="{_WIDE}" customWidth="1"/></cols>'
        f'<sheetData><row r="1" ht="{high}" customHeight="1"><c r="A1" t="inlineStr" s="3"><is>'
        f'<t xml:space="preserve">{text}</t></is></c></row></sheetData></worksheet>'
    )


def _list(column: int, words: Sequence[str]) -> str:
    """A list to choose from in every cell of a column, which must be one of the first 26."""
    letter, told = chr(ord("A") + column), escape(", ".join(words))
    return (
        '<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
        f'errorTitle="Not one of the words" error="One of: {told}" prompt="One of: {told}" '
        f'sqref="{letter}2:{letter}{_ROWS}"><formula1>"{escape(",".join(words))}"</formula1></dataValidation>'
    )
