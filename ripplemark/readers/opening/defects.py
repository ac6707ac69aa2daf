"""What can be wrong with a file before any cell is read: one class per defect, with what, where, what next.

No message holds a file's name, its path, a member's or a sheet's name, a header or a cell.
"""

from __future__ import annotations

from ripplemark.errors import InputError


class MissingFile(InputError):
    """There is nothing at the path."""

    title = "The file is not there"

    def __init__(self) -> None:
        super().__init__("No file was found at the path given. Check the path; nothing was stored.")


class NotAFile(InputError):
    """A folder, a pipe, a socket or a device."""

    title = "This is not a file"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"The path leads to a {what}. Give one regular file; nothing was stored.")


class NoPermission(InputError):
    """The file is there, but this user may not read it."""

    title = "The file may not be read"

    def __init__(self) -> None:
        super().__init__(
            "The operating system refuses to let this user read the file. "
            "Change its permissions or copy it somewhere readable; nothing was stored."
        )


class EmptyFile(InputError):
    """No byte, or nothing but blank lines."""

    title = "The file is empty"

    def __init__(self) -> None:
        super().__init__(
            "The file holds nothing to read. Download or export it again; nothing was stored."
        )


class HeaderOnly(InputError):
    """A header and no row of data; decided by ingest, once the format is known."""

    title = "The file has a header and no data"

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(
            f"Line {line} is the header and no row of data follows it. "
            "Export the file again with its rows; nothing was stored."
        )


class TooLarge(InputError):
    """More bytes, lines or cells than the limit."""

    title = "The file is too large"

    def __init__(self, size: int, limit: int, unit: str = "bytes") -> None:
        self.size, self.limit, self.unit = size, limit, unit
        super().__init__(
            f"The content reaches {size:,} {unit}; the limit is {limit:,}. "
            "Split it, for example by month, and add the parts; nothing was stored."
        )


class NotATable(InputError):
    """A picture, a document, a program: recognised by its first bytes."""

    title = "This is not a table"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"The content is {what}, whatever the file is called. "
            "Give a table saved as CSV or .xlsx; nothing was stored."
        )


class Binary(NotATable):
    """Bytes that are no text in any known encoding."""

    title = "This is not text"

    def __init__(self) -> None:
        super().__init__("binary data and not text")


class OldSpreadsheet(InputError):
    """A spreadsheet in another form than .xlsx, or one protected by a password."""

    title = "This spreadsheet form is not read"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"The content is {what}. Open it in a spreadsheet program and save it as .xlsx or CSV, "
            "without a password; nothing was stored."
        )


class MarkupPage(InputError):
    """A web page or other markup, saved under a table's name."""

    title = "This is a page, not a table"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"The content is {kind}, saved in place of the download, as happens after an error or without a login. "
            "Open the source in the browser, log in, download again; nothing was stored."
        )


class JsonText(InputError):
    """JSON where a table was expected."""

    title = "This is JSON, not a table"

    def __init__(self, what: str = "JSON", *, error: bool = False) -> None:
        self.what = what
        way = (
            "Open the source again, look for what it says is wrong, and download again"
            if error
            else "Export the same data as CSV from its source"
        )
        super().__init__(f"The content is {what}. {way}; nothing was stored.")


class ServerMessage(InputError):
    """Prose that a server sent in place of a table; ``what`` says what it means, never its own words."""

    title = "This is a message, not a table"

    def __init__(self, what: str, then: str) -> None:
        self.what, self.then = what, then
        super().__init__(
            f"The content is {what}, saved in place of the download. {then}; nothing was stored."
        )


class OtherArchive(InputError):
    """A compressed form other than .zip and .gz."""

    title = "This kind of archive is not opened"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"The content is packed as {kind}. Unpack it and give the file inside; nothing was stored."
        )


class DamagedArchive(InputError):
    """A .zip, .gz or .xlsx that ends early or fails its checksum."""

    title = "The archive is damaged"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"The {kind} data end early or fail their checksum, as after a broken download. "
            "Download or copy the file again; nothing was stored."
        )


class EncryptedZip(InputError):
    """A zip whose member needs a password."""

    title = "The archive has a password"

    def __init__(self) -> None:
        super().__init__(
            "The file inside the .zip is encrypted. Unpack it with its password and give the file "
            "inside; nothing was stored."
        )


class ZipCount(InputError):
    """A zip with no file or with several."""

    title = "The archive must hold one file"

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"The .zip holds {count} files and must hold exactly one. "
            "Unpack it and add its files one by one; nothing was stored."
        )


class ZipBomb(InputError):
    """Content that unpacks to far more than real tables do."""

    title = "The archive unpacks to too much"

    def __init__(self, size: int, ratio: int) -> None:
        self.size, self.ratio = size, ratio
        super().__init__(
            f"The content unpacks to more than {ratio} times its packed size and past {size:,} bytes; "
            "real tables do not. If you trust it, unpack it and give the file; nothing was stored."
        )


class NestedArchive(InputError):
    """An archive inside an archive."""

    title = "An archive inside an archive"

    def __init__(self) -> None:
        super().__init__(
            "The archive holds another archive. Unpack the outer one and give what is inside; "
            "nothing was stored."
        )


class ZipPathTrick(InputError):
    """A member that points out of its folder or is a link."""

    title = "The archive's contents point elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "A member of the .zip is a link or names a place outside its folder, as attacks do. "
            "Ask for the plain file; nothing was unpacked and nothing was stored."
        )


class NulBytes(InputError):
    """Zero bytes inside text."""

    title = "The file has NUL bytes"

    def __init__(self, count: int, line: int) -> None:
        self.count, self.line = count, line
        super().__init__(
            f"The text holds {count:,} NUL bytes, the first on line {line}: it was cut off, "
            "overwritten or is not text. Export it again; nothing was stored."
        )


class LongLine(InputError):
    """A line longer than a table's line can be."""

    title = "A line is too long"

    def __init__(self, line: int, limit: int) -> None:
        self.line, self.limit = line, limit
        super().__init__(
            f"Line {line} is longer than {limit:,} bytes, so this is no table with one row per line. "
            "Check how it was exported; nothing was stored."
        )


class MixedEncoding(InputError):
    """UTF-8 in one place, something else in another."""

    title = "The text is written in two encodings"

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(
            f"The text is UTF-8 up to line {line}, where bytes stand that are not. Files pasted "
            "together look like this. Save the whole as UTF-8; nothing was stored."
        )


class UnknownEncoding(InputError):
    """Text in no encoding that is known here."""

    title = "The text's encoding is not known"

    def __init__(self) -> None:
        super().__init__(
            "The text is not UTF-8, UTF-16, UTF-32, Windows-1252 or another western encoding. "
            "Save it as UTF-8; nothing was stored."
        )


class UnclosedQuote(InputError):
    """A quoted cell that never ends."""

    title = "A quotation mark is never closed"

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(
            f"A cell opens with a quotation mark in the row that starts on line {line} and does not "
            "end where a cell can end. Close the mark or double it; nothing was stored."
        )


class TooManyColumns(InputError):
    """More columns than any known format has."""

    title = "The table has too many columns"

    def __init__(self, count: int, limit: int) -> None:
        self.count, self.limit = count, limit
        super().__init__(
            f"The table has {count:,} columns; the limit is {limit:,}. "
            "Perhaps rows and columns are exchanged. Turn the table around; nothing was stored."
        )


class DuplicateColumns(InputError):
    """The same column name more than once; positions count from 1."""

    title = "Two columns have the same name"

    def __init__(self, groups: tuple[tuple[int, ...], ...]) -> None:
        self.groups = groups
        shown = "; ".join(" and ".join(map(str, group)) for group in groups[:10])
        super().__init__(
            f"The header gives the same name to columns {shown}. "
            "Rename or delete one of each; nothing was stored."
        )


class OtherHeader(InputError):
    """A file of a packed dump that does not have the first one's columns."""

    title = "The files in the archive are not one table"

    def __init__(self) -> None:
        super().__init__(
            "The archive holds several files, and not all have the same header. "
            "Unpack it and give the files one by one; nothing was stored."
        )


class FileChanged(InputError):
    """The file was written to while it was read."""

    title = "The file changed while it was read"

    def __init__(self) -> None:
        super().__init__(
            "The file became another one while it was read; perhaps its download was still going on. "
            "Wait until it is complete and try again; nothing was stored."
        )


class RaggedRows(InputError):
    """Rows with more or fewer cells than the header; ``rows`` are (line, cells, expected)."""

    title = "Some rows have too many or too few cells"

    def __init__(self, rows: tuple[tuple[int, int, int], ...]) -> None:
        self.rows = rows
        shown = "; ".join(f"line {at}: {cells} instead of {want}" for at, cells, want in rows[:10])
        more = f"; and {len(rows) - 10} more" if len(rows) > 10 else ""
        super().__init__(
            f"Rows do not have as many cells as the header ({shown}{more}). Usually a cell holds the "
            "delimiter and needs quotation marks around it. Correct these; nothing was stored."
        )


class NoSuchSheet(InputError):
    """A sheet was asked for that is not there, is hidden or is empty."""

    title = "There is no such sheet"

    def __init__(self, visible: int) -> None:
        self.visible = visible
        super().__init__(
            f"No visible sheet with data has the name or position asked for; {visible} have data. "
            "Say which by its position, counted from 1; nothing was stored."
        )
