"""What a report says of a collection: its size, what no member covers, what two members hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from ripplemark.archive import Collection
from ripplemark.ingest.report import Report
from ripplemark.ingest.spans_in_words import gaps_told, overlaps_told
from ripplemark.readers.base import Caution
from ripplemark.wording import count

LISTED = 200
"""At most so many gaps and so many overlaps are listed in a report; all of them are counted."""


def told(report: Report, collection: Collection, zone: str) -> Report:
    """The report with the collection as it is now: its size, and in words and data what is missing and what is double."""
    gaps, overlaps = collection.gaps(), collection.overlaps()
    n = len(collection.members)
    cautions = [
        Caution("collection", f"The collection {collection.name} has {count(n, 'dataset')}.")
    ]
    if gaps:
        cautions.append(Caution("collection-gaps", gaps_told(gaps, zone)))
    if overlaps:
        cautions.append(Caution("collection-overlaps", overlaps_told(overlaps, zone)))
    if open_ := _unknown(collection):
        cautions.append(Caution("collection-uncompared", open_))
    return _with(report, document(collection), cautions)


def document(collection: Collection) -> dict[str, Any]:
    """A collection's size, gaps and overlaps as they stand in JSON; at most LISTED of each, all counted."""
    gaps, overlaps = collection.gaps(), collection.overlaps()
    return {
        "name": collection.name,
        "members": len(collection.members),
        "gap_count": len(gaps),
        "gaps": [
            {"start": _iso(each.start), "end": _iso(each.end), "of": list(each.of)}
            for each in gaps[:LISTED]
        ],
        "overlap_count": len(overlaps),
        "overlaps": [
            {
                "first": each.first,
                "second": each.second,
                "start": _iso(each.start),
                "end": _iso(each.end),
                "of": list(each.of),
                "rows": each.rows,
                "sure": each.sure,
                "by": each.by,
            }
            for each in overlaps[:LISTED]
        ],
        "uncompared": list(collection.uncompared),
    }


def _unknown(collection: Collection) -> str:
    """What cannot be known of the collection, in words; empty where everything is."""
    coverage = collection.like.coverage
    if coverage is not None and coverage.by == "rows":
        return (
            "Rows of this table say when things happened, not which days were looked at: missing days cannot be told. Rows "
            "that two members hold are counted by their item."
        )
    if lost := collection.uncompared:
        return (
            f"Of {count(len(lost), 'dataset')} it is not known which days they cover (a search's export, or a file with rows of "
            "several days): missing and double days cannot be told of them."
        )
    return ""


def untold(report: Report, name: str) -> Report:
    """The report of a rehearsal where names or items, which are protected only on storing, decide what is double."""
    said = f"It would join the collection {name}. Which days are missing or held twice is said when it is added."
    return _with(report, {"name": name, "members": None}, [Caution("collection", said)])


def _with(report: Report, collection: dict[str, Any], cautions: list[Caution]) -> Report:
    return replace(report, collection=collection, warnings=(*report.warnings, *cautions))


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
