"""What the archive is told about a dataset: where it is from, how it was read, what is in it; no name, no cell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ripplemark import __version__
from ripplemark.archive import Counts, Package, Warned, dataset_id
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.publisher import publisher
from ripplemark.ingest.report import LINES, Report
from ripplemark.vault import Vault

METHOD = "1"
"""Version of the conversion from cells to stored columns."""


def described(exam: Examination, report: Report, vault: Vault, known: str) -> Package:
    """The package of what was read; ``known`` is the keyed hash of the input."""
    options, reader = exam.options, exam.found.reader
    settings = _settings(exam)
    hashed = {**settings, **_private(exam), "mapping": dict(options.mapping)}
    title = vault.aliases([options.title], "dataset")[options.title] if options.title else None
    return Package(
        dataset_id(vault, reader.name, exam.sha256, hashed),
        reader.name,
        exam.table.name,
        exam.scope,
        known,
        incident=options.incident,
        title=title,
        source=publisher("source", options.source) or reader.title,
        licence=publisher("licence", options.licence),
        zone=exam.zone.name,
        options=settings,
        answers=exam.told_answers,
        counts=Counts(report.rows_read, report.rows_stored, report.rejected, report.weight_stored),
        warnings=_warnings(exam),
        first_time=_read(report.first_time),
        last_time=_read(report.last_time),
        series=report.series,
        methods={"conversion": METHOD},
        provenance={
            "ripplemark": __version__,
            "reader": reader.name,
            "query": exam.reading.query if exam.reading else "",
            **({"simulated": True} if options.simulated else {}),
        },
        replaces=(options.replaces,) if options.replaces else (),
    )


def _settings(exam: Examination) -> dict[str, Any]:
    """Everything that changes what is stored."""
    return {
        "answers": exam.told_answers,
        "zone": exam.zone.name,
        "incident": exam.options.incident,
        "scope": exam.scope,
        "channel": exam.options.channel,
        "keep": sorted(exam.options.keep),
        "mapped": bool(exam.options.mapping),
        **_narrowed(exam),
    }


def _narrowed(exam: Examination) -> dict[str, Any]:
    """That a filter or a second file was used, and how many rows passed; never by what."""
    said: dict[str, Any] = {}
    if exam.options.filters:
        said |= {"filters": list(exam.options.filters), "rows_passed": exam.rows_passed}
    if exam.beside is not None:
        said["beside"] = True
    return said


def _private(exam: Examination) -> dict[str, Any]:
    """What tells two readings apart and goes nowhere but into the keyed hash of the id; nothing where there is no such."""
    options = exam.options
    said = {
        "answered": exam.answers if exam.answers != exam.told_answers else None,
        "only": sorted(options.only),
        "match": options.match,
        "beside": exam.beside.sha256 if exam.beside else None,
    }
    return {name: value for name, value in said.items() if value}


def _warnings(exam: Examination) -> tuple[Warned, ...]:
    """The cautions; at platform scope without lines."""
    platform = exam.scope == "platform"
    return tuple(
        Warned(each.code, each.message, None if platform else each.lines[:LINES])
        for each in exam.cautions
    )


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
