"""What the query returns for a text, and what Python makes of the same text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from ripplemark.times import DateOrder, Midnight, UnreadableTime, parse


class Row(NamedTuple):
    """One row of clock_intervals.sql."""

    text: str
    lo: datetime | None
    hi: datetime | None
    problem: str | None
    fold: bool
    zoned: bool
    midnight: bool
    precision: str | None


ReadAll = Callable[..., dict[str, Row]]


def meaning(
    text: str, zone: str, dates: DateOrder, midnight: Midnight
) -> tuple[tuple[datetime | None, datetime | None], str | None]:
    """What ``parse`` makes of a text, in the query's terms: ((lo, hi), problem)."""
    try:
        found = parse(text, zone, dates=dates, midnight=midnight)
    except UnreadableTime as error:
        return (None, None), error.problem
    return (found.lo, found.hi), None
