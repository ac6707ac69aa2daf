"""Golden cases: every file in a reader's ``input`` folder and the rows that must come of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from reading import Read, read, text_of

from ripplemark.readers import READERS
from ripplemark.readers.base import Reader

HERE = Path(__file__).parent


def reader_of(name: str) -> type[Reader]:
    """The reader of this format."""
    return next(each for each in READERS if each.name == name)


def inputs(name: str) -> list[Path]:
    """The format's golden inputs; there is an expectation for each, and none without an input."""
    folder = HERE / name
    found = sorted((folder / "input").iterdir())
    assert [p.name for p in found] == sorted(p.name for p in (folder / "expected").iterdir())
    return found


def case(path: Path) -> Read:
    """What the reader makes of a golden input."""
    return read(reader_of(path.parents[1].name), text_of(path), name=path.name)


def rows(result: Read) -> list[dict[str, str]]:
    """The rows as a CSV holds them."""
    return [{k: "" if v is None else str(v) for k, v in row.items()} for row in result.rows]


def expected(path: Path) -> list[dict[str, str]]:
    """The rows that must come of a golden input."""
    text = text_of(path.parents[1] / "expected" / path.name)
    return list(csv.DictReader(io.StringIO(text)))
