"""What the archive hands the engine: the visible files and the facts of their datasets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ripplemark import schema
from ripplemark.archive import Archive, Decision, Package
from ripplemark.archive.decisions import standing, value_of
from ripplemark.engine import Serving, Visible
from ripplemark.engine.serving import DATASETS
from ripplemark.readers import READERS

RULES = "deadlines."
"""What the key of a decision about a deadline begins with."""
PHASES = "phases."
"""What the key of a decision about a boundary of a phase begins with; its subject is the series' key."""
_WATCHES = {each.name: list(each.watches) for each in READERS}


def visible_of(archive: Archive) -> Visible:
    """The archive as a serving connection may see it now; damaged files are left out."""
    datasets = archive.datasets()
    rows = [
        {
            "dataset": package.dataset_id,
            "format": package.format,
            "scope": package.scope,
            "zone": package.zone,
            "clock": package.answers.get("clock"),
            "added_at": package.added_at,
            "watches": _WATCHES.get(package.format, []),
        }
        for package in datasets
    ]
    folders = (archive.root / "datasets", archive.root / "trash")
    files = {table.name: tuple(archive.files(table.name)) for table in schema.TABLES}
    return Visible(
        folders,
        files,
        pa.Table.from_pylist(rows, schema=DATASETS),
        archive.fingerprint(),
        _homes(archive),
        rules_of(archive.decisions()),
        _settled(datasets, files[schema.MODERATION.name]),
        phases_of(archive.decisions()),
        _answers(archive, datasets, files),
    )


def _answers(
    archive: Archive, datasets: Iterable[Package], files: Mapping[str, Sequence[Path]]
) -> Path | None:
    """Where answers are kept; None too while a damaged file is left out, for what is counted then holds no longer."""
    tables = (schema.MODERATION.name, schema.REQUESTS.name)
    here = sum(len(files[table]) for table in tables)
    return archive.answers() if here == sum(each.table in tables for each in datasets) else None


def _settled(datasets: Iterable[Package], files: Iterable[Path]) -> Path | None:
    """The file of the largest incident's dataset of which it is known that its items stand there once each."""
    large = {
        each.dataset_id: each.counts.rows_stored
        for each in datasets
        if each.scope == "incident" and each.single
    }
    known = [path for path in files if path.parent.name in large]
    return max(known, key=lambda path: large[path.parent.name], default=None)


def _homes(archive: Archive) -> dict[str, str]:
    """The home zones that were chosen, by incident code."""
    decisions = archive.decisions()
    zones = {
        code: value_of(decisions, code, None, "home_zone", None) for code in archive.incidents()
    }
    return {code: zone for code, zone in zones.items() if isinstance(zone, str)}


def rules_of(decisions: Iterable[Decision]) -> dict[str, dict[str, dict[str, Any]]]:
    """What counts of deadlines, by incident code and rule: the ``row`` that was said of it, its ``switch``; oldest first in."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for each in standing(decisions):
        if each.incident is not None and each.key.startswith(RULES):
            of = found.setdefault(each.incident, {}).setdefault(each.key.removeprefix(RULES), {})
            of["row" if each.subject == "row" else "switch"] = each.value
    return found


def phases_of(
    decisions: Iterable[Decision],
) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """What counts of boundaries that were set, by incident code, series and boundary; those taken back are left out."""
    found: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for each in standing(decisions):
        if each.incident is not None and each.subject and each.key.startswith(PHASES):
            of = found.setdefault(each.incident, {}).setdefault(each.subject, {})
            name = each.key.removeprefix(PHASES)
            of.pop(name, None)
            if isinstance(each.value, Mapping):
                of[name] = dict(each.value)
    return found


def serve(archive: Archive) -> Serving:
    """A serving connection over the archive as it is now; the caller closes it."""
    return Serving(visible_of(archive))
