"""The archive: a folder of immutable datasets and decisions that is whole at every moment.

A dataset is a folder that is by itself a Frictionless Data Package. It becomes visible by one rename, leaves by one
rename, and can be restored or erased for good. Whatever is killed, cut off or refused leaves the archive as it was
before, or as it should be afterwards; a later change finishes the housekeeping.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from ripplemark import schema
from ripplemark.archive import answers as _answers
from ripplemark.archive import commit as _commit
from ripplemark.archive import decisions as _decisions
from ripplemark.archive import incidents as _incidents
from ripplemark.archive import removal as _removal
from ripplemark.archive import snapshot as _snapshot
from ripplemark.archive import states as _states
from ripplemark.archive import verify as _verify
from ripplemark.archive.belonging import BadCollectionName, NotAlike
from ripplemark.archive.collections import Collection, collections, shelved
from ripplemark.archive.commit import Staging, write_parquet
from ripplemark.archive.decisions import Decision
from ripplemark.archive.descriptor import load
from ripplemark.archive.incidents import BadCode
from ripplemark.archive.layout import STAMP, Layout, Stamp, check_readable
from ripplemark.archive.notation import Json
from ripplemark.archive.package import Counts, Package, Scope, Warned, dataset_id, input_hash
from ripplemark.archive.refusals import (
    AlreadyHere,
    Damaged,
    DiskFull,
    Frozen,
    NotWritable,
    Replaced,
)
from ripplemark.archive.shelf import Finding, read_shelf, visible
from ripplemark.archive.snapshot import Snapshot
from ripplemark.archive.states import State
from ripplemark.archive.tidying import changing, tidy_on_opening
from ripplemark.archive.unchanged import kept
from ripplemark.errors import UnknownName

__all__ = [
    "AlreadyHere",
    "Archive",
    "BadCode",
    "BadCollectionName",
    "Collection",
    "Counts",
    "Damaged",
    "Decision",
    "DiskFull",
    "Finding",
    "Frozen",
    "Json",
    "NotAlike",
    "NotWritable",
    "Package",
    "Replaced",
    "Scope",
    "Snapshot",
    "Staging",
    "Stamp",
    "State",
    "Warned",
    "dataset_id",
    "input_hash",
    "load",
    "shelved",
    "write_parquet",
]


class Archive:
    """One archive folder. A folder that does not exist is an empty archive, and is made by the first change.

    Every change may raise an ArchiveError in words (read-only, disk full ...), and then nothing has changed; opening
    raises one where ``root`` is no folder, or may not be read.
    """

    def __init__(self, root: Path, stamp: Stamp = STAMP) -> None:
        self._where = Layout(root, stamp)
        check_readable(self._where)
        tidy_on_opening(self._where)

    @property
    def root(self) -> Path:
        """The archive's folder, which may not exist yet."""
        return self._where.root

    @property
    def now(self) -> datetime:
        """The moment with which a change made now would be stamped, in UTC."""
        return self._where.stamp.now()

    # Datasets

    def stage(self) -> AbstractContextManager[Staging]:
        """A fresh folder to write ``<table>.parquet`` into; gone when the block ends, unless it was committed."""
        return _commit.stage(self._where)

    def commit(self, staging: Staging, package: Package, replaces: Sequence[str] = ()) -> str:
        """Make the staged file visible by one rename, move what it replaces to the trash; the dataset's id.

        Raises:
            AlreadyHere: the input is visible, whatever its options, and is not among ``replaces``.
            UnknownName: ``replaces`` names something that is not visible.
            NotAlike: it differs from the other datasets of its collection.
        """
        return _commit.commit(self._where, staging, package, replaces).dataset_id

    def datasets(self) -> tuple[Package, ...]:
        """The visible datasets, oldest first."""
        return kept(self._where, "datasets", lambda: visible(self._where))

    def dataset(self, dataset_id: str) -> Package:
        """One visible dataset; UnknownName lists the others."""
        here = {package.dataset_id: package for package in self.datasets()}
        if dataset_id not in here:
            raise UnknownName("dataset", dataset_id, here)
        return here[dataset_id]

    def collections(self) -> tuple[Collection, ...]:
        """The collections that visible datasets make up, in the order of their first members."""
        return kept(self._where, "collections", lambda: collections(self.datasets()))

    def collection(self, name: str) -> Collection:
        """One collection; UnknownName lists the others."""
        here = {each.name: each for each in self.collections()}
        if name not in here:
            raise UnknownName("collection", name, here)
        return here[name]

    def holder(self, input: str) -> Package | None:
        """The visible dataset that was read from the input of this keyed hash; None where none was."""
        return next((package for package in self.datasets() if package.input == input), None)

    def trash(self) -> tuple[Package, ...]:
        """Datasets that were removed or replaced and can be restored, oldest first."""
        return read_shelf(self._where, self._where.trash).packages

    def remove(self, dataset_id: str) -> None:
        """Move a dataset to the trash; UnknownName lists what can be removed."""
        _removal.remove(self._where, dataset_id)

    def remove_together(self, dataset_ids: Sequence[str]) -> int:
        """Move datasets to the trash in one change, in this order; how many. UnknownName where one of them is not here."""
        return _removal.remove_together(self._where, dataset_ids)

    def restore(self, dataset_id: str) -> None:
        """Bring a dataset back from the trash; AlreadyHere, Replaced or NotAlike where it may not come back."""
        _removal.restore(self._where, dataset_id)

    def erase(self, dataset_id: str) -> None:
        """Delete a dataset for good, from the trash too; only its id and the date stay. The vault is not touched."""
        _removal.erase(self._where, dataset_id)

    # Decisions and incidents

    def decide(
        self,
        incident: str | None,
        key: str,
        value: Json,
        *,
        subject: str | None = None,
        undoes: str | None = None,
    ) -> Decision:
        """Write one decision about an incident, or about the whole archive (None); the latest counts.

        Raises:
            UnknownName: no such incident, or the key has choices and the value is none of them.
            Frozen: ``undoes`` names an analysis plan.
        """
        if undoes is None:
            _incidents.check_known(self._where, incident)
            _incidents.check_choice(key, value)
        elif undoes not in (made := {each.decision_id for each in self.decisions()}):
            raise UnknownName("decision", undoes, sorted(made))
        elif any(
            each.decision_id == undoes and each.key == _decisions.PLAN for each in self.decisions()
        ):
            raise Frozen
        with changing(self._where):
            return _decisions.write_decision(self._where, incident, subject, key, value, undoes)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision ever made, oldest first, undone ones and undoings included."""
        return kept(self._where, "decisions", lambda: _decisions.read_decisions(self._where)[0])

    def decision(
        self, incident: str | None, key: str, default: Json = None, *, subject: str | None = None
    ) -> Json:
        """The value that counts now: the latest that was not undone, else the incident's first value, else ``default``."""
        return _decisions.value_of(self.decisions(), incident, subject, key, default)

    def undo(self, decision_id: str) -> Decision:
        """Take a decision back by another; undoing that one brings it back. UnknownName where there is none."""
        old = next((each for each in self.decisions() if each.decision_id == decision_id), None)
        incident, key = (old.incident, old.key) if old else (None, "")
        subject = old.subject if old else None
        return self.decide(incident, key, None, subject=subject, undoes=decision_id)

    def incidents(self) -> tuple[str, ...]:
        """The codes that exist, sorted: created and not undone, or named by a visible dataset."""
        return kept(self._where, "incidents", lambda: _incidents.codes(self._where))

    def new_incident(self, kind: str = "other", zone: str | None = None, **values: Json) -> str:
        """Create an incident under a drawn code word, in one decision that holds its first values; the code.

        ``zone`` becomes ``home_zone``; other values go by their keys (``verdict``, ``sensitivity`` ...).
        """
        return _incidents.draw(self._where, {"kind": kind, "home_zone": zone, **values})

    def ensure_incident(
        self, code: str, kind: str = "other", zone: str | None = None, **values: Json
    ) -> bool:
        """Create an incident under a given code unless it exists; True where it was created. BadCode for no code."""
        return _incidents.ensure(self._where, code, {"kind": kind, "home_zone": zone, **values})

    # What readers see

    def snapshot(self) -> Snapshot:
        """The visible datasets and the decisions as they are now, read once."""
        return kept(self._where, "snapshot", lambda: _snapshot.take(self._where))

    def fingerprint(self) -> str:
        """12 hexadecimal digits over the visible dataset ids and the decision ids."""
        return self.state().fingerprint

    def state(self, fingerprint: str | None = None) -> State:
        """The state that the archive is in, or was in under this fingerprint; UnknownName where it never was."""
        if fingerprint is None:
            return kept(self._where, "state", lambda: _states.current(self._where))
        return _states.recall(self._where, fingerprint)

    def files(self, table: str, fingerprint: str | None = None) -> list[Path]:
        """The Parquet files of a table, oldest first, without damaged ones: those visible now, or in an earlier state.

        Datasets of an earlier state are read from the trash where they lie there; erased ones are left out.
        """
        schema.table(table)
        return _verify.files(self._where, table, fingerprint)

    def answers(self) -> Path | None:
        """The folder in which answers about the visible items are kept; None where the items are few."""
        return _answers.folder_of(self._where, self.datasets())

    def verify(self) -> tuple[Finding, ...]:
        """Everything that is damaged, found by reading every byte; nothing wrong gives nothing."""
        return _verify.verify(self._where)

    def quarantined(self) -> tuple[Finding, ...]:
        """What readers leave out because it is damaged, so that a page can say so."""
        return _verify.quarantined(self._where)
