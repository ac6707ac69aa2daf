"""Files that are no tables: each is refused by its own class, in seconds, without a word of its content or name."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sheet_builder import build_xlsx

from ripplemark.errors import InputError
from ripplemark.readers.opening import Limits, defects, open_input, ragged, record_lines

CANARY = "zebrafink-7c1"
TEXT = f"{CANARY},b\n{CANARY},2\n".encode()
SMALL = Limits(content=50 << 20, unpacked_free=2 << 20)


def zipped(members: dict[str, bytes], *, deflate: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    ) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def zipped_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo(f"{CANARY}.csv")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    """A zip whose general flag says that its member is encrypted."""
    data = bytearray(zipped({f"{CANARY}.csv": TEXT}, deflate=False))
    struct.pack_into("<H", data, 6, 1)
    struct.pack_into("<H", data, data.rfind(b"PK\x01\x02") + 8, 1)
    return bytes(data)


def damaged_checksum() -> bytes:
    data = bytearray(zipped({f"{CANARY}.csv": TEXT}, deflate=False))
    at = data.index(TEXT[:8])
    data[at] ^= 1
    return bytes(data)


PNG = b"\x89PNG\r\n\x1a\n" + CANARY.encode() + bytes(range(256)) * 20
HOSTILE: dict[str, tuple[type[InputError], bytes]] = {
    "empty": (defects.EmptyFile, b""),
    "blank lines only": (defects.EmptyFile, b"\r\n \n\t\n"),
    "delimiters only": (defects.EmptyFile, b",,,\n,,,\n"),
    "mark only": (defects.EmptyFile, b"\xef\xbb\xbf"),
    "empty gz": (defects.EmptyFile, gzip.compress(b"")),
    "binary": (defects.Binary, CANARY.encode() + bytes(range(256)) * 50),
    "random": (defects.Binary, os.urandom(100_000)),
    "png": (defects.NotATable, PNG),
    "jpeg": (defects.NotATable, b"\xff\xd8\xff\xe0\0\x10JFIF" + os.urandom(99)),
    "gif": (defects.NotATable, b"GIF89a" + os.urandom(99)),
    "webp": (defects.NotATable, b"RIFF\x24\0\0\0WEBPVP8 " + os.urandom(99)),
    "pdf": (defects.NotATable, b"%PDF-1.7\n" + TEXT),
    "png in gz": (defects.NotATable, gzip.compress(PNG)),
    "docx": (defects.NotATable, zipped({"[Content_Types].xml": b"", "word/document.xml": TEXT})),
    "ods": (defects.OldSpreadsheet, zipped({"mimetype": b"x", "content.xml": TEXT})),
    "xls": (defects.OldSpreadsheet, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(999)),
    "web page": (defects.MarkupPage, f"\n<!DOCTYPE html><title>{CANARY}</title>".encode()),
    "web page in utf-16": (defects.MarkupPage, f"<html><b>{CANARY}</b>".encode("utf-16")),
    "xml": (defects.MarkupPage, f"<?xml version='1.0'?><e>{CANARY}</e>".encode()),
    "json": (defects.JsonText, f'{{"{CANARY}": 1}}'.encode()),
    "json list": (defects.JsonText, f'[\n  {{"{CANARY}": 1}}]'.encode()),
    "truncated gz": (defects.DamagedArchive, gzip.compress(TEXT * 99)[:-9]),
    "broken gz": (defects.DamagedArchive, gzip.compress(TEXT * 99)[:12] + b"\xff" * 40),
    "truncated zip": (defects.DamagedArchive, zipped({"a.csv": TEXT * 99})[:-30]),
    "zip checksum": (defects.DamagedArchive, damaged_checksum()),
    "bzip2": (defects.OtherArchive, b"BZh91AY&SY" + os.urandom(99)),
    "encrypted zip": (defects.EncryptedZip, encrypted()),
    "two files": (defects.ZipCount, zipped({f"{CANARY}.csv": TEXT, "b.csv": TEXT})),
    "no file": (defects.ZipCount, zipped({})),
    "zip bomb": (defects.ZipBomb, zipped({f"{CANARY}.csv": b"0" * (40 << 20)})),
    "gz bomb": (defects.ZipBomb, gzip.compress(b"0" * (40 << 20))),
    "zip in zip": (defects.NestedArchive, zipped({"a.zip": zipped({"a.csv": TEXT})})),
    "gz in zip": (defects.NestedArchive, zipped({"a.csv": gzip.compress(TEXT)})),
    "climbing member": (defects.ZipPathTrick, zipped({f"../../{CANARY}.csv": TEXT})),
    "climbing member, backslashes": (defects.ZipPathTrick, zipped({f"..\\{CANARY}.csv": TEXT})),
    "absolute member": (defects.ZipPathTrick, zipped({f"/tmp/{CANARY}.csv": TEXT})),
    "drive member": (defects.ZipPathTrick, zipped({f"C:\\{CANARY}.csv": TEXT})),
    "link member": (defects.ZipPathTrick, zipped_link()),
    "nul bytes": (defects.NulBytes, TEXT + b"a\0b,c\n" + TEXT * 50),
    "long line": (defects.LongLine, TEXT + b"x" * (3 << 20)),
    "long line in utf-16": (defects.LongLine, ("a,b\n" + "x" * (2 << 20)).encode("utf-16")),
    "two encodings": (defects.MixedEncoding, "a,ü\n".encode() * 3 + "b,ü\n".encode("latin-1")),
    "half of utf-16": (defects.UnknownEncoding, "a,b\n1,2\n".encode("utf-16") + b"\0"),
    "open quote": (defects.UnclosedQuote, b'a,b\n1,"' + TEXT),
    "open quote, long": (defects.UnclosedQuote, b'a,b\n1,"' + TEXT * 20_000),
    "10,000 columns": (defects.TooManyColumns, b",".join([CANARY.encode()] * 10_000) + b"\n1\n"),
}


def refused(path: Path, into: Path, limits: Limits = SMALL) -> InputError:
    """The error of a refusal, checked for its time and its silence."""
    into.mkdir()
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        open_input(path, into, limits=limits)
    assert time.monotonic() - began < 5
    said = f"{caught.value} {caught.value.title} {vars(caught.value)}"
    assert CANARY not in said
    assert "nothing was" in said
    assert {entry.name for entry in into.iterdir()} <= {"content", "text.csv"}
    return caught.value


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_no_table_is_refused_by_name(tmp_path: Path, case: str) -> None:
    expected, data = HOSTILE[case]
    path = tmp_path / f"{CANARY}.csv"
    path.write_bytes(data)
    assert type(refused(path, tmp_path / "into")) is expected


def _folder(path: Path) -> None:
    path.mkdir()


def _socket(path: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(str(path))


@pytest.mark.parametrize(
    ("make", "what"), [(_folder, "folder"), (os.mkfifo, "pipe"), (_socket, "socket")]
)
def test_what_is_not_a_regular_file_is_never_opened(
    tmp_path: Path, make: Callable[[Path], None], what: str
) -> None:
    path = tmp_path / CANARY
    make(path)
    error = refused(path, tmp_path / "into")
    assert isinstance(error, defects.NotAFile)
    assert error.what == what


@pytest.mark.parametrize("name", [CANARY, f"{CANARY}/x", f"{CANARY}\0", CANARY * 99])
def test_a_path_that_leads_nowhere_is_a_missing_file(tmp_path: Path, name: str) -> None:
    assert isinstance(refused(tmp_path / name, tmp_path / "into"), defects.MissingFile)


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(CANARY)

    path = tmp_path / CANARY
    path.write_bytes(TEXT)
    monkeypatch.setattr(Path, "open", refuse)
    assert isinstance(refused(path, tmp_path / "into"), defects.NoPermission)


def test_lines_are_counted_up_to_the_defect(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r\n1,2\r\n" * 70_000 + b"\0\0,1\r\n" + b"x,y\n" * 5)
    error = refused(path, tmp_path / "into")
    assert isinstance(error, defects.NulBytes)
    assert (error.count, error.line) == (2, 140_001)


def test_the_line_of_the_second_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,ü\n".encode() * 400_000 + b"b,\xfc\n")
    error = refused(path, tmp_path / "into")
    assert isinstance(error, defects.MixedEncoding)
    assert error.line == 400_001


def test_a_quotation_mark_left_open_far_below_is_named_by_its_line(tmp_path: Path) -> None:
    path, into = tmp_path / "a.csv", tmp_path / "into"
    path.write_bytes(b'a,b\n1,"2"\n' * 5000 + f'3,"{CANARY}\n4,5\n'.encode())
    into.mkdir()
    opened = open_input(path, into)
    for read in (record_lines, ragged):
        with pytest.raises(defects.UnclosedQuote) as caught:
            read(opened, 0)
        assert caught.value.line == 10_001
        assert CANARY not in str(caught.value)


def test_more_content_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT * 100)
    assert isinstance(refused(path, tmp_path / "i", Limits(content=99)), defects.TooLarge)
    path.write_bytes(gzip.compress(os.urandom(3000).hex().encode()))
    assert isinstance(refused(path, tmp_path / "j", Limits(content=5000)), defects.TooLarge)


SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
WORKBOOKS: dict[str, tuple[type[InputError], dict[str, bytes]]] = {
    "a far cell": (
        defects.TooManyColumns,
        {"xl/worksheets/sheet1.xml": SHEET % b'<row r="1048576"><c r="XFD1048576"/></row>'},
    ),
    "a deep cell": (
        defects.TooLarge,
        {
            "xl/worksheets/sheet1.xml": SHEET
            % b'<row r="1048576"><c r="BXA1048576"><v>1</v></c></row>'
        },
    ),
    "cells without addresses": (
        defects.TooLarge,
        {
            "xl/worksheets/sheet1.xml": SHEET
            % (b"<row>" + b"<c/>" * 16_000 + b"</row>" + b"<row/>" * 9_000)
        },
    ),
    "a bomb": (defects.ZipBomb, {"xl/worksheets/sheet1.xml": SHEET % (b" " * (40 << 20))}),
    "a bomb beside the sheet": (defects.ZipBomb, {"xl/media/image1.png": b"0" * (40 << 20)}),
    "utf-16 inside": (
        defects.DamagedArchive,
        {"xl/worksheets/sheet1.xml": SHEET.decode().encode("utf-16")},
    ),
    "no xml": (defects.DamagedArchive, {"xl/workbook.xml": b"<workbook><<<"}),
    "no cells": (defects.EmptyFile, {"xl/worksheets/sheet1.xml": SHEET % b""}),
}


@pytest.mark.parametrize("case", WORKBOOKS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_workbook_is_refused_before_it_can_hurt(tmp_path: Path, case: str) -> None:
    expected, members = WORKBOOKS[case]
    path = build_xlsx(tmp_path / f"{CANARY}.xlsx", [[CANARY]], name=CANARY, extra=members)
    assert type(refused(path, tmp_path / "into")) is expected


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    path = build_xlsx(tmp_path / f"{CANARY}.xlsx", [[CANARY, 1]] * 500)
    path.write_bytes(path.read_bytes()[:-400])
    assert isinstance(refused(path, tmp_path / "into"), defects.DamagedArchive)


def test_every_defect_says_what_to_do_and_that_nothing_was_stored() -> None:
    classes = [
        value
        for value in vars(defects).values()
        if isinstance(value, type) and issubclass(value, InputError) and value is not InputError
    ]
    assert len({cls.title for cls in classes}) == len(classes)
    assert str(defects.HeaderOnly(3)).startswith("Line 3 is the header")
    assert "columns 1 and 3" in str(defects.DuplicateColumns(((1, 3),)))
    assert "line 5: 3 instead of 2" in str(defects.RaggedRows(((5, 3, 2),)))
