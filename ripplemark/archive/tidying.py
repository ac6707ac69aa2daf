"""Finishing what a killed process left, and the housekeeping after a change. Nothing here alters what is visible."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ripplemark.archive.answers import keep_answers
from ripplemark.archive.layout import Layout, ids
from ripplemark.archive.refusals import NotWritable, in_words
from ripplemark.archive.shelf import read_shelf, replaced
from ripplemark.archive.states import remember
from ripplemark.durable import PART, hold, locked, sync
from ripplemark.errors import ArchiveError
from ripplemark.paths import is_bundled


@contextmanager
def alone(where: Layout) -> Iterator[None]:
    """The archive's folders exist, and nobody else changes anything until the block ends.

    Raises:
        ArchiveError: the archive is a bundled one, the folder cannot be written, the disk is full ...; whatever the block refuses passes through.
    """
    if is_bundled(where.root):
        raise NotWritable
    with in_words():
        where.prepare()
        with locked(where.lock):
            yield


@contextmanager
def changing(where: Layout) -> Iterator[None]:
    """The same for a change of what is visible: tidied before, tidied and written down after."""
    with alone(where):
        tidy(where)
        yield
        tidy(where)


def tidy(where: Layout) -> None:
    """Every step as far as the disk lets it; a step that fails is repeated before the next change."""
    for step in (
        _finish_erasures,
        _shelve_replaced,
        _sweep_parts,
        remember,
        keep_answers,
        _sweep_staging,
    ):
        with suppress(OSError):
            step(where)


def tidy_on_opening(where: Layout) -> None:
    """Finish an interrupted erasure and sweep what a killed process left, where there is any and it can be done."""
    shelves = (where.datasets, where.trash) if where.tombstones.exists() else ()
    waiting = any(read_shelf(where, folder).erased for folder in shelves)
    if waiting or (where.staging.is_dir() and os.listdir(where.staging)):
        with suppress(ArchiveError), changing(where):
            pass


def discard(where: Layout, folder: Path) -> None:
    """Take a dataset's folder out of sight by one rename, then delete it."""
    shutil.rmtree(take_away(where, folder))


def take_away(where: Layout, folder: Path) -> Path:
    """Take a dataset's folder out of sight; where it lies now it is swept at the next occasion."""
    aside = where.staging / f"gone-{secrets.token_hex(8)}"
    os.rename(folder, aside)
    sync(folder.parent)
    return aside


def _finish_erasures(where: Layout) -> None:
    if not where.tombstones.exists():
        return
    for folder in (where.datasets, where.trash):
        for package in read_shelf(where, folder).erased:
            discard(where, folder / package.dataset_id)


def _shelve_replaced(where: Layout) -> None:
    here = read_shelf(where, where.datasets).packages
    for package in replaced(here):
        put_away(where, package.dataset_id)
    for name in {package.dataset_id for package in here} & set(ids(where.trash)):
        if (where.datasets / name).is_dir():
            discard(where, where.trash / name)


def put_away(where: Layout, dataset_id: str) -> None:
    """Move a dataset to the trash by one rename; an older copy there gives way."""
    if (where.trash / dataset_id).is_dir():
        discard(where, where.trash / dataset_id)
    os.rename(where.datasets / dataset_id, where.trash / dataset_id)
    sync(where.datasets)
    sync(where.trash)


def _sweep_parts(where: Layout) -> None:
    for folder in (where.root, where.decisions, where.states, *where.answers.glob("*")):
        for part in folder.glob(f".*{PART}"):
            part.unlink()


def _sweep_staging(where: Layout) -> None:
    for entry in where.staging.iterdir():
        handle = hold(entry)
        if handle is not None:
            try:
                shutil.rmtree(entry)
            finally:
                os.close(handle)
