"""Erase a dataset for good, with what the vault knows of it."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from ripplemark import schema
from ripplemark.archive import Archive, Package
from ripplemark.vault import Vault


def erase(archive: Archive, vault: Vault, dataset_id: str) -> None:
    """Delete the dataset, its input's record, and the names behind aliases that no other dataset uses.

    Raises:
        UnknownName: there is no such dataset, visible or in the trash.
    """
    every = (*archive.datasets(), *archive.trash())
    mine = {
        alias
        for each in every
        if each.dataset_id == dataset_id
        for alias in _aliases(archive, each)
    }
    others = {
        alias
        for each in every
        if each.dataset_id != dataset_id
        for alias in _aliases(archive, each)
    }
    archive.erase(dataset_id)
    vault.forget_input(dataset_id)
    vault.forget(mine - others)


def _aliases(archive: Archive, package: Package) -> set[str]:
    table = schema.table(package.table)
    names = [field.name for field in table.fields if field.kind == "alias"]
    found = {package.title} if package.title else set()
    path = _file(archive, package)
    if not names or path is None:
        return found
    for column in pq.read_table(path, columns=names).columns:
        found |= {value for value in column.unique().to_pylist() if value is not None}
    return found


def _file(archive: Archive, package: Package) -> Path | None:
    for place in ("datasets", "trash"):
        path = archive.root / place / package.dataset_id / package.file
        if path.is_file():
            return path
    return None
