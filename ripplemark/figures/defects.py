"""Known defects of platforms' daily figures (data/reference/defects.csv): which apply to what is shown, and in which words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from ripplemark.paths import REFERENCE

FILE = "defects.csv"
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Defect:
    """One row of the file: of which platform ('' is every one), when (None is open), of which figures, what, to what effect.

    ``until`` is the last day. ``short`` names it on a chart; '' where it has no place on the time axis.
    """

    platform: str
    since: date | None
    until: date | None
    measures: frozenset[str]
    short: str
    what: str
    effect: str
    source: str

    @property
    def low(self) -> float:
        """Its first moment, in seconds since 1970; minus infinity where it has none."""
        return _seconds(self.since) if self.since else float("-inf")

    @property
    def high(self) -> float:
        """The first moment after it, in seconds since 1970; infinity where it has not ended."""
        return _seconds(self.until + timedelta(days=1)) if self.until else float("inf")

    @property
    def changes_all(self) -> bool:
        """True where it is a day on which something changed for every platform: drawn as a line, not as a stretch."""
        return not self.platform and self.since is not None

    def applies(self, platform: str, measures: frozenset[str], low: float, high: float) -> bool:
        """True where it touches one of these figures of a platform between two moments (seconds since 1970)."""
        ours = self.platform in ("", platform) and bool(self.measures & measures)
        return ours and self.low < high and self.high > low

    @property
    def said(self) -> str:
        """The whole of it, as it stands with every export."""
        return (
            f"{_of(self.platform)}{_when(self.since, self.until)}: {self.what} {self.effect} "
            f"Source: {self.source}."
        )


def _of(platform: str) -> str:
    return platform or "Every platform"


def _when(since: date | None, until: date | None) -> str:
    if since is None:
        return ""
    if until is None:
        return f", from {_day(since)} on"
    return f", {_day(since)}" if since == until else f", {_day(since)} to {_day(until)}"


def _day(at: date) -> str:
    return f"{at.day} {at:%B %Y}"


def _seconds(at: date) -> float:
    return datetime(at.year, at.month, at.day, tzinfo=UTC).timestamp()


@cache
def known() -> tuple[Defect, ...]:
    """Every defect on record, in the order of the file."""
    with (REFERENCE / FILE).open(encoding="utf-8", newline="") as file:
        return tuple(
            Defect(
                row["platform"],
                date.fromisoformat(row["from"]) if row["from"] else None,
                date.fromisoformat(row["to"]) if row["to"] else None,
                frozenset(row["measures"].split()),
                row["short"],
                row["what"],
                row["effect"],
                row["source"],
            )
            for row in csv.DictReader(file)
        )


def applying(
    platforms: tuple[str, ...], measures: frozenset[str], low: float, high: float
) -> tuple[Defect, ...]:
    """Those that touch any of these figures of any of these platforms between two moments; none gives nothing."""
    return tuple(
        each
        for each in known()
        if any(each.applies(platform, measures, low, high) for platform in platforms)
    )
