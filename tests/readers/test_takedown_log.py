"""The takedown log: recognised, read to the cells checked by hand, in any order of rows and columns."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from typing import Any

import pytest
from reading import head
from takedown_sheet import Sheet

from ripplemark import times
from ripplemark.catalogue import query
from ripplemark.readers.takedown_log import TakedownLog
from ripplemark.readers.takedown_template import takedown_template, takedown_template_xlsx
from ripplemark.readers.takedown_words.headers import ROLES

CASES = Path(__file__).parent / "takedown_log"


def golden(name: str) -> tuple[str, str]:
    given = (CASES / "input" / f"{name}.csv").read_text(encoding="utf-8")
    return given, (CASES / "expected" / f"{name}.csv").read_text(encoding="utf-8")


def comma(name: str) -> str:
    return "," if name.startswith("english") else ";"


GOLDEN = ("german_requests", "english_items", "french_items", "spanish_items")


@pytest.mark.parametrize("name", GOLDEN)
def test_a_log_in_each_language_becomes_the_cells_checked_by_hand(name: str) -> None:
    given, expected = golden(name)
    sheet = Sheet(given, comma(name), down="discovered", last_look="2025-11-03")
    assert sheet.csv() == expected
    assert set(sheet.rows[0]) - {"line"} <= set(sheet.reading.table.names)


@pytest.mark.parametrize("name", GOLDEN)
def test_every_time_that_is_handed_on_can_be_read(name: str) -> None:
    for row in csv.DictReader(io.StringIO(golden(name)[1])):
        for column, text in row.items():
            if text and column.endswith(("_at", "_until", "_checked")):
                found = times.parse(text, "Europe/Berlin")
                assert found.lo <= found.hi


@pytest.mark.parametrize("name", GOLDEN)
def test_neither_the_order_of_rows_nor_that_of_columns_changes_what_is_read(name: str) -> None:
    given, _ = golden(name)
    rows = list(csv.reader(io.StringIO(given), delimiter=comma(name)))
    start = next(at for at, row in enumerate(rows) if sum(map(bool, row)) > 4)
    header, body = rows[start], [row for row in rows[start + 1 :] if row[0] != "Summe"]
    before = Sheet(_written([header, *body]), down="discovered", last_look="2025-11-03")
    draw = random.Random(7)
    for _ in range(5):
        draw.shuffle(body)
        groups = _columns_with_their_times(header)
        draw.shuffle(groups)
        order = [at for group in groups for at in group]
        mixed = [[row[at] for at in order] for row in (header, *body)]
        after = Sheet(_written(mixed), down="discovered", last_look="2025-11-03")
        assert _content(after) == _content(before)


def _written(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _columns_with_their_times(header: list[str]) -> list[list[int]]:
    """A bare 'time' belongs to the column on its left and moves with it."""
    groups: list[list[int]] = []
    for at, text in enumerate(header):
        if text == "Uhrzeit":
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _content(sheet: Sheet) -> list[str]:
    unlined = [
        {k: v for k, v in row.items() if k not in ("line", "source_line")} for row in sheet.rows
    ]
    return sorted(map(str, unlined))


def test_a_sheet_that_lacks_what_became_of_the_items_is_a_near_miss() -> None:
    sheet = head("Link,Reported on,Platform\nhttps://example.org/1,2025-10-24,Platform A\n")
    assert TakedownLog.recognise(sheet) is None
    told = TakedownLog.near_miss(sheet)
    assert told is not None
    assert "what became of it" in told


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "",
        "Week,term: (Worldwide)\n2025-10-19,55\n",
        "Link,Reported,Removed\nhttps://example.org,12,3\n",
    ],
)
def test_other_files_are_not_claimed(text: str) -> None:
    assert TakedownLog.recognise(head(text)) is None


def test_the_queries_of_the_sheet_read_the_same_roles_and_the_same_rows() -> None:
    read = [query(f"readers/takedown_{name}") for name in ("moments", "rows")]
    after = [query(f"readers/takedown_{name}") for name in ("facts", "items", "requests")]
    assert len({each.input("source").columns for each in read}) == 1
    assert len({each.input("takedown_rows").columns for each in after}) == 1
    assert read[0].input("source").columns == (
        ("line", "BIGINT"),
        *((role, "VARCHAR") for role in ROLES),
    )


@pytest.mark.parametrize("sheet", ["items", "requests"])
def test_the_templates_are_recognised_with_every_column_and_calamine_opens_them(sheet: Any) -> None:
    from python_calamine import CalamineWorkbook

    text = takedown_template(sheet)
    found = TakedownLog.recognise(head(text))
    assert found is not None
    assert None not in found.columns
    assert len(set(found.columns)) == len(found.columns)
    book = CalamineWorkbook.from_filelike(io.BytesIO(takedown_template_xlsx(sheet)))
    assert book.get_sheet_by_index(0).to_python() == [text.strip().split(",")]
