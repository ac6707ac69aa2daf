"""From bytes to UTF-8 text that the engine can scan: encoding, line ends, NUL bytes, very long lines.

A plain UTF-8 file with LF or CRLF stays where it is; everything else is rewritten once, as UTF-8 with LF.
"""

from __future__ import annotations

import codecs
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ripplemark.readers.base import Caution
from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import Limits
from ripplemark.readers.opening.scan import Seen, scan

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(set(range(1, 32)) - {9, 10, 12, 13, 26, 27, 28, 29, 30, 31})
_SAFE_PATH = re.compile(r"[^*?\[\]{}\x00-\x1f\ud800-\udfff]+")
_PACKED_NAMES = (".gz", ".zst", ".bz2", ".xz", ".lz4", ".br")
_UNDEFINED_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_ODD_1252 = bytes((0x83, *range(0x86, 0x91), 0x98, *range(0x9A, 0xA0)))
"""Letters and marks that are rare in Windows-1252 and common in what old Macs and DOS wrote."""
_LETTERS_1252 = bytes(range(0xC0, 0x100))
_OTHER_WESTERN = ("mac_roman", "cp850", "latin_1")
_SHOWN = {
    "cp1252": "Windows-1252",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "mac_roman": "Mac Roman",
    "cp850": "DOS code page 850",
    "latin_1": "Latin-1",
}


@dataclass(frozen=True, slots=True)
class Text:
    """UTF-8 text for the engine, and how the original was written (a Python codec name; LF, CRLF, CR or mixed)."""

    path: Path
    encoding: str
    newline: str
    cautions: tuple[Caution, ...]


def as_text(path: Path, into: Path, limits: Limits) -> Text:
    """Find the encoding and the line ends; copy to ``into`` only where the engine could not scan the original."""
    with path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
    encoding = _wide(sample)
    if encoding is None:
        if _is_binary(sample):
            raise defects.Binary
        seen = scan(path, limits)
        encoding = _narrow(path, seen)
        if encoding.startswith("utf-8") and seen.newline in ("LF", "CRLF"):
            return Text(_named_safely(path, into), encoding, seen.newline, ())
        copy, newline = _transcode(path, into, encoding), seen.newline
    else:
        copy, newline = _transcode_wide(path, into, encoding)
        scan(copy, limits)
    return Text(copy, encoding, newline, _said(encoding))


def _said(encoding: str) -> tuple[Caution, ...]:
    if encoding.startswith("utf-8"):
        return ()
    message = f"The text was read as {_SHOWN[encoding]}; look at a few accented letters to be sure."
    return (Caution("encoding", message),)


def _wide(sample: bytes) -> str | None:
    """An encoding with two or four bytes a letter, from its mark or from where the zero bytes stand."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return None if name == "utf-8-sig" else name
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if half and odd > 0.3 * half and even < 0.02 * half + 1:
        return "utf-16-le"
    if half and even > 0.3 * half and odd < 0.02 * half + 1:
        return "utf-16-be"
    return None


def _is_binary(sample: bytes) -> bool:
    """Control characters, or zeros in bulk: no text has them."""
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    zeros = sample.count(0)
    return controls > 2 + len(sample) // 1000 or (zeros > len(sample) // 10 and zeros > 100)


def _narrow(path: Path, seen: Seen) -> str:
    """UTF-8, else Windows-1252 (which contains Latin-1's letters), else another western encoding."""
    if seen.utf8:
        return "utf-8-sig" if seen.marked else "utf-8"
    if seen.letters or seen.marked:
        raise defects.MixedEncoding(seen.bad_line)
    undefined = odd = letters = 0
    with path.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            undefined += len(chunk) - len(chunk.translate(None, _UNDEFINED_1252))
            odd += len(chunk) - len(chunk.translate(None, _ODD_1252))
            letters += len(chunk) - len(chunk.translate(None, _LETTERS_1252))
    if not undefined and odd <= letters:
        return "cp1252"
    other = _other_western(path)
    if other is None and undefined:
        raise defects.UnknownEncoding
    return other or "cp1252"


def _other_western(path: Path) -> str | None:
    from charset_normalizer import from_bytes

    with path.open("rb") as raw:
        lines = [line for line in raw.read(64 * _SAMPLE).splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:_SAMPLE], cp_isolation=list(_OTHER_WESTERN)).best()
    return best.encoding if best is not None and best.encoding in _OTHER_WESTERN else None


def _transcode(path: Path, into: Path, encoding: str) -> Path:
    target = into / "text.csv"
    with (
        path.open(encoding=encoding, newline=None) as old,
        target.open("x", encoding="utf-8", newline="") as new,
    ):
        shutil.copyfileobj(old, new, _CHUNK)
    return target


def _transcode_wide(path: Path, into: Path, encoding: str) -> tuple[Path, str]:
    """Rewrite UTF-16 or UTF-32; also say which line ends the original had."""
    target = into / "text.csv"
    try:
        with (
            path.open(encoding=encoding, newline=None) as old,
            target.open("x", encoding="utf-8", newline="") as new,
        ):
            shutil.copyfileobj(old, new, _CHUNK)
            ends = old.newlines
    except UnicodeError:
        raise defects.UnknownEncoding from None
    names = {"\n": "LF", "\r\n": "CRLF", "\r": "CR", None: "LF"}
    return target, "mixed" if isinstance(ends, tuple) else names[ends]


def named_safely(path: Path) -> bool:
    """True where the name means nothing to the engine: no pattern, no packing."""
    name = str(path.resolve())
    return bool(_SAFE_PATH.fullmatch(name)) and not name.lower().endswith(_PACKED_NAMES)


def _named_safely(path: Path, into: Path) -> Path:
    """The original where its name means nothing to the engine, else a copy."""
    return path.resolve() if named_safely(path) else Path(shutil.copyfile(path, into / "text.csv"))
