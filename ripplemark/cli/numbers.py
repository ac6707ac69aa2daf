"""``metrics``, ``measure``, ``query``: numbers out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from ripplemark.archive.serving import serve, visible_of
from ripplemark.cli import asking
from ripplemark.cli.output import cell, give, pairs, rows, session, tell
from ripplemark.engine import run_user_sql
from ripplemark.engine.sandbox import ROWS
from ripplemark.measures import MEASURES, measure


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("metrics")(metrics)
    app.command("measure")(measure_metric)
    app.command("query")(query)


def metrics() -> None:
    """List the metrics with their units, definitions and settings."""
    listed = [
        {
            "name": each.name,
            "title": each.title,
            "symbol": each.symbol,
            "unit": each.unit,
            "definition": each.definition,
            "source": each.source,
            "method_version": each.method_version,
            "parameters": [
                {
                    "name": parameter.name,
                    "about": parameter.about,
                    "default": parameter.default,
                    "choices": list(parameter.choices),
                }
                for parameter in each.parameters
            ],
            "by": list(each.columns),
            "caveats": list(each.caveats),
        }
        for each in MEASURES
    ]
    give(listed) if session.json else rows(listed, ("name", "symbol", "unit", "title"))


def measure_metric(
    metric: Annotated[str, typer.Argument(help="Name of a metric, as 'metrics' lists them.")],
    incident: asking.Incident = None,
    scope: asking.Scope = "incident",
    by: Annotated[list[str] | None, asking.splits("answer")] = None,
    set_: Annotated[list[str] | None, asking.settings("metrics")] = None,
    where: asking.Where = None,
) -> None:
    """Compute a metric, with its interval, its counts, or the reason why there is no number."""
    archive = session.archive()
    serving = serve(archive)
    try:
        answer = measure(
            serving,
            metric,
            incident=incident,
            known=archive.incidents(),
            scope=scope,
            by=tuple(by or ()),
            settings=pairs(set_ or (), "--set"),
            where=tuple(pairs(where or (), "--where").items()),
        )
    finally:
        serving.close()
    if session.json:
        give(answer.document())
        return
    shown = _differing([estimate.by for estimate in answer.estimates])
    listed = [
        {
            **estimate.document(),
            "by": ", ".join(
                f"{key}={cell(estimate.by[key])}" for key in shown if key in estimate.by
            ),
        }
        for estimate in answer.estimates
    ]
    tell(
        f"{answer.measure.title} ({answer.measure.symbol}) in {answer.measure.unit}; archive {answer.archive}."
    )
    rows(listed, ("by", "value", "low", "high", "n", "status", "note"))


def _differing(keys: Sequence[Mapping[str, Any]]) -> list[str]:
    """The incident, and the keys whose value is not the same in every row."""
    names = dict.fromkeys(name for by in keys for name in by)
    return [
        name for name in names if name == "incident" or len({str(by.get(name)) for by in keys}) > 1
    ]


def query(sql: Annotated[str, typer.Argument(help="One SELECT over the canonical views.")]) -> None:
    """Run one SELECT of your own over the archive, read-only."""
    result = run_user_sql(visible_of(session.archive()), sql)
    if len(result) == ROWS:
        tell(f"Cut after {ROWS} rows. Aggregate, or select fewer.")
    if session.json:
        give(result.records())
        return
    rows(result.records(), [column.name for column in result.columns])
    sys.stdout.flush()
    tell(f"{len(result)} {'row' if len(result) == 1 else 'rows'}.")
