"""How values are written in the archive's JSON files: UTF-8, sorted keys, moments as ISO 8601 in UTC."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What a decision's value, a reading option or an answer may be."""


def as_bytes(value: Json) -> bytes:
    """The JSON text of a value; equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, indent=1).encode() + b"\n"


def moment(at: datetime | None) -> str | None:
    """A moment as ``2025-10-24T08:00:00.000000Z``: fixed width, so that texts sort as moments; None stays None."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str) -> datetime:
    """The moment that ``moment`` wrote; ValueError for anything without an offset."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return at.astimezone(UTC)


def after(now: datetime, earlier: Iterable[datetime]) -> datetime:
    """Now, or a microsecond after the latest of ``earlier`` where a clock was set back, or stands still."""
    return max([now, *(at + timedelta(microseconds=1) for at in earlier)])
