"""Protect and commit: names become aliases, identities keyed hashes, and one rename makes the dataset visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyarrow as pa
from duckdb import ColumnExpression

from ripplemark import __version__, schema
from ripplemark.archive import (
    AlreadyHere,
    Archive,
    Counts,
    Package,
    Staging,
    Warned,
    dataset_id,
    input_hash,
    write_parquet,
)
from ripplemark.ingest import shape
from ripplemark.ingest.examine import Examination, report_of
from ripplemark.ingest.report import LINES, Report
from ripplemark.schema import Table
from ripplemark.vault import Vault

METHOD = "1"
"""Version of the conversion from cells to stored columns."""

_KEPT = frozenset(
    word for name in ("metric", "channel") for word in schema.ATTENTION.field(name).choices
)
"""Series names that are only schema words; they stay as they are."""


def refuse_known(archive: Archive, vault: Vault, sha256: str, replaces: str | None) -> None:
    """Raise AlreadyHere where this very input is visible and is not the one to be replaced."""
    known = input_hash(vault, sha256)
    for package in archive.datasets():
        if package.input == known and package.dataset_id != replaces and package.added_at:
            raise AlreadyHere(package.dataset_id, package.added_at)


def store(
    exam: Examination, archive: Archive, vault: Vault, staging: Staging, position: int
) -> Report:
    """Store the accepted rows as one dataset; the report says what was stored and under which id."""
    if exam.reading is None:
        raise ValueError("an examination with open questions cannot be stored")
    table = exam.reading.table
    known = input_hash(vault, exam.opened.sha256)
    select(exam, shape.Protection(vault.hex_key, known, frozenset(exam.options.keep)), vault)
    write_parquet(exam.intake.con, "stored", table, staging.folder)
    report = told(exam, position)
    package = _package(exam, report, vault, known)
    vault.remember_input(package.dataset_id, exam.opened.sha256, exam.opened.head.name)
    replaces = (exam.options.replaces,) if exam.options.replaces else ()
    archive.commit(staging, package, replaces)
    return replace(report, dataset_id=package.dataset_id)


def select(exam: Examination, protection: shape.Protection, vault: Vault | None) -> None:
    """Make the view ``stored`` from ``accepted``; without a vault names stay as they are and nothing may be written."""
    if exam.reading is None:
        return
    table, con = exam.reading.table, exam.intake.con
    present = con.table("cells").columns
    if vault is not None:
        given = vault.aliases(sorted(_names(exam, table)), _prefix(table))
        if given:
            con.from_arrow(
                pa.table({"name": list(given), "alias": list(given.values())})
            ).insert_into("aliases")
    con.view("accepted").select(*shape.stored(table, present, protection)).create_view("stored")


def told(exam: Examination, position: int) -> Report:
    """The report with what ``stored`` holds: rows, weight, first and last moment, series."""
    report = report_of(exam, position)
    if exam.reading is None:
        return report
    span = exam.intake.run(f"ingest/span_{exam.reading.table.name}").records()[0]
    return replace(
        report,
        rows_stored=span["row_count"],
        weight_stored=span["weight"],
        first_time=_moment(span["first_time"]),
        last_time=_moment(span["last_time"]),
        series=span["series"],
    )


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _prefix(table: Table) -> str:
    return "term" if table in (schema.ATTENTION, schema.SEARCH_RESULTS) else "label"


def _names(exam: Examination, table: Table) -> Iterable[str]:
    cells = exam.intake.con.table("cells")
    found: set[str] = set()
    for field in table.fields:
        if field.kind == "alias" and field.name in cells.columns:
            names = cells.select(ColumnExpression(field.name)).distinct().fetchall()
            found |= {name for (name,) in names if name is not None}
    return found - _KEPT


def _package(exam: Examination, report: Report, vault: Vault, known: str) -> Package:
    options, reading = exam.options, exam.reading
    title = vault.aliases([options.title], "dataset")[options.title] if options.title else None
    settings: dict[str, Any] = {
        "answers": exam.answers,
        "zone": exam.zone,
        "incident": options.incident,
        "scope": exam.scope,
        "channel": options.channel,
        "keep": sorted(options.keep),
        "mapped": bool(options.mapping),
    }
    return Package(
        dataset_id(
            vault,
            exam.found.reader.name,
            exam.opened.sha256,
            {**settings, "mapping": dict(options.mapping)},
        ),
        exam.found.reader.name,
        report.table or "",
        exam.scope,
        known,
        incident=options.incident,
        title=title,
        source=options.source or exam.found.reader.title,
        licence=options.licence,
        zone=exam.zone,
        options=settings,
        answers=exam.answers,
        counts=Counts(report.rows_read, report.rows_stored, report.rejected, report.weight_stored),
        warnings=tuple(
            Warned(
                each.code, each.message, None if exam.scope == "platform" else each.lines[:LINES]
            )
            for each in exam.cautions
        ),
        first_time=_read(report.first_time),
        last_time=_read(report.last_time),
        series=report.series,
        methods={"conversion": METHOD},
        provenance={
            "ripplemark": __version__,
            "reader": exam.found.reader.name,
            "query": reading.query if reading else "",
        },
    )


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
