"""Adding a file to a collection: which one, whether it belongs there, and what it covers of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ripplemark.archive import Archive, Collection, Package
from ripplemark.archive.belonging import check_alike, check_name
from ripplemark.ingest.collected import told, untold
from ripplemark.ingest.covering import covered, shared
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.options import Options
from ripplemark.ingest.publisher import publisher
from ripplemark.ingest.report import Report


def joined(archive: Archive, options: Options) -> Options:
    """The options with the collection that is meant, and with its citation where none is given.

    A file that replaces a member stays in the member's collection.

    Raises:
        BadCollectionName: the name cannot be a collection's.
    """
    name = options.append
    if name is None and options.replaces is not None:
        name = archive.dataset(options.replaces).collection
    if name is None:
        return options
    check_name(name, (each.dataset_id for each in archive.datasets()))
    members = _members(archive, name)
    if not members:
        return replace(options, append=name)
    like = members[0]
    return replace(
        options,
        append=name,
        source=options.source or like.source,
        licence=options.licence or like.licence,
    )


def check_member(exam: Examination, archive: Archive, codes: Sequence[str]) -> None:
    """Raise NotAlike where the file may not join the collection that its options name."""
    if exam.options.append is not None:
        check_alike(_as_member(exam, codes), archive.datasets())


def foretold(exam: Examination, archive: Archive, codes: Sequence[str], report: Report) -> Report:
    """The report of a rehearsal with what the collection would be: gaps and overlaps where names and items play no part.

    Raises:
        NotAlike: the file may not join the collection.
    """
    name = exam.options.append
    if name is None:
        return report
    check_member(exam, archive, codes)
    coverage = covered(exam, codes)
    if coverage.by in ("series", "rows"):
        return untold(report, name)
    package = replace(_as_member(exam, codes), coverage=coverage)
    members = (*_members(archive, name, exam.options.replaces), package)
    return told(report, Collection(name, members), exam.zone.name)


def _members(archive: Archive, name: str, but: str | None = None) -> tuple[Package, ...]:
    return tuple(
        each for each in archive.datasets() if each.collection == name and each.dataset_id != but
    )


def _as_member(exam: Examination, codes: Iterable[str]) -> Package:
    """What decides whether the file belongs, before it is stored."""
    options, reader = exam.options, exam.found.reader
    return Package(
        "this-file",
        reader.name,
        exam.table.name,
        exam.scope,
        "",
        incident=options.incident or ", ".join(codes) or None,
        source=publisher("source", options.source) or reader.title,
        licence=publisher("licence", options.licence),
        replaces=(options.replaces,) if options.replaces else (),
        collection=options.append,
    )


def membership(
    package: Package, exam: Examination, archive: Archive, written: Path, codes: Sequence[str]
) -> Package:
    """The package with its collection and what it covers of it; as it is where it stands alone.

    ``written`` is the table that will be stored, ``codes`` are the incidents of its rows.
    """
    name = exam.options.append
    if name is None:
        return package
    others = _members(archive, name, exam.options.replaces)
    coverage = replace(covered(exam, codes), shared=shared(written, archive, others))
    return replace(package, collection=name, coverage=coverage)


def after(report: Report, package: Package, archive: Archive, zone: str) -> Report:
    """The report of a stored dataset with its collection as it is by now, if it has one."""
    if package.collection is None:
        return report
    return told(report, archive.collection(package.collection), zone)
