"""What the datasets of a collection leave open between them, and what two of them both hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ripplemark.archive.coverage import By, Key, counts, spoken
from ripplemark.archive.package import Package
from ripplemark.archive.spans import Doubled, Span, doubled, holes, merged


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between members that none covers. ``of`` says for which series or platforms; empty: for all of them."""

    start: datetime
    end: datetime
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two members both hold: a stretch, and of which series or platforms; or ``rows``, where time does not tell.

    ``first`` is the older dataset. ``sure`` is False where both cover the same days of a platform but were read through
    filters, which may have let different rows pass. Of ``by`` series the same bins stand twice, but nothing adds them up.
    """

    first: str
    second: str
    start: datetime | None = None
    end: datetime | None = None
    of: tuple[str, ...] = ()
    rows: int | None = None
    sure: bool = True
    by: By = "rows"


def gaps(members: Sequence[Package]) -> tuple[Gap, ...]:
    """What no member covers between the first and the last that is covered, in order of time.

    A series, or a platform's figures, has gaps of its own. Files that have a day of their own leave one only where
    no member has the day: a platform without a row on a day may have decided nothing.
    """
    groups: dict[Key, list[Span]] = {}
    for key, spans in _covered(members):
        groups.setdefault(key, []).extend(spans)
    missing: dict[Span, list[Key]] = {}
    for key in sorted(groups):
        for hole in holes(groups[key]):
            missing.setdefault(hole, []).append(key)
    return tuple(
        Gap(*hole, () if len(of) == len(groups) else _names(members, of))
        for hole, of in sorted(missing.items())
    )


def overlaps(members: Sequence[Package]) -> tuple[Overlap, ...]:
    """What two members hold twice, in order of time, then where rows are shared."""
    order = {each.dataset_id: at for at, each in enumerate(members)}
    filtered = {each.dataset_id for each in members if each.options.get("filters")}
    by_of = {each.dataset_id: _by(each) for each in members}
    found: dict[Doubled, list[str]] = {}
    for (by, key), covers in _by_key(members).items():
        for each in doubled(covers):
            found.setdefault(each, []).append(spoken(by, key))
    stretches = [
        Overlap(
            each.first,
            each.second,
            each.start,
            each.end,
            tuple(dict.fromkeys(sorted(of))),
            sure=not {each.first, each.second} & filtered,
            by=by_of[each.second],
        )
        for each, of in sorted(found.items())
    ]
    shared = [
        Overlap(other, each.dataset_id, rows=rows)
        for each in members
        if each.coverage
        for other, rows in each.coverage.shared.items()
        if other in order
    ]
    return (*stretches, *shared)


def _by(package: Package) -> By:
    return package.coverage.by if package.coverage else "rows"


def _names(members: Sequence[Package], keys: Iterable[Key]) -> tuple[str, ...]:
    """Keys as a person is told them; the members of a collection are alike, so the first says how."""
    by = _by(members[0])
    return tuple(dict.fromkeys(spoken(by, key) if by == "series" else key[0] for key in keys))


def _covered(members: Iterable[Package]) -> list[tuple[Key, tuple[Span, ...]]]:
    """The spans by what can have gaps of its own: a series, a platform's figures, or the files as a whole."""
    found: list[tuple[Key, tuple[Span, ...]]] = []
    for each in members:
        by = _by(each)
        for strand in each.coverage.strands if each.coverage else ():
            if by == "day":
                keys: Iterable[Key] = [()]
            else:
                keys = strand.keys if by == "series" else {key[:1] for key in strand.keys}
            found += [(key, strand.spans) for key in keys]
    return found


def _by_key(members: Sequence[Package]) -> dict[tuple[By, Key], dict[str, list[Span]]]:
    """The spans of each member by what is counted; only of members that share time with another one."""
    whole = {
        each.dataset_id: merged(s for strand in each.coverage.strands for s in strand.spans)
        for each in members
        if each.coverage
    }
    near = {id_ for each in doubled(whole) for id_ in (each.first, each.second)}
    found: dict[tuple[By, Key], dict[str, list[Span]]] = {}
    for each in members:
        if each.dataset_id not in near or each.coverage is None:
            continue
        by = each.coverage.by
        for strand in each.coverage.strands:
            for key in strand.keys:
                if counts(by, key):
                    found.setdefault((by, key), {}).setdefault(each.dataset_id, []).extend(
                        strand.spans
                    )
    return found
