"""``add``, ``check``, ``formats``: files in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ripplemark.cli.output import Refused, give, in_words, pairs, rows, session, tell
from ripplemark.errors import InputError, RipplemarkError, UnknownName
from ripplemark.ingest import NotStored, Options, Report, add, check, refused
from ripplemark.ingest.recognise import reader
from ripplemark.readers import READERS
from ripplemark.readers.templates import TEMPLATES

_Files = Annotated[
    list[Path],
    typer.Argument(help="Files as you have them: CSV, TSV, XLSX, .gz, .zip.", show_default=False),
]
_Incident = Annotated[
    str | None, typer.Option(help="Code word of the incident; made where it is new.")
]
_Scope = Annotated[
    str | None, typer.Option(help="incident or platform, where the file's format does not say.")
]
_Format = Annotated[
    str | None, typer.Option("--format", help="The format's name, where it is not recognised.")
]
_Zone = Annotated[
    str | None,
    typer.Option(help="Time zone of times without an offset, for example Europe/Berlin."),
]
_Answer = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE", help="The answer to a question that 'check' shows. May be repeated."
    ),
]
_Mapping = Annotated[
    Path | None, typer.Option(help="JSON file that says what columns and words mean.")
]
_Keep = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN",
        help="Store a column that is otherwise left out: uploader. May be repeated.",
    ),
]
_Channel = Annotated[
    str | None, typer.Option(help="Channel of an attention file, for example niche.")
]
_Replaces = Annotated[str | None, typer.Option(help="Id of the dataset that this file corrects.")]
_Title = Annotated[str | None, typer.Option(help="Your own title for it; stays in the vault.")]
_Source = Annotated[str | None, typer.Option(help="Who published the data.")]
_Licence = Annotated[str | None, typer.Option(help="Licence of the data.")]


class UnreadableMapping(InputError):
    """A mapping file that is not a JSON object."""

    title = "The mapping cannot be read"

    def __init__(self) -> None:
        super().__init__(
            'Write a JSON object such as {"columns": {"Stand": "outcome"}, "outcomes": {"erledigt": "removed"}}.'
        )


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("add")(add_files)
    app.command("check")(check_files)
    app.command("formats")(formats)


def add_files(
    files: _Files,
    incident: _Incident = None,
    scope: _Scope = None,
    format_: _Format = None,
    tz: _Zone = None,
    answer: _Answer = None,
    mapping: _Mapping = None,
    keep: _Keep = None,
    channel: _Channel = None,
    replaces: _Replaces = None,
    title: _Title = None,
    source: _Source = None,
    licence: _Licence = None,
) -> None:
    """Store files as datasets; all of a file or nothing of it."""
    options = _options(locals())
    archive, vault = session.archive(), session.vault()
    _each(files, lambda path, k: add(archive, vault, path, options, position=k), "stored")


def check_files(
    files: _Files,
    incident: _Incident = None,
    scope: _Scope = None,
    format_: _Format = None,
    tz: _Zone = None,
    answer: _Answer = None,
    mapping: _Mapping = None,
    keep: _Keep = None,
    channel: _Channel = None,
    replaces: _Replaces = None,
    title: _Title = None,
    source: _Source = None,
    licence: _Licence = None,
) -> None:
    """Say what files are and what is asked; store nothing.

    Also what would be stored, and what is wrong with which line.
    """
    options = _options(locals())
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


def _options(given: dict[str, Any]) -> Options:
    if given["format_"]:
        reader(given["format_"])
    if given["scope"] not in (None, "incident", "platform"):
        raise UnknownName("scope", given["scope"], ("incident", "platform"))
    return Options(
        incident=given["incident"],
        scope=given["scope"],
        format=given["format_"],
        zone=given["tz"],
        answers=pairs(given["answer"] or (), "--answer"),
        mapping=_mapping(given["mapping"]),
        keep=tuple(given["keep"] or ()),
        channel=given["channel"],
        replaces=given["replaces"],
        title=given["title"],
        source=given["source"],
        licence=given["licence"],
    )


def _mapping(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        mapping = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UnreadableMapping from None
    if not isinstance(mapping, dict):
        raise UnreadableMapping
    return mapping


def _each(files: list[Path], work: Any, done: str) -> None:
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
    if any(report.error for report in reports):
        raise Refused


def narrate(report: Report, done: str) -> None:
    """The report in words, to stderr; no cell of the file is repeated."""
    if report.format is None:
        return
    tell(f"{report.file}: {report.format} ({report.why}), {report.rows_read} rows read.")
    for asked in report.questions:
        state = "open" if asked.open else f"answered: {asked.answer}"
        choices = f" [{' | '.join(asked.question.choices)}]" if asked.question.choices else ""
        tell(f"  Question {asked.question.name}: {asked.question.question}{choices} ({state})")
    for each in report.rejects[:20]:
        where = f"line {each.line}" + (f", column {each.column}" if each.column else "")
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
