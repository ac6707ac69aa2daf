"""Which columns are scanned, and in which one the text stands that rows are filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ripplemark.errors import InputError
from ripplemark.ingest.examination import Examination
from ripplemark.readers.base import Head, Match

MATCHED = "matched_text"
"""The role of a column that is scanned for ``match`` alone."""

Roles = tuple[str | None, ...]


class NoFilter(InputError):
    """A filter for a format that has nothing to filter by."""

    title = "This format cannot be filtered so"

    def __init__(self, name: str, option: str) -> None:
        self.name, self.option = name, option
        way = (
            "no column with ids of items; leave --only out"
            if option == "only"
            else "no text column of its own; name one of the file's columns: --match COLUMN=REGEX"
        )
        super().__init__(f"The format {name} has {way}. Nothing was stored.")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the first file and of the second are scanned, and in which role the sought text stands."""

    first: Roles
    second: Roles
    text: str | None


def scanned(exam: Examination) -> Columns:
    """The roles to scan: a column that is only text where rows are filtered by it, and no other text.

    Raises:
        NoFilter: the format has nothing to filter by, and no column was named.
    """
    reader, options = exam.found.reader, exam.options
    if options.only and not reader.filters_by:
        raise NoFilter(reader.name, "only")
    first, second = exam.found.match, exam.beside_match
    if options.match is None:
        return Columns(_without(first, reader.texts), _without(second, reader.texts), None)
    name, _ = pattern(exam)
    if name is not None:
        return _named(exam, name)
    known = (*first.columns, *(second.columns if second else ()))
    text = next((role for role in reader.texts if role in known), None)
    if text is None:
        raise NoFilter(reader.name, "match")
    others = [role for role in reader.texts if role != text]
    return Columns(_without(first, others), _without(second, others), text)


def pattern(exam: Examination) -> tuple[str | None, str]:
    """The column that the pattern is for, None for the format's own, and the pattern."""
    given = exam.options.match or ""
    column, equals, rest = given.partition("=")
    name = column.strip().casefold()
    heads = [(exam.opened.head, exam.found.match)]
    if exam.beside is not None and exam.beside_match is not None:
        heads.append((exam.beside.head, exam.beside_match))
    if equals and any(_place(head, match, name) is not None for head, match in heads):
        return name, rest
    return None, given


def _named(exam: Examination, name: str) -> Columns:
    texts = exam.found.reader.texts
    first, role = _with(exam.opened.head, exam.found.match, name, texts)
    if role is not None or exam.beside is None or exam.beside_match is None:
        return Columns(first, _without(exam.beside_match, texts), role)
    second, role = _with(exam.beside.head, exam.beside_match, name, texts)
    return Columns(first, second, role)


def _with(head: Head, match: Match, name: str, texts: Sequence[str]) -> tuple[Roles, str | None]:
    """The roles without those of text, and the role of the named column, which is MATCHED where it had none."""
    place = _place(head, match, name)
    if place is None:
        return _without(match, texts), None
    role = match.columns[place] or MATCHED
    roles = [None if each in texts else each for each in match.columns]
    roles[place] = role
    return tuple(roles), role


def _place(head: Head, match: Match, name: str) -> int | None:
    if match.header is None or not name:
        return None
    names = [cell.strip().casefold() for cell in head.rows[match.header]][: len(match.columns)]
    return names.index(name) if name in names else None


def _without(match: Match | None, texts: Sequence[str]) -> Roles:
    return () if match is None else tuple(None if r in texts else r for r in match.columns)
