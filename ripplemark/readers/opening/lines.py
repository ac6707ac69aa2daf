"""Where records stand in the file: physical lines, or sheet rows; and rows that do not fit the header.

The engine skips blank lines where a table has several columns and reads them as NULL where it has one; it counts
records, not lines. Here both are put back into the lines that a person sees in an editor.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ripplemark.readers.opening.dialect import records
from ripplemark.readers.opening.opened import Opened

_CHUNK = 4 << 20
_NEWLINE, _QUOTE, _RETURN, _SPACE = 10, 34, 13, 32
Numbers = npt.NDArray[np.int64]


def record_lines(
    opened: Opened, header_record: int | None, columns: int | None = None
) -> tuple[int, pa.Table | None]:
    """How the k-th data record after the header (k from 1) maps to the file's lines, or a sheet's rows.

    ``header_record`` is the header's index among the head's records, blank ones counted; None: data begin at record 0.
    ``columns`` is the table's width, by default the header's. Returns ``(offset, None)`` where the line is always
    ``offset + k``, else ``(0, table)`` with ``record`` (BIGINT, from 1) and ``line`` (BIGINT), one row per data record.
    Data records are those that the engine yields or rejects: blank lines are none, unless there is one column.

    Raises:
        UnclosedQuote: the file ends inside quotation marks.
    """
    skipped = 0 if header_record is None else header_record + 1
    keep_blank = (columns or _width(opened, header_record)) == 1
    seen = None if opened.first_row is not None else _one_line_each(opened)
    if seen is None:
        starts = _parsed_starts(opened, skipped, keep_blank=keep_blank)
    else:
        total, blank = seen
        blank = blank[blank > skipped]
        if keep_blank or not len(blank):
            return skipped, None
        starts = np.setdiff1d(np.arange(skipped + 1, total + 1), blank, assume_unique=True)
    return _as_map(starts, skipped)


def _as_map(starts: Numbers, skipped: int) -> tuple[int, pa.Table | None]:
    if len(starts) == 0:
        return skipped, None
    offset = int(starts[0]) - 1
    if int(starts[-1]) == offset + len(starts):
        return offset, None
    return 0, pa.table({"record": np.arange(1, len(starts) + 1), "line": starts})


def _width(opened: Opened, header_record: int | None) -> int:
    rows = opened.head.rows[header_record or 0 :]
    return len(next((row for row in rows if row), ()))


def _one_line_each(opened: Opened) -> tuple[int, Numbers] | None:
    """The number of lines and the blank ones, where every record stands on one line; else None.

    A newline inside quotation marks has an odd number of them before it, if every mark stands where a cell can begin
    or end; where one does not, only parsing can tell.
    """
    openers = np.frombuffer(b'\n" ' + opened.delimiter.encode()[:1], dtype=np.uint8)
    quoted = opened.head.dialect.quoted
    lines, marks, previous, blank = 0, 0, _NEWLINE, [np.empty(0, dtype=np.int64)]
    line_open, length = False, 0
    for chunk in _chunks(opened.text):
        data = np.frombuffer(chunk, dtype=np.uint8)
        ends = np.flatnonzero(data == _NEWLINE)
        quotes = np.flatnonzero(data == _QUOTE) if quoted else ends[:0]
        opening = quotes[marks % 2 :: 2]
        before = np.where(opening > 0, data[opening - 1], previous) if len(opening) else opening
        if not np.isin(before, openers).all():
            return None
        if ((np.searchsorted(quotes, ends) + marks) % 2).any():
            return None
        widths = np.diff(ends, prepend=-1 - length)
        returns = np.where(ends > 0, data[ends - 1], previous) == _RETURN
        blank.append(np.flatnonzero(widths - returns == 1) + lines + 1)
        lines, marks, previous = lines + len(ends), marks + len(quotes), int(data[-1])
        length = len(data) - 1 - int(ends[-1]) if len(ends) else length + len(data)
        line_open = length > 0
    return None if marks % 2 else (lines + line_open, np.concatenate(blank))


def _chunks(text: Path) -> Iterator[bytes]:
    """The file's bytes without a byte order mark; no chunk is empty."""
    with text.open("rb") as raw:
        first = raw.read(_CHUNK).removeprefix(b"\xef\xbb\xbf")
        if first:
            yield first
        while chunk := raw.read(_CHUNK):
            yield chunk


def _parsed_starts(opened: Opened, skipped: int, *, keep_blank: bool) -> Numbers:
    """The line, or the sheet's row, of each data record, by parsing the whole text."""
    starts = array("q")
    for line, row in islice(_records(opened), skipped, None):
        if row or keep_blank:
            starts.append(line)
    return np.frombuffer(starts, dtype=np.int64) if starts else np.empty(0, dtype=np.int64)


def _records(opened: Opened) -> Iterator[tuple[int, list[str]]]:
    with opened.text.open(encoding="utf-8-sig", newline="") as text:
        found = records(text, opened.delimiter, quoted=opened.head.dialect.quoted)
        if opened.first_row is None:
            yield from found
        else:
            yield from ((opened.first_row + k, row) for k, (_, row) in enumerate(found))


def ragged(
    opened: Opened, header_record: int | None, columns: int | None = None, limit: int = 200
) -> tuple[tuple[int, int, int], ...]:
    """The first rows that have another number of cells than the header: (line, cells, expected); blank lines pass.

    Raises:
        UnclosedQuote: the file ends inside quotation marks.
    """
    skipped = 0 if header_record is None else header_record + 1
    want = columns or _width(opened, header_record)
    wrong = (
        (line, len(row), want)
        for line, row in islice(_records(opened), skipped, None)
        if row and len(row) != want
    )
    return tuple(islice(wrong, limit))


def duplicates(names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Positions, from 1, of columns that share a name, case and outer blanks aside; nameless ones do not count."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names, start=1):
        if name.strip():
            places[name.strip().casefold()].append(position)
    return tuple(tuple(found) for found in places.values() if len(found) > 1)
