"""Statements of reasons of the EU's DSA Transparency Database: daily dumps and the search page's export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.readers import dsa_layout
from ripplemark.readers.base import Head, Match, Reader, Reading, Scope
from ripplemark.readers.dsa_saying import ACTED_ON, BROKEN_SERIES, DAYS, cautions


class DsaStatements(Reader):
    """Statements of reasons: full and light, version 1 and 2, as CSV, in a zip, or as zips in a zip."""

    name: ClassVar[str] = "dsa_statements"
    title: ClassVar[str] = "EU DSA Transparency Database, statements of reasons"
    scope: ClassVar[Scope] = "platform"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.MODERATION,)
    leaves_out: ClassVar[str] = (
        "Free texts, legal references, end dates of restrictions, account types, additional categories, the moment of "
        "filing. What platforms left up: only decisions are in the database."
    )
    spec: ClassVar[str] = (
        "the daily dumps and the search page's CSV of transparency.dsa.ec.europa.eu"
    )
    source: ClassVar[str] = "readers/dsa_rows"
    prepares: ClassVar[tuple[str, ...]] = ("readers/dsa_codes", "readers/dsa_rows")
    facts: ClassVar[str | None] = "readers/dsa_statements_facts"
    zone: ClassVar[str | None] = "UTC"
    rolls: ClassVar[bool] = True
    daily: ClassVar[bool] = True
    keeps: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "item": ("platform_uid", "uuid"),
        "region": ("territorial_scope",),
    }
    caveats: ClassVar[tuple[str, ...]] = (ACTED_ON.code, DAYS.code, BROKEN_SERIES.code)

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A header with the database's own column names, in any order."""
        layout = dsa_layout.find(head)
        if layout is None:
            return None
        why = f"the columns of the DSA Transparency Database, version {layout.version}, {layout.edition}"
        confidence = 0.99 if not layout.strange else 0.9
        notes = {"edition": layout.edition, "version": layout.version}
        return Match(confidence, why, layout.header, layout.roles, notes)

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """The columns that are missing, or that it is the checksum beside a dump."""
        if dsa_layout.is_checksum(head):
            return "This is the checksum that lies beside a dump of the DSA Transparency Database; give the zip."
        lacks = dsa_layout.missing(head)
        if not lacks:
            return None
        listed = ", ".join(f"'{name}'" for name in lacks)
        return f"This looks like statements of the DSA Transparency Database, but lacks {listed}."

    @classmethod
    def own_day(cls, head: Head, match: Match) -> date | None:
        """The day on which its first statements were filed; of a dump without any, the one in its name."""
        return None if match.header is None else dsa_layout.own_day(head, match.header)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """Lags from decisions that remove content alone; decisions about accounts apart; days in UTC."""
        shown = {"version": match.notes["version"], "edition": match.notes["edition"]}
        return Reading(
            schema.MODERATION,
            "readers/dsa_statements",
            warnings=cautions(facts),
            dates="dmy",
            midnight="no-time",
            shown=shown,
        )
