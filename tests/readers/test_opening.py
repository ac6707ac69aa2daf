"""What opens, and as what: encodings, line ends, delimiters, packing, physical lines."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import tempfile
import zipfile
from itertools import product
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripplemark.readers.opening import Limits, Opened, duplicates, open_input, ragged, record_lines

ROWS = (
    ("posted", "häufig", "note"),
    ("2024-10-27 02:30", "1,5", "Straße; café, \"zitiert\""),
    ("2024-10-27 03:30", "22,75", "b|c"),
    ("2024-10-28 11:00", "3,0", ""),
)  # fmt: skip
SHARED = Path(__file__).parents[3] / "shared" / "data"
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16-le",
    "utf-16-be",
    "utf-16",
    "utf-32",
    "cp1252",
    "latin-1",
)
NEWLINES = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def written(rows: tuple[tuple[str, ...], ...], delimiter: str, newline: str) -> str:
    out = io.StringIO(newline="")
    # Python's writer does not quote a newline where rows end with a carriage return only.
    quoting = csv.QUOTE_ALL if newline == "\r" else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)
    return out.getvalue()


def opened_bytes(folder: Path, data: bytes, name: str = "input.csv") -> Opened:
    given_file, into = folder / name, folder / "into"
    given_file.write_bytes(data)
    into.mkdir()
    return open_input(given_file, into)


def scanned(opened: Opened, header: int | None, columns: int) -> list[tuple[str | None, ...]]:
    """What the engine reads, in order, as ingest does it."""
    relation = duckdb.connect().execute(
        "SELECT * FROM read_csv($path, delim=$delim, quote='\"', escape='\"', header=false, skip=$skip,"
        " columns=$columns, auto_detect=false, store_rejects=true, strict_mode=true)",
        {
            "path": str(opened.text),
            "delim": opened.delimiter,
            "skip": 0 if header is None else header + 1,
            "columns": {f"c{k}": "VARCHAR" for k in range(columns)},
        },
    )
    return relation.fetchall()


def line_of(opened: Opened, header: int | None, record: int) -> int:
    offset, table = record_lines(opened, header)
    return offset + record if table is None else int(table["line"][record - 1].as_py())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_line_end_and_delimiter_opens_to_the_same_rows(
    tmp_path: Path, encoding: str
) -> None:
    for k, ((newline, end), delimiter) in enumerate(product(NEWLINES.items(), ",;\t|")):
        folder = tmp_path / str(k)
        folder.mkdir()
        opened = opened_bytes(folder, written(ROWS, delimiter, end).encode(encoding))
        assert opened.head.rows == ROWS
        assert opened.head.lines == (1, 2, 3, 4)
        assert (opened.delimiter, opened.head.dialect.newline) == (delimiter, newline)
        assert [tuple(cell or "" for cell in row) for row in scanned(opened, 0, 3)] == list(
            ROWS[1:]
        )
        assert bool(opened.cautions) == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("packing", ["gz", "zip"])
def test_packed_text_opens_to_the_same_rows_and_keeps_the_hash_of_what_was_given(
    tmp_path: Path, packing: str, encoding: str
) -> None:
    for newline in NEWLINES.values():
        plain = written(ROWS, ";", newline).encode(encoding)
        folder = tmp_path / str(ord(newline[0]) + len(newline))
        folder.mkdir()
        packed = gzip.compress(plain) if packing == "gz" else zipped({"a/b.csv": plain})
        opened = opened_bytes(folder, packed, f"x.csv.{packing}")
        assert opened.head.rows == ROWS
        assert opened.sha256 == hashlib.sha256(packed).hexdigest()
        assert (opened.size, opened.packing) == (len(packed), packing)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def test_what_a_mac_adds_to_a_zip_is_no_second_file(tmp_path: Path) -> None:
    members = {"t/": b"", "t/a.csv": b"a,b\n1,2\n", "__MACOSX/t/._a.csv": b"x", "t/.DS_Store": b"y"}
    assert opened_bytes(tmp_path, zipped(members), "a.zip").head.rows == (("a", "b"), ("1", "2"))


def test_plain_utf8_is_scanned_where_it_lies_and_anything_else_from_the_private_folder(
    tmp_path: Path,
) -> None:
    for k, (data, stays) in enumerate(
        [
            (b"a,b\n1,2\n", True),
            (b"a,b\r\n1,2\r\n", True),
            (b"\xef\xbb\xbfa,b\n1,2\n", True),
            (b"a,b\r1,2\r", False),
            (b"a,b\r\n1,2\n", False),
            ("a,b\n1,ü\n".encode("cp1252"), False),
        ]
    ):
        folder = tmp_path / str(k)
        folder.mkdir()
        opened = opened_bytes(folder, data)
        assert (opened.text.parent == folder) is stays
        assert len(scanned(opened, 0, 2)) == 1


@pytest.mark.parametrize(
    "name",
    ["a[1]*?.csv", "x.csv.gz", "a\nb.csv", "..%2f..%2fetc", "-rf.csv", "a'b\"c;d.csv", "\\..\\x"],
)
def test_an_odd_file_name_changes_nothing(tmp_path: Path, name: str) -> None:
    opened = opened_bytes(tmp_path, b"a,b\n1,2\n", name)
    assert scanned(opened, 0, 2) == [("1", "2")]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([name, "into"])


def test_a_preamble_and_a_blank_line_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    opened = opened_bytes(tmp_path, b"Kategorie: Alle\n\nTag,x: (Welt)\n2024-01-01,<1\n")
    assert opened.delimiter == ","
    assert opened.head.rows[:2] == (("Kategorie: Alle",), ())
    assert opened.head.rows[2] == ("Tag", "x: (Welt)")
    assert opened.head.lines == (1, 2, 3, 4)
    assert record_lines(opened, 2) == (3, None)


def test_decimal_commas_in_every_row_do_not_make_the_comma_a_delimiter(tmp_path: Path) -> None:
    data = b"date;share\n" + b"2024-01-01;1,5\n" * 30 + b"2024-01-02;1,5;ragged\n" * 2
    assert opened_bytes(tmp_path, data).delimiter == ";"


def test_one_column_is_a_table(tmp_path: Path) -> None:
    opened = opened_bytes(tmp_path, b"when\n2024-01-01\n\n2024-01-03\n")
    assert opened.head.rows == (("when",), ("2024-01-01",), (), ("2024-01-03",))
    assert scanned(opened, 0, 1) == [("2024-01-01",), (None,), ("2024-01-03",)]
    assert record_lines(opened, 0) == (1, None)


def test_the_delimiter_that_excel_writes_down_is_believed(tmp_path: Path) -> None:
    assert opened_bytes(tmp_path, b"sep=;\r\na,x;b,y\r\n1,2;3,4\r\n").delimiter == ";"


def test_only_the_first_two_hundred_records_make_the_head(tmp_path: Path) -> None:
    opened = opened_bytes(tmp_path, b"a,b\n" + b'1,"x\ny"\n' * 300)
    assert len(opened.head.rows) == 200
    assert opened.head.lines[:4] == (1, 2, 4, 6)


def test_blank_lines_and_quoted_newlines_do_not_shift_the_lines(tmp_path: Path) -> None:
    data = b'a,b\n\n1,line3\n2,"line4\n"\n\n\n3,line8\n'
    opened = opened_bytes(tmp_path, data)
    assert [row[0] for row in scanned(opened, 0, 2)] == ["1", "2", "3"]
    assert [line_of(opened, 0, k) for k in (1, 2, 3)] == [3, 4, 8]


def test_blank_lines_at_the_edges_leave_a_constant_offset(tmp_path: Path) -> None:
    opened = opened_bytes(tmp_path, b"\r\na,b\r\n\r\n1,2\r\n3,4\r\n\r\n\r\n")
    assert record_lines(opened, 1) == (3, None)


def test_inch_marks_do_not_pass_for_quotation_marks(tmp_path: Path) -> None:
    data = b'a,b,c\n1,5" disk,x\n2,"line3\nx",6" y\n3",line5,z\n'
    opened = opened_bytes(tmp_path, data)
    assert [line_of(opened, 0, k) for k in (1, 2, 3)] == [2, 3, 5]


CELL = st.text(alphabet='ab" \n', max_size=4)


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(CELL, CELL) | st.none(), min_size=1, max_size=12),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_every_record_that_the_engine_reads_is_traced_to_its_line(
    rows: list[tuple[str, str] | None],
    end: str,
    last: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    text, starts = f"k,a,b{end}", []
    for cells in rows:
        line = text.count(end) + text.replace(end, "").count("\n") + 1
        if cells is None:
            text += end
            continue
        starts.append(line)
        text += written(((str(line), *cells),), ",", end)
    opened = opened_bytes(folder, (text if last else text.removesuffix(end)).encode())
    read = scanned(opened, 0, 3)
    assert [int(str(row[0])) for row in read] == starts
    assert [line_of(opened, 0, k + 1) for k in range(len(read))] == starts


def test_rows_that_do_not_fit_are_named_with_their_physical_line(tmp_path: Path) -> None:
    opened = opened_bytes(tmp_path, b'a,b\n1,"x\ny"\n\n1,2,3\n4\n5,6\n')
    assert ragged(opened, 0) == ((5, 3, 2), (6, 1, 2))


def test_names_that_differ_in_case_only_are_duplicates() -> None:
    assert duplicates(["Link", "when", " link ", "", ""]) == ((1, 3),)


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
@pytest.mark.parametrize(
    "words", ["gelöscht für Plattform, größte Mühe", "supprimé après délai à été"]
)
def test_what_old_machines_wrote_is_read_by_its_letters(
    tmp_path: Path, encoding: str, words: str
) -> None:
    text = "Tag;a\n" + "".join(f"2024-01-{k:02};{words}\n" for k in range(1, 29))
    opened = opened_bytes(tmp_path, text.encode(encoding))
    assert (opened.head.dialect.encoding, opened.head.rows[1][1]) == (encoding, words)
    assert opened.cautions[0].code == "encoding"


def test_few_letters_and_curly_marks_are_windows_1252(tmp_path: Path) -> None:
    opened = opened_bytes(tmp_path, "a,b\n1,“café” – 5 €…\n".encode("cp1252"))
    assert opened.head.rows[1] == ("1", "“café” – 5 €…")


@pytest.mark.shared
def test_every_real_table_opens_with_its_own_delimiter_and_lines() -> None:
    if not SHARED.is_dir():
        pytest.skip("the real files are not here")
    with tempfile.TemporaryDirectory() as folder:
        for k, path in enumerate(sorted(SHARED.rglob("*.[ct]sv"))):
            into = Path(folder) / str(k)
            into.mkdir()
            opened = open_input(path, into)
            assert opened.delimiter == {".csv": ",", ".tsv": "\t"}[path.suffix]
            assert (opened.text == path.resolve()) is (opened.head.dialect.newline != "mixed")


def test_thirty_megabytes_open_and_trace_their_lines_in_seconds(tmp_path: Path) -> None:
    data = b"a,b,c\n" + b'2024-01-01,"x, y",3\n' * 1_500_000
    opened = opened_bytes(tmp_path, data)
    assert record_lines(opened, 0) == (1, None)
    assert len(data) == opened.size < Limits().content
