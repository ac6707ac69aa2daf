"""An exported figure as it comes back: the JSON document, alone or out of an evidence bundle. Nothing in it is trusted."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ripplemark.errors import InputError

_MOST = 64 << 20
"""Bytes of a document; the largest figure has some megabytes of rows."""
_MEMBER = "figure.json"
_BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, KeyError)


class NotAnExport(InputError):
    """The file is not a figure that was exported as JSON or as an evidence bundle."""

    title = "This is not an exported figure"

    def __init__(self) -> None:
        super().__init__(
            "Give the .json of a figure, or the .zip that holds its figure.json, as Ripplemark exported them. Pictures and "
            "tables alone do not say how they were made."
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export says of itself: which figure, how it was asked for, for whom, and what it found.

    ``settings`` are texts as after --set; ``measures`` and ``rows`` are as the document has them.
    """

    figure: str
    incident: str | None
    audience: str
    archive: str
    version: str
    scope: str
    by: tuple[str, ...]
    where: Mapping[str, str]
    settings: Mapping[str, str]
    headline: str
    measures: tuple[Mapping[str, Any], ...]
    rows: tuple[Mapping[str, Any], ...]


def exported(path: Path) -> Exported:
    """Read an export.

    Raises:
        NotAnExport: it is none, or is too large to be one.
    """
    try:
        document = json.loads(_text(path))
        return _exported(document)
    except (ValueError, TypeError, AttributeError, RecursionError, *_BROKEN):
        raise NotAnExport from None


def _text(path: Path) -> bytes:
    with path.open("rb") as raw:
        begun = raw.read(2)
    if begun != b"PK":
        return _limited(path.stat().st_size, path.read_bytes)
    with zipfile.ZipFile(path) as bundle:
        member = bundle.getinfo(_MEMBER)
        with bundle.open(member) as inside:
            return _limited(member.file_size, lambda: inside.read(_MOST + 1))


def _limited(size: int, read: Any) -> bytes:
    data = b"" if size > _MOST else bytes(read())
    if not data or len(data) > _MOST:
        raise ValueError
    return data


def _exported(document: Mapping[str, Any]) -> Exported:
    asked = dict(document["parameters"])
    incident = asked.pop("incident", None)
    scope, by, where = asked.pop("scope"), asked.pop("by"), asked.pop("where")
    measures, rows = document["measures"], document["rows"]
    named = (document["figure"], document["headline"], document["archive"], document["audience"])
    texts = [*named, document["ripplemark"], scope, *by, *where, *where.values(), *asked.values()]
    if not all(isinstance(each, str) for each in texts) or not isinstance(incident, str | None):
        raise TypeError
    if not all(isinstance(each, dict) for each in [*measures, *rows]):
        raise TypeError
    return Exported(
        document["figure"],
        incident,
        document["audience"],
        document["archive"],
        document["ripplemark"],
        scope,
        tuple(by),
        dict(where),
        asked,
        document["headline"],
        tuple(measures),
        tuple(rows),
    )
