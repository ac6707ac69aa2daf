"""Dumps that are streamed through the engine: the same rows, counts and lines as of the same text read record by record."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from golden import inputs
from through_ingest import examining

from ripplemark.archive import AlreadyHere, Archive
from ripplemark.errors import InputError
from ripplemark.ingest import NotStored, Options, add, check
from ripplemark.readers.opening import Limits, defects, flowing
from ripplemark.readers.opening.streaming import Stream, streamed
from ripplemark.vault import Vault

FULL = next(p for p in inputs("dsa_statements") if "full" in p.name)
LINES = FULL.read_bytes().decode().split("\n")
HEADER, ROWS = LINES[0], LINES[1:]
BROKEN = (
    ROWS[0].replace("Invented, for a test", 'Invented \\"for\\" a test'),  # what PHP writes
    ROWS[0].rsplit(",", 1)[0],
    ROWS[0] + ",one more",
)
"""Records that are no records: broken quotes, a cell too few, a cell too many."""
QUIRKS = [*ROWS[:3], BROKEN[0], "", *ROWS[3:9], BROKEN[1], BROKEN[2], "," * 37, *ROWS[9:]]
SKIP = Options(answers={"rejects": "skip"})


def _zip(members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def _csv(rows: Sequence[str], newline: str = "\n") -> bytes:
    return newline.join([HEADER, *rows]).encode()


def _plain(folder: Path, rows: list[str]) -> Path:
    return _write(folder / "dump.csv", _csv(rows))


def _strangely_named(folder: Path, rows: list[str]) -> Path:
    return _write(folder / "dump [1] {2}*.csv", _csv(rows))


def _marked_with_crlf(folder: Path, rows: list[str]) -> Path:
    return _write(folder / "dump.csv", b"\xef\xbb\xbf" + _csv(rows, "\r\n"))


def _gzipped(folder: Path, rows: list[str]) -> Path:
    return _write(folder / "dump.csv.gz", gzip.compress(_csv(rows)))


def _zipped(folder: Path, rows: list[str]) -> Path:
    return _write(folder / "dump.zip", _zip([("dump.csv", _csv(rows))]))


def _zips_in_a_zip(folder: Path, rows: list[str]) -> Path:
    """Three members, out of the order of their names; the last has a header alone."""
    first = [("part-00000-00000.csv", _csv(rows[:5])), ("part-00000-00001.csv", _csv(rows[5:]))]
    inner = [
        ("sor-chirp-00001.csv.zip", _zip([("part-00001-00000.csv", _csv([]))])),
        ("sor-chirp-00000.csv.zip", _zip(first[::-1])),
    ]
    return _write(folder / "dump.zip", _zip(inner, zipfile.ZIP_STORED))


def _record_by_record(folder: Path, rows: list[str]) -> Path:
    """UTF-16 is rewritten first and read in the ordinary way."""
    return _write(folder / "dump.csv", b"\xff\xfe" + _csv(rows).decode().encode("utf-16-le"))


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


WAYS = (
    _plain,
    _strangely_named,
    _marked_with_crlf,
    _gzipped,
    _zipped,
    _zips_in_a_zip,
    _record_by_record,
)


def _read(path: Path, work: Path, options: Options = SKIP) -> tuple[list[Any], dict[str, Any]]:
    with examining(path, work, options) as exam:
        cells = exam.intake.con.table("cells").to_arrow_table().to_pylist()
        rows = sorted(map(str, cells))
        return rows, {
            "streamed": exam.opened.stream is not None,
            "sha256": exam.sha256,
            "read": exam.rows_read,
            "rejected": exam.rejected,
            "rejects": sorted((each.line, each.reason) for each in exam.rejects),
            "codes": {each.code for each in exam.cautions},
        }


@pytest.mark.parametrize("way", WAYS)
def test_however_a_dump_is_packed_the_same_rows_come_out(
    way: Callable[[Path, list[str]], Path], tmp_path: Path
) -> None:
    path = way(tmp_path / "given", QUIRKS)
    rows, told = _read(path, tmp_path / "work")
    plain, _ = _read(_plain(tmp_path / "plain", ROWS), tmp_path / "other")
    assert rows == plain
    assert told["streamed"] == (way is not _record_by_record)
    assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (told["read"], told["rejected"]) == (len(ROWS) + len(BROKEN), len(BROKEN))
    assert ("rows-unread" in told["codes"]) == told[
        "streamed"
    ]  # a row of commas is nothing to the ordinary reading


@pytest.mark.parametrize("way", [way for way in WAYS if way is not _zips_in_a_zip])
def test_a_malformed_record_is_told_with_its_line(
    way: Callable[[Path, list[str]], Path], tmp_path: Path
) -> None:
    _, told = _read(way(tmp_path / "given", QUIRKS), tmp_path / "work")
    assert told["rejects"] == [
        (5, "broken-quotes"),
        (13, "too-few-cells"),
        (14, "too-many-cells"),
    ]


@pytest.mark.parametrize("way", [_plain, _gzipped])
def test_the_only_malformed_record_is_found_by_looking_at_every_byte(
    way: Callable[[Path, list[str]], Path], tmp_path: Path
) -> None:
    rows = [*ROWS[:3], BROKEN[0], *ROWS[3:]]
    _, told = _read(way(tmp_path / "given", rows), tmp_path / "work")
    assert told["rejects"] == [(5, "broken-quotes")]
    assert told["read"] == len(rows) - rows.count("")


@pytest.mark.parametrize("kept", [False, True])
def test_the_swift_parser_reads_a_plain_dump_unless_every_record_keeps_its_id(
    kept: bool, tmp_path: Path
) -> None:
    options = Options(keep=("item",)) if kept else Options()
    path = _plain(tmp_path / "given", ROWS)
    with examining(path, tmp_path / "work", options) as exam:
        assert exam.swift is not kept
        assert exam.rows_read == len(ROWS) - ROWS.count("")


def test_lines_in_several_files_are_counted_through_and_that_is_said(tmp_path: Path) -> None:
    _, told = _read(_zips_in_a_zip(tmp_path / "given", QUIRKS), tmp_path / "work")
    # The first member has five lines, as its blank one is only its end; the second one's header is the sixth.
    assert [line for line, _ in told["rejects"]] == [5, 13, 14]
    assert "lines-through" in told["codes"]


def test_no_byte_of_a_packed_dump_is_unpacked_to_disk(tmp_path: Path) -> None:
    path = _zips_in_a_zip(tmp_path / "given", ROWS)
    with examining(path, tmp_path / "work", SKIP):
        kept = [p for p in (tmp_path / "work").rglob("*") if p.is_file()]
    assert [p.name for p in kept if p.stat().st_size] == []


def test_a_dump_of_a_day_without_statements_is_stored_as_one(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    inner = _zip([("sor-chirp-00000-00000.csv", HEADER.encode())])
    path = _write(
        tmp_path / "sor-chirp.zip", _zip([("sor-chirp-00000.csv.zip", inner)], zipfile.ZIP_STORED)
    )
    report = add(archive, vault, path, Options())
    assert (report.rows_read, report.rows_stored, report.weight_stored) == (0, 0, 0)
    assert "dsa-none" in {each.code for each in report.warnings}
    assert [package.format for package in archive.datasets()] == ["dsa_statements"]


def test_a_header_alone_that_is_not_packed_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "dump.csv", HEADER.encode() + b"\n")
    with pytest.raises(defects.HeaderOnly):
        check(Archive(tmp_path / "archive"), path, Options())


def _damaged(rows: list[str]) -> bytes:
    whole = bytearray(_zip([("a.csv", _csv(rows * 2000))]))
    whole[len(whole) // 2] ^= 0xFF
    return bytes(whole)


def _bomb(rows: list[str]) -> bytes:
    return _zip([("a.csv", _csv([rows[0]] * 150_000))])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (_damaged(ROWS), defects.DamagedArchive),
        (_zip([("a.csv", _csv(ROWS)), ("b.csv", b"a,b\n1,2\n")]), defects.OtherHeader),
        (_bomb(ROWS), defects.ZipBomb),
    ],
    ids=["damaged", "other header", "bomb"],
)
def test_a_packing_that_fails_on_the_way_stores_nothing(
    data: bytes, error: type[InputError], tmp_path: Path
) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    with pytest.raises(error):
        add(archive, vault, _write(tmp_path / "dump.zip", data), SKIP)
    assert archive.datasets() == ()


def test_a_file_that_is_written_to_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _zipped(tmp_path, ROWS)
    pieces = Stream.pieces

    def writing(self: Stream) -> Any:
        os.utime(path, (1, 1))
        return pieces(self)

    monkeypatch.setattr(Stream, "pieces", writing)
    with pytest.raises(defects.FileChanged):
        add(Archive(tmp_path / "archive"), Vault(tmp_path / "vault"), path, SKIP)


def test_the_very_same_dump_is_refused_the_second_time(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    path = _plain(tmp_path, ROWS)
    first = add(archive, vault, path, Options())
    assert check(archive, path, Options(), vault=vault).dataset_id == first.dataset_id
    with pytest.raises(AlreadyHere):
        add(archive, vault, path, Options())


def test_a_dump_is_filtered_by_a_column_and_then_read_record_by_record(tmp_path: Path) -> None:
    path = _plain(tmp_path / "given", ROWS)
    _, told = _read(path, tmp_path / "work", Options(match="platform_name=^X"))
    assert not told["streamed"]
    with examining(path, tmp_path / "again", Options(match="platform_name=^X")) as exam:
        assert (exam.rows_read, exam.rows_passed) == (len(ROWS), 1)


def test_what_cannot_be_stored_is_asked_about_with_its_weight(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    late = ROWS[0].replace("2025-08-03 00:00:00", "2025-02-31 00:00:00")
    path = _plain(tmp_path, [*ROWS, late, late])
    with pytest.raises(NotStored) as refused:
        add(archive, vault, path, Options())
    assert refused.value.report.rejected == 2
    report = add(archive, vault, path, SKIP)
    assert (report.rows_read, report.weight_stored) == (len(ROWS) + 2, len(ROWS))


def _flow(folder: Path) -> tuple[Stream, Path]:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    found = streamed(_zipped(folder, ROWS * 2000), folder, Limits(), lambda _: True)
    assert found is not None
    return found[0], pipe


def test_a_reading_that_never_opens_the_pipe_does_not_wait_for_ever(tmp_path: Path) -> None:
    stream, pipe = _flow(tmp_path)
    with pytest.raises(LookupError), flowing(stream, pipe):
        raise LookupError


def _stop_half_way(stream: Stream, pipe: Path) -> None:
    with flowing(stream, pipe), pipe.open("rb") as reading:
        assert reading.read(100)
        raise LookupError


def test_a_reading_that_stops_half_way_lets_the_feeder_go(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        _stop_half_way(*_flow(tmp_path))


def test_a_control_character_in_a_name_is_no_boundary_of_cells(tmp_path: Path) -> None:
    torn = ROWS[0].replace(",Chirp,", ",Chi\x1frp,")
    rows, told = _read(_plain(tmp_path / "given", [*ROWS, torn]), tmp_path / "work")
    plain, _ = _read(_plain(tmp_path / "plain", ROWS), tmp_path / "other")
    assert (told["read"], told["rejected"]) == (len(ROWS) + 1, 0)
    (more,) = set(rows) - set(plain)
    assert "'platform': 'Chi rp'" in more
