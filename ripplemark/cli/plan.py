"""``plan``: freeze an analysis plan before looking, and list those that were frozen."""

from __future__ import annotations

from typing import Annotated

import typer

from ripplemark.cli import asking
from ripplemark.cli.output import Usage, give, pairs, rows, session, tell
from ripplemark.errors import UnknownName
from ripplemark.measures.plans import Plan, plans


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("plan")(plan)


def plan(
    incident: Annotated[str, typer.Argument(help="Code word of the incident.")],
    metric: Annotated[
        list[str] | None,
        typer.Option(metavar="METRIC", help="A number that will be read. May be repeated."),
    ] = None,
    set_: Annotated[list[str] | None, asking.settings("metrics")] = None,
    where: asking.Where = None,
    main: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHANNEL=SERIES", help="The series that counts for a channel. May be repeated."
        ),
    ] = None,
) -> None:
    """Freeze an analysis plan, or list the plans of an incident where no metric is named.

    A setting NAME holds for every metric that has it, METRIC.NAME for one; all others are frozen at their defaults. A plan
    cannot be changed: a later one counts from then on, and both are kept.
    """
    archive = session.archive()
    if not metric:
        if set_ or where or main:
            raise Usage("A plan needs --metric: name each number that will be read.")
        if incident not in archive.incidents():
            raise UnknownName("incident", incident, archive.incidents())
        _list(plans(archive, incident))
        return
    from ripplemark.figures.planning import freeze

    made = freeze(
        archive,
        incident,
        metric,
        pairs(set_ or (), "--set"),
        pairs(where or (), "--where"),
        pairs(main or (), "--main"),
    )
    if session.json:
        give(made.document())
    there = len(made.datasets)
    tell(
        f"{incident}: analysis plan {made.digest} is frozen; {there or 'no'} dataset{'' if there == 1 else 's'} "
        f"{'was' if there == 1 else 'were'} there already."
    )


def _list(made: tuple[Plan, ...]) -> None:
    """Every plan, the oldest first; the last one counts."""
    listed = [
        each.document() | {"counts": place == len(made) - 1} for place, each in enumerate(made)
    ]
    if session.json:
        give(listed)
        return
    shown = [
        {**each, "metrics": ", ".join(each["metrics"]), "datasets": len(each["datasets"])}
        for each in listed
    ]
    rows(shown, ("plan", "frozen_at", "counts", "datasets", "metrics"))
