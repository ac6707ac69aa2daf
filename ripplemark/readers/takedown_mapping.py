"""A person's own reading of a takedown sheet: which column plays which role, which word means which outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ripplemark.errors import InputError, UnknownName
from ripplemark.readers.base import Head, Match
from ripplemark.readers.takedown_words.columns import Columns
from ripplemark.readers.takedown_words.headers import ROLES
from ripplemark.readers.takedown_words.naming import down_kind, yes_means
from ripplemark.readers.takedown_words.outcomes import CAME_BACK
from ripplemark.readers.takedown_words.text import fold
from ripplemark.schema import OUTCOMES


def mapped(match: Match | None, at: int, head: Head, mapping: Mapping[str, Any]) -> Match:
    """The match with the mapping's columns and outcomes in place of its own; ``at`` is the header's record."""
    named: Mapping[str, Any] = mapping.get("columns") or {}
    if match is None and head.rows:
        at = max(range(len(head.rows)), key=lambda row: _held(named, head.rows[row]))
    header = head.rows[at] if head.rows else ()
    roles = _roles(named, header, match.columns if match else (None,) * len(header))
    if missing := Columns(roles).missing:
        raise InputError(
            f"With this mapping no column says {missing[0]}. Add one of the roles to 'columns'."
        )
    notes: dict[str, Any] = dict(match.notes) if match else {"words": {}}
    notes["words"] = {**notes["words"], **_outcomes(mapping.get("outcomes") or {})}
    _reconsider(notes, roles, header, match)
    return Match(1.0, "read as the mapping says", at, roles, notes, match.warnings if match else ())


def _held(named: Mapping[str, Any], row: Sequence[str]) -> int:
    return len({fold(each) for each in named} & {fold(each) for each in row if fold(each)})


def _roles(
    named: Mapping[str, Any], header: Sequence[str], roles: Sequence[str | None]
) -> tuple[str | None, ...]:
    chosen = list(roles) + [None] * (len(header) - len(roles))
    for nth, (column, role) in enumerate(named.items(), 1):
        if role and role not in ROLES:
            raise UnknownName("role", str(role), ROLES)
        at = _column(str(column), header, nth)
        chosen = [None if role and each == role else each for each in chosen]
        chosen[at] = role or None
    return tuple(chosen)


def _column(column: str, header: Sequence[str], nth: int) -> int:
    for at, text in enumerate(header):
        if text == column or (fold(text) and fold(text) == fold(column)):
            return at
    if column.isdecimal() and 1 <= int(column) <= len(header):
        return int(column) - 1
    raise InputError(
        f"Entry {nth} of the mapping's columns names a column that the file does not have. "
        f"Write a header as it stands in the file, or a number from 1 to {len(header)}."
    )


def _outcomes(words: Mapping[str, Any]) -> dict[str, str]:
    valid = (*OUTCOMES, CAME_BACK)
    for outcome in words.values():
        if outcome not in valid:
            raise UnknownName("outcome", str(outcome), valid)
    return {fold(word) or word: outcome for word, outcome in words.items()}


def _reconsider(
    notes: dict[str, Any],
    roles: Sequence[str | None],
    header: Sequence[str],
    match: Match | None,
) -> None:
    """What the headers of the end and of the outcome promise, where the mapping moved them."""
    before = match.columns if match else ()
    for role, note, judge in (("down", "down", down_kind), ("outcome", "yes", yes_means)):
        at = roles.index(role) if role in roles else None
        moved = at is not None and (at >= len(before) or before[at] != role)
        if note not in notes or moved:
            notes[note] = judge(header[at] if at is not None else "")
