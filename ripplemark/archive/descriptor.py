"""A package as ``datapackage.json``: a Frictionless Data Package (v1) with our own keys under ``ripplemark``.

``collection`` and ``coverage`` stand there only where the dataset is a member of a collection, ``single`` only where it is large.

``bytes`` is left out of the resource, as frictionless reports every Parquet resource that has it; the size stands among
our own keys.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ripplemark import schema
from ripplemark.archive import coverage
from ripplemark.archive.notation import Json, as_bytes, moment, read_moment
from ripplemark.archive.package import Counts, Package, Warned
from ripplemark.archive.refusals import Damaged

DESCRIPTOR = "datapackage.json"

_TYPES = {
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "DOUBLE": "number",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "VARCHAR": "string",
}
_MISSING = ("", "nan", "NaT")
"""How NULL looks to tools that read Parquet through pandas, frictionless among them: a count becomes a float's nan."""

_OURS = (
    "format",
    "table",
    "scope",
    "input",
    "incident",
    "citation",
    "zone",
    "options",
    "answers",
    "series",
    "methods",
    "provenance",
    "size",
)
_MOMENTS = ("retrieved_at", "added_at", "first_time", "last_time")


def to_bytes(package: Package) -> bytes:
    """The text of ``datapackage.json``."""
    whole: dict[str, Json] = {
        "name": package.dataset_id,
        "title": package.title or package.dataset_id,
        "created": moment(package.added_at),
        "resources": [_resource(package)],
        "ripplemark": _ours(package),
    }
    if package.licence:
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", package.licence).strip("-") or "other"
        whole["licenses"] = [{"name": name, "title": package.licence}]
    if package.source:
        whole["sources"] = [{"title": package.source}]
    return as_bytes(whole)


def _resource(package: Package) -> dict[str, Json]:
    return {
        "name": package.table.replace("_", "-"),
        "path": package.file,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "hash": f"sha256:{package.sha256}",
        "schema": {"fields": _fields(schema.table(package.table)), "missingValues": _MISSING},
    }


def _fields(table: schema.Table) -> list[Json]:
    return [_field(field, name, stored) for field in table.fields for name, stored in field.stored]


def _field(field: schema.Field, name: str, stored: str) -> dict[str, Json]:
    bound = {f"{field.name}_lo": "; not before", f"{field.name}_hi": "; before"}.get(name, "")
    unit = f" [{field.unit}]" if field.unit else ""
    told: dict[str, Json] = {
        "name": name,
        "type": _TYPES[stored],
        "description": field.about + bound + unit,
    }
    if field.choices:
        told["constraints"] = {"enum": list(field.choices)}
    return told


def _ours(package: Package) -> dict[str, Json]:
    told: dict[str, Json] = {key: getattr(package, key) for key in _OURS}
    told |= {key: moment(getattr(package, key)) for key in _MOMENTS}
    told["title"], told["source"], told["licence"] = package.title, package.source, package.licence
    told["counts"] = dataclasses.asdict(package.counts)
    told["warnings"] = [dataclasses.asdict(warned) for warned in package.warnings]
    told["replaces"] = list(package.replaces)
    if package.collection is not None:
        told["collection"] = package.collection
    if package.coverage is not None:
        told["coverage"] = coverage.as_json(package.coverage)
    if package.single is not None:
        told["single"] = package.single
    return told


def load(folder: Path) -> Package:
    """The package in a dataset's folder, or of a ``datapackage.json``; read once as long as the file stays the same.

    Raises:
        Damaged: the descriptor is missing or unreadable, or belongs to another folder.
    """
    path = folder if folder.name == DESCRIPTOR else folder / DESCRIPTOR
    try:
        stat = path.stat()
        return _load(path, stat.st_ino, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError as error:
        raise Damaged(path.parent.name, f"{DESCRIPTOR} is missing") from error
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Damaged(path.parent.name, f"{DESCRIPTOR} cannot be read") from error


@lru_cache(maxsize=4096)
def _load(path: Path, *_unchanged: int) -> Package:
    package = from_json(json.loads(path.read_bytes()))
    if package.dataset_id != path.parent.name and package.added_at is not None:
        raise ValueError("the descriptor belongs to another dataset")
    return package


def from_json(whole: Mapping[str, Any]) -> Package:
    """The package that ``to_bytes`` wrote; KeyError, TypeError or ValueError for anything else."""
    ours = whole["ripplemark"]
    schema.table(ours["table"])
    if ours["scope"] not in ("incident", "platform"):
        raise ValueError("unknown scope")
    told: dict[str, Any] = {key: ours[key] for key in _OURS}
    told |= {key: _moment(ours[key]) for key in _MOMENTS}
    if "coverage" in ours:
        told["coverage"] = coverage.from_json(ours["coverage"])
    return Package(
        dataset_id=str(whole["name"]),
        title=ours["title"],
        source=ours["source"],
        licence=ours["licence"],
        counts=Counts(**ours["counts"]),
        warnings=tuple(_warned(each) for each in ours["warnings"]),
        replaces=tuple(ours["replaces"]),
        collection=ours.get("collection"),
        single=ours.get("single"),
        sha256=str(whole["resources"][0]["hash"]).removeprefix("sha256:"),
        **told,
    )


def _warned(each: Mapping[str, Any]) -> Warned:
    lines = each["lines"]
    return Warned(each["code"], each["message"], None if lines is None else tuple(lines))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else read_moment(text)
