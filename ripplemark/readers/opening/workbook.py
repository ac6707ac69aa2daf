"""What an .xlsx holds besides cells, and whether it is safe to open: read from its packing, before its cells.

The spreadsheet library reserves 32 bytes for every cell of the rectangle up to the farthest one and ends the process
where that fails, so the rectangle is measured first. Nothing but counts and row numbers leaves this module.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import Limits, refuse_bomb

_CHUNK = 1 << 20
_OVERLAP = 512
_CELL = re.compile(rb"<(?:\w+:)?(c|row)(\s[^<>]*)?/?>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,7})(\d{1,9})[\"']")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_COMMENT = re.compile(rb"<(?:\w+:)?comment[\s>]")
_WIDEST = 16_384
_NAMED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Extras:
    """How many things of each kind the workbook holds that are not cells; rows of error cells for each part."""

    pictures: int
    comments: int
    embedded: int
    links: int
    macros: bool
    errors: dict[str, tuple[int, ...]]


@dataclass(slots=True)
class _Part:
    length: int = 0
    comments: int = 0
    rows: int = 0
    columns: int = 1
    unplaced: int = 0
    unplaced_rows: int = 0
    errors: list[int] = field(default_factory=list)


def inspect(path: Path, size: int, limits: Limits) -> Extras:
    """Unpack every part once without keeping it: sizes, checksums, the farthest cell, errors; then count the extras."""
    out = comments = 0
    errors: dict[str, tuple[int, ...]] = {}
    try:
        with zipfile.ZipFile(path) as book:
            members = [member for member in book.infolist() if not member.is_dir()]
            _refuse_declared(members, size, limits)
            for member in members:
                part = _read(book, member, limits)
                out += part.length
                refuse_bomb(out, size, limits)
                comments += part.comments if "/comments" in member.filename else 0
                errors[member.filename] = tuple(part.errors)
    except NotImplementedError:
        raise defects.OldSpreadsheet("a workbook with an unusual compression") from None
    except (zipfile.BadZipFile, EOFError, zlib.error, ValueError):
        raise defects.DamagedArchive(".xlsx") from None
    names = [member.filename for member in members]
    return Extras(
        pictures=_under(names, "xl/media/"),
        comments=comments,
        embedded=_under(names, "xl/embeddings/"),
        links=_under(names, "xl/externalLinks/externalLink"),
        macros=any("vbaProject" in name for name in names),
        errors=errors,
    )


def _refuse_declared(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    declared = sum(member.file_size for member in members)
    refuse_bomb(declared, size, limits)
    if declared > limits.sheet_bytes:
        raise defects.TooLarge(declared, limits.sheet_bytes)
    if any(member.flag_bits & 0x1 for member in members):
        raise defects.EncryptedZip


def _under(names: list[str], folder: str) -> int:
    return sum(name.startswith(folder) for name in names)


def _read(book: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> _Part:
    """Measure one part; tags that a chunk cuts in two are seen whole with the next chunk."""
    part, rest = _Part(), b""
    with book.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            part.length += len(chunk)
            if member.filename.endswith(".xml") and b"\0" in chunk:
                raise defects.DamagedArchive(".xlsx")
            rest += chunk
            cut = max(rest.rfind(b">") + 1, len(rest) - _OVERLAP)
            _measure(part, rest[:cut])
            _refuse_area(part, limits)
            rest = rest[cut:]
    return part


def _measure(part: _Part, xml: bytes) -> None:
    part.comments += len(_COMMENT.findall(xml))
    widest: set[bytes] = set()
    for tag, written in _CELL.findall(xml):
        place = _PLACE.search(written)
        if place is None:
            part.unplaced += 1
            part.unplaced_rows += tag == b"row"
            continue
        widest.add(place[1])
        part.rows = max(part.rows, int(place[2]))
        if tag == b"c" and len(part.errors) < 20 and _ERROR.search(written):
            part.errors.append(int(place[2]))
    part.columns = max([part.columns, *map(_position, widest)])


def _refuse_area(part: _Part, limits: Limits) -> None:
    """Cells without an address count as if they stood in one row."""
    if part.columns > limits.columns:
        raise defects.TooManyColumns(part.columns, limits.columns)
    columns = max(part.columns, min(part.unplaced, _WIDEST))
    area = (part.rows + part.unplaced_rows) * columns
    if area > limits.sheet_cells:
        raise defects.TooLarge(area, limits.sheet_cells, "cells")


def _position(letters: bytes) -> int:
    """A column's letters as a number: A is 1; no letters are 0."""
    position = 0
    for letter in letters.upper():
        position = position * 26 + letter - 64
    return position


def part_of_sheet(path: Path, sheet: int) -> str | None:
    """The part that holds a sheet, counted from 0 in the workbook's order; None where the workbook does not say."""
    try:
        with zipfile.ZipFile(path) as book:
            sheets = ElementTree.fromstring(book.read("xl/workbook.xml"))
            links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return None
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    named = [tag.get(_NAMED) for tag in sheets.iter() if tag.tag.endswith("}sheet")]
    target = targets.get(named[sheet]) if sheet < len(named) else None
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else None
