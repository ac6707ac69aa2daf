"""What a workbook opens to: dates as ISO text, sheet rows as lines, and counts of what was left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sheet_builder import ERROR, Cell, build_xlsx

from ripplemark.readers.opening import Opened, defects, open_input, record_lines
from ripplemark.readers.opening.workbook import part_of_sheet

NOON = dt.datetime(2024, 10, 27, 12, 0)  # noqa: DTZ001 - a sheet knows no zone
ROWS: list[list[Cell]] = [
    ["posted", "day", "clock", "n", "share", "up", "note"],
    [NOON, dt.date(2024, 10, 27), dt.time(9, 30), 3, 1.5, True, 'a, "b"\nc'],
    [NOON.replace(second=7), dt.date(2024, 1, 2), dt.time(23, 5, 9), 0, -2.25, False, " x "],
]


def opened_rows(folder: Path, rows: list[list[Cell]], **options: object) -> Opened:
    into = folder / "into"
    into.mkdir()
    sheet = options.pop("sheet", None)
    assert sheet is None or isinstance(sheet, int | str)
    path = build_xlsx(folder / "book.xlsx", rows, **options)  # type: ignore[arg-type]
    return open_input(path, into, sheet=sheet)


def said(opened: Opened) -> dict[str, str]:
    return {caution.code: caution.message for caution in opened.cautions}


def test_cells_become_text_that_reads_one_way_only(tmp_path: Path) -> None:
    opened = opened_rows(tmp_path, ROWS)
    assert opened.head.rows[1:] == (
        ("2024-10-27T12:00", "2024-10-27", "09:30", "3", "1.5", "true", 'a, "b"\nc'),
        ("2024-10-27T12:00:07", "2024-01-02", "23:05:09", "0", "-2.25", "false", "x"),
    )
    assert opened.head.dialect.sheet
    assert opened.cautions == ()


def test_every_second_of_a_day_survives_the_sheet_number(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["t"]]
    rows += [[NOON.replace(hour=0) + dt.timedelta(seconds=97 * k + 1)] for k in range(150)]
    opened = opened_rows(tmp_path, rows)
    read = [dt.datetime.fromisoformat(row[0]) for row in opened.head.rows[1:]]
    assert read == [row[0] for row in rows[1:]]


def test_lines_are_the_rows_of_the_sheet(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["a", "b"], ["1", "x\ny"], [], ["2", "z"], [None, ""], ["3", "w"]]
    opened = opened_rows(tmp_path, rows, first_row=4)
    assert opened.head.lines == (4, 5, 6, 7, 8, 9)
    assert opened.head.rows[2] == ()
    offset, table = record_lines(opened, 0)
    assert offset == 0
    assert table is not None
    assert table.to_pydict() == {"record": [1, 2, 3], "line": [5, 7, 9]}


def test_without_blank_rows_the_rows_of_the_sheet_are_an_offset(tmp_path: Path) -> None:
    opened = opened_rows(tmp_path, [["a", "b"], ["1", "x\ny"], ["2", "z"]], first_row=7)
    assert record_lines(opened, 0) == (7, None)


def test_what_is_not_a_cell_is_counted_and_not_read(tmp_path: Path) -> None:
    opened = opened_rows(
        tmp_path, [["a", "b"], ["1", "2"]], pictures=2, comments=1, hidden_sheets=3, macros=True
    )
    assert said(opened)["sheet-left-out"] == (
        "2 pictures, 1 comment, 3 hidden sheets and 1 macro project were not read; "
        "nothing of them was stored."
    )
    assert {entry.name for entry in (tmp_path / "into").iterdir()} == {"text.csv"}
    assert b"hidden" not in opened.text.read_bytes()


def test_of_several_sheets_the_longest_is_read_and_another_can_be_asked_for(
    tmp_path: Path,
) -> None:
    more = {"zebrafink": [["a", "b"], ["1", "2"], ["3", "4"]], "third": [["x"]]}
    opened = opened_rows(tmp_path, [["q", "r"], ["8", "9"]], more_sheets=more)
    assert (opened.sheet, opened.head.rows[1]) == (2, ("1", "2"))
    assert "position 2" in said(opened)["sheet-chosen"]
    assert "zebrafink" not in str(opened.cautions)
    for k, wanted in enumerate((3, "third")):
        into = tmp_path / str(k)
        into.mkdir()
        again = open_input(tmp_path / "book.xlsx", into, sheet=wanted)
        assert (again.head.rows, again.cautions) == ((("x",),), ())
    with pytest.raises(defects.NoSuchSheet):
        open_input(tmp_path / "book.xlsx", tmp_path / "into", sheet="zebra")


def test_error_cells_are_blank_and_their_rows_are_named(tmp_path: Path) -> None:
    opened = opened_rows(tmp_path, [["a", "b"], ["1", ERROR], ["2", "3"], [ERROR, "4"]])
    assert opened.head.rows[1] == ("1", "")
    (caution,) = opened.cautions
    assert (caution.code, caution.lines) == ("sheet-errors", (2, 4))


def test_the_errors_of_another_sheet_are_not_reported(tmp_path: Path) -> None:
    more = {"other": [[ERROR, "1"]]}
    opened = opened_rows(tmp_path, [["a", "b"], ["1", "2"]], more_sheets=more)
    assert set(said(opened)) == {"sheet-chosen"}
    assert part_of_sheet(tmp_path / "book.xlsx", 1) == "xl/worksheets/sheet2.xml"
    assert part_of_sheet(tmp_path / "book.xlsx", 7) is None


def test_midnight_among_times_and_overlong_numbers_are_said(tmp_path: Path) -> None:
    midnight = NOON.replace(hour=0)
    opened = opened_rows(tmp_path, [["t", "id"], [NOON, 5], [midnight, 12345678901234567890]])
    assert opened.head.rows[2][0] == "2024-10-27"
    lines = {caution.code: caution.lines for caution in opened.cautions}
    assert lines == {"sheet-midnight": (3,), "sheet-digits": (3,)}


def test_a_sheet_with_one_column_of_text_that_looks_like_markup_is_still_a_sheet(
    tmp_path: Path,
) -> None:
    opened = opened_rows(tmp_path, [["<b>note</b>"], ["[1]"]])
    assert opened.head.rows == (("<b>note</b>",), ("[1]",))
