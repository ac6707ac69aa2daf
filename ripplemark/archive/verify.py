"""Looking for damage: everything for ``verify``, and what readers leave out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ripplemark.archive.decisions import read_decisions
from ripplemark.archive.layout import Layout
from ripplemark.archive.package import Package
from ripplemark.archive.refusals import Damaged
from ripplemark.archive.shelf import Finding, age, counting, read_shelf, steadily, visible
from ripplemark.archive.soundness import problem
from ripplemark.archive.states import recall, written
from ripplemark.archive.tombstones import DamagedTombstones, read_tombstones


def verify(where: Layout) -> tuple[Finding, ...]:
    """Everything that is wrong: every byte of every file is read, of the trash too; nothing wrong gives nothing."""
    found = _everything(where)
    # A file that another process moved while we looked is not damaged: what was found is looked at again.
    return steadily(where, lambda: _everything(where)) if found else found


def _everything(where: Layout) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for folder in (where.datasets, where.trash):
        shelf = read_shelf(where, folder)
        found += shelf.broken
        found += _files(folder, shelf.packages, whole=True)
    return (*found, *read_decisions(where)[1], *_states(where), *_tombstones(where))


def quarantined(where: Layout) -> tuple[Finding, ...]:
    """What readers leave out because it is damaged: datasets whose file or descriptor is, and decisions."""
    return steadily(where, lambda: _left_out(where))


def _left_out(where: Layout) -> tuple[Finding, ...]:
    shelf = read_shelf(where, where.datasets)
    damaged = _files(where.datasets, counting(shelf.packages), whole=False)
    return (*shelf.broken, *damaged, *read_decisions(where)[1])


def files(where: Layout, table: str, fingerprint: str | None = None) -> list[Path]:
    """The undamaged Parquet files of a table, oldest first: now, or in the state of this fingerprint."""
    return steadily(where, lambda: _sound(where, table, fingerprint))


def _sound(where: Layout, table: str, fingerprint: str | None) -> list[Path]:
    places = [(package, where.datasets) for package in visible(where)]
    if fingerprint is not None:
        pinned = recall(where, fingerprint).datasets
        places = [each for each in _everywhere(where) if each[0].dataset_id in pinned]
    return [
        folder / package.dataset_id / package.file
        for package, folder in places
        if package.table == table and not problem(folder / package.dataset_id, package)
    ]


def _everywhere(where: Layout) -> list[tuple[Package, Path]]:
    """Every dataset that can still be read, oldest first, with the folder that it lies in."""
    here = [
        (package, folder)
        for folder in (where.trash, where.datasets)
        for package in read_shelf(where, folder).packages
    ]
    return sorted(here, key=lambda each: age(each[0]))


def _files(folder: Path, packages: Iterable[Package], whole: bool) -> list[Finding]:
    looked = (
        (each, problem(os.path.join(folder, each.dataset_id), each, whole)) for each in packages
    )
    return [Finding(each.dataset_id, each.file, wrong) for each, wrong in looked if wrong]


def _states(where: Layout) -> tuple[Finding, ...]:
    found = []
    for fingerprint in written(where):
        try:
            recall(where, fingerprint)
        except Damaged as error:
            found.append(Finding(fingerprint, f"{fingerprint}.json", error.problem))
    return tuple(found)


def _tombstones(where: Layout) -> tuple[Finding, ...]:
    try:
        read_tombstones(where)
    except DamagedTombstones:
        return (Finding("archive", where.tombstones.name, "cannot be read"),)
    return ()
