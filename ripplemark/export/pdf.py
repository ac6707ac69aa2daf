"""Chromium's PDF made fit to leave: a page of exactly the printed size, our words as its metadata, no time, no browser.

Skia writes PDF 1.4 with one plain table of objects, so that one can be replaced and the table be written anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import ripplemark
from ripplemark.export.order import Order

POINT = 72 / 96
"""Points in a CSS pixel."""
_ENTRY = re.compile(rb"(\d{10}) \d{5} n ?\r?\n")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")
_CONTENTS = re.compile(rb"/Contents (\d+ 0 R)")
_PRODUCER = re.compile(rb"/Producer \(([\w/. ]+)\)")


class StrangePdf(ValueError):
    """Chromium writes PDF in another way than this module knows."""


def finished(
    printed: bytes, order: Order, pixels: tuple[float, float], points: tuple[float, float]
) -> bytes:
    """The PDF as it leaves.

    Args:
        printed: as Chromium prints it, the picture at the page's top left corner.
        order: whose words go into the metadata.
        pixels: width and height of the picture in CSS pixels.
        points: width and height of the page in points; the picture fills it.
    """
    objects = _objects(printed)
    number, page = next((k, each) for k, each in objects.items() if _BOX.search(each))
    high = float(_BOX.search(page)[2])  # type: ignore[index]
    across, down = points[0] / (pixels[0] * POINT), points[1] / (pixels[1] * POINT)
    placed = f"{across:.6f} 0 0 {down:.6f} 0 {points[1] - down * high:.6f} cm\n".encode()
    added = max(objects) + 1
    page = _CONTENTS.sub(rb"/Contents [%d 0 R \1]" % added, page)
    page = _BOX.sub(b"/MediaBox [0 0 %.4f %.4f]" % points, page)
    info = _information(order, _PRODUCER.search(objects[1]))
    stream = b"<</Length %d>> stream\n%sendstream" % (len(placed), placed)
    return _written({**objects, 1: info, number: page, added: stream}, _trailer(printed))


def _objects(printed: bytes) -> dict[int, bytes]:
    """Each object by number, without its 'obj' and 'endobj'."""
    start = _START.search(printed)
    if start is None or not printed.startswith(b"%PDF-1."):
        raise StrangePdf("no plain table of objects at the end")
    table = printed[int(start[1]) :]
    offsets = {k: int(each) for k, each in enumerate(_ENTRY.findall(table), 1)}
    found = {}
    for number, at in offsets.items():
        head = b"%d 0 obj\n" % number
        following = min((other for other in offsets.values() if other > at), default=int(start[1]))
        body = printed[at:following]
        if not body.startswith(head) or not body.rstrip().endswith(b"endobj"):
            raise StrangePdf(f"object {number} is not where the table says")
        found[number] = body[len(head) : body.rindex(b"endobj")].rstrip(b"\n")
    return found


def _trailer(printed: bytes) -> bytes:
    """The number of the document's root object, as it is referred to."""
    root = re.search(rb"/Root (\d+ 0 R)", printed[printed.rindex(b"trailer") :])
    if root is None or b"/Info 1 0 R" not in printed[printed.rindex(b"trailer") :]:
        raise StrangePdf("no root or no information in the trailer")
    return root[1]


def _information(order: Order, producer: re.Match[bytes] | None) -> bytes:
    figure = order.figure
    words = {
        "Title": figure.headline,
        "Subject": figure.source,
        "Keywords": ", ".join((f"archive {figure.archive}", *order.marks)),
        **({"Caveats": "\n".join(figure.caveats)} if figure.caveats else {}),
        "Creator": f"Ripplemark {ripplemark.__version__}",
        "Producer": producer[1].decode() if producer else "Skia/PDF",
    }
    return b"<<%s>>" % b"\n".join(
        b"/%s %s" % (name.encode(), _text(text)) for name, text in words.items()
    )


def _text(text: str) -> bytes:
    """A text string: UTF-16 with its mark, in hexadecimal."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


def _written(objects: Mapping[int, bytes], root: bytes) -> bytes:
    """The document from its objects, with a table that fits."""
    written = bytearray(b"%PDF-1.4\n%\xd3\xeb\xe9\xe1\n")
    offsets = {}
    for number in sorted(objects):
        offsets[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number in sorted(objects):
        written += b"%010d 00000 n \n" % offsets[number]
    written += b"trailer\n<</Size %d\n/Root %s\n/Info 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        table,
    )
    return bytes(written)
