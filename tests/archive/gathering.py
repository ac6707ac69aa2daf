"""Members of a collection for the tests, without files: what they cover is all that is compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ripplemark.archive import Package
from ripplemark.archive.coverage import By, Coverage, Key, strands
from ripplemark.archive.spans import Span

FIRST = datetime(2025, 9, 1, tzinfo=UTC)


def days(first: int, last: int | None = None) -> Span:
    """Whole days of September 2025, the last one included."""
    return (
        FIRST + timedelta(days=first - 1),
        FIRST + timedelta(days=first if last is None else last),
    )


def member(
    name: str,
    covered: dict[Key, list[Span]],
    by: By = "day",
    shared: dict[str, int] | None = None,
    filters: bool = False,
) -> Package:
    """A dataset of the collection 'daily' that covers this."""
    return Package(
        name,
        "dsa_statements",
        "moderation",
        "platform",
        f"input of {name}",
        options={"filters": ["match"]} if filters else {},
        collection="daily",
        coverage=Coverage(by, (), strands(covered), shared or {}),
    )
