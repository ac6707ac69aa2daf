"""Stretches of time, exactly: what is covered, what is left open between, what two owners both cover.

A span is half-open, from its first moment up to but not including its last. Nothing is rounded: two spans that touch
leave no gap and share nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

Span: TypeAlias = tuple[datetime, datetime]
"""From (included), up to (not included); an end at or before the start covers nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Doubled:
    """A stretch that two owners both cover; ``first`` stands before ``second`` in the order in which they were given."""

    start: datetime
    end: datetime
    first: str
    second: str


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same moments in as few spans as possible, in order: none overlap, none touch. Nothing gives nothing."""
    found: list[Span] = []
    for start, end in sorted(each for each in spans if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def holes(spans: Iterable[Span]) -> tuple[Span, ...]:
    """What lies between the first and the last moment and is covered by none, in order."""
    whole = merged(spans)
    return tuple((before[1], after[0]) for before, after in pairwise(whole))


def doubled(covers: Mapping[str, Iterable[Span]]) -> tuple[Doubled, ...]:
    """Every stretch that two owners cover, for each pair of owners as few as possible, in order of time.

    What one owner covers twice is not doubled. Time grows with the number of spans and of the overlaps found.
    """
    order = {owner: at for at, owner in enumerate(covers)}
    every = sorted(
        (start, end, order[owner], owner)
        for owner, spans in covers.items()
        for start, end in merged(spans)
    )
    shared: dict[tuple[str, str], list[Span]] = {}
    active: list[tuple[datetime, str]] = []
    for start, end, _, owner in every:
        active = [each for each in active if each[0] > start]
        for until, other in active:
            first, second = sorted((owner, other), key=order.__getitem__)
            shared.setdefault((first, second), []).append((start, min(end, until)))
        active.append((end, owner))
    return tuple(
        sorted(
            Doubled(start, end, first, second)
            for (first, second), spans in shared.items()
            for start, end in merged(spans)
        )
    )
