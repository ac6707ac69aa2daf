"""Protect and commit: names become aliases, identities keyed hashes, and one rename makes the dataset visible."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from duckdb import ColumnExpression as Cell

from ripplemark import schema
from ripplemark.archive import AlreadyHere, Archive, Package, input_hash, write_parquet
from ripplemark.archive.decisions import CREATED
from ripplemark.archive.refusals import in_words
from ripplemark.ingest import shape
from ripplemark.ingest.appending import after, check_member, foretold, membership
from ripplemark.ingest.describing import described
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.report import Report
from ripplemark.schema import Table
from ripplemark.vault import Vault

_KEPT = tuple(
    word for name in ("metric", "channel") for word in schema.ATTENTION.field(name).choices
)
"""Series names that are only schema words; they stay as they are."""


def refuse_known(archive: Archive, vault: Vault, sha256: str, replaces: str | None) -> None:
    """Raise AlreadyHere where this very input is visible and is not the one to be replaced.

    An input whose hash is not known yet, as it is taken while the rows are read, is not refused.
    """
    if not sha256:
        return
    known = input_hash(vault, sha256)
    for package in archive.datasets():
        if package.input == known and package.dataset_id != replaces and package.added_at:
            raise AlreadyHere(package.dataset_id, package.added_at)


def known_as(archive: Archive, vault: Vault, sha256: str) -> Package | None:
    """The visible dataset that was read from this input, as the vault remembers; makes no key and no folder."""
    for package in archive.datasets():
        kept = vault.input_of(package.dataset_id)
        if kept is not None and kept.sha256 == sha256:
            return package
    return None


def rehearse(exam: Examination, archive: Archive, position: int) -> Report:
    """The report of what would be stored. NotAlike where the file may not join the collection that is named."""
    rows = exam.intake.con.table("accepted")
    rows.select(*shape.stored(exam.table, exam.present, shape.REHEARSAL)).create_view("stored")
    return foretold(exam, archive, _codes(exam), told(exam, position))


def store(exam: Examination, archive: Archive, vault: Vault, folder: Path, position: int) -> Report:
    """Store the accepted rows as one dataset; the report says what was stored and under which id.

    ``folder`` is private and empty: the table is written there first, so that the archive is not touched before all
    of it is there.

    Raises:
        NotAlike: the file may not join the collection that is named.
        AlreadyHere: this very input, whose hash is known only now, is in the archive.
        ArchiveError: the archive cannot take it.
    """
    check_member(exam, archive, _codes(exam))
    kept = frozenset(exam.options.keep)
    known = "" if exam.digest else input_hash(vault, exam.sha256)
    rolled = exam.found.reader.rolls
    _protect(exam, vault, shape.Protection(vault.hex_key, known, kept, rolled=rolled))
    written = write_parquet(exam.intake.con, "protected", exam.table, folder)
    exam.intake.con.read_parquet(str(written)).create_view("stored")
    report = told(exam, position)
    if exam.digest:  # taken while the rows were written: only an item of its own line is known by it, and here is none
        refuse_known(archive, vault, exam.sha256, exam.options.replaces)
        known = input_hash(vault, exam.sha256)
    package = described(exam, report, vault, known)
    package = membership(package, exam, archive, written, _codes(exam))
    new = [code for code in _codes(exam) if code not in archive.incidents()]
    vault.remember_input(package.dataset_id, exam.sha256, exam.opened.head.name)
    with archive.stage() as staging:
        with in_words():
            shutil.copyfile(written, staging.folder / written.name)
        archive.commit(staging, package, package.replaces)
    for code in new:
        _create(archive, code, exam.options.zone)
    report = replace(report, dataset_id=package.dataset_id)
    return after(report, package, archive, exam.zone.name)


def _create(archive: Archive, code: str, zone: str | None) -> None:
    """Create an incident that was new before the commit; one that the dataset names exists by then, undecided."""
    if not archive.ensure_incident(code, zone=zone):
        first = {"kind": "other", "home_zone": zone}
        archive.decide(code, CREATED, {key: value for key, value in first.items() if value})


def _protect(exam: Examination, vault: Vault, protection: shape.Protection) -> None:
    """Make the view ``protected``: a name without an alias becomes NULL, never itself."""
    con, table = exam.intake.con, exam.table
    named = [
        each.name for each in table.fields if each.kind == "alias" and each.name in exam.present
    ]
    names = sorted(_names(exam, named) - set(_KEPT))
    aliases = vault.aliases(names, _prefix(table)) | {word: word for word in _KEPT}
    columns = {"name": list(aliases), "alias": list(aliases.values())}
    exam.intake.register({"aliases": pa.table(columns)})
    rows = con.table("accepted")
    for name in named:
        given = con.table("aliases").select(
            Cell("name").alias(f"{name}_name"), Cell("alias").alias(f"{name}_alias")
        )
        rows = rows.join(given, Cell(name) == Cell(f"{name}_name"), how="left")
    rows.select(*shape.stored(table, exam.present, protection)).create_view("protected")


def _prefix(table: Table) -> str:
    return "term" if table in (schema.ATTENTION, schema.SEARCH_RESULTS) else "label"


def _names(exam: Examination, columns: list[str]) -> set[str]:
    """Every name that stands in one of these columns of an accepted row."""
    rows = exam.intake.con.table("accepted")
    found = (rows.select(Cell(name)).distinct().fetchall() for name in columns)
    return {name for each in found for (name,) in each if name is not None}


def _codes(exam: Examination) -> list[str]:
    """The incidents that stored rows belong to."""
    if exam.scope == "platform" or "incident" not in exam.present:
        return []
    return sorted(_names(exam, ["incident"]))


def told(exam: Examination, position: int) -> Report:
    """The report with what ``stored`` holds: rows, weight, first and last moment, series."""
    span = exam.intake.run(f"ingest/span_{exam.table.name}").records()[0]
    return replace(
        exam.report(position),
        rows_stored=span["row_count"],
        weight_stored=span["weight"],
        first_time=_moment(span["first_time"]),
        last_time=_moment(span["last_time"]),
        series=span["series"],
    )


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
