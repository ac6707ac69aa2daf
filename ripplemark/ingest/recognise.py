"""Which reader a file belongs to: the best claim of all readers, decided from the content."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.errors import UnknownName
from ripplemark.ingest.options import Options
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


def recognise(head: Head, options: Options) -> Recognised:
    """The reader that claims the file with most confidence, or the named one.

    Raises:
        NotRecognised: no reader claims it; says what the nearest ones miss.
        Undecided: two claims are equally sure.
        NotThatFormat: the named reader does not claim it.
    """
    if options.format:
        named = reader(options.format)
        match = named.recognise(head)
        if match is None:
            raise NotThatFormat(named.name, near_miss(named, head))
        return _mapped(Recognised(named, match), head, options)
    claims = [
        Recognised(each, match) for each in READERS if (match := each.recognise(head)) is not None
    ]
    if not claims:
        near = [words for each in READERS if (words := near_miss(each, head))]
        raise NotRecognised(near, [each.name for each in READERS])
    best = max(claim.match.confidence for claim in claims)
    top = [claim for claim in claims if claim.match.confidence == best]
    if len(top) > 1:
        raise Undecided(claim.reader.name for claim in top)
    return _mapped(top[0], head, options)


def near_miss(each: type[Reader], head: Head) -> str | None:
    """What keeps a reader from claiming a file that looks like its own; None where it does not."""
    return each.near_miss(head)


def _mapped(found: Recognised, head: Head, options: Options) -> Recognised:
    if options.mapping:
        found = Recognised(
            found.reader, found.reader.apply_mapping(found.match, head, options.mapping)
        )
    if found.match.header is not None:
        twice = duplicates(head.rows[found.match.header])
        if twice:
            raise DuplicateColumns(twice)
    return found
