"""The options of ``add`` and ``check``, said once: which files, and how they are to be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from ripplemark.cli.output import pairs
from ripplemark.errors import InputError, UnknownName
from ripplemark.ingest import Options
from ripplemark.ingest.listed import ids_of
from ripplemark.ingest.recognise import reader
from ripplemark.readers.base import Scope

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
_Only = Annotated[
    Path | None,
    typer.Option(
        help="Text file with one id or link a line: only rows of these items are read; the list is not stored."
    ),
]
_Match = Annotated[
    str | None,
    typer.Option(
        metavar="[COLUMN=]REGEX",
        help="Only rows are read in whose text this is found: in the format's own text column, or the one named. "
        "It is not stored.",
    ),
]
_With = Annotated[
    Path | None,
    typer.Option(
        "--with",
        help="A second file that says more about the same rows, where the format takes one.",
    ),
]
_Channel = Annotated[
    str | None, typer.Option(help="Channel of an attention file, for example niche.")
]
_Append = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Add every file to the collection of this name, a short neutral word; made where it is new.",
    ),
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


def command(work: Callable[[list[Path], Options], None]) -> Callable[..., None]:
    """A command that takes files and the options of reading them, and hands both to ``work``; its help is that of ``work``."""

    def taken(
        files: _Files,
        incident: _Incident = None,
        scope: _Scope = None,
        format_: _Format = None,
        tz: _Zone = None,
        answer: _Answer = None,
        mapping: _Mapping = None,
        keep: _Keep = None,
        only: _Only = None,
        match: _Match = None,
        with_: _With = None,
        channel: _Channel = None,
        replaces: _Replaces = None,
        append: _Append = None,
        title: _Title = None,
        source: _Source = None,
        licence: _Licence = None,
    ) -> None:
        if format_:
            reader(format_)
        options = Options(
            incident=incident,
            scope=_scope(scope),
            format=format_,
            zone=tz,
            answers=pairs(answer or (), "--answer"),
            mapping=_mapping(mapping),
            keep=tuple(keep or ()),
            channel=channel,
            replaces=replaces,
            title=title,
            source=source,
            licence=licence,
            only=() if only is None else ids_of(only),
            match=match,
            beside=with_,
            append=append,
        )
        work(files, options)

    taken.__doc__ = work.__doc__
    return taken


def _scope(text: str | None) -> Scope | None:
    """The scope that was said, if any."""
    scopes: tuple[Scope, ...] = get_args(Scope)
    if text is not None and text not in scopes:
        raise UnknownName("scope", text, scopes)
    return next((each for each in scopes if each == text), None)


def _mapping(path: Path | None) -> dict[str, Any]:
    """What a mapping file says; nothing where there is none."""
    if path is None:
        return {}
    try:
        mapping = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UnreadableMapping from None
    if not isinstance(mapping, dict):
        raise UnreadableMapping
    return mapping
