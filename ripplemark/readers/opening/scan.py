"""One pass over the bytes of a text: line ends, NUL bytes, overlong lines, and whether it is UTF-8."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import Limits

_CHUNK = 1 << 20
_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(slots=True)
class Seen:
    """What the bytes hold: line ends by kind, NUL bytes and the line of the first, the first line that is not UTF-8.

    ``letters`` is positive where letters beyond ASCII were seen as valid UTF-8.
    """

    lf: int = 0
    cr: int = 0
    crlf: int = 0
    nul: int = 0
    nul_line: int = 0
    utf8: bool = True
    marked: bool = False
    letters: int = 0
    bad_line: int = 0

    @property
    def newline(self) -> str:
        if not self.cr:
            return "LF"
        if not self.lf:
            return "CR"
        return "CRLF" if self.lf == self.cr == self.crlf else "mixed"


def scan(path: Path, limits: Limits) -> Seen:
    """One pass over the bytes: line ends, NUL bytes, the longest line, whether it is UTF-8 throughout."""
    seen, decoder = Seen(), codecs.getincrementaldecoder("utf-8")()
    last, length = b"", 0
    with path.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            seen.marked |= last == b"" and chunk.startswith(codecs.BOM_UTF8)
            lines = _lines_before(seen)
            _note_nul(seen, chunk, lines)
            _note_utf8(seen, decoder, chunk, lines)
            length = _longest(chunk, length, lines, limits)
            seen.lf += chunk.count(b"\n")
            if chunk.find(b"\r") >= 0 or last == b"\r":
                seen.cr += chunk.count(b"\r")
                seen.crlf += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")
            last = chunk[-1:]
    _note_utf8(seen, decoder, b"", _lines_before(seen), final=True)
    if seen.nul:
        raise defects.NulBytes(seen.nul, seen.nul_line)
    return seen


def _lines_before(seen: Seen) -> int:
    return seen.lf + seen.cr - seen.crlf


def _note_nul(seen: Seen, chunk: bytes, lines: int) -> None:
    if (count := chunk.count(0)) and not seen.nul:
        seen.nul_line = lines + len(_LINE_END.findall(chunk, 0, chunk.index(0))) + 1
    seen.nul += count


def _note_utf8(
    seen: Seen,
    decoder: codecs.IncrementalDecoder,
    chunk: bytes,
    lines: int,
    *,
    final: bool = False,
) -> None:
    if not seen.utf8:
        return
    try:
        text = decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        seen.utf8 = False
        good = error.object[: error.start].decode("utf-8", "replace").lstrip("\ufeff")
        seen.letters += 0 if good.isascii() else 1
        seen.bad_line = lines + len(_LINE_END.findall(error.object, 0, error.start)) + 1
    else:
        seen.letters += 0 if text.isascii() or text == "\ufeff" else 1


def _longest(chunk: bytes, length: int, lines: int, limits: Limits) -> int:
    """The length of the line left open at the chunk's end; refuses one that passes the limit."""
    at = 0
    while True:
        window = at + limits.line - length + 1
        end = max(chunk.rfind(b"\n", at, window), chunk.rfind(b"\r", at, window))
        if end >= 0:
            at, length = end + 1, 0
        elif window <= len(chunk):
            before = len(_LINE_END.findall(chunk, 0, at))
            raise defects.LongLine(lines + before + 1, limits.line)
        else:
            return length + len(chunk) - at
