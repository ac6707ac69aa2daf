"""The options of ``measure`` and ``export``: whose rows, which of them, split how, with which settings."""

from __future__ import annotations

from typing import Annotated

import typer

Incident = Annotated[str | None, typer.Option(help="Code word of the incident.")]
Scope = Annotated[str, typer.Option(help="incident or platform.")]
Where = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN=VALUE", help="Only rows with this value. May be repeated."),
]


def splits(what: str) -> object:
    """``--by`` for a command that gives this: the figure, the answer."""
    return typer.Option(metavar="COLUMN", help=f"Splits the {what} by a column. May be repeated.")


def settings(lister: str) -> object:
    """``--set`` for a command whose settings are listed by another command, ``lister``."""
    return typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=f"A setting, as '{lister} --json' lists them. May be repeated.",
    )
