"""``simulate``: an archive of invented incidents with known truth."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ripplemark.cli.output import give, session, tell


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("simulate")(simulate_archive)


def simulate_archive(
    to: Annotated[Path, typer.Option(help="Folder for the archive; empty, or not there yet.")],
    seed: Annotated[int, typer.Option(min=0, help="Decides every draw and code word.")] = 1,
) -> None:
    """Make an archive of invented incidents whose truth is known.

    The bundled demo is one. It takes about a minute.

    truth.json beside the datasets holds what was planted, and what each measure should find.
    """
    from ripplemark.simulate import simulate  # here, so that other commands start without it

    made = simulate(to, seed)
    if session.json:
        give(asdict(made))
        return
    tell(
        f"{len(made.incidents)} incidents, {made.datasets} datasets, {made.rows} rows; archive {made.fingerprint}. "
        "What was planted is in truth.json. Everything read from it says that it is simulated."
    )
