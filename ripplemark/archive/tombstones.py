"""What was erased for good: an id and a date, so that a copy of the archive cannot bring it back unnoticed."""

from __future__ import annotations

import json
from datetime import datetime

from ripplemark.archive.layout import Layout
from ripplemark.archive.notation import Json, as_bytes, moment, read_moment
from ripplemark.archive.package import Package
from ripplemark.durable import replace_file
from ripplemark.errors import ArchiveError


class DamagedTombstones(ArchiveError):
    """The list of what was erased cannot be read, so nothing can be added to it."""

    title = "The list of what was erased is damaged"

    def __init__(self) -> None:
        super().__init__(
            "tombstones.json cannot be read. Put back a copy of it, or move it away: what was erased "
            "stays erased, only the record of it is lost."
        )


def read_tombstones(where: Layout) -> dict[str, datetime]:
    """When each erased dataset was erased, by id; none where nothing was. Raises DamagedTombstones."""
    try:
        entries = json.loads(where.tombstones.read_bytes())
        return {str(entry["id"]): read_moment(entry["erased_at"]) for entry in entries}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedTombstones from error


def tombstones(where: Layout) -> dict[str, datetime]:
    """The same for readers: a damaged list, which ``verify`` names, hides nothing."""
    try:
        return read_tombstones(where)
    except DamagedTombstones:
        return {}


def bury(where: Layout, dataset_id: str, at: datetime) -> None:
    """Write down that a dataset is erased: from here on it is invisible, and its files go at the next occasion."""
    stones = read_tombstones(where) | {dataset_id: at}
    entries: list[Json] = [{"id": key, "erased_at": moment(stones[key])} for key in sorted(stones)]
    replace_file(where.tombstones, as_bytes(entries))


def is_erased(package: Package, stones: dict[str, datetime]) -> bool:
    """Whether a tombstone covers it: the same input may be added again afterwards, and is then a new dataset."""
    erased_at = stones.get(package.dataset_id)
    if erased_at is None or package.added_at is None:
        return erased_at is not None
    return package.added_at <= erased_at
