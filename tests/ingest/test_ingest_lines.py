"""A reject, and a stored row, is at the line that a person sees in an editor, or at the sheet's row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from adding import refusal, rows, write
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sheet_builder import build_xlsx

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add, check
from ripplemark.ingest.refusals import LinesUnclear, ManyMalformed
from ripplemark.ingest.scanning import lines_at
from ripplemark.readers.opening.defects import UnclosedQuote
from ripplemark.vault import Vault

HEADER = "platform,item,notice_at,observed_until"
GOOD, BAD = "A,x,2025-01-02,2025-02-01", "A,x,2025-13-02,2025-02-01"
FEW, MANY = "A,x", "A,x,2025-01-02,2025-02-01,9,9,9"
BROKEN = 'A,"x"y,2025-01-02,2025-02-01'
TWO_LINES = 'A,"x\ny",2025-01-02,2025-02-01'
TWO_LINES_BAD = 'A,"x\ny",nonsense,2025-02-01'
SKIP = Options(incident="LANTERN", answers={"rejects": "skip"})


def expected(records: list[str], first: int) -> tuple[list[int], set[tuple[int, str]]]:
    """Lines of stored rows, and (line, reason) of rejects, for records that begin at a line."""
    reasons = {BAD: "impossible", FEW: "too-few-cells", MANY: "too-many-cells"}
    reasons |= {BROKEN: "broken-quotes", TWO_LINES_BAD: "unreadable"}
    good, bad, line = [], set(), first
    for record in records:
        if record in reasons:
            bad.add((line, reasons[record]))
        elif record.strip(", "):
            good.append(line)
        line += 1 + record.count("\n")
    return good, bad


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_right_after_ragged_rows_blank_lines_and_quoted_newlines(
    newline: str, archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    records = [
        GOOD,
        FEW,
        "",
        GOOD,
        MANY,
        TWO_LINES,
        BAD,
        "   ",
        FEW,
        ",,,",
        GOOD,
        BROKEN,
        TWO_LINES_BAD,
        GOOD,
    ]
    text = "\n".join([HEADER, *records]) + "\n"
    report = add(archive, vault, write(tmp_path, text.replace("\n", newline)), SKIP)
    good, bad = expected(records, 2)
    assert {(each.line, each.reason) for each in report.rejects} == bad
    assert [row["source_line"] for row in rows(archive, "moderation")] == good
    assert (report.rows_read, report.rows_stored, report.rejected) == (11, 5, 6)


def test_a_preamble_and_a_header_on_two_lines_count(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = f'\n\n{HEADER.replace("item", chr(34) + "item" + chr(34))},"my\nnotes"\n{GOOD},\n{FEW}\n{GOOD},n\n{BAD},\n'
    report = add(archive, vault, write(tmp_path, text), SKIP)
    assert [(each.line, each.reason) for each in report.rejects] == [
        (6, "too-few-cells"),
        (8, "impossible"),
    ]
    assert [row["source_line"] for row in rows(archive, "moderation")] == [5, 7]


def test_a_trends_preamble_counts(archive: Archive, vault: Vault, tmp_path: Path) -> None:
    text = "Category: All categories\n\nDay,lantern: (Worldwide)\n2025-03-01,3\n2025-03-02,100\n2025-03-03,4\n2025-03-04,1,1\n2025-03-05,2\n"
    report = refusal(archive, vault, write(tmp_path, text), Options(incident="LANTERN"))
    assert [(each.line, each.reason) for each in report.rejects] == [(7, "too-many-cells")]


def test_in_a_workbook_lines_are_rows_of_the_sheet(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    good, bad = GOOD.split(","), BAD.split(",")
    two = ["A", "x\ny", "2025-01-02", "2025-02-01"]
    cells = [HEADER.split(","), good, [], bad, two, [], [], bad, good]
    report = add(archive, vault, build_xlsx(tmp_path / "log.xlsx", cells, first_row=4), SKIP)
    assert [each.line for each in report.rejects] == [7, 11]
    assert [row["source_line"] for row in rows(archive, "moderation")] == [5, 8, 12]


@settings(
    deadline=None,
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    records=st.lists(
        st.sampled_from([GOOD, BAD, FEW, MANY, BROKEN, TWO_LINES, TWO_LINES_BAD, ""]),
        min_size=1,
        max_size=25,
    ),
    bom=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
@example(records=["", "", FEW], bom=False, newline="\n")
@example(records=["", "", MANY, "", BROKEN, "", "", "", FEW], bom=True, newline="\r\n")
def test_lines_are_right_for_any_order_of_records(
    records: list[str], bom: bool, newline: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    text = newline.join([HEADER, GOOD, *records]).replace("\n", newline).replace("\r\r", "\r")
    path = write(folder, text.encode("utf-8-sig" if bom else "utf-8"))
    archive = Archive(folder / "archive")
    report = add(archive, Vault(folder / "vault"), path, SKIP)
    good, bad = expected([GOOD, *records], 2)
    assert {(each.line, each.reason) for each in report.rejects} == bad
    assert [row["source_line"] for row in rows(archive, "moderation")] == good


def test_more_than_two_thousand_ragged_rows_keep_their_lines(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    records = [FEW if k % 2 else GOOD for k in range(10_000)]
    report = add(archive, vault, write(tmp_path, "\n".join([HEADER, *records])), SKIP)
    assert report.rejected == 5_000
    assert [each.line for each in report.rejects][-1] == 10_001
    assert [row["source_line"] for row in rows(archive, "moderation")] == list(range(2, 10_001, 2))
    assert archive.datasets()[0].counts.rows_rejected == 5_000


def test_a_file_in_which_nothing_fits_the_header_is_refused_as_a_whole(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(tmp_path, "\n".join([HEADER, GOOD, *[FEW] * 120_000]))
    with pytest.raises(ManyMalformed, match="header"):
        check(archive, path, SKIP)


def test_quotes_that_leave_rows_unclear_are_refused_instead_of_guessed(
    archive: Archive, tmp_path: Path
) -> None:
    path = write(tmp_path, "\n".join([HEADER, GOOD, 'A,"x\ny,2025-01-02,2025-02-01', GOOD, GOOD]))
    with pytest.raises((UnclosedQuote, LinesUnclear)):
        check(archive, path, SKIP)


def test_rows_without_any_cell_are_blank_lines_and_rows_with_only_unread_cells_are_told(
    archive: Archive, tmp_path: Path
) -> None:
    text = f"{HEADER},notes\n{GOOD},\n,,,,\n,,,,only a note\n{GOOD},n\n"
    report = check(archive, write(tmp_path, text), SKIP)
    assert (report.rows_read, report.rows_stored) == (2, 2)
    (told,) = [each for each in report.warnings if each.code == "rows-unread"]
    assert told.lines == (4,)


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_byte_is_on_the_line_that_counting_gives(newline: bytes, tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(newline.join(b"x" * (k % 7) + b"y" for k in range(3_000_000)))
    starts = [3_000, 1_500_000, 2_999_998]
    ends = np.flatnonzero(np.frombuffer(path.read_bytes(), dtype=np.uint8) == 10)
    places = np.array([int(ends[line - 2]) + (2 if newline == b"\n" else 1) for line in starts])
    assert lines_at(path, places).tolist() == starts
