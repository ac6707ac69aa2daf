"""Where answers about a large archive's items are kept (engine/answers.py), and until when: as long as its data stay the same.

The folder is named by the datasets of items and requests that are visible, with the hashes of their files. Decisions do not
change what these hold; whatever adds, removes or erases a dataset leaves the answers before it behind, and they are deleted.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from ripplemark import schema
from ripplemark.archive.layout import Layout
from ripplemark.archive.notation import Json, as_bytes
from ripplemark.archive.package import Package
from ripplemark.archive.shelf import visible
from ripplemark.paths import is_bundled
from ripplemark.readers import READERS

MANY = 100_000
"""Rows of items from which on answers are kept; fewer are counted as fast as an answer is read."""
_WATCHES = {each.name: each.watches for each in READERS}
_TABLES = (schema.MODERATION.name, schema.REQUESTS.name)


def folder_of(where: Layout, packages: Iterable[Package]) -> Path | None:
    """The folder of the answers that hold for these datasets; None where they are few, or the archive is a bundled one."""
    held = sorted((each for each in packages if each.table in _TABLES), key=_name)
    rows = sum(each.counts.rows_stored for each in held)
    if rows < MANY or is_bundled(where.root):
        return None
    facts = [_facts(each) for each in held]
    return where.answers / hashlib.sha256(as_bytes(facts)).hexdigest()[:16]


def keep_answers(where: Layout) -> None:
    """Make the folder of what is visible now, and delete those of what was; called while the archive is being changed."""
    now = folder_of(where, visible(where))
    if where.answers.is_dir():
        for folder in where.answers.iterdir():
            if folder != now:
                shutil.rmtree(folder, ignore_errors=True)
    if now is not None:
        now.mkdir(mode=0o700, parents=True, exist_ok=True)


def _facts(package: Package) -> Json:
    """Everything of a dataset on which an answer rests: its bytes, and how its rows are understood."""
    return (
        package.dataset_id,
        package.sha256,
        package.format,
        package.scope,
        package.zone,
        package.answers,
        tuple(_WATCHES.get(package.format, ())),
    )


def _name(package: Package) -> str:
    return package.dataset_id
