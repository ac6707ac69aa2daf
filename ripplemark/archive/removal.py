"""Removing, restoring and erasing a dataset: one rename each, and a tombstone where it goes for good."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ripplemark.archive.belonging import check_alike
from ripplemark.archive.layout import Layout, ids
from ripplemark.archive.notation import after
from ripplemark.archive.package import Package
from ripplemark.archive.refusals import AlreadyHere, Damaged, Replaced
from ripplemark.archive.shelf import read_shelf, visible
from ripplemark.archive.tidying import changing, put_away, take_away
from ripplemark.archive.tombstones import bury, read_tombstones
from ripplemark.durable import sync
from ripplemark.errors import UnknownName


def remove(where: Layout, dataset_id: str) -> None:
    """Move a dataset to the trash; a damaged one too. UnknownName lists what can be removed."""
    known = ids(where.datasets)
    _known("dataset", dataset_id, known)
    with changing(where):
        _known("dataset", dataset_id, ids(where.datasets))
        put_away(where, dataset_id)


def remove_together(where: Layout, dataset_ids: Sequence[str]) -> int:
    """Move datasets to the trash in one change, in this order, each by a rename of its own; how many were moved.

    The shelf is read once for all of them. One that somebody else removed meanwhile is passed over.

    Raises:
        UnknownName: one of them is not here; nothing was moved.
        ArchiveError: as it comes; those moved before it stay in the trash.
    """
    known = ids(where.datasets)
    for each in dataset_ids:
        _known("dataset", each, known)
    with changing(where):
        here = set(ids(where.datasets))
        for each in (one for one in dataset_ids if one in here):
            put_away(where, each)
    return len(here.intersection(dataset_ids))


def restore(where: Layout, dataset_id: str) -> None:
    """Bring a dataset back from the trash.

    Raises:
        UnknownName: it is not in the trash; what is there is listed.
        AlreadyHere: its input is visible again, under whatever id.
        Replaced: the dataset that replaced it is visible.
        NotAlike: the datasets that have its collection's name by now are of another kind.
        Damaged: its descriptor cannot be read.
    """
    _known("dataset in the trash", dataset_id, ids(where.trash))
    with changing(where):
        _known("dataset in the trash", dataset_id, ids(where.trash))
        _may_return(where, dataset_id)
        os.rename(where.trash / dataset_id, where.datasets / dataset_id)
        sync(where.datasets)
        sync(where.trash)


def _may_return(where: Layout, dataset_id: str) -> None:
    shelf = read_shelf(where, where.trash)
    for finding in shelf.broken:
        if finding.subject == dataset_id:
            raise Damaged(dataset_id, finding.problem)
    package = next(each for each in shelf.packages if each.dataset_id == dataset_id)
    for each in visible(where):
        if each.input == package.input and each.added_at:
            raise AlreadyHere(each.dataset_id, each.added_at)
        if dataset_id in each.replaces and _is_later(each, package):
            raise Replaced(dataset_id, each.dataset_id)
    check_alike(package, visible(where))


def _is_later(one: Package, other: Package) -> bool:
    return one.added_at is None or other.added_at is None or one.added_at > other.added_at


def erase(where: Layout, dataset_id: str) -> None:
    """Delete a dataset for good, visible or in the trash; its id and the date stay in tombstones.json.

    The tombstone is written first; the files go with the housekeeping, or, where that was killed, when the archive is
    next opened or changed. What the vault knows of it (input, names that nothing else uses) is the caller's to forget.

    Raises:
        UnknownName: it is neither here nor in the trash.
        DamagedTombstones: the list of what was erased cannot be read.
    """
    _known("dataset", dataset_id, {*ids(where.datasets), *ids(where.trash)})
    with changing(where):
        _known("dataset", dataset_id, {*ids(where.datasets), *ids(where.trash)})
        read_tombstones(where)
        copies = _copies(where, dataset_id)
        # A tombstone cannot tell that it covers a folder without a readable date: that one goes first.
        for folder in (folder for folder, added_at in copies if added_at is None):
            take_away(where, folder)
        dates = [added_at for _, added_at in copies if added_at is not None]
        bury(
            where, dataset_id, after(where.stamp.now(), [*dates, *read_tombstones(where).values()])
        )


def _copies(where: Layout, dataset_id: str) -> list[tuple[Path, datetime | None]]:
    """Its folders, here and in the trash, with the date in each; None where the descriptor is damaged."""
    found = []
    for folder in (where.datasets, where.trash):
        dates = {p.dataset_id: p.added_at for p in read_shelf(where, folder).packages}
        if dataset_id in ids(folder):
            found.append((folder / dataset_id, dates.get(dataset_id)))
    return found


def _known(kind: str, dataset_id: str, valid: tuple[str, ...] | set[str]) -> None:
    if dataset_id not in valid:
        raise UnknownName(kind, dataset_id, sorted(valid))
