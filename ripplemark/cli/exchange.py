"""``reproduce``: what was exported, made again. ``reply``: a right-of-reply sheet for one platform."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ripplemark.archive.serving import serve
from ripplemark.cli import asking
from ripplemark.cli.output import Refused, Usage, give, pairs, rows, session, tell
from ripplemark.durable import replace_file


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("reproduce")(reproduce_export)
    app.command("reply")(reply)


def reproduce_export(
    bundle: Annotated[Path, typer.Argument(help="An exported figure: its .zip or its .json.")],
) -> None:
    """Make an exported figure again, and say which numbers have changed.

    Exit code 1 where anything that it says is not what the archive gives now.
    """
    from ripplemark.exchange import exported, reproduce

    archive = session.archive()
    of = exported(bundle)
    serving = serve(archive)
    try:
        found = reproduce(archive, serving, of)
    finally:
        serving.close()
    for sentence in found.said:
        tell(sentence)
    if session.json:
        give(found.document())
    elif found.changes:
        rows([each.document() for each in found.changes], ("metric", "by", "part", "then", "now"))
    if not found.same:
        raise Refused


def reply(
    incident: Annotated[str, typer.Argument(help="Code word of the incident.")],
    platform: Annotated[str, typer.Option(help="The platform that is asked.")],
    to: Annotated[Path | None, typer.Option(help="Text file to write; else it is printed.")] = None,
    set_: Annotated[list[str] | None, asking.settings("figures")] = None,
) -> None:
    """Write what is on record about one platform, line numbers and questions, for its press office.

    It holds no link and no name; it is for that platform alone.
    """
    from ripplemark.exchange.reply import said, sheet

    if to is not None and not to.absolute().parent.is_dir():
        raise Usage("--to names a folder that does not exist.")
    archive = session.archive()
    serving = serve(archive)
    try:
        made = sheet(archive, serving, incident, platform, pairs(set_ or (), "--set"))
    finally:
        serving.close()
    if to is not None:
        replace_file(to, made.text.encode())
        tell(f"{to.name}: {said(made)}")
    if session.json:
        give(made.document())
    elif to is None:
        sys.stdout.write(made.text)
