"""The canonical CSVs: files whose header names are the schema's own, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.schema import Table

_MOST = 0.5
"""Share of a header's names that must be the table's own."""

_STARTS = ("posted_at", "entered_at", "notice_at")
"""Moderation needs one of these: without any, no clock can start."""

_LAST_LOOK = Question(
    "last-look",
    "Some rows are still open and do not say when they were last looked at. When was that?",
    hint="a day or a time, for example 2025-10-24 or 2025-10-24T18:30",
)


class Canonical(Reader):
    """A file in the form of one canonical table; a subclass names the table."""

    table: ClassVar[Table]
    leaves_out: ClassVar[str] = "Any column of your own that the template does not have."
    spec: ClassVar[str] = "Ripplemark's own columns; the template shows them"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A header of which at least half are this table's names, the required ones among them."""
        header, names = _header(head)
        share = _share(cls.table, names)
        if header is None or share < _MOST or _best(names, _fitting(names)) != cls.table:
            return None
        why = f"its header has the column names of the template '{_subject(cls)}'"
        warnings = _not_read(cls.table, names)
        return Match(0.5 + 0.49 * share, why, header, _roles(cls.table, names), {}, warnings)

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """The columns that are missing, where the header is mostly this table's and no table fits."""
        _, names = _header(head)
        near = [table for table in schema.TABLES if _share(table, names) >= _MOST]
        if len(names) < 2 or _best(names, near) != cls.table or _fits(cls.table, names):
            return None
        missing = [f"'{name}'" for name in cls.table.required if name not in names]
        if cls.table == schema.MODERATION and not set(_STARTS) & set(names):
            missing.append("one of '" + "', '".join(_STARTS) + "'")
        return f"This looks like the template '{_subject(cls)}', but lacks {' and '.join(missing)}."

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """When open rows were last looked at, where the table has such rows and they do not say."""
        return (_LAST_LOOK,) if facts.get("open", 0) else ()

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """Every column as it stands; a written 00:00 is midnight."""
        asked = {} if cls.facts is None else {"last_look": answers.get("last-look")}
        shown = {"columns": {role: role for role in match.columns if role}}
        return Reading(cls.table, cls.source, asked, shown=shown)


def _subject(reader: type[Canonical]) -> str:
    """What the template is for: its title without whose it is."""
    return reader.title.partition(", in ")[0]


def _header(head: Head) -> tuple[int | None, list[str]]:
    """Index and names of the first record that is not blank."""
    for i, row in enumerate(head.rows):
        if any(cell.strip() for cell in row):
            return i, [cell.strip().casefold() for cell in row]
    return None, []


def _known(table: Table, names: Sequence[str]) -> set[str]:
    return set(table.names) & set(names)


def _share(table: Table, names: Sequence[str]) -> float:
    """Which part of the names that the header has are this table's."""
    written = [name for name in names if name]
    return len(_known(table, names)) / len(written) if written else 0.0


def _fits(table: Table, names: Sequence[str]) -> bool:
    """Whether the columns are there without which a file is not this table."""
    known = _known(table, names)
    started = table != schema.MODERATION or bool(known.intersection(_STARTS))
    return started and known.issuperset(table.required)


def _fitting(names: Sequence[str]) -> list[Table]:
    return [table for table in schema.TABLES if _fits(table, names)]


def _best(names: Sequence[str], tables: Sequence[Table]) -> Table | None:
    """Of these tables the one that knows most of the names; the first of equals, None of none."""
    return max(tables, key=lambda table: len(_known(table, names)), default=None)


def _roles(table: Table, names: Sequence[str]) -> tuple[str | None, ...]:
    """The column's own name as its role; of a name that stands twice (ingest refuses that) the first."""
    return tuple(
        name if name in table.names and name not in names[:i] else None
        for i, name in enumerate(names)
    )


def _not_read(table: Table, names: Sequence[str]) -> tuple[Caution, ...]:
    """How many columns are not read, and the schema's names that they may have meant; never their own names."""
    roles = _roles(table, names)
    unread = [name for name, role in zip(names, roles, strict=True) if name and role is None]
    if not unread:
        return ()
    free = [name for name in table.names if name not in names]
    near = sorted({close for name in unread for close in get_close_matches(name, free, 1, 0.75)})
    count = "1 column is" if len(unread) == 1 else f"{len(unread)} columns are"
    parts = [f"{count} not read: the template has no such column."]
    if near:
        parts.append("Perhaps meant: " + ", ".join(near) + ". Rename the column to have it read.")
    return (Caution("column-not-read", " ".join(parts)),)


class CanonicalAttention(Canonical):
    """Bins of attention, as the template shows them."""

    name = "canonical_attention"
    title = "Counts over time, in Ripplemark's template"
    table = schema.ATTENTION
    tables = (schema.ATTENTION,)
    source = "readers/canonical_attention"


class CanonicalModeration(Canonical):
    """Items and what became of them."""

    name = "canonical_moderation"
    title = "Items and what became of them, in Ripplemark's template"
    table = schema.MODERATION
    tables = (schema.MODERATION,)
    source = "readers/canonical_moderation"
    facts = "readers/canonical_moderation_facts"
    filters_by = ("item",)


class CanonicalRequests(Canonical):
    """Requests to platforms."""

    name = "canonical_requests"
    title = "Requests to platforms, in Ripplemark's template"
    table = schema.REQUESTS
    tables = (schema.REQUESTS,)
    source = "readers/canonical_requests"
    facts = "readers/canonical_requests_facts"
    filters_by = ("item",)


class CanonicalEvents(Canonical):
    """Dated events of an incident."""

    name = "canonical_events"
    title = "Dated events, in Ripplemark's template"
    table = schema.EVENTS
    tables = (schema.EVENTS,)
    source = "readers/canonical_events"


class CanonicalIncidents(Canonical):
    """Incidents under their code words."""

    name = "canonical_incidents"
    title = "Incidents, in Ripplemark's template"
    table = schema.INCIDENTS
    tables = (schema.INCIDENTS,)
    source = "readers/canonical_incidents"


class CanonicalSearchResults(Canonical):
    """Ranks of captured result pages."""

    name = "canonical_search_results"
    title = "Search results by rank, in Ripplemark's template"
    table = schema.SEARCH_RESULTS
    tables = (schema.SEARCH_RESULTS,)
    source = "readers/canonical_search_results"
    filters_by = ("url",)


class CanonicalPlatformTotals(Canonical):
    """A platform's own figures."""

    name = "canonical_platform_totals"
    title = "A platform's own figures, in Ripplemark's template"
    scope = "platform"
    table = schema.PLATFORM_TOTALS
    tables = (schema.PLATFORM_TOTALS,)
    source = "readers/canonical_platform_totals"
