"""From what a user gave to plain content: checks the file, hashes it, unwraps one layer of .gz or .zip."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from ripplemark.readers.opening import defects
from ripplemark.readers.opening.magic import refuse_known

_CHUNK = 1 << 20
_FILE_KINDS = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)
_ZIP, _GZIP = b"PK", b"\x1f\x8b"
_FURNITURE = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused: bytes of content, bytes past which the packing ratio counts, columns, cells, bytes a line."""

    content: int = 4 << 30
    unpacked_free: int = 50_000_000
    ratio: int = 200
    columns: int = 2_000
    line: int = 1 << 20
    sheet_bytes: int = 1 << 30
    sheet_cells: int = 30_000_000


@dataclass(frozen=True, slots=True)
class Content:
    """One layer of packing removed: where the content lies, what it is, and the raw input's size and hash."""

    path: Path
    kind: Literal["text", "workbook"]
    size: int
    sha256: str
    packing: str | None


def unwrap(path: Path, into: Path, limits: Limits) -> Content:
    """Check the file and remove one layer of packing; unpacked bytes go to ``into`` under a fixed name."""
    size = regular(path)
    try:
        with path.open("rb") as raw:
            start = raw.read(600)
            raw.seek(0)
            sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
    except PermissionError:
        raise defects.NoPermission from None
    if size > limits.content:
        raise defects.TooLarge(size, limits.content)
    if start.startswith(_GZIP):
        inner = _gunzip(path, into / "content", size, limits)
        return Content(inner, "text", size, sha256, "gz")
    if start.startswith(_ZIP) and start[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        found = _unzip(path, into / "content", size, limits)
        return (
            Content(path, "workbook", size, sha256, None)
            if found is None
            else Content(found, "text", size, sha256, "zip")
        )
    refuse_known(start)
    return Content(path, "text", size, sha256, None)


def regular(path: Path) -> int:
    """The size of a regular, non-empty file; everything else is refused before it is opened."""
    try:
        seen = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise defects.MissingFile from None
    except PermissionError:
        raise defects.NoPermission from None
    except (OSError, ValueError):
        raise defects.MissingFile from None
    if not stat.S_ISREG(seen.st_mode):
        kind = next((name for is_kind, name in _FILE_KINDS if is_kind(seen.st_mode)), "device")
        raise defects.NotAFile(kind)
    if seen.st_size == 0:
        raise defects.EmptyFile
    return seen.st_size


def _gunzip(path: Path, target: Path, size: int, limits: Limits) -> Path:
    try:
        with gzip.open(path, "rb") as packed:
            _copy(cast(IO[bytes], packed), target, size, limits)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise defects.DamagedArchive(".gz") from None
    return target


def _copy(packed: IO[bytes], target: Path, size: int, limits: Limits) -> None:
    """Unpack, counting bytes out against bytes in; refuse what is known or nested by its first bytes."""
    out = 0
    with target.open("xb") as plain:
        while chunk := packed.read(_CHUNK):
            if out == 0:
                if chunk.startswith((_GZIP, b"PK\x03\x04", b"PK\x05\x06")):
                    raise defects.NestedArchive
                refuse_known(chunk[:600])
            out += len(chunk)
            refuse_bomb(out, size, limits)
            plain.write(chunk)
    if out == 0:
        raise defects.EmptyFile


def refuse_bomb(out: int, size: int, limits: Limits) -> None:
    """Refuse ``out`` unpacked bytes that came from ``size`` packed ones."""
    if out > limits.unpacked_free and out > limits.ratio * size:
        raise defects.ZipBomb(limits.unpacked_free, limits.ratio)
    if out > limits.content:
        raise defects.TooLarge(out, limits.content)


def _unzip(path: Path, target: Path, size: int, limits: Limits) -> Path | None:
    """Unpack the one file of a zip; None where the zip is a workbook."""
    refuse_long_directory(path)
    try:
        with zipfile.ZipFile(path) as packed:
            if _is_workbook(packed):
                return None
            member = _single(packed)
            with packed.open(member) as inner:
                _copy(inner, target, size, limits)
    except NotImplementedError:
        raise defects.OtherArchive(".zip with an unusual compression") from None
    except (zipfile.BadZipFile, EOFError, zlib.error, ValueError, struct.error):
        raise defects.DamagedArchive(".zip") from None
    return target


def refuse_long_directory(path: Path, limit: int = 16 << 20) -> None:
    """Refuse a zip whose table of contents alone would take long to read."""
    with path.open("rb") as raw:
        raw.seek(max(0, path.stat().st_size - 66_000))
        tail = raw.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise defects.DamagedArchive(".zip")
    length = int(struct.unpack_from("<L", tail, at + 12)[0])
    if length > limit:
        raise defects.TooLarge(length, limit, "bytes of file names")


def _is_workbook(packed: zipfile.ZipFile) -> bool:
    names = set(packed.namelist())
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return True
    if "xl/workbook.bin" in names:
        raise defects.OldSpreadsheet("a binary .xlsb workbook")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise defects.NotATable("a text document or a presentation")
    if "mimetype" in names and "content.xml" in names:
        raise defects.OldSpreadsheet("an OpenDocument file")
    return False


def _single(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The only file of a zip. Its name is looked at and never used as a path."""
    files = [member for _, member in files_of(packed)]
    if any(_is_trick(member) for member in packed.infolist()):
        raise defects.ZipPathTrick
    if len(files) != 1:
        raise defects.ZipCount(len(files))
    if files[0].flag_bits & 0x1:
        raise defects.EncryptedZip
    return files[0]


def files_of(packed: zipfile.ZipFile) -> list[tuple[int, zipfile.ZipInfo]]:
    """The files of a zip with their positions in its table, in the order of their names; no folders, no furniture."""
    files = [
        (at, member)
        for at, member in enumerate(packed.infolist())
        if not (member.is_dir() or _is_furniture(member.filename))
    ]
    return sorted(files, key=lambda each: each[1].filename)


def _is_furniture(name: str) -> bool:
    return name.startswith(_FURNITURE[0]) or name.rsplit("/", 1)[-1].startswith(_FURNITURE[1:])


def _is_trick(member: zipfile.ZipInfo) -> bool:
    name = member.orig_filename.replace("\\", "/")
    outside = name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or "\0" in name
    return outside or stat.S_ISLNK(member.external_attr >> 16)
