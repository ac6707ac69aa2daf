"""A large text that is never unpacked: its members one after another, each without its header, straight to the engine.

A dump may be a CSV, a CSV in a .gz or .zip, several CSVs in a .zip, or zips in a .zip (the outer one only stored). All
members must have one header. What flows is the members' data in the order of their names, each ended by a newline.
"""

from __future__ import annotations

import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np

from ripplemark.errors import InputError
from ripplemark.readers.base import Dialect, Head
from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import (
    Limits,
    files_of,
    refuse_long_directory,
    regular,
)
from ripplemark.readers.opening.dialect import begin
from ripplemark.readers.opening.encoding import named_safely

_CHUNK = 1 << 20
_NEWLINE = 10
_BOM = b"\xef\xbb\xbf"
_BROKEN = (zipfile.BadZipFile, RuntimeError, EOFError, zlib.error, struct.error, ValueError)
_MOST = 100_000
"""Members of a dump: a day of the largest has some hundreds."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What flows: ``members`` are positions within the zips (none for a plain or gzipped text), ``header`` every member's.

    ``direct`` says that the engine can read ``path`` by itself: a plain text under a name that means nothing to it; the
    data then begin after ``skipped`` bytes.
    """

    path: Path
    size: int
    packing: str | None
    members: tuple[tuple[int, ...], ...]
    header: bytes
    direct: bool
    skipped: int
    limits: Limits

    def pieces(self) -> Iterator[tuple[bool, bytes]]:
        """The data in pieces, each with whether a header stood before it.

        Raises:
            DamagedArchive, ZipBomb: the packing cannot be trusted to its end.
            OtherHeader: a member does not have the first one's columns.
        """
        out = 0
        for member in self.members or ((),):
            last = b"\n"
            for begins, piece in _after_header(self.path, self.packing, member, self.header):
                out += len(piece)
                self._refuse_bomb(out)
                last = piece[-1:] or last
                yield begins, piece
            if last != b"\n":
                yield False, b"\n"

    def _refuse_bomb(self, out: int) -> None:
        """Refuse a flow far longer than its packed bytes can hold; its length alone is no reason."""
        limits = self.limits
        if self.packing and out > limits.unpacked_free and out > limits.ratio * self.size:
            raise defects.ZipBomb(limits.unpacked_free, limits.ratio)

    def lines_at(self, places: Sequence[int]) -> list[int]:
        """The lines of records that begin at these bytes (from 1, ascending) of what the engine reads.

        All members' lines are counted in a row, their headers among them. After blank lines, or a CRLF, the engine
        notes the line end before the record; the record is at the next other byte.
        """
        found: list[int] = []
        lines, start = 0, self.skipped
        for begins, piece in self.pieces():
            lines += begins
            ends = np.flatnonzero(np.frombuffer(piece, dtype=np.uint8) == _NEWLINE)
            while len(found) < len(places) and places[len(found)] <= start + len(piece):
                at = _first_byte(piece, places[len(found)] - 1 - start)
                found.append(lines + 1 + int(np.searchsorted(ends, at)))
            lines, start = lines + len(ends), start + len(piece)
        return found


def _first_byte(piece: bytes, at: int) -> int:
    while at < len(piece) and piece[at] in b"\r\n":
        at += 1
    return at


def streamed(
    path: Path, into: Path, limits: Limits, wanted: Callable[[Head], bool]
) -> tuple[Stream, Head] | None:
    """The file as a stream, and its head; None where it is none of the packings, its text is not plain, or not wanted.

    Whatever is wrong with a file that is not streamed is found, and said, by opening it in the ordinary way.
    """
    size = regular(path)
    try:
        with path.open("rb") as raw:
            packing = {b"PK": "zip", b"\x1f\x8b": "gz"}.get(raw.read(2))
        members = _members(path) if packing == "zip" else ()
        if packing == "zip" and not members:
            return None
        first = _first(path, packing, members)
    except (OSError, InputError, *_BROKEN):
        return None
    head = _head(path.name, first, into, limits)
    if head is None or not wanted(head):
        return None
    line = first.split(b"\n", 1)[0]
    header = line.removeprefix(_BOM).rstrip(b"\r")
    direct = packing is None and named_safely(path)
    skipped = len(line) + 1 if direct else 0
    return Stream(path.resolve(), size, packing, members, header, direct, skipped, limits), head


def _members(path: Path) -> tuple[tuple[int, ...], ...]:
    """Positions of the zip's files, or of the files of its stored zips, in the order of names; none where it is neither."""
    refuse_long_directory(path)
    found: list[tuple[int, ...]] = []
    with zipfile.ZipFile(path) as outer:
        for at, member in files_of(outer):
            if not member.filename.lower().endswith(".zip"):
                found.append((at,))
                continue
            if member.compress_type != zipfile.ZIP_STORED:
                return ()
            with outer.open(member) as packed, zipfile.ZipFile(packed) as inner:
                found += [(at, place) for place, _ in files_of(inner)]
    return tuple(found) if len(found) <= _MOST else ()


@contextmanager
def _opened(path: Path, packing: str | None, member: tuple[int, ...]) -> Iterator[IO[bytes]]:
    with ExitStack() as held:
        if packing is None:
            yield held.enter_context(path.open("rb"))
        elif packing == "gz":
            yield cast(IO[bytes], held.enter_context(gzip.open(path, "rb")))
        else:
            packed: IO[bytes] = held.enter_context(path.open("rb"))
            for at in member:
                book = held.enter_context(zipfile.ZipFile(packed))
                packed = held.enter_context(book.open(book.infolist()[at]))
            yield packed


def _first(path: Path, packing: str | None, members: tuple[tuple[int, ...], ...]) -> bytes:
    """The beginning of the first member that holds data, else of the first."""
    begun = b""
    for member in members or ((),):
        with _opened(path, packing, member) as text:
            start = text.read(_CHUNK)
        begun = begun or start
        if b"\n" in start.rstrip(b"\r\n"):
            return start
    return begun


def _head(name: str, first: bytes, into: Path, limits: Limits) -> Head | None:
    """The head of plain UTF-8 text with commas and LF or CRLF; None of any other."""
    if len(first) == _CHUNK:
        first = first[: first.rfind(b"\n") + 1]
    if not first or b"\0" in first or first.count(b"\r") != first.count(b"\r\n"):
        return None
    sample = into / "head.csv"
    sample.write_bytes(first)
    try:
        text = first.decode("utf-8-sig")
        start = begin(sample, limits)
    except (UnicodeDecodeError, InputError):
        return None
    finally:
        sample.unlink()
    if start.delimiter != "," or not start.quoted or start.lines[0] != 1:
        return None
    newline = "CRLF" if b"\r\n" in first else "LF"
    return Head(name, Dialect("utf-8", newline, ","), start.rows, start.lines, text[:4_000])


def _after_header(
    path: Path, packing: str | None, member: tuple[int, ...], header: bytes
) -> Iterator[tuple[bool, bytes]]:
    """The data of one member in pieces; the first is empty where the member is no more than its header."""
    try:
        with _opened(path, packing, member) as text:
            start = text.read(_CHUNK).removeprefix(_BOM)
            if not start:
                return
            own, _, rest = start.partition(b"\n")
            if own.rstrip(b"\r") != header:
                raise defects.OtherHeader
            yield True, rest
            while piece := text.read(_CHUNK):
                yield False, piece
    except _BROKEN:
        raise defects.DamagedArchive(f".{packing}") from None
