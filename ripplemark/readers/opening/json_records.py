"""From the JSON of WebSearcher, one document or one on each line, to a table with a row for each result of a page.

Other JSON is refused as before. Numbers stay the text that they are, so that no id or rank is rounded.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from ripplemark.errors import InputError
from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import Limits

PAGE = ("serp_id", "crawl_id", "qry", "loc", "lang", "timestamp")
RESULT = (
    "section",
    "cmpt_rank",
    "sub_rank",
    "serp_rank",
    "type",
    "sub_type",
    "title",
    "text",
    "url",
)
COLUMNS = ("page", *PAGE, *RESULT)
"""The columns of the table; ``page`` counts documents, from 1. A search without results is a row of PAGE alone."""

_DOCUMENT = 256 << 20
_LONGEST = 100_000
_START = 1 << 16
_BOM = b"\xef\xbb\xbf"
_MARKS = (b'"cmpt_rank"', b'"serp_rank"', b'"qry"', b'"serp_id"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")


class JsonDamaged(InputError):
    """JSON of a known kind that cannot be read; ``line`` is where its document begins."""

    title = "The JSON is damaged"

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what
        super().__init__(
            f"The document that begins on line {line} {what}. Save the results again; nothing was stored."
        )


class _TwiceNamed(ValueError):
    """An object that has a key twice."""


def is_json(path: Path) -> bool:
    """Whether the bytes begin as results or searches of WebSearcher do."""
    with path.open("rb") as raw:
        start = raw.read(_START).removeprefix(_BOM).lstrip()
    return start[:1] in (b"{", b"[") and any(mark in start for mark in _MARKS)


def as_csv(path: Path, into: Path, limits: Limits) -> Path:
    """Write the records as CSV to ``into``.

    Raises:
        JsonDamaged: it is not UTF-8, not JSON, nested too deeply, or an object names a key twice.
        JsonText: it is JSON of another kind.
        TooLarge: a document, or a line, is longer than any page of results.
        EmptyFile: there is no result and no search.
    """
    target = into / "records.csv"
    rows = 0
    with target.open("x", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        for page, (line, document) in enumerate(_documents(path), 1):
            for row in _rows(document, line):
                writer.writerow({"page": str(page), **{key: _text(row[key]) for key in row}})
                rows += 1
                if rows * len(COLUMNS) > limits.sheet_cells:
                    raise defects.TooLarge(rows * len(COLUMNS), limits.sheet_cells, "cells")
    if not rows:
        raise defects.EmptyFile
    return target


def _documents(path: Path) -> Iterator[tuple[int, Any]]:
    """Each document with the line on which it begins: one a line where the first line is a whole one."""
    with path.open("rb") as raw:
        first = _line(raw.readline(_DOCUMENT + 1)).removeprefix(_BOM)
        if not _whole(first):  # the document is written over several lines
            rest = raw.read(_DOCUMENT + 1)
            found = _parsed(_line(first + rest), 1)
            yield from ((1, each) for each in (found if isinstance(found, list) else [found]))
            return
        number, line = 1, first
        while line:
            if line.strip():
                found = _parsed(line, number)
                yield from (
                    (number, each) for each in (found if isinstance(found, list) else [found])
                )
            number, line = number + 1, _line(raw.readline(_DOCUMENT + 1))


def _line(text: bytes) -> bytes:
    if len(text) > _DOCUMENT:
        raise defects.TooLarge(len(text), _DOCUMENT)
    return text


def _whole(line: bytes) -> bool:
    """Whether the line is a document, or so deeply nested that reading it again will say so."""
    try:
        json.loads(line, parse_int=str, parse_float=str)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _parsed(text: bytes, line: int) -> Any:
    try:
        return json.loads(
            text.decode("utf-8"),
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError:
        raise JsonDamaged(line, "is not UTF-8") from None
    except RecursionError:
        raise JsonDamaged(line, "is nested deeper than any page of results") from None
    except _TwiceNamed:
        raise JsonDamaged(line, "names a key twice, so that it is not clear which holds") from None
    except ValueError:
        raise JsonDamaged(line, "is not JSON, or ends early") from None


def _refuse(word: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceNamed
    return found


def _rows(document: Any, line: int) -> Iterator[dict[str, Any]]:
    """One row for each result of a page; a result, or a search without results, is a row by itself."""
    if not isinstance(document, dict):
        raise defects.JsonText
    page = {key: document.get(key) for key in PAGE}
    features = document.get("features")
    if page["lang"] is None and isinstance(features, dict):
        page["lang"] = features.get("language")
    results = document.get("results")
    if isinstance(results, list):
        for each in results:
            if not isinstance(each, dict):
                raise JsonDamaged(line, "has a result that is no object")
            yield page | {key: each.get(key) for key in RESULT}
    elif "cmpt_rank" in document:
        yield page | {key: document.get(key) for key in RESULT}
    elif "qry" in document:
        yield page
    else:
        raise defects.JsonText


def _text(value: Any) -> str:
    """A cell on one line; nothing for what is nested, missing, or longer than a link or a title can be."""
    if isinstance(value, bool) or not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    return _CONTROL.sub(" ", value)
