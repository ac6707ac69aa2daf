"""Hide a payload in a copy of an export, as a careless program would: in each of the places that its format has."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

Plant = Callable[[bytes, bytes], bytes]

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "percent": lambda text: quote(text, safe="").encode(),
    "lower percent": lambda text: quote(text, safe="").lower().encode(),
    "json": lambda text: json.dumps(text).encode(),
    "xml": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "hex": lambda text: text.encode().hex().encode(),
    "capital hex": lambda text: text.encode().hex().upper().encode(),
    "base64 at 0": lambda text: base64.b64encode(b"abc" + text.encode() + b"tail"),
    "base64 at 1": lambda text: base64.b64encode(b"a" + text.encode() + b"tail"),
    "base64 at 2": lambda text: base64.b64encode(b"ab" + text.encode() + b"ta"),
    "base64 of utf-16": lambda text: base64.b64encode(b"a" + text.encode("utf-16-le") + b"tail"),
    "url-safe base64": lambda text: base64.urlsafe_b64encode(b"a" + text.encode() + b"tail"),
    "capitals": lambda text: text.upper().encode(),
    "lower case": lambda text: text.lower().encode(),
}
"""Every way of writing that the search must see through."""


def appended(data: bytes, payload: bytes) -> bytes:
    """After the end of the file."""
    return data + b"\n<!--" + payload + b"-->\n"


def png_text(data: bytes, payload: bytes) -> bytes:
    """In a PNG's text."""
    return _with_chunk(data, b"tEXt", b"Comment\0" + payload)


def png_packed_text(data: bytes, payload: bytes) -> bytes:
    """In a PNG's compressed text."""
    return _with_chunk(data, b"zTXt", b"Comment\0\0" + zlib.compress(payload))


def png_after_rows(data: bytes, payload: bytes) -> bytes:
    """In the data of a PNG's picture, behind its last row; the dots themselves are those of the SVG, whose words are searched."""
    width, height = struct.unpack(">II", data[16:24])
    rows = bytes((1 + 4 * width) * height)
    return _with_chunk(data[:33], b"IDAT", zlib.compress(rows + payload))


def _with_chunk(data: bytes, name: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return data[:33] + chunk + data[33:]


def pdf_stream(data: bytes, payload: bytes) -> bytes:
    """In a compressed stream."""
    body = zlib.compress(payload)
    head = b"999 0 obj\n<</Length %d /Filter /FlateDecode>> stream\n" % len(body)
    return data.replace(b"xref", head + body + b"\nendstream\nendobj\nxref", 1)


def pdf_string(data: bytes, payload: bytes) -> bytes:
    """In the document's information, as a string of hexadecimal digits."""
    told = b"998 0 obj\n<</Author <" + payload.hex().encode() + b">>>\nendobj\nxref"
    return data.replace(b"xref", told, 1)


def page_data(data: bytes, payload: bytes) -> bytes:
    """In a data address."""
    packed = base64.b64encode(b"some bytes before" + payload)
    return data + b'<img src="data:image/png;base64,' + packed + b'">'


def sheet_member(data: bytes, payload: bytes) -> bytes:
    """In a compressed member of an archive."""
    return _with_member(data, "docProps/custom.xml", payload)


def member_name(data: bytes, payload: bytes) -> bytes:
    """In an archive in an archive."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", payload)
    return _with_member(data, "inner.zip", inner.getvalue())


def _with_member(data: bytes, name: str, body: bytes) -> bytes:
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return written.getvalue()


def parquet_cell(data: bytes, payload: bytes) -> bytes:
    """In a cell of a compressed column."""
    table = pq.read_table(io.BytesIO(data))
    cell = payload.decode("latin-1")
    return _parquet(table.append_column("more", pa.array([cell] * table.num_rows)))


def parquet_metadata(data: bytes, payload: bytes) -> bytes:
    """In the file's own metadata."""
    table = pq.read_table(io.BytesIO(data))
    return _parquet(table.replace_schema_metadata({b"note": payload}))


def _parquet(table: pa.Table) -> bytes:
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd")
    return written.getvalue()


PLACES: dict[str, tuple[Plant, ...]] = {
    "png": (png_text, png_packed_text, png_after_rows),
    "svg": (appended, page_data),
    "pdf": (pdf_stream, pdf_string),
    "html": (appended, page_data),
    "csv": (appended,),
    "xlsx": (sheet_member, member_name),
    "parquet": (parquet_metadata, parquet_cell),
    "json": (appended,),
    "zip": (sheet_member, member_name),
}
"""The places of every format; a format without one is one whose exports nobody searches."""


def cases() -> Iterator[tuple[str, Plant, str]]:
    """Every format, place and encoding; Parquet's cells hold text only."""
    for name, places in PLACES.items():
        for place in places:
            for encoding in ENCODINGS:
                if place is not parquet_cell or encoding in (
                    "json",
                    "hex",
                    "base64 at 1",
                    "percent",
                ):
                    yield name, place, encoding
