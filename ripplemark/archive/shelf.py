"""Which datasets are there, and which of them are visible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from ripplemark.archive.descriptor import DESCRIPTOR, load
from ripplemark.archive.layout import Layout, ids
from ripplemark.archive.package import Package
from ripplemark.archive.refusals import Damaged
from ripplemark.archive.tombstones import is_erased, tombstones

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LOOKS = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in an archive: whose (a dataset's or decision's id, or a file of the archive), which file, what."""

    subject: str
    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The datasets in one folder, oldest first; those whose descriptor cannot be read; those that a tombstone covers."""

    packages: tuple[Package, ...]
    broken: tuple[Finding, ...]
    erased: tuple[Package, ...] = ()


def read_shelf(where: Layout, folder: Path) -> Shelf:
    """What lies in ``datasets`` or ``trash``: one list even while another process moves things."""
    shelf = steadily(where, lambda: _read(folder, ids(folder)))
    stones = tombstones(where)
    erased = tuple(package for package in shelf.packages if is_erased(package, stones))
    kept = [package for package in shelf.packages if package not in erased]
    return Shelf(tuple(sorted(kept, key=age)), shelf.broken, erased)


def steadily(where: Layout, look: Callable[[], T]) -> T:
    """What ``look`` finds, looked at again where another process moved a dataset in or out meanwhile."""
    for _ in range(_LOOKS):
        before = ids(where.datasets), ids(where.trash)
        found = look()
        if (ids(where.datasets), ids(where.trash)) == before:
            break
    return found


def _read(folder: Path, names: Iterable[str]) -> Shelf:
    packages, broken = [], []
    for name in names:
        try:
            packages.append(load(folder / name))
        except Damaged as error:
            broken.append(Finding(name, DESCRIPTOR, error.problem))
    return Shelf(tuple(packages), tuple(broken))


def visible(where: Layout) -> tuple[Package, ...]:
    """The datasets that count, oldest first: in place, whole, not erased, not replaced by a later one."""
    return counting(read_shelf(where, where.datasets).packages)


def counting(packages: tuple[Package, ...]) -> tuple[Package, ...]:
    """Those that no later one replaces; ``packages`` come oldest first."""
    hidden = {package.dataset_id for package in replaced(packages)}
    return tuple(package for package in packages if package.dataset_id not in hidden)


def replaced(packages: tuple[Package, ...]) -> tuple[Package, ...]:
    """Those that a later one names in ``replaces``; ``packages`` come oldest first."""
    later: set[str] = set()
    hidden = []
    for package in reversed(packages):
        if package.dataset_id in later:
            hidden.append(package)
        later.update(package.replaces)
    return tuple(hidden)


def age(package: Package) -> tuple[datetime, str]:
    """What datasets are sorted by: when they were added, then their id."""
    return package.added_at or _LONG_AGO, package.dataset_id
