"""Which reader a file belongs to: the best claim of all readers, decided from the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ripplemark.errors import UnknownName
from ripplemark.ingest.refusals import NotRecognised, NotThatFormat, Undecided
from ripplemark.readers import READERS
from ripplemark.readers.base import Head, Match, Reader
from ripplemark.readers.opening import duplicates
from ripplemark.readers.opening.defects import DuplicateColumns


@dataclass(frozen=True, slots=True)
class Recognised:
    """The reader and its claim."""

    reader: type[Reader]
    match: Match


def reader(name: str) -> type[Reader]:
    """The reader of this name; UnknownName lists the valid ones."""
    for each in READERS:
        if each.name == name:
            return each
    raise UnknownName("format", name, [each.name for each in READERS])


def recognise(head: Head, format_name: str | None, mapping: Mapping[str, Any]) -> Recognised:
    """The reader that claims the file with most confidence, or the named one; columns as ``mapping`` says.

    Raises:
        NotRecognised: no reader claims it; says what the nearest ones miss.
        Undecided: two claims are equally sure.
        NotThatFormat: the named reader does not claim it.
    """
    if format_name:
        named = reader(format_name)
        match = named.recognise(head)
        if match is None and mapping:
            match = named.apply_mapping(None, head, mapping)
        elif match is None:
            raise NotThatFormat(named.name, named.near_miss(head))
        return _mapped(Recognised(named, match), head, mapping)
    claims = [
        Recognised(each, match) for each in READERS if (match := each.recognise(head)) is not None
    ]
    if not claims:
        near = [words for each in READERS if (words := each.near_miss(head))]
        raise NotRecognised(near, [each.name for each in READERS])
    best = max(claim.match.confidence for claim in claims)
    top = [claim for claim in claims if claim.match.confidence == best]
    if len(top) > 1:
        raise Undecided(claim.reader.name for claim in top)
    return _mapped(top[0], head, mapping)


def _mapped(found: Recognised, head: Head, mapping: Mapping[str, Any]) -> Recognised:
    if mapping:
        found = Recognised(found.reader, found.reader.apply_mapping(found.match, head, mapping))
    if found.match.header is not None:
        twice = tuple(
            group
            for group in duplicates(head.rows[found.match.header])
            if not _told_apart(found.match, group)
        )
        if twice:
            raise DuplicateColumns(twice)
    return found


def _told_apart(match: Match, columns: tuple[int, ...]) -> bool:
    """True where the reader gives columns of one name (positions from 1) different roles by where they stand."""
    roles = [match.columns[position - 1] for position in columns if position <= len(match.columns)]
    return None not in roles and len(set(roles)) == len(roles)
