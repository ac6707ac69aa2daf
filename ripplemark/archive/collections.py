"""Collections: a name and one citation that many immutable datasets share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ripplemark.archive.comparing import Gap, Overlap, gaps, overlaps
from ripplemark.archive.package import Package


@dataclass(frozen=True, slots=True)
class Collection:
    """The datasets of one name, at least one, oldest first; they share format, table, scope, incident and citation."""

    name: str
    members: tuple[Package, ...]

    @property
    def like(self) -> Package:
        """The oldest member: what it shares with the others holds for all."""
        return self.members[0]

    @property
    def rows(self) -> int:
        """Rows stored, of all members."""
        return sum(each.counts.rows_stored for each in self.members)

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last time of any member; None where none has one."""
        firsts = [each.first_time for each in self.members if each.first_time]
        lasts = [each.last_time for each in self.members if each.last_time]
        return min(firsts, default=None), max(lasts, default=None)

    @property
    def uncompared(self) -> tuple[str, ...]:
        """Ids of members that do not say what they cover: of these neither gaps nor overlaps are known."""
        return tuple(
            each.dataset_id
            for each in self.members
            if each.coverage is None
            or not (each.coverage.strands or each.coverage.by in ("rows", "series"))
        )

    def gaps(self) -> tuple[Gap, ...]:
        """What no member covers between the first and the last that is covered, in order of time."""
        return gaps(self.members)

    def overlaps(self) -> tuple[Overlap, ...]:
        """What two members hold twice, in order of time, then where rows are shared."""
        return overlaps(self.members)


def collections(packages: Iterable[Package]) -> tuple[Collection, ...]:
    """The collections that these datasets (oldest first) make up, in the order of their first members."""
    of: dict[str, list[Package]] = {}
    for each in packages:
        if each.collection is not None:
            of.setdefault(each.collection, []).append(each)
    return tuple(Collection(name, tuple(members)) for name, members in of.items())


def shelved(packages: Sequence[Package]) -> tuple[Package | Collection, ...]:
    """Datasets and collections as a list shows them: a collection stands once, where its oldest member stood."""
    found = {each.name: each for each in collections(packages)}
    listed: dict[str, Package | Collection] = {}
    for each in packages:
        if each.collection is None:
            listed[f"dataset {each.dataset_id}"] = each
        else:
            listed[f"collection {each.collection}"] = found[each.collection]
    return tuple(listed.values())
