"""``add``, ``check``, ``formats``: files in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ripplemark.archive import Archive
from ripplemark.cli.output import Refused, give, in_words, rows, session, tell
from ripplemark.cli.taking import command
from ripplemark.errors import RipplemarkError, UnknownName
from ripplemark.ingest import NotStored, Options, Report, add, check, refused
from ripplemark.readers import READERS
from ripplemark.readers.templates import TEMPLATES


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("add")(command(add_files))
    app.command("check")(command(check_files))
    app.command("formats")(formats)


def add_files(files: list[Path], options: Options) -> None:
    """Store files as datasets; all of a file or nothing of it."""
    archive, vault = session.archive(), session.vault()
    _each(
        files,
        lambda path, k: add(archive, vault, path, options, position=k),
        "stored",
        lambda reports: _prepare(archive, [each.dataset_id for each in reports]),
    )


def _prepare(archive: Archive, datasets: list[str | None]) -> int:
    from ripplemark.figures.preparing import prepare  # here, as it loads what draws

    return prepare(archive, datasets, tell)


def check_files(files: list[Path], options: Options) -> None:
    """Say what files are and what is asked; store nothing.

    Also what would be stored, and what is wrong with which line.
    """
    archive, vault = session.archive(), session.vault()
    _each(files, lambda path, k: check(archive, path, options, position=k, vault=vault), "checked")


def formats(
    template: Annotated[str | None, typer.Option(help="Print the template of this format.")] = None,
) -> None:
    """List the formats that can be read, or print a template."""
    if template is not None:
        if template not in TEMPLATES:
            raise UnknownName("template", template, TEMPLATES)
        sys.stdout.write(TEMPLATES[template]())
        return
    listed = [
        {
            "name": each.name,
            "title": each.title,
            "scope": each.scope,
            "tables": [table.name for table in each.tables],
            "leaves_out": each.leaves_out,
            "template": each.name in TEMPLATES,
        }
        for each in READERS
    ]
    give(listed) if session.json else rows(listed, ("name", "scope", "title"))


def _each(
    files: list[Path],
    work: Any,
    done: str,
    after: Callable[[list[Report]], object] = lambda _: None,
) -> None:
    reports: list[Report] = []
    for position, path in enumerate(files, 1):
        try:
            reports.append(work(path, position))
        except RipplemarkError as error:
            reports.append(refused(error, position))
            if not isinstance(error, NotStored):
                tell(f"File {position}: {in_words(error)}")
    for report in reports:
        narrate(report, done)
    if session.json:
        give([report.document() for report in reports])
    after(reports)
    if any(report.error for report in reports):
        raise Refused


def narrate(report: Report, done: str) -> None:
    """The report in words, to stderr; no cell of the file is repeated."""
    if report.format is None:
        return
    passed = f", {report.rows_passed} passed the filter" if report.rows_passed is not None else ""
    tell(f"{report.file}: {report.format} ({report.why}), {report.rows_read} rows read{passed}.")
    for asked in report.questions:
        state = "open" if asked.open else f"answered: {asked.told}"
        choices = f" [{' | '.join(asked.question.choices)}]" if asked.question.choices else ""
        tell(f"  Question {asked.question.name}: {asked.question.question}{choices} ({state})")
    for each in report.rejects[:20]:
        at = f"line {each.line}" if each.line else "rows that were rolled up"
        where = at + (f", column {each.column}" if each.column else "")
        tell(f"  Cannot be stored: {where}: {each.reason}; {each.fix}.")
    if report.rejected > 20:
        tell(f"  ... {report.rejected} rows in all cannot be stored.")
    for caution in report.warnings:
        lines = f" (lines {', '.join(map(str, caution.lines[:10]))})" if caution.lines else ""
        tell(f"  Note: {caution.message}{lines}")
    if report.error:
        tell(f"  {report.error['title']}. {report.error['message']}")
    else:
        as_ = f" as {report.dataset_id}" if report.dataset_id else ""
        tell(
            f"  {report.rows_stored} rows {'would be stored' if done == 'checked' else done}{as_}."
        )
