"""The delimiter and the first records of a text; what is no table although it is text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ripplemark.readers.opening import answers, defects
from ripplemark.readers.opening.container import Limits

DELIMITERS = (",", ";", "\t", "|")
HEAD = 200
"""Records that a reader sees."""

_READ = 4 << 20
_NONE = (-1.0, 0, 0)
_MARKUP = re.compile(r"<(!|\?|[A-Za-z][\w:.-]*[\s/>])")
_JSON = re.compile(r"[{\[]\s*([\"{\[\]}]|-?\d+(\.\d+)?\s*[,\]]|(true|false|null)\b)")
_EXCEL_HINT = re.compile(r"sep=(.)")
_UNQUOTED = re.compile(r"\ufeff?noteId\t")
"""How tables begin whose producer never quotes: X's Community Notes, where every tab in a text became a space."""

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Start:
    """The first records: the delimiter, stripped cells, the line on which each begins (the first line is 1)."""

    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    quoted: bool = True


def begin(text: Path, limits: Limits, delimiter: str | None = None) -> Start:
    """Read the head of UTF-8 text and decide its delimiter from how consistent the column counts are.

    A ``delimiter`` that is given is known to be right: the text came from a sheet.
    """
    with text.open(encoding="utf-8-sig", newline="") as opened:
        head = opened.read(_READ)
        whole = not opened.read(1)
    quoted = delimiter is not None or _UNQUOTED.match(head) is None
    if delimiter is None:
        refuse_other_text(head)
        delimiter = find_delimiter(head) if quoted else "\t"
    rows, lines = _split(head, delimiter, whole=whole, quoted=quoted)
    if not any(any(row) for row in rows):
        raise defects.EmptyFile
    widest = max(map(len, rows))
    if widest > limits.columns:
        raise defects.TooManyColumns(widest, limits.columns)
    return Start(delimiter, rows, lines, quoted)


def refuse_other_text(head: str) -> None:
    """Refuse pages, other markup, JSON and prose; nothing but white space is an empty file."""
    start = head[:4096].lstrip("\ufeff \t\r\n")
    if not start and not head.strip():
        raise defects.EmptyFile
    if _MARKUP.match(start):
        answers.refuse_page(head)
    if _JSON.match(start):
        answers.refuse_json(head.lstrip("\ufeff \t\r\n"))
    answers.refuse_message(head)


def records(
    text: Iterable[str], delimiter: str, *, complete: bool = True, quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Pairs of the line on which a record begins and its cells; blank lines are records without cells.

    ``complete`` says that the text ends where the file does; ``quoted`` that cells may be in quotation marks.

    Raises:
        UnclosedQuote: a cell grew past what a cell can hold, or the text ends inside quotation marks.
    """
    if not quoted:
        for line, written in enumerate(text, 1):
            cells = written.rstrip("\r\n")
            yield line, cells.split(delimiter) if cells else []
        return
    held: list[str] = []
    reader = csv.reader(_keeping(text, held), delimiter=delimiter, skipinitialspace=True)
    line = last = 1
    ending: tuple[str, ...] = ()
    try:
        for row in reader:
            yield line, row
            ending, last, line = tuple(held), line, reader.line_num + 1
            held.clear()
    except csv.Error:
        raise defects.UnclosedQuote(line) from None
    if complete:
        _refuse_open_end(ending, delimiter, last)


def _keeping(text: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in text:
        held.append(line)
        yield line


def _refuse_open_end(ending: tuple[str, ...], delimiter: str, line: int) -> None:
    try:
        list(csv.reader(ending, delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise defects.UnclosedQuote(line) from None


def _split(
    head: str, delimiter: str, *, whole: bool, quoted: bool = True
) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    text = io.StringIO(head, newline="")
    found = list(islice(records(text, delimiter, complete=whole, quoted=quoted), HEAD + 1))
    if not whole and len(found) <= HEAD:
        found = found[:-1]
    kept = found[:HEAD]
    cells = tuple(tuple(cell.strip() for cell in row) for _, row in kept)
    return cells, tuple(line for line, _ in kept)


def find_delimiter(head: str) -> str:
    """The delimiter that gives most records the same number of columns, more than one.

    A preamble does not count against it, but a delimiter that also splits the earlier rows wins: in a table with
    semicolons and decimal commas only the semicolon splits the header as well. A single column gives a comma, or the
    first delimiter that does not occur in it.
    """
    if hint := _EXCEL_HINT.match(head):
        return hint.group(1)
    scores = {delimiter: _score(head, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best] > _NONE:
        return best
    return next((delimiter for delimiter in DELIMITERS if delimiter not in head), "\x1f")


def _score(head: str, delimiter: str) -> tuple[float, int, int]:
    """Share of records with the most usual width (less a fifth where earlier ones lack it), how early, that width."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, skipinitialspace=True)
    widths: list[int] = []
    with suppress(csv.Error):  # a quotation mark that never closes: judged by the records before it
        widths.extend(len(row) for row in islice(reader, HEAD) if row)
    split = [width for width in widths if width > 1]
    if not split or 2 * len(split) < len(widths):
        return _NONE
    width, count = max(Counter(split).items(), key=lambda item: (item[1], item[0]))
    before = widths.index(width)
    return (count / len(widths) - (0.2 if before else 0.0), -before, width)
