"""``reproduce``: what was exported, made again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ripplemark.archive.serving import serve
from ripplemark.cli.output import Refused, give, rows, session, tell


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("reproduce")(reproduce_export)


def reproduce_export(
    bundle: Annotated[Path, typer.Argument(help="An exported figure: its .zip or its .json.")],
) -> None:
    """Make an exported figure again, and say which numbers are others now.

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
