"""What the first bytes of a file say it is, where that is no table."""

from __future__ import annotations

from ripplemark.readers.opening import defects

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
)
_SHORT = (b"BM", b"ID3")
"""These could begin a header as well: a NUL byte must follow."""
_PACKED = (
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_known(start: bytes) -> None:
    """Refuse content that its first bytes name as something else than a table."""
    for magic, kind in _PACKED:
        if start.startswith(magic):
            raise defects.OtherArchive(kind)
    if start[257:262] == b"ustar":
        raise defects.OtherArchive("tar")
    if start.startswith(_OLE):
        raise defects.OldSpreadsheet("an old .xls workbook or one with a password")
    if start[:4] == b"RIFF" and start[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise defects.NotATable("a WebP image" if start[8:12] == b"WEBP" else "a recording")
    if start[4:8] == b"ftyp":
        raise defects.NotATable("a video or an image")
    for magic, kind in _MAGIC:
        if start.startswith(magic) and (magic not in _SHORT or b"\0" in start):
            raise defects.NotATable(kind)
