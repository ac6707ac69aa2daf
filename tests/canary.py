"""Canaries: strings that may be nowhere, every form in which one may hide, and how to open what could hide it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, quote_plus

import pyarrow.parquet as pq

WORDS = (
    "kanarie7vogel",
    "канарейка7птица",
    "金丝雀七号鸟",
    "عصفور7كناري",
    "zebrafink7öäü",
)
"""One word for each script; no one of them means anything to the program."""

SHORTEST = 6
"""Fewer bytes than this of a packed form would be found by chance."""


def canary(place: str) -> list[str]:
    """One string for each script, recognisable by its place."""
    return [f"{word}{place}" for word in WORDS]


def forms(text: str) -> set[bytes]:
    """The ways in which a string may hide: encodings, cases, percent signs, escapes, base64 at any offset, hexadecimal."""
    found: set[bytes] = set()
    for cased in {text, text.lower(), text.upper(), text.capitalize()}:
        found |= _encoded(cased)
    plain = text.encode()
    return found | {
        hashlib.sha256(plain).hexdigest().encode(),
        hashlib.md5(plain).hexdigest().encode(),
    }


def _encoded(text: str) -> set[bytes]:
    plain, wide = text.encode(), (text.encode("utf-16-le"), text.encode("utf-16-be"))
    escaped = json.dumps(text).strip('"')
    found = {plain, *wide, escaped.encode(), escaped.upper().replace("\\U", "\\u").encode()}
    found |= {quote(text).encode(), quote(text).lower().encode(), quote_plus(text).encode()}
    found |= {html.escape(text).encode(), text.encode("ascii", "xmlcharrefreplace")}
    for data in (plain, *wide):
        found |= {data.hex().encode(), data.hex().upper().encode()}
        found |= set(packed(data))
    return found


def packed(data: bytes) -> Iterator[bytes]:
    """What stays of these bytes in base64 wherever they begin: at each of three offsets, whatever comes after them."""
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(b"\0" * shift + data)
            whole = (shift + len(data)) * 8 // 6
            inner = text[-(-shift * 8 // 6) : whole]
            if len(inner) >= SHORTEST:
                yield inner


def all_forms(words: Iterable[str] = WORDS) -> set[bytes]:
    """Every form of every word."""
    return {form for word in words for form in forms(word)}


def hash_forms(digest: bytes) -> set[bytes]:
    """Every form of a hash, and of its first half: bytes, hexadecimal in both cases, base64."""
    return {
        form
        for part in (digest, digest[: len(digest) // 2])
        for form in (part, part.hex().encode(), part.hex().upper().encode(), *packed(part))
    }


def found(needles: Iterable[bytes], files: Iterable[bytes]) -> list[bytes]:
    """The needles that are in any of the files, opened as far as they open."""
    return found_in(needles, [layer for data in files for layer in opened(data)])


def found_in(needles: Iterable[bytes], layers: Sequence[bytes]) -> list[bytes]:
    """The needles that are in any of these layers."""
    return sorted({needle for needle in needles if any(needle in layer for layer in layers)})


def hashes_in(hashes: Iterable[str], layers: Sequence[bytes]) -> list[str]:
    """The hashes of which the first 16 digits stand in any layer, in either case, alone or in a longer run of digits."""
    runs = {run.lower() for layer in layers for run in re.findall(rb"[0-9a-fA-F]{16,}", layer)}
    parts = {run[k : k + 16] for run in runs for k in range(min(len(run), 4096) - 15)}
    return sorted(each for each in hashes if each[:16].encode() in parts)


def opened(data: bytes, deep: int = 6) -> Iterator[bytes]:
    """These bytes, and everything that is packed in them: archives, streams, chunks, data addresses, pages, entities."""
    yield data
    if deep == 0:
        return
    for inner in _inner(data):
        yield from opened(inner, deep - 1)


def _inner(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK\x03\x04"):
        yield from _members(data)
    elif data.startswith(b"\x89PNG\r\n"):
        yield from _chunks(data)
    elif data.startswith(b"%PDF"):
        yield from _streams(data)
    elif data.startswith(b"PAR1"):
        yield from _columns(data)
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    else:
        yield from _in_text(data)


def _members(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment
        for member in archive.infolist():
            yield member.filename.encode() + b"\0" + member.comment + b"\0" + member.extra
            yield archive.read(member)


def _chunks(data: bytes) -> Iterator[bytes]:
    """A PNG's chunks: its texts as they are and inflated, and what its data hold beyond the picture's own rows."""
    place, picture, rows = 8, b"", 0
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            rows = _bytes_of_rows(body)
        if kind == b"IDAT":
            picture += body
        else:
            yield kind + body
            for start in _zlib_starts(body):
                yield _inflated(body[start:])
        place += 12 + length
    yield _inflated(picture)[rows:]


def _bytes_of_rows(head: bytes) -> int:
    """How many bytes the rows of a PNG take, each with its filter's; dots are no place for a string."""
    width, height, depth, colour = struct.unpack(">IIBB", head[:10])
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    return int(height * (1 + (width * depth * samples + 7) // 8))


def _zlib_starts(body: bytes) -> list[int]:
    return [match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)]


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body)
    except zlib.error:
        return b""


def _columns(data: bytes) -> Iterator[bytes]:
    file = pq.ParquetFile(io.BytesIO(data))
    yield str(file.read().to_pylist()).encode()
    metadata = file.metadata.metadata or {}
    yield b"\n".join(part for pair in metadata.items() for part in pair)
    yield str(file.schema_arrow).encode()


def _streams(data: bytes) -> Iterator[bytes]:
    """A PDF's streams inflated, its strings with their escapes undone, and its letters as each of its fonts reads them."""
    streams = [
        _inflated(body) or body
        for body in re.findall(rb"stream\r?\n(.*?)\r?\n?endstream", data, re.DOTALL)
    ]
    yield from streams
    for source in (data, *streams):
        yield b"\n".join(
            _unescaped(each) for each in re.findall(rb"\(((?:\\.|[^\\()])*)\)", source)
        )
        yield b"".join(_from_hex(each) for each in re.findall(rb"<([0-9A-Fa-f\s]+)>", source))
    for letters in filter(None, map(_cmap, streams)):
        for source in streams:
            if b"TJ" in source or b"Tj" in source:
                yield _read(source, letters).encode()


def _unescaped(text: bytes) -> bytes:
    octal = re.sub(rb"\\([0-7]{1,3})", lambda code: bytes([int(code[1], 8) & 255]), text)
    return re.sub(rb"\\(.)", rb"\1", octal)


def _from_hex(text: bytes) -> bytes:
    digits = b"".join(text.split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _cmap(stream: bytes) -> dict[int, str]:
    """Which letters a font's glyphs are, from its ToUnicode stream; empty for any other stream."""
    letters: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for glyph, letter in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(glyph, 16)] = _from_hex(letter).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.DOTALL):
        for low, high, letter in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            for glyph in range(int(low, 16), int(high, 16) + 1):
                letters[glyph] = chr(int(letter, 16) + glyph - int(low, 16))
    return letters


def _read(stream: bytes, letters: dict[int, str]) -> str:
    """Every glyph that is shown, in order, as letters of one font; glyphs are two bytes each."""
    shown = b"".join(
        _from_hex(each) if each else _unescaped(text)
        for each, text in re.findall(rb"<([0-9A-Fa-f\s]+)>|\(((?:\\.|[^\\()])*)\)", stream)
    )
    pairs = struct.unpack(f">{len(shown) // 2}H", shown[: len(shown) // 2 * 2])
    return "".join(letters.get(glyph, "") for glyph in pairs)


def _in_text(data: bytes) -> Iterator[bytes]:
    """What a text holds: data addresses decoded, entities and escapes undone, its words without the tags between them."""
    for kind, body in re.findall(rb"data:[\w/+.;=-]*?(;base64)?,([A-Za-z0-9+/=_%.-]{16,})", data):
        if kind:
            yield _decoded(body)
    head = data[:200].lstrip().lower()
    if head.startswith((b"<?xml", b"<svg", b"<!doctype", b"<html")) or b"<svg" in head:
        text = data.decode("utf-8", "replace")
        bare = html.unescape(re.sub(r"<[^>]*>", "", text))
        yield b"plain\0" + bare.encode()
        yield b"plain\0" + html.unescape(text).encode()
    if b"\\u" in data:
        escapes = re.sub(
            rb"\\u([0-9a-fA-F]{4})",
            lambda code: chr(int(code[1], 16)).encode("utf-8", "replace"),
            data,
        )
        yield b"plain\0" + escapes.replace(b"\\u", b"")


def _decoded(body: bytes) -> bytes:
    try:
        return base64.b64decode(body + b"=" * (-len(body) % 4))
    except ValueError:
        return b""
