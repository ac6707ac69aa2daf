"""``figures``, ``export``: what the pages show, as files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.cli import asking
from ripplemark.cli.output import Usage, give, pairs, rows, session, tell
from ripplemark.paths import is_bundled

if TYPE_CHECKING:
    from ripplemark.figure import Figure
    from ripplemark.publication import Answers


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("figures")(list_figures)
    app.command("export")(export_figure)


def list_figures() -> None:
    """List the figures and what each shows."""
    from ripplemark.figures import FIGURES

    listed = [
        {
            "name": each.name,
            "title": each.title,
            "about": each.about,
            "question": each.question,
            "of_incident": each.of_incident,
            "metrics": list(each.metrics),
            "settings": [
                {
                    "name": parameter.name,
                    "about": parameter.about,
                    "default": parameter.default,
                    "choices": list(parameter.choices),
                }
                for parameter in each.parameters
            ],
            "by": list(each.by),
            "method_version": each.method_version,
        }
        for each in FIGURES
    ]
    give(listed) if session.json else rows(listed, ("name", "question", "title"))


def export_figure(
    figure: Annotated[str, typer.Argument(help="Name of a figure, as 'figures' lists them.")],
    to: Annotated[
        Path,
        typer.Option(help="File to write: .png .svg .pdf .html .csv .parquet .json .xlsx .zip"),
    ],
    incident: asking.Incident = None,
    scope: asking.Scope = "incident",
    by: Annotated[list[str] | None, asking.splits("figure")] = None,
    set_: Annotated[list[str] | None, asking.settings("figures")] = None,
    where: asking.Where = None,
    size: Annotated[
        str,
        typer.Option(
            help="article, square, slide, single-column, double-column, 900x600 or 120x80mm."
        ),
    ] = "article",
    scale: Annotated[
        float | None, typer.Option(help="Pixels of a PNG for each pixel of its size, 1 to 4.")
    ] = None,
    look: Annotated[str, typer.Option(help="light, dark or mono.")] = "light",
    private: Annotated[
        bool,
        typer.Option("--private", help="For your own use: nothing is coarsened, the file says so."),
    ] = False,
) -> None:
    """Write a figure to a file, as everyone may see it.

    With --private it is as you may see it, and says that it is not for publication.
    """
    from ripplemark import export
    from ripplemark.charts.canvas import size as size_named
    from ripplemark.figures import figure as made_figure
    from ripplemark.gate import Gate

    kind = export.format_of(to.suffix).name
    size_named(size)
    if not to.absolute().parent.is_dir():
        raise Usage("--to names a folder that does not exist.")
    archive = session.archive()
    serving = serve(archive)
    try:
        made = made_figure(
            archive,
            serving,
            Gate.of("private" if private else "public"),
            figure,
            incident=incident,
            scope=scope,
            by=tuple(by or ()),
            settings=pairs(set_ or (), "--set"),
            where=tuple(pairs(where or (), "--where").items()),
        )
    finally:
        serving.close()
    data = export.write(made, to, size, scale, look, _publication(archive, made))
    _told(made, to, kind, data)


def _publication(archive: Archive, figure: Figure) -> Answers | None:
    """What was answered about publishing what is shown; says where nobody has answered, refuses where it was refused."""
    from ripplemark import publication

    for shown in _incidents(figure):
        answers = publication.ensure_publishable(archive, shown, figure.audience)
        left = publication.reminder(publication.facts_of(archive, shown), answers)
        if left and figure.audience == "public" and not is_bundled(archive.root):
            tell(left)
    return publication.answers_of(archive, figure.incident) if figure.incident else None


def _incidents(figure: Figure) -> list[str]:
    """The incidents that a figure shows: its own, or those that its rows name."""
    if figure.incident:
        return [figure.incident]
    if "incident" not in figure.shown.column_names:
        return []
    return sorted({str(each) for each in figure.shown["incident"].to_pylist() if each})


def _told(figure: Figure, to: Path, kind: str, data: bytes) -> None:
    """Say what was written: the file by its own name, never by where it lies."""
    from ripplemark.export import beside

    tell(f"{to.name}: {figure.headline}")
    if kind == "csv":
        tell(f"{beside(to).name}: what its rows are, with caveats and source")
    if session.json:
        give(
            {
                "file": to.name,
                "format": kind,
                "figure": figure.name,
                "incident": figure.incident,
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "audience": figure.audience,
                "simulated": figure.simulated,
                "empty": figure.empty,
                "archive": figure.archive,
            }
        )
