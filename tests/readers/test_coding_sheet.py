"""Sheets for coding result pages: what they hold, and that a filled one comes back as two coders' words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook
from real_path import Asking

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.readers.blank_workbook import GUIDE
from ripplemark.readers.coding_sheet import Coders, coding_csv, coding_header, coding_xlsx
from ripplemark.schema import SEARCH_RESULTS, STANCES
from ripplemark.vault import Vault

SHEET = "xl/worksheets/sheet1.xml"
DATE = '<xf numFmtId="22" applyNumberFormat="1" xfId="0"/>'
"""The style that Excel gives a cell in which it has seen a date and a time; the sheet's fifth."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _filled(book: bytes, rows: list[list[str]]) -> bytes:
    """The workbook with rows below its header, as if somebody had typed them."""
    typed = "".join(
        f'<row r="{at}">' + "".join(map(_cell, row)) + "</row>"
        for at, row in enumerate(rows, start=2)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            text = text.replace("</cellXfs>", f"{DATE}</cellXfs>")
            new.writestr(
                name,
                text.replace("</sheetData>", f"{typed}</sheetData>") if name == SHEET else text,
            )
    return out.getvalue()


def _cell(text: str) -> str:
    """What was typed; a number with a point is a moment as Excel keeps it, in days."""
    if "." in text and text.replace(".", "").isdigit():
        return f'<c s="4"><v>{text}</v></c>'
    return f'<c t="inlineStr" s="1"><is><t xml:space="preserve">{text}</t></is></c>'


@pytest.mark.parametrize("coders", ["one", "two"])
def test_the_sheet_has_the_columns_of_result_pages_and_those_of_its_coders(coders: Coders) -> None:
    header = coding_header(coders)
    assert coding_csv(coders) == ",".join(header) + "\n"
    (first,) = (
        CalamineWorkbook.from_filelike(io.BytesIO(coding_xlsx(coders)))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert tuple(first) == header
    needed = {field.name for field in SEARCH_RESULTS.fields if field.required}
    assert needed <= set(header)
    assert ("stance_1" in header) == (coders == "two")


@pytest.mark.parametrize("coders", ["one", "two"])
def test_a_second_sheet_of_one_cell_explains_every_column_and_every_word(coders: Coders) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(coding_xlsx(coders)))
    assert book.sheet_names == ["results", GUIDE]
    ((told,),) = book.get_sheet_by_name(GUIDE).to_python()
    lines = str(told).splitlines()
    for name in coding_header(coders):
        assert any(line.startswith((f"{name}:", f"{name} (needed):")) for line in lines), name
    assert all(f"{word} " in str(told) for word in STANCES)
    assert ("stance_2" in str(told)) == (coders == "two")


def test_every_column_of_words_offers_them_as_a_list() -> None:
    header = coding_header("two")
    with zipfile.ZipFile(io.BytesIO(coding_xlsx("two"))) as book:
        sheet = ElementTree.fromstring(book.read(SHEET))
    lists = {
        header[ord(each.get("sqref", "")[0]) - ord("A")]: each.findtext(f"{MAIN}formula1")
        for each in sheet.iter(f"{MAIN}dataValidation")
    }
    words = '"' + ",".join(STANCES) + '"'
    assert {name: lists[name] for name in ("stance", "stance_1", "stance_2")} == {
        "stance": words,
        "stance_1": words,
        "stance_2": words,
    }
    assert "domain" in lists


def test_a_filled_sheet_is_read_back_with_the_habits_of_spreadsheets(
    tmp_path: Path, asking: Asking
) -> None:
    header = coding_header("two")

    def row(at: str, link: int, one: str, other: str) -> list[str]:
        told = {
            "engine": "Seek",
            "query": "invented example",
            "locale": "en-GB",
            "device": "desktop",
            "captured_at": at,
            "rank": str(link),
            "url": f"https://site.example/{link}",
            "stance_1": one,
            "stance_2": other,
        }
        return [told.get(name, "") for name in header]

    rows = [
        row(at, link, one, other)
        for at in ("2025-03-03 10:00", "45726.4166666667")
        for link, one, other in (
            (1, " Incident ", "incident"),
            (2, "CORRECTION", "neutral "),
            (3, "other", "Other"),
            (4, "neutral", "neutral"),
        )
    ]
    rows.insert(4, [""] * len(header))
    path = tmp_path / "coded.xlsx"
    path.write_bytes(_filled(coding_xlsx("two"), rows))
    report = add(
        Archive(tmp_path / "archive"),
        Vault(tmp_path / "vault"),
        path,
        Options(incident="LANTERN", zone="Europe/Berlin"),
    )
    assert report.rows_stored == 8
    assert "sheet-chosen" not in {each.code for each in report.warnings}
    captured = {
        each.by["captured"] for each in asking("serp-incident-share", settings={"at": "each"})
    }
    assert captured == {"2025-03-03T09:00:00Z", "2025-03-10T09:00:00Z"}
    agreed = {each.by.get("quantity"): each.value for each in asking("coder-agreement")}
    assert (agreed["coded-by-both"], agreed["agreed"]) == (4, 3)
