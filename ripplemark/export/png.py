"""What a PNG says about itself: our words and its printed size; nothing that a browser added."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from ripplemark.export.order import Order

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"IDAT", b"IEND")
METRE = 1000.0


def labelled(picture: bytes, order: Order, pixels_per_mm: float) -> bytes:
    """The PNG with headline, source line, archive fingerprint, caveats and marks as international text, and its density."""
    head, *rest = [chunk for chunk in chunks(picture) if chunk[0] in _KEPT]
    density = round(pixels_per_mm * METRE)
    said = [(b"pHYs", struct.pack(">IIB", density, density, 1)), *map(_text, _words(order))]
    return _SIGNATURE + b"".join(_chunk(*each) for each in (head, *said, *rest))


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk of a PNG: its four letters and what it holds."""
    at = len(_SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack_from(">I", picture, at)
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def _words(order: Order) -> list[tuple[str, str]]:
    figure = order.figure
    marks = ". ".join(order.marks)
    return [
        ("Title", figure.headline),
        ("Source", figure.source),
        ("Archive", figure.archive),
        *([("Comment", "\n".join(figure.caveats))] if figure.caveats else []),
        *([("Disclaimer", f"{marks}.")] if marks else []),
    ]


def _text(said: tuple[str, str]) -> tuple[bytes, bytes]:
    """An iTXt chunk: keyword, not compressed, no language, no translated keyword, UTF-8."""
    keyword, text = said
    return b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
