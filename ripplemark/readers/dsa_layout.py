"""The columns of the DSA Transparency Database's statements, in every version, and how a header is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ripplemark.readers.base import Head

COLUMNS = (
    "uuid",
    "decision_visibility",
    "decision_visibility_other",
    "end_date_visibility_restriction",
    "decision_monetary",
    "decision_monetary_other",
    "end_date_monetary_restriction",
    "decision_provision",
    "end_date_service_restriction",
    "decision_account",
    "end_date_account_restriction",
    "account_type",
    "decision_ground",
    "decision_ground_reference_url",
    "illegal_content_legal_ground",
    "illegal_content_explanation",
    "incompatible_content_ground",
    "incompatible_content_explanation",
    "incompatible_content_illegal",
    "category",
    "category_addition",
    "category_specification",
    "category_specification_other",
    "content_type",
    "content_type_other",
    "content_language",
    "content_date",
    "content_id_ean",
    "territorial_scope",
    "application_date",
    "decision_facts",
    "source_type",
    "source_identity",
    "automated_detection",
    "automated_decision",
    "platform_name",
    "platform_uid",
    "created_at",
)
"""The full dump since 1 July 2025, in order."""

REQUIRED = (
    "decision_visibility",
    "decision_account",
    "category",
    "content_date",
    "application_date",
    "source_type",
    "platform_name",
)
"""Without these a file cannot be read as statements."""

READ = (
    *REQUIRED,
    "uuid",
    "platform_uid",
    "decision_monetary",
    "decision_provision",
    "decision_ground",
    "category_specification",
    "content_type",
    "content_language",
    "territorial_scope",
    "automated_detection",
    "automated_decision",
)
"""The columns whose cells are read; no free text is among them."""

_TWICE, _SECOND = "illegal_content_legal_ground", "illegal_content_explanation"
"""The search page's export of 2023 gives the first name to both columns."""

_CHECKSUM = re.compile(r"[0-9a-f]{40}\s+\*?\S+\.zip")

_DUMP = re.compile(r"sor-[a-z0-9-]+?-(\d{4}-\d{2}-\d{2})-(?:full|light)\b.*")
_FILED = "created_at"

Edition = Literal["full", "light", "search export"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A header: its index, each column's role, which edition and version it is, and how many columns are not known."""

    header: int
    roles: tuple[str | None, ...]
    edition: Edition
    version: int
    strange: int


def find(head: Head) -> Layout | None:
    """The header of a table of statements, as the first record that is not blank; None where it is another's."""
    header, names = _named(head)
    if not set(REQUIRED) <= set(names):
        return None
    roles = tuple(
        name if (name in READ and name not in names[:at]) or name in (_TWICE, _SECOND) else None
        for at, name in enumerate(names)
    )
    return Layout(
        header, roles, _edition(names), 2 if "content_id_ean" in names else 1, _strange(names)
    )


def missing(head: Head) -> tuple[str, ...]:
    """What a header that is mostly the database's own lacks; nothing where it is another's."""
    _, names = _named(head)
    known = set(names) & set(COLUMNS)
    if len(known) < 4 or 2 * len(known) < len(names):
        return ()
    return tuple(name for name in REQUIRED if name not in known)


def is_checksum(head: Head) -> bool:
    """True of the .sha1 file that lies beside a dump."""
    return len(head.rows) < 5 and any(_CHECKSUM.fullmatch(",".join(row)) for row in head.rows)


def own_day(head: Head, header: int) -> date | None:
    """The day whose statements a daily dump holds: on which the first ones were filed, in UTC.

    Of a dump without statements the one in its name. None of a search's export, which holds what was found, and of a
    file whose first statements were filed on several days.
    """
    _, names = _named(head)
    if _edition(names) == "search export":
        return None
    at = names.index(_FILED) if _FILED in names else None
    rows = [row for row in head.rows[header + 1 :] if any(row)]
    filed = {row[at][:10] for row in rows if at is not None and at < len(row) and row[at]}
    if not rows and (named := _DUMP.fullmatch(head.name)):
        filed = {named[1]}
    try:
        (day,) = {date.fromisoformat(each) for each in filed}
    except ValueError:
        return None
    return day


def _named(head: Head) -> tuple[int, list[str]]:
    """The index and the names of the first record; a name that stands twice is the explanation's the second time."""
    for header, row in enumerate(head.rows):
        if any(row):
            names = [cell.strip().casefold() for cell in row]
            if names.count(_TWICE) == 2 and _SECOND not in names:
                names[len(names) - 1 - names[::-1].index(_TWICE)] = _SECOND
            return header, names
    return 0, []


def _edition(names: list[str]) -> Edition:
    if "platform_uid" not in names:
        return "search export"
    return "full" if "decision_facts" in names else "light"


def _strange(names: list[str]) -> int:
    return sum(name not in COLUMNS for name in names)
